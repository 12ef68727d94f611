"""The page of alarms: one press or key from the board, live every few seconds, and by keys alone."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from momstation.core.part import Recorded
from momstation.events.machines import ConditionCame
from momstation.shell.alarm_page.parts import FrequentList
from momstation.shell.places import SLOW_TICKS
from momstation.ui.tappable import Tappable
from tests.support import alarm_views
from tests.support.shell_builders import NOON, record_of
from tests.support.shell_stage import Stage

Build = Callable[..., Stage]


def lead(stage: Build, **how: object) -> Stage:
    return stage(**({"role": "team_lead", "size": (1920, 1080)} | how))


def selected(one: Stage) -> list[str]:
    return [row.code for row in one.alarms.view.stations if row.is_chosen]


def test_the_board_opens_it_by_a_press_and_by_a_key(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        await one.says("board.alarms", "Alarms")
        await one.tap("board.alarms")
        await one.shows("screen.alarms")
        await one.says(
            "alarms.headline",
            "P07: too many alarms at once. Nobody can answer more than 10 in ten minutes; the most were 12.",
        )
        await one.tap("nav.home")
        await one.shows("screen.board")
        await one.press(Qt.Key.Key_F4)
        await one.shows("screen.alarms")
        await one.press(Qt.Key.Key_Escape)
        await one.shows("screen.board")

    one.play(scene)


def test_a_station_is_shown_at_length_and_the_time_is_turned_by_one_press_each(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        await one.press(Qt.Key.Key_F4)
        await one.tap("alarms.W02")
        assert one.alarms.chosen == ["W02"]
        await one.until(
            lambda: _said(one, "alarms.headline").startswith("W02"), "the other station is told of"
        )
        await one.says("alarms.switch", "Show 7 days")
        await one.tap("alarms.switch")
        await one.says("alarms.switch", "Show this shift")
        assert selected(one) == ["W02"]
        await one.tap("nav.home")
        await one.press(Qt.Key.Key_F4)
        await one.until(lambda: selected(one) == ["P07"], "who comes back sees the worst")

    one.play(scene)


def test_it_is_used_by_keys_alone(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        await one.press(Qt.Key.Key_F4)
        await one.press(Qt.Key.Key_Down)
        assert _focused(one) == "alarms.P07"
        await one.press(Qt.Key.Key_Down)
        assert _focused(one) == "alarms.W02"
        await one.press(Qt.Key.Key_Return)
        assert one.alarms.chosen == ["W02"]
        await one.press(Qt.Key.Key_Up)
        assert _focused(one) == "alarms.P07"

    one.play(scene)


def test_page_keys_leaf_through_the_alarms_and_each_is_told_whole(stage: Build) -> None:
    one = lead(stage, size=(1280, 800))

    async def scene() -> None:
        await one.press(Qt.Key.Key_F4)
        (frequent,) = one.window.findChildren(FrequentList)
        await one.until(lambda: frequent.is_cut, "not all of them have room")
        await one.press(Qt.Key.Key_PageDown)
        await one.until(lambda: frequent.verticalScrollBar().value() > 0, "the list moves")
        said = {child.accessibleName() for child in frequent.findChildren(QWidget)}
        assert "Keep the guard closed and call maintenance. (For: maintenance)" in said
        assert not frequent.findChildren(Tappable), "they are read, not pressed"
        one.clipped.clear()
        one.window.grab()
        assert one.clipped == []

    one.play(scene)


def test_a_storm_makes_nobody_count_anew_and_the_page_follows_within_seconds(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        await one.press(Qt.Key.Key_F4)
        await one.shows("alarms.headline")
        loads = one.alarms.loads
        for n in range(50):
            came = ConditionCame(machine="P07", at=NOON, condition=f"alarm {n}")
            one.bus.publish(Recorded((record_of(came),), is_own=False))
        await one.settle()
        assert one.alarms.loads == loads
        for _second in range(SLOW_TICKS):
            one.window.tick()
        await one.until(lambda: one.alarms.loads == loads + 1, "it is counted once")
        one.window.go_home()
        await one.settle()
        for _second in range(2 * SLOW_TICKS):
            one.window.tick()
        await one.settle()
        assert one.alarms.loads == loads + 1, "nobody looks at it"

    one.play(scene)


def test_without_a_machine_it_says_so(stage: Build) -> None:
    one = lead(stage)
    one.alarms.view = replace(alarm_views.alarms_page(), stations=(), frequent=(), figures=(), bars=())

    async def scene() -> None:
        await one.press(Qt.Key.Key_F4)
        await one.shows("alarms.empty")
        assert one.sees("alarms.headline") is None
        assert one.sees("alarms.frequent") is None

    one.play(scene)


def test_an_operators_window_has_no_such_page_and_opens_none(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        one.window.open_alarms()
        await one.settle()
        assert one.sees("screen.home") is not None

    one.play(scene)


def _focused(one: Stage) -> str:
    found = one.window.focusWidget()
    return "" if found is None else found.objectName()


def _said(one: Stage, name: str) -> str:
    found = one.sees(name)
    return "" if found is None else found.accessibleName()
