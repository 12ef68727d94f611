"""One running station: built from its settings, started, and stopped in order."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import msgspec
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from momstation import __version__
from momstation.app.acknowledging import Acknowledging
from momstation.app.assembly import Assembly, assemble, caretaker_for
from momstation.app.black_box import Send
from momstation.app.counting_again import CountingAgain
from momstation.app.ears import Ears
from momstation.app.idle import IdleWatch
from momstation.app.look import host_of, remembered_of, speak
from momstation.app.naming import WallClock
from momstation.app.options import RunOptions
from momstation.app.reporting import MachineReporting
from momstation.app.screens import services_of
from momstation.app.speaking import Speaking
from momstation.app.wires import ReadingsHeard, Wires
from momstation.core.bus import Bus
from momstation.core.clock import SystemClock
from momstation.core.part import Actor, Recorded
from momstation.events.station import StationAnnounced
from momstation.machines.model.watch import rules_of
from momstation.machines.service import MachineService
from momstation.plant.bindings import machine_bindings
from momstation.plant.readings import CodeScanned, GaugeRead, MachineLink
from momstation.plant.stations import StationStory
from momstation.settings import Settings
from momstation.shell.window import StationWindow
from momstation.store.notices import Notice
from momstation.sync.status import SyncState, SyncStatus
from momstation.ui.paint_probe import PaintProbe
from momstation.ui.theme import ThemeHost
from momstation.workforce.model import LockStation, SignOffEverybody

_log = logging.getLogger(__name__)
TICK_S = 0.5


class Closing(QObject):
    """A window that is asked to close first lets everything that was heard be recorded."""

    def __init__(self, closed: asyncio.Event) -> None:
        super().__init__()
        self._closed = closed
        self.is_over = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Close or self.is_over:
            return False
        self._closed.set()
        event.ignore()
        return True


class Station:
    """Holds what lives as long as the station; ``run`` returns when its window was closed."""

    def __init__(
        self,
        settings: Settings,
        options: RunOptions,
        app: QApplication,
        assembly: Assembly | None = None,
        noted: Callable[[Send], Send] = lambda send: send,
    ) -> None:
        """``assembly``: the open store, where somebody opened it on a thread; it is opened here otherwise.

        ``noted`` sees every command on its way.
        """
        self._noted = noted
        self.on_closing: Callable[[], None] = lambda: None
        self.settings = settings
        self.options = options
        self.bus = Bus()
        self.assembly = assembly or assemble(settings, SystemClock())
        self.clock = self.assembly.clock
        self.closed = asyncio.Event()
        self.probe: PaintProbe | None = None
        self._remembered = remembered_of(settings)
        self.host = self._host(app)
        self._is_training = settings.station.training
        state = SyncState.TRAINING if self._is_training else SyncState.NEVER_CONFIGURED
        self._sync_status = SyncStatus(state, 0, None, None, "")
        self.dispatcher = self.assembly.dispatcher()
        self.service = MachineService(
            [rules_of(binding, alarms=self.assembly.facts.alarms) for binding in machine_bindings(settings)],
            self.assembly.live,
        )
        self.reporting = MachineReporting(self.assembly, self.service, self.dispatcher, self.bus.publish)
        self.wires = Wires(self.assembly, self.bus, asyncio.get_event_loop())
        self.counting = CountingAgain(
            self.assembly.store, self.wires.has_plant, self.reporting.resume, self.wires.listen
        )
        self._ears = Ears(self.assembly, self.wires, self._remembered)
        self.caretaker = caretaker_for(self.assembly)
        self._wall = WallClock(self.assembly, self.bus)
        self._itself = Actor(None, self.assembly.facts.code, frozenset())
        own, monotonic = settings.workforce, self.clock.monotonic
        self._idle = IdleWatch(own.sign_off_after_min * 60, monotonic)
        self._unwatched = IdleWatch(own.lock_after_min * 60, monotonic)
        for watch in (self._idle, self._unwatched):
            app.installEventFilter(watch)
        self._closing = Closing(self.closed)
        self._speaking = Speaking(app, settings.station.language, self._put_up)
        self._subscribe()

    async def open(self) -> StationWindow:
        """Show the window, then start the wires: nothing that they say finds nobody there."""
        await self.counting.begin()
        await self._wall.look()
        services = services_of(
            self.assembly, self.bus, self.host, self.dispatcher, self.sync_status, self._wall.face,
            self._wall.moment, self._remembered, self._make_probe, self._ears.cues,
        )  # fmt: skip
        self._services = replace(services, send=self._noted(services.send))
        self._ears.start()
        window = self._speaking.start()
        self._listen_to_the_store()
        await self._announce()
        self.wires.start(hears_machines=not self.counting.is_waiting)
        if self._is_training:
            _log.info("Training: nothing that is recorded here counts, and nothing leaves this station")
        else:
            self.caretaker.start()  # what people practise on is neither backed up nor thinned
        return window

    def _put_up(self, before: StationWindow | None) -> StationWindow:
        window = StationWindow(self._services)
        self._ears.serve(window)
        self._acknowledging = Acknowledging(self.assembly, window, self.counting.go_on)
        window.installEventFilter(self._closing)
        self._show(window)
        if before is not None:
            window.take_over(before)
        window.start()
        return window

    async def run(self) -> None:
        """Until the window is closed; then inputs, facts, sync and store end in this order."""
        while not self.closed.is_set():
            self.counting.look()
            if not self.counting.is_waiting:
                self.reporting.tick(self.clock.now())
            if self._unwatched.is_over():
                await self.dispatcher.send(LockStation(by_itself=True), self._itself)
            if self._idle.is_over():
                await self.dispatcher.send(SignOffEverybody(), self._itself)
            try:
                await asyncio.wait_for(self.closed.wait(), TICK_S)
            except TimeoutError:
                continue
        await self.close()

    @property
    def window(self) -> StationWindow:
        """The one that stands now; after ``open``."""
        window = self._speaking.window
        assert window is not None, "it was opened"
        return window

    async def close(self) -> None:
        window = self.window
        self.on_closing()
        await self.counting.stop()
        await self._ears.stop()
        await self.wires.stop_inputs()
        await window.stop()
        await self.reporting.finish()
        await self.wires.stop_sync()
        self.caretaker.close()
        self.assembly.store.close()
        self._closing.is_over = True
        window.close()

    def sync_status(self) -> SyncStatus:
        """As sync last said."""
        return self._sync_status

    def _subscribe(self) -> None:
        loop = asyncio.get_event_loop()
        self.bus.subscribe(ReadingsHeard, lambda heard: self.reporting.hear(heard.readings))
        self.bus.subscribe(MachineLink, lambda link: self.reporting.hear_link(link, self.clock.now()))
        self.bus.subscribe(SyncStatus, self._hear_sync)
        for watch in (self._idle, self._unwatched):
            self.bus.subscribe(CodeScanned, watch.scanned)
            self.bus.subscribe(GaugeRead, watch.measured)

        def hand_over(recorded: Recorded) -> None:
            loop.call_soon_threadsafe(self.bus.publish, recorded)

        self.assembly.store.on_recorded(hand_over)

    def _listen_to_the_store(self) -> None:
        """What it has to say of its own health, also what was said before the window stood."""
        loop = asyncio.get_event_loop()

        def hand_over(notice: Notice) -> None:
            with suppress(RuntimeError):  # the loop is closed: nobody is there to be told
                loop.call_soon_threadsafe(self.bus.publish, notice)

        self.assembly.store.notices.listen(hand_over)

    def _hear_sync(self, status: SyncStatus) -> None:
        self._sync_status = status
        self.counting.hear(status)

    def _host(self, app: QApplication) -> ThemeHost:
        speak(app, self.settings.station.language)
        host = host_of(self.settings, self._remembered, app)
        host.apply(app)
        return host

    def _make_probe(self, window: QWidget) -> PaintProbe:
        self.probe = PaintProbe(window, self.probe, note_press=True)
        return self.probe

    def _show(self, window: QWidget) -> None:
        panel = self.settings.display
        window.resize(panel.width_px, panel.height_px)
        if panel.fullscreen:
            window.showFullScreen()
        else:
            window.show()

    async def _announce(self) -> None:
        """Say who this station is, if that has changed since it last said so."""
        facts, identity = self.assembly.facts, self.assembly.store.identity
        said = StationAnnounced(
            station_id=identity.station_id.hex(), code=facts.code, name=facts.name, area=facts.area,
            role=self.settings.station.role, machines=facts.machines, app_version=__version__,
            at=self.clock.now(),
        )  # fmt: skip
        story = await self.assembly.store.reader.state(said.stream(), StationStory)
        known = story.said if story is not None else None
        if known is None or msgspec.structs.replace(known, at=said.at) != said:
            await self.dispatcher.report([said], self._itself)
