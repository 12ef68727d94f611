"""The station's one window: it shows what presenters made, sends what people ask, and answers every time.

For the wiring: build ``ShellServices`` (shell/services.py), then ``StationWindow(services)``; call ``show()``
(or ``showFullScreen()``), then ``start()`` on the running loop, and ``await ready()`` for the first painted
home. The window listens to the bus for CodeScanned, Recorded, Reading, MachineLink and ScannerStatus by
itself. At the end ``await stop()`` before the dispatcher and the store are closed, then ``close()``.
``window.probe`` is the probe that ``services.probe`` made. The loop must be the one that runs Qt.
"""

import asyncio
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from momstation.core.part import Command, Recorded, RecordingHeld
from momstation.plant.readings import CodeScanned, MachineLink, Reading, ScannerStatus
from momstation.production.model.commands import DeclareQuantity
from momstation.production.views import HomeView, StripCard
from momstation.shell import keys
from momstation.shell.acting import Acting
from momstation.shell.alerts import Alerts
from momstation.shell.booking import Booking
from momstation.shell.crew import Crew
from momstation.shell.frame import Frame
from momstation.shell.inbox.evidence import RecordsSheet
from momstation.shell.inbox.view import InboxRow
from momstation.shell.keys_sheet import KeysSheet
from momstation.shell.link_words import LinkWords, link_words
from momstation.shell.lock_desk import LockDesk
from momstation.shell.meanwhile.desk import MeanwhileDesk
from momstation.shell.measuring import Measuring
from momstation.shell.messages import Messages
from momstation.shell.navigation import Navigation, Place, Stop, home_of
from momstation.shell.notice_desk import NoticeDesk
from momstation.shell.operator_sheets import OperatorSheets
from momstation.shell.panel_sheet import PanelSheet
from momstation.shell.places import Places
from momstation.shell.presses import Presses
from momstation.shell.refresh import Refresher
from momstation.shell.sameness import is_of_machine, is_shown, looks_same
from momstation.shell.scan_router import ScanRouter
from momstation.shell.services import ShellServices
from momstation.shell.spoken import Spoken
from momstation.shell.station_sheet import StationSheet
from momstation.shell.throttle import Throttle
from momstation.shell.verdict import Judged, Verdict
from momstation.shell.wording import Wording, sentences_of
from momstation.store.notices import Notice
from momstation.ui.focus_circle import step_inside
from momstation.ui.tokens import THEMES

LIVE_MS = 100
TICK_MS = 1000
QUIET_TICKS = 10


