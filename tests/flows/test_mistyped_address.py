"""A station whose settings name the central database wrongly starts, says so in plain words, and records on."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.app.options import RunOptions
from momstation.app.station import Station
from momstation.settings import Settings, load
from momstation.simulation.demo.settings_file import station_toml
from momstation.sync.config import SyncConfig, write_access
from tests.conftest import ExpectedLog
from tests.support.window_hands import WindowHands


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[QEventLoop]:
    loop = QEventLoop(qapp)
    yield loop
    loop.close()


def _settings(folder: Path, role: str, dsn: str) -> Settings:
    config = folder / "station.toml"
    text = station_toml("ST07", "Press 07", "Line 3", role, folder / "data" / "station.db", None, None)
    config.write_text(f'{text}\n[central]\ndsn = "{dsn}"\n', encoding="utf-8")
    settings = load(config)
    access = SyncConfig("host=127.0.0.1 port=9 dbname=nobody", bytes(16), bytes(32), "nobody", "nobody")
    write_access(settings.central.token_file, access, is_keyring_wanted=False)
    return settings


@pytest.mark.parametrize("role", ["operator", "team_lead"])
@pytest.mark.parametrize(
    ("dsn", "said"),
    [
        ("host=127.0.0.1 dbname mom", "cannot be read. Write it as postgresql://"),
        ("host=127.0.0.1 pasword=geheim", "names pasword, which is no part of an address"),
        (
            "host=127.0.0.1 sslmode=disable password=a geheim",
            "written wrongly. Ask the administrator to correct dsn",
        ),
        (
            "host=127.0.0.1 sslmode=disable pasword=geheim",
            "written wrongly. Ask the administrator to correct dsn",
        ),
    ],
)
def test_it_is_said_on_the_screen_without_what_is_secret(
    qapp: QApplication,
    loop: QEventLoop,
    tmp_path: Path,
    expect_log: ExpectedLog,
    caplog: pytest.LogCaptureFixture,
    role: str,
    dsn: str,
    said: str,
) -> None:
    expect_log("central database")
    settings = _settings(tmp_path, role, dsn)

    async def life() -> None:
        station = Station(settings, RunOptions(tmp_path / "station.toml"), qapp)
        window = await asyncio.wait_for(station.open(), 60)
        hands = WindowHands(window)
        try:
            await hands.shows("strip.link")
            await hands.tap("strip.link")
            await hands.says("link.sentence", said)
            await hands.says("link.sentence", "nothing is lost")
            sentence = hands.sees("link.sentence")
            assert sentence is not None and "geheim" not in sentence.accessibleName()
        finally:
            station.closed.set()
            await station.run()
            window.deleteLater()
            station.host.deleteLater()

    loop.run_until_complete(life())
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert "geheim" not in caplog.text
