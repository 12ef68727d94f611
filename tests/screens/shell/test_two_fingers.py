"""Two fingers on the keys: whoever types fast loses no key, and what is typed has the order of pressing."""

import asyncio
from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QPoint

from momstation.workforce.model import SignOnByPin
from tests.support.fingers import Fingers
from tests.support.shell_stage import Stage

Build = Callable[..., Stage]


async def typed_by(one: Stage, rhythm: Sequence[tuple[str, str]]) -> None:
    """``("4", "8")``: the second finger comes down before the first is up."""
    fingers = Fingers(one)
    for first, second in rhythm:
        fingers.put(0, fingers.spot(f"keypad.{first}"))
        await asyncio.sleep(0.005)
        fingers.put(1, fingers.spot(f"keypad.{second}"))
        await asyncio.sleep(0.005)
        fingers.lift(0)
        fingers.lift(1)
        await asyncio.sleep(0.1)  # one finger twice within 80 ms is a worn panel
    await one.settle()


@pytest.mark.parametrize("sheet", ["quantity", "scrap"])
def test_no_digit_is_lost_between_two_quick_fingers(stage: Build, sheet: str) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap(f"tile.{sheet}")
        await typed_by(one, (("1", "2"), ("4", "5")))
        await one.says("keypad.field", "1245")

    one.play(scene)


def test_the_order_of_pressing_counts_not_that_of_lifting(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("tile.quantity")
        fingers = Fingers(one)
        for finger, digit in enumerate("123"):
            fingers.put(finger, fingers.spot(f"keypad.{digit}"))
        for finger in (2, 0, 1):
            fingers.lift(finger)
        await one.settle()
        await one.says("keypad.field", "123 ")

    one.play(scene)


def test_two_fingers_on_one_key_are_two_digits(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("tile.quantity")
        fingers = Fingers(one)
        fingers.put(0, fingers.spot("keypad.7"))
        await asyncio.sleep(0.1)
        fingers.put(1, fingers.spot("keypad.7") + QPoint(9, 4))
        fingers.lift(0)
        fingers.lift(1)
        await one.settle()
        await one.says("keypad.field", "77 ")

    one.play(scene)


def test_a_palm_that_lies_beside_the_keys_takes_no_digit(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("tile.quantity")
        fingers = Fingers(one)
        fingers.put(5, one.window.rect().bottomRight() - QPoint(30, 30))
        for digit in "38":
            fingers.put(0, fingers.spot(f"keypad.{digit}"))
            await asyncio.sleep(0.005)
            fingers.lift(0)
        fingers.lift(5)
        await one.settle()
        await one.says("keypad.field", "38 ")

    one.play(scene)


def test_a_finger_that_slides_off_its_key_types_nothing(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("tile.quantity")
        fingers = Fingers(one)
        start = fingers.spot("keypad.7")
        await fingers.drag(start, start - QPoint(0, 3 * one.host.units.primary))
        await fingers.tap("keypad.2")
        await one.says("keypad.field", "2 ")

    one.play(scene)


def test_letters_of_two_quick_thumbs_stand_in_their_order(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("tile.orders")
        await one.tap("dispatch_find")
        fingers = Fingers(one)
        row = [one.sees(f"textpad.1.{column}") for column in range(2)]
        assert all(row)
        fingers.put(0, fingers.spot("textpad.1.0"))
        fingers.put(1, fingers.spot("textpad.1.1"))
        fingers.lift(1)
        fingers.lift(0)
        await one.settle()
        await one.says("textpad.field", "as")

    one.play(scene)


def test_a_pin_of_two_quick_fingers_is_whole(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("people.acting")
        await one.tap("people.P2")
        await typed_by(one, (("1", "2"), ("3", "4")))
        sent = one.desk.sent[-1]
        assert isinstance(sent, SignOnByPin)
        assert sent.pin == "1234"

    one.play(scene)
