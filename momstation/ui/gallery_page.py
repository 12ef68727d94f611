"""What a page of the gallery is, so that pages of all parts of the kit can be written apart."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from momstation.core.i18n import _
from momstation.ui.gallery_parts import Say
from momstation.ui.theme import ThemeHost
from momstation.ui.units import Density

SIZES: dict[Density, tuple[int, int]] = {Density.TOUCH: (1280, 800), Density.DESK: (1920, 1080)}
"""A 10.1-inch panel at the station, a 24-inch display at the desk."""
PART_OF_A_DESK = (960, 600)
Build = Callable[[ThemeHost, Say], QWidget]
Afterwards = Callable[[QWidget], None]


@dataclass(frozen=True)
class Page:
    """One picture of the gallery. ``afterwards`` is done once it is on show, such as giving a part the focus."""

    name: str
    density: Density
    build: Build
    afterwards: Afterwards | None = None
    part: tuple[int, int] | None = None
    """Its size, when it needs less than a whole display."""

    @property
    def size(self) -> tuple[int, int]:
        return self.part or SIZES[self.density]

    def make(self, host: ThemeHost) -> QWidget:
        """In the language that is spoken now, as far as its samples are words of the product."""
        window = self.build(host, _)
        window.setObjectName(self.name)
        return window


def both(name: str, build: Build, afterwards: Afterwards | None = None) -> tuple[Page, Page]:
    """Parts that stand at a station and at a desk: one page for each."""
    return (
        Page(name, Density.TOUCH, build, afterwards),
        Page(f"{name}-desk", Density.DESK, build, afterwards, PART_OF_A_DESK),
    )
