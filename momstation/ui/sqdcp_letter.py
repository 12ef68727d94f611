"""One letter of safety, quality, delivery, cost, people: the shift's standing that a team meets around."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from momstation.ui.drawing import Align, Drawing
from momstation.ui.lettering import LEADING, Wish
from momstation.ui.status import Status
from momstation.ui.tappable import Tappable
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

_LETTER = Wish(Role.TITLE, Weight.BOLD, Role.BODY)
_WORD = Wish(Role.CAPTION, Weight.MEDIUM, Role.CAPTION)


class SqdcpLetter(Tappable):
    """``set_state(status, word)``: OK is met, WARNING or ALARM is missed, NORMAL is not known yet."""

    def __init__(self, host: ThemeHost, letter: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(host, name, parent)
        self._letter = letter
        self._status = Status.NORMAL
        self._word = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def status(self) -> Status:
        return self._status

    def set_state(self, status: Status, word: str) -> None:
        """The word is shown and said; no letter rests on its colour."""
        self._status, self._word = status, word
        self.set_detail(word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        units = self.host.units
        word = self.host.metrics(_WORD.role, _WORD.weight).horizontalAdvance(self._word)
        letter = self.host.metrics(_LETTER.role, _LETTER.weight).horizontalAdvance(self._letter)
        lead = self._side() + units.u(6) if self._status is not Status.NORMAL else 0
        wide = max(word, letter + lead) + 2 * units.u(14)
        tall = units.font_px(Role.TITLE) * LEADING + (
            units.font_px(Role.CAPTION) * LEADING if self._word else 0
        )
        return QSize(max(units.target, int(wide) + 2), max(units.target, int(tall) + units.u(12)))

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            theme, units = self.host.theme, self.host.units
            is_plain = self._status is Status.NORMAL
            ink = theme.ink(self._status)
            ground = theme.raised if is_plain else ink.soft
            edge = theme.outline if is_plain else ink.edge
            if not self.is_available:
                ground, edge = theme.surface, self.faint_edge()
            d.box(d.rect, self.fill(ground), edge, max(2, units.u(2)))
            self._paint_letter(d, d.rect.adjusted(units.u(6), units.u(4), -units.u(6), -units.u(4)))
            if self.shows_ring():
                d.focus(d.rect)

    def _paint_letter(self, d: Drawing, room: QRectF) -> None:
        theme, units = self.host.theme, self.host.units
        ink = theme.text if self.is_available else theme.disabled
        foot = units.font_px(Role.CAPTION) * LEADING if self._word else 0.0
        upper = QRectF(room.left(), room.top(), room.width(), room.height() - foot)
        side = self._side()
        wide = self.host.metrics(_LETTER.role, _LETTER.weight).horizontalAdvance(self._letter) + 1
        lead = side + units.u(6) if self._status is not Status.NORMAL else 0.0
        left = upper.left() + (upper.width() - wide - lead) / 2
        d.text(QRectF(left, upper.top(), wide, upper.height()), self._letter, _LETTER, ink)
        if lead:
            box = QRectF(left + wide + units.u(6), upper.top() + (upper.height() - side) / 2, side, side)
            d.shape(box, self._status)
        if foot:
            under = QRectF(room.left(), upper.bottom(), room.width(), foot)
            d.text(under, self._word, _WORD, ink, Align.CENTRE)

    def _side(self) -> int:
        return self.host.units.mm(4.5)
