"""The shift as one band: when the machine ran, when it stopped, and which stop still lacks its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QMouseEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from momstation.ui.blend import mix
from momstation.ui.drawing import Align, Drawing
from momstation.ui.lettering import Wish
from momstation.ui.shown import Shown
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost
from momstation.ui.tokens import Theme
from momstation.ui.units import Role

_AXIS = Wish(Role.CAPTION)
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}


class SpanKind(Enum):
    """What the machine did; the value is the height of its block, so that it is told without colour."""

    RUNNING = 1.0
    SLOW = 0.8
    IDLE = 0.35
    STOPPED = 0.5
    UNREASONED = 0.55
    UNKNOWN = 0.45


@dataclass(frozen=True)
class Span:
    """One stretch; times are numbers of one unit, such as seconds since the shift began."""

    key: str
    start: float
    end: float
    kind: SpanKind
    word: str = ""


class StateTimeline(Shown):
    """Tap, or arrow keys and Enter, choose a span. Time runs left to right in every language."""

    chosen = Signal(str)

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(host, parent)
        self._start = 0.0
        self._end = 1.0
        self._spans: tuple[Span, ...] = ()
        self._ticks: tuple[tuple[float, str], ...] = ()
        self._selected = -1
        self.be_graphic()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_spans(
        self,
        start: float,
        end: float,
        spans: Sequence[Span],
        ticks: Sequence[tuple[float, str]] = (),
        spoken: str = "",
    ) -> None:
        self._start, self._end = start, max(end, start + 1e-9)
        self._spans, self._ticks = tuple(spans), tuple(ticks)
        self._selected = min(self._selected, len(self._spans) - 1)
        self.say(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        axis = self.host.metrics(_AXIS.role).height() if self._ticks else 0
        return QSize(self.host.units.mm(100), int(self.host.units.target + axis))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.host.units.mm(40), self.sizeHint().height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._spans:
            self._select(self._nearest(event.position().x()))
            self.chosen.emit(self._spans[self._selected].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and self._spans:
            self._select(min(len(self._spans) - 1, max(0, self._selected + _STEPS[key])))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._selected >= 0:
            self.chosen.emit(self._spans[self._selected].key)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            axis = self.host.metrics(_AXIS.role).height() if self._ticks else 0.0
            band = d.rect.adjusted(0, 0, 0, -axis)
            d.box(band, self.host.theme.sunken, None, 0, self.host.units.u(4))
            for span in self._spans:
                self._paint_span(d, band, span)
            self._paint_ticks(d, band)
            if self.hasFocus():
                self._paint_ring(d, band)

    def _paint_span(self, d: Drawing, band: QRectF, span: Span) -> None:
        paint_stretch(d, self.host.theme, band, (self._x(span.start), self._x(span.end)), span.kind)

    def _paint_ring(self, d: Drawing, band: QRectF) -> None:
        """Round the chosen part, or round all while none is; with ground within, so that it stands out on any part."""
        whole = band
        if self._selected >= 0:
            span = self._spans[self._selected]
            left, right = self._x(span.start) - 3, self._x(span.end) + 3
            whole = QRectF(left, band.top(), right - left, band.height()).intersected(band)
        wide = max(3.0, self.host.units.u(4))
        d.box(whole, None, self.host.theme.canvas, 2 * wide)
        d.focus(whole)

    def _paint_ticks(self, d: Drawing, band: QRectF) -> None:
        theme, metrics = self.host.theme, self.host.metrics(_AXIS.role)
        for at, label in self._ticks:
            x, wide = self._x(at), metrics.horizontalAdvance(label) + 2
            d.painter.setPen(QPen(theme.outline, 1))
            d.painter.drawLine(QPointF(x, band.bottom()), QPointF(x, band.bottom() + 4))
            left = min(max(0.0, x - wide / 2), d.rect.width() - wide)
            shelf = QRectF(left, band.bottom() + 2, wide, d.rect.bottom() - band.bottom() - 2)
            d.text(shelf, label, _AXIS, theme.text2, Align.CENTRE, elide=True)

    def _x(self, at: float) -> float:
        share = (at - self._start) / (self._end - self._start)
        return min(1.0, max(0.0, share)) * self.width()

    def _nearest(self, x: float) -> int:
        """A short stop is narrower than a finger, so stops within 4 mm win over the run beside them."""
        reach = self.host.units.mm(4)

        def distance(index: int) -> tuple[float, float]:
            span = self._spans[index]
            left, right = self._x(span.start), self._x(span.end)
            gap = max(0.0, left - x, x - right)
            is_stop = span.kind in (SpanKind.UNREASONED, SpanKind.STOPPED)
            return (0.0 if is_stop and gap <= reach else gap + (reach if not is_stop else 0.0), gap)

        return min(range(len(self._spans)), key=distance)

    def _select(self, index: int) -> None:
        self._selected = index
        span = self._spans[index]
        self.setAccessibleDescription(span.word)
        self.update()


def paint_stretch(
    d: Drawing, theme: Theme, band: QRectF, sides: tuple[float, float], kind: SpanKind
) -> QRectF:
    """One block on the band's foot between two sides; gives the box it fills."""
    left, right = sides
    tall = (band.height() - 4) * kind.value
    box = QRectF(left, band.bottom() - 2 - tall, max(1.5, right - left), tall)
    warning, offline = theme.ink(Status.WARNING), theme.ink(Status.OFFLINE)
    if kind is SpanKind.UNREASONED:
        d.box(box, warning.fill, warning.edge, 2, 0)
    elif kind is SpanKind.UNKNOWN:
        d.painter.fillRect(d.place(box), QBrush(offline.fill, Qt.BrushStyle.BDiagPattern))
    elif kind in (SpanKind.STOPPED, SpanKind.IDLE):
        d.box(box, mix(theme.surface, theme.data2, 0.35), theme.data2, 1, 0)
    else:
        d.painter.fillRect(d.place(box), theme.data if kind is SpanKind.RUNNING else theme.data2)
    return box
