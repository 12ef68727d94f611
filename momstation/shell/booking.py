"""The one way from a screen's command to a verdict; nothing counts as recorded before ``send`` returned."""

import logging
from collections.abc import Awaitable, Callable, Sequence

from momstation.core.errors import Refused
from momstation.core.event import Record
from momstation.core.i18n import _
from momstation.core.part import Command
from momstation.events.workforce import PermissionLent, StationLocked
from momstation.shell.outcome import Describe, outcome_of
from momstation.shell.sending import LendUndo
from momstation.shell.verdict import Verdict
from momstation.shell.wording import Wording

_log = logging.getLogger(__name__)
_NO_ENTRY = (StationLocked, PermissionLent)
"""Whoever locks, or allows what is still to come, has entered nothing."""
Send = Callable[[Command], Awaitable[tuple[Record, ...]]]
RefusalOf = Callable[[Sequence[Record]], Awaitable[Refused | None]]


async def no_refusal(_records: Sequence[Record]) -> Refused | None:
    """Where no refusal is ever recorded as a fact."""
    return None


class Booking:
    """Sends as the acting person and puts the answer into words.

    ``refusal_of`` finds the refusal in what was recorded: a wrong PIN is a fact and a refusal at once.
    """

    def __init__(
        self, send: Send, wording: Wording, describe: Describe, refusal_of: RefusalOf = no_refusal
    ) -> None:
        self._send = send
        self._refusal_of = refusal_of
        self._wording = wording
        self._describe = describe

    async def book(self, command: Command) -> Verdict:
        """Never raises: what is no expected refusal is logged with its traceback and said to be a fault."""
        try:
            records = await self._send(command)
        except Refused as refused:
            return self.refusal(refused)
        except Exception:
            _log.exception("Command %s failed", type(command).__name__)
            return fault()
        try:
            return await self._answer(records)
        except Exception:
            _log.exception("The answer to %s has no words", type(command).__name__)
            return Verdict(
                False, _("It was recorded, but the answer cannot be shown. Do not enter it again.")
            )

    async def _answer(self, records: Sequence[Record]) -> Verdict:
        """The records are durable: whatever goes wrong from here on must not be called not recorded."""
        refused = await self._refusal_of(records)
        if refused is not None:
            return self.refusal(refused)
        outcome = await outcome_of(records, self._describe)
        if outcome.undo is not None and any(isinstance(one.event, PermissionLent) for one in records):
            await self._send(LendUndo(undo=outcome.undo.command_id))
        is_entry = not records or not all(isinstance(one.event, _NO_ENTRY) for one in records)

        async def again() -> str:
            return (await outcome_of(records, self._describe)).text

        return Verdict(True, outcome.text, undo=outcome.undo, books=is_entry, again=again)

    def refusal(self, refused: Refused) -> Verdict:
        return Verdict(False, self._wording.say(refused))


def fault() -> Verdict:
    return Verdict(
        False,
        _("Not recorded: something is wrong in this station."),
        _("Try it once more. If it stays so, tell your team lead; the reason is in the station's log."),
    )
