"""Fingers alone: a tap acts, a drag scrolls and acts on nothing, and nothing needs a hover or a long press."""

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPointingDevice, QShowEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScroller, QWidget

import momstation
from momstation.production.model.commands import (
    DeclareQuantity,
    GiveStopReason,
    ReverseEntry,
    SequenceOrders,
)
from momstation.production.views import ReasonGroupView, ReasonTile
from momstation.ui.kinetic_area import KineticArea
from momstation.ui.tappable import Tappable
from momstation.workforce.model import SignOnByPin
from momstation.workforce.views import PersonTile
from tests.support import inbox_views as waiting
from tests.support import list_views as listed
from tests.support import production_views as made
from tests.support.fingers import Fingers
from tests.support.shell_stage import Stage, a_sign_on

Build = Callable[..., Stage]
HIDDEN_WAYS = re.compile(
    r"setToolTip\(|ToolTipRole|setWhatsThis|TapAndHold|pressAndHold|ContextMenu|HoverEnter|enterEvent|mouseDoubleClick"
)
FEW = "data_table.py"
"""A table's tip repeats in words the shape that its first cell shows; no screen of the station has one."""


class Finger:
    """One finger on a touch panel."""

    def __init__(self, one: Stage) -> None:
        self._one = one
        self._device: QPointingDevice = QTest.createTouchDevice()

    async def tap(self, widget: QWidget) -> None:
        spot = widget.rect().center()
        QTest.touchEvent(widget, self._device, False).press(0, spot, widget).commit(False)
        await asyncio.sleep(0.01)
        QTest.touchEvent(widget, self._device, False).release(0, spot, widget).commit(False)
        await self._one.settle()

    async def drag(self, area: QAbstractScrollArea, up_px: int) -> None:
        """Begin on whatever lies in the middle of the list, and lift there."""
        viewport = area.viewport()
        x, y = viewport.width() // 4, viewport.height() * 3 // 4
        QTest.touchEvent(viewport, self._device, False).press(0, QPoint(x, y), viewport).commit(False)
        for step in range(1, 21):
            spot = QPoint(x, y - up_px * step // 20)
            QTest.touchEvent(viewport, self._device, False).move(0, spot, viewport).commit(False)
            await asyncio.sleep(0.002)
        QTest.touchEvent(viewport, self._device, False).release(0, QPoint(x, y - up_px), viewport).commit(
            False
        )
        await self._one.settle()


def area_of(one: Stage, name: str) -> KineticArea:
    """The list that holds the thing of that name."""
    inside = one.window.findChild(QWidget, name)
    while inside is not None and not isinstance(inside, KineticArea):
        inside = inside.parentWidget()
    assert isinstance(inside, KineticArea), f"{name} lies in no list that a finger can throw"
    return inside


def many_reasons() -> tuple[ReasonGroupView, ...]:
    tiles = tuple(ReasonTile(f"R{n}", f"Reason {n}", "build", "") for n in range(60))
    return (ReasonGroupView("All", tiles),)


async def scrolls(one: Stage, name: str) -> None:
    area = area_of(one, name)
    bar = area.verticalScrollBar()
    await one.until(lambda: bar.maximum() > 0, "there is more than is seen")
    tapped: list[str] = []
    for tile in area.findChildren(Tappable):
        tile.triggered.connect(lambda: tapped.append("tapped"))
    await Finger(one).drag(area, area.viewport().height() // 2)
    await one.until(lambda: bar.value() > area.viewport().height() // 4, "the list has moved")
    assert tapped == [], "what was dragged away was not meant"
    QScroller.scroller(area.viewport()).stop()
    assert area.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def test_a_finger_presses_a_tile(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        tile = one.sees("tile.scrap")
        assert tile is not None
        await Finger(one).tap(tile)
        await one.shows("sheet.scrap")

    one.play(scene)


def test_the_list_of_orders_is_thrown_and_nothing_starts(stage: Build) -> None:
    one = stage()
    rows = tuple(listed.dispatch_row(f"48{n:02d}") for n in range(30))
    one.dispatch.view = replace(listed.a_dispatch(), rows=rows)

    async def scene() -> None:
        await one.tap("tile.orders")
        await one.shows("dispatch.4800")
        await scrolls(one, "dispatch.4800")
        assert one.desk.sent == []

    one.play(scene)


def test_a_long_list_of_reasons_is_thrown_and_none_is_given(stage: Build) -> None:
    one = stage()
    one.stop.view = made.a_stop(more=many_reasons())

    async def scene() -> None:
        one.window.sheets.open_stop()
        await one.shows("reasons.more")
        await one.tap("reasons.more")
        await one.shows("reason.R0")
        await scrolls(one, "reason.R0")
        assert one.desk.sent == []
        near = next(name for name in one.names("reason.R") if one.sees(name) is not None)
        await one.tap(near)
        assert [type(sent) for sent in one.desk.sent] == [GiveStopReason]

    one.play(scene)


def test_a_long_list_of_names_is_thrown_and_nobody_is_chosen(stage: Build) -> None:
    one = stage()
    people = tuple(PersonTile(f"P{n}", f"Person {n}", "PN", "", "", False, False) for n in range(2, 62))
    one.sign_on.view = replace(a_sign_on(), people=people)

    async def scene() -> None:
        await one.tap("people.acting")
        await one.shows("people.P2")
        await scrolls(one, "people.P2")
        assert one.sign_on.chosen in ([], [None])

    one.play(scene)


def test_every_list_of_the_window_is_thrown_by_a_finger_and_has_no_bar_to_hit(stage: Build) -> None:
    for role in ("operator", "team_lead"):
        one = stage(role=role)

        async def scene(one: Stage = one) -> None:
            areas = one.window.findChildren(QAbstractScrollArea)
            assert areas
            for area in areas:
                QApplication.sendEvent(area, QShowEvent())  # it need not listen before somebody sees it
                assert QScroller.hasScroller(area.viewport()), type(area).__name__
                assert area.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff

        one.play(scene)


@pytest.mark.parametrize("held_ms", [0, 900])
def test_how_long_a_finger_rests_means_nothing(stage: Build, held_ms: int) -> None:
    one = stage()

    async def scene() -> None:
        tile = one.sees("tile.scrap")
        assert isinstance(tile, Tappable)
        QTest.mousePress(tile, Qt.MouseButton.LeftButton)
        await asyncio.sleep(held_ms / 1000)
        assert one.sees("sheet.scrap") is None, "a press alone does nothing, however long"
        QTest.mouseRelease(tile, Qt.MouseButton.LeftButton)
        await one.shows("sheet.scrap")

    one.play(scene)


def test_nothing_is_told_or_done_by_hovering_holding_or_double_tapping() -> None:
    root = Path(momstation.__file__).parent
    found = [
        f"{path.relative_to(root)}: {line.strip()}"
        for path in sorted(root.rglob("*.py"))
        if path.name != FEW
        for line in path.read_text(encoding="utf-8").splitlines()
        if HIDDEN_WAYS.search(line)
    ]
    assert found == []


# -- two fingers --


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


# -- through the whole window --


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


@pytest.mark.parametrize("palm", ["bare", "tile.finish"])
def test_a_palm_on_the_glass_takes_no_tap_from_the_bar(stage: Build, palm: str) -> None:
    one = stage()

    async def scene() -> None:
        fingers = Fingers(one)
        screen = one.sees("screen.home") or one.window
        bare = screen.mapTo(one.window, QPoint(2, 2))
        fingers.put(0, fingers.spot("tile.finish") if palm == "tile.finish" else bare)
        await asyncio.sleep(0.01)
        fingers.put(1, fingers.spot("tile.quantity"))
        await asyncio.sleep(0.01)
        assert one.desk.sent == [], "what a palm lies on does not act"
        fingers.lift(1)
        await one.shows("keypad.field")
        fingers.lift(0)

    one.play(scene)
