"""A day at one station, order after order, through the real wiring, window and store, and what stays behind of it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.app.assembly import assemble
from momstation.app.options import RunOptions
from momstation.app.station import Station
from momstation.app.wires import ReadingsHeard
from momstation.core.clock import ManualClock
from momstation.core.i18n import SPEECH
from momstation.core.part import Actor
from momstation.core.paths import translations
from momstation.plant.definitions import put
from momstation.plant.nouns import Noun
from momstation.plant.readings import CodeScanned, Link, MachineLink, Quality, Reading
from momstation.settings import load
from momstation.shell.navigation import Place
from momstation.simulation.demo.settings_file import station_toml
from momstation.ui.tokens import THEMES
from tests.support.long_shift_plant import CONDITION, CREW, MACHINE, PRESS, an_order_of, the_plant
from tests.support.plant_builders import NOON
from tests.support.weight import Weight, weighed
from tests.support.window_hands import WindowHands

PLACES = (Place.ORDERS, Place.OEE, Place.PEOPLE)
ORDERS_A_DAY = 200
"""Each takes seven minutes of the day."""
SIGN_ON_EVERY, STOP_EVERY, LOCK_EVERY, LINK_EVERY = 4, 3, 10, 8
READINGS = 10
LOOKS = 8
EXECUTE, STOPPED = 6, 2
AfterOrder = Callable[["LongShift"], None]


class LongShift(WindowHands):
    """Plays order after order; ``weigh`` between two of them. ``after_order`` is for whoever wants more of it."""

    def __init__(self, station: Station, after_order: AfterOrder = lambda shift: None) -> None:
        super().__init__(station.window)
        self.station = station
        self.orders = 0
        self._after_order = after_order
        self._made = 0
        self._acting = CREW[0]
        self._heard: dict[str, int | bool] = {}

    @property
    def clock(self) -> ManualClock:
        clock = self.station.clock
        assert isinstance(clock, ManualClock)
        return clock

    async def begin(self) -> None:
        await self.define(the_plant())
        self.link(Link.LIVE)
        self.says_press(state=STOPPED, good_count=0, reject_count=0)
        await self.sign_on(0)

    async def play(self, orders: int) -> None:
        for _ in range(orders):
            await self.order()
            self.orders += 1
            self._after_order(self)

    async def order(self) -> None:
        """Some 30 events: made, stopped, explained, scrapped and taken back, alarmed, looked at, finished."""
        name, n = f"L-{self.orders}", self.orders
        if n % SIGN_ON_EVERY == 0:
            await self.sign_on(n // SIGN_ON_EVERY)
        await self.define([an_order_of(name)])
        await self.scan(f"ORDER:{name}", "order.card")
        self.says_press(state=EXECUTE)
        for _ in range(3):
            await self.makes(20, over_s=60)
        for _ in range(READINGS):
            self.says_press(cycle_time=self.orders)
            await self.later(1)
        await self.interruptions()
        await self.scrap()
        await self.alarm()
        await self.look_around()
        await self.later(90)
        await self.until(lambda: self.sees("tile.finish") is not None, "the order can be finished")
        await self.tap("tile.finish")
        await self.shows("order.empty")

    async def interruptions(self) -> None:
        if self.orders % STOP_EVERY == 0:
            await self.stop()
        if self.orders % LOCK_EVERY == 0:
            await self.lock()
        if self.orders % LINK_EVERY == 0:
            await self.lose_the_machine()

    async def sign_on(self, turn: int) -> None:
        """The badge of the next of the crew; whoever speaks another language gets the window in it."""
        person = self._acting = CREW[turn % len(CREW)]
        wanted = person.language or "en"
        self.publish_scan(f"BADGE:{person.badge}")
        await self.until(lambda: SPEECH.language == wanted, f"{wanted} is spoken")
        self.window = self.station.window
        await self.window.ready()
        await self.until(
            lambda: self.window.frame.top.people.word.startswith(person.name), f"{person.name} acts"
        )
        await self.until(lambda: self.window.router.waiting == 0, "the badge has its verdict")

    async def stop(self) -> None:
        self.says_press(state=STOPPED)
        await self.later(40)
        await self.shows("sheet.stop_reason")
        await self.until(lambda: not self.window.sheets.stop.is_settling, "the sheet lies still")
        await self.tap("reason.JAM")
        await self.gone("sheet.stop_reason")
        self.says_press(state=EXECUTE)
        await self.later(1)

    async def lock(self) -> None:
        self.window.crew.ask_to_lock()
        await self.shows("lock")
        self.publish_scan(f"BADGE:{self._acting.badge}")
        await self.gone("lock")

    async def lose_the_machine(self) -> None:
        """And the plant's wire comes back: what was heard before is known again."""
        self.link(Link.LOST)
        await self.later(5)
        await self.until(lambda: self.station.assembly.live.link(MACHINE).status is Link.LOST, "it is lost")
        self.link(Link.LIVE)
        self.says_press(state=EXECUTE, good_count=self._made)
        await self.later(5)

    async def scrap(self) -> None:
        await self.tap("tile.scrap")
        await self.shows("scrap.reason.BURR")
        await self.tap("scrap.reason.BURR")
        await self.gone("sheet.scrap")
        if self.orders % 2:
            await self.shows("undo.button")
            await self.tap("undo.button")
            await self.gone("undo.button")

    async def alarm(self) -> None:
        card = f"strip.condition/{MACHINE}/{CONDITION}"
        self.says_press(**{CONDITION: True})
        await self.later(1)
        await self.shows(card)
        await self.tap(card)
        await self.settle()
        shown = self.window.sheets.shown
        if shown is not None:
            shown.dismiss()
        self.says_press(**{CONDITION: False})
        await self.later(1)
        await self.gone(card)

    async def look_around(self) -> None:
        window = self.window
        window.go(PLACES[self.orders % len(PLACES)])
        await self.settle()
        window.go_home()
        window.open_station()
        await self.settle()
        window.set_theme(THEMES[self.orders % len(THEMES)])
        await self.settle()
        window.station_sheet.dismiss()
        self.publish_scan("4006381333931")
        await self.shows("verdict.refused")
        window.messages.banner.clear()

    async def makes(self, good: int, over_s: float) -> None:
        self._made += good
        await self.later(over_s)
        self.says_press(good_count=self._made)
        await self.station.reporting.settled()
        await self.settle()

    async def scan(self, code: str, shown: str) -> None:
        self.publish_scan(code)
        await self.shows(shown)

    def publish_scan(self, code: str) -> None:
        scanned = CodeScanned("hand", code, code.encode(), self.clock.now(), self.clock.monotonic())
        self.station.bus.publish(scanned)

    def says_press(self, **signals: int | bool) -> None:
        """A batch of the machine, as its process would hand it over."""
        now, monotonic = self.clock.now(), self.clock.monotonic()
        self._heard.update(signals)
        batch = tuple(
            Reading(MACHINE, name, value, Quality.GOOD, "", now, now, now, monotonic)
            for name, value in signals.items()
        )
        self.station.bus.publish(ReadingsHeard(batch))
        for reading in batch:
            self.station.bus.publish(reading)

    def link(self, status: Link) -> None:
        self.station.bus.publish(MachineLink(MACHINE, status))

    async def define(self, nouns: list[Noun]) -> None:
        by = Actor(None, "P07", frozenset())
        await self.station.dispatcher.report([put(noun, 1) for noun in nouns], by)
        await self.settle()

    async def later(self, seconds: float) -> None:
        """Time passes, and the window's second hand with it."""
        self.clock.advance(seconds)
        self.window.tick()
        self.station.reporting.tick(self.clock.now())
        await self.settle()

    async def at_rest(self) -> None:
        """What was loaded is shown, and each sheet is made that a window makes later, one with each tick: nothing has
        come to the window, or gone from it, for a while."""
        looks = [-1]
        while len(looks) < LOOKS or len(set(looks[-LOOKS:])) > 1:
            await asyncio.sleep(0.05)
            self.window.tick()
            await self.settle()
            looks.append(len(self.window.findChildren(QObject)))

    async def weigh(self) -> Weight:
        """At the beginning of a shift, when each screen has shown it: what a shift holds is no growth. In a window
        that has just been put up in the station's own language: each has words and letters of its own."""
        for turn in (1, 0):
            await self.sign_on(turn)
        now = self.clock.now()
        into_the_hour = (now - now.replace(minute=0, second=0, microsecond=0)).total_seconds()
        await self.later(3630 - into_the_hour)
        for place in PLACES:
            self.window.go(place)
            await self.at_rest()
        self.window.go_home()
        await self.shows("order.empty")
        self.window.set_theme(THEMES[0])
        self.window.services.host.laid.clear()  # bounded, and full of whatever was painted last
        await self.station.reporting.settled()
        await self.at_rest()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return weighed(self.orders)


