"""Keeps the window hearing and beating: what the bus tells goes to whom it concerns, and once a second time runs."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from momstation.core.part import Recorded, RecordingHeld
from momstation.plant.readings import CodeScanned, MachineLink, Reading, ScannerStatus
from momstation.shell.alerts import Alerts
from momstation.shell.crew import Crew
from momstation.shell.frame import Frame
from momstation.shell.measuring import Measuring
from momstation.shell.messages import Messages
from momstation.shell.notice_desk import NoticeDesk
from momstation.shell.operator_sheets import OperatorSheets
from momstation.shell.places import Places
from momstation.shell.presses import Presses
from momstation.shell.services import ShellServices
from momstation.shell.verdict import Verdict
from momstation.shell.window_home import ShownHome
from momstation.shell.window_scans import Scans
from momstation.shell.window_sheets import OwnSheets
from momstation.shell.wording import Wording
from momstation.store.notices import Notice

TICK_MS = 1000
QUIET_TICKS = 10


class Desk(Protocol):
    """The parts of the window that hear something, or show a time."""

    frame: Frame
    home: ShownHome
    scans: Scans
    crew: Crew
    sheets: OperatorSheets
    own_sheets: OwnSheets
    places: Places
    notices: NoticeDesk
    measuring: Measuring
    messages: Messages
    alerts: Alerts
    presses: Presses
    wording: Wording

    @property
    def services(self) -> ShellServices: ...


class Life:
    """Begins with ``start``, on the running loop. ``is_silent``: it ended, or another window took over."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        self._desk = desk
        self._ticks = 0
        self._timer = QTimer(window)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._endings: list[Callable[[], None]] = []
        self.is_silent = False

    def start(self) -> None:
        desk, bus = self._desk, self._desk.services.bus
        self._endings = [
            bus.subscribe(CodeScanned, desk.scans.hear),
            bus.subscribe(Recorded, self._recorded),
            bus.subscribe(Reading, desk.home.heard),
            *desk.measuring.listen(bus, desk.home.show_cards),
            bus.subscribe(MachineLink, lambda _link: desk.home.hurry()),
            bus.subscribe(ScannerStatus, desk.notices.hear_scanner),
            bus.subscribe(RecordingHeld, self._recording_changed),
            bus.subscribe(Notice, desk.notices.hear_notice),
        ]
        self._timer.start()

    def fall_silent(self) -> None:
        """Hear nothing more, and make no sound."""
        self.is_silent = True
        self._timer.stop()
        self._desk.alerts.stop()
        for end in self._endings:
            end()
        self._endings = []

    def tick(self) -> None:
        """Once a second: the clock, the link, and every time that runs."""
        desk = self._desk
        face = desk.services.face(desk.services.clock.now())
        desk.frame.top.set_clock(face)
        desk.crew.lock.tick(face)
        desk.own_sheets.show_link()
        self._ticks += 1
        if self._ticks % QUIET_TICKS == 0:
            desk.home.renew()
        else:
            desk.home.retell()
        desk.places.tick(self._ticks)
        desk.sheets.tick()
        desk.own_sheets.meanwhile.tick()
        desk.alerts.tick()
        desk.presses.listen()  # buttons that a reading made; it comes too often for looking each time

    def _recorded(self, recorded: Recorded) -> None:
        desk = self._desk
        desk.home.recorded(recorded)
        desk.crew.hear(recorded)
        desk.sheets.hear(recorded)
        desk.places.hear(recorded)
        desk.own_sheets.meanwhile.hear(recorded)

    def _recording_changed(self, held: RecordingHeld) -> None:
        desk = self._desk
        desk.notices.hear_recording(is_held=held.refused is not None)
        if held.refused is not None:
            desk.messages.show_tap(Verdict(accepted=False, title=desk.wording.say(held.refused)))
