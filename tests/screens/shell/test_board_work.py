"""What a team lead does on the board itself: explain stops, put orders into another sequence, find every key."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from momstation.production.model.commands import GiveStopReason, SequenceOrders
from momstation.shell import keys
from momstation.shell.board_screen import BoardScreen
from momstation.ui.tappable import Tappable
from tests.support import list_views as listed
from tests.support.shell_stage import Stage

Build = Callable[..., Stage]
RUNNING, FIRST, SECOND, THIRD = "4711-20", "4711-30", "4720-10", "4731-10"


def lead(stage: Build, **how: object) -> Stage:
    return stage(role="team_lead", **({"size": (1920, 1080)} | how))


def asked(one: Stage) -> list[tuple[str, ...]]:
    return [command.orders for command in one.desk.sent if isinstance(command, SequenceOrders)]


def explained(one: Stage) -> list[GiveStopReason]:
    return [command for command in one.desk.sent if isinstance(command, GiveStopReason)]


async def lies_still(one: Stage) -> None:
    board = one.sees("screen.board")
    assert isinstance(board, BoardScreen)
    await one.until(lambda: not board.stops.is_settling, "the list of stops lies still")


async def drag(one: Stage, name: str, onto: str, beyond: int) -> None:
    taken, there = one.sees(name), one.sees(onto)
    assert taken is not None and there is not None
    spot = taken.mapTo(one.window, taken.rect().center())
    goal = QPoint(spot.x(), there.mapTo(one.window, there.rect().center()).y() + beyond)
    QTest.mousePress(taken, Qt.MouseButton.LeftButton, pos=taken.mapFrom(one.window, spot))
    QTest.mouseMove(taken, taken.mapFrom(one.window, (spot + goal) / 2))
    QTest.mouseMove(taken, taken.mapFrom(one.window, goal))
    QTest.mouseRelease(taken, Qt.MouseButton.LeftButton, pos=taken.mapFrom(one.window, goal))
    await one.settle()


def test_a_drag_puts_an_order_where_it_is_let_go(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        await drag(one, f"move.{THIRD}", f"planned.{FIRST}", -4)
        await drag(one, f"move.{FIRST}", f"planned.{THIRD}", 4)

    one.play(scene)
    assert asked(one) == [(RUNNING, THIRD, FIRST, SECOND), (RUNNING, SECOND, THIRD, FIRST)]


def test_no_drag_gets_in_front_of_what_runs(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        assert one.sees(f"move.{RUNNING}") is None
        await drag(one, f"move.{SECOND}", f"planned.{RUNNING}", -20)

    one.play(scene)
    assert asked(one) == [(RUNNING, SECOND, FIRST, THIRD)]


def test_a_drag_that_ends_where_it_began_asks_for_nothing(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        before = one.sees(f"planned.{SECOND}")
        assert before is not None
        was = before.mapTo(one.window, QPoint())
        handle = one.sees(f"move.{SECOND}")
        assert handle is not None
        QTest.mousePress(handle, Qt.MouseButton.LeftButton)
        QTest.mouseMove(handle, handle.rect().center() + QPoint(0, one.host.units.target // 2))
        QTest.mouseMove(handle, handle.rect().center())
        QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=handle.rect().center())
        await one.settle()
        assert before.mapTo(one.window, QPoint()) == was

    one.play(scene)
    assert asked(one) == []


def test_a_tap_changes_places_with_the_order_before(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        await one.tap(f"move.{THIRD}")
        await one.tap(f"move.{FIRST}")

    one.play(scene)
    assert asked(one) == [(RUNNING, FIRST, THIRD, SECOND), (RUNNING, SECOND, FIRST, THIRD)]


def test_keys_move_the_order_that_has_the_focus(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        await one.press(Qt.Key.Key_F3)
        focused = QApplication.focusWidget()
        assert focused is not None and focused.objectName() == f"move.{SECOND}"
        await one.press(Qt.Key.Key_Down)
        focused = QApplication.focusWidget()
        assert focused is not None and focused.objectName() == f"move.{THIRD}"
        QTest.keyClick(focused, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        QTest.keyClick(focused, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        await one.settle()

    one.play(scene)
    assert asked(one) == [(RUNNING, FIRST, THIRD, SECOND)]


def test_the_focus_goes_with_the_order_that_was_moved(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        await one.press(Qt.Key.Key_F3)
        board, sequence = one.board.view, listed.a_sequence()
        rows = (sequence.rows[0], sequence.rows[2], sequence.rows[1], sequence.rows[3])
        shown = one.sees("screen.board")
        assert isinstance(shown, BoardScreen)
        shown.set_view(replace(board, sequences=(replace(sequence, rows=rows),)))
        focused = QApplication.focusWidget()
        assert focused is not None and focused.objectName() == f"move.{SECOND}"
        assert [row.order for row in shown.sequence.rows] == [RUNNING, SECOND, FIRST, THIRD]

    one.play(scene)


def test_one_tap_gives_a_stop_its_reason(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        await lies_still(one)
        await one.tap("explain.stop-2.TOOL")

    one.play(scene)
    given = explained(one)
    assert [(each.stop, each.reason, each.others) for each in given] == [("stop-2", "TOOL", ())]


def test_two_taps_give_all_stops_of_a_machine_one_reason(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        await lies_still(one)
        await one.tap("alike.stop-1")
        await one.tap("explain.stop-1.JAM")

    one.play(scene)
    given = explained(one)
    assert [(each.stop, each.reason, each.others) for each in given] == [("stop-1", "JAM", ("stop-2",))]


def test_a_tap_that_was_meant_for_a_stop_that_has_gone_is_no_answer(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        await lies_still(one)
        shown = one.sees("screen.board")
        assert isinstance(shown, BoardScreen)
        shown.set_view(replace(one.board.view, unreasoned=one.board.view.unreasoned[1:]))
        await one.tap("explain.stop-2.JAM")
        assert explained(one) == []
        await lies_still(one)
        await one.tap("explain.stop-2.JAM")

    one.play(scene)
    assert [each.stop for each in explained(one)] == ["stop-2"]


def test_every_reason_is_one_tap_further(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        await one.tap("more.stop-2")
        assert one.stop.chosen == ["stop-2"]
        assert one.sees("sheet.stop_reason") is not None

    one.play(scene)


@pytest.mark.parametrize("role", ["operator", "team_lead"])
def test_the_question_mark_shows_every_key_that_is_answered(stage: Build, role: str) -> None:
    one = stage(role=role, size=(1280, 800))

    async def scene() -> None:
        await one.press(Qt.Key.Key_Question)
        assert one.sees("sheet.keys") is not None
        for binding in keys.of_station(is_operator=role == "operator"):
            assert one.sees(f"key.{binding.what}") is not None, binding.what
        await one.press(Qt.Key.Key_Question)
        assert one.sees("sheet.keys") is None

    one.play(scene)


def test_no_key_of_the_table_does_nothing(stage: Build) -> None:
    """Each opens, closes, moves the focus, sends, or says why not."""
    for binding in keys.LEAD:
        if binding.what in (
            keys.HOME,
            keys.BACK,
            keys.PAGE,
            keys.PRESS,
            keys.MOVE,
            keys.BACKWARDS,
            keys.LOCK,
        ):
            continue  # these need something that is open, focused or cut: they have tests of their own
        one = lead(stage)

        async def scene(one: Stage = one, key: Qt.Key = binding.keys[0]) -> None:
            before = look(one)
            await one.press(key)
            assert look(one) != before, key

        one.play(scene)


def look(one: Stage) -> tuple[object, ...]:
    focused = QApplication.focusWidget()
    return (
        sorted(each.objectName() for each in one.window.findChildren(QWidget) if each.isVisible()),
        focused.objectName() if focused is not None else "",
        one.host.theme.name,
        len(one.desk.sent),
    )


@pytest.mark.parametrize("size", [(1280, 800), (1366, 768), (1920, 1080)])
@pytest.mark.parametrize("scale", [100, 125])
def test_nothing_of_the_board_is_cut_off(stage: Build, size: tuple[int, int], scale: int) -> None:
    one = lead(stage, size=size, scale=scale)

    async def scene() -> None:
        shown = one.sees("screen.board")
        assert isinstance(shown, BoardScreen)
        for row in shown.findChildren(Tappable):
            if row.isVisible() and not row.visibleRegion().isEmpty():
                left = row.mapTo(one.window, QPoint()).x()
                assert left >= 0 and left + row.width() <= one.window.width(), row.objectName()
        assert one.window.minimumSizeHint().width() <= size[0]

    one.play(scene)
