"""Whoever left without signing off is signed off by the clock, and nobody else; before that the station locks."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from qasync import QEventLoop

from momstation.app.assembly import assemble
from momstation.app.idle import IdleWatch
from momstation.app.options import RunOptions
from momstation.app.station import Station
from momstation.core.clock import ManualClock
from momstation.core.part import Actor
from momstation.plant.definitions import put
from momstation.plant.readings import CodeScanned, GaugeRead
from momstation.settings import load
from momstation.workforce.model import SignOnByBadge
from tests.support.plant_builders import NOON, a_person
from tests.support.station_file import a_station_file
from tests.support.window_hands import WindowHands


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
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    now.advance(599)
    assert not watch.is_over()
    qapp.removeEventFilter(watch)


def test_zero_means_never() -> None:
    now = clock()
    watch = IdleWatch(0, now.monotonic)
    now.advance(1e6)
    assert not watch.is_over()


def test_a_scan_is_a_touch() -> None:
    now = clock()
    watch = IdleWatch(600, now.monotonic)
    now.advance(599)
    watch.scanned(CodeScanned("S1", "x", b"x", NOON, 0.0, ""))
    now.advance(599)
    assert not watch.is_over()


def test_a_value_of_a_gauge_is_a_touch() -> None:
    now = clock()
    watch = IdleWatch(600, now.monotonic)
    now.advance(599)
    watch.measured(GaugeRead("G1", None, "", "x", NOON, 0.0))
    now.advance(599)
    assert not watch.is_over()


def test_a_station_that_nobody_touches_locks_and_its_badge_opens_it(
    qapp: QApplication, tmp_path: Path
) -> None:
    loop = QEventLoop(qapp)
    now = ManualClock(NOON)
    assembly = assemble(load(a_station_file(tmp_path, "[workforce]\nlock_after_min = 10\n")), now)
    itself = Actor(None, assembly.facts.code, frozenset())

    async def life() -> None:
        station = Station(assembly.settings, RunOptions(config=tmp_path), qapp, assembly)
        window = await station.open()
        running = asyncio.ensure_future(station.run())
        try:
            await station.dispatcher.report([put(a_person("P1", badge="B-1"), 1)], itself)
            await station.dispatcher.send(SignOnByBadge(badge="B-1"), itself)
            now.advance(10 * 60 + 1)
            hands = WindowHands(window)
            await hands.until(lambda: window.crew.is_locked, "it locks by itself")
            station.bus.publish(CodeScanned("S1", "BADGE:B-1", b"BADGE:B-1", NOON, 0.0, ""))
            await hands.until(lambda: not window.crew.is_locked, "the badge opens it")
        finally:
            station.closed.set()
            await running
            station.window.deleteLater()
            station.host.deleteLater()

    loop.run_until_complete(life())
    loop.close()
