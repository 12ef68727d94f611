"""Whoever presses an alarm's card, or the banner that tells of it, has seen it: once for each time that it stands."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.core.part import Actor, Recorded
from momstation.events.machines import ConditionAcknowledged, ConditionCame
from momstation.machines.model.watch import WatchRules
from momstation.machines.service import MachineService
from momstation.plant.readings import Quality, Reading
from momstation.plant.signals import CONDITION
from momstation.ui.theme import ThemeHost
from tests.support.shell_builders import NOON, record_of, scanned
from tests.support.shell_stage import Stage
from tests.support.whole_station import WholeStation, a_small_plant
from tests.support.window_hands import PATIENCE_S

_SEEN = (
    "SELECT json_extract(payload, '$.condition'), json_extract(payload, '$.by') FROM event WHERE kind = :kind"
)
Play = Callable[[WholeStation], Awaitable[None]]


@pytest.fixture
def play(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[[Play], None]]:
    loop = QEventLoop(qapp)
    host = ThemeHost()
    host.apply(qapp)
    one = WholeStation(host, loop, tmp_path / "station.db")
    one.window.resize(1280, 800)

    def run(scene: Play) -> None:
        async def whole() -> None:
            try:
                await one.define(a_small_plant())
                one.window.show()
                one.window.start()
                await one.window.ready()
                for code in ("BADGE:B-1", "ORDER:4711-20"):
                    one.bus.publish(scanned(code))
                await one.shows("order.card")
                await scene(one)
            finally:
                await one.stop()

        loop.run_until_complete(whole())

    yield run
    one.close()
    host.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    loop.close()


class Press07:
    """Says of its conditions whether they hold."""

    def __init__(self, one: WholeStation) -> None:
        self._one = one
        self._service = MachineService([WatchRules("P07")], one.live)

    async def says(self, is_on: bool, *names: str) -> None:
        one, now = self._one, self._one.clock.now()
        readings = [
            Reading("P07", CONDITION + name, is_on, Quality.GOOD, "", now, now, now, one.clock.monotonic())
            for name in names
        ]
        actor = Actor(None, one.own.code, frozenset())
        await self._service.hear(readings, lambda events: one.dispatcher.report(events, actor))
        for reading in readings:
            one.bus.publish(reading)
        await one.settle()


async def _seen(one: WholeStation) -> list[tuple[str, str | None]]:
    query = sa.text(_SEEN).bindparams(kind=ConditionAcknowledged.kind)
    rows = await one.store.reader.read(lambda conn: conn.execute(query).all())
    return [(row[0], row[1]) for row in rows]


async def _press(one: WholeStation, key: str, count: int) -> None:
    """The card's own signal; returns when so many are recorded."""
    one.window.frame.strip.activated.emit(key)
    await _until_seen(one, count)


async def _until_seen(one: WholeStation, count: int) -> None:
    loop = asyncio.get_running_loop()
    deadline = loop.time() + PATIENCE_S
    while len(await _seen(one)) < count:
        assert loop.time() < deadline, f"not {count} acknowledged: {await _seen(one)}"
        await asyncio.sleep(0.01)


def test_a_press_of_the_card_is_recorded_once_with_the_person(play: Callable[[Play], None]) -> None:
    async def scene(one: WholeStation) -> None:
        press = Press07(one)
        await press.says(True, "oil low")
        key = f"condition/P07/{CONDITION}oil low"
        assert one.window.frame.card(key) is not None
        one.window.frame.strip.activated.emit(key)
        await _press(one, key, 1)
        ((condition, person),) = await _seen(one)
        assert condition == "oil low"
        assert person is not None
        await press.says(False, "oil low")
        await press.says(True, "oil low")
        await _press(one, key, 2)
        assert len(await _seen(one)) == 2

    play(scene)


def test_a_card_that_counts_many_is_a_press_for_each(play: Callable[[Play], None]) -> None:
    async def scene(one: WholeStation) -> None:
        await Press07(one).says(True, "a", "b", "c")
        await _press(one, "condition/P07", 3)
        assert {name for name, _person in await _seen(one)} == {"a", "b", "c"}

    play(scene)


def test_the_banner_that_tells_of_all_is_a_press_as_well(play: Callable[[Play], None]) -> None:
    async def scene(one: WholeStation) -> None:
        await Press07(one).says(True, "door")
        one.window.messages.alarm_seen.emit()
        await _until_seen(one, 1)
        assert [name for name, _person in await _seen(one)] == ["door"]
        assert one.window.alerts.unseen == ()

    play(scene)


def test_an_alarm_that_came_by_waiting_is_shown_when_it_is_recorded(stage: Callable[..., Stage]) -> None:
    """No reading comes at the end of its delay; the home is told anew without reading a fact again."""
    one = stage()

    async def scene() -> None:
        loads, before = one.home.loads, one.home.retellings
        came = ConditionCame(machine="P07", at=NOON, condition="Oil low")
        one.bus.publish(Recorded((record_of(came),), is_own=True))
        await one.until(lambda: one.home.retellings > before, "the cards are told anew")
        assert one.home.loads == loads

    one.play(scene)
