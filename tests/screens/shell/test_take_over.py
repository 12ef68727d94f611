"""A window that takes another's place goes on with what was offered, said and begun there."""

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QEvent

from momstation.production.model.commands import ReverseEntry
from momstation.shell.window import StationWindow
from tests.support.shell_builders import scanned
from tests.support.shell_stage import Stage
from tests.support.window_hands import WindowHands

Build = Callable[..., Stage]


def changed_over(
    one: Stage, scene: Callable[[WindowHands], Awaitable[None]]
) -> Callable[[], Awaitable[None]]:
    """After ``begin`` in the first window, ``scene`` is played in the second."""

    async def whole() -> None:
        first = one.window
        second = StationWindow(first.services)
        second.resize(first.size())
        second.show()
        second.take_over(first)
        second.start()
        await first.stop()
        first.hide()
        hands = WindowHands(second)
        try:
            await second.ready()
            await hands.settle()
            await scene(hands)
        finally:
            await second.stop()
            second.close()
            second.deleteLater()
            one.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    return whole


def test_the_last_entry_can_still_be_taken_back(stage: Build) -> None:
    one = stage()

    async def scene(hands: WindowHands) -> None:
        await hands.tap("undo.button")
        sent = one.desk.sent[-1]
        assert isinstance(sent, ReverseEntry)

    async def whole() -> None:
        await one.tap("tile.scrap")
        await one.tap("scrap.reason.BURR")
        assert one.sees("undo.button") is not None
        await changed_over(one, scene)()

    one.play(whole)


def test_what_was_typed_lies_open_again(stage: Build) -> None:
    one = stage()

    async def scene(hands: WindowHands) -> None:
        await hands.shows("sheet.quantity")
        await hands.says("keypad.field", "48")

    async def whole() -> None:
        await one.tap("tile.quantity")
        await one.tap("keypad.4")
        await one.tap("keypad.8")
        await changed_over(one, scene)()

    one.play(whole)


def test_a_code_is_answered_once_and_where_it_can_be_seen(stage: Build) -> None:
    one = stage()

    async def scene(hands: WindowHands) -> None:
        one.bus.publish(scanned("nobody-knows"))
        await hands.says("verdict.refused", "nobody-knows")
        assert not one.window.messages.banner.isVisible()

    async def whole() -> None:
        await changed_over(one, scene)()

    one.play(whole)


def test_a_code_that_was_read_before_is_answered_in_the_new_window(stage: Build) -> None:
    one = stage()

    async def scene(hands: WindowHands) -> None:
        await hands.says("verdict.refused", "just-before")

    async def whole() -> None:
        one.bus.publish(scanned("just-before"))
        await changed_over(one, scene)()

    one.play(whole)
