"""One order among many is found by a few letters, typed on the screen or on a keyboard; nobody has to."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from momstation.workforce.views import PersonTile
from tests.support import list_views as listed
from tests.support.shell_builders import scanned
from tests.support.shell_stage import Stage, a_sign_on

Build = Callable[..., Stage]
ORDERS = ("4711-20", "4711-30", "4820-10", "4820-11")


def build(stage: Build) -> Stage:
    one = stage()
    rows = tuple(listed.dispatch_row(order) for order in ORDERS)
    one.dispatch.view = replace(listed.a_dispatch(), rows=rows)
    return one


async def find(one: Stage, words: str) -> None:
    await one.tap("tile.orders")
    await one.shows("dispatch_find")
    await one.tap("dispatch_find")
    await one.shows("sheet.text")
    await one.types(words)


def test_what_is_typed_leaves_the_orders_that_have_it(stage: Build) -> None:
    one = build(stage)

    async def scene() -> None:
        await find(one, "4820 11")
        await one.tap("textpad.done")
        await one.gone("sheet.text")
        assert one.names("dispatch.48") == ["dispatch.4820-11"]
        assert one.sees("dispatch.4711-20") is None
        await one.tap("dispatch_find")
        assert one.names("dispatch.4") == [f"dispatch.{order}" for order in ORDERS]

    one.play(scene)


def test_the_pad_of_letters_is_enough(stage: Build) -> None:
    one = build(stage)

    async def scene() -> None:
        await find(one, "")
        await one.tap("textpad.symbols")
        for key in ("textpad.0.3", "textpad.0.7"):
            await one.tap(key)
        await one.tap("textpad.done")
        assert one.names("dispatch.4") == ["dispatch.4820-10", "dispatch.4820-11"]

    one.play(scene)


def test_nothing_found_says_what_was_looked_for(stage: Build) -> None:
    one = build(stage)

    async def scene() -> None:
        await find(one, "9999")
        await one.press(Qt.Key.Key_Return)
        assert one.names("dispatch.4") == []
        said = [child.accessibleName() for child in one.window.findChildren(QWidget) if child.isVisible()]
        assert "No order here has 9999 in it." in " ".join(said)

    one.play(scene)


def test_closing_the_sheet_changes_nothing_and_a_code_still_counts(stage: Build) -> None:
    one = build(stage)

    async def scene() -> None:
        await find(one, "48")
        await one.press(Qt.Key.Key_Escape)
        assert len(one.names("dispatch.4")) == len(ORDERS)
        await one.tap("dispatch_find")
        one.bus.publish(scanned("4820"))
        await one.settle()
        await one.tap("textpad.done")
        assert one.names("dispatch.4") == ["dispatch.4820-10", "dispatch.4820-11"]

    one.play(scene)


def test_a_name_among_many_is_found(stage: Build) -> None:
    one = stage()
    people = tuple(PersonTile(f"P{n}", f"Person {n}", "PN", "", "", False, False) for n in range(2, 62))
    one.sign_on.view = replace(a_sign_on(), people=people)

    async def scene() -> None:
        await one.tap("people.acting")
        await one.tap("people_find")
        await one.types("son 47")
        await one.tap("textpad.done")
        assert one.names("people.P") == ["people.P47"]
        await one.tap("people_find")
        assert len(one.names("people.P")) > 5

    one.play(scene)


def test_few_names_need_no_search(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("people.acting")
        await one.shows("people.P2")
        assert one.sees("people_find") is None

    one.play(scene)


def test_whoever_comes_back_sees_all_orders(stage: Build) -> None:
    one = build(stage)

    async def scene() -> None:
        await find(one, "9999")
        await one.tap("textpad.done")
        one.window.go_home()
        await one.settle()
        await one.tap("tile.orders")
        await one.shows("dispatch.4711-20")

    one.play(scene)
