"""Between two tiles lies no dead ground: the nearer one answers."""

from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QWidget

from momstation.ui.action_tile import ActionTile
from momstation.ui.gap_taps import GapTaps
from momstation.ui.theme import ThemeHost
from tests.screens.ui.conftest import Show

Bar = tuple[QWidget, list[ActionTile], list[str]]


@pytest.fixture
def bar(host: ThemeHost, show: Show) -> Bar:
    container = QWidget()
    row = QHBoxLayout(container)
    host.space(row, margin=False)
    tapped: list[str] = []
    tiles = [ActionTile(host, "delete", name) for name in ("Scrap", "Call")]
    for tile in tiles:
        row.addWidget(tile)
        tile.triggered.connect(partial(tapped.append, tile.accessibleName()))
    GapTaps(host, container)
    show(container, size=(500, 160))
    return container, tiles, tapped


def tap(container: QWidget, spot: QPoint) -> None:
    QTest.mouseClick(container, Qt.MouseButton.LeftButton, pos=spot)


def test_each_half_of_the_gap_belongs_to_its_tile(bar: Bar) -> None:
    container, (left, right), tapped = bar
    y = left.geometry().center().y()
    tap(container, QPoint(left.geometry().right() + 3, y))
    tap(container, QPoint(right.geometry().left() - 3, y))
    assert tapped == ["Scrap", "Call"]


def test_ground_farther_than_a_gap_belongs_to_nobody(bar: Bar, host: ThemeHost) -> None:
    container, (left, _right), tapped = bar
    layout = container.layout()
    assert layout is not None
    layout.setContentsMargins(0, 60, 0, 0)
    layout.activate()
    tap(container, QPoint(left.geometry().center().x(), left.geometry().top() - host.units.gap - 5))
    assert tapped == []
    tap(container, QPoint(left.geometry().center().x(), left.geometry().top() - host.units.gap + 2))
    assert tapped == ["Scrap"]


def test_an_unavailable_neighbour_explains_itself(bar: Bar) -> None:
    container, (left, _right), tapped = bar
    reasons: list[str] = []
    left.set_refusal("No order runs.")
    left.explained.connect(reasons.append)
    tap(container, QPoint(left.geometry().right() + 3, left.geometry().center().y()))
    assert (tapped, reasons) == ([], ["No order runs."])


def test_a_finger_that_leaves_before_it_lifts_means_nothing(bar: Bar) -> None:
    container, (left, _right), tapped = bar
    start = QPoint(left.geometry().right() + 3, left.geometry().center().y())
    QTest.mousePress(container, Qt.MouseButton.LeftButton, pos=start)
    assert left.isDown()
    QTest.mouseRelease(container, Qt.MouseButton.LeftButton, pos=QPoint(start.x(), container.height() + 200))
    assert tapped == []


def test_another_mouse_button_does_nothing(bar: Bar) -> None:
    container, (left, _right), tapped = bar
    QTest.mouseClick(left, Qt.MouseButton.RightButton)
    QTest.mouseClick(container, Qt.MouseButton.RightButton, pos=left.geometry().topRight() + QPoint(3, 5))
    assert tapped == []


def test_a_tap_on_the_tile_itself_counts_once(bar: Bar) -> None:
    _container, (left, _right), tapped = bar
    QTest.mouseClick(left, Qt.MouseButton.LeftButton)
    assert tapped == ["Scrap"]
