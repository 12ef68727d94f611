"""Times what a person at a window waits for: from a press until what it means has been painted."""

import asyncio
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from momstation.simulation.hands import Hands

_PATIENCE_S = 10.0
_BETWEEN_PRESSES_S = 0.12
"""A finger heard twice within 80 ms on one tile counts once."""


class Painted(QObject):
    """Hears of every paint of the application; ``wait`` ends when the frame with the named widget is done."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._names: tuple[str, ...] = ()
        self._says = ""
        self._done: asyncio.Future[float] | None = None
        app.installEventFilter(self)

    def expect(self, *names: str, says: str = "") -> "asyncio.Future[float]":
        """The moment (``perf_counter``) when one of these, saying this, had been painted; names may be beginnings."""
        self._names, self._says = names, says
        self._done = asyncio.get_running_loop().create_future()
        return self._done

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._names and event.type() == QEvent.Type.Paint and self._is_meant(watched):
            self._names = ()
            QTimer.singleShot(0, self._finish)
        return False

    def _is_meant(self, painted: QObject) -> bool:
        if not isinstance(painted, QWidget) or not painted.objectName().startswith(self._names):
            return False
        return self._says in painted.accessibleName()

    def _finish(self) -> None:
        if self._done is not None and not self._done.done():
            self._done.set_result(time.perf_counter())


class Finger:
    """One finger on one window; each answer is in milliseconds."""

    def __init__(self, window: QWidget, painted: Painted) -> None:
        self._window = window
        self._painted = painted
        self.hands = Hands(lambda: window, None)

    async def press(self, name: str) -> float:
        """Until the tile looks pressed; it is let go beside it, so that nothing happens."""
        widget = await self.see(name)
        spot = widget.rect().center()
        done = self._painted.expect(name)
        begun = time.perf_counter()
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=spot)
        ended = await asyncio.wait_for(done, _PATIENCE_S)
        QTest.mouseMove(widget, QPoint(-50, -50))
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=QPoint(-50, -50))
        await asyncio.sleep(_BETWEEN_PRESSES_S)
        return (ended - begun) * 1000

    async def tap(self, name: str, *results: str, says: str = "") -> float:
        """Until one of ``results``, saying this, has been painted."""
        await self.see(name)
        done = self._painted.expect(*results, says=says)
        begun = time.perf_counter()
        self.hands.tap(name)
        await self.until(done.done, f"one of {results} is painted")
        await asyncio.sleep(_BETWEEN_PRESSES_S)
        return (done.result() - begun) * 1000

    async def see(self, name: str) -> QWidget:
        await self.until(lambda: self.hands.sees(name) is not None, f"{name} is to be seen")
        widget = self.hands.sees(name)
        assert widget is not None
        return widget

    def said(self, name: str) -> str:
        """What a screen reader says of it; nothing of what is not to be seen."""
        widget = self.hands.sees(name)
        return "" if widget is None else widget.accessibleName()

    async def first(self, prefix: str) -> str:
        """The name of the uppermost of those that begin so."""
        await self.until(lambda: bool(self.hands.names(prefix)), f"{prefix} is to be seen")
        return self.hands.names(prefix)[0]

    async def until(self, is_true: Callable[[], bool], what: str) -> None:
        if not await self.hands.until(is_true, _PATIENCE_S):
            shown = {name: self.said(name) for name in self.hands.names("") if name}
            raise TimeoutError(f"not within {_PATIENCE_S:.0f} s: {what}; shown are {shown}")
