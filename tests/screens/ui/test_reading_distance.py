"""What is read from afar is as high as eyes need, measured on what was painted and on the font's own metrics."""

from math import atan, degrees

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from momstation.ui.big_number import BigNumber
from momstation.ui.gallery_page import Page
from momstation.ui.gallery_pages import PAGES
from momstation.ui.state_bar import StateBar
from momstation.ui.theme import ThemeHost
from momstation.ui.units import PANEL_10, Display, Role, Units
from tests.screens.ui.conftest import Show

HOME: Page = next(page for page in PAGES if page.name == "home")
PANELS = [((1280, 800), PANEL_10), ((1920, 1080), Display.from_diagonal(21.5, 1920, 1080))]
every_panel = pytest.mark.parametrize(("size", "display"), PANELS, ids=["1280", "1080"])


def arc_minutes(height_px: float, display: Display, metres: float) -> float:
    height_mm = height_px / display.px_per_mm
    return degrees(2 * atan(height_mm / 2 / (metres * 1000))) * 60


def painted_px(widget: BigNumber | StateBar, inside: QRect) -> int:
    """From the highest to the lowest row with ink, between the edges of the part."""
    image = widget.grab(inside).toImage()
    ground = image.pixelColor(0, 0).lightness()
    rows = [
        y
        for y in range(image.height())
        if any(abs(image.pixelColor(x, y).lightness() - ground) > 40 for x in range(image.width()))
    ]
    return rows[-1] - rows[0] + 1


@every_panel
def test_the_count_is_read_from_across_the_aisle(
    qapp: QApplication, host: ThemeHost, size: tuple[int, int], display: Display
) -> None:
    host.set_units(Units(display, panel=size))
    window = HOME.make(host)
    window.resize(*size)
    window.show()
    number = window.findChild(BigNumber)
    assert number is not None
    number.set_number("417", "of 600 good")
    height = painted_px(number, QRect(0, 0, display_px(display, 20), number.height()))
    window.close()
    window.deleteLater()
    assert arc_minutes(height, display, 2.5) >= 20


@every_panel
def test_the_state_is_read_from_one_and_a_half_metres(
    host: ThemeHost, show: Show, size: tuple[int, int], display: Display
) -> None:
    host.set_units(Units(display, panel=size))
    bar = StateBar(host)
    show(bar, size=(size[0] * 62 // 100, size[1]))
    bar.set_state("", "HEH", "since 14:02", right="Cycle 4.3 s", right_detail="ideal 4.0 s")
    height = painted_px(bar, bar.rect().adjusted(6, 6, -bar.width() * 2 // 3, -6))
    assert arc_minutes(height, display, 1.5) >= 20


@every_panel
@pytest.mark.parametrize("role", list(Role))
def test_every_other_text_is_read_at_arms_length(
    host: ThemeHost, size: tuple[int, int], display: Display, role: Role
) -> None:
    host.set_units(Units(display, panel=size))
    capital = QFontMetricsF(host.font(role)).capHeight()
    assert arc_minutes(capital, display, 0.5) >= 16


def display_px(display: Display, length_mm: float) -> int:
    return round(length_mm * display.px_per_mm)
