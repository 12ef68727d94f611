"""Lets the first change through at once and the following ones no more often than the eye can use."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Throttle(QObject):
    """Calls ``act`` at the first ``hurry`` and then at most once per ``interval_ms`` while more arrive."""

    def __init__(self, act: Callable[[], None], interval_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._act = act
        self._is_wanted = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(interval_ms)
        self._timer.timeout.connect(self._later)

    @property
    def is_pausing(self) -> bool:
        """The last act is so young that the next must wait."""
        return self._timer.isActive()

    def hurry(self) -> None:
        if self._timer.isActive():
            self._is_wanted = True
            return
        self._timer.start()
        self._act()

    def _later(self) -> None:
        if self._is_wanted:
            self._is_wanted = False
            self._timer.start()
            self._act()
