"""A station without a finger: every action has its key and its name, and no key records by accident."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from momstation.ui.tappable import Tappable
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
