"""How the gallery may look: theme, language, size and text scale, and which panel a size stands for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from momstation.core.i18n import LONG, SHIPPED, SPEECH
from momstation.core.paths import translations
from momstation.ui.gallery_page import SIZES
from momstation.ui.theme import ThemeHost
from momstation.ui.tokens import THEMES
from momstation.ui.units import DESKTOP_24, PANEL_10, Density, Display, Units

Size = tuple[int, int]
SCALES = (100, 125, 150)
_LEAST, _MOST = (640, 480), (7680, 4320)
_SIZE = re.compile(r"([0-9]{3,4})x([0-9]{3,4})")
_PANELS: dict[Size, float] = {(1280, 800): 10.1, (1366, 768): 15.6, (1920, 1080): 21.5}
_USUAL_IN = 15.6


class Unfit(Exception):
    """A choice that is none; the message says what may be chosen."""


@dataclass(frozen=True)
class Look:
    """One way of drawing everything. Without ``size`` each page has its reference panel's."""

    theme: str = "light"
    language: str = "en"
    text_scale: int = 100
    size: Size | None = None
    is_mirrored: bool = False
    """Right to left also in a language that is not, to look at the layout alone."""

    def size_of(self, density: Density) -> Size:
        """Of a screen."""
        return self.size or SIZES[density]

    def units(self, density: Density) -> Units:
        return Units(_display(self.size, density), density, self.text_scale, self.size)


def themes_of(wanted: Sequence[str]) -> tuple[str, ...]:
    """All of them, or the named; raises Unfit."""
    return _chosen(wanted, THEMES, "theme", THEMES)


def languages_of(wanted: Sequence[str]) -> tuple[str, ...]:
    """All shipped ones, or the named; the lengthened one only by its name. Raises Unfit."""
    return _chosen(wanted, (*SHIPPED, LONG), "language", tuple(SHIPPED))


def size_of(text: str) -> Size:
    """From ``1280x800``; raises Unfit."""
    found = _SIZE.fullmatch(text)
    size = (int(found[1]), int(found[2])) if found else (0, 0)
    if not all(least <= one <= most for least, one, most in zip(_LEAST, size, _MOST, strict=True)):
        raise Unfit(
            f"There is no size '{text}'. Write width and height such as 1280x800, from 640x480 to 7680x4320."
        )
    return size


def scale_of(text: str) -> int:
    """From ``125``; raises Unfit."""
    if text not in {str(scale) for scale in SCALES}:
        allowed = ", ".join(map(str, SCALES))
        raise Unfit(f"There is no text scale '{text}'. Known are: {allowed} (percent).")
    return int(text)


def all_looks(themes: Sequence[str], languages: Sequence[str], like: Look) -> list[Look]:
    return [replace(like, theme=theme, language=language) for language in languages for theme in themes]


def speak(app: QApplication, look: Look) -> str:
    """Switch words and direction; gives ``ltr`` or ``rtl``."""
    SPEECH.use(translations(), look.language)
    is_rtl = look.is_mirrored or SPEECH.is_right_to_left
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight)
    return "rtl" if is_rtl else "ltr"


def dress(host: ThemeHost, look: Look, density: Density) -> None:
    """Colours and sizes of one look, at a station that nobody has touched yet."""
    host.is_by_keys = False
    units = look.units(density)
    if host.units != units:
        host.set_units(units)
    if host.theme.name != look.theme:
        host.set_theme(look.theme)


def _display(size: Size | None, density: Density) -> Display:
    """An unknown size is taken for a 15.6-inch panel, as most new ones at machines are."""
    if size is None:
        return PANEL_10 if density is Density.TOUCH else DESKTOP_24
    if density is Density.DESK:
        return Display.from_diagonal(24.0, *size)
    return Display.from_diagonal(_PANELS.get(size, _USUAL_IN), *size)


def _chosen(wanted: Sequence[str], known: Sequence[str], what: str, usual: Sequence[str]) -> tuple[str, ...]:
    for one in wanted:
        if one not in known:
            raise Unfit(f"There is no {what} '{one}'. Known are: {', '.join(known)}.")
    return tuple(dict.fromkeys(wanted)) or tuple(usual)
