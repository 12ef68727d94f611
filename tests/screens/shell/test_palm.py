"""A palm that rests on the glass presses nothing, and whatever the other hand taps acts once."""

import asyncio
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest
from PySide6.QtCore import QPoint

from momstation.ui.tappable import Tappable
from tests.support.fingers import Fingers
from tests.support.palms import EDGE, PALM, TIP, bare, counted, middle, reached
from tests.support.shell_stage import Stage

Build = Callable[..., Stage]
WAYS: dict[str, tuple[str, tuple[str, ...]]] = {
    "home": ("operator", ()),
    "orders": ("operator", ("tile.orders",)),
    "shift": ("operator", ("tile.oee",)),
    "people": ("operator", ("people.acting",)),
    "PIN": ("operator", ("people.acting", "people.P2")),
    "stop": ("operator", ("tile.stop_reason",)),
    "scrap": ("operator", ("tile.scrap",)),
    "quantity": ("operator", ("tile.quantity",)),
    "station": ("operator", ("link",)),
    "board": ("team_lead", ()),
    "inbox": ("team_lead", ("board.inbox",)),
    "alarms": ("team_lead", ("board.alarms",)),
}


def a_stage(stage: Build, way: str) -> Stage:
    role = WAYS[way][0]
    return stage() if role == "operator" else stage(role=role, size=(1920, 1080))


async def come(one: Stage, way: str) -> None:
    for name in WAYS[way][1]:
        await one.tap(name)
    await asyncio.sleep(0.1)  # one finger twice within 80 ms is a worn panel
    await one.settle()


async def each_is_tapped(one: Stage, fingers: Fingers, but: Tappable | None = None) -> None:
    """One tap on each, with the small move that every finger makes."""
    asked = counted(one)
    tiles = [tile for tile in reached(one) if tile is not but]
    assert tiles
    for tile in tiles:
        name, spot = tile.property("counted"), middle(one, tile)
        fingers.put(TIP, spot)
        await asyncio.sleep(0.002)
        fingers.move(TIP, spot + QPoint(2, 1))
        assert tile.isDown(), f"{name} shows that it is pressed"
        fingers.lift(TIP)
        await one.settle()
        assert asked == Counter([name]), f"{name} acts once and alone"
        asked.clear()
    fingers.lift(PALM)
    await one.settle()
    assert asked == Counter(), "what a palm lay on does not act"


@pytest.mark.parametrize("way", WAYS)
def test_with_a_palm_on_bare_glass_each_thing_acts_once_when_it_is_tapped(stage: Build, way: str) -> None:
    one = a_stage(stage, way)

    async def scene() -> None:
        await come(one, way)
        spots = list(bare(one))
        fingers = Fingers(one)
        fingers.put(PALM, spots[len(spots) // 2])
        await each_is_tapped(one, fingers)

    one.play(scene)


@pytest.mark.parametrize("way", WAYS)
def test_a_palm_that_came_down_on_a_tile_and_slid_off_takes_no_tap_either(stage: Build, way: str) -> None:
    one = a_stage(stage, way)

    async def scene() -> None:
        await come(one, way)
        under = reached(one)[0]
        fingers = Fingers(one)
        fingers.put(PALM, middle(one, under))
        fingers.move(PALM, next(bare(one)))
        await each_is_tapped(one, fingers, but=under)

    one.play(scene)


def test_a_palm_presses_nothing_when_it_comes_or_goes_wherever_glass_is_bare(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        asked, fingers = counted(one), Fingers(one)
        spots = list(bare(one))
        assert len(spots) > 50
        for spot in spots[:: len(spots) // 25]:
            fingers.put(PALM, spot)
            fingers.put(EDGE, spots[0])
            fingers.lift(PALM)
            fingers.lift(EDGE)
        assert asked == Counter()

    one.play(scene)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("way", ["home", "board"])
def test_in_any_order_each_finger_acts_where_it_came_and_went(stage: Build, way: str, seed: int) -> None:
    """Four fingers come, slide and go by chance; each thing is pressed by one of them at most. A list would be thrown
    by one that slides."""
    one, chance = a_stage(stage, way), Random(seed)

    async def scene() -> None:
        await come(one, way)
        asked, fingers, spots = counted(one), Fingers(one), list(bare(one))
        waiting, lying = chance.sample(reached(one), k=len(reached(one))), dict[int, Tappable | None]()
        wanted: Counter[str] = Counter()
        while waiting or lying:
            finger = chance.randrange(4)
            if finger not in lying:
                lying[finger] = waiting.pop() if waiting and chance.random() < 0.7 else None
                tile = lying[finger]
                fingers.put(finger, chance.choice(spots) if tile is None else middle(one, tile))
                continue
            if way == "home" and chance.random() < 0.3:
                lying[finger] = None
                fingers.move(finger, chance.choice(spots))
                continue
            tile = lying.pop(finger)
            wanted.update([] if tile is None else [tile.property("counted")])
            fingers.lift(finger)
        await one.settle()
        assert asked == wanted

    one.play(scene)
