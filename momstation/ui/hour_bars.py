"""Parts by the hour against the target: the bad hour is the only coloured one."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from momstation.ui.blend import mix
from momstation.ui.card import paint_surface
from momstation.ui.drawing import Align, Drawing
from momstation.ui.lettering import Wish
from momstation.ui.shown import Shown
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost
from momstation.ui.units import Role

_AXIS = Wish(Role.CAPTION)
_TICKS = 3
LEAST_SLOTS = 8
"""At the beginning of a shift one bar is no wall."""


@dataclass(frozen=True)
class HourBar:
    """One hour; ``is_bad`` is the presenter's verdict, not ours."""

    label: str
    value: float
    target: float | None = None
    is_bad: bool = False


class HourBars(Shown):
    """Time runs left to right in every language."""

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(host, parent)
        self._bars: tuple[HourBar, ...] = ()
        self.be_graphic()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def set_bars(self, bars: Sequence[HourBar], spoken: str = "") -> None:
        self._bars = tuple(bars)
        self.say(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.host.units.mm(90), self.host.units.mm(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.host.units.mm(40), self.host.units.mm(15))

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            paint_surface(d, d.rect, Status.NORMAL)
            if not self._bars:
                return
            plot, top = self._plot(d)
            self._paint_axis(d, plot, top)
            self._paint_bars(d, plot, top)

    def _plot(self, d: Drawing) -> tuple[QRectF, float]:
        """The area of the bars and the value at its upper edge; the margins come from font metrics."""
        units = self.host.units
        highest = max(max(bar.value, bar.target or 0.0) for bar in self._bars)
        metrics = self.host.metrics(_AXIS.role)
        under = metrics.height() + units.u(8)
        room = d.rect.adjusted(0, metrics.height() * 0.65, -units.u(14), -under)
        step = nice_step(highest / _TICKS)
        top = max(step, ceil(highest / step) * step)
        room.setLeft(metrics.horizontalAdvance(_number(top)) + units.u(26))
        return room, top

    def _line_step(self, plot: QRectF, top: float) -> float:
        """A step whose labels stay apart, and at best end at the top."""
        step = nice_step(top / _TICKS)
        count = max(1, round(top / step))
        least = 1.3 * self.host.metrics(_AXIS.role).height()
        apart = [every for every in range(1, count + 1) if plot.height() * every / count >= least]
        whole = [every for every in apart if count % every == 0]
        return step * min(whole or apart or [count])

    def _paint_axis(self, d: Drawing, plot: QRectF, top: float) -> None:
        theme, units = self.host.theme, self.host.units
        step = self._line_step(plot, top)
        tall = self.host.metrics(_AXIS.role).height()
        for index in range(int(top / step + 1e-9) + 1):
            y = plot.bottom() - plot.height() * index * step / top
            d.painter.setPen(QPen(mix(theme.surface, theme.outline, 0.4), 1))
            d.painter.drawLine(QPointF(plot.left(), round(y) + 0.5), QPointF(plot.right(), round(y) + 0.5))
            box = QRectF(0, y - tall / 2, plot.left() - units.u(10), tall)
            d.text(box, _number(index * step), _AXIS, theme.text2, Align.END)

    def _paint_bars(self, d: Drawing, plot: QRectF, top: float) -> None:
        theme = self.host.theme
        slot = plot.width() / max(len(self._bars), LEAST_SLOTS)
        every = self._label_step(slot)
        for index, bar in enumerate(self._bars):
            left = plot.left() + slot * index
            tall = plot.height() * max(0.0, bar.value) / top
            box = QRectF(left + slot * 0.14, plot.bottom() - tall, slot * 0.72, tall)
            if bar.is_bad:
                self._paint_bad(d, box)
            else:
                d.box(box, theme.data2, None, 0, 2)
            if index % every == 0:
                metrics = self.host.metrics(_AXIS.role)
                wide = max(slot, metrics.horizontalAdvance(bar.label) + 1)
                shelf = QRectF(left + (slot - wide) / 2, plot.bottom(), wide, d.rect.bottom() - plot.bottom())
                d.text(shelf, bar.label, _AXIS, theme.text2, Align.CENTRE)
        self._paint_targets(d, plot, top, slot)

    def _paint_bad(self, d: Drawing, box: QRectF) -> None:
        """Soft, with a thick edge, hatched and capped by a sign: so large an area of full colour would be louder
        than the card that says what to do."""
        theme, units, ink = self.host.theme, self.host.units, self.host.theme.ink(Status.WARNING)
        d.box(box, ink.soft, None, 0, 2)
        hatch = QColor(mix(ink.soft, theme.text, 0.45))
        inside = d.place(box).adjusted(2, 2, -2, -2)
        d.painter.fillRect(inside, QBrush(hatch, Qt.BrushStyle.BDiagPattern))
        d.box(box, None, ink.edge, max(2, units.u(3)), 2)
        side = min(units.mm(4.0), box.width() * 0.6, box.height() - units.u(8))
        if side >= units.mm(1.5):
            d.shape(
                QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side), Status.WARNING
            )

    def _paint_targets(self, d: Drawing, plot: QRectF, top: float, slot: float) -> None:
        pen = QPen(self.host.theme.target, max(2, self.host.units.u(3)), Qt.PenStyle.DashLine)
        pen.setDashPattern([3.0, 1.4])
        d.painter.setPen(pen)
        for first, last, target in _runs(self._bars):
            y = plot.bottom() - plot.height() * target / top
            d.painter.drawLine(
                QPointF(plot.left() + slot * first, y), QPointF(plot.left() + slot * (last + 1), y)
            )

    def _label_step(self, slot: float) -> int:
        metrics = self.host.metrics(_AXIS.role)
        widest = max(metrics.horizontalAdvance(bar.label) for bar in self._bars) + self.host.units.u(12)
        return max(1, ceil(widest / slot))


def nice_step(rough: float) -> float:
    """The 1, 2 or 5 times a power of ten at or above ``rough``; at least 1."""
    if rough <= 1:
        return 1.0
    power = 10.0 ** floor(log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)


def _number(value: float) -> str:
    return f"{value:.0f}"


def _runs(bars: Sequence[HourBar]) -> list[tuple[int, int, float]]:
    """Stretches of neighbouring hours with one target, so that the line is drawn in few strokes."""
    runs: list[tuple[int, int, float]] = []
    for index, bar in enumerate(bars):
        if bar.target is None:
            continue
        if runs and runs[-1][1] == index - 1 and runs[-1][2] == bar.target:
            runs[-1] = (runs[-1][0], index, bar.target)
        else:
            runs.append((index, index, bar.target))
    return runs
