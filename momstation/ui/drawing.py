"""One paint event in touch-kit terms: boxes, fitted text, icons and shapes, mirrored for right-to-left."""

from collections.abc import Iterable
from enum import Enum
from types import TracebackType
from typing import Self

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPaintDevice, QPainter, QPen
from PySide6.QtWidgets import QWidget

from momstation.ui.bidi import isolated
from momstation.ui.lettering import LEADING, RISING, Laid, Wish, hanging, lay
from momstation.ui.shapes import draw_shape
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost


class Align(Enum):
    """Along the line; START is left, or right in a right-to-left language."""

    START = "start"
    CENTRE = "centre"
    END = "end"


class Level(Enum):
    """Across the line."""

    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


class Drawing:
    """``with Drawing(self, host) as d:`` inside paintEvent; every rect is logical and mirrors by itself.

    ``onto`` is a picture that the widget keeps of itself, as ``KeptPicture`` does; else the widget is painted."""

    def __init__(self, widget: QWidget, host: ThemeHost, onto: QPaintDevice | None = None) -> None:
        self.host = host
        self.rect = QRectF(widget.rect())
        self._widget = widget
        self._onto = widget if onto is None else onto
        self._is_mirrored = widget.isRightToLeft()
        self.painter = QPainter()

    def __enter__(self) -> Self:
        self.painter.begin(self._onto)
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._is_mirrored:
            self.painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        else:  # a scale or a graph in a right-to-left window: "4.8 s" must not turn round
            self.painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.painter.end()

    def place(self, rect: QRectF) -> QRectF:
        """Where a logical rect lies on this screen."""
        if not self._is_mirrored:
            return rect
        return QRectF(self.rect.width() - rect.right(), rect.top(), rect.width(), rect.height())

    def box(
        self,
        rect: QRectF,
        fill: QColor | None,
        edge: QColor | None = None,
        width: float = 1.0,
        radius: float | None = None,
    ) -> None:
        """A rounded box; its edge lies inside the rect."""
        half = width / 2 if edge else 0.0
        inner = self.place(rect).adjusted(half, half, -half, -half)
        round_by = self.host.units.radius if radius is None else radius
        self.painter.setPen(QPen(edge, width) if edge else Qt.PenStyle.NoPen)
        self.painter.setBrush(fill or Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(inner, round_by, round_by)

    def boxes(self, rects: Iterable[QRectF], fill: QColor, radius: float) -> None:
        """Many of one look without an edge, such as bars: pen and brush are taken up once."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(fill)
        for rect in rects:
            self.painter.drawRoundedRect(self.place(rect), radius, radius)

    def text(
        self,
        rect: QRectF,
        text: str,
        wish: Wish,
        colour: QColor,
        align: Align = Align.START,
        level: Level = Level.MIDDLE,
        *,
        elide: bool = False,
    ) -> Laid:
        """Text fitted to the rect; what cannot fit is reported by the host, not hidden in silence."""
        laid = lay(self.host, text, wish, rect.width(), rect.height())
        if not laid.fits:
            laid = self._cut(laid, text, wish, rect, elide)
        self.lines(rect, laid, wish, colour, align, level)
        return laid

    def lines(
        self, rect: QRectF, laid: Laid, wish: Wish, colour: QColor, align: Align, level: Level = Level.MIDDLE
    ) -> None:
        """Lines that were laid before, within the rect."""
        metrics = self.host.metrics_px(laid.px, wish.weight)
        lead = laid.px * LEADING
        is_seated = level is Level.BOTTOM  # beside a number: on one baseline with it, whatever hangs below
        first = _across(rect, laid.height + (0 if is_seated else laid.hanging), level)
        if laid.hanging and not is_seated:
            first += laid.px * RISING
        else:
            first += (lead - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()
        self.painter.setFont(self.host.font_px(laid.px, wish.weight, wish.is_code))
        self.painter.setPen(colour)
        for index, line in enumerate(laid.lines):
            wide = laid.widths[index] if laid.widths else metrics.horizontalAdvance(line)
            self._line(rect, line, wide, first + index * lead, align)

    def icon(self, rect: QRectF, name: str, colour: QColor) -> None:
        """The icon, as large as the rect's shorter side, in its middle."""
        if not name:
            return
        px = int(min(rect.width(), rect.height()))
        ratio = self._widget.devicePixelRatioF()
        picture = self.host.icons.pixmap(name, px, colour, ratio, self._is_mirrored)
        spot = self.place(rect).center()
        self.painter.drawPixmap(QPointF(round(spot.x() - px / 2), round(spot.y() - px / 2)), picture)

    def shape(self, rect: QRectF, status: Status) -> None:
        draw_shape(self.painter, status, self.place(rect), self.host.theme.ink(status))

    def focus(self, rect: QRectF) -> None:
        """The ring of keyboard focus: at least 3 px wide, inside the rect."""
        units = self.host.units
        self.box(rect, None, self.host.theme.focus, max(3.0, units.u(4)), units.radius)

    def _cut(self, laid: Laid, text: str, wish: Wish, rect: QRectF, elide: bool) -> Laid:
        if not elide:
            self.host.clipped.emit(type(self._widget).__name__, text)
        metrics = self.host.metrics_px(laid.px, wish.weight)
        room = max(1, int(rect.height() / (laid.px * LEADING)))
        kept = list(laid.lines[: max(1, min(room, wish.lines))])
        if len(kept) < len(laid.lines):
            kept[-1] = " ".join(laid.lines[len(kept) - 1 :])
        shown = tuple(metrics.elidedText(line, Qt.TextElideMode.ElideRight, rect.width()) for line in kept)
        tall = len(shown) * laid.px * LEADING
        return Laid(shown, laid.px, rect.width(), tall, fits=False, hanging=hanging(text, laid.px))

    def _line(self, rect: QRectF, line: str, wide: float, baseline: float, align: Align) -> None:
        left = rect.left()
        if align is not Align.START:
            spare = rect.width() - wide
            left += spare if align is Align.END else spare / 2
        if self._is_mirrored:
            left, line = self.rect.width() - left - wide, isolated(line)
        self.painter.drawText(QPointF(left, baseline), line)


def _across(rect: QRectF, height: float, level: Level) -> float:
    if level is Level.TOP:
        return rect.top()
    if level is Level.BOTTOM:
        return rect.bottom() - height
    return rect.top() + (rect.height() - height) / 2
