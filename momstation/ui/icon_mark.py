"""An icon by itself, as large as a status mark, for the head of a line; the words beside it say what it means."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from momstation.ui.drawing import Drawing
from momstation.ui.theme import ThemeHost


class IconMark(QWidget):
    """Quiet, and not spoken."""

    def __init__(self, host: ThemeHost, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.host = host
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        host.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        side = self.host.units.mark(7)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            inset = self.host.units.mark(1)
            d.icon(d.rect.adjusted(inset, inset, -inset, -inset), self._icon, self.host.theme.text2)
