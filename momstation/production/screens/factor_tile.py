"""One ratio of the shift, large, with the numbers that were put in; a tap opens the events behind it."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from momstation.production.views import OeeNumber
from momstation.ui.drawing import Drawing, Level
from momstation.ui.lettering import LEADING, Wish
from momstation.ui.tappable import Tappable
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

_LABEL = Wish(Role.BODY, Weight.SEMIBOLD, Role.CAPTION)
_VALUE = Wish(Role.STATUS, Weight.BOLD, Role.BODY)
_FORMULA = Wish(Role.CAPTION, Weight.REGULAR, Role.CAPTION, 2)


class FactorTile(Tappable):
    """``opened`` carries the number's key."""

    opened = Signal(str)

    def __init__(self, host: ThemeHost, key: str, parent: QWidget | None = None) -> None:
        super().__init__(host, key, parent)
        self.setObjectName(f"oee.{key}")
        self._number: OeeNumber | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.triggered.connect(self._open)

    def set_number(self, number: OeeNumber) -> None:
        self._number = number
        self.setAccessibleName(f"{number.label} {number.text}")
        self.setAccessibleDescription(f"{number.formula} ({number.definition})")
        self.update()

    def sizeHint(self) -> QSize:
        units = self.host.units
        lines = units.font_px(Role.BODY) + units.font_px(Role.STATUS) + 2 * units.font_px(Role.CAPTION)
        return QSize(units.mm(45), int(lines * LEADING) + units.u(20))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.host.units.mm(34), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        number = self._number
        with Drawing(self, self.host) as d:
            theme, units = self.host.theme, self.host.units
            d.box(d.rect, self.fill(theme.raised), theme.outline, max(2, units.u(2)))
            if number is not None:
                self._words(d, number)
            if self.shows_ring():
                d.focus(d.rect)

    def _words(self, d: Drawing, number: OeeNumber) -> None:
        theme, units = self.host.theme, self.host.units
        room = d.rect.adjusted(units.u(16), units.u(10), -units.u(16), -units.u(10))
        label = units.font_px(Role.BODY) * LEADING
        value = units.font_px(Role.STATUS) * LEADING
        d.text(QRectF(room.left(), room.top(), room.width(), label), number.label, _LABEL, theme.text2)
        box = QRectF(room.left(), room.top() + label, room.width(), value)
        d.text(box, number.text, _VALUE, theme.text)
        box = QRectF(room.left(), box.bottom(), room.width(), room.bottom() - box.bottom())
        d.text(box, number.formula, _FORMULA, theme.text2, level=Level.TOP, elide=True)

    def _open(self) -> None:
        if self._number is not None:
            self.opened.emit(self._number.key)
