"""An area that a finger throws leaves nothing behind when it is gone."""

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QScroller
from pytestqt.qtbot import QtBot

from momstation.ui.flick import let_fingers_throw

AREAS = 20


def test_an_area_that_is_gone_leaves_no_type_behind(qtbot: QtBot) -> None:
    del qtbot  # an application is there
    _an_area()
    before = _types()
    for _ in range(AREAS):
        _an_area()
    assert _types() == before


def test_a_number_that_is_no_gesture_is_still_refused(qtbot: QtBot) -> None:
    del qtbot
    _an_area()
    with pytest.raises(ValueError, match="99"):
        Qt.GestureType(99)


def _an_area() -> None:
    area = QScrollArea()
    let_fingers_throw(area.viewport())
    assert QScroller.hasScroller(area.viewport())


def _types() -> int:
    gc.collect()
    return sum(isinstance(one, type) and one.__name__ == "GestureType" for one in gc.get_objects())
