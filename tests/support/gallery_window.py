"""Puts a page of the gallery on show at the size of its panel, for a test that looks at it."""

from PySide6.QtWidgets import QApplication, QWidget

from momstation.ui.gallery_page import Page
from momstation.ui.gallery_parts import Say
from momstation.ui.theme import ThemeHost
from momstation.ui.units import DESKTOP_24, PANEL_10, Density, Units

_DISPLAYS = {Density.TOUCH: PANEL_10, Density.DESK: DESKTOP_24}


def plain(text: str) -> str:
    return text


def units_for(page: Page, text_scale: int = 100) -> Units:
    return Units(_DISPLAYS[page.density], page.density, text_scale)


def build(host: ThemeHost, page: Page, say: Say = plain) -> QWidget:
    """The page as a window of its reference panel's size, shown."""
    host.set_units(units_for(page, host.units.text_scale))
    window = page.build(host, say)
    window.setObjectName(page.name)
    window.resize(*page.size)
    window.show()
    QApplication.sendPostedEvents()
    if page.afterwards is not None:
        window.activateWindow()
        page.afterwards(window)
    return window
