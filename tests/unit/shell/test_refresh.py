"""A view is loaded when it is shown and what it shows has changed, and only then."""

import asyncio

from momstation.core.part import Recorded
from momstation.events.production import OrderStarted
from momstation.shell.refresh import Refresher
from tests.support.shell_builders import NOON, record_of

STARTED = Recorded(
    (record_of(OrderStarted(order="1", at=NOON, station="P07", machine=None, how="tap")),), is_own=True
)


class Screen:
    def __init__(self, kinds: frozenset[str]) -> None:
        self.loads = 0
        self.shown: list[int] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.refresher = Refresher("test", kinds, self.load, self.shown.append)

    async def load(self) -> int:
        self.loads += 1
        number = self.loads
        await self.gate.wait()
        return number


async def settle() -> None:
    for _ in range(6):
        await asyncio.sleep(0)


def test_hidden_views_wait_until_they_are_shown() -> None:
    async def play() -> Screen:
        screen = Screen(frozenset({OrderStarted.kind}))
        screen.refresher.hear(STARTED)
        await settle()
        assert screen.loads == 0
        screen.refresher.set_shown(True)
        await settle()
        return screen

    assert asyncio.run(play()).shown == [1]


def test_other_kinds_do_not_load() -> None:
    async def play() -> Screen:
        screen = Screen(frozenset({"quality.inspected"}))
        screen.refresher.set_shown(True)
        await settle()
        screen.refresher.hear(STARTED)
        await settle()
        return screen

    assert asyncio.run(play()).loads == 1


def test_many_changes_during_one_load_cost_one_more_load() -> None:
    async def play() -> Screen:
        screen = Screen(frozenset({OrderStarted.kind}))
        screen.gate.clear()
        screen.refresher.set_shown(True)
        await settle()
        for _ in range(50):
            screen.refresher.hear(STARTED)
        screen.gate.set()
        await settle()
        return screen

    screen = asyncio.run(play())
    assert screen.shown == [1, 2]


def test_a_closed_view_shows_nothing_more() -> None:
    async def play() -> Screen:
        screen = Screen(frozenset())
        screen.gate.clear()
        screen.refresher.set_shown(True)
        await settle()
        screen.refresher.close()
        screen.gate.set()
        await settle()
        return screen

    assert asyncio.run(play()).shown == []
