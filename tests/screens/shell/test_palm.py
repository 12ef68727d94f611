"""A palm that rests on the glass presses nothing, and whatever the other hand taps acts once."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from momstation.ui.finger_mouse import tile_at
from momstation.ui.station_row import StationRow
from momstation.ui.tappable import Tappable
from tests.support.fingers import Fingers
from tests.support.shell_stage import Stage

Build = Callable[..., Stage]
PALM, EDGE, TIP = 5, 6, 1
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
STEP = 12


def a_stage(stage: Build, way: str) -> Stage:
    role = WAYS[way][0]
    return stage() if role == "operator" else stage(role=role, size=(1920, 1080))


async def come(one: Stage, way: str) -> None:
    for name in WAYS[way][1]:
        await one.tap(name)
    await asyncio.sleep(0.1)  # one finger twice within 80 ms is a worn panel
    await one.settle()


def place_of(one: Stage, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(one.window, QPoint()), widget.size())


def reached(one: Stage) -> list[Tappable]:
    """What a finger on its middle presses now."""
    return [
        tile
        for tile in one.window.findChildren(Tappable)
        if tile.isVisible() and tile.isEnabled() and one.window.childAt(middle(one, tile)) is tile
    ]


def middle(one: Stage, tile: Tappable) -> QPoint:
    return tile.mapTo(one.window, tile.visibleRegion().boundingRect().center())


def bare(one: Stage) -> Iterator[QPoint]:
    """Spots of glass that lie farther from anything that can be pressed than a gap."""
    gap = 2 * one.host.units.gap
    near = [place_of(one, tile).adjusted(-gap, -gap, gap, gap) for tile in reached(one)]
    for x in range(STEP, one.window.width(), STEP):
        for y in range(STEP, one.window.height(), STEP):
            spot = QPoint(x, y)
            hit = one.window.childAt(spot) or one.window
            if tile_at(hit) is None and not any(place.contains(spot) for place in near):
                yield spot


def counted(one: Stage) -> Counter[str]:
    """Each tile counts what it was asked for, and nothing else happens."""
    asked: Counter[str] = Counter()
    for number, tile in enumerate(one.window.findChildren(Tappable)):
        name = f"{number} {tile.objectName() or type(tile).__name__}"
        tile.setProperty("counted", name)
        parts = (tile.part_chosen,) if isinstance(tile, StationRow) else ()
        for signal in (tile.triggered, tile.explained, *parts):
            signal.connect(_nothing)
            signal.disconnect()  # with nothing connected this would be an error
            signal.connect(lambda *_said, name=name: asked.update([name]))
    return asked


def _nothing(*_said: object) -> None:
    """Stands where what a press does was connected."""


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
