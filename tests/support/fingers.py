"""Fingers on a touch panel, for tests: real touch events through the window, by where a thing is shown."""

import asyncio
from typing import cast

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from momstation.ui.kinetic_area import KineticArea
from tests.support.window_hands import WindowHands

STEPS = 16
STEP_S = 0.004


def area_of(hands: WindowHands, name: str) -> KineticArea:
    """The list that holds the thing of that name."""
    inside = hands.window.findChild(QWidget, name)
    while inside is not None and not isinstance(inside, KineticArea):
        inside = inside.parentWidget()
    assert isinstance(inside, KineticArea), f"{name} lies in no list that a finger can throw"
    return inside


class Fingers:
    """Each finger has a number, and stays where it is put until it is lifted."""

    def __init__(self, hands: WindowHands) -> None:
        self._hands = hands
        self._device: QPointingDevice = QTest.createTouchDevice()
        self._down: dict[int, QPoint] = {}

    def spot(self, name: str) -> QPoint:
        """The middle of what is seen of the thing of that name, in the window."""
        widget = self._hands.sees(name)
        assert widget is not None, f"{name} is not to be seen"
        return widget.mapTo(self._hands.window, widget.visibleRegion().boundingRect().center())

    def put(self, finger: int, spot: QPoint) -> None:
        self._tell("press", finger, spot)
        self._down[finger] = spot

    def move(self, finger: int, spot: QPoint) -> None:
        self._down[finger] = spot
        self._tell("move", finger, spot)

    def lift(self, finger: int) -> None:
        self._tell("release", finger, self._down.pop(finger))

    async def tap(self, name: str) -> None:
        self.put(0, self.spot(name))
        await asyncio.sleep(STEP_S)
        self.lift(0)
        await self._hands.settle()

    async def drag(self, start: QPoint, end: QPoint) -> None:
        self.put(0, start)
        for step in range(1, STEPS + 1):
            await asyncio.sleep(STEP_S)
            self.move(0, start + (end - start) * step / STEPS)
        await asyncio.sleep(STEP_S)
        self.lift(0)
        await self._hands.settle()

    def _tell(self, what: str, finger: int, spot: QPoint) -> None:
        """All fingers that lie on the panel are told together, each with its place, as a panel does."""
        window = cast(QWidget, self._hands.window)
        told = QTest.touchEvent(window, self._device, False)
        for other, place in self._down.items():
            if other != finger:
                told.move(other, place, window)
        getattr(told, what)(finger, spot, window)
        told.commit(False)
