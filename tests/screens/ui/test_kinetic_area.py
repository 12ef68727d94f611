"""What is longer than the screen is thrown with a finger or paged with keys, and shows where one is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollBar, QVBoxLayout, QWidget

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
