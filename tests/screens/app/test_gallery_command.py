"""``momstation gallery``: pictures with an index, a window to look through, plain words for wrong choices."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from qasync import QEventLoop

from momstation.app.gallery.command import main
from momstation.app.gallery.looks import Look, languages_of, size_of, speak
from momstation.app.gallery.stage import settle
from momstation.app.gallery.states import states
from momstation.app.gallery.viewer import Viewer
from momstation.app.gallery.writing import Painter
from momstation.core.i18n import ENGLISH, LONG, SHIPPED, SPEECH
from momstation.core.paths import translations
from momstation.shell.window import StationWindow
from momstation.ui.gallery_pages import PAGES
from momstation.ui.hour_bars import HourBars
from momstation.ui.theme import ThemeHost
from momstation.ui.units import Density


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[QEventLoop]:
    loop = QEventLoop(qapp)
    yield loop
    loop.close()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    SPEECH.use(translations(), ENGLISH)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def host(qapp: QApplication) -> Iterator[ThemeHost]:
    host = ThemeHost()
    host.apply(qapp)
    yield host
    host.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def typed(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Without a display, as in a build."""
    bare = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    command = [sys.executable, "-m", "momstation", "gallery", "--out", str(folder), *words]
    return subprocess.run(command, env=bare, capture_output=True, text=True, timeout=200, check=False)


def test_the_index_names_every_picture_that_was_written(tmp_path: Path) -> None:
    chosen = (
        "--only",
        "tiles",
        "--only",
        "home-stopped",
        "--theme",
        "dark",
        "--language",
        "de",
        "--language",
        "ar",
    )
    done = typed(tmp_path, *chosen, "--size", "1366x768", "--text-scale", "125")
    assert done.returncode == 0, done.stderr
    index = json.loads((tmp_path / "index.json").read_text("utf-8"))
    found = {picture["file"]: picture for picture in index["pictures"]}
    assert set(found) == {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.png")}
    assert len(found) == 4
    screen = found["ar/dark/screen-home-stopped.png"]
    told = {
        key: screen[key] for key in ("kind", "name", "state", "theme", "language", "text_scale", "direction")
    }
    assert told == {
        "kind": "screen",
        "name": "home",
        "state": "stopped",
        "theme": "dark",
        "language": "ar",
        "text_scale": 125,
        "direction": "rtl",
    }
    assert found["de/dark/page-tiles.png"]["direction"] == "ltr"
    for file, picture in found.items():
        image = QImage(str(tmp_path / file))
        assert picture["size"] == [1366, 768] == [image.width(), image.height()]
    assert "4 pictures" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--theme", "pink"), "light, dark, contrast"),
        (("--language", "tlh"), ", ".join((*SHIPPED, LONG))),
        (("--size", "big"), "1280x800"),
        (("--size", "100x100"), "640x480"),
        (("--text-scale", "400"), "100, 125, 150"),
        (("--only", "kitchen"), "calibration"),
    ],
)
def test_a_choice_that_is_none_is_told_in_a_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, words: tuple[str, str], said: str
) -> None:
    assert main([*words, "--out", str(tmp_path / "new")]) == 2
    told = capsys.readouterr().err
    assert words[1] in told
    assert said in told
    assert told.count("\n") == 1
    assert not (tmp_path / "new").exists()


def test_where_there_is_no_panel_the_pictures_are_offered(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if sys.platform.startswith("linux"):
        for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(name, raising=False)
        assert main([]) == 2
        assert "--out DIR" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert main(["--out", str(tmp_path / "file" / "below"), "--only", "tiles", "--language", "en"]) == 1
    assert "momstation gallery:" in capsys.readouterr().err


def test_all_themes_and_shipped_languages_unless_some_are_named() -> None:
    assert languages_of(()) == tuple(SHIPPED)
    assert languages_of(["de", "de"]) == ("de",)
    assert size_of("1920x1080") == (1920, 1080)


def test_the_designed_states_are_all_there() -> None:
    """The states that must not be left to chance."""
    names = {state.name for state in states()}
    assert len(names) == len(states())
    wanted = (
        "normal stopped no-order no-operator offline clock-wrong scanner-missing store-full no-signal paused"
    )
    assert {f"home-{state}" for state in wanted.split()} <= names
    screens = {state.screen for state in states()}
    wanted = "home orders stop-reason scrap quantity oee people lock board inbox alarms"
    assert screens == {*wanted.split(), "meanwhile", "station", "start", "scan", "verdict"}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("language", [*SHIPPED, LONG])
def test_no_screen_cuts_a_text(qapp: QApplication, host: ThemeHost, loop: QEventLoop, language: str) -> None:
    found: dict[str, tuple[str, ...]] = {}

    async def look() -> None:
        async for picture, _image in Painter(qapp, host).screens(states(), [Look(language=language)]):
            if picture.clipped:
                found[f"{picture.name}, {picture.state}"] = picture.clipped

    loop.run_until_complete(look())
    assert found == {}


@pytest.mark.parametrize("language", list(SHIPPED))
def test_the_hours_have_their_place_on_the_smallest_panel(
    qapp: QApplication, host: ThemeHost, loop: QEventLoop, language: str
) -> None:
    """They give way to larger text, and to nothing else."""
    home = next(state for state in states() if state.name == "home-behind")

    async def look() -> None:
        speak(qapp, Look(language=language))
        staged = await home.open(host, (1280, 800))
        hours = staged.widget.findChild(HourBars, "hours")
        is_there = hours is not None and hours.isVisible()
        await staged.close()
        assert is_there

    loop.run_until_complete(look())


@pytest.mark.parametrize("density", list(Density))
def test_two_pictures_of_one_state_are_equal(
    qapp: QApplication, host: ThemeHost, loop: QEventLoop, density: Density
) -> None:
    state = next(one for one in states() if one.density is density)
    images: list[QImage] = []

    async def look() -> None:
        for _time in range(2):
            async for _picture, image in Painter(qapp, host).screens([state], [Look()]):
                images.append(image)

    loop.run_until_complete(look())
    assert images[0] == images[1]


def test_the_viewer_shows_each_page_and_follows_its_switches(
    qapp: QApplication, host: ThemeHost, loop: QEventLoop
) -> None:
    async def look() -> None:
        viewer = Viewer(qapp, host, Look())
        viewer.show()
        await _shown(viewer, PAGES[0].name)
        assert host.units.density is Density.TOUCH
        viewer.theme.setCurrentText("contrast")
        assert host.theme.name == "contrast"
        viewer.names.setCurrentRow(len(PAGES))
        await _shown(viewer, "station")
        assert isinstance(viewer.place.widget(), StationWindow)
        viewer.language.setCurrentText("ar")
        await _until(lambda: _page(viewer).isRightToLeft())
        assert not viewer.isRightToLeft()
        viewer.density.setCurrentText("desk")
        await _until(lambda: host.units.density is Density.DESK)
        viewer.scale.setCurrentText("125")
        await _until(lambda: host.units.text_scale == 125)
        await viewer.settled()
        viewer.close()
        assert viewer.closed.is_set()
        await viewer.clear()
        viewer.deleteLater()

    loop.run_until_complete(look())


def _page(viewer: Viewer) -> QWidget:
    """The viewer itself while it shows none."""
    return viewer.place.widget() or viewer


async def _shown(viewer: Viewer, name: str) -> None:
    await _until(lambda: _page(viewer).objectName() == name)
    await viewer.settled()


async def _until(fact: Callable[[], bool]) -> None:
    for _turn in range(20_000):
        if fact():
            return
        await settle()
        await asyncio.sleep(0.005)
    raise AssertionError("it was waited for in vain")
