"""What the pads of numbers and letters share: a group of keys without a frame, that shows whether it has the focus."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGroupBox


class PadGroup(QGroupBox):
    """A group for the screen reader; for the eye its keys are enough."""

    def refresh(self) -> None:
        """Repaint from the model."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        """No frame."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setContentsMargins(0, 0, 0, 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.setContentsMargins(0, 0, 0, 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.refresh()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.refresh()
