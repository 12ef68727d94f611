"""The tile of the action bar: an icon over a label, always in the same place."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QWidget

from momstation.ui.drawing import Align, Drawing
from momstation.ui.lettering import Wish
from momstation.ui.many_fingers import ManyFingers
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role, Units

_LABEL = Wish(Role.BODY, Weight.SEMIBOLD, Role.CAPTION, 2)
_BADGE = Wish(Role.CAPTION, Weight.BOLD)
_ICON_MM = 8.0


class ActionTile(ManyFingers):
    """One action; ``primary`` is the only one of its screen and has no hue, so that no alarm is outshone.
    A palm that lies elsewhere on the glass takes no tap away from it."""

    takes_turns = False

    def __init__(
        self, host: ThemeHost, icon: str, label: str, *, primary: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(host, label, parent)
        self._icon = icon
        self._label = label
        self._is_primary = primary
        self._badge = ""
        self._badge_status = Status.INFO

    def set_label(self, label: str) -> None:
        self._label = label
        self.setAccessibleName(label)
        self.updateGeometry()
        self.update()

    def set_icon(self, icon: str) -> None:
        self._icon = icon
        self.update()

    def set_badge(self, text: str, status: Status = Status.INFO) -> None:
        """A short mark in the corner, such as a count; empty for none."""
        self._badge = text
        self._badge_status = status
        self.set_detail(text)
        self.update()

    def sizeHint(self) -> QSize:
        units = self.host.units
        return QSize(max(units.primary, units.mm(25)), self._tall())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.host.units.primary, self._tall())

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            ink = self.draw_ground(d)
            self._content(d, ink)
            if self._badge:
                self._paint_badge(d)
            if self.shows_ring():
                d.focus(d.rect)

    def _content(self, d: Drawing, ink: QColor) -> None:
        units = self.host.units
        pad, icon_px = units.u(10), units.mark(_ICON_MM)
        room = d.rect.adjusted(pad, pad, -pad, -pad)
        label_tall = min(room.height() * 0.5, units.font_px(_LABEL.role) * 1.3)
        over = room.height() - label_tall
        size = min(icon_px, over)
        sunk = 1 if self.isDown() else 0
        icon_box = QRectF(room.left(), room.top() + sunk, room.width(), size)
        d.icon(icon_box, "hourglass_empty" if self.is_busy else self._icon, ink)
        label_box = QRectF(room.left(), room.top() + size + sunk, room.width(), room.height() - size)
        d.text(label_box, self._label, _LABEL, ink, Align.CENTRE)

    def _tall(self) -> int:
        return tile_height(self.host.units)

    def _paint_badge(self, d: Drawing) -> None:
        units, ink = self.host.units, self.host.theme.ink(self._badge_status)
        metrics = self.host.metrics(_BADGE.role, _BADGE.weight)
        tall = metrics.height() * 1.05
        wide = max(tall, metrics.horizontalAdvance(self._badge) + tall * 0.6)
        box = QRectF(d.rect.right() - wide - units.u(8), units.u(8), wide, tall)
        d.box(box, ink.fill, ink.edge, max(2, units.u(2)), tall / 2)
        d.text(box, self._badge, _BADGE, ink.on, Align.CENTRE)


def tile_height(units: Units) -> int:
    """Where a target may be small, an icon over a label still needs its room."""
    return max(units.primary, int(units.font_px(_LABEL.role) * 2.6) + 2 * units.u(10))
