"""Keeps the rows of the board in their order while a hand is about to choose one."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal

from momstation.shell.board_view import BoardLine
from momstation.ui.tappable import Tappable

RESTING_MS = 1500
"""A pointer that lay still for so long reads, and chooses no row."""
GONE_MS = 300
"""So long after a hand has left a row, it may still come down on the next one."""
AT_MOST_MS = 10_000
"""A mouse on a vibrating desk never rests. Who has not chosen by then would choose by an order that is no longer true:
the station that got worst meanwhile stands below."""
_COMES = (
    QEvent.Type.HoverMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.KeyPress,
)


class BoardHand(QObject):
    """Hears pointer, finger and keys on the rows. ``gone`` tells that the order may follow the stations again."""

    gone = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[Tappable] = []
        self._waiting = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._waiting.timeout.connect(self._look)
        self._longest = QTimer(self, singleShot=True)
        self._longest.timeout.connect(self._look_anew)

    @property
    def is_there(self) -> bool:
        return self._waiting.isActive() or any(row.isDown() for row in self._rows)

    def come(self) -> None:
        self._wait(RESTING_MS)

    def watch(self, row: Tappable) -> None:
        self._rows.append(row)
        row.installEventFilter(self)

    def forget(self, row: Tappable) -> None:
        self._rows.remove(row)
        row.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _COMES:
            self.come()
        elif event.type() == QEvent.Type.HoverLeave:
            self._wait(GONE_MS)
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        """A finger that still lies on a row is a hand that is there."""
        if self.is_there:
            self._wait(GONE_MS)
        else:
            self._longest.stop()
            self.gone.emit()

    def _look_anew(self) -> None:
        """It never rested. What is held down at this moment is let go first."""
        if any(row.isDown() for row in self._rows):
            self._longest.start(GONE_MS)
        else:
            self.gone.emit()
            self._longest.start(AT_MOST_MS)

    def _wait(self, ms: int) -> None:
        self._waiting.start(ms)
        if not self._longest.isActive():
            self._longest.start(AT_MOST_MS)


def in_shown_order(lines: Sequence[BoardLine], shown: Sequence[BoardLine]) -> tuple[BoardLine, ...]:
    """``lines`` as the stations stand already; a station that is new comes last."""
    places = {line.row.station: index for index, line in enumerate(shown)}
    return tuple(sorted(lines, key=lambda line: places.get(line.row.station, len(places))))
