"""Loads the bundled typefaces, so that every station and every test sees the same glyphs."""

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

FAMILY = "IBM Plex Sans"
ARABIC = "IBM Plex Sans Arabic"
_WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")
FILES = tuple(f"{family.replace(' ', '')}-{weight}.ttf" for family in (FAMILY, ARABIC) for weight in _WEIGHTS)


class FontsMissingError(Exception):
    """A bundled font file is absent or unreadable; the station would show another typeface."""


def load_fonts(folder: Path) -> str:
    """Register the typefaces with Qt, return the family; its sister of the same weight draws what it has not.

    Raises FontsMissingError with the file at fault.
    """
    for file in FILES:
        number = QFontDatabase.addApplicationFont(str(folder / file))
        if number < 0 or not {FAMILY, ARABIC} & set(QFontDatabase.applicationFontFamilies(number)):
            raise FontsMissingError(str(folder / file))
    QFont.insertSubstitution(FAMILY, ARABIC)
    shown = QFontInfo(QFont(FAMILY)).family()
    if shown != FAMILY:
        raise FontsMissingError(f"{FAMILY} was loaded but {shown} would be shown")
    return FAMILY