def weigh_a_shift(
    app: QApplication, folder: Path, *portions: int, after_order: AfterOrder = lambda shift: None
) -> list[Weight]:
    """The weight after each portion of orders."""
    loop = QEventLoop(app)
    weights: list[Weight] = []
    settings = load(_station_file(folder))

    async def day() -> None:
        assembly = assemble(settings, ManualClock(NOON + timedelta(minutes=1)))
        station = Station(settings, RunOptions(folder / "station.toml"), app, assembly)
        station.wires.listen = lambda: None  # type: ignore[method-assign]  # the shift plays the machine itself
        await (await station.open()).ready()
        try:
            shift = LongShift(station, after_order)
            await shift.begin()
            for portion in portions:
                await shift.play(portion)
                weights.append(await shift.weigh())
        finally:
            station.closed.set()
            await station.run()
            station.window.deleteLater()
            station.host.deleteLater()

    try:
        loop.run_until_complete(day())
    finally:
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        with suppress(RuntimeError):
            loop.close()
        SPEECH.use(translations(), "en")
        app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    return weights


def _station_file(folder: Path) -> Path:
    path = folder / "station.toml"
    store = folder / "data" / "station.db"
    path.write_text(
        station_toml("P07", "Press 07", "Line 3", "operator", store, None, PRESS), encoding="utf-8"
    )
    return path
