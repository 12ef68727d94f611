"""Loads the bundled typeface, so that every station and every test sees the same glyphs."""

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

FAMILY = "IBM Plex Sans"
FILES = (
    "IBMPlexSans-Regular.ttf",
    "IBMPlexSans-Medium.ttf",
    "IBMPlexSans-SemiBold.ttf",
    "IBMPlexSans-Bold.ttf",
)


class FontsMissingError(Exception):
    """A bundled font file is absent or unreadable; the station would show another typeface."""


def load_fonts(folder: Path) -> str:
    """Register the typeface with Qt, return its family; raises FontsMissingError with the file at fault."""
    for file in FILES:
        number = QFontDatabase.addApplicationFont(str(folder / file))
        if number < 0 or FAMILY not in QFontDatabase.applicationFontFamilies(number):
            raise FontsMissingError(str(folder / file))
    shown = QFontInfo(QFont(FAMILY)).family()
    if shown != FAMILY:
        raise FontsMissingError(f"{FAMILY} was loaded but {shown} would be shown")
    return FAMILY
