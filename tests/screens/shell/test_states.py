"""Every state of the machine, and every action that a presenter may offer, has its place on the screen."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject

from momstation.events.machines import MachineState
from momstation.plant.state_words import words_of
from momstation.production.views import Action, ActionKey
from tests.support import production_views as made
from tests.support.shell_stage import Stage

Build = Callable[..., Stage]


def test_every_machine_state_is_told_by_its_word(stage: Build) -> None:
    one = stage()
    said: dict[MachineState, str] = {}

    async def scene() -> None:
        for state in MachineState:
            words = words_of(state)
            shown = made.a_state(state, word=words.word, icon=words.icon, status=words.status)
            one.window.places.show_home(made.a_home(state=shown))
            one.clipped.clear()
            one.window.grab()
            assert one.clipped == [], state
            bar = one.sees("machine.state")
            assert bar is not None
            said[state] = bar.accessibleName()

    one.play(scene)
    assert len({text.split(",")[0] for text in said.values()}) == len(MachineState), (
        "no two states look alike"
    )


@pytest.mark.parametrize("key", list(ActionKey))
@pytest.mark.parametrize("order", ["4711-20", None])
def test_every_action_does_something(stage: Build, key: ActionKey, order: str | None) -> None:
    tile = Action(key, "Do it", "info", order=order)
    one = stage(home=made.a_home(tiles=(tile,), strip=()))

    async def scene() -> None:
        await one.tap(f"tile.{key.value}")
        is_there = one.window.sheets.shown is not None or one.sees("screen.home") is None
        assert is_there or one.desk.sent or order is None

    one.play(scene)


def test_an_action_of_the_strip_that_may_not_be_done_says_why(stage: Build) -> None:
    card = replace(made.STRIP[2], action=replace(made.START, refusal="Order 4711-20 runs here."))
    one = stage(home=made.a_home(strip=(card,)))

    async def scene() -> None:
        await one.tap("strip.next")
        assert one.sees("verdict.refused") is not None
        assert one.desk.sent == []

    one.play(scene)


def test_a_shift_of_opening_and_closing_leaves_nothing_behind(stage: Build) -> None:
    one = stage(home=made.a_home(strip=()))
    counts: list[int] = []

    async def scene() -> None:
        for _round in range(8):
            for way in ("tile.scrap", "tile.quantity", "tile.stop_reason", "link"):
                await one.tap(way)
                await one.tap("sheet.close")
            for way in ("tile.orders", "tile.oee", "people.acting"):
                await one.tap(way)
                await one.tap("nav.home")
            one.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            counts.append(len(one.window.findChildren(QObject)))

    one.play(scene)
    assert counts[-1] == counts[1], counts
