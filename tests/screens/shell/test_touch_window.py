"""Fingers through the whole window: sheets are filled in, orders change places, and lists are thrown."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScroller

from momstation.production.model.commands import DeclareQuantity, ReverseEntry, SequenceOrders
from tests.support import inbox_views as waiting
from tests.support.fingers import Fingers, area_of
from tests.support.shell_stage import Stage

Build = Callable[..., Stage]


def test_sheets_open_and_close_and_are_filled_in_by_touch_alone(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        fingers = Fingers(one)
        for tile in ("tile.scrap", "tile.quantity", "tile.stop_reason"):
            await fingers.tap(tile)
            await one.shows("sheet.close")
            await fingers.tap("sheet.close")
            await one.gone("sheet.close")
        await fingers.tap("tile.scrap")
        await one.shows("sheet.scrap")
        await fingers.tap("keypad.3")
        await fingers.tap("scrap.reason.BURR")
        sent = one.desk.sent[-1]
        assert isinstance(sent, DeclareQuantity)
        assert (sent.scrap, sent.scrap_reason) == (3, "BURR")
        await one.gone("sheet.scrap")
        await fingers.tap("undo.button")
        assert isinstance(one.desk.sent[-1], ReverseEntry)

    one.play(scene)


def lead(stage: Build, orders: int = 0) -> Stage:
    one = stage(role="team_lead", size=(1920, 1080))
    if orders:
        view = one.board.view.sequences[0]
        more = tuple(replace(view.rows[-1], order=f"48{n:02d}", title=f"48{n:02d}") for n in range(orders))
        one.board.view = replace(one.board.view, sequences=(replace(view, rows=(*view.rows, *more)),))
    one.window.move(-1200, 0)  # a gesture wants to begin on the screen, which offscreen is 800 wide
    return one


def sequences(one: Stage) -> list[tuple[str, ...]]:
    return [sent.orders[:4] for sent in one.desk.sent if isinstance(sent, SequenceOrders)]


async def dragged(one: Stage, name: str, onto: str, beyond: int) -> None:
    fingers = Fingers(one)
    start, goal = fingers.spot(name), fingers.spot(onto)
    await fingers.drag(start, QPoint(start.x(), goal.y() + beyond))


@pytest.mark.parametrize("orders", [0, 20])
def test_a_finger_on_the_handle_moves_the_order_at_once(stage: Build, orders: int) -> None:
    one = lead(stage, orders)

    async def scene() -> None:
        area = area_of(one, "planned.4720-10")
        await one.until(lambda: area.is_cut == bool(orders), "the list is laid out")
        await dragged(one, "move.4720-10", "planned.4711-30", -4)
        assert area.verticalScrollBar().value() == 0, "the list stays where it is"

    one.play(scene)
    assert sequences(one) == [("4711-20", "4720-10", "4711-30", "4731-10")]


def test_a_finger_on_the_order_itself_scrolls_and_moves_nothing(stage: Build) -> None:
    one = lead(stage, 20)

    async def scene() -> None:
        area = area_of(one, "planned.4720-10")
        await one.until(lambda: area.is_cut, "there is more than is seen")
        start = Fingers(one).spot("planned.4720-10")
        await Fingers(one).drag(start, start - QPoint(0, 150))
        await one.until(lambda: area.verticalScrollBar().value() > 0, "the list has moved")
        QScroller.scroller(area.viewport()).stop()

    one.play(scene)
    assert one.desk.sent == []


def test_after_an_order_was_moved_the_list_is_thrown_as_before(stage: Build) -> None:
    one = lead(stage, 20)

    async def scene() -> None:
        area = area_of(one, "planned.4720-10")
        await one.until(lambda: area.is_cut, "there is more than is seen")
        await dragged(one, "move.4720-10", "planned.4711-30", -4)
        start = Fingers(one).spot("planned.4720-10")
        await Fingers(one).drag(start, start - QPoint(0, 150))
        await one.until(lambda: area.verticalScrollBar().value() > 0, "the list has moved")
        QScroller.scroller(area.viewport()).stop()

    one.play(scene)
    assert len(sequences(one)) == 1


def test_an_order_held_at_the_edge_gets_where_the_list_was_not_seen(stage: Build) -> None:
    one = lead(stage, 20)

    async def scene() -> None:
        area, fingers = area_of(one, "planned.4720-10"), Fingers(one)
        bar = area.verticalScrollBar()
        await one.until(lambda: area.is_cut, "there is more than is seen")
        bar.setValue(bar.maximum())
        await one.settle()
        start = fingers.spot("move.4819")
        above = area.viewport().mapTo(one.window, QPoint(0, 0)).y()
        fingers.put(0, start)
        for share in (0.3, 0.7, 1.0):
            fingers.move(0, QPoint(start.x(), round(start.y() + (above - start.y()) * share)))
            await asyncio.sleep(0.01)
        await one.until(lambda: bar.value() == 0, "the list has crept to its begin")
        fingers.lift(0)
        await one.settle()

    one.play(scene)
    assert sequences(one) == [("4711-20", "4819", "4711-30", "4720-10")]


def test_a_tap_on_the_handle_changes_places(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        await Fingers(one).tap("move.4731-10")

    one.play(scene)
    assert sequences(one) == [("4711-20", "4711-30", "4731-10", "4720-10")]


def test_the_inbox_is_thrown_and_nothing_is_settled(stage: Build) -> None:
    one = stage(role="team_lead", size=(1366, 768))
    rows = tuple(replace(waiting.an_inbox().rows[0], id=f"{n:012x}" + 28 * "0") for n in range(1, 30))
    one.inbox.view = waiting.an_inbox(*rows)

    async def scene() -> None:
        one.window.open_inbox()
        await one.until(lambda: bool(one.names("settle.")), "the inbox is shown")
        area = area_of(one, one.names("settle.")[0])
        await one.until(lambda: area.is_cut, "there is more than is seen")
        one.window.move(-700, 0)
        name = one.names("settle.")[-1]
        start = Fingers(one).spot(name)
        await Fingers(one).drag(start, start - QPoint(0, area.viewport().height() // 3))
        await one.until(lambda: area.verticalScrollBar().value() > 0, "the list has moved")
        QScroller.scroller(area.viewport()).stop()

    one.play(scene)
    assert one.desk.sent == []
