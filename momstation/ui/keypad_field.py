"""Shows the number being typed, its unit and its range, and says in words when it is outside."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from momstation.ui.drawing import Align, Drawing, Level
from momstation.ui.lettering import LEADING, Wish
from momstation.ui.shown import Shown
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

_NUMBER = Wish(Role.STATUS, Weight.SEMIBOLD, Role.BODY)
_UNIT = Wish(Role.HEADING, Weight.REGULAR, Role.CAPTION)
_RANGE = Wish(Role.BODY, Weight.REGULAR, Role.CAPTION, 2)
_SAYS = Wish(Role.BODY, Weight.SEMIBOLD, Role.CAPTION, 2)


class KeyPadField(Shown):
    """The number large, what may be entered under it, and the objection with its shape."""

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(host, parent)
        self._number = ""
        self._unit = ""
        self._range = ""
        self._says = ""
        self._status = Status.NORMAL
        self._is_fresh = False
        self._has_focus = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_number(self, number: str, unit: str, *, is_fresh: bool, has_focus: bool) -> None:
        self._number, self._unit, self._is_fresh, self._has_focus = number, unit, is_fresh, has_focus
        self._tell()

    def show_limits(self, limits: str, says: str, status: Status) -> None:
        self._range, self._says, self._status = limits, says, status
        self._tell()

    def sizeHint(self) -> QSize:
        return QSize(self.host.units.mm(60), self.host.units.mm(45))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.host.units.mm(45), self.host.units.mm(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            units, theme = self.host.units, self.host.theme
            tall = units.font_px(Role.STATUS) * LEADING + units.u(16)
            box = QRectF(0, 0, d.rect.width(), tall)
            is_out = self._status is not Status.NORMAL
            edge = theme.ink(self._status).edge if is_out else theme.outline
            d.box(box, theme.ink(self._status).soft if is_out else theme.raised, edge, max(2, units.u(3)))
            self._paint_number(d, box)
            if self._has_focus:
                d.focus(box)
            self._paint_words(d, QRectF(0, tall + units.u(8), d.rect.width(), d.rect.height() - tall))

    def _paint_number(self, d: Drawing, box: QRectF) -> None:
        units, theme = self.host.units, self.host.theme
        pad = units.u(20)
        unit_wide = self.host.metrics(_UNIT.role).horizontalAdvance(self._unit) + 1 if self._unit else 0.0
        room = box.adjusted(pad, 0, -pad - unit_wide - (units.u(18) if self._unit else 0), 0)
        if self._is_fresh and self._number:
            wide = self.host.metrics(_NUMBER.role, _NUMBER.weight).horizontalAdvance(self._number)
            wide = min(wide, room.width()) + 2 * units.u(6)
            mark = QRectF(room.right() + units.u(6) - wide, box.top() + units.u(12), wide, 0)
            mark.setBottom(box.bottom() - units.u(12))
            d.box(mark, theme.accent_soft, None)
        d.text(room, self._number, _NUMBER, theme.text, Align.END)
        end = QRectF(box.right() - pad - unit_wide, box.top(), unit_wide, box.height())
        if self._unit:
            d.text(end, self._unit, _UNIT, theme.text2)

    def _paint_words(self, d: Drawing, room: QRectF) -> None:
        units, theme = self.host.units, self.host.theme
        line = units.font_px(Role.BODY) * LEADING * 2
        upper = QRectF(room.left(), room.top(), room.width(), line)
        if self._range:
            laid = d.text(upper, self._range, _RANGE, theme.text2, level=Level.TOP)
            room.setTop(room.top() + laid.height + units.u(8))
        if self._says:
            side = units.mm(6)
            lead = 0.0
            if self._status is not Status.NORMAL:
                d.shape(QRectF(room.left(), room.top(), side, side), self._status)
                lead = side + units.u(10)
            box = QRectF(room.left() + lead, room.top(), room.width() - lead, max(line, side))
            d.text(box, self._says, _SAYS, theme.text, level=Level.TOP)

    def _tell(self) -> None:
        parts = (f"{self._number} {self._unit}".strip(), self._says, self._range)
        self.say(", ".join(part for part in parts if part))
        self.update()
