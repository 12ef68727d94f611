"""Follows who acts: what is theirs to do, the lock over the window, and the drafts of those who are away."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from momstation.core.i18n import _
from momstation.core.part import Command, Recorded, Scan
from momstation.core.tasks import spawn
from momstation.events.workforce import PermissionLent
from momstation.production.screens.booking_sheet import BookingSheet
from momstation.production.views import Action, ActionKey, HomeView, StripCard
from momstation.shell.action_commands import command_of
from momstation.shell.begun import begun_in
from momstation.shell.drafts import DraftKeeper
from momstation.shell.frame import Frame
from momstation.shell.leave import Leave
from momstation.shell.lock_desk import LockDesk
from momstation.shell.messages import Messages
from momstation.shell.navigation import Place
from momstation.shell.operator_sheets import OperatorSheets
from momstation.shell.panel_sheet import PanelSheet
from momstation.shell.places import Places
from momstation.shell.refresh import Refresher
from momstation.shell.rights import Refusals, dressed, is_denied
from momstation.shell.services import ShellServices
from momstation.shell.spoken import WORDS
from momstation.shell.verdict import Verdict
from momstation.ui.status import Status
from momstation.workforce.model import ActAs, LockStation
from momstation.workforce.refusals import REFUSALS
from momstation.workforce.views import PresentPeopleView

View = TypeVar("View")
NOBODY = "nobody"


class Desk(Protocol):
    """What of the window the crew needs."""

    frame: Frame
    places: Places
    sheets: OperatorSheets
    panel_sheet: PanelSheet
    messages: Messages

    @property
    def services(self) -> ShellServices: ...

    async def answer(self, command: Command) -> Verdict: ...

    def act_on(self, command: Command) -> None: ...

    def go(self, place: Place, about: str = "") -> None: ...

    def go_home(self) -> None: ...


class Crew(QObject):
    """``changed``: the acting person may do other things than before. ``unlocked``: the window is to be seen
    again. ``spoken_changed`` carries the language of who acts now, empty for the station's own."""

    changed = Signal()
    unlocked = Signal()
    spoken_changed = Signal(str)

    def __init__(self, desk: Desk, lock: LockDesk) -> None:
        super().__init__(lock)
        self._desk = desk
        self._view: PresentPeopleView | None = None
        self._author: str | None = None
        self.lock = lock
        self.leave = Leave(desk.services, desk.sheets, desk.act_on)
        self._drafts = DraftKeeper(begun_in(desk), desk.sheets, desk.messages.explain)
        self._is_relieved = False
        desk.sheets.covered.connect(self._go_on)
        present = desk.services.presenters.present
        self._freshness = Refresher("people", present.kinds, present.load, self._show)
        self.lock.pin_given.connect(self._give_pin)
        self.lock.explained.connect(desk.messages.explain)
        desk.frame.bar.refused.connect(self.refuse)
        desk.frame.top.lock_tapped.connect(self.ask_to_lock)
        desk.frame.top.person_tapped.connect(lambda person: desk.act_on(ActAs(person=person)))
        desk.places.dress_with(self.dressed)

    @property
    def is_locked(self) -> bool:
        return self.lock.is_locked

    @property
    def refusals(self) -> Refusals:
        return self._view.refusals if self._view is not None else {}

    def take_over(self, before: "Crew") -> None:
        """The drafts of the window that stood here before; what is open there opens here again. Below a lock it is
        its author's."""
        before._is_relieved = True
        acting = before._view.acting if before._view is not None else None
        self._drafts.take_over(before._drafts, acting)
        self._desk.sheets.take_over(before._desk.sheets)

    def start(self) -> None:
        self.leave.start()
        self._freshness.set_shown(True)

    async def end(self) -> None:
        self.leave.stop()
        await self._freshness.end()
        await self.lock.end()

    def hear(self, recorded: Recorded) -> None:
        self._freshness.hear(recorded)
        self.lock.hear(recorded)
        self.leave.hear(recorded)
        for record in recorded.records:
            if recorded.is_own and isinstance(record.event, PermissionLent):
                self._lent(record.event)

    def dressed(self, view: View) -> View:
        """With what the acting person may not do shown as that. Where nobody acts, signing on comes first."""
        shown = dressed(view, self.refusals)
        if isinstance(shown, HomeView) and self._view is not None and self._view.acting is None:
            return replace(shown, primary=Action(ActionKey.SIGN_ON, _("Sign on"), "badge"))
        return shown

    def among(self, cards: Sequence[StripCard]) -> tuple[StripCard, ...]:
        """First of all that nobody is signed on, because nothing else can be answered then."""
        if self._view is None or self._view.acting is not None:
            return tuple(cards)
        return (_nobody_card(bool(self._view.people)), *cards)

    def refuse(self, action: Action) -> None:
        """An unavailable tile was tapped. What wants a right is asked for all the same: the refusal then waits
        for the badge of somebody who has it."""
        if not is_denied(action, self.refusals):
            self._desk.messages.explain(action.refusal)
            return
        command = command_of(action)
        if command is not None:
            self._desk.act_on(command)
        else:
            self.leave.ask_to_open(action)

    def ask_to_lock(self) -> None:
        self._desk.act_on(LockStation())

    def locked_out(self, scan: Scan) -> Verdict | None:
        """The answer to the code of a tile while nobody may press one."""
        if self.is_locked and scan.text.strip().upper() in WORDS:
            return Verdict(False, _(REFUSALS["workforce.locked"]))
        return None

    def _give_pin(self, command: Command) -> None:
        spawn(self._desk.answer(command), name="unlock by PIN")

    def _lent(self, lent: PermissionLent) -> None:
        """The sheet whose entry was refused has been answered by somebody else's badge."""
        shown = self._desk.sheets.shown
        if isinstance(shown, BookingSheet) and shown.refused == lent.command:
            shown.close_sheet()

    def _show(self, view: PresentPeopleView) -> None:
        before, self._view = self._view, view
        self._desk.frame.show_people(view)
        self._desk.places.show_present(view)
        if view.is_locked:
            self._author = view.acting
            self._desk.places.keep_no_secret()
            self.lock.show_present(view, has_draft=self._drafts.holds(view.acting))
        else:
            self._hand_over(view)
        if before is None or before.acting_language != view.acting_language:
            self.spoken_changed.emit(view.acting_language)
        if before is None or before.refusals != view.refusals or before.acting != view.acting:
            self.changed.emit()

    def _hand_over(self, view: PresentPeopleView) -> None:
        """Whoever comes to a locked station, or stays when another leaves, begins at home; who only takes turns
        goes on with what is open."""
        was_locked, author = self.is_locked, self._author
        self._author = view.acting
        is_gone = author is not None and author not in {one.person for one in view.people}
        if author is not None and author != view.acting and (was_locked or is_gone):
            self._drafts.set_aside(author)
            self._desk.go_home()
        self.lock.open_up()
        if was_locked:
            self.unlocked.emit()
        self._go_on()

    def _go_on(self, is_covered: bool = False) -> None:
        """With what the acting person had begun, once nothing lies over it."""
        acting = self._view.acting if self._view is not None else None
        if acting is not None and not (is_covered or self.is_locked or self._is_relieved):
            self._drafts.give_back(acting)


def _nobody_card(has_people: bool) -> StripCard:
    return StripCard(
        key=NOBODY,
        status=Status.INFO,
        icon="badge",
        kicker=_("Who works here?"),
        title=_("Nobody acts") if has_people else _("Nobody is signed on"),
        text=_("Scan your badge, or tap here."),
        action=None,
    )
