"""With a palm on the glass a row of a list is tapped, and a finger that throws still presses none."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScroller

from momstation.production.model.commands import SequenceOrders
from momstation.ui.kinetic_area import KineticArea
from tests.support import list_views as listed
from tests.support.fingers import Fingers, area_of
from tests.support.palms import PALM, TIP, bare, counted
from tests.support.shell_stage import Stage

Build = Callable[..., Stage]
ROWS = tuple(f"dispatch.48{n:02d}" for n in range(30))


def with_orders(stage: Build, count: int = 30) -> Stage:
    one = stage()
    rows = tuple(listed.dispatch_row(name.removeprefix("dispatch.")) for name in ROWS[:count])
    one.dispatch.view = replace(listed.a_dispatch(), rows=rows)
    return one


async def the_list(one: Stage, *, is_cut: bool = True) -> KineticArea:
    await one.tap("tile.orders")
    await one.shows(ROWS[0])
    area = area_of(one, ROWS[0])
    await one.until(lambda: area.is_cut == is_cut, "the list is laid out")
    return area


def outside(one: Stage, area: KineticArea) -> QPoint:
    """Bare glass beside the list."""
    place = area.rect().translated(area.mapTo(one.window, QPoint()))
    return next(spot for spot in bare(one) if not place.contains(spot))


async def moved(fingers: Fingers, start: QPoint, up_px: int) -> None:
    fingers.put(TIP, start)
    for step in range(1, 17):
        await asyncio.sleep(0.004)
        fingers.move(TIP, start - QPoint(0, up_px * step // 16))
    await asyncio.sleep(0.004)
    fingers.lift(TIP)


def test_with_a_palm_beside_it_a_list_is_thrown_and_nothing_is_pressed(stage: Build) -> None:
    one = with_orders(stage)

    async def scene() -> None:
        area = await the_list(one)
        asked, fingers = counted(one), Fingers(one)
        fingers.put(PALM, outside(one, area))
        await moved(fingers, fingers.spot(ROWS[2]), 150)
        await one.until(lambda: area.verticalScrollBar().value() > 0, "the list has moved")
        QScroller.scroller(area.viewport()).stop()
        fingers.lift(PALM)
        await one.settle()
        assert not asked

    one.play(scene)


@pytest.mark.parametrize("palm", ["row", "bare"])
def test_with_a_palm_in_the_list_a_row_is_tapped_once_and_the_list_does_not_jump(
    stage: Build, palm: str
) -> None:
    one = with_orders(stage, 30 if palm == "row" else 2)

    async def scene() -> None:
        area = await the_list(one, is_cut=palm == "row")
        asked, fingers = counted(one), Fingers(one)
        place = area.viewport().rect().translated(area.viewport().mapTo(one.window, QPoint()))
        rest = fingers.spot(ROWS[2]) if palm == "row" else place.center() + QPoint(0, place.height() // 3)
        fingers.put(PALM, rest)
        start = fingers.spot(ROWS[0])
        fingers.put(TIP, start)
        for way in (QPoint(1, 1), QPoint(3, 2), QPoint(2, 3)):
            await asyncio.sleep(0.004)
            fingers.move(TIP, start + way)
        fingers.move(PALM, rest + QPoint(2, 2))
        fingers.lift(TIP)
        await one.settle()
        assert [name.split()[-1] for name in asked.elements()] == [ROWS[0]]
        assert area.verticalScrollBar().value() == 0
        fingers.move(PALM, rest + QPoint(0, 400))
        fingers.lift(PALM)
        await one.settle()
        assert asked.total() == 1

    one.play(scene)


def test_with_a_palm_in_the_list_a_finger_that_means_to_throw_it_presses_no_row(stage: Build) -> None:
    one = with_orders(stage)

    async def scene() -> None:
        area = await the_list(one)
        asked, fingers = counted(one), Fingers(one)
        fingers.put(PALM, fingers.spot(ROWS[3]))
        row = one.sees(ROWS[0])
        assert row is not None
        await moved(fingers, fingers.spot(ROWS[0]) + QPoint(0, row.height() // 2 - 4), row.height() - 12)
        await one.settle()
        assert not asked, "it came and went on the same row"
        await moved(fingers, fingers.spot(ROWS[1]), 2 * row.height())
        fingers.move(PALM, outside(one, area))
        fingers.lift(PALM)
        await one.settle()
        assert not asked
        before = area.verticalScrollBar().value()
        await moved(fingers, fingers.spot(ROWS[4]), 150)
        await one.until(lambda: area.verticalScrollBar().value() > before + 100, "it is thrown as before")
        QScroller.scroller(area.viewport()).stop()
        assert not asked

    one.play(scene)


def test_a_second_finger_on_a_list_that_moves_presses_no_row(stage: Build) -> None:
    one = with_orders(stage)

    async def scene() -> None:
        area = await the_list(one)
        asked, fingers = counted(one), Fingers(one)
        start = fingers.spot(ROWS[3])
        fingers.put(PALM, start)
        for step in range(1, 17):
            await asyncio.sleep(0.004)
            fingers.move(PALM, start - QPoint(0, 8 * step))
        await one.until(lambda: area.is_thrown, "the list follows the finger")
        fingers.put(TIP, start)
        fingers.lift(TIP)
        fingers.lift(PALM)
        await one.settle()
        QScroller.scroller(area.viewport()).stop()
        assert not asked

    one.play(scene)


@pytest.mark.parametrize("palm", ["bare", "list"])
def test_beside_a_palm_an_order_is_moved_by_its_handle(stage: Build, palm: str) -> None:
    one = stage(role="team_lead", size=(1920, 1080))
    one.window.move(-1200, 0)  # a gesture wants to begin on the screen, which offscreen is 800 wide

    async def scene() -> None:
        fingers = Fingers(one)
        fingers.put(PALM, next(bare(one)) if palm == "bare" else fingers.spot("planned.4711-20"))
        start, goal = fingers.spot("move.4720-10"), fingers.spot("planned.4711-30")
        await moved(fingers, start, start.y() - goal.y() + 4)
        await one.settle()
        fingers.move(PALM, next(bare(one)))
        fingers.lift(PALM)
        await one.settle()

    one.play(scene)
    assert [type(sent) for sent in one.desk.sent] == [SequenceOrders]
