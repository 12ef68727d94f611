"""The shift of each station on the board: a stop that nobody explained is pressed where it is seen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from momstation.production.views import BandView, SpanView
from momstation.shell.board_detail import BoardDetail
from momstation.shell.board_screen import BoardScreen
from momstation.shell.board_view import BoardScreenView
from tests.support import production_views as made
from tests.support.shell_stage import Stage, a_board_screen

Build = Callable[..., Stage]
_START = made.NOW - timedelta(hours=8)


def a_band() -> BandView:
    def span(start: int, end: int, kind: str, stop: str | None = None, why: str = "") -> SpanView:
        at = [_START + timedelta(minutes=minute) for minute in (start, end)]
        return SpanView(at[0], at[1], kind, f"{kind} {start}", why, stop)

    spans = (
        span(0, 100, "producing"),
        span(100, 110, "stopped", "stop-0", "Tool change"),
        span(110, 200, "producing"),
        span(200, 215, "stopped", "stop-1"),
        span(215, 400, "producing"),
        span(400, 402, "stopped", "stop-2"),
        span(402, 480, "producing"),
    )
    return BandView(_START, _START + timedelta(hours=9), spans)


def a_board(stations: int = 0) -> BoardScreenView:
    screen = a_board_screen()
    lines = tuple(replace(line, band=a_band(), team=("A. Meyer", "B. Novak")) for line in screen.lines)
    many = tuple(
        replace(lines[n % len(lines)], row=replace(lines[n % len(lines)].row, station=f"X{n:02}"))
        for n in range(stations)
    )
    return replace(screen, lines=many or lines)


def lead(stage: Build, *, stations: int = 0, size: tuple[int, int] = (1920, 1080)) -> Stage:
    one = stage(role="team_lead", size=size)
    one.board.view = a_board(stations)
    return one


def board_of(one: Stage) -> BoardScreen:
    board = one.sees("screen.board")
    assert isinstance(board, BoardScreen)
    return board


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_one_press_on_a_stop_without_a_reason_asks_for_it(
    stage: Build, direction: Qt.LayoutDirection
) -> None:
    one = lead(stage)
    one.window.setLayoutDirection(direction)

    async def scene() -> None:
        row = board_of(one).rows[0]
        QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.spot_of("stop-2").toPoint())
        await one.settle()
        assert one.stop.chosen == ["stop-2"]
        assert one.oee.chosen == [], "the row itself was not meant"

    one.play(scene)


def test_what_is_explained_and_what_ran_belong_to_the_row(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        row = board_of(one).rows[0]
        spot = row.spot_of("stop-1").toPoint()
        spot.setX(row.width() // 20)
        QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=spot)
        await one.settle()
        assert (one.stop.chosen, one.oee.chosen) == ([], ["P07"])

    one.play(scene)


def test_a_stop_of_the_band_by_keys_alone_and_in_words(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        row = board_of(one).rows[0]
        assert "2 stops without a reason" in row.accessibleDescription()
        await one.press(Qt.Key.Key_Down)
        await one.press(Qt.Key.Key_Right)
        await one.press(Qt.Key.Key_Right)
        assert row.accessibleDescription() == "stopped 400"
        await one.press(Qt.Key.Key_Left)
        assert row.accessibleDescription() == "stopped 200"
        await one.press(Qt.Key.Key_Return)
        assert (one.stop.chosen, one.oee.chosen) == (["stop-1"], [])

    one.play(scene)


def test_beyond_the_last_stop_the_row_is_meant_again(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        await one.press(Qt.Key.Key_Down)
        for _step in range(3):
            await one.press(Qt.Key.Key_Right)
        await one.press(Qt.Key.Key_Return)
        assert (one.stop.chosen, one.oee.chosen) == ([], ["P07"])

    one.play(scene)


def test_few_stations_leave_room_for_one_at_length(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        detail = one.sees("board.detail")
        assert isinstance(detail, BoardDetail)
        assert detail.accessibleName() == "Press 07 in this shift"
        await one.press(Qt.Key.Key_Down)
        await one.press(Qt.Key.Key_Down)
        assert detail.accessibleName() == "Weld 02 in this shift", "the one that was chosen"
        detail.shift.setFocus()
        detail.shift.chosen.emit("stop-1")
        await one.settle()
        assert one.stop.chosen == ["stop-1"]

    one.play(scene)


def test_many_stations_need_the_room_themselves_and_the_list_scrolls(stage: Build) -> None:
    one = lead(stage, stations=40)

    async def scene() -> None:
        board = board_of(one)
        assert one.sees("board.detail") is None
        assert len(board.rows) == 40
        assert board.page(Qt.Key.Key_PageDown.value)
        one.clipped.clear()
        one.window.grab()
        assert one.clipped == []

    one.play(scene)
