"""The shift as a thin band at the foot of a row: what nobody explained stands out and can be pressed."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from momstation.ui.drawing import Drawing
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost
from momstation.ui.timeline import Span, SpanKind, paint_stretch
from momstation.ui.units import Role

_TALL = 0.95
REACH_MM = 4.5
"""Half of the least target: a stop is thinner than a finger, so what lies around it belongs to it."""


@dataclass(frozen=True)
class ShiftBand:
    """Times are numbers of one unit; ``start`` and ``end`` are the shift's."""

    start: float
    end: float
    spans: tuple[Span, ...] = ()

    @property
    def unexplained(self) -> tuple[Span, ...]:
        return tuple(span for span in self.spans if span.kind is SpanKind.UNREASONED and span.key)

    def sides(self, span: Span, box: QRectF) -> tuple[float, float]:
        """Where it lies in ``box``, left to right in every language."""
        whole = max(self.end - self.start, 1e-9)
        left, right = ((at - self.start) / whole for at in (span.start, span.end))
        return box.left() + box.width() * _share(left), box.left() + box.width() * _share(right)


def band_tall(host: ThemeHost) -> int:
    """It grows with the text of its row."""
    return round(host.units.font_px(Role.CAPTION) * _TALL)


def paint_band(d: Drawing, host: ThemeHost, box: QRectF, band: ShiftBand, selected: str = "") -> None:
    theme = host.theme
    d.box(box, theme.sunken, theme.outline if theme.name == "contrast" else None, 1, host.units.u(3))
    for span in _joined(band, box):
        sides = _mirrored(d, band.sides(span, box))
        shown = _paint_part(d, host, box, sides, span)
        if selected and span.key == selected:
            d.focus(QRectF(shown.left() - 4, box.top() - 4, shown.width() + 8, box.height() + 8))


def _paint_part(d: Drawing, host: ThemeHost, box: QRectF, sides: tuple[float, float], span: Span) -> QRectF:
    """What nobody explained is as tall as the band and never thinner than its own edge, so that it is seen."""
    if not _is_loud(span):
        return paint_stretch(d, host.theme, box.adjusted(0, -1, 0, 1), sides, span.kind)
    ink = host.theme.ink(Status.WARNING)
    wide = max(sides[1] - sides[0], host.units.u(8))
    whole = QRectF(min(sides[0], box.right() - wide), box.top() - 2, wide, box.height() + 4)
    d.box(whole, ink.fill, ink.edge, 2, 1)
    return whole


def unexplained_at(host: ThemeHost, box: QRectF, band: ShiftBand, x: float) -> str:
    """The stop without a reason that a press at ``x`` means; empty where none is near."""
    reach = host.units.mm(REACH_MM)
    near = list[tuple[float, str]]()
    for span in band.unexplained:
        left, right = band.sides(span, box)
        away = max(0.0, left - x, x - right)
        if away <= reach:
            near.append((away, span.key))
    return min(near)[1] if near else ""


def _joined(band: ShiftBand, box: QRectF) -> Sequence[Span]:
    """What is thinner than a pixel is not drawn, unless nobody explained it; the loud ones are drawn last."""
    least = (band.end - band.start) / max(1.0, box.width())
    quiet = [span for span in band.spans if not _is_loud(span) and span.end - span.start >= least]
    return [*quiet, *(span for span in band.spans if _is_loud(span))]


def _is_loud(span: Span) -> bool:
    return span.kind is SpanKind.UNREASONED


def _mirrored(d: Drawing, sides: tuple[float, float]) -> tuple[float, float]:
    """What is drawn is turned over in a language from right to left; time is not."""
    left, right = sides
    turned = d.place(QRectF(left, 0, right - left, 1))
    return turned.left(), turned.right()


def _share(share: float) -> float:
    return min(1.0, max(0.0, share))
