"""Whatever is shown, one thing at most is the next action: two would be a question nobody asked for."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from momstation.shell.inbox.card import InboxCard
from momstation.ui.overlay import Overlay
from momstation.ui.tappable import Tappable
from tests.screens.access import test_walk as walk
from tests.support import access_walk
from tests.support.shell_stage import Stage

Build = Callable[..., Stage]
Scene = walk.Scene
EVERYWHERE = 1
"""An operator's bar stays under every screen, and with it the one next action."""


def primaries(root: QWidget) -> list[str]:
    """Of what a person can act on now; what lies in a sheet belongs to the sheet."""
    return [
        access_walk.called(one)
        for one in root.findChildren(Tappable)
        if one.is_primary
        and one.isVisible()
        and access_walk.visible(one, root).isValid()
        and _is_of(one, root)
    ]


def _is_of(one: QWidget, root: QWidget) -> bool:
    above = one.parentWidget()
    while above is not None and above is not root:
        if isinstance(above, Overlay):
            return False
        above = above.parentWidget()
    return above is root


def seen(one: Stage, scenes: tuple[Scene, ...]) -> dict[str, tuple[bool, list[str]]]:
    """By scene: whether a screen (and no sheet) lies on top, and its next actions."""
    found: dict[str, tuple[bool, list[str]]] = {}
    view, dispatch = one.home.view, one.dispatch.view

    async def all_of_them() -> None:
        for scene in scenes:
            await scene(one)
            top = access_walk.top_of(one.window)
            found[scene.__name__] = (top is one.window, primaries(top))
            one.home.view, one.dispatch.view = view, dispatch
            await walk._clear(one)

    one.play(all_of_them)
    return found


def test_an_operator_has_one_next_action_on_every_screen_and_one_at_most_in_a_sheet(stage: Build) -> None:
    found = seen(stage(), walk.OPERATOR)
    screens = {name: what for name, (is_screen, what) in found.items() if is_screen}
    assert len(screens) > 5
    assert {name: what for name, what in screens.items() if what != ["tile.primary"] and name != "pin"} == {}
    assert {name: what for name, (_is_screen, what) in found.items() if len(what) > EVERYWHERE} == {}


def test_a_team_lead_has_one_at_most(stage: Build) -> None:
    found = seen(stage(role="team_lead", size=(1920, 1080)), walk.LEAD)
    assert {name: what for name, (_is_screen, what) in found.items() if len(what) > EVERYWHERE} == {}


def test_of_many_contradictions_the_first_is_settled_next(stage: Build) -> None:
    one = stage(role="team_lead", size=(1920, 1080))

    async def scene() -> None:
        await walk.inbox(one)
        cards = one.window.findChildren(InboxCard)
        assert len(cards) > 1
        top = min(cards, key=lambda card: access_walk.placed(card, one.window).top())
        assert [card for card in cards if card.accept.is_primary] == [top]

    one.play(scene)


@pytest.mark.parametrize("count", [0, 2])
def test_the_count_would_notice(stage: Build, count: int) -> None:
    one = stage()

    async def scene() -> None:
        for tile in one.window.findChildren(Tappable):
            if tile.objectName() in ("tile.scrap", "tile.primary"):
                tile._is_primary = count == 2
        assert len(primaries(one.window)) == count

    one.play(scene)
