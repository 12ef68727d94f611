"""A restored station without its plant says why it does not count, and only a team lead may decide not to wait."""

import io
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
from momstation.plant.definitions import put
from momstation.plant.nouns import Person
from momstation.plant.readings import CodeScanned, MachineLink
from momstation.settings import Settings, load
from momstation.simulation.demo.settings_file import station_toml
from momstation.store.command import main
from momstation.sync.config import SyncConfig, write_access
from tests.conftest import ExpectedLog
from tests.support.bare_station import plant_of_the_shift
from tests.support.counting_station import BINDING
from tests.support.window_hands import WindowHands

CARD = "strip.store-behind"
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
        station_toml("ST07", "Press 07", "Line 3", "operator", store, None, BINDING), encoding="utf-8"
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


def _restore(settings: Settings) -> str:
    """From a backup of now; what the command said."""
    store, said = settings.store.path, io.StringIO()
    kept = store.parent / "kept"
    assert main(["backup", str(store), "--to", str(kept)], io.StringIO(), io.StringIO()) == 0
    (backup,) = kept.iterdir()
    assert main(["restore", str(backup), "--to", str(store), "--force"], said, io.StringIO()) == 0
    return said.getvalue()


def test_it_says_why_it_does_not_count_until_a_team_lead_decides(
    qapp: QApplication, loop: QEventLoop, settings: Settings, expect_log: ExpectedLog
) -> None:
    expect_log(r"store is behind|central database|not sent back|BadConnection|P07")
    heard: list[MachineLink] = []

    async def first_shift(station: Station, hands: WindowHands) -> None:
        nouns = [put(noun, 1) for noun in (*plant_of_the_shift(), LEAD)]
        await station.dispatcher.report(nouns, Actor(None, "ST07", frozenset()))
        assert hands.sees(CARD) is None
        access = SyncConfig(
            dsn="host=127.0.0.1 port=9 dbname=nobody", station_id=station.assembly.store.identity.station_id,
            token=bytes(32), user="nobody", password="nobody",
        )  # fmt: skip
        write_access(settings.central.token_file, access, is_keyring_wanted=False)

    async def restored(station: Station, hands: WindowHands) -> None:
        station.bus.subscribe(MachineLink, heard.append)
        await hands.shows(CARD)
        await hands.says(CARD, "This station was restored")
        _badge(station, "BADGE:1001")
        await hands.says("people.acting", "Meyer")
        await hands.tap(CARD)
        await hands.says("notice.what", "the parts made now are counted then")
        await hands.tap("notice.answer")
        await hands.says("verdict.refused", "a scan of that badge now allows it this once")
        await hands.tap("verdict.refused")
        _badge(station, "BADGE:2001")
        await hands.says("verdict.refused", "will count twice")
        await hands.tap("verdict.refused")
        assert station.counting.is_waiting and not heard
        await hands.tap("notice.answer")
        await hands.says("verdict.refused", "a scan of that badge now allows it this once")
        _badge(station, "BADGE:2001")
        await hands.gone(CARD)
        await hands.until(lambda: bool(heard), "the machine is listened to")

    async def next_shift(station: Station, hands: WindowHands) -> None:
        await hands.settle()
        assert hands.sees(CARD) is None and not station.counting.is_waiting

    _play(qapp, loop, settings, first_shift)
    assert "does not count parts before" in _restore(settings)
    _play(qapp, loop, settings, restored)
    _play(qapp, loop, settings, next_shift)
