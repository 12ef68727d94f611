"""A station without a finger: every action has its key and its name, and no key records by accident."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from momstation.shell import keys
from momstation.ui.tappable import Tappable
from momstation.ui.tokens import THEMES
from tests.support.shell_stage import Stage

Build = Callable[..., Stage]


def test_the_whole_station_by_keys(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.press(Qt.Key.Key_F3)
        assert one.sees("sheet.scrap") is not None
        await one.press(Qt.Key.Key_Escape)
        assert one.sees("sheet.scrap") is None
        await one.press(Qt.Key.Key_F5)
        assert one.sees("screen.orders") is not None
        await one.press(Qt.Key.Key_F1)
        assert one.sees("screen.home") is not None
        await one.press(Qt.Key.Key_F9)
        assert one.sees("screen.people") is not None
        await one.press(Qt.Key.Key_Escape)
        assert one.sees("screen.home") is not None
        await one.press(Qt.Key.Key_F10)
        assert one.sees("sheet.station") is not None

    one.play(scene)


def test_digits_open_and_record_nothing_on_the_home(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.types("4006381333931")
        assert one.window.sheets.shown is None
        assert one.sees("screen.home") is not None

    one.play(scene)
    assert one.desk.sent == []


def test_every_action_has_a_name_of_its_own_and_a_spoken_one(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        for way in ("home", "tile.orders", "tile.scrap", "tile.quantity", "tile.stop_reason", "link"):
            if way != "home":
                await one.tap(way)
            shown = [
                each
                for each in one.window.findChildren(Tappable)
                if each.isVisible() and each.isEnabled() and not each.visibleRegion().isEmpty()
            ]
            nameless = [each for each in shown if not each.objectName() or not each.accessibleName()]
            assert nameless == [], (
                f"{way}: {[(each.objectName(), each.accessibleName()) for each in nameless]}"
            )
            names = [each.objectName() for each in shown]
            assert len(names) == len(set(names)), f"{way}: {sorted(names)}"
            one.window.go_home()
            await one.settle()

    one.play(scene)


def test_where_it_is_read_from_the_right_left_is_onwards_and_the_page_of_keys_says_so(stage: Build) -> None:
    left, right, down = Qt.Key.Key_Left.value, Qt.Key.Key_Right.value, Qt.Key.Key_Down.value
    assert [keys.step(key) for key in (left, right, down)] == [-1, 1, 1]
    assert [keys.step(key, is_mirrored=True) for key in (left, right, down)] == [1, -1, 1]
    shown = [
        {what: key for key, what in keys.spoken_keys(keys.OPERATOR, is_mirrored=is_so)}
        for is_so in (False, True)
    ]
    assert [each["Move on"] for each in shown] == ["Tab  ↓→", "Tab  ↓←"]
    assert [each["Move back"] for each in shown] == ["Shift+Tab  ↑←", "Shift+Tab  ↑→"]


def test_the_sheet_of_the_station_marks_the_colours_in_use(stage: Build) -> None:
    one = stage(theme="dark")

    async def scene() -> None:
        await one.press(Qt.Key.Key_F10)
        assert [said(one, name) for name in THEMES] == ["", "In use", ""]
        await one.tap("theme.contrast")
        assert [said(one, name) for name in THEMES] == ["", "", "In use"]

    one.play(scene)


def said(one: Stage, theme: str) -> str:
    button = one.sees(f"theme.{theme}")
    assert button is not None
    return button.accessibleDescription()
