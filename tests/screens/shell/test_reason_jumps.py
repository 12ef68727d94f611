"""A page of 144 reasons jumps to where one is looked for, by its group or by its letters, and never chooses one."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QScroller, QWidget

from momstation.app.gallery.sample_catalogue import many_stops
from momstation.production.model.commands import DeclareQuantity, GiveStopReason
from momstation.production.views import ReasonGroupView, ReasonTile
from momstation.ui.jump_column import JumpKey
from momstation.ui.kinetic_area import KineticArea
from momstation.ui.reason_tile import ReasonTile as Tile
from tests.support import production_views as made
from tests.support.fingers import Fingers
from tests.support.shell_stage import PANELS, Stage

Build = Callable[..., Stage]
SHEETS = {
    "stop": (("tile.stop_reason", "reasons.more"), "reason."),
    "scrap": (("tile.scrap", "scrap.more"), "scrap.reason."),
    "quantity": (("tile.quantity", "quantity.scrap", "quantity.more"), "quantity.reason."),
}
MOST_THROWS = {(1280, 800): 2, (1366, 768): 1, (1920, 1080): 1}
"""After a jump, where less of the page is seen than lies behind it."""
HEARD = "machine says: E217 feeder overload"


def catalogue() -> tuple[ReasonTile, ...]:
    return tuple(tile for group in many_stops().more for tile in group.tiles)


async def open_page(one: Stage, kind: str, *, count: int = 144, heard: str = "") -> None:
    """What the machine says takes a line of the page."""
    furnish(one, count, heard)
    for step in SHEETS[kind][0]:
        await one.tap(step)


def furnish(one: Stage, count: int, heard: str = "") -> None:
    """``count`` of the catalogue's reasons; those of a stop by group."""
    left, groups = count, []
    for group in many_stops().more:
        groups.append(ReasonGroupView(group.title, group.tiles[:left]))
        left -= len(groups[-1].tiles)
    others, label = catalogue()[:count], f"More ({count})"
    one.stop.view = made.a_stop(
        more=tuple(group for group in groups if group.tiles), more_label=label, heard=heard
    )
    one.scrap.view = made.a_scrap(more=others, more_label=label)
    one.quantity.view = made.a_quantity(more_reasons=others, more_label=label)


def keys(one: Stage) -> list[JumpKey]:
    found = [key for key in one.window.findChildren(JumpKey) if key.isVisible()]
    return sorted(found, key=lambda key: int(key.objectName().rpartition(".")[2]))


def tiles(one: Stage, kind: str) -> list[Tile]:
    """As they lie on the page."""
    found = [each for each in one.window.findChildren(Tile) if each.objectName().startswith(SHEETS[kind][1])]
    shown = [each for each in found if each.isVisible()]
    return sorted(shown, key=lambda each: (spot(each, one).y(), spot(each, one).x()))


def spot(widget: QWidget, one: Stage) -> QPoint:
    return widget.mapTo(one.window, QPoint(0, 0))


def is_seen(tile: Tile) -> bool:
    """All of it."""
    return tile.visibleRegion().boundingRect().size() == tile.size()


def area(one: Stage, kind: str) -> KineticArea:
    above = tiles(one, kind)[0].parentWidget()
    while not isinstance(above, KineticArea):
        assert above is not None
        above = above.parentWidget()
    return above


def throw(one: Stage, page: KineticArea) -> None:
    """So that the line below the last whole one is the first."""
    line = one.host.units.primary + one.host.units.gap
    lines = (page.viewport().height() + one.host.units.gap) // line
    page.verticalScrollBar().setValue(page.verticalScrollBar().value() + lines * line)


@pytest.mark.parametrize("size", list(PANELS))
@pytest.mark.parametrize("scale", [100, 125])
@pytest.mark.parametrize("kind", list(SHEETS))
def test_each_reason_is_one_jump_away_and_at_most_two_throws(
    stage: Build, kind: str, scale: int, size: tuple[int, int]
) -> None:
    one = stage(size=size, scale=scale)

    async def scene() -> None:
        await open_page(one, kind, heard=HEARD)
        page, every = area(one, kind), tiles(one, kind)
        assert len(every) == 144
        moves = {tile.key: 0 for tile in every if is_seen(tile)}
        for key in keys(one):
            assert key.visibleRegion().boundingRect().size() == key.size(), "no jump is out of reach"
            await one.tap(key.objectName())
            for thrown in range(MOST_THROWS[size] + 1):
                for tile in every:
                    if is_seen(tile):
                        moves[tile.key] = min(moves.get(tile.key, 99), 1 + thrown)
                throw(one, page)
        assert len(moves) == 144, "all of them"
        at_once = sum(count <= 1 for count in moves.values())
        assert at_once >= (50 if size == (1280, 800) else 140), "most of them without a throw"
        assert one.desk.sent == [], "a jump only shows"

    one.play(scene)


