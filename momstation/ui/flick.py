"""Lets a finger throw what lies in an area, and holds on to nothing when the area is gone.

Qt gives each area a gesture with a number of its own. For a number without a name PySide makes a type that nothing
ever takes away; a station that speaks four languages makes hundreds a day. Nobody asks for the number here, so all
have one name.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScroller, QWidget


def let_fingers_throw(viewport: QWidget) -> QScroller:
    Qt.GestureType._missing_ = classmethod(_any_gesture)  # type: ignore[assignment]
    QScroller.grabGesture(viewport, QScroller.ScrollerGestureType.TouchGesture)
    return QScroller.scroller(viewport)


def _any_gesture(kind: type[Qt.GestureType], value: object) -> Qt.GestureType:
    if isinstance(value, int) and value > kind.CustomGesture.value:
        return kind.CustomGesture
    raise ValueError(value)
