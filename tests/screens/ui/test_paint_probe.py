"""The probe measures until the pixels have changed, not until somebody asked for it."""

from functools import partial
from time import monotonic, sleep

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from momstation.ui.action_tile import ActionTile
from momstation.ui.paint_probe import PaintProbe, Reservoir
from momstation.ui.theme import ThemeHost
from tests.screens.ui.conftest import Show

SLOW_S = 0.02


class SlowWidget(QWidget):
    """Takes a known time to paint."""

    painted_at = 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        sleep(SLOW_S)
        self.painted_at = monotonic()


def n(probe: PaintProbe, kind: str) -> float:
    return probe.summary().get(kind, {"n": 0})["n"]


def has(probe: PaintProbe, kind: str, times: int) -> bool:
    return n(probe, kind) == times


def test_a_noted_start_closes_after_the_painting(host: ThemeHost, show: Show, qtbot: QtBot) -> None:
    widget = SlowWidget()
    window = show(widget, size=(200, 200))
    probe = PaintProbe(window)
    before = widget.painted_at
    began = monotonic()
    probe.note("scan_to_paint", began)
    assert n(probe, "scan_to_paint") == 0
    widget.update()
    qtbot.waitUntil(lambda: n(probe, "scan_to_paint") == 1, timeout=60_000)
    assert widget.painted_at > before
    measured = probe.summary()["scan_to_paint"]["p50"]
    assert (widget.painted_at - began) * 1000 <= measured + 0.01
    assert probe.summary()["frame_ms"]["p99"] >= SLOW_S * 1000 * 0.95


def test_one_update_closes_all_that_wait_and_each_once(host: ThemeHost, show: Show, qtbot: QtBot) -> None:
    tile = ActionTile(host, "delete", "Scrap")
    probe = PaintProbe(show(tile))
    probe.note("tap_to_paint", monotonic() - 0.5)
    probe.note("reading_to_paint", monotonic())
    tile.update()
    qtbot.waitUntil(lambda: n(probe, "reading_to_paint") == 1, timeout=60_000)
    tile.update()
    qtbot.waitUntil(lambda: n(probe, "frame_ms") >= 2, timeout=60_000)
    summary = probe.summary()
    assert summary["tap_to_paint"]["n"] == summary["reading_to_paint"]["n"] == 1
    assert summary["tap_to_paint"]["p50"] >= summary["reading_to_paint"]["p50"] + 500 - 0.1


def test_nothing_closes_while_nothing_is_painted(host: ThemeHost, show: Show) -> None:
    probe = PaintProbe(show(ActionTile(host, "delete", "Scrap")))
    QApplication.processEvents()
    probe.note("tap_to_paint", monotonic())
    QApplication.processEvents()
    assert n(probe, "tap_to_paint") == 0


@pytest.mark.parametrize("way", ["window", "widget"])
def test_each_press_is_painted_and_measured(host: ThemeHost, show: Show, qtbot: QtBot, way: str) -> None:
    tiles = [ActionTile(host, "delete", f"Tile {index}") for index in range(6)]
    window = show(*tiles)
    probe = PaintProbe(window, note_press=True)
    if way == "widget":
        for tile in tiles:
            probe.watch(tile)
    for count in range(20):
        tile = tiles[count % 6]
        spot = tile.mapTo(window, tile.rect().center())
        press(window if way == "window" else tile, spot if way == "window" else tile.rect().center(), True)
        assert tile.isDown()
        qtbot.waitUntil(partial(has, probe, "press_to_paint", count + 1), timeout=60_000)
        press(window if way == "window" else tile, spot if way == "window" else tile.rect().center(), False)
        QApplication.processEvents()
    assert probe.summary()["press_to_paint"]["n"] == 20


def press(target: QWidget, spot: QPoint, is_down: bool) -> None:
    send = QTest.mousePress if is_down else QTest.mouseRelease
    handle = target.windowHandle() if target.isWindow() else None
    send(handle or target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)


def test_a_reservoir_counts_all_and_keeps_a_fair_part() -> None:
    reservoir = Reservoir()
    for value in range(20_000):
        reservoir.add(float(value))
    summary = reservoir.summary()
    assert summary["n"] == 20_000
    assert len(reservoir.values) == 5_000
    assert summary["p50"] == pytest.approx(10_000, rel=0.05)
    assert summary["p99"] == pytest.approx(19_800, rel=0.02)


def test_of_nothing_the_summary_is_zero() -> None:
    assert Reservoir().summary() == {"p50": 0.0, "p99": 0.0, "n": 0}


def test_the_figures_of_the_window_before_go_on(host: ThemeHost, show: Show, qtbot: QtBot) -> None:
    before, after = SlowWidget(), SlowWidget()
    first = PaintProbe(show(before, size=(200, 200)))
    first.note("tap_to_paint", monotonic())
    before.update()
    qtbot.waitUntil(lambda: n(first, "tap_to_paint") == 1, timeout=60_000)
    second = PaintProbe(show(after, size=(200, 200)), first)
    second.note("tap_to_paint", monotonic())
    after.update()
    qtbot.waitUntil(lambda: n(second, "tap_to_paint") == 2, timeout=60_000)


def test_what_was_noted_in_the_window_before_is_shown_in_the_one_after(
    host: ThemeHost, show: Show, qtbot: QtBot
) -> None:
    """A badge brings a window of another language: what it said is painted there."""
    before, after = SlowWidget(), SlowWidget()
    first = PaintProbe(show(before, size=(200, 200)))
    first.note("scan_to_paint", monotonic())
    second = PaintProbe(show(after, size=(200, 200)), first)
    first.note("scan_to_paint", monotonic())
    after.update()
    qtbot.waitUntil(lambda: second.summary().get("scan_to_paint", {}).get("n") == 2, timeout=60_000)
