"""The surface on which a screen groups what belongs together."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from momstation.ui.drawing import Drawing
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost


class Card(QFrame):
    """A container; with a status it takes that status's soft ground and its edge."""

    def __init__(
        self, host: ThemeHost, *, status: Status = Status.NORMAL, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.host = host
        self._status = status
        host.changed.connect(self.update)

    def set_status(self, status: Status) -> None:
        self._status = status
        self.update()

    def column(self) -> QVBoxLayout:
        """A vertical layout with the card's padding, installed."""
        layout = QVBoxLayout(self)
        self._pad(layout)
        return layout

    def row(self) -> QHBoxLayout:
        layout = QHBoxLayout(self)
        self._pad(layout)
        return layout

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            paint_surface(d, d.rect, self._status)

    def _pad(self, layout: QBoxLayout) -> None:
        units = self.host.units
        layout.setContentsMargins(units.u(20), units.u(10), units.u(20), units.u(10))
        layout.setSpacing(units.u(6))


def paint_surface(d: Drawing, rect: QRectF, status: Status) -> None:
    """Normal surfaces have a hairline, abnormal ones their soft ground and a strong edge."""
    theme = d.host.theme
    if status is Status.NORMAL:
        d.box(rect, theme.surface, theme.divider, 1)
        return
    ink = theme.ink(status)
    d.box(rect, ink.soft, ink.edge, max(2, d.host.units.u(2)))
