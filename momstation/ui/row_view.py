"""What a row of a list says and how that is painted, whether it can be pressed or is only read."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor

from momstation.ui.drawing import Align, Drawing, Level
from momstation.ui.lettering import LEADING, Wish, lay
from momstation.ui.status import Status
from momstation.ui.theme import Weight
from momstation.ui.units import Role, Units

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


def row_size(units: Units) -> QSize:
    """Two lines, and high enough for a finger."""
    lines = (units.font_px(Role.BODY) + units.font_px(Role.CAPTION)) * LEADING
    return QSize(units.mm(60), max(units.target, int(lines) + units.u(24)))


def paint_row(d: Drawing, view: RowView, ink: QColor, quiet: QColor) -> None:
    """On a ground that is painted already: the mark, title over detail at the start, the same at the end."""
    units = d.host.units
    room = d.rect.adjusted(units.u(18), units.u(8), -units.u(18), -units.u(8))
    room.setLeft(room.left() + _paint_mark(d, view, room, quiet))
    right = _right_width(d, view, room.width())
    end = QRectF(room.right() - right, room.top(), right, room.height())
    _pair(d, end, view.right, view.right_detail, (ink, quiet), Align.END)
    gap = units.gap if right else 0
    start = QRectF(room.left(), room.top(), room.width() - right - gap, room.height())
    _pair(d, start, view.title, view.detail, (ink, quiet), Align.START)


def _paint_mark(d: Drawing, view: RowView, room: QRectF, quiet: QColor) -> float:
    units = d.host.units
    side = units.mm(6.5)
    box = QRectF(room.left(), room.top() + (room.height() - side) / 2, side, side)
    if view.status is not Status.NORMAL:
        d.shape(box, view.status)
    elif view.icon:
        d.icon(box, view.icon, quiet)
    else:
        return 0.0
    return side + units.u(14)


def _right_width(d: Drawing, view: RowView, width: float) -> float:
    most = width * 0.45
    wide = max(
        lay(d.host, view.right, _TITLE, most).width if view.right else 0.0,
        lay(d.host, view.right_detail, _DETAIL, most).width if view.right_detail else 0.0,
    )
    return min(most, wide + 1) if wide else 0.0


def _pair(d: Drawing, box: QRectF, upper: str, lower: str, inks: tuple[QColor, QColor], align: Align) -> None:
    if not lower:
        d.text(box, upper, _TITLE, inks[0], align, elide=True)
        return
    units = d.host.units
    head, foot = units.font_px(Role.BODY) * LEADING, units.font_px(Role.CAPTION) * LEADING
    top = box.top() + (box.height() - head - foot) / 2
    d.text(QRectF(box.left(), top, box.width(), head), upper, _TITLE, inks[0], align, elide=True)
    under = QRectF(box.left(), top + head, box.width(), foot + 2)
    d.text(under, lower, _DETAIL, inks[1], align, Level.TOP, elide=True)
