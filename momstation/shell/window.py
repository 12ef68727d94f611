"""The station's one window: it shows what presenters made, sends what people ask, and answers every time.

For the wiring: build ``ShellServices`` (shell/services.py), then ``StationWindow(services)``; call ``show()``
(or ``showFullScreen()``), then ``start()`` on the running loop, and ``await ready()`` for the first painted
home. The window listens to the bus for CodeScanned, Recorded, Reading, MachineLink and ScannerStatus by
itself. At the end ``await stop()`` before the dispatcher and the store are closed, then ``close()``.
``window.probe`` is the probe that ``services.probe`` made. The loop must be the one that runs Qt.
"""

import asyncio

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.core.part import Command
from momstation.shell import keys
from momstation.shell.acting import Acting
from momstation.shell.alerts import Alerts
from momstation.shell.booking import Booking
from momstation.shell.crew import Crew
from momstation.shell.frame import Frame
from momstation.shell.inbox.view import InboxRow
from momstation.shell.lock_desk import LockDesk
from momstation.shell.measuring import Measuring
from momstation.shell.messages import Messages
from momstation.shell.navigation import Navigation, Place, home_of
from momstation.shell.notice_desk import NoticeDesk
from momstation.shell.operator_sheets import OperatorSheets
from momstation.shell.places import Places
from momstation.shell.presses import Presses
from momstation.shell.seen_alarms import SeenAlarms
from momstation.shell.services import ShellServices
from momstation.shell.verdict import Verdict
from momstation.shell.window_home import ShownHome
from momstation.shell.window_life import Life
from momstation.shell.window_scans import Scans
from momstation.shell.window_sheets import OwnSheets
from momstation.shell.window_wiring import wire
from momstation.shell.wording import Wording, sentences_of
from momstation.ui.each_finger import EachFinger
from momstation.ui.focus_circle import step_inside
from momstation.ui.tokens import THEMES
from momstation.ui.training_frame import TrainingFrame