@pytest.mark.parametrize("kind", list(SHEETS))
def test_a_jump_shows_what_it_says_at_the_top_and_is_marked(stage: Build, kind: str) -> None:
    one = stage()

    async def scene() -> None:
        await open_page(one, kind)
        assert [key.is_current for key in keys(one)].index(True) == 0
        for key in reversed(keys(one)):
            await one.tap(key.objectName())
            assert [each.accessibleName() for each in keys(one) if each.is_current] == [key.accessibleName()]
            seen = [tile for tile in tiles(one, kind) if not tile.visibleRegion().isEmpty()]
            first = key.accessibleName().rpartition(", ")[2][0]
            assert any(tile.accessibleName().startswith(first) for tile in seen)
            if not key.view.detail:
                assert key.view.label == "Changeover"
                assert seen[0].accessibleName() == "Batch change"

    one.play(scene)


def test_while_a_finger_throws_the_page_the_group_at_the_top_is_marked(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await open_page(one, "stop")
        page, marked = area(one, "stop"), []
        bar, start = (
            page.verticalScrollBar(),
            page.viewport().mapTo(one.window, page.viewport().rect().center()),
        )
        one.window.move(-400, 0)  # a gesture wants to begin on the screen, which offscreen is 800 wide
        bar.valueChanged.connect(
            lambda: marked.append(next(n for n, key in enumerate(keys(one)) if key.is_current))
        )
        fingers = Fingers(one)
        for _time in range(3):
            await fingers.drag(start, start - QPoint(0, page.viewport().height() // 2 - 4))
        await one.until(lambda: bool(marked) and marked[-1] > 0, "the page has come to another stretch")
        assert marked == sorted(marked), "one after the other"
        assert one.desk.sent == []
        QScroller.scroller(page.viewport()).stop()

    one.play(scene)


def test_the_mark_follows_the_page_to_its_end_and_back(stage: Build) -> None:
    one = stage(size=(1366, 768))

    async def scene() -> None:
        await open_page(one, "stop")
        bar, found = area(one, "stop").verticalScrollBar(), []
        for value in range(0, bar.maximum() + 1, one.host.units.primary):
            bar.setValue(value)
            current = next(key for key in keys(one) if key.is_current)
            found.append(current.accessibleName())
        passed, every = list(dict.fromkeys(found)), [key.accessibleName() for key in keys(one)]
        assert passed == every[: len(passed)]
        assert "Changeover" in passed
        bar.setValue(0)
        assert keys(one)[0].is_current

    one.play(scene)


def test_a_jump_stops_a_page_that_still_moves(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await open_page(one, "stop")
        page = area(one, "stop")
        scroller = QScroller.scroller(page.viewport())
        scroller.scrollTo(QPoint(0, page.verticalScrollBar().maximum()), 5000)
        await one.until(lambda: page.verticalScrollBar().value() > 0, "it moves")
        await one.tap("reasons.jump.7")
        value = page.verticalScrollBar().value()
        assert scroller.state() is QScroller.State.Inactive
        await asyncio.sleep(0.05)
        assert page.verticalScrollBar().value() == value
        assert keys(one)[7].is_current

    one.play(scene)


@pytest.mark.parametrize(("kind", "count"), [("stop", 6), ("scrap", 8), ("quantity", 6)])
def test_a_page_that_is_seen_at_once_has_no_jumps(stage: Build, kind: str, count: int) -> None:
    one = stage()

    async def scene() -> None:
        await open_page(one, kind, count=count)
        assert all(is_seen(tile) for tile in tiles(one, kind))
        assert len(tiles(one, kind)) == count
        assert keys(one) == []

    one.play(scene)


def test_jumps_come_and_go_with_the_room(stage: Build) -> None:
    one = stage(size=(1920, 1080))

    async def scene() -> None:
        await open_page(one, "stop", count=20)
        assert keys(one) == []
        one.window.resize(1280, 620)
        await one.until(lambda: bool(keys(one)), "there is more than is seen")
        one.window.resize(1920, 1080)
        await one.until(lambda: not keys(one), "there is not")

    one.play(scene)


def test_a_finger_alone_jumps_and_gives_the_reason_it_was_looking_for(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await open_page(one, "stop")
        fingers = Fingers(one)
        await fingers.tap("reasons.jump.3")
        assert one.desk.sent == []
        await asyncio.sleep(QApplication.doubleClickInterval() / 1000)
        await fingers.tap("reason.HEATER-FAULT")
        (sent,) = one.desk.sent
        assert isinstance(sent, GiveStopReason) and sent.reason == "HEATER-FAULT"

    one.play(scene)


@pytest.mark.parametrize("kind", list(SHEETS))
def test_keys_alone_jump_to_a_reason_and_back_to_the_jumps(stage: Build, kind: str) -> None:
    one = stage()

    async def scene() -> None:
        await open_page(one, kind)
        keys(one)[0].setFocus(Qt.FocusReason.TabFocusReason)
        await one.press(Qt.Key.Key_Down)
        assert QApplication.focusWidget() is keys(one)[1]
        await one.press(Qt.Key.Key_Return)
        reached = QApplication.focusWidget()
        assert isinstance(reached, Tile) and is_seen(reached)
        assert one.desk.sent == []
        await one.press(Qt.Key.Key_Home)
        assert QApplication.focusWidget() is keys(one)[1]
        await one.press(Qt.Key.Key_Return)
        await one.press(Qt.Key.Key_Return)
        if kind == "quantity":
            await one.says("quantity.scrap", reached.accessibleName())
        else:
            (sent,) = one.desk.sent
            assert isinstance(sent, GiveStopReason | DeclareQuantity)

    one.play(scene)


def test_page_down_goes_on_below_whatever_has_the_focus(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await open_page(one, "stop")
        more = one.sees("reasons.more")
        assert more is not None
        more.setFocus()
        await one.press(Qt.Key.Key_PageDown)
        assert area(one, "stop").verticalScrollBar().value() > 0
        await one.tap("reasons.more")
        await one.press(Qt.Key.Key_PageDown)
        await one.tap("reasons.more")
        assert area(one, "stop").verticalScrollBar().value() == 0, (
            "a page that is turned to begins at its top"
        )

    one.play(scene)


@pytest.mark.parametrize("kind", list(SHEETS))
def test_in_arabic_the_jumps_stand_where_the_reader_begins(
    stage: Build, speaking: Callable[[str], None], kind: str
) -> None:
    speaking("ar")
    one = stage()

    async def scene() -> None:
        await open_page(one, kind)
        edge = spot(tiles(one, kind)[0], one).x()
        assert all(spot(key, one).x() > edge for key in keys(one))
        for key in keys(one):
            await one.tap(key.objectName())
            assert key.is_current
        one.window.grab()
        assert [text for where, text in one.clipped if where == "JumpKey"] == []

    one.play(scene)


@pytest.mark.parametrize("scale", [100, 125])
def test_at_a_desk_there_are_jumps_too(stage: Build, scale: int) -> None:
    one = stage(role="team_lead", size=(1920, 1080), scale=scale)

    async def scene() -> None:
        furnish(one, 144)
        await one.tap("more.stop-2")
        await one.tap("reasons.more")
        every, moves = tiles(one, "stop"), set[str]()
        for key in keys(one):
            assert key.height() >= one.host.units.target
            await one.tap(key.objectName())
            assert key.is_current
            moves |= {tile.key for tile in every if is_seen(tile)}
        assert len(moves) == 144, "each after one jump, without a throw"
        one.clipped.clear()
        one.window.grab()
        assert one.clipped == []

    one.play(scene)


def test_reasons_of_the_scrap_have_the_room_of_the_other_lines_while_all_are_shown(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await open_page(one, "quantity")
        assert one.sees("quantity.scrap") is not None
        assert one.sees("quantity.good") is None and one.sees("quantity.rework") is None
        await one.tap("quantity.more")
        assert one.sees("quantity.good") is not None and one.sees("quantity.rework") is not None
        await one.tap("quantity.more")
        one.quantity.view = replace(one.quantity.view, more_reasons=())
        await one.press(Qt.Key.Key_Escape)
        await one.tap("tile.quantity")
        assert one.sees("quantity.good") is not None

    one.play(scene)
