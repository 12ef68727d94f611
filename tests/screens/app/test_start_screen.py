"""The start screen comes only when opening takes long, says how far it is, and never freezes."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.app.assembly import Assembly, assemble
from momstation.app.opening import Opening
from momstation.app.start_screen import StartScreen
from momstation.core.clock import Clock, SystemClock
from momstation.core.errors import Refused
from momstation.settings import Settings, load
from momstation.simulation.demo.settings_file import station_toml
from momstation.store.progress import STEPS, Progress, Report
from momstation.ui.progress import ProgressWithTarget
from momstation.ui.text import Text
from momstation.ui.theme import ThemeHost
from momstation.ui.units import Display, Units
from tests.conftest import ExpectedLog

SIZES = ((1280, 800, 10.1), (1920, 1080, 24.0))


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[QEventLoop]:
    loop = QEventLoop(qapp)
    yield loop
    loop.close()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    config = tmp_path / "station.toml"
    text = station_toml("ST07", "Press 07", "Line 3", "operator", tmp_path / "data" / "s.db", None, None)
    config.write_text(text, encoding="utf-8")
    return load(config)


def _text(screen: StartScreen, name: str) -> str:
    found = screen.findChild(Text, name)
    assert isinstance(found, Text)
    return found.text()


async def _until(fact: Callable[[], bool]) -> None:
    while not fact():  # noqa: ASYNC110  # what a screen shows has no event
        await asyncio.sleep(0.005)


def _bar(screen: StartScreen) -> int:
    found = screen.findChild(ProgressWithTarget, "start.bar")
    assert isinstance(found, ProgressWithTarget)
    return found.value()


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize(("width", "height", "inches"), SIZES)
def test_all_of_each_sentence_is_on_the_panel(
    qapp: QApplication, theme: str, width: int, height: int, inches: float
) -> None:
    host = ThemeHost(theme=theme, units=Units(Display.from_diagonal(inches, width, height)), parent=qapp)
    host.apply(qapp)
    screen = StartScreen(host, "Press 07")
    screen.resize(width, height)
    screen.show()
    for step in STEPS:
        screen.show_progress(Progress(step, 1240, 3000))
        _is_whole(screen, "start.title", "start.sentence")
    screen.show_trouble("The disk that holds /srv/momstation/data/P07.db is full. " * 3)
    _is_whole(screen, "start.title", "start.remedy")
    screen.close()
    screen.deleteLater()
    host.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _is_whole(screen: StartScreen, *names: str) -> None:
    layout = screen.layout()
    assert layout is not None
    layout.activate()
    for name in names:
        text = screen.findChild(Text, name)
        assert isinstance(text, Text)
        assert text.height() >= text.heightForWidth(text.width())
        assert screen.rect().contains(text.geometry()), name


def test_the_bar_never_goes_back(qapp: QApplication) -> None:
    host = ThemeHost(parent=qapp)
    screen = StartScreen(host, "Press 07")
    seen = []
    for step in ("open", "check", "move", "backup", "copy", "salvage", "put_back", "fold", "open"):
        screen.show_progress(Progress(step, 1, 2))
        seen.append(_bar(screen))
    assert seen == sorted(seen)
    assert _text(screen, "start.title")
    screen.deleteLater()
    host.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_quick_start_shows_no_start_screen(
    qapp: QApplication, loop: QEventLoop, settings: Settings
) -> None:
    opening = Opening(settings, SystemClock(), qapp, show_after_s=3600.0)
    assembly = loop.run_until_complete(opening.run())
    assert opening.screen is None
    opening.end()
    assembly.store.close()


def test_a_slow_start_says_how_far_it_is_while_the_window_answers(
    qapp: QApplication, loop: QEventLoop, settings: Settings
) -> None:
    goes_on = threading.Event()
    said: list[tuple[str, str]] = []

    def slow(settings: Settings, clock: Clock, report: Report) -> Assembly:
        report(Progress("fold", 5, 10))
        assert goes_on.wait(60)
        return assemble(settings, clock, report)

    async def life() -> Assembly:
        opening = Opening(settings, SystemClock(), qapp, work=slow, show_after_s=0.01)
        running = asyncio.ensure_future(opening.run())
        await _until(lambda: opening.screen is not None and "5" in _text(opening.screen, "start.sentence"))
        assert opening.screen is not None
        opening.screen.close()
        assert opening.screen.isVisible(), "what is under way cannot be broken off"
        said.append((_text(opening.screen, "start.title"), _text(opening.screen, "start.sentence")))
        goes_on.set()
        assembly = await running
        opening.end()
        return assembly

    assembly = loop.run_until_complete(life())
    assembly.store.close()
    assert said == [("The station is starting", "Working out where every order stands: 5 of 10.")]


def test_a_full_disk_is_waited_for(
    qapp: QApplication, loop: QEventLoop, settings: Settings, expect_log: ExpectedLog
) -> None:
    expect_log("cannot start yet")
    tries: list[int] = []

    def full_at_first(settings: Settings, clock: Clock, report: Report) -> Assembly:
        tries.append(1)
        if len(tries) < 3:
            raise Refused("store.disk_full", file="s.db", detail="full")
        return assemble(settings, clock, report)

    opening = Opening(settings, SystemClock(), qapp, work=full_at_first, retry_s=0.05)
    assembly = loop.run_until_complete(opening.run())
    assert len(tries) == 3
    assert opening.screen is not None
    assert "is full" in _text(opening.screen, "start.remedy")
    opening.end()
    assembly.store.close()


def test_somebody_may_give_up(
    qapp: QApplication, loop: QEventLoop, settings: Settings, expect_log: ExpectedLog
) -> None:
    expect_log("cannot start yet")

    def full(settings: Settings, clock: Clock, report: Report) -> Assembly:
        raise Refused("store.disk_full", file="s.db", detail="full")

    async def life() -> None:
        opening = Opening(settings, SystemClock(), qapp, work=full, retry_s=30.0)
        running = asyncio.ensure_future(opening.run())
        await _until(lambda: opening.screen is not None and opening.screen.may_close)
        assert opening.screen is not None
        opening.screen.close()
        try:
            await running
        finally:
            opening.end()

    with pytest.raises(Refused, match=r"store\.disk_full"):
        loop.run_until_complete(life())


def test_any_other_refusal_ends_the_start(qapp: QApplication, loop: QEventLoop, settings: Settings) -> None:
    def refuse(settings: Settings, clock: Clock, report: Report) -> Assembly:
        raise Refused("store.in_use", file="s.db", pid=1, since="")

    opening = Opening(settings, SystemClock(), qapp, work=refuse)
    with pytest.raises(Refused, match=r"store\.in_use"):
        loop.run_until_complete(opening.run())
    assert opening.screen is None
