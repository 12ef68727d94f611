"""Keeps what a widget has painted of itself: a list that is thrown paints each row again in every frame, unchanged."""

from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from momstation.ui.drawing import Drawing
from momstation.ui.theme import ThemeHost


class KeptPicture:
    """``paint`` inside paintEvent. ``look`` is all that the picture depends on beside size, theme, units and direction,
    which are heeded here. The ground around rounded corners is the window's, so that letters look as on the window."""

    def __init__(self, widget: QWidget, host: ThemeHost, draw: Callable[[Drawing], None]) -> None:
        self._widget, self._host, self._draw = widget, host, draw
        self._picture: QPixmap | None = None
        self._look: Hashable = None

    def paint(self, look: Hashable) -> None:
        widget, host = self._widget, self._host
        ratio = widget.devicePixelRatioF()
        whole = (look, widget.size().toTuple(), ratio, host.theme.name, host.units, widget.isRightToLeft())
        if self._picture is None or whole != self._look:
            self._picture, self._look = self._drawn(ratio), whole
        painter = QPainter(widget)
        painter.drawPixmap(QPointF(0, 0), self._picture)
        painter.end()

    def forget(self) -> None:
        """It takes some 300 kB for a row of a board, which nobody needs of a row that is not shown."""
        self._picture = self._look = None

    def _drawn(self, ratio: float) -> QPixmap:
        picture = QPixmap(self._widget.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(self._host.theme.canvas)
        with Drawing(self._widget, self._host, picture) as d:
            self._draw(d)
        return picture
