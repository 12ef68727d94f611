"""Decides what a scan means here: the shown screen's function is asked first, every scan gets a verdict."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable, Sequence

from momstation.core.errors import Refused
from momstation.core.i18n import _
from momstation.core.part import Command, Part, Scan
from momstation.core.tasks import spawn
from momstation.plant.readings import CodeScanned
from momstation.shell.booking import Booking, fault
from momstation.shell.codes import COMMAND, decode, printable
from momstation.shell.verdict import Verdict

_log = logging.getLogger(__name__)
Judged = Callable[[CodeScanned, Verdict], None]
Spoken = Callable[[Scan], Command | Verdict | None]
IntoField = Callable[[Scan], Verdict | None]


def nobody(_scan: Scan) -> None:
    """Where no code means a tile, or no field is ever open."""


class ScanRouter:
    """Scans wait in the order in which they were read and are judged one at a time; none is dropped.

    ``foremost`` names the function of the shown screen; ``judged`` is told each verdict. ``spoken`` is asked
    first: the codes that stand for a tile. ``into_field`` is asked last: what nobody knows may be the number
    that is asked for.
    """

    def __init__(
        self,
        parts: Sequence[Part],
        booking: Booking,
        foremost: Callable[[], str],
        judged: Judged,
        spoken: Spoken = nobody,
        into_field: IntoField = nobody,
    ) -> None:
        self._parts = tuple(parts)
        self._booking = booking
        self._foremost = foremost
        self._judged = judged
        self._spoken = spoken
        self._into_field = into_field
        self._waiting: deque[CodeScanned] = deque()
        self._worker: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        """Scans that were read and have no verdict yet."""
        return len(self._waiting)

    def hear(self, code: CodeScanned) -> None:
        """A listener for the bus; returns at once."""
        self._waiting.append(code)
        if self._worker is None or self._worker.done():
            self._worker = spawn(self._judge_all(), name="judge scans")

    async def judge(self, code: CodeScanned) -> Verdict:
        """The verdict on one code; records what it commands."""
        if code.trouble:
            return Verdict(False, code.trouble, _("Hold the code before the scanner once more."))
        scan = decode(code.text)
        if not scan.text:
            return Verdict(False, _("The scanner read an empty code."), self.accepted_here())
        try:
            command = self._spoken(scan) or await self._command(scan)
        except Refused as refused:
            return self._booking.refusal(refused)
        if isinstance(command, Verdict):
            return command
        if command is None:
            return self._nobodys(scan)
        return await self._booking.book(command)

    def accepted_here(self) -> str:
        """Which codes the station takes on the shown screen, in one sentence."""
        said = [_(sentence) for part in self._in_order() for sentence in part.accepts]
        return _("Accepted here: {codes}").format(codes="; ".join(said)) if said else ""

    async def stop(self) -> None:
        """Let the scans that were read get their verdict."""
        if self._worker is not None:
            await self._worker

    async def _judge_all(self) -> None:
        while self._waiting:
            code = self._waiting[0]
            try:
                verdict = await self.judge(code)
            except Exception:
                _log.exception("Judging the code %r failed", code.text)
                verdict = fault()
            self._waiting.popleft()
            self._judged(code, verdict)

    async def _command(self, scan: Scan) -> Command | None:
        for part in self._in_order():
            for rule in part.scans:
                command = await rule(scan)
                if command is not None:
                    return command
        return None

    def _in_order(self) -> Iterable[Part]:
        first = self._foremost()
        return sorted(self._parts, key=lambda part: part.name != first)

    def _nobodys(self, scan: Scan) -> Verdict:
        if COMMAND in scan.fields:
            title = _("This station has no command {read}.").format(read=printable(scan.text))
            return Verdict(False, title, self.accepted_here())
        return self._into_field(scan) or self._unknown(scan)

    def _unknown(self, scan: Scan) -> Verdict:
        title = _("Nobody here knows this code: {read}").format(read=printable(scan.text))
        return Verdict(False, title, self.accepted_here())
