"""One station on the lead's board: worst first, everything that matters in one line of sight."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QWidget

from momstation.ui.blend import mix
from momstation.ui.card import paint_surface
from momstation.ui.drawing import Align, Drawing, Level
from momstation.ui.lettering import LEADING, Wish
from momstation.ui.status import Status
from momstation.ui.tappable import Tappable
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

_STRONG = Wish(Role.BODY, Weight.SEMIBOLD, Role.CAPTION)
_PLAIN = Wish(Role.CAPTION)
HOURS = 8
"""As many bars as a shift has hours; at its beginning they stand at the right, where now is."""
_SHARES = (0.20, 0.22, 0.20, 0.12, 0.13, 0.13)


@dataclass(frozen=True)
class StationView:
    """Texts are finished; ``bars`` are the last hours, each with whether it was bad."""

    key: str
    name: str
    status: Status
    state: str
    since: str = ""
    order: str = ""
    count: str = ""
    delta: str = ""
    delta_detail: str = ""
    delta_status: Status = Status.NORMAL
    bars: tuple[tuple[float, bool], ...] = ()
    people: str = ""
    note: str = ""


class StationRow(Tappable):
    """The row is the target; its ground shows the worst status, with its shape and its word."""

    def __init__(self, host: ThemeHost, view: StationView, parent: QWidget | None = None) -> None:
        super().__init__(host, view.name, parent)
        self._view = view
        self.set_view(view)

    @property
    def view(self) -> StationView:
        return self._view

    def set_view(self, view: StationView) -> None:
        self._view = view
        self.setAccessibleName(view.name)
        said = (view.state, view.since, view.order, view.count, view.delta, view.people, view.note)
        self.set_detail(", ".join(part for part in said if part))
        self.update()

    def sizeHint(self) -> QSize:
        units = self.host.units
        lines = (units.font_px(Role.BODY) + units.font_px(Role.CAPTION)) * LEADING
        return QSize(units.mm(150), max(units.target, int(lines) + units.u(20)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.host.units.mm(110), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            units, theme, view = self.host.units, self.host.theme, self._view
            paint_surface(d, d.rect, view.status)
            if self.isDown() or self.underMouse():
                ground = theme.ink(view.status).soft
                share = 0.3 if self.isDown() else 0.1
                d.box(d.rect.adjusted(2, 2, -2, -2), mix(ground, theme.outline, share), None)
            side = units.mm(5.5)
            d.shape(QRectF(units.u(14), (d.rect.height() - side) / 2, side, side), view.status)
            room = d.rect.adjusted(units.u(26) + side, units.u(6), -units.u(14), -units.u(6))
            self._paint_columns(d, room)
            if self.shows_ring():
                d.focus(d.rect)

    def _paint_columns(self, d: Drawing, room: QRectF) -> None:
        view = self._view
        name, state, order, delta, bars, people = self._columns(room)
        self._pair(d, name, view.name, view.note)
        self._pair(d, state, view.state, view.since)
        self._pair(d, order, view.count, view.order)
        self._paint_delta(d, delta)
        self._paint_bars(d, bars)
        quiet = self._quiet()
        d.text(people, view.people, _PLAIN, quiet, Align.END, elide=True)

    def _columns(self, room: QRectF) -> list[QRectF]:
        """The same shares in every row, so that the board reads as a table."""
        gap = self.host.units.u(12)
        left, boxes = room.left(), []
        for share in _SHARES:
            wide = room.width() * share
            boxes.append(QRectF(left, room.top(), wide - gap, room.height()))
            left += wide
        return boxes

    def _quiet(self) -> QColor:
        theme = self.host.theme
        return theme.text2 if self._view.status is Status.NORMAL else theme.text

    def _pair(self, d: Drawing, box: QRectF, upper: str, lower: str) -> None:
        theme, units = self.host.theme, self.host.units
        if not lower:
            d.text(box, upper, _STRONG, theme.text, elide=True)
            return
        head, foot = units.font_px(Role.BODY) * LEADING, units.font_px(Role.CAPTION) * LEADING
        top = box.top() + (box.height() - head - foot) / 2
        d.text(QRectF(box.left(), top, box.width(), head), upper, _STRONG, theme.text, elide=True)
        under = QRectF(box.left(), top + head, box.width(), foot + 2)
        d.text(under, lower, _PLAIN, self._quiet(), level=Level.TOP, elide=True)

    def _paint_delta(self, d: Drawing, box: QRectF) -> None:
        view, units = self._view, self.host.units
        if view.delta_status is not Status.NORMAL:
            side = units.mm(4)
            d.shape(QRectF(box.left(), box.top() + (box.height() - side) / 2, side, side), view.delta_status)
            box = box.adjusted(side + units.u(8), 0, 0, 0)
        self._pair(d, box, view.delta, view.delta_detail)

    def _paint_bars(self, d: Drawing, box: QRectF) -> None:
        bars = self._view.bars
        highest = max((value for value, _bad in bars), default=0.0)
        if highest <= 0:
            return
        theme, slot = self.host.theme, box.width() / max(len(bars), HOURS)
        bad = theme.ink(Status.WARNING)
        for index, (value, is_bad) in enumerate(bars):
            tall = max(1.0, box.height() * 0.8 * value / highest)
            left = box.right() - slot * (len(bars) - index)
            spot = QRectF(left, box.bottom() - tall, max(2.0, slot * 0.75), tall)
            d.box(spot, bad.fill if is_bad else theme.data2, bad.edge if is_bad else None, 1, 1)
