"""The team lead's board: the worst station first, by mouse and by keys."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from momstation.core.part import Command, Part, Scan
from momstation.production.model.commands import GiveStopReason
from momstation.shell.board_screen import BoardScreen, station_view
from momstation.shell.board_view import BoardLine
from momstation.ui.status import Status
from momstation.workforce.model import SignOnByBadge
from tests.support import list_views as listed
from tests.support.shell_builders import scanned
from tests.support.shell_stage import Stage

Build = Callable[..., Stage]


def lead(stage: Build, **how: object) -> Stage:
    return stage(role="team_lead", size=(1920, 1080), **how)


def test_the_worst_station_is_named_in_a_sentence_and_stands_on_top(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        headline = one.sees("board.headline")
        assert headline is not None
        assert headline.accessibleName() == "Press 07 is stopped without a reason."
        board = one.sees("screen.board")
        assert isinstance(board, BoardScreen)
        assert [row.objectName() for row in board.rows] == [
            "board.P07",
            "board.W02",
            "board.P08",
            "board.K01",
        ]
        assert "no reason yet" in board.rows[0].accessibleDescription()
        assert one.sees("actions") is None

    one.play(scene)


def test_a_row_opens_the_stations_shift_and_home_is_one_tap_away(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        await one.tap("board.P07")
        assert one.oee.chosen == ["P07"]
        assert one.sees("oee.timeline") is not None
        await one.tap("nav.home")
        assert one.sees("screen.board") is not None

    one.play(scene)


def test_the_board_by_keys_alone(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        await one.press(Qt.Key.Key_Down)
        board = one.sees("screen.board")
        assert isinstance(board, BoardScreen)
        assert board.rows[0].hasFocus()
        await one.press(Qt.Key.Key_Down)
        assert board.rows[1].hasFocus()
        await one.press(Qt.Key.Key_Return)
        assert one.oee.chosen == ["W02"]
        await one.press(Qt.Key.Key_Escape)
        assert one.sees("screen.board") is not None

    one.play(scene)


def test_a_stop_without_a_reason_is_explained_from_the_board(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        await one.tap("stop.stop-1")
        assert one.stop.chosen == ["stop-1"]
        await one.tap("reason.JAM")
        assert isinstance(one.desk.sent[-1], GiveStopReason)

    one.play(scene)


def test_a_scan_gets_its_verdict_on_the_board_too(stage: Build) -> None:
    async def badge(scan: Scan) -> Command | None:
        return SignOnByBadge(badge=scan.text) if "badge" in scan.fields else None

    one = lead(stage, parts=(Part(name="workforce", scans=(badge,)),))

    async def scene() -> None:
        one.bus.publish(scanned("BADGE:B-1001"))
        await one.settle()
        assert one.sees("verdict.accepted") is not None

    one.play(scene)


def test_old_records_make_a_row_an_offline_one_with_its_age() -> None:
    row = listed.board_row("P08", "Press 08")
    fresh, old = BoardLine(row, "", ""), BoardLine(row, "", "as of 13:20")
    assert station_view(fresh).status is Status.NORMAL
    assert station_view(old).status is Status.OFFLINE
    assert station_view(old).note == "as of 13:20"


def test_a_part_or_two_behind_plan_are_not_marked() -> None:
    near = listed.board_row("P08", "Press 08", good=251, delta=-1, delta_text="−1")
    far = listed.board_row("P08", "Press 08", good=251, delta=-18, delta_text="−18")
    assert station_view(BoardLine(near, "", "")).delta_status is Status.NORMAL
    assert station_view(BoardLine(far, "", "")).delta_status is Status.CAUTION


def test_an_alarm_stays_an_alarm_even_when_it_is_old() -> None:
    row = listed.board_row("P08", "Press 08", status=Status.ALARM)
    assert station_view(BoardLine(row, "", "as of 13:20")).status is Status.ALARM
