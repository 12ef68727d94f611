"""A day at one station, order after order, through the real window and the real store, and what stays behind of it."""

import asyncio
import gc
import weakref
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.events.machines import MachineState
from momstation.plant.nouns import Shift
from momstation.plant.readings import Quality, Reading
from momstation.shell.navigation import Place
from momstation.ui.theme import ThemeHost
from momstation.ui.tokens import THEMES
from tests.support.plant_builders import NOON, an_order
from tests.support.shell_builders import scanned
from tests.support.whole_station import WholeStation, a_small_plant

PLACES = (Place.ORDERS, Place.OEE, Place.PEOPLE)
ORDERS_A_DAY = 200
"""Each takes seven minutes of the day."""
STOP_EVERY = 3
READINGS = 25


@dataclass(frozen=True)
class Weight:
    """What the process holds when nothing is under way."""

    orders: int
    rss_kb: int
    objects: int
    qt_objects: int
    kinds: Mapping[str, int]

    def grown(self, before: "Weight") -> dict[str, int]:
        """Kinds of Python objects of which there are more now."""
        more = {kind: count - before.kinds.get(kind, 0) for kind, count in self.kinds.items()}
        return {kind: count for kind, count in more.items() if count > 0}


class LongShift:
    """Plays order after order; ``weigh`` between two of them."""

    def __init__(self, one: WholeStation) -> None:
        self.one = one
        self.orders = 0

    async def begin(self) -> None:
        one = self.one
        await one.define(
            [*(noun for noun in a_small_plant() if not isinstance(noun, Shift)), *hourly_shifts()]
        )
        await one.announce()
        one.window.show()
        one.window.start()
        await one.window.ready()
        await self.scan("BADGE:B-1", "people.acting")

    async def scan(self, code: str, shown: str) -> None:
        self.one.bus.publish(scanned(code))
        await self.one.shows(shown)

    async def play(self, orders: int) -> None:
        for _ in range(orders):
            await self.order()
            self.orders += 1

    async def order(self) -> None:
        """Some 30 events: made, stopped, explained, scrapped and taken back, alarmed, looked at, finished."""
        one, name = self.one, f"L-{self.orders}"
        await one.define([an_order(name, due=NOON + timedelta(days=30))])
        await self.scan(f"ORDER:{name}", "order.card")
        await one.machine(MachineState.PRODUCING)
        for _ in range(3):
            await one.later(60)
            await one.made(20)
        for _ in range(READINGS):
            self.condition(is_on=False)
            await one.later(1)
        if self.orders % STOP_EVERY == 0:
            await self.stop()
        await self.scrap()
        await self.alarm()
        await self.look_around()
        await one.later(120)
        await one.until(lambda: one.sees("tile.finish") is not None, "the order can be finished")
        await one.tap("tile.finish")
        await one.shows("order.empty")

    async def stop(self) -> None:
        one = self.one
        await one.machine(MachineState.STOPPED)
        await one.later(40)
        await one.shows("sheet.stop_reason")
        await one.until(lambda: not one.window.sheets.stop.is_settling, "the sheet lies still")
        await one.tap("reason.JAM")
        await one.gone("sheet.stop_reason")
        await one.machine(MachineState.PRODUCING)

    async def scrap(self) -> None:
        one = self.one
        await one.tap("tile.scrap")
        await one.shows("scrap.reason.BURR")
        await one.tap("scrap.reason.BURR")
        await one.gone("sheet.scrap")
        if self.orders % 2:
            await one.shows("undo.button")
            await one.tap("undo.button")
            await one.says("verdict.accepted", "taken back")

    async def alarm(self) -> None:
        one = self.one
        self.condition(is_on=True)
        await one.later(1)
        await one.shows("strip.condition/P07/condition:hot")
        await one.tap("strip.condition/P07/condition:hot")
        await one.settle()
        shown = one.window.sheets.shown
        if shown is not None:
            shown.dismiss()
        self.condition(is_on=False)
        await one.later(1)
        await one.gone("strip.condition/P07/condition:hot")

    def condition(self, *, is_on: bool) -> None:
        one, now = self.one, self.one.clock.now()
        reading = Reading("P07", "condition:hot", is_on, Quality.GOOD, "", now, now, now, 0.0)
        one.live.hear(reading)
        one.bus.publish(reading)

    async def look_around(self) -> None:
        one, window = self.one, self.one.window
        window.go(PLACES[self.orders % len(PLACES)])
        await one.settle()
        window.go_home()
        window.open_station()
        await one.settle()
        window.set_theme(THEMES[self.orders % len(THEMES)])
        await one.settle()
        window.station_sheet.dismiss()
        one.bus.publish(scanned("4006381333931"))
        await one.says("verdict.refused", "4006381333931")
        window.messages.banner.clear()

    async def weigh(self) -> Weight:
        """At the beginning of a shift, when each screen has shown it: what a shift holds is no growth."""
        one, now = self.one, self.one.clock.now()
        await one.later(
            (timedelta(hours=1, seconds=30) - (now - now.replace(minute=0, second=0))).total_seconds()
        )
        for place in PLACES:
            one.window.go(place)
            await one.settle()
            await asyncio.sleep(0.05)
        one.window.go_home()
        await one.shows("order.empty")
        one.window.services.host.laid.clear()  # bounded, and full of whatever was painted last
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.unfreeze()
        for _ in range(3):
            gc.collect()
        kinds = Counter(_kind(thing) for thing in gc.get_objects() if _is_alive(thing))
        qt_objects = sum(len(top.findChildren(QObject)) + 1 for top in QApplication.topLevelWidgets())
        return Weight(self.orders, resident_kb(), sum(kinds.values()), qt_objects, kinds)


def hourly_shifts() -> list[Shift]:
    return [
        Shift(id=f"H{hour}", name=f"Hour {hour}", timezone="UTC", start=time(hour), end=time((hour + 1) % 24))
        for hour in range(24)
    ]


def _kind(thing: object) -> str:
    return f"{type(thing).__module__}.{type(thing).__qualname__}"


def _is_alive(thing: object) -> bool:
    """Looking for Qt's own children leaves empty shells of Python's behind, until the window is gone."""
    return not isinstance(thing, QObject | weakref.ReferenceType) or (
        isinstance(thing, QObject) and shiboken6.isValid(thing)
    )


def resident_kb() -> int:
    """Of this process, from Linux."""
    text = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in text.splitlines() if line.startswith("VmRSS:")).split()[1])


def weigh_a_shift(app: QApplication, folder: Path, *portions: int) -> list[Weight]:
    """The weight after each portion of orders."""
    loop, host = QEventLoop(app), ThemeHost()
    host.apply(app)
    one = WholeStation(host, loop, folder / "station.db")
    one.window.resize(1280, 800)
    weights: list[Weight] = []

    async def day() -> None:
        shift = LongShift(one)
        try:
            await shift.begin()
            for portion in portions:
                await shift.play(portion)
                weights.append(await shift.weigh())
        finally:
            await one.stop()

    try:
        loop.run_until_complete(day())
    finally:
        one.close()
        host.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        loop.close()
    return weights
