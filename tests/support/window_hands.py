"""A person's eyes and one finger on a window, for tests; widgets are known by object name."""

import asyncio
from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from momstation.shell.board_screen import BoardScreen
from momstation.shell.window import StationWindow
from momstation.ui.event_strip import EventCard, EventStrip
from momstation.ui.station_row import StationRow

PATIENCE_S = 60.0
_LOOKS = 60


class WindowHands:
    """``taps`` counts presses."""

    def __init__(self, window: StationWindow) -> None:
        self.window = window
        self.taps = 0

    async def settle(self) -> None:
        """Let every started load and command come to its end; each turn of the loop is one of Qt's too."""
        for _ in range(16):
            await asyncio.sleep(0)

    async def until(self, is_true: Callable[[], bool], what: str) -> None:
        """Wait for a fact, as a person looks at a screen."""
        deadline = asyncio.get_running_loop().time() + PATIENCE_S
        while not is_true():
            if asyncio.get_running_loop().time() > deadline:
                raise AssertionError(f"not within {PATIENCE_S:.0f} s: {what}")
            await asyncio.sleep(0.01)

    async def shows(self, name: str) -> QWidget:
        await self.until(lambda: self.sees(name) is not None, f"{name} is to be seen")
        widget = self.sees(name)
        assert widget is not None
        return widget

    async def says(self, name: str, words: str) -> None:
        """The widget of that name says these words."""

        def is_said() -> bool:
            widget = self.sees(name)
            return (
                widget is not None and words in f"{widget.accessibleName()} {widget.accessibleDescription()}"
            )

        try:
            await self.until(is_said, f"{name} says {words}")
        except AssertionError:
            widget = self.sees(name)
            said = "nothing" if widget is None else widget.accessibleName()
            raise AssertionError(f"{name} says {said}, not {words}") from None

    async def gone(self, name: str) -> None:
        await self.until(lambda: self.sees(name) is None, f"{name} is gone")

    def sees(self, name: str) -> QWidget | None:
        for widget in self.window.findChildren(QWidget, name):
            if widget.isVisible() and not widget.visibleRegion().isEmpty():
                return widget
        return None

    def names(self, prefix: str) -> list[str]:
        return [
            widget.objectName()
            for widget in self.window.findChildren(QWidget)
            if widget.objectName().startswith(prefix) and self.sees(widget.objectName()) is widget
        ]

    async def tap(self, name: str) -> None:
        """Press where it is shown, as soon as it is; what lies on top there gets the press, as with a finger."""
        widget = await self._seen(name)
        spot = widget.mapTo(self.window, widget.visibleRegion().boundingRect().center())
        top = self.window.childAt(spot) or self.window
        self.taps += 1
        QTest.mouseClick(top, Qt.MouseButton.LeftButton, pos=top.mapFrom(self.window, QPoint(spot)))
        await self.settle()

    async def _seen(self, name: str) -> QWidget:
        """A person first sees what has just taken another's place, and looks again where it lies by then."""
        for _look in range(_LOOKS):
            widget = await self.shows(name)
            rest_s = self._settles_in_s(widget)
            if rest_s <= 0:
                return widget
            await asyncio.sleep(rest_s)
        raise AssertionError(f"{name} does not lie still")

    def _settles_in_s(self, widget: QWidget) -> float:
        strip, board = widget.parentWidget(), self.sees("screen.board")
        if isinstance(widget, EventCard) and isinstance(strip, EventStrip):
            return strip.settles_in_s(widget)
        if isinstance(widget, StationRow) and isinstance(board, BoardScreen):
            return board.settles_in_s(widget)
        return 0.0

    async def types(self, digits: str) -> None:
        """Digits of a keyboard; each counts as a tap."""
        for digit in digits:
            QTest.keyClicks(QApplication.focusWidget() or self.window, digit)
            self.taps += 1
        await self.settle()

    async def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key)
        await self.settle()
