"""What every painted, untappable component shares: its spoken text and its repaint when the look changes."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from momstation.ui.theme import ThemeHost


class Shown(QLabel):
    """A QLabel, because that gives the accessible role of text without an interface of our own."""

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.host = host
        self.setTextFormat(Qt.TextFormat.PlainText)
        host.changed.connect(self._on_look_changed)

    def say(self, sentence: str) -> None:
        """What a screen reader tells; assistive software hears of the change."""
        if sentence != self.accessibleName():
            self.setAccessibleName(sentence)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def be_graphic(self) -> None:
        """Be announced as a picture, not as text; a label holding a pixmap has that role."""
        speck = QPixmap(1, 1)
        speck.fill(Qt.GlobalColor.transparent)
        self.setPixmap(speck)

    def _on_look_changed(self) -> None:
        self.updateGeometry()
        self.update()
