"""Every component in every state: legible, hittable, named, and the same after a change of light."""

import importlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QApplication, QWidget

import momstation.ui
from momstation.core.i18n import longer
from momstation.ui.action_tile import ActionTile
from momstation.ui.banner import EdgeFlash
from momstation.ui.gallery_page import Page
from momstation.ui.gallery_pages import PAGES
from momstation.ui.gallery_parts import Say
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost
from momstation.ui.tokens import THEMES
from momstation.ui.training_frame import StripedEdge
from momstation.ui.units import Density
from tests.support.gallery_window import build, plain, units_for
from tests.support.seen import Seen, tappable, tree

Built = Callable[..., QWidget]
OF_ANOTHER: set[type] = {StripedEdge}
"""It stands around whole screens, where people practise."""
WITHOUT_TARGETS = ("facts", "statuses", "machine-states", "gauges", "measures", "words")
HOME = next(page for page in PAGES if page.name == "home")
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@pytest.fixture
def built(qapp: QApplication, host: ThemeHost) -> Iterator[Built]:
    windows: list[QWidget] = []

    def open_page(page: Page, say: Say = plain) -> QWidget:
        window = build(host, page, say)
        windows.append(window)
        qapp.processEvents()
        return window

    yield open_page
    for window in windows:
        window.close()
        window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def clipped(host: ThemeHost) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    host.clipped.connect(lambda component, text: found.append((component, text)))
    return found


@every_page
@pytest.mark.parametrize("say", [plain, longer], ids=["english", "longer"])
@pytest.mark.parametrize("scale", [100, 125])
def test_no_text_is_cut(
    host: ThemeHost, built: Built, clipped: list[tuple[str, str]], page: Page, say: Say, scale: int
) -> None:
    host.set_text_scale(scale)
    built(page, say).grab()
    assert clipped == []


def test_a_cut_text_would_be_noticed(host: ThemeHost, clipped: list[tuple[str, str]]) -> None:
    tile = ActionTile(host, "delete", "Donaudampfschifffahrtsgesellschaftskapitän")
    tile.resize(host.units.primary, host.units.primary)
    tile.grab()
    assert clipped == [("ActionTile", "Donaudampfschifffahrtsgesellschaftskapitän")]


def least_of(window: QWidget) -> QSize:
    layout = window.layout()
    assert layout is not None
    return layout.minimumSize()


@every_page
def test_everything_stays_inside_the_panel(built: Built, page: Page) -> None:
    window = built(page)
    least = least_of(window)
    assert least.width() <= window.width() and least.height() <= window.height()
    outside = [node for node in tappable(window) if not window.rect().contains(node.rect)]
    assert outside == []


def test_the_home_fits_the_panel_at_larger_text(host: ThemeHost, built: Built) -> None:
    host.set_text_scale(125)
    window = built(HOME)
    assert least_of(window).height() <= window.height()


@every_page
def test_every_target_fits_its_hand(built: Built, page: Page) -> None:
    window = built(page)
    per_mm = units_for(page).display.px_per_mm
    least = 15.0 if page.density is Density.TOUCH else 9.0
    targets = tappable(window)
    assert targets or page.name.removesuffix("-desk") in WITHOUT_TARGETS
    small = [
        (node.name, node.rect.width() / per_mm, node.rect.height() / per_mm)
        for node in targets
        if min(node.rect.width(), node.rect.height()) / per_mm < least
    ]
    assert small == []


@every_page
def test_targets_keep_their_distance(built: Built, page: Page) -> None:
    window = built(page)
    least = 3.0 if page.density is Density.TOUCH else 1.5
    gap_px = least * units_for(page).display.px_per_mm
    close = [
        (one.name, other.name)
        for one, other in combinations(tappable(window), 2)
        if not _apart(one.rect, other.rect, gap_px)
    ]
    assert close == []


def _apart(one: QRect, other: QRect, gap_px: float) -> bool:
    across = max(one.left(), other.left()) - min(one.right(), other.right()) - 1
    along = max(one.top(), other.top()) - min(one.bottom(), other.bottom()) - 1
    return max(across, along) >= int(gap_px)


def test_action_tiles_are_of_primary_size(host: ThemeHost, built: Built) -> None:
    window = built(HOME)
    tiles = window.findChildren(ActionTile)
    assert len(tiles) == 6
    assert min(min(tile.width(), tile.height()) for tile in tiles) >= host.units.primary


@every_page
def test_everything_that_takes_the_focus_has_a_name_and_a_role(built: Built, page: Page) -> None:
    nameless = [
        (type(node.widget).__name__, node.role)
        for node in tree(built(page))
        if is_operable(node) and (not node.name or node.role == QAccessible.Role.Client)
    ]
    assert nameless == []


def is_operable(node: Seen) -> bool:
    is_enabled = node.widget is not None and node.widget.isEnabled()
    return is_enabled and (node.is_focusable or node.role == QAccessible.Role.Button)


