"""What the other hand does beside a palm has its whole effect, in whatever order the fingers come and go."""

import asyncio
from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QTouchEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from momstation.production.model.commands import DeclareQuantity, ReverseEntry
from momstation.ui.tappable import Tappable
from tests.support.fingers import Fingers
from tests.support.palms import EDGE, PALM, TIP, bare, counted, middle, reached
from tests.support.shell_stage import Stage

Build = Callable[..., Stage]


async def tap(one: Stage, fingers: Fingers, name: str) -> None:
    await one.shows(name)
    fingers.put(TIP, fingers.spot(name))
    await asyncio.sleep(0.01)
    fingers.lift(TIP)
    await one.settle()


def named(asked: Counter[str]) -> list[str]:
    return [name.split(maxsplit=1)[1] for name in asked.elements()]


def test_beside_a_palm_a_shift_goes_on_as_ever(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        fingers = Fingers(one)
        fingers.put(PALM, next(bare(one)))
        await tap(one, fingers, "tile.scrap")
        await one.shows("sheet.scrap")
        for digit in "12":
            await tap(one, fingers, f"keypad.{digit}")
        await one.says("keypad.field", "12 ")
        await tap(one, fingers, "scrap.reason.BURR")
        (sent,) = one.desk.sent
        assert isinstance(sent, DeclareQuantity)
        assert (sent.scrap, sent.scrap_reason) == (12, "BURR")
        await one.gone("sheet.scrap")
        await tap(one, fingers, "undo.button")
        assert [type(each) for each in one.desk.sent] == [DeclareQuantity, ReverseEntry]
        one.window.messages.banner.clear()
        await tap(one, fingers, "people.acting")
        await tap(one, fingers, "people.P2")
        await one.shows("keypad.7")
        fingers.lift(PALM)
        await one.settle()
        await one.shows("keypad.7")

    one.play(scene)


def test_a_palm_on_the_ground_between_the_keys_takes_no_digit(stage: Build) -> None:
    """What it came down on holds the keys: Qt would give it their fingers too."""
    one = stage()

    async def scene() -> None:
        await one.tap("tile.quantity")
        fingers, gap = Fingers(one), one.host.units.gap
        key = one.sees("keypad.5")
        assert key is not None
        between = key.mapTo(one.window, QPoint(key.width() + gap // 2, key.height() + gap // 2))
        assert key.parentWidget() is one.window.childAt(between)
        fingers.put(PALM, between)
        fingers.move(PALM, next(bare(one)))
        for digit in "38":
            await tap(one, fingers, f"keypad.{digit}")
        fingers.lift(PALM)
        await one.settle()
        await one.says("keypad.field", "38 ")

    one.play(scene)


@pytest.mark.parametrize("is_palm_first_up", [True, False])
@pytest.mark.parametrize("is_palm_first_down", [True, False])
def test_one_tap_counts_once_however_a_palm_comes_and_goes(
    stage: Build, is_palm_first_down: bool, is_palm_first_up: bool
) -> None:
    one = stage()

    async def scene() -> None:
        fingers, asked, spot = Fingers(one), counted(one), next(bare(one))
        for tile in reached(one):
            order = ((PALM, spot), (TIP, middle(one, tile)))
            for finger, place in order if is_palm_first_down else reversed(order):
                fingers.put(finger, place)
            fingers.move(TIP, middle(one, tile) + QPoint(1, 1))
            for finger in (PALM, TIP) if is_palm_first_up else (TIP, PALM):
                fingers.lift(finger)
            await one.settle()
            assert asked == Counter([tile.property("counted")])
            asked.clear()

    one.play(scene)


def test_two_taps_at_once_are_two_taps(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        fingers, asked = Fingers(one), counted(one)
        fingers.put(PALM, next(bare(one)))
        tiles = reached(one)
        for left, right in zip(tiles[::2], tiles[1::2], strict=False):
            fingers.put(TIP, middle(one, left))
            fingers.put(EDGE, middle(one, right))
            fingers.lift(TIP)
            fingers.lift(EDGE)
            await one.settle()
            assert asked == Counter([left.property("counted"), right.property("counted")])
            asked.clear()

    one.play(scene)


def test_the_ground_between_two_tiles_belongs_to_the_nearer_one_also_beside_a_palm(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("tile.quantity")
        fingers, asked = Fingers(one), counted(one)
        left, right = await one.shows("keypad.4"), await one.shows("keypad.5")
        beside = left.mapTo(one.window, QPoint(left.width() + 2, left.height() // 2))
        other = right.mapTo(one.window, QPoint(-3, right.height() // 2))
        fingers.put(PALM, beside)
        fingers.put(TIP, other)
        fingers.lift(TIP)
        await one.settle()
        assert named(asked) == [right.objectName()]
        fingers.lift(PALM)
        await one.settle()
        assert named(asked) == [right.objectName(), left.objectName()]

    one.play(scene)


def test_a_finger_that_slides_off_presses_nothing(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        fingers, asked = Fingers(one), counted(one)
        spots = list(bare(one))
        fingers.put(PALM, spots[0])
        for tile in reached(one):
            fingers.put(TIP, middle(one, tile))
            fingers.move(TIP, spots[-1])
            assert not tile.isDown()
            fingers.lift(TIP)
        await one.settle()
        assert not asked

    one.play(scene)


def test_a_palm_and_a_tap_beside_a_sheet_leave_it_open(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("tile.stop_reason")
        sheet = await one.shows("sheet.stop_reason")
        fingers = Fingers(one)
        beside = [spot for spot in bare(one) if one.window.childAt(spot) is sheet]
        fingers.put(PALM, beside[0])
        fingers.put(TIP, beside[-1])
        fingers.lift(TIP)
        fingers.lift(PALM)
        await one.settle()
        assert one.sees("sheet.stop_reason") is sheet
        assert one.desk.sent == []

    one.play(scene)


def test_what_the_panel_has_lost_is_not_meant(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        fingers, asked = Fingers(one), counted(one)
        fingers.put(PALM, next(bare(one)))
        pressed = [tile for tile in reached(one) if tile.objectName() in ("link", "tile.scrap")]
        for finger, tile in enumerate(pressed, start=TIP):
            fingers.put(finger, middle(one, tile))
        assert [tile.isDown() for tile in pressed] == [True, True]
        QApplication.sendEvent(
            one.window.windowHandle(), QTouchEvent(QEvent.Type.TouchCancel, QTest.createTouchDevice())
        )
        assert [tile.isDown() for tile in pressed] == [False, False]
        for finger in (PALM, TIP, TIP + 1):
            fingers.lift(finger)
        await one.settle()
        assert not asked

    one.play(scene)


def test_a_mouse_and_keys_work_beside_a_palm(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        fingers, asked = Fingers(one), counted(one)
        fingers.put(PALM, next(bare(one)))
        link = one.sees("link")
        assert isinstance(link, Tappable)
        QTest.mouseClick(link, Qt.MouseButton.LeftButton)
        link.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(link, Qt.Key.Key_Return)
        await one.settle()
        assert named(asked) == ["link", "link"]

    one.play(scene)
