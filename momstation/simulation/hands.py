"""What a person can do at a station: see what is shown, press it, hold a code before the scanner."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from momstation.simulation.scanner import scan as hold_before_scanner


class Hands:
    """Two hands and two eyes on a station. Widgets are known by object name, as docs/screens.md lists them.

    ``window`` is asked at every look: a change of language puts another window in the place of the one before.
    """

    def __init__(self, window: Callable[[], QWidget], scanner: Path | None) -> None:
        self._window = window
        self._scanner = scanner

    def sees(self, name: str) -> QWidget | None:
        """The widget of that name if a person could see it."""
        for widget in self._window().findChildren(QWidget, name):
            if widget.isVisible() and not widget.visibleRegion().isEmpty():
                return widget
        return None

    def names(self, prefix: str) -> list[str]:
        """What is shown under names that begin so, from top to bottom, then from left to right."""
        shown = [
            widget
            for widget in self._window().findChildren(QWidget)
            if widget.objectName().startswith(prefix)
            and widget.isVisible()
            and not widget.visibleRegion().isEmpty()
        ]
        shown.sort(key=self._place)
        return [widget.objectName() for widget in shown]

    def tap(self, name: str) -> bool:
        """Press where the widget is shown; whatever lies on top there gets the press, as with a finger."""
        widget = self.sees(name)
        if widget is None:
            return False
        window = self._window()
        spot = widget.mapTo(window, widget.visibleRegion().boundingRect().center())
        top = window.childAt(spot) or window
        QTest.mouseClick(top, Qt.MouseButton.LeftButton, pos=top.mapFrom(window, spot))
        return True

    async def scan(self, code: str) -> None:
        """Hold a code before the scanner, which writes it to its serial line."""
        if self._scanner is None:
            raise RuntimeError("this person has no scanner")
        await asyncio.to_thread(hold_before_scanner, self._scanner, code.encode() + b"\r\n")

    async def until(self, is_true: Callable[[], bool], timeout_s: float) -> bool:
        """Look again and again, as a person waits for a screen."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout_s
        while not is_true():
            if loop.time() > deadline:
                return False
            await asyncio.sleep(0.05)
        return True

    def _place(self, widget: QWidget) -> tuple[int, int]:
        corner = widget.mapTo(self._window(), QPoint(0, 0))
        return corner.y(), corner.x()
