"""A status in one word: its shape, its colour and the word, always together."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from momstation.ui.drawing import Drawing
from momstation.ui.lettering import Wish
from momstation.ui.shown import Shown
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

_WORD = Wish(Role.CAPTION, Weight.SEMIBOLD)


class StatusChip(Shown):
    """A soft capsule; NORMAL shows its word without colour or shape."""

    def __init__(
        self, host: ThemeHost, status: Status = Status.NORMAL, word: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(host, parent)
        self._status = status
        self._word = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_status(status, word)

    def set_status(self, status: Status, word: str = "") -> None:
        self._status = status
        self._word = word or status.word()
        self.say(self._word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.host.metrics(_WORD.role, _WORD.weight)
        tall = metrics.height() * 1.35
        wide = metrics.horizontalAdvance(self._word) + tall * 0.9 + self._lead(tall)
        return QSize(int(wide) + 2, int(tall) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            ink, tall = self.host.theme.ink(self._status), d.rect.height()
            is_normal = self._status is Status.NORMAL
            edge = self.host.theme.divider if is_normal else ink.edge
            d.box(d.rect, ink.soft, edge, max(1, self.host.units.u(2)), tall / 2)
            inset = tall * 0.45
            if not is_normal:
                side = tall * 0.62
                d.shape(QRectF(inset * 0.75, (tall - side) / 2, side, side), self._status)
                inset = inset * 0.75 + self._lead(tall)
            room = d.rect.adjusted(inset, 0, -tall * 0.3, 0)
            d.text(room, self._word, _WORD, self.host.theme.text)

    def _lead(self, tall: float) -> float:
        return 0.0 if self._status is Status.NORMAL else tall * 0.8
