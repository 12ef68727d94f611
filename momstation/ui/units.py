"""Sizes in millimetres, because a glove does not shrink when the panel has more pixels."""

from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from math import ceil, hypot

MM_PER_INCH = 25.4
CAP_PER_EM = 0.698
"""Cap height of IBM Plex Sans in em; it turns a cap height into a font size."""
SMALLEST_FONT_PX = 14
_HAIR = 0.01
UNIT_MM = 0.17
_LEAST_PANEL_MM = (217.5, 136.0)
"""Of 10.1 inches, on which the least sizes fill the home."""
_LARGEST_AFAR = 1.6
_NEAR_SHARE = 0.5
"""Of the growth of what is read from afar, for all other text: the finger that presses is near in any case."""


@dataclass(frozen=True)
class Display:
    """How many logical pixels this panel has on one millimetre."""

    px_per_mm: float

    @classmethod
    def from_dpi(cls, dpi: float) -> "Display":
        return cls(dpi / MM_PER_INCH)

    @classmethod
    def from_diagonal(cls, inches: float, width: int, height: int) -> "Display":
        """From what is printed on the panel's box: EDID sizes lie, the diagonal does not."""
        return cls.from_dpi(hypot(width, height) / inches)


PANEL_10 = Display.from_diagonal(10.1, 1280, 800)
DESKTOP_24 = Display.from_diagonal(24.0, 1920, 1080)


class Density(Enum):
    """Gloves at the station, a mouse or a bare finger at the lead's desktop."""

    TOUCH = "touch"
    DESK = "desk"


@dataclass(frozen=True)
class _Targets:
    least_mm: float
    primary_mm: float
    gap_mm: float


_TARGETS = {Density.TOUCH: _Targets(15.0, 20.0, 3.0), Density.DESK: _Targets(9.0, 9.0, 1.5)}


class Role(Enum):
    """Text by its task; the value is its cap height in mm: 16 to 22 arc minutes at its reading distance.

    The state word has a hair more, because whole pixels take some of it.
    """

    CAPTION = 2.33
    BODY = 2.91
    HEADING = 3.5
    TITLE = 4.5
    STATUS = 8.85
    GLANCE = 14.55

    __hash__ = object.__hash__
    """A part of the key by which each painted text is found: that of Enum is asked for in Python, and counts."""


_READ_FROM_AFAR = (Role.STATUS, Role.GLANCE)


@dataclass(frozen=True)
class Units:
    """The one place where millimetres become pixels."""

    display: Display = PANEL_10
    density: Density = Density.TOUCH
    text_scale: int = 100
    panel: tuple[int, int] | None = None
    """Width and height in pixels; None where nothing more than the least sizes is wanted."""

    def mm(self, length_mm: float) -> int:
        return round(length_mm * self.display.px_per_mm)

    def u(self, count: float) -> int:
        """Spacing units of 0.17 mm; at the desk they are denser."""
        dense = 1.0 if self.density is Density.TOUCH else 0.85
        return max(1, round(count * UNIT_MM * self.display.px_per_mm * dense * self._near))

    def mark(self, length_mm: float) -> int:
        """The side of a sign beside words: it grows as they do."""
        return round(length_mm * self.display.px_per_mm * self._near)

    @property
    def target(self) -> int:
        return self._at_least(_TARGETS[self.density].least_mm)

    @property
    def primary(self) -> int:
        return self._at_least(_TARGETS[self.density].primary_mm)

    @property
    def gap(self) -> int:
        return self._at_least(_TARGETS[self.density].gap_mm)

    @property
    def margin(self) -> int:
        """Around the targets of a window; narrower than the gap, because nobody hits beside the panel."""
        return self.u(12)

    @property
    def radius(self) -> int:
        return self.u(10)

    def font_px(self, role: Role) -> int:
        """Font size whose capitals are at least as high as the role asks; what is read from afar does not scale."""
        scale = self.afar if role in _READ_FROM_AFAR else self._near * self.text_scale / 100
        cap_px = role.value * self.display.px_per_mm * scale
        return max(SMALLEST_FONT_PX, ceil(cap_px / CAP_PER_EM - _HAIR))

    @cached_property
    def afar(self) -> float:
        """How much larger than the least is what is read from afar: a larger panel is read from farther away."""
        if self.panel is None or self.density is Density.DESK:
            return 1.0
        width, height = (pixels / self.display.px_per_mm for pixels in self.panel)
        return min(_LARGEST_AFAR, max(1.0, min(width / _LEAST_PANEL_MM[0], height / _LEAST_PANEL_MM[1])))

    @cached_property
    def _near(self) -> float:
        return 1 + (self.afar - 1) * _NEAR_SHARE

    def scaled(self, text_scale: int) -> "Units":
        return replace(self, text_scale=text_scale)

    def _at_least(self, length_mm: float) -> int:
        """Rounded up: a target of 15 mm is never a hair smaller."""
        return -int(-length_mm * self.display.px_per_mm // 1)
