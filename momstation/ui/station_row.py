"""One station on the lead's board: worst first, everything that matters in one line of sight."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from momstation.ui.blend import mix
from momstation.ui.card import paint_surface
from momstation.ui.drawing import Align, Drawing, Level
from momstation.ui.kept_picture import KeptPicture
from momstation.ui.lettering import LEADING, Wish
from momstation.ui.shift_band import ShiftBand, band_tall, paint_band, unexplained_at
from momstation.ui.status import Status
from momstation.ui.tappable import Tappable
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

_STRONG = Wish(Role.BODY, Weight.SEMIBOLD, Role.CAPTION)
_PLAIN = Wish(Role.CAPTION)
HOURS = 8
"""As many bars as a shift has hours; at its beginning they stand at the right, where now is."""
_STEPS = {Qt.Key.Key_Right.value: 1, Qt.Key.Key_Left.value: -1}
_SHARES = (0.20, 0.22, 0.20, 0.12, 0.13, 0.13)


@dataclass(frozen=True)
class StationView:
    """Texts are finished; ``bars`` are the last hours, each with whether it was bad. ``band_said`` tells in words
    what of ``band`` is pressed."""

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
    band: ShiftBand | None = None
    band_said: str = ""


class StationRow(Tappable):
    """The row is the target; its ground shows the worst status, with its shape and its word. A stop of its band
    that nobody explained is a target of its own: ``part_chosen``, by a press on it or by left, right and Enter."""

    part_chosen = Signal(str)

    def __init__(self, host: ThemeHost, view: StationView, parent: QWidget | None = None) -> None:
        super().__init__(host, view.name, parent)
        self._part = self._pressed = ""
        self._view = view
        self._picture = KeptPicture(self, host, self._paint)
        self.set_view(view)

    @property
    def view(self) -> StationView:
        return self._view

    def set_view(self, view: StationView) -> None:
        self._view = view
        self.setAccessibleName(view.name)
        said = (
            view.state,
            view.since,
            view.order,
            view.count,
            view.delta,
            view.people,
            view.note,
            view.band_said,
        )
        self.set_detail(", ".join(part for part in said if part))
        if self._part not in self._parts():
            self._part = ""
        self.updateGeometry()
        self.update()

    def spot_of(self, part: str) -> QPointF:
        """The middle of a stop of the band, where it is pressed."""
        band = self._view.band
        span = next(one for one in band.unexplained if one.key == part) if band is not None else None
        if band is None or span is None:
            return QPointF()
        box = self._band_box()
        return QPointF(sum(band.sides(span, box)) / 2, box.center().y())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step, parts = _STEPS.get(event.key()), self._parts()
        if step is None or not parts:
            self._pressed = self._part
            super().keyPressEvent(event)
            return
        here = parts.index(self._part) + step if self._part in parts else (0 if step > 0 else len(parts) - 1)
        self._part = parts[here] if 0 <= here < len(parts) else ""
        self._say_part()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._part_at(event.position())
        super().mousePressEvent(event)

    def click(self) -> None:
        self._pressed = self._part if self.hasFocus() else ""
        super().click()

    def _act(self) -> None:
        part, self._pressed = self._pressed, ""
        if part:
            self.part_chosen.emit(part)
        else:
            super()._act()

    def _parts(self) -> list[str]:
        band = self._view.band
        return [] if band is None else [span.key for span in band.unexplained]

    def _say_part(self) -> None:
        band = self._view.band
        words = [span.word for span in band.unexplained if span.key == self._part] if band is not None else []
        self.set_detail(words[0] if words else "")
        if not words:
            self.set_view(self._view)

    def _part_at(self, spot: QPointF) -> str:
        """The foot of the row, as tall as a target, belongs to what stands out in its band."""
        band, box = self._view.band, self._band_box()
        if band is None or spot.y() < self.height() - self.host.units.target:
            return ""
        return unexplained_at(self.host, box, band, spot.x())

    def _band_box(self) -> QRectF:
        units = self.host.units
        tall, pad = band_tall(self.host), units.u(14)
        return QRectF(pad, self.height() - tall - units.u(8), self.width() - 2 * pad, tall)

    def _band_tall(self) -> int:
        return 0 if self._view.band is None else band_tall(self.host) + self.host.units.u(6)

    def sizeHint(self) -> QSize:
        units = self.host.units
        lines = (units.font_px(Role.BODY) + units.font_px(Role.CAPTION)) * LEADING
        return QSize(units.mm(150), max(units.target, int(lines) + units.u(20)) + self._band_tall())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.host.units.mm(110), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        part = self._part if self.hasFocus() else ""
        self._picture.paint((self._view, part, self.isDown(), self.underMouse(), self.shows_ring()))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._picture.forget()

    def _paint(self, d: Drawing) -> None:
        units, theme, view = self.host.units, self.host.theme, self._view
        paint_surface(d, d.rect, view.status)
        if self.isDown() or self.underMouse():
            ground = theme.ink(view.status).soft
            share = 0.3 if self.isDown() else 0.1
            d.box(d.rect.adjusted(2, 2, -2, -2), mix(ground, theme.outline, share), None)
        side, above = units.mm(5.5), d.rect.height() - self._band_tall()
        d.shape(QRectF(units.u(14), (above - side) / 2, side, side), view.status)
        room = QRectF(0, 0, d.rect.width(), above)
        room.adjust(units.u(26) + side, units.u(6), -units.u(14), -units.u(6))
        self._paint_columns(d, room)
        if view.band is not None:
            paint_band(d, self.host, self._band_box(), view.band, self._part if self.hasFocus() else "")
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
        wide, first = max(2.0, slot * 0.75), box.right() - slot * len(bars)
        bad, spots = theme.ink(Status.WARNING), list[QRectF]()
        for index, (value, is_bad) in enumerate(bars):
            tall = max(1.0, box.height() * 0.8 * value / highest)
            spot = QRectF(first + slot * index, box.bottom() - tall, wide, tall)
            if is_bad:
                d.box(spot, bad.fill, bad.edge, 1, 1)
            else:
                spots.append(spot)
        d.boxes(spots, theme.data2, 1)