class StationWindow(QWidget):
    """One per process. Everything that acts has a name; docs/screens.md lists them."""

    messages: Messages
    crew: Crew

    def __init__(self, services: ShellServices) -> None:
        super().__init__()
        self._services = services
        self._is_operator = services.role != "team_lead"
        host = services.host
        self.setObjectName("station")
        self.setWindowTitle(services.station.name)
        self.frame = Frame(host, has_actions=self._is_operator)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(self.frame)
        self.probe = services.probe(self) if services.probe is not None else None
        self._presses = Presses(self, self.probe, services.clock)
        self._wording = Wording(sentences_of(services.parts), services.face)
        self._booking = Booking(services.send, self._wording, services.describe, services.refusal_of)
        self.navigation = Navigation(home_of(services.role))
        self.measuring = Measuring(self, lambda verdict: self.messages.show_scan(verdict))
        spoken = Spoken(lambda: self._home, lambda: self.messages.take_undo())
        scans = (
            self._booking, self._function, self._judged,
            lambda scan: self.crew.locked_out(scan) or spoken(scan), self.measuring.take_scan,
        )  # fmt: skip
        self.router = ScanRouter(services.parts, *scans)
        above = self.frame.bar if self._is_operator else None
        monotonic = services.clock.monotonic
        self.messages = Messages(host, self, above, monotonic, services.undo_s, services.cues)
        self.alerts = Alerts(services.cues, monotonic, self._tell_alarm)
        self.sheets = OperatorSheets(host, self, services.presenters, self.book)
        bindings = keys.of_station(is_operator=self._is_operator)
        self.station_sheet = StationSheet(host, self, keys.spoken_keys(bindings))
        self.panel_sheet = PanelSheet(services, self)
        self.records_sheet = RecordsSheet(host, self)
        self.meanwhile = MeanwhileDesk(
            host, self, services.meanwhile, self._may_open_by_itself, services.sync_status, services.clock.now
        )
        self.notices = NoticeDesk(host, self, services.clock.now, services.moment)
        self.places = Places(services, self.frame, self.navigation)
        self._acting = Acting(self, KeysSheet(host, self, bindings), bindings)
        self.crew = Crew(self, LockDesk(services, self))
        self._home: HomeView | None = None
        self._heard_at: float | None = None
        self._reading_at: float | None = None
        self._scanned_at: dict[int, Stop] = {}
        self._ticks = 0
        self._is_ready = asyncio.Event()
        presenters = services.presenters
        self._home_freshness = Refresher("home", presenters.home.kinds, presenters.home.load, self._show_home)
        self._live = Throttle(self._retell, LIVE_MS, self)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._after_sheet = QTimer(self)
        self._after_sheet.setSingleShot(True)
        self._after_sheet.timeout.connect(self._ask_what_waits)
        self._is_stopped = False
        self._link: LinkWords | None = None
        self._endings: list[Callable[[], None]] = []
        self._connect()

    @property
    def services(self) -> ShellServices:
        return self._services

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
        bus = self._services.bus
        self._endings = [
            bus.subscribe(CodeScanned, self._scanned),
            bus.subscribe(Recorded, self._recorded),
            bus.subscribe(Reading, self._heard),
            *self.measuring.listen(bus, self._show_cards),
            bus.subscribe(MachineLink, lambda _link: self._live.hurry()),
            bus.subscribe(ScannerStatus, self.notices.hear_scanner),
            bus.subscribe(RecordingHeld, self._recording_changed),
            bus.subscribe(Notice, self.notices.hear_notice),
        ]
        self.frame.top.set_station(self._services.station.name, self._services.station.area)
        self._home_freshness.set_shown(self._is_operator)
        self.crew.start()
        self.places.show()
        self._timer.start()
        self.tick()

    async def ready(self) -> None:
        """Returns when the home shows its first view."""
        await self._is_ready.wait()

    def fall_silent(self) -> None:
        """Hear nothing more, and make no sound."""
        self._is_stopped = True
        self._timer.stop()
        self.alerts.stop()
        for end in self._endings:
            end()
        self._endings = []

    async def stop(self) -> None:
        """Hear nothing more; scans that were read still get their verdict."""
        self.fall_silent()
        await self.router.stop()
        for freshness in (self._home_freshness, self.sheets):
            freshness.close()
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
        self._acting.command(command)

    def go(self, place: Place, about: str = "") -> None:
        self.navigation.go(place, about)
        self.places.show()
        self._presses.listen()

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
        self._show_link()
        self.station_sheet.set_scanner(self.notices.troubles.scanner_sentence())
        self.station_sheet.set_records(self.notices.troubles.titles())
        self.station_sheet.volume.set_cues(self._services.cues)
        self.station_sheet.open()

    def open_inbox(self) -> None:
        """Nothing at a station without one: an operator's."""
        if self.places.has_inbox:
            self.go(Place.INBOX)

    def open_meanwhile(self) -> None:
        """From the station's sheet: what changed while it was alone, once more."""
        self.station_sheet.dismiss()
        self.meanwhile.open()

    def _may_open_by_itself(self) -> bool:
        return self.sheets.shown is None and not self._is_stopped and not self.crew.is_locked

    def open_records(self, row: InboxRow) -> None:
        self.records_sheet.set_row(row)
        self.records_sheet.open()

    def open_scan(self) -> None:
        self.sheets.scan.set_accepted(self.router.accepted_here(), self.notices.troubles.scanner_trouble())
        self.sheets.scan.open()

    def set_theme(self, name: str) -> None:
        self._services.host.set_theme(name)
        self._services.remember("theme", name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = keys.step(event.key())
        if self._acting.on_key(event.key()) or (step and self._move(step)):
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

    def _connect(self) -> None:
        frame, places = self.frame, self.places
        frame.bar.acted.connect(self._acting.act)
        frame.bar.explained.connect(self.messages.explain)
        frame.strip.activated.connect(self._acting.on_card)
        frame.strip.activated.connect(self.alerts.seen)
        frame.top.people_tapped.connect(partial(self.go, Place.PEOPLE))
        frame.top.link_tapped.connect(self.open_station)
        places.commanded.connect(self._acting.command)
        places.explained.connect(self.messages.explain)
        places.home_wanted.connect(self.go_home)
        places.station_wanted.connect(partial(self.go, Place.STATION))
        places.evidence_wanted.connect(self.sheets.open_evidence)
        places.stop_wanted.connect(self.sheets.open_stop)
        places.inbox_wanted.connect(self.open_inbox)
        places.records_wanted.connect(self.open_records)
        places.one_more.connect(self._one_more)
        places.text_wanted.connect(self.sheets.ask_text)
        places.shown.connect(self._mark_ready)
        places.shown.connect(self.messages.banner.settle)
        self.messages.undone.connect(self._acting.command)
        self.messages.alarm_seen.connect(self.alerts.seen_all)
        self.crew.changed.connect(self._dress)
        self.crew.changed.connect(self.places.renew)
        self.crew.unlocked.connect(self._after_sheet.start)
        self.sheets.covered.connect(self._covered)
        self.sheets.explained.connect(self.messages.explain)
        self.sheets.watch(self.station_sheet)
        self.sheets.watch(self.records_sheet)
        self.sheets.watch(self.meanwhile.sheet)
        self.sheets.watch(self.notices.sheet)
        self.notices.changed.connect(self._show_cards)
        self.notices.link_wanted.connect(self.open_station)
        self.station_sheet.set_meanwhile(self.meanwhile.is_offered)
        self.station_sheet.meanwhile_wanted.connect(self.open_meanwhile)
        self.station_sheet.theme_chosen.connect(self.set_theme)
        self.sheets.watch(self.panel_sheet)
        self.station_sheet.panel_wanted.connect(self.station_sheet.close_sheet)
        self.station_sheet.panel_wanted.connect(self.panel_sheet.open)

    def _function(self) -> str:
        return self.navigation.function

    def _covered(self, is_covered: bool) -> None:
        self.messages.set_covered(is_covered)
        self._presses.listen()
        if not is_covered:
            self._after_sheet.start()

    def _ask_what_waits(self) -> None:
        """A stop that came up behind the sheet is asked about once the sheet's own signals are all out."""
        if self._home is not None and not self._is_stopped and not self.crew.is_locked:
            self.sheets.home_changed(self._home)

    def _one_more(self, order: str) -> None:
        self._acting.command(DeclareQuantity(order=order, good=1))

    def _judged(self, code: CodeScanned, verdict: Verdict) -> None:
        self.sheets.scan.close_sheet()
        self.messages.show_scan(verdict)
        self._services.bus.publish(Judged(code, verdict))
        if self.probe is not None:
            self.probe.note("scan_to_paint", code.received_monotonic)
        was_here = self._scanned_at.pop(id(code), None) == self.navigation.here
        if (
            verdict.accepted and verdict.books and was_here
        ):  # whoever has gone on meanwhile is not called back
            self.places.scanned()

    def _scanned(self, code: CodeScanned) -> None:
        if not self.crew.is_locked:  # whoever unlocks finds everything where it was
            self._scanned_at[id(code)] = self.navigation.here
        self.router.hear(code)

    def _recorded(self, recorded: Recorded) -> None:
        if is_of_machine(recorded) and self._heard_at is not None:
            self._reading_at, self._heard_at = self._heard_at, None
        self._home_freshness.hear(recorded)
        self.crew.hear(recorded)
        self.sheets.hear(recorded)
        self.places.hear(recorded)
        self.meanwhile.hear(recorded)

    def _heard(self, reading: Reading) -> None:
        if reading.machine in self._services.station.machines and is_shown(reading):
            self._heard_at = reading.received_monotonic
            self._live.hurry()

    def _recording_changed(self, held: RecordingHeld) -> None:
        self.notices.hear_recording(is_held=held.refused is not None)
        if held.refused is not None:
            self.messages.explain(self._wording.say(held.refused))

    def _show_cards(self) -> None:
        """A team lead's home has a strip for the station's own matters alone."""
        own = self.measuring.among(self._home.strip if self._home is not None else ())
        own = self.crew.among(own)
        cards = self.notices.troubles.among(own, len(self.frame.strip.cards))
        self.frame.show_cards(cards)
        self.alerts.shown(cards)
        if not self.alerts.unseen:
            self.messages.hide_alarm()

    def _tell_alarm(self, card: StripCard) -> None:
        """The eyes learn of it wherever they are: from its card, or where no card can be seen from a banner."""
        if self.frame.strip.isVisible() and self.sheets.shown is None and not self.crew.is_locked:
            self.messages.hide_alarm()
        else:
            self.messages.show_alarm(f"{card.kicker}: {card.title}", card.text)

    def _show_home(self, view: HomeView) -> None:
        before, self._home = self._home, view
        reading_at, self._reading_at = self._reading_at, None
        if before is None or not looks_same(before, view):
            self._note(reading_at)
            self._dress()
            self.crew.lock.show_home(view)
        self._ask_what_waits()
        if before is None:
            self._mark_ready()

    def _dress(self) -> None:
        """The tiles and cards as the acting person may use them."""
        if self._home is not None:
            shown = self.crew.dressed(self._home)
            self.frame.show_home(shown)
            self.places.show_home(shown)
        self._show_cards()

    def _note(self, reading_at: float | None) -> None:
        """The reading whose record this view shows for the first time; what lies below a sheet is not painted."""
        is_covered = self.sheets.shown is not None or not self.navigation.is_home
        if self.probe is not None and reading_at is not None and not is_covered:
            self.probe.note("reading_to_paint", reading_at)

    def _retell(self) -> None:
        """Times and live values as of now, from facts that were read before."""
        if self._home is not None:
            self._show_home(self._services.presenters.home.retold(self._home))

    def _mark_ready(self) -> None:
        self._presses.listen()
        self._is_ready.set()

    def _show_link(self) -> None:
        services, is_safe = self._services, self.notices.troubles.is_safe
        words = link_words(services.sync_status(), services.clock.now(), services.moment, is_safe=is_safe)
        if words == self._link:
            return
        self._link = words
        self.frame.show_link(words)
        self.station_sheet.set_link(words)
        self.notices.hear_link(words)

    def tick(self) -> None:
        """Once a second: the clock, the link, and every time that runs."""
        face = self._services.face(self._services.clock.now())
        self.frame.top.set_clock(face)
        self.crew.lock.tick(face)
        self._show_link()
        self._ticks += 1
        if self._ticks % QUIET_TICKS == 0:
            self._home_freshness.renew()
        else:
            self._retell()
        self.places.tick(self._ticks)
        self.sheets.tick()
        self.meanwhile.tick()
        self.alerts.tick()
        self._presses.listen()  # buttons that a reading made; it comes too often for looking each time
