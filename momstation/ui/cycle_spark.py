"""The last cycles of the machine in a glance: a drift shows here before it costs parts."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from momstation.ui.drawing import Drawing
from momstation.ui.lettering import LEADING, Wish
from momstation.ui.shown import Shown
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

MOST_CYCLES = 60
_NOW = Wish(Role.BODY, Weight.SEMIBOLD, Role.CAPTION)
_IDEAL = Wish(Role.CAPTION, Weight.REGULAR, Role.CAPTION)


class CycleSpark(Shown):
    """A line of cycle times with the ideal dashed; cycles above ``slow`` carry the caution shape, not just its colour.

    Time runs left to right in every language.
    """

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(host, parent)
        self._cycles: tuple[float, ...] = ()
        self._ideal: float | None = None
        self._slow: float | None = None
        self._now = ""
        self._ideal_text = ""
        self.be_graphic()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_cycles(
        self,
        cycles: Sequence[float],
        *,
        ideal: float | None = None,
        slow: float | None = None,
        now: str = "",
        ideal_text: str = "",
        spoken: str = "",
    ) -> None:
        """Seconds, the newest last; of more than ``MOST_CYCLES`` the newest are shown."""
        self._cycles = tuple(cycles)[-MOST_CYCLES:]
        self._ideal, self._slow = ideal, slow
        self._now, self._ideal_text = now, ideal_text
        self.say(spoken or ", ".join(part for part in (now, ideal_text) if part))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.host.units.mm(60), int(self._tall()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.host.units.mm(35), int(self._tall()))

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            words = self._words_wide()
            plot = d.rect.adjusted(2, 3, -words - 3, -3)
            if words:
                room = QRectF(d.rect.right() - words, 0, words, d.rect.height())
                self._paint_words(d, room.adjusted(self._air(), 0, 0, 0))
            if self._cycles:
                self._paint_line(d, plot)

    def _paint_line(self, d: Drawing, plot: QRectF) -> None:
        theme, units = self.host.theme, self.host.units
        known = [*self._cycles, *(one for one in (self._ideal, self._slow) if one is not None)]
        low, high = min(known), max(known)
        room = (high - low) or max(1.0, high * 0.2)
        low, high = low - room * 0.15, high + room * 0.15

        def y(value: float) -> float:
            return plot.bottom() - plot.height() * (value - low) / (high - low)

        if self._ideal is not None:
            pen = QPen(theme.target, max(1.0, units.u(2)), Qt.PenStyle.DashLine)
            d.painter.setPen(pen)
            d.painter.drawLine(QPointF(plot.left(), y(self._ideal)), QPointF(plot.right(), y(self._ideal)))
        step = plot.width() / max(1, len(self._cycles) - 1)
        spots = [QPointF(plot.left() + step * index, y(value)) for index, value in enumerate(self._cycles)]
        d.painter.setPen(QPen(theme.data2, max(1.5, units.u(3)), j=Qt.PenJoinStyle.RoundJoin))
        d.painter.setBrush(Qt.BrushStyle.NoBrush)
        d.painter.drawPolyline(QPolygonF(spots))
        self._paint_slow(d, spots)
        d.painter.setPen(Qt.PenStyle.NoPen)
        d.painter.setBrush(theme.text)
        d.painter.drawEllipse(spots[-1], max(2.5, units.u(4)), max(2.5, units.u(4)))

    def _paint_slow(self, d: Drawing, spots: Sequence[QPointF]) -> None:
        if self._slow is None:
            return
        side = self.host.units.mm(2.6)
        for value, spot in zip(self._cycles, spots, strict=True):
            if value > self._slow:
                d.shape(QRectF(spot.x() - side / 2, spot.y() - side / 2, side, side), Status.CAUTION)

    def _paint_words(self, d: Drawing, room: QRectF) -> None:
        theme = self.host.theme
        if not self._ideal_text:
            d.text(room, self._now, _NOW, theme.text)
            return
        half = room.height() / 2
        d.text(QRectF(room.left(), 0, room.width(), half), self._now, _NOW, theme.text)
        d.text(QRectF(room.left(), half, room.width(), half), self._ideal_text, _IDEAL, theme.text2)

    def _words_wide(self) -> float:
        if not self._now and not self._ideal_text:
            return 0.0
        now = self.host.metrics(_NOW.role, _NOW.weight).horizontalAdvance(self._now)
        ideal = self.host.metrics(_IDEAL.role).horizontalAdvance(self._ideal_text)
        return float(max(now, ideal)) + 1 + self._air()

    def _air(self) -> int:
        return self.host.units.u(20)

    def _tall(self) -> float:
        units = self.host.units
        words = (units.font_px(Role.BODY) + units.font_px(Role.CAPTION)) * LEADING
        return max(units.mm(12), words)
