"""The one number that is read from across the aisle, with the words that make it mean something."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from momstation.ui.drawing import Drawing, Level
from momstation.ui.lettering import LEADING, Wish, hanging, lay
from momstation.ui.shown import Shown
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import CAP_PER_EM, Role

_NUMBER = Wish(Role.GLANCE, Weight.BOLD, Role.TITLE)
_REST = Wish(Role.HEADING, Weight.REGULAR, Role.CAPTION, 2)


class BigNumber(Shown):
    """``412`` large and ``of 600 good`` beside it on the same baseline; it shrinks before it clips."""

    def __init__(
        self, host: ThemeHost, number: str = "", rest: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(host, parent)
        self._number = number
        self._rest = rest
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_number(number, rest)

    def set_number(self, number: str, rest: str = "") -> None:
        before = self._below()
        self._number = number
        self._rest = rest
        if self._below() != before:
            self.updateGeometry()
        self.say(f"{number} {rest}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        units = self.host.units
        wide = self.host.metrics(_NUMBER.role, _NUMBER.weight).horizontalAdvance("00000")
        tall = units.font_px(Role.GLANCE) * CAP_PER_EM + self._below() + units.u(14)
        return QSize(int(wide) + units.mm(25), int(tall))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.host.units.mm(40), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            base = d.rect.height() - self._below()
            gap = self.host.units.mm(3)
            reserved = self._rest_width(d.rect.width()) + gap if self._rest else 0.0
            wide = self._paint_number(d, d.rect.width() - reserved, base)
            room = QRectF(wide + gap, 0, d.rect.width() - wide - gap, 0)
            self._paint_rest(d, room, base)

    def _below(self) -> float:
        """Room for the descenders of the words beside the number, or of those that stand in its place."""
        is_word = any(letter.isalpha() for letter in self._number)
        px = self.host.units.font_px(Role.GLANCE if is_word else _REST.role)
        return px * 0.26 + hanging(self._number, px)

    def _rest_width(self, width: float) -> float:
        laid = lay(self.host, self._rest, _REST, width * 0.45)
        return min(laid.width, width * 0.45)

    def _paint_number(self, d: Drawing, width: float, base: float) -> float:
        laid = lay(self.host, self._number, _NUMBER, width)
        box = _seat(laid.px, 1, base, width)
        d.text(box, self._number, _NUMBER, self.host.theme.text, level=Level.BOTTOM)
        return laid.width

    def _paint_rest(self, d: Drawing, room: QRectF, base: float) -> None:
        laid = lay(self.host, self._rest, _REST, room.width())
        box = _seat(laid.px, len(laid.lines), base, room.width()).translated(room.left(), 0)
        d.text(box, self._rest, _REST, self.host.theme.text2, level=Level.BOTTOM)


def _seat(px: int, lines: int, base: float, width: float) -> QRectF:
    """The box of ``lines`` lines whose last baseline lies at ``base``."""
    below = px * (LEADING / 2 - 0.375)
    tall = px * LEADING * lines
    return QRectF(0, base + below - tall, width, tall + 1)
