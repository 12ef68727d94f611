"""Ten seconds to take the last entry back with one tap, instead of a question before every entry."""

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.ui.button import Button
from momstation.ui.drawing import Drawing
from momstation.ui.overlay import Layer, Overlay
from momstation.ui.text import Text
from momstation.ui.theme import ThemeHost, Weight

UNDO_SECONDS = 10


class UndoBar(Overlay):
    """Lies just above ``above`` (the action bar), or at the foot of the window."""

    layer = Layer.UNDO
    undone = Signal()
    expired = Signal()

    def __init__(self, host: ThemeHost, window: QWidget, *, above: QWidget | None = None) -> None:
        super().__init__(host, window)
        self._above = above
        self._left_s = 0
        self._what = Text(host, "", weight=Weight.MEDIUM, elide=True)
        self.button = Button(host, _("Undo"), icon="undo")
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._what, 1)
        self._layout.addWidget(self.button)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)
        self.button.triggered.connect(self._undo)
        host.changed.connect(self._respace)
        self._respace()

    @property
    def what(self) -> str:
        return self._what.text()

    def offer(self, what: str, seconds: int = UNDO_SECONDS) -> None:
        """Say what was booked and count down; a newer offer replaces the older."""
        self._what.set_text(what)
        self._left_s = seconds
        self._count()
        self._timer.start()
        self.rise()

    def withdraw(self) -> None:
        """Hide without undoing."""
        self._timer.stop()
        self.hide()

    def place(self) -> QRect:
        edge, gap = self.host.units.margin, self.host.units.gap
        tall = self.host.units.target + 2 * self.host.units.u(8)
        foot = self._window.height() - edge
        if self._above is not None:
            foot = self._above.mapTo(self._window, self._above.rect().topLeft()).y() - gap
        return QRect(edge, foot - tall, self._window.width() - 2 * edge, tall)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.host.theme
        with Drawing(self, self.host) as d:
            d.box(d.rect, theme.surface, theme.outline, max(2, self.host.units.u(2)))

    def _undo(self) -> None:
        self.withdraw()
        self.undone.emit()

    def _tick(self) -> None:
        self._left_s -= 1
        if self._left_s <= 0:
            self.withdraw()
            self.expired.emit()
            return
        self._count()

    def _count(self) -> None:
        self.button.set_label(_("Undo ({seconds} s)").format(seconds=self._left_s))

    def _respace(self) -> None:
        units = self.host.units
        self._layout.setContentsMargins(units.u(20), units.u(8), units.u(8), units.u(8))
        self._layout.setSpacing(units.gap)
