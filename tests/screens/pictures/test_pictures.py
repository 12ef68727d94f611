"""Every page and every main screen looks as it did when its picture was kept; ``make pictures`` keeps new ones."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QPainter, qRgb
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.app.gallery.writing import Painter
from momstation.core.i18n import ENGLISH, SPEECH
from momstation.core.paths import translations
from momstation.ui.theme import ThemeHost
from tests.screens.pictures import catalogue
from tests.screens.pictures.compare import SHARE, compare, reduced, side_by_side

MOST_BYTES = 10_000_000


@pytest.fixture
def painter(qapp: QApplication) -> Iterator[Painter]:
    host = ThemeHost()
    host.apply(qapp)
    yield Painter(qapp, host)
    host.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    SPEECH.use(translations(), ENGLISH)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.timeout(600)
def test_nothing_looks_other_than_it_did(qapp: QApplication, painter: Painter, tmp_path: Path) -> None:
    different: list[str] = []
    drawn: set[str] = set()

    async def look() -> None:
        async for file, image in catalogue.usual(painter):
            drawn.add(file)
            different.extend(_told(file, image, tmp_path))

    loop = QEventLoop(qapp)
    try:
        loop.run_until_complete(look())
    finally:
        loop.close()
    assert different == [], "if it is meant to look so now: make pictures"
    gone = {path.name for path in catalogue.KEPT.glob("*.png") if "@" not in path.name} - drawn
    assert gone == set(), "kept, but drawn no more: make pictures"


@pytest.mark.timeout(600)
@pytest.mark.parametrize("ratio", catalogue.DENSE)
def test_a_denser_panel_shows_what_it_did(tmp_path: Path, ratio: str) -> None:
    """The pixel ratio belongs to a process, so this one is another."""
    command = [sys.executable, "-m", "tests.screens.pictures", "--dense", "--out", str(tmp_path)]
    environment = {**os.environ, "QT_SCALE_FACTOR": ratio, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=200, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_the_pictures_do_not_swell_the_repository() -> None:
    sizes = [path.stat().st_size for path in catalogue.KEPT.glob("*.png")]
    assert len(sizes) > 100
    assert sum(sizes) <= MOST_BYTES


def test_a_changed_digit_is_noticed_and_shown(qapp: QApplication, tmp_path: Path) -> None:
    before, after = _words("412"), _words("413")
    difference = compare(after, reduced(before))
    assert not difference.is_same
    side_by_side(after, reduced(before), difference, tmp_path / "told.png")
    sheet = QImage(str(tmp_path / "told.png"))
    assert (sheet.width(), sheet.height()) == (3 * before.width() + 40, before.height())
    assert qRgb(220, 0, 0) in {
        sheet.pixel(x, y)
        for x in range(2 * before.width() + 40, sheet.width())
        for y in range(sheet.height())
    }


def test_a_picture_is_as_its_reduced_self(qapp: QApplication) -> None:
    image = _words("412")
    for x in range(image.width()):
        image.setPixel(x, 0, qRgb(x * 255 // image.width(), 80, 255 - x * 255 // image.width()))
    assert compare(image, reduced(image)).share == 0


def test_roundings_of_another_processor_are_no_difference(qapp: QApplication) -> None:
    image = _words("412")
    other = image.copy()
    for y in range(other.height()):
        for x in range(0, other.width(), 3):
            part = other.pixelColor(x, y)
            other.setPixelColor(x, y, part.lighter(102))
    assert compare(other, image).is_same
    assert SHARE < 0.001


def test_another_colour_of_an_area_is_noticed_where_a_rounding_is_not(qapp: QApplication) -> None:
    kept = QImage(200, 100, QImage.Format.Format_RGB32)
    kept.fill(qRgb(0, 87, 125))
    for off, is_same in ((12, True), (25, False)):
        other = kept.copy()
        other.fill(qRgb(0, 87 + off, 125))
        assert compare(other, kept).is_same is is_same


def test_another_size_is_another_picture(qapp: QApplication) -> None:
    assert compare(_words("412"), QImage()).share == 1.0


def _told(file: str, image: QImage, folder: Path) -> list[str]:
    kept = QImage(str(catalogue.KEPT / file))
    difference = compare(image, kept)
    if difference.is_same:
        return []
    side_by_side(image, kept, difference, folder / file)
    return [f"{file}: {difference.share:.2%} of its pixels differ, see {folder / file}"]


def _words(text: str) -> QImage:
    """A screen of words, of which one may differ."""
    image = QImage(320, 200, QImage.Format.Format_RGB32)
    image.fill(qRgb(255, 255, 255))
    painter = QPainter(image)
    painter.drawText(20, 60, f"Order 4711-20: {text} of 600 good")
    painter.end()
    return image