@every_page
def test_what_is_shown_is_said(built: Built, page: Page) -> None:
    said = " ".join(f"{node.name} {node.description}" for node in tree(built(page)))
    expected = {
        "home": ["412 of 600 good", "−18 behind, plan 430 at 14:05", "Running", "Hydraulic pressure low"],
        "statuses": [status.word() for status in Status],
        "board": ["Press 07", "Stopped, for 2 min", "Shift from 6:00 to 14:00"],
        "dispatch": ["4711-20", "Another order runs here."],
        "refused": ["4711-99 is already finished.", "Scan an open order of Press 07"],
    }
    missing = [words for words in expected.get(page.name, []) if words not in said]
    assert missing == []


def test_an_abnormal_thing_says_its_status_in_a_word(built: Built) -> None:
    nodes = {node.name: node for node in tree(built(HOME))}
    assert "Alarm" in nodes["Hydraulic pressure low"].description


@every_page
def test_a_change_of_light_and_back_leaves_no_trace(host: ThemeHost, built: Built, page: Page) -> None:
    host.set_theme("light")
    window = built(page)
    for edge in window.findChildren(EdgeFlash):
        edge.hide()
    QApplication.processEvents()
    before = window.grab().toImage()
    host.set_theme("dark")
    QApplication.processEvents()
    dark = window.grab().toImage()
    host.set_theme("light")
    QApplication.processEvents()
    assert dark != before
    assert window.grab().toImage() == before


def test_no_colour_of_the_old_light_is_left(host: ThemeHost, built: Built) -> None:
    host.set_theme("light")
    window = built(HOME)
    old = {host.theme.canvas.name(), host.theme.surface.name(), host.theme.raised.name()}
    host.set_theme("dark")
    QApplication.processEvents()
    assert not old & {name for name, _share in census(window.grab().toImage()).items()}


def census(image: QImage) -> dict[str, int]:
    found: dict[str, int] = {}
    for y in range(0, image.height(), 4):
        for x in range(0, image.width(), 4):
            name = image.pixelColor(x, y).name()
            found[name] = found.get(name, 0) + 1
    return found


@pytest.mark.parametrize("theme", THEMES)
def test_colour_is_kept_for_what_is_abnormal(host: ThemeHost, built: Built, theme: str) -> None:
    host.set_theme(theme)
    window = built(HOME)
    image = window.grab().toImage()
    loud = [
        QPoint(x, y)
        for y in range(0, image.height(), 2)
        for x in range(0, image.width(), 2)
        if _is_loud(image, x, y)
    ]
    share = len(loud) * 4 / (image.width() * image.height())
    assert 0 < share <= 0.015 if theme == "light" else share <= 0.06
    assert not [spot for spot in loud if spot.y() > 660]


def _is_loud(image: QImage, x: int, y: int) -> bool:
    colour = image.pixelColor(x, y)
    return colour.hsvSaturationF() > 0.45 and colour.valueF() > 0.3


def test_an_arabic_layout_mirrors_what_reads_and_keeps_time_and_digits(
    qapp: QApplication, built: Built
) -> None:
    straight = {tile.accessibleName(): tile.x() for tile in built(HOME).findChildren(ActionTile)}
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    window = built(HOME)
    mirrored = {tile.accessibleName(): tile.x() for tile in window.findChildren(ActionTile)}
    assert straight["Stop reason"] < straight["Scan"]
    assert mirrored["Stop reason"] > mirrored["Scan"]
    window.grab()


@pytest.mark.parametrize("ratio", ["1.5", "2"])
def test_a_denser_screen_shows_the_same_without_a_cut(tmp_path: Path, ratio: str) -> None:
    """The pixel ratio belongs to the process, so this one is another."""
    command = [sys.executable, "-m", "momstation", "gallery", "--out", str(tmp_path), "--theme", "light"]
    names = ["--language", "en", "--only", "tiles", "--only", "home-stopped"]
    environment = {**os.environ, "QT_SCALE_FACTOR": ratio, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([*command, *names], env=environment, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr
    assert "2 pictures" in done.stdout
    assert "cut in 0" in done.stdout
    picture = QImage(str(tmp_path / "en" / "light" / "screen-home-stopped.png"))
    assert (picture.width(), picture.height()) == (int(1280 * float(ratio)), int(800 * float(ratio)))


def test_every_component_of_the_kit_is_on_a_page(built: Built) -> None:
    """A component that nobody sees here is looked at by nobody."""
    shown: set[type] = set()
    for page in PAGES:
        shown |= {type(widget) for widget in built(page).findChildren(QWidget)}
    kit = {one for one in components() if not any(issubclass(other, one) for other in shown)}
    assert kit - OF_ANOTHER == set()


def components() -> set[type]:
    """Every public widget class of the kit's own files."""
    found: set[type] = set()
    for path in sorted(Path(momstation.ui.__path__[0]).glob("*.py")):
        module = importlib.import_module(f"momstation.ui.{path.stem}")
        found |= {
            thing
            for thing in vars(module).values()
            if isinstance(thing, type) and issubclass(thing, QWidget) and thing.__module__ == module.__name__
        }
    return {one for one in found if not one.__name__.startswith("_")}
