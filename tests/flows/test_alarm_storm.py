"""A machine that raises a thousand alarms at once: the screen stays usable and short, and the log has every one."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.core.event import Event
from momstation.core.part import Actor
from momstation.machines.model.watch import WatchRules
from momstation.machines.service import MachineService
from momstation.plant.readings import Quality, Reading
from momstation.plant.signals import CONDITION, STATE
from momstation.shell.operator_sheets import OperatorSheets
from momstation.ui.theme import ThemeHost
from tests.support.shell_builders import scanned
from tests.support.whole_station import WholeStation, a_small_plant

ALARMS, NAMES, AT_ONCE, LOOK_EVERY = 1000, 40, 4, 50
EXECUTE, STOPPED = 6, 2
MOST_CARDS = 4
_STATES = (
    "SELECT json_extract(payload, '$.state') FROM event WHERE kind = 'machines.state_changed' ORDER BY hlc"
)

_CONDITIONS = (
    "SELECT kind || ' ' || json_extract(payload, '$.condition') FROM event "
    "WHERE kind IN ('machines.condition_came', 'machines.condition_went') ORDER BY hlc"
)


@pytest.fixture
def one(qapp: QApplication, tmp_path: Path) -> Iterator[WholeStation]:
    loop = QEventLoop(qapp)
    host = ThemeHost()
    host.apply(qapp)
    one = WholeStation(host, loop, tmp_path / "station.db")
    one.window.resize(1280, 800)
    yield one
    one.close()
    host.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    loop.close()


class Machine:
    """Press 07; each of its alarms stops it, and the next one lets it go on."""

    def __init__(self, one: WholeStation) -> None:
        self._one = one
        self._service = MachineService([WatchRules("P07")], one.live)
        self._actor = Actor(None, one.own.code, frozenset())

    async def says(self, *values: tuple[str, int | bool]) -> None:
        readings = [self._reading(signal, value) for signal, value in values]
        await self._service.hear(readings, self._report)
        for reading in readings:
            self._one.bus.publish(reading)

    async def _report(self, events: Sequence[Event]) -> object:
        return await self._one.dispatcher.report(events, self._actor)

    def _reading(self, signal: str, value: int | bool) -> Reading:
        self._one.clock.advance(timedelta(milliseconds=60).total_seconds())
        now = self._one.clock.now()
        return Reading("P07", signal, value, Quality.GOOD, "", now, now, now, self._one.clock.monotonic())


def alarm(number: int) -> tuple[tuple[str, int | bool], tuple[str, int | bool]]:
    name, is_on = f"{CONDITION}alarm {number % NAMES:02d}", number // NAMES % 2 == 0
    return (STATE, STOPPED if number % 2 == 0 else EXECUTE), (name, is_on)


def _told(number: int) -> str:
    _state, (signal, is_on) = alarm(number)
    verb = "came" if is_on else "went"
    return f"machines.condition_{verb} {signal.removeprefix(CONDITION)}"


async def begun(one: WholeStation) -> None:
    await one.define(a_small_plant())
    one.window.show()
    one.window.activateWindow()
    one.window.start()
    await one.window.ready()
    for code in ("BADGE:B-1", "ORDER:4711-20"):
        one.bus.publish(scanned(code))
    await one.shows("order.card")


async def tapped(one: WholeStation, sheets: OperatorSheets) -> None:
    """A finger is answered in the midst of it."""
    if sheets.shown is not None:
        sheets.shown.dismiss()
    await one.tap("tile.orders")
    await one.shows("screen.orders")
    await one.tap("nav.home")
    await one.shows("screen.home")


def test_a_thousand_alarms_are_four_cards_at_most_and_every_one_is_recorded(one: WholeStation) -> None:
    shown: list[list[str]] = []

    async def scene() -> None:
        try:
            await begun(one)
            machine = Machine(one)
            await machine.says((STATE, EXECUTE))
            for number in range(0, ALARMS, AT_ONCE):
                said = [each for one_of in range(AT_ONCE) for each in alarm(number + one_of)]
                await machine.says(*said)
                shown.append([card.key for card in one.window.frame.strip.cards if card.key])
                if number % LOOK_EVERY == 0:
                    await tapped(one, one.window.sheets)
            states = await one.store.reader.read(lambda conn: conn.execute(sa.text(_STATES)).scalars().all())
            assert states == ["producing", *["stopped", "producing"] * (ALARMS // 2)]
            told = await one.store.reader.read(
                lambda conn: conn.execute(sa.text(_CONDITIONS)).scalars().all()
            )
            assert told == [_told(number) for number in range(ALARMS)]
        finally:
            await one.stop()

    one.loop.run_until_complete(scene())
    assert len(shown) == ALARMS // AT_ONCE
    assert max(len(cards) for cards in shown) <= MOST_CARDS
    assert any("condition/P07" in cards for cards in shown), "many at once are counted on one card"
