"""The pad for a PIN: digits are shown as dots, kept nowhere else, and sent with the last one."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.ui.drawing import Drawing
from momstation.ui.keypad import PadKey
from momstation.ui.shown import Shown
from momstation.ui.theme import ThemeHost

_DIGITS = "789456123"


class PinDots(Shown):
    """How many digits are typed of how many; never which."""

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(host, parent)
        self._typed = 0
        self._of = 4
        self.setObjectName("pin.dots")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_typed(self, typed: int, of: int) -> None:
        self._typed, self._of = typed, of
        self.say(_("{typed} of {of} digits").format(typed=typed, of=of))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.host.units.mm(50), self.host.units.mm(11))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, units = self.host.theme, self.host.units
        side, gap = units.mm(5), units.mm(5)
        with Drawing(self, self.host) as d:
            left = (d.rect.width() - self._of * side - (self._of - 1) * gap) / 2
            top = (d.rect.height() - side) / 2
            for index in range(self._of):
                box = QRectF(left + index * (side + gap), top, side, side)
                fill = theme.text if index < self._typed else None
                d.box(box, fill, theme.outline, max(2, units.u(2)), side / 2)


class PinPad(QWidget):
    """``entered`` carries the whole PIN; the pad forgets it at once."""

    entered = Signal(str)
    explained = Signal(str)

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.host = host
        self._typed = ""
        self._digits = 4
        self._dots = PinDots(host)
        self._grid = QGridLayout()
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._dots)
        self._column.addLayout(self._grid, 1)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("PIN pad"))
        self._keys = [self._key(digit, index // 3, index % 3) for index, digit in enumerate(_DIGITS)]
        self._keys.append(self._key("0", 3, 1))
        self._back = PadKey(host, "", icon="backspace", spoken=_("Delete last digit"))
        self._back.setObjectName("keypad.backspace")
        self._back.triggered.connect(self._delete)
        self._grid.addWidget(self._back, 3, 2)
        host.changed.connect(self._respace)
        self._respace()
        self.clear(4)

    def clear(self, digits: int) -> None:
        """Ask anew for a PIN of this length."""
        self._digits, self._typed = digits, ""
        self._dots.set_typed(0, digits)

    def press(self, digit: str) -> None:
        self._typed += digit
        self._dots.set_typed(len(self._typed), self._digits)
        if len(self._typed) >= self._digits:
            whole, self._typed = self._typed, ""
            self.entered.emit(whole)

    def set_refusal(self, reason: str) -> None:
        """While the person must wait, the keys say so."""
        for key in self._keys:
            key.set_refusal(reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if typed.isdigit() and typed.isascii() and not self._keys[0].refusal:
            self.press(typed)
        elif event.key() == Qt.Key.Key_Backspace:
            self._delete()
        else:
            super().keyPressEvent(event)

    def _key(self, digit: str, row: int, column: int) -> PadKey:
        key = PadKey(self.host, digit)
        key.setObjectName(f"keypad.{digit}")
        key.triggered.connect(lambda: self.press(digit))
        key.explained.connect(self.explained)
        self._grid.addWidget(key, row, column)
        return key

    def _delete(self) -> None:
        self._typed = self._typed[:-1]
        self._dots.set_typed(len(self._typed), self._digits)

    def _respace(self) -> None:
        self.host.space(self._grid, margin=False)
        self.host.space(self._column, margin=False)
