"""Renders every component in every state and theme: the design document, and the source of visual checks.

``python -m momstation.ui.gallery --out DIR`` writes PNGs without a display.
"""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from momstation.ui.gallery_pages import PAGES, Page
from momstation.ui.gallery_parts import Say
from momstation.ui.theme import ThemeHost
from momstation.ui.tokens import THEMES
from momstation.ui.units import DESKTOP_24, PANEL_10, Density, Units

SIZES = {Density.TOUCH: (1280, 800), Density.DESK: (1920, 1080)}
_DISPLAYS = {Density.TOUCH: PANEL_10, Density.DESK: DESKTOP_24}
_log = logging.getLogger(__name__)


def plain(text: str) -> str:
    return text


def longer(text: str) -> str:
    """A pseudo-language: each text 40 % longer, with a mark at the end that shows a cut."""
    if not text:
        return text
    filler = " eines" * 20
    return f"{text}{filler[: max(1, round(len(text) * 0.4) - 1)].rstrip()}»"


def units_for(page: Page, text_scale: int = 100) -> Units:
    return Units(_DISPLAYS[page.density], page.density, text_scale)


def build(host: ThemeHost, page: Page, say: Say = plain) -> QWidget:
    """The page as a window of its reference panel's size, shown."""
    host.set_units(units_for(page, host.units.text_scale))
    window = page.build(host, say)
    window.setObjectName(page.name)
    window.resize(*SIZES[page.density])
    window.show()
    QApplication.sendPostedEvents()
    return window


def render(host: ThemeHost, page: Page, theme: str, say: Say = plain) -> QPixmap:
    """One page in one theme."""
    host.set_theme(theme)
    window = build(host, page, say)
    picture = window.grab()
    window.close()
    window.deleteLater()
    return picture


def write(
    host: ThemeHost, folder: Path, themes: Sequence[str], say: Say = plain, names: Sequence[str] = ()
) -> list[Path]:
    """The named pages, or all, in the given themes, as PNG files."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    pages = [page for page in PAGES if not names or page.name in names]
    for page in pages:
        for theme in themes:
            path = folder / f"{page.name}-{theme}.png"
            render(host, page, theme, say).save(str(path))
            written.append(path)
    return written


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line and render."""
    parser = argparse.ArgumentParser(
        prog="momstation gallery",
        description="Draws every component of the screens, in every state and theme, into PNG files.",
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for the PNG files")
    parser.add_argument("--theme", choices=THEMES, action="append", help="only this theme; may be repeated")
    parser.add_argument("--page", choices=[page.name for page in PAGES], action="append")
    parser.add_argument("--text-scale", type=int, default=100, choices=(100, 125))
    parser.add_argument("--longer", action="store_true", help="each text 40 %% longer")
    parser.add_argument("--right-to-left", action="store_true")
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    app = QApplication(sys.argv[:1])
    host = ThemeHost(parent=app)
    host.apply(app)
    host.set_text_scale(chosen.text_scale)
    host.clipped.connect(lambda component, text: _log.warning("clipped in %s: %s", component, text))
    if chosen.right_to_left:
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    say = longer if chosen.longer else plain
    for path in write(host, chosen.out, chosen.theme or THEMES, say, chosen.page or ()):
        _log.info("%s", path)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
