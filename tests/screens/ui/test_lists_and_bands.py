"""Rows, tiles, spans and table lines: content changes under a finger, and what was tapped must stay what was meant."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScroller
from pytestqt.qtbot import QtBot

from momstation.ui.data_table import Column, DataTable, Row
from momstation.ui.drawing import Align
from momstation.ui.empty_state import EmptyState
from momstation.ui.list_row import RowView
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost
from momstation.ui.tile_grid import TileGrid, TileView
from momstation.ui.timeline import Span, SpanKind, StateTimeline
from momstation.ui.touch_list import TouchList
from tests.screens.ui.conftest import Show


def rows(*keys: str) -> list[RowView]:
    return [RowView(key, f"Order {key}", "Bracket", "0 / 600", "due 17:20") for key in keys]


def test_a_list_keeps_its_rows_while_their_content_changes(host: ThemeHost, show: Show) -> None:
    listed = TouchList(host)
    show(listed)
    listed.set_rows(rows("1", "2", "3"))
    before = listed.rows
    listed.set_rows(rows("2", "1"))
    assert listed.rows == before[:2]
    assert [row.view.key for row in listed.rows] == ["2", "1"]
    tapped: list[str] = []
    listed.activated.connect(tapped.append)
    QTest.mouseClick(listed.rows[0], Qt.MouseButton.LeftButton)
    assert tapped == ["2"]


def test_an_unavailable_row_says_why_and_the_whole_row_is_the_target(host: ThemeHost, show: Show) -> None:
    listed = TouchList(host)
    show(listed)
    listed.set_rows([RowView("1", "4711-20", refusal="Another order runs here.")])
    (row,) = listed.rows
    reasons: list[str] = []
    listed.explained.connect(reasons.append)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(3, row.height() - 3))
    assert reasons == ["Another order runs here."]
    assert row.height() >= host.units.target


def test_an_empty_list_says_so(host: ThemeHost, show: Show) -> None:
    listed = TouchList(host)
    window = show(listed)
    listed.set_empty("assignment", "No order is waiting here", "Scan one.")
    (said,) = window.findChildren(EmptyState)
    assert said.isVisible() and said.accessibleName() == "No order is waiting here. Scan one."
    listed.set_rows(rows("1"))
    assert not said.isVisible()


def test_a_list_scrolls_under_a_finger(host: ThemeHost, show: Show, qtbot: QtBot) -> None:
    listed = TouchList(host)
    show(listed, size=(600, 400))
    listed.set_rows(rows(*map(str, range(20))))
    bar, viewport = listed.verticalScrollBar(), listed.viewport()
    qtbot.waitUntil(lambda: bar.maximum() > 0, timeout=60_000)
    tapped: list[str] = []
    listed.activated.connect(tapped.append)
    device = QTest.createTouchDevice()
    x = viewport.width() // 2
    QTest.touchEvent(viewport, device).press(0, QPoint(x, 300), viewport).commit()
    for y in range(290, 40, -10):
        QTest.touchEvent(viewport, device).move(0, QPoint(x, y), viewport).commit()
        QTest.qWait(2)
    QTest.touchEvent(viewport, device).release(0, QPoint(x, 40), viewport).commit()
    qtbot.waitUntil(lambda: bar.value() > 100, timeout=60_000)
    assert tapped == []
    QScroller.scroller(viewport).stop()


def test_a_grid_leaves_unchanged_tiles_alone(host: ThemeHost, show: Show) -> None:
    grid = TileGrid(host)
    show(grid)
    views = [TileView(str(index), "build", f"Reason {index}") for index in range(6)]
    grid.set_tiles(views)
    before = grid.tiles
    grid.set_tiles(list(views))
    assert grid.tiles == before
    chosen: list[str] = []
    grid.chosen.connect(chosen.append)
    QTest.mouseClick(grid.tiles[4], Qt.MouseButton.LeftButton)
    assert chosen == ["4"]
    grid.set_tiles(views[:2])
    assert [tile.key for tile in grid.tiles] == ["0", "1"]


BAND = [
    Span("run1", 0, 200, SpanKind.RUNNING, "Running"),
    Span("stop", 200, 203, SpanKind.UNREASONED, "Stopped 3 min, no reason yet"),
    Span("run2", 203, 480, SpanKind.RUNNING, "Running"),
]


def test_a_short_stop_wins_over_the_run_beside_it(host: ThemeHost, show: Show) -> None:
    band = StateTimeline(host)
    show(band)
    band.set_spans(0, 480, BAND, spoken="Shift")
    chosen: list[str] = []
    band.chosen.connect(chosen.append)
    stop_x = round(201.5 / 480 * band.width())
    near, far = host.units.mm(3), host.units.mm(8)
    for x in (stop_x - near, stop_x + near, stop_x + far, 5):
        QTest.mouseClick(band, Qt.MouseButton.LeftButton, pos=QPoint(x, 20))
    assert chosen == ["stop", "stop", "run2", "run1"]


def test_the_arrow_keys_walk_the_band(host: ThemeHost, show: Show) -> None:
    band = StateTimeline(host)
    show(band)
    band.set_spans(0, 480, BAND)
    chosen: list[str] = []
    band.chosen.connect(chosen.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(band, key)
    assert chosen == ["stop"]
    assert band.accessibleDescription() == "Stopped 3 min, no reason yet"
    QTest.keyClick(band, Qt.Key.Key_Left)
    QTest.keyClick(band, Qt.Key.Key_Left)
    QTest.keyClick(band, Qt.Key.Key_Space)
    assert chosen[-1] == "run1"


def test_every_kind_of_span_is_told_apart_without_colour() -> None:
    heights = [kind.value for kind in SpanKind]
    assert len(set(heights)) == len(heights)


def test_a_table_tells_the_tapped_row_and_keeps_the_selection(host: ThemeHost, show: Show) -> None:
    table = DataTable(host, [Column("order", "Order"), Column("good", "Good", Align.END, True)])
    table.setAccessibleName("Orders")
    show(table)
    lines = [Row("1", ("4711-20", "412"), Status.WARNING), Row("2", ("4711-30", "0"))]
    table.set_rows(lines)
    chosen: list[str] = []
    table.chosen.connect(chosen.append)
    spot = table.visualRect(table.model().index(1, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert chosen == ["2"]
    table.set_rows(list(reversed(lines)))
    assert table.selected_key() == "2"
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert chosen == ["2", "2"]
    word = table.model().data(table.model().index(1, 0), Qt.ItemDataRole.AccessibleDescriptionRole)
    assert word == "Warning"
    assert table.rowHeight(0) >= host.units.target
