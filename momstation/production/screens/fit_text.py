"""A line that becomes smaller before it is cut, for places whose width is given."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from momstation.ui.drawing import Align, Drawing
from momstation.ui.lettering import LEADING, Wish, lay
from momstation.ui.shown import Shown
from momstation.ui.status import Status
from momstation.ui.text import Tone
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

_WISH = Wish(Role.BODY, Weight.REGULAR, Role.CAPTION, 3)
_ONE_LINE = Wish(Role.BODY, Weight.REGULAR, Role.CAPTION)
_SMALL = Wish(Role.CAPTION, Weight.REGULAR, None, 3)


class FitText(Shown):
    """From body down to caption, and on up to three lines."""

    def __init__(self, host: ThemeHost, *, align: Align = Align.START, parent: QWidget | None = None) -> None:
        super().__init__(host, parent)
        self._align = align
        self._wide = 0
        self._tone: Tone | Status = Tone.QUIET
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_text(self, text: str, tone: Tone | Status = Tone.QUIET) -> None:
        self.setText(text)
        self._tone = tone
        self.say(text)
        self.updateGeometry()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The height follows the width that the layout gave."""
        if event.size().width() != self._wide:
            self._wide = event.size().width()
            self.updateGeometry()
        super().resizeEvent(event)

    def sizeHint(self) -> QSize:
        line = int(self.host.units.font_px(Role.BODY) * LEADING) + 1
        return QSize(self.host.units.mm(40), max(line, self._wrapped()))

    def _wrapped(self) -> int:
        """What it takes in several lines; 0 while one is enough, or no width is known yet."""
        if not self._wide or lay(self.host, self.text(), _ONE_LINE, self._wide).fits:
            return 0
        return int(lay(self.host, self.text(), _SMALL, self._wide).height) + 1

    def minimumSizeHint(self) -> QSize:
        return QSize(self.host.units.mm(20), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            d.text(QRectF(self.rect()), self.text(), _WISH, self._colour(), self._align)

    def _colour(self) -> QColor:
        theme = self.host.theme
        return theme.ink(self._tone).text if isinstance(self._tone, Status) else self._tone.colour(theme)
