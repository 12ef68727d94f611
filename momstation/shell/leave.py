"""Asks somebody who may for what the acting person may not do, and goes on when that badge was shown.

For what one tap asks for as a whole the sender suffices: the refused command itself waits. This is for what is
said only afterwards, such as in a sheet.
"""

from collections.abc import Callable

from momstation.core.part import Command, Recorded
from momstation.core.tasks import spawn
from momstation.events.workforce import PermissionLent
from momstation.production.views import Action, ActionKey
from momstation.shell.operator_sheets import OperatorSheets
from momstation.shell.rights import right_of
from momstation.shell.sending import AskLeave, EndLeave
from momstation.shell.services import ShellServices
from momstation.shell.verdict import Judged


class Leave:
    """``act_on`` sends what is asked for, and shows the refusal that says whose badge is waited for."""

    def __init__(
        self, services: ShellServices, sheets: OperatorSheets, act_on: Callable[[Command], None]
    ) -> None:
        self._services = services
        self._sheets = sheets
        self._act_on = act_on
        self._asked = ""
        self._is_lent = self._is_told = False
        self._then: Callable[[], None] | None = None
        self._is_for_sheet = False
        self._stop_listening: Callable[[], None] = _nothing
        sheets.entry_closed.connect(self._sheet_closed)

    def start(self) -> None:
        self._stop_listening = self._services.bus.subscribe(Judged, self._hear_verdict)

    def stop(self) -> None:
        self._stop_listening()
        self._stop_listening = _nothing

    def ask(self, right: str, then: Callable[[], None]) -> None:
        """``then`` is called once, when somebody who has the right has shown the badge."""

        def done() -> None:
            then()
            self._end()

        self._ask(right, done)

    def ask_to_open(self, action: Action) -> None:
        """The tile of a sheet: what is entered there is recorded as done by whoever allowed it."""
        right, opens = right_of(action), self._openers().get(action.key)
        if right is None or opens is None:
            return

        def opened() -> None:
            self._is_for_sheet = True
            opens()

        self._ask(right, opened)

    def hear(self, recorded: Recorded) -> None:
        for record in recorded.records if recorded.is_own else ():
            if isinstance(record.event, PermissionLent) and record.event.command == self._asked:
                self._is_lent = True
        self._go_on()

    def _ask(self, right: str, then: Callable[[], None]) -> None:
        asked = AskLeave(right=right)
        self._asked, self._then = asked.command_id, then
        self._is_lent = self._is_told = False
        self._act_on(asked)

    def _hear_verdict(self, judged: Judged) -> None:
        if self._asked and judged.verdict.accepted:
            self._is_told = True
            self._go_on()

    def _go_on(self) -> None:
        """After the badge has its own answer: what comes now may have one too, and is not to be hidden by it."""
        if not (self._is_lent and self._is_told):
            return
        then, self._then, self._asked, self._is_lent = self._then, None, "", False
        if then is not None:
            then()

    def _openers(self) -> dict[ActionKey, Callable[[], None]]:
        sheets = self._sheets
        return {
            ActionKey.STOP_REASON: sheets.open_stop,
            ActionKey.SCRAP: sheets.open_scrap,
            ActionKey.QUANTITY: sheets.open_quantity,
        }

    def _sheet_closed(self) -> None:
        if self._is_for_sheet:
            self._is_for_sheet = False
            self._end()

    def _end(self) -> None:
        """It was for this once, and for nothing that is asked for later."""
        spawn(self._send_end(), name="end a leave")

    async def _send_end(self) -> None:
        await self._services.send(EndLeave())


def _nothing() -> None:
    """Before it listens there is nothing to end."""
