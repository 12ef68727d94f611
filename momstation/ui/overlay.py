"""Things that lie over the window without a window of their own, and stay in place when it is resized."""

from enum import IntEnum

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtWidgets import QWidget

from momstation.ui.theme import ThemeHost


class Layer(IntEnum):
    """What lies over what: the lock hides every draft, and no sheet that opens later hides a verdict."""

    UNDO = 0
    SHEET = 1
    LOCK = 2
    VERDICT = 3
    FLASH = 4


class Overlay(QWidget):
    """A child of the window that covers ``place()`` of it; hidden until shown."""

    layer = Layer.SHEET

    def __init__(self, host: ThemeHost, window: QWidget) -> None:
        super().__init__(window)
        self.host = host
        self._window = window
        window.installEventFilter(self)
        host.changed.connect(self.settle)
        self.hide()

    def place(self) -> QRect:
        """Where in the window this lies; the whole of what a frame leaves of it unless overridden."""
        return self._window.contentsRect()

    def settle(self) -> None:
        if not self.isHidden():
            self.setGeometry(self.place())
            self.update()

    def rise(self) -> None:
        """Show over the window's content and over lower layers."""
        self.setGeometry(self.place())
        self.show()
        self.raise_()
        above = [other for other in self._window.findChildren(Overlay) if other.layer > self.layer]
        for other in sorted(above, key=lambda overlay: overlay.layer):
            other.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.ContentsRectChange) and watched is self._window:
            self.settle()
        return False
