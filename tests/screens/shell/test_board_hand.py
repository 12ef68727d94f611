"""The rows of the board lie still under a hand, and stand worst first soon after it has gone."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from momstation.shell import board_hand
from momstation.shell.board_screen import BoardScreen
from momstation.shell.board_view import BoardLine, BoardScreenView
from momstation.ui.event_strip import SEEN_S
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost
from tests.screens.ui.conftest import host, show
from tests.support import list_views as listed

__all__ = ["host", "show"]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LEFT = Qt.MouseButton.LeftButton
PATIENCE_MS = 60_000


@dataclass
class Seconds:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Board:
    screen: BoardScreen
    seconds: Seconds
    view: BoardScreenView
    chosen: list[str] = field(default_factory=list)
    explained: list[str] = field(default_factory=list)

    def order(self) -> list[str]:
        return [row.view.key for row in self.screen.rows]

    def turn(self) -> list[str]:
        """The last station becomes the worst; the order that is wanted."""
        lines = self.view.lines
        self.view = replace(self.view, lines=(lines[-1], *lines[:-1]))
        self.screen.set_view(self.view)
        return [line.row.station for line in self.view.lines]


@pytest.fixture
def board(host: ThemeHost, show: Callable[..., QWidget], qtbot: QtBot) -> Board:
    seconds = Seconds()
    shown = listed.a_board()
    view = BoardScreenView(
        "Hall 2", "", Status.NORMAL, tuple(BoardLine(row, "", "") for row in shown.rows), (), "", NOON
    )
    one = Board(BoardScreen(host, now_s=seconds), seconds, view)
    one.screen.station_chosen.connect(one.chosen.append)
    one.screen.explained.connect(one.explained.append)
    one.screen.resize(1600, 900)
    one.screen.set_view(one.view)
    QTest.mouseMove(show(one.screen), QPoint(1, 1))
    qtbot.waitUntil(lambda: not one.screen.is_held, timeout=PATIENCE_MS)
    return one


def test_nobody_points_and_the_worst_stands_on_top_at_once(board: Board) -> None:
    wanted = board.turn()
    assert board.order() == wanted


def test_rows_keep_their_order_under_a_pointer_and_follow_when_it_rests(board: Board, qtbot: QtBot) -> None:
    before = board.order()
    QTest.mouseMove(board.screen.rows[1], QPoint(40, 10))
    QTest.mouseMove(board.screen.rows[1], QPoint(44, 12))
    wanted = board.turn()
    assert board.order() == before
    QTest.mouseClick(board.screen.rows[1], LEFT, pos=QPoint(44, 12))
    assert len(board.chosen) == 1, "what was seen there is opened"
    qtbot.waitUntil(lambda: board.order() == wanted, timeout=PATIENCE_MS)


def test_nothing_changes_while_a_button_is_held_down(board: Board, qtbot: QtBot) -> None:
    before = board.order()
    QTest.mousePress(board.screen.rows[0], LEFT, pos=QPoint(40, 10))
    wanted = board.turn()
    QTest.qWait(2000)
    assert board.order() == before
    QTest.mouseRelease(board.screen.rows[0], LEFT, pos=QPoint(40, 10))
    assert board.chosen
    qtbot.waitUntil(lambda: board.order() == wanted, timeout=PATIENCE_MS)


def test_a_pointer_that_never_rests_holds_the_rows_no_longer_than_told(
    board: Board, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_hand, "AT_MOST_MS", 400)
    before, row = board.order(), board.screen.rows[1]
    QTest.mouseMove(row, QPoint(40, 10))
    wanted = board.turn()
    assert board.order() == before
    places = itertools.cycle((QPoint(41, 10), QPoint(40, 10)))

    def is_sorted() -> bool:
        QTest.mouseMove(row, next(places))
        return board.order() == wanted

    qtbot.waitUntil(is_sorted, timeout=PATIENCE_MS)
    assert board.screen.is_held, "the pointer moves on, and holds the new order"


def test_rows_that_were_held_for_too_long_wait_for_the_button(
    board: Board, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_hand, "AT_MOST_MS", 200)
    before, row = board.order(), board.screen.rows[0]
    QTest.mousePress(row, LEFT, pos=QPoint(40, 10))
    wanted = board.turn()
    QTest.qWait(800)
    assert board.order() == before
    QTest.mouseRelease(row, LEFT, pos=QPoint(40, 10))
    assert board.chosen == [before[0]]
    qtbot.waitUntil(lambda: board.order() == wanted, timeout=PATIENCE_MS)


def test_a_press_on_a_row_that_has_just_changed_is_not_taken_and_says_so(board: Board) -> None:
    board.turn()
    board.seconds.now += SEEN_S - 0.01
    QTest.mouseClick(board.screen.rows[0], LEFT, pos=QPoint(40, 10))
    assert (board.chosen, len(board.explained)) == ([], 1)
    board.seconds.now += 0.02
    QTest.qWait(100)  # a finger heard twice at once counts once
    QTest.mouseClick(board.screen.rows[0], LEFT, pos=QPoint(40, 10))
    assert len(board.chosen) == 1


def test_keys_keep_their_station_when_the_order_follows(board: Board, qtbot: QtBot) -> None:
    board.screen.move_focus(1)
    QTest.keyClick(board.screen.rows[0], Qt.Key.Key_Down)
    before = board.order()
    wanted = board.turn()
    assert board.order() == before
    qtbot.waitUntil(lambda: board.order() == wanted, timeout=PATIENCE_MS)
    assert [row.view.key for row in board.screen.rows if row.hasFocus()] == [before[1]]
