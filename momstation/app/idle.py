"""Notices that nobody has touched the station for as long as its settings say: it locks, or signs everybody off."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject

from momstation.plant.readings import CodeScanned, GaugeRead

_TOUCHES = frozenset(
    {QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress, QEvent.Type.Wheel}
)


class IdleWatch(QObject):
    """An event filter for the application. ``limit_s`` 0: it is never over."""

    def __init__(self, limit_s: float, monotonic: Callable[[], float]) -> None:
        super().__init__()
        self._limit_s = limit_s
        self._monotonic = monotonic
        self._last = monotonic()

    def touched(self) -> None:
        self._last = self._monotonic()

    def scanned(self, _code: CodeScanned) -> None:
        """A listener for the bus: whoever scans is there."""
        self.touched()

    def measured(self, _read: GaugeRead) -> None:
        """The same of whoever measures."""
        self.touched()

    def is_over(self) -> bool:
        """True once each time the limit has passed."""
        if not self._limit_s or self._monotonic() - self._last < self._limit_s:
            return False
        self.touched()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touched()
        return False
