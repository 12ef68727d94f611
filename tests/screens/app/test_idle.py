"""Whoever left without signing off is signed off by the clock, and nobody else."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from momstation.app.idle import IdleWatch
from momstation.core.clock import ManualClock


def clock() -> ManualClock:
    return ManualClock(datetime(2026, 11, 22, 6, 0, tzinfo=UTC))


def test_time_without_a_touch_ends_once() -> None:
    now = clock()
    watch = IdleWatch(600, now.monotonic)
    now.advance(599)
    assert not watch.is_over()
    now.advance(1)
    assert watch.is_over()
    assert not watch.is_over()


def test_a_touch_on_any_widget_begins_the_time_anew(qtbot: QtBot, qapp: QApplication) -> None:
    now = clock()
    watch = IdleWatch(600, now.monotonic)
    qapp.installEventFilter(watch)
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    now.advance(599)
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
    now.advance(599)
    assert not watch.is_over()
    qapp.removeEventFilter(watch)


def test_zero_means_never() -> None:
    now = clock()
    watch = IdleWatch(0, now.monotonic)
    now.advance(1e6)
    assert not watch.is_over()
