"""A row of the team lead's board, which knows since when its station stands there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from momstation.ui.event_strip import SEEN_S
from momstation.ui.station_row import StationRow, StationView
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost

STEPS = {Qt.Key.Key_Down.value: 1, Qt.Key.Key_Up.value: -1}


class BoardStation(StationRow):
    """Gives the arrow keys to the board; left alone they would scroll the list under the focus."""

    stepped = Signal(int)
    noticed = Signal()

    def __init__(self, host: ThemeHost) -> None:
        super().__init__(host, StationView("", "", Status.NORMAL, ""))
        self.changed_at = -SEEN_S
        """When it took another station's place (monotonic seconds)."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.noticed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in STEPS:
            self.stepped.emit(STEPS[event.key()])
            return
        super().keyPressEvent(event)