class StationWindow(QWidget):
    """One per process. Everything that acts has a name; docs/screens.md lists them."""

    def __init__(self, services: ShellServices) -> None:
        super().__init__()
        self._services = services
        self._is_operator = services.role != "team_lead"
        host, monotonic = services.host, services.clock.monotonic
        self.setObjectName("station")
        said = _("{station} (training)") if services.is_training else "{station}"
        self.setWindowTitle(said.format(station=services.station.name))
        self.frame = Frame(host, has_actions=self._is_operator)
        self._hold(self.frame)
        self.training = TrainingFrame(host, self) if services.is_training else None
        self.probe = services.probe(self) if services.probe is not None else None
        self.fingers = EachFinger(self)
        self.presses = Presses(self, self.probe, services.clock)
        self.wording = Wording(sentences_of(services.parts), services.face)
        self._booking = Booking(services.send, self.wording, services.describe, services.refusal_of)
        self.navigation = Navigation(home_of(services.role))
        above = self.frame.bar if self._is_operator else None
        self.messages = Messages(host, self, above, monotonic, services.undo_s, services.cues, self.frame.top)
        self.measuring = Measuring(self, self.messages.show_scan)
        self.sheets = OperatorSheets(host, self, services.presenters, self.book)
        self.notices = NoticeDesk(host, self, services.clock.now, services.moment)
        self.places = Places(services, self.frame, self.navigation)
        self.home = ShownHome(self, self)
        self.alerts = Alerts(services.cues, monotonic, self.home.tell_alarm)
        self.seen_alarms = SeenAlarms(self)
        bindings = keys.of_station(is_operator=self._is_operator)
        self.own_sheets = own = OwnSheets(self, self, bindings)
        self.station_sheet, self.panel_sheet, self.meanwhile = own.station, own.panel, own.meanwhile
        self.acting = Acting(self, own.keys, bindings)
        self.crew = Crew(self, LockDesk(services, self))
        self.scans = Scans(self, self._booking)
        self.router = self.scans.router
        self._is_ready = asyncio.Event()
        self._life = Life(self, self)
        wire(self)

    @property
    def services(self) -> ShellServices:
        return self._services

    @property
    def is_silent(self) -> bool:
        """It was stopped, or another window took over."""
        return self._life.is_silent

    def take_over(self, before: "StationWindow") -> None:
        """Go on where another window of this station stood; it hears nothing more, and is stopped afterwards.

        Called between ``show`` and ``start``.
        """
        before.fall_silent()
        self.notices.troubles = before.notices.troubles
        self.measuring.take_over(before.measuring)
        self.alerts.take_over(before.alerts)
        self.crew.take_over(before.crew)
        self.messages.take_over(before.messages)

    def start(self) -> None:
        """Begin to listen and load what is shown; on the running loop."""
        self._life.start()
        self.frame.top.set_station(self._services.station.name, self._services.station.area)
        self.home.start(is_shown=self._is_operator)
        self.crew.start()
        self.places.show()
        self.tick()

    async def ready(self) -> None:
        """Returns when the home shows its first view."""
        await self._is_ready.wait()

    def fall_silent(self) -> None:
        """Hear nothing more, and make no sound."""
        self._life.fall_silent()

    async def stop(self) -> None:
        """Hear nothing more; scans that were read still get their verdict."""
        self.fall_silent()
        await self.router.stop()
        self.home.close()
        self.sheets.close()
        await self.places.end()
        await self.crew.end()

    async def book(self, command: Command) -> bool:
        """Send a command from a tap and show the answer; True when it is recorded."""
        verdict = await self.answer(command)
        if verdict.accepted:
            self.places.accepted(command)
        return verdict.accepted

    async def answer(self, command: Command) -> Verdict:
        """Send it and show what came of it, and stay where the person is."""
        verdict = await self._booking.book(command)
        self.messages.show_tap(verdict)
        return verdict

    def act_on(self, command: Command) -> None:
        """As a tile does: one after the other."""
        self.acting.command(command)

    def go(self, place: Place, about: str = "") -> None:
        self.navigation.go(place, about)
        self.places.show()
        self.presses.listen()

    def go_home(self) -> None:
        shown = self.sheets.shown
        if shown is not None:
            shown.dismiss()
        self.navigation.home()
        self.places.show()

    def back(self) -> None:
        self.navigation.back()
        self.places.show()

    def open_station(self) -> None:
        self.own_sheets.open_station()

    def open_inbox(self) -> None:
        """Nothing at a station without one: an operator's."""
        if self.places.has_inbox:
            self.go(Place.INBOX)

    def open_alarms(self) -> None:
        """Nothing at a station without the page: an operator's."""
        if self.places.has_alarms:
            self.go(Place.ALARMS)

    def open_meanwhile(self) -> None:
        self.own_sheets.open_meanwhile()

    def open_records(self, row: InboxRow) -> None:
        self.own_sheets.open_records(row)

    def open_scan(self) -> None:
        self.scans.show_what_is_taken()

    def set_theme(self, name: str) -> None:
        self._services.host.set_theme(name)
        self._services.remember("theme", name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = keys.step(event.key(), is_mirrored=self.isRightToLeft())
        if self.acting.on_key(event.key()) or (step and self._move(step)):
            event.accept()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes as the eye does, however the parts were put together."""
        return step_inside(self, forward)

    def _move(self, step: int) -> bool:
        return self.places.move(step) or self.focusNextPrevChild(step > 0)

    def next_theme(self) -> None:
        now = THEMES.index(self._services.host.theme.name)
        self.set_theme(THEMES[(now + 1) % len(THEMES)])

    def mark_ready(self) -> None:
        """The first view stands, or another one: what can be pressed on it is known from now on."""
        self.presses.listen()
        self._is_ready.set()

    def tick(self) -> None:
        """Once a second: every time that runs."""
        self._life.tick()

    def _hold(self, frame: Frame) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(frame)
