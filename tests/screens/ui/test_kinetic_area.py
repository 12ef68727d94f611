"""What is longer than the screen is thrown with a finger or paged with keys, and shows where one is."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollBar, QScroller, QVBoxLayout, QWidget

from momstation.ui.button import Button
from momstation.ui.kinetic_area import KineticArea, Whereabouts
from momstation.ui.theme import ThemeHost
from tests.screens.ui.conftest import Show


def area_of(host: ThemeHost, count: int) -> KineticArea:
    inside = QWidget()
    column = QVBoxLayout(inside)
    for number in range(count):
        column.addWidget(Button(host, f"Number {number}"))
    return KineticArea(host, inside)


def test_there_is_no_bar_of_the_system_but_a_mark_where_there_is_more(
    host: ThemeHost, show: Show, qapp: QApplication
) -> None:
    for count, has_more in ((2, False), (30, True)):
        area = area_of(host, count)
        window = show(area)
        qapp.processEvents()
        assert not any(bar.isVisible() for bar in window.findChildren(QScrollBar))
        (mark,) = window.findChildren(Whereabouts)
        assert (area.is_cut, mark.isVisible()) == (has_more, has_more)
        assert mark.geometry().right() <= area.rect().right()


def test_keys_page_through_it_and_others_are_left_to_others(
    host: ThemeHost, show: Show, qapp: QApplication
) -> None:
    area = area_of(host, 30)
    show(area)
    qapp.processEvents()
    bar = area.verticalScrollBar()
    assert area.page(Qt.Key.Key_PageDown.value)
    assert 0 < bar.value() < area.viewport().height(), "the last line is seen again"
    while bar.value() < bar.maximum():
        area.page(Qt.Key.Key_PageDown.value)
    for _time in range(30):
        area.page(Qt.Key.Key_PageUp.value)
    assert bar.value() == 0
    assert not area.page(Qt.Key.Key_Down.value)
    assert not area_of(host, 1).page(Qt.Key.Key_PageDown.value)


def test_what_a_finger_drags_away_is_not_pressed(host: ThemeHost, show: Show, qapp: QApplication) -> None:
    area = area_of(host, 30)
    window = show(area)
    buttons = window.findChildren(Button)
    buttons[0].setDown(True)
    area.dragged()
    assert not buttons[0].isDown()


class Throw:
    """One finger on a list that it throws; ``pressed`` is what was done by that."""

    def __init__(self, area: KineticArea, window: QWidget) -> None:
        self.area, self.pressed = area, list[str]()
        self._window, self._device = window, QTest.createTouchDevice()
        for button in window.findChildren(Button):
            button.triggered.connect(lambda: self.pressed.append("pressed"))
        self.aim(4)

    def aim(self, which: int) -> None:
        button = self._window.findChildren(Button)[which]
        self._start = button.mapTo(self._window, QPoint(90, button.height() // 2))

    def once(self, up_px: int) -> None:
        self._tell("press", 0)
        for step in range(1, 13):
            QTest.qWait(4)
            self._tell("move", up_px * step // 12)
        self._tell("release", up_px)

    def _tell(self, what: str, up_px: int) -> None:
        told = QTest.touchEvent(self._window, self._device, False)
        getattr(told, what)(0, self._start - QPoint(0, up_px), self._window)
        told.commit(False)


@pytest.fixture
def throw(host: ThemeHost, show: Show, qapp: QApplication) -> Iterator[Callable[[], Throw]]:
    areas: list[KineticArea] = []

    def begin() -> Throw:
        areas.append(area_of(host, 120))
        return Throw(areas[-1], show(areas[-1]))

    yield begin
    for area in areas:
        QScroller.scroller(area.viewport()).stop()


def test_what_still_moves_is_thrown_again_and_nothing_is_pressed(throw: Callable[[], Throw]) -> None:
    hand = throw()
    scroller = QScroller.scroller(hand.area.viewport())
    for _time in range(4):
        hand.once(240)
        assert scroller.state() is QScroller.State.Scrolling
    assert hand.area.verticalScrollBar().value() > 400
    assert hand.pressed == []


def test_a_finger_that_only_stops_it_presses_nothing(throw: Callable[[], Throw]) -> None:
    hand = throw()
    hand.once(240)
    hand.once(0)
    assert hand.pressed == []
    QScroller.scroller(hand.area.viewport()).stop()
    hand.area.verticalScrollBar().setValue(0)
    QTest.qWait(QApplication.doubleClickInterval() + 20)
    hand.aim(2)
    hand.once(0)
    assert len(hand.pressed) == 1, "at rest, what lies under it is meant"


def test_two_taps_quickly_after_another_are_two(throw: Callable[[], Throw]) -> None:
    """Whoever jumps to a group and presses what stands there does not make a double click of it."""
    hand = throw()
    for which in (2, 3, 3, 2):
        hand.aim(which)
        hand.once(0)
        QTest.qWait(100)
    assert len(hand.pressed) == 4
