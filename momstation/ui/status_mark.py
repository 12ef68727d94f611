"""The bare shape of a status, for headers where the word stands beside it."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from momstation.ui.drawing import Drawing
from momstation.ui.shown import Shown
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost


class StatusMark(Shown):
    """Spoken as the status's word; the caller puts the word next to it."""

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(host, parent)
        self._status = Status.NORMAL
        self.be_graphic()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_status(self, status: Status) -> None:
        self._status = status
        self.say(status.word())
        self.update()

    def sizeHint(self) -> QSize:
        side = self.host.units.mark(7)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            d.shape(d.rect, self._status)
