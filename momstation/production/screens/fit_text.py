"""A line that becomes smaller before it is cut, for places whose width is given."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from momstation.ui.drawing import Align, Drawing
from momstation.ui.lettering import Wish
from momstation.ui.shown import Shown
from momstation.ui.status import Status
from momstation.ui.text import Tone
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

_WISH = Wish(Role.BODY, Weight.REGULAR, Role.CAPTION, 3)


class FitText(Shown):
    """From body down to caption, and on up to three lines."""

    def __init__(self, host: ThemeHost, *, align: Align = Align.START, parent: QWidget | None = None) -> None:
        super().__init__(host, parent)
        self._align = align
        self._tone: Tone | Status = Tone.QUIET
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_text(self, text: str, tone: Tone | Status = Tone.QUIET) -> None:
        self.setText(text)
        self._tone = tone
        self.say(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.host.units.mm(40), int(self.host.units.font_px(Role.BODY) * 1.2) + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.host.units.mm(20), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            d.text(QRectF(self.rect()), self.text(), _WISH, self._colour(), self._align)

    def _colour(self) -> QColor:
        theme = self.host.theme
        return theme.ink(self._tone).text if isinstance(self._tone, Status) else self._tone.colour(theme)
