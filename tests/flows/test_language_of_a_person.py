"""Whoever acts reads the station in their own language, at once, and nothing that was begun is lost on the way."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop
from shiboken6 import isValid

from momstation.app.options import RunOptions
from momstation.app.station import Station
from momstation.core.i18n import SPEECH
from momstation.core.part import Actor
from momstation.core.paths import translations
from momstation.plant.definitions import put
from momstation.plant.nouns import Person
from momstation.plant.readings import CodeScanned, ScannerStatus
from momstation.settings import Settings, load
from momstation.simulation.demo.settings_file import station_toml
from tests.support.bare_station import plant_of_the_shift
from tests.support.window_hands import WindowHands

SAID = {"3001": "ar", "3002": "de", "3003": ""}
PEOPLE = [
    Person(id=one, name=f"Person {one}", badge=f"BADGE:{one}", roles=("operator",), language=language)
    for one, language in SAID.items()
]


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[QEventLoop]:
    loop = QEventLoop(qapp)
    yield loop
    loop.close()
    SPEECH.use(translations(), "en")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    config = tmp_path / "station.toml"
    store = tmp_path / "data" / "station.db"
    text = station_toml("ST07", "Press 07", "Line 3", "operator", store, None, None)
    config.write_text(text, encoding="utf-8")
    return load(config)


class Eyes(WindowHands):
    """They follow the station from window to window."""

    def __init__(self, station: Station) -> None:
        super().__init__(station.window)
        self._station = station

    async def follow(self, language: str) -> None:
        await self.until(lambda: SPEECH.language == language, f"{language} is spoken")
        self.window = self._station.window
        await self.window.ready()

    async def badge(self, person: str) -> None:
        code = f"BADGE:{person}"
        at = self._station.clock.monotonic()
        self._station.bus.publish(CodeScanned("hand", code, code.encode(), datetime.now(UTC), at))
        await self.follow(SAID[person] or "en")
        await self.says("people.acting", f"Person {person}")

    async def can_take_back(self, words: str) -> None:
        await self.until(lambda: words in self.window.messages.undo_bar.what, f"{words} can be taken back")


Scene = Callable[[Station, Eyes], Awaitable[None]]


def _play(app: QApplication, loop: QEventLoop, settings: Settings, scene: Scene) -> None:
    async def life() -> None:
        station = Station(settings, RunOptions(Path("station.toml")), app)
        window = await station.open()
        await window.ready()
        nouns = [put(noun, 1) for noun in (*plant_of_the_shift(), *PEOPLE)]
        await station.dispatcher.report(nouns, Actor(None, "ST07", frozenset()))
        try:
            await scene(station, Eyes(station))
        finally:
            station.closed.set()
            await station.run()
            station.window.deleteLater()
            station.host.deleteLater()

    loop.run_until_complete(life())
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_screen_follows_whoever_acts(qapp: QApplication, loop: QEventLoop, settings: Settings) -> None:
    async def scene(station: Station, eyes: Eyes) -> None:
        await eyes.badge("3002")
        await eyes.says("tile.scrap", "Ausschuss")
        assert qapp.layoutDirection() is Qt.LayoutDirection.LeftToRight
        await eyes.badge("3001")
        await eyes.says("tile.scrap", "تالف")
        assert qapp.layoutDirection() is Qt.LayoutDirection.RightToLeft
        scrap, orders = await eyes.shows("tile.scrap"), await eyes.shows("tile.orders")
        assert (
            scrap.mapTo(eyes.window, scrap.rect().topLeft()).x()
            > orders.mapTo(eyes.window, orders.rect().topLeft()).x()
        )
        await eyes.badge("3003")
        await eyes.says("tile.scrap", "Scrap")
        assert qapp.layoutDirection() is Qt.LayoutDirection.LeftToRight

    _play(qapp, loop, settings, scene)


def test_one_window_is_left_and_it_alone_hears(
    qapp: QApplication, loop: QEventLoop, settings: Settings
) -> None:
    async def scene(station: Station, eyes: Eyes) -> None:
        first = eyes.window
        for person in ("3002", "3001", "3003", "3002"):
            await eyes.badge(person)
        await eyes.until(lambda: not isValid(first), "the first window is gone")
        shown = [one for one in qapp.topLevelWidgets() if one.objectName() == "station" and one.isVisible()]
        assert shown == [eyes.window]
        code = "BADGE:nobody"
        station.bus.publish(
            CodeScanned("hand", code, code.encode(), datetime.now(UTC), station.clock.monotonic())
        )
        await eyes.says("verdict.refused", "nobody")

    _play(qapp, loop, settings, scene)


def test_the_badge_is_answered_in_the_window_that_comes(
    qapp: QApplication, loop: QEventLoop, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("momstation.ui.banner.ACCEPTED_MS", 60_000)  # the new window may be long in coming

    async def scene(station: Station, eyes: Eyes) -> None:
        for person, words in (("3002", "Angemeldet"), ("3001", "دخل"), ("3003", "Signed on")):
            await eyes.badge(person)
            await eyes.says("verdict.accepted", f"Person {person}")
            await eyes.says("verdict.accepted", words)
            await eyes.can_take_back(words)

    _play(qapp, loop, settings, scene)


def test_what_is_wrong_stays_on_the_screen(qapp: QApplication, loop: QEventLoop, settings: Settings) -> None:
    async def scene(station: Station, eyes: Eyes) -> None:
        station.bus.publish(ScannerStatus("hand", False, "hand at /dev/none is not there"))
        await eyes.shows("strip.scanner-hand")
        await eyes.badge("3001")
        await eyes.shows("strip.scanner-hand")

    _play(qapp, loop, settings, scene)


def test_what_was_begun_waits_for_its_author_whatever_language_the_others_read(
    qapp: QApplication, loop: QEventLoop, settings: Settings
) -> None:
    async def scene(station: Station, eyes: Eyes) -> None:
        await eyes.badge("3003")
        await eyes.tap("tile.orders")
        await eyes.shows("dispatch_find")
        await eyes.tap("dispatch_find")
        await eyes.types("4711")
        await eyes.says("textpad.field", "4711")
        eyes.window.crew.ask_to_lock()
        await eyes.shows("lock")
        await eyes.badge("3002")
        assert eyes.sees("textpad.field") is None and eyes.window.sheets.shown is None
        await eyes.badge("3001")
        assert eyes.sees("textpad.field") is None and eyes.window.sheets.shown is None
        await eyes.badge("3003")
        await eyes.says("textpad.field", "4711")

    _play(qapp, loop, settings, scene)
