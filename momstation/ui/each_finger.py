"""Hears every finger on a window: a palm that rests on the glass takes no tap from the other hand.

Qt makes a mouse of the first finger alone, and of no other until all are up. The first one is left to Qt; each further
one gets a mouse of its own here. What listens to fingers by itself (``ManyFingers``) is told of all of them.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QEventPoint, QMouseEvent, QPointingDevice, QTouchEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from momstation.ui.finger_mouse import FingerMouse, finger_device, lead_focus, tile_at
from momstation.ui.kinetic_area import KineticArea
from momstation.ui.many_fingers import ManyFingers

THROW_MM = 5.0
"""A finger that goes so far in a list meant to throw it; Qt's scrollers count the same."""
_APPEARS = (QEvent.Type.Show, QEvent.Type.WinIdChange)
_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


@dataclass
class _Lying:
    """A finger on the glass. ``hit`` is what it came down on."""

    hit: QWidget
    start: QPointF
    key: ManyFingers | None = None
    mouse: FingerMouse | None = None
    area: KineticArea | None = None


class EachFinger(QObject):
    """Watches the native window of ``window``, before its widgets hear of anything."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._lying: dict[int, _Lying] = {}
        self._devices: list[QPointingDevice] = []
        self._held: list[KineticArea] = []
        self._first: _Lying | None = None
        """The finger of which Qt makes a mouse."""
        self._is_qts = False
        """Qt has pressed with its own finger, and not yet let go."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            handle = self._window.windowHandle() if event.type() in _APPEARS else None
            if handle is not None:
                handle.installEventFilter(self)
        elif isinstance(event, QTouchEvent):
            self._hear(event)
        elif isinstance(event, QMouseEvent):
            return self._is_foreign(event)
        return False

    def _hear(self, event: QTouchEvent) -> None:
        told = [(point.id(), point.state(), point.position()) for point in event.points()]
        at_ms = event.timestamp()
        if event.type() in (QEvent.Type.TouchBegin, QEvent.Type.TouchCancel):
            for finger in tuple(self._lying):
                self._cancel(finger)
        if event.type() == QEvent.Type.TouchCancel:
            return
        for finger, state, spot in told:
            if state == QEventPoint.State.Pressed:
                self._put(finger, spot, at_ms)
            elif finger in self._lying and state == QEventPoint.State.Updated:
                self._move(self._lying[finger], finger, spot, at_ms)
            elif finger in self._lying and state == QEventPoint.State.Released:
                self._lift(finger, spot, at_ms)

    def _is_foreign(self, event: QMouseEvent) -> bool:
        """Qt makes a mouse also of a finger that is told of here, and goes on with another one when its own is up."""
        if event.source() != Qt.MouseEventSource.MouseEventSynthesizedByQt:
            return False
        if event.type() in _PRESSES:
            self._is_qts = self._first is None or self._first.key is None
            return not self._is_qts
        is_foreign = not self._is_qts
        if event.type() == QEvent.Type.MouseButtonRelease:
            self._is_qts = False
            return is_foreign
        return is_foreign and event.buttons() != Qt.MouseButton.NoButton

    def _put(self, finger: int, spot: QPointF, at_ms: int) -> None:
        self._cancel(finger)
        is_first = not self._lying
        hit = self._window.childAt(spot.toPoint()) or self._window
        lying = self._lying[finger] = _Lying(hit, spot)
        if is_first:
            self._first = lying
        if isinstance(hit, ManyFingers) and hit.isEnabled():
            lying.key = hit
            lead_focus(hit)
            hit.tell(finger, QEventPoint.State.Pressed, hit.mapFrom(self._window, spot), at_ms)
            return
        lying.area = area_of(hit)
        if lying.area is not None and not is_first and lying.area.is_thrown:
            return  # it stops what still moves
        self._hold_shared(lying.area)
        if not is_first:
            lying.mouse = FingerMouse(self._window, hit, self._device())
            lying.mouse.press(spot, at_ms)

    def _move(self, lying: _Lying, finger: int, spot: QPointF, at_ms: int) -> None:
        if lying.key is not None:
            self._tell(lying.key, finger, QEventPoint.State.Updated, spot, at_ms)
        if lying.area is not None and lying.area in self._held:
            self._see_throw(lying, lying.area, spot)
        if lying.mouse is not None:
            lying.mouse.move(spot, at_ms)

    def _lift(self, finger: int, spot: QPointF, at_ms: int) -> None:
        lying = self._lying.pop(finger)
        if lying is self._first:
            self._first = None
        if lying.key is not None:
            self._tell(lying.key, finger, QEventPoint.State.Released, spot, at_ms)
        if lying.mouse is not None:
            lying.mouse.lift(spot, at_ms)
        self._let_go()

    def _cancel(self, finger: int) -> None:
        """The panel has lost it: nothing that it lies on is meant."""
        lying = self._lying.pop(finger, None)
        if lying is None:
            return
        if lying is self._first:
            self._first = None
        tile = tile_at(lying.hit)
        if lying.key is not None and isValid(lying.key):
            lying.key.forget()
        elif lying.mouse is not None and tile is not None:
            tile.cancel_press()
            lying.mouse.lift(lying.start, 0)
        self._let_go()

    def _tell(self, key: ManyFingers, finger: int, state: QEventPoint.State, spot: QPointF, at: int) -> None:
        if isValid(key):
            key.tell(finger, state, key.mapFrom(self._window, spot), at)

    def _hold_shared(self, area: KineticArea | None) -> None:
        """A scroller takes two fingers for one that jumps: with a palm in it no list is thrown; two that move
        still push it along."""
        shared = sum(other.area is area for other in self._lying.values()) > 1
        if area is not None and shared and area not in self._held and not area.is_thrown:
            self._held.append(area)
            area.set_held(True)

    def _see_throw(self, lying: _Lying, area: KineticArea, spot: QPointF) -> None:
        """A held list does not tell that a finger throws it; that finger presses nothing all the same."""
        tile = tile_at(lying.hit)
        if tile is not None and (spot - lying.start).manhattanLength() > area.host.units.mm(THROW_MM):
            tile.cancel_press()

    def _let_go(self) -> None:
        touched = [lying.area for lying in self._lying.values()]
        for area in [one for one in self._held if one not in touched]:
            self._held.remove(area)
            if isValid(area):
                area.set_held(False)

    def _device(self) -> QPointingDevice:
        """One that no finger has."""
        taken = [lying.mouse.device for lying in self._lying.values() if lying.mouse is not None]
        free = next((device for device in self._devices if device not in taken), None)
        if free is None:
            free = finger_device(len(self._devices))
            self._devices.append(free)
        return free


def area_of(hit: QWidget) -> KineticArea | None:
    """The list in which that lies."""
    at: QWidget | None = hit
    while at is not None and not isinstance(at, KineticArea):
        at = at.parentWidget()
    return at
