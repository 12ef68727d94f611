"""Takes every scan from the scanner to its verdict, and home the person who stayed where it was read."""

from typing import Protocol

from momstation.core.part import Command, Scan
from momstation.plant.readings import CodeScanned
from momstation.shell.booking import Booking
from momstation.shell.crew import Crew
from momstation.shell.measuring import Measuring
from momstation.shell.messages import Messages
from momstation.shell.navigation import Navigation, Stop
from momstation.shell.notice_desk import NoticeDesk
from momstation.shell.operator_sheets import OperatorSheets
from momstation.shell.places import Places
from momstation.shell.scan_router import ScanRouter
from momstation.shell.services import Probe, ShellServices
from momstation.shell.spoken import Spoken
from momstation.shell.verdict import Judged, Verdict
from momstation.shell.window_home import ShownHome


class Desk(Protocol):
    """What of the window the scans need."""

    probe: Probe | None
    navigation: Navigation
    measuring: Measuring
    messages: Messages
    sheets: OperatorSheets
    places: Places
    notices: NoticeDesk
    crew: Crew
    home: ShownHome

    @property
    def services(self) -> ShellServices: ...


class Scans:
    """``router`` judges; this tells what came of it."""

    def __init__(self, desk: Desk, booking: Booking) -> None:
        self._desk = desk
        self._scanned_at: dict[int, Stop] = {}
        self._spoken = Spoken(lambda: desk.home.view, lambda: desk.messages.take_undo())
        self.router = ScanRouter(
            desk.services.parts,
            booking,
            lambda: desk.navigation.function,
            self._judged,
            self._say,
            desk.measuring.take_scan,
        )

    def hear(self, code: CodeScanned) -> None:
        """A listener for the bus."""
        if not self._desk.crew.is_locked:  # whoever unlocks finds everything where it was
            self._scanned_at[id(code)] = self._desk.navigation.here
        self.router.hear(code)

    def show_what_is_taken(self) -> None:
        desk = self._desk
        desk.sheets.scan.set_accepted(self.router.accepted_here(), desk.notices.troubles.scanner_trouble())
        desk.sheets.scan.open()

    def _say(self, scan: Scan) -> Command | Verdict | None:
        return self._desk.crew.locked_out(scan) or self._spoken(scan)

    def _judged(self, code: CodeScanned, verdict: Verdict) -> None:
        desk = self._desk
        desk.sheets.scan.close_sheet()
        desk.messages.show_scan(verdict)
        desk.services.bus.publish(Judged(code, verdict))
        if desk.probe is not None:
            desk.probe.note("scan_to_paint", code.received_monotonic)
        was_here = self._scanned_at.pop(id(code), None) == desk.navigation.here
        is_writing = desk.sheets.shown is not None  # what is searched for, say, is not thrown away
        if verdict.accepted and verdict.books and was_here and not is_writing:
            desk.places.scanned()  # whoever has gone on meanwhile is not called back
