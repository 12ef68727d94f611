"""Which pictures are kept: every page in three themes, the main screens in them and right to left, a few denser."""

from collections.abc import AsyncIterator
from pathlib import Path

from PySide6.QtGui import QImage

from momstation.app.gallery.looks import Look
from momstation.app.gallery.states import states
from momstation.app.gallery.writing import Painter, Picture
from momstation.ui.gallery_pages import PAGES
from momstation.ui.tokens import THEMES

KEPT = Path(__file__).parent / "kept"
RIGHT_TO_LEFT = "ar"
DENSE = ("1.5", "2")
DENSE_PAGES = ("tiles", "gauges")
DENSE_SCREENS = ("home-normal",)
_LOOKS = [Look(theme=theme) for theme in THEMES]
_MIRRORED = [Look(language=RIGHT_TO_LEFT)]
_DENSE = [Look()]


async def usual(painter: Painter) -> AsyncIterator[tuple[str, QImage]]:
    """At one pixel to each logical one."""
    main = [state for state in states() if state.is_main]
    for drawn in (
        painter.pages(PAGES, _LOOKS),
        painter.screens(main, _LOOKS),
        painter.screens(main, _MIRRORED),
    ):
        async for picture, image in drawn:
            yield file_of(picture), image


async def dense(painter: Painter) -> AsyncIterator[tuple[str, QImage]]:
    """At the pixel ratio of this process."""
    pages = [page for page in PAGES if page.name in DENSE_PAGES]
    screens = [state for state in states() if state.name in DENSE_SCREENS]
    for drawn in (painter.pages(pages, _DENSE), painter.screens(screens, _DENSE)):
        async for picture, image in drawn:
            yield file_of(picture), image


def file_of(picture: Picture) -> str:
    """Without a folder, so that one listing shows which are kept."""
    what = Path(picture.file).stem
    ratio = "" if picture.ratio == 1 else f"@{picture.ratio:g}"
    return f"{what}-{picture.theme}-{picture.language}{ratio}.png"
