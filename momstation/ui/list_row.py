"""One row of a list; all of it is the target."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QWidget

from momstation.ui.drawing import Align, Drawing, Level
from momstation.ui.lettering import LEADING, Wish, lay
from momstation.ui.status import Status
from momstation.ui.tappable import Tappable
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

_TITLE = Wish(Role.BODY, Weight.SEMIBOLD, Role.CAPTION)
_DETAIL = Wish(Role.CAPTION)


@dataclass(frozen=True)
class RowView:
    """What one row shows; ``refusal`` says why it cannot be taken now."""

    key: str
    title: str
    detail: str = ""
    right: str = ""
    right_detail: str = ""
    icon: str = ""
    status: Status = Status.NORMAL
    refusal: str = ""
    is_selected: bool = False


class ListRow(Tappable):
    """Title over detail at the start, the same at the end; icon or status shape first."""

    def __init__(self, host: ThemeHost, view: RowView, parent: QWidget | None = None) -> None:
        super().__init__(host, view.title, parent)
        self._view = view
        self.set_view(view)

    @property
    def view(self) -> RowView:
        return self._view

    def set_view(self, view: RowView) -> None:
        self._view = view
        self.setAccessibleName(view.title)
        self.set_refusal(view.refusal)
        word = "" if view.status is Status.NORMAL else view.status.word()
        said = (word, view.detail, view.right, view.right_detail)
        self.set_detail(", ".join(part for part in said if part))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        units = self.host.units
        lines = (units.font_px(Role.BODY) + units.font_px(Role.CAPTION)) * LEADING
        return QSize(units.mm(60), max(units.target, int(lines) + units.u(24)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.host.units.mm(30), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            units, view = self.host.units, self._view
            ink, quiet = self._ground(d)
            room = d.rect.adjusted(units.u(18), units.u(8), -units.u(18), -units.u(8))
            room.setLeft(room.left() + self._paint_mark(d, room, quiet))
            right = self._right_width(room.width())
            end = QRectF(room.right() - right, room.top(), right, room.height())
            self._pair(d, end, view.right, view.right_detail, (ink, quiet), Align.END)
            gap = units.gap if right else 0
            start = QRectF(room.left(), room.top(), room.width() - right - gap, room.height())
            self._pair(d, start, view.title, view.detail, (ink, quiet), Align.START)
            if self.shows_ring():
                d.focus(d.rect)

    def _ground(self, d: Drawing) -> tuple[QColor, QColor]:
        theme, edge = self.host.theme, max(2, self.host.units.u(2))
        if not self.is_available:
            d.box(d.rect, self.fill(theme.surface), self.faint_edge(), 1)
            return theme.disabled, theme.disabled
        if self._view.status is not Status.NORMAL:
            ink = theme.ink(self._view.status)
            d.box(d.rect, self.fill(ink.soft), ink.edge, edge)
            return theme.text, theme.text
        if self._view.is_selected:
            d.box(d.rect, self.fill(theme.accent_soft), theme.accent, edge)
            return theme.text, theme.text2
        d.box(d.rect, self.fill(theme.raised), theme.divider, 1)
        return theme.text, theme.text2

    def _paint_mark(self, d: Drawing, room: QRectF, quiet: QColor) -> float:
        units, view = self.host.units, self._view
        side = units.mm(6.5)
        box = QRectF(room.left(), room.top() + (room.height() - side) / 2, side, side)
        if view.status is not Status.NORMAL:
            d.shape(box, view.status)
        elif view.icon:
            d.icon(box, view.icon, quiet)
        else:
            return 0.0
        return side + units.u(14)

    def _right_width(self, width: float) -> float:
        view, most = self._view, width * 0.45
        wide = max(
            lay(self.host, view.right, _TITLE, most).width if view.right else 0.0,
            lay(self.host, view.right_detail, _DETAIL, most).width if view.right_detail else 0.0,
        )
        return min(most, wide + 1) if wide else 0.0

    def _pair(
        self, d: Drawing, box: QRectF, upper: str, lower: str, inks: tuple[QColor, QColor], align: Align
    ) -> None:
        if not lower:
            d.text(box, upper, _TITLE, inks[0], align, elide=True)
            return
        head = self.host.units.font_px(Role.BODY) * LEADING
        foot = self.host.units.font_px(Role.CAPTION) * LEADING
        top = box.top() + (box.height() - head - foot) / 2
        d.text(QRectF(box.left(), top, box.width(), head), upper, _TITLE, inks[0], align, elide=True)
        under = QRectF(box.left(), top + head, box.width(), foot + 2)
        d.text(under, lower, _DETAIL, inks[1], align, Level.TOP, elide=True)
