"""A station whose record file was destroyed starts with everything, says so until a team lead has seen it."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.app.options import RunOptions
from momstation.app.station import Station
from momstation.core.part import Actor
from momstation.plant import records as plant
from momstation.plant.definitions import put
from momstation.plant.nouns import Person
from momstation.plant.readings import CodeScanned
from momstation.settings import Settings, load
from momstation.simulation.demo.settings_file import station_toml
from momstation.store.verify import verify_file
from tests.conftest import ExpectedLog
from tests.support.bare_station import plant_of_the_shift
from tests.support.window_hands import WindowHands

CARD = "strip.store-rebuilt"
LEAD = Person(id="2001", name="K. Lind", badge="BADGE:2001", roles=("team_lead",), pin_hash="")
Scene = Callable[[Station, WindowHands], Awaitable[None]]


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[QEventLoop]:
    loop = QEventLoop(qapp)
    yield loop
    loop.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    config = tmp_path / "station.toml"
    store = tmp_path / "data" / "station.db"
    config.write_text(
        station_toml("ST07", "Press 07", "Line 3", "operator", store, None, None), encoding="utf-8"
    )
    return load(config)


def _play(app: QApplication, loop: QEventLoop, settings: Settings, scene: Scene) -> None:
    async def life() -> None:
        station = Station(settings, RunOptions(Path("station.toml")), app)
        window = await station.open()
        await window.ready()
        try:
            await scene(station, WindowHands(window))
        finally:
            station.closed.set()
            await station.run()
            window.deleteLater()
            station.host.deleteLater()

    loop.run_until_complete(life())
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _badge(station: Station, badge: str) -> None:
    station.bus.publish(
        CodeScanned("hand", badge, badge.encode(), datetime.now(UTC), station.clock.monotonic())
    )


def test_everything_is_back_and_a_team_lead_takes_the_message_away(
    qapp: QApplication, loop: QEventLoop, settings: Settings, expect_log: ExpectedLog
) -> None:
    expect_log("is made anew")

    async def first_shift(station: Station, hands: WindowHands) -> None:
        nouns = [put(noun, 1) for noun in (*plant_of_the_shift(), LEAD)]
        await station.dispatcher.report(nouns, Actor(None, "ST07", frozenset()))
        await hands.until(lambda: station.assembly.store.is_copied, "the second journal is in step")
        _badge(station, "BADGE:1001")
        await hands.shows("people.acting")

    async def after_the_damage(station: Station, hands: WindowHands) -> None:
        persons = await station.assembly.reader.read(plant.persons)
        assert {one.id for one in persons} >= {"1001", "1002", "2001"}, "the plant's definitions are back"
        await hands.shows(CARD)
        await hands.says(CARD, "put together anew")
        await hands.tap(CARD)
        await hands.says("notice.what", "quarantine")
        await hands.tap("notice.answer")
        await hands.says("verdict.refused", "a scan of that badge now allows it this once")
        await hands.tap("verdict.refused")
        _badge(station, "BADGE:2001")
        await hands.gone("sheet.notice")
        await hands.gone(CARD)
        await hands.says("people.acting", "Meyer")

    async def next_shift(station: Station, hands: WindowHands) -> None:
        await hands.settle()
        assert hands.sees(CARD) is None

    _play(qapp, loop, settings, first_shift)
    store = settings.store.path
    store.write_bytes(store.read_bytes()[:9000])
    _play(qapp, loop, settings, after_the_damage)
    _play(qapp, loop, settings, next_shift)
    assert verify_file(store).is_whole
