"""Hears each finger for itself: whoever types fast puts the second finger down before the first one is up.

Qt makes a mouse of the first finger alone, so a key that waits for the mouse would lose the second digit.
"""

from typing import ClassVar

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEventPoint, QTouchEvent
from PySide6.QtWidgets import QWidget

from momstation.ui.tappable import Tappable
from momstation.ui.theme import ThemeHost


class ManyFingers(Tappable):
    """A key acts when its finger lifts, or at once when another finger comes down on a key beside it: so what is
    typed has the order in which the keys were pressed. Not for what lies in a list: a finger that scrolls must wait
    for the mouse that Qt makes of it."""

    takes_turns: ClassVar[bool] = True
    """Whether a finger that comes down beside it makes it act; where a palm may lie, it waits until that lifts."""

    def __init__(self, host: ThemeHost, name: str, parent: QWidget | None = None) -> None:
        super().__init__(host, name, parent)
        self._fingers: dict[int, bool] = {}
        """By number: whether it is still inside."""
        self._is_told = False
        """Its window hears all fingers, also those that Qt gives to what this lies in; see ``EachFinger``."""
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)

    def event(self, event: QEvent) -> bool:
        if not isinstance(event, QTouchEvent) or not self.isEnabled():
            return super().event(event)
        told = [(point.id(), point.state(), self._holds(point.position())) for point in event.points()]
        at_ms, is_over = event.timestamp(), event.type() == QEvent.Type.TouchCancel
        event.setAccepted(not self._is_told)
        if self._is_told:
            return False  # taken, it would keep from Qt what else is in the same event
        if is_over:
            self.forget()
        for finger, state, is_inside in () if is_over else told:
            self._hear(finger, state, at_ms, is_inside=is_inside)
        return True

    def tell(self, finger: int, state: QEventPoint.State, spot: QPointF, at_ms: int) -> None:
        """What the window knows of a finger that came down here; ``spot`` is where it is now."""
        self._is_told = True
        if self.isEnabled():
            self._hear(finger, state, at_ms, is_inside=self._holds(spot))
        else:
            self.forget()

    def _hear(self, finger: int, state: QEventPoint.State, at_ms: int, *, is_inside: bool) -> None:
        if state == QEventPoint.State.Pressed:
            self._put(finger, at_ms)
        elif finger in self._fingers and state != QEventPoint.State.Stationary:
            self._fingers[finger] = is_inside
            self.setDown(is_inside)
            if state == QEventPoint.State.Released:
                self._lift(at_ms)

    def _holds(self, spot: QPointF) -> bool:
        return self.hitButton(spot.toPoint())

    def _put(self, finger: int, at_ms: int) -> None:
        """A worn panel sends one finger twice; see ``Tappable``."""
        if self._bounces(at_ms):
            return
        around = self.parentWidget()
        for key in around.findChildren(ManyFingers) if around is not None and self.takes_turns else ():
            key._lift(at_ms)
        self._has_ring = self.host.is_by_keys = False
        self._fingers[finger] = self._is_pressed = True
        self.setDown(True)
        self.pressed.emit()

    def _lift(self, at_ms: int) -> None:
        if not self._fingers:
            return
        is_meant = any(self._fingers.values())
        self.forget()
        self._released_at = at_ms
        if is_meant:
            self._on_clicked()

    def forget(self) -> None:
        """Whatever still lies here acts no more."""
        self._is_pressed = False
        if self._fingers:
            self._fingers.clear()
            self.setDown(False)
            self.released.emit()
