"""What the station answers lies where nobody presses and nothing new stands: no screen and no sheet loses by it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget

from momstation.production.model.commands import DeclareQuantity
from momstation.shell.verdict import Verdict
from momstation.ui.tappable import Tappable
from tests.support.shell_stage import PANELS, Stage, present

Build = Callable[..., Stage]
SIZES = sorted(PANELS)
BOOKED = Verdict(True, "Scrap 1: Burr", undo=DeclareQuantity(order="4711-20", good=1))
TAKEN = Verdict(True, "Entered: 12", books=False)


def place_of(one: Stage, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(one.window, QPoint()), widget.size())


def covered(one: Stage, lies_over: QWidget) -> list[str]:
    """What could be pressed without it, of what is shown."""
    place = place_of(one, lies_over)
    shown = [each for each in one.window.findChildren(Tappable) if each.isVisible()]
    own = [each for each in shown if lies_over.isAncestorOf(each)]
    return [
        each.objectName()
        for each in shown
        if each not in own and place_of(one, each).intersects(place) and not each.visibleRegion().isEmpty()
    ]


@pytest.mark.parametrize("way", ["home", "tile.orders", "tile.oee", "people.acting"])
@pytest.mark.parametrize("size", SIZES)
def test_what_can_be_taken_back_lies_on_nothing_that_can_be_pressed_and_on_no_screen(
    stage: Build, size: tuple[int, int], way: str
) -> None:
    one = stage(size=size)

    async def scene() -> None:
        if way != "home":
            await one.tap(way)
        one.window.messages.show_tap(BOOKED)
        await one.settle()
        bar = one.window.messages.undo_bar
        assert covered(one, bar) == []
        assert not place_of(one, bar).intersects(place_of(one, one.window.frame.stack))

    one.play(scene)


def test_the_board_of_a_team_lead_is_not_covered_either(stage: Build) -> None:
    one = stage(role="team_lead", size=(1920, 1080))

    async def scene() -> None:
        one.window.messages.show_tap(BOOKED)
        await one.settle()
        bar = one.window.messages.undo_bar
        assert covered(one, bar) == []
        assert not place_of(one, bar).intersects(place_of(one, one.window.frame.stack))

    one.play(scene)


def test_the_button_stays_where_it_is_when_more_people_sign_on(stage: Build) -> None:
    one = stage(size=(1366, 768))

    async def scene() -> None:
        one.window.messages.show_tap(BOOKED)
        await one.settle()
        bar = one.window.messages.undo_bar
        before, wide = place_of(one, bar.button).topLeft(), bar.width()
        one.window.frame.show_people(present("A. Meyer", "B. Novak", "C. Ito", "D. Kaya", acting="P1"))
        await one.settle()
        assert bar.width() < wide and place_of(one, bar.button).topLeft() == before
        assert covered(one, bar) == []

    one.play(scene)


def test_a_bar_that_is_full_sends_it_above_the_tiles(stage: Build) -> None:
    one = stage(size=(1280, 800), scale=125)

    async def scene() -> None:
        one.window.frame.show_people(present("A. Meyer", "B. Novak", "C. Ito", "D. Kaya", acting="P1"))
        await one.settle()
        one.window.messages.show_tap(BOOKED)
        await one.settle()
        bar, top = place_of(one, one.window.messages.undo_bar), place_of(one, one.window.frame.top)
        assert not bar.intersects(top) and not bar.intersects(place_of(one, one.window.frame.bar))

    one.play(scene)


def test_a_sentence_too_long_for_the_bar_is_said_whole_above_the_tiles(stage: Build) -> None:
    one = stage(size=(1280, 800))

    async def scene() -> None:
        one.window.messages.show_tap(replace(BOOKED, title="Scrap 12: Scratched by the gripper, " * 3))
        await one.settle()
        bar = place_of(one, one.window.messages.undo_bar)
        assert not bar.intersects(place_of(one, one.window.frame.top))
        assert not any("Scratched" in text for _where, text in one.clipped)

    one.play(scene)


def test_the_verdict_on_a_scan_and_the_way_back_stand_side_by_side(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        one.window.messages.show_scan(BOOKED)
        await one.settle()
        banner, bar = one.window.messages.banner, one.window.messages.undo_bar
        assert banner.isVisible() and bar.isVisible()
        assert not place_of(one, banner).intersects(place_of(one, bar))
        beside = banner.width()
        bar.withdraw()
        assert banner.width() > beside, "the whole line is its own again"

    one.play(scene)


@pytest.mark.parametrize("tile", ["tile.stop_reason", "tile.scrap", "tile.quantity"])
@pytest.mark.parametrize("size", SIZES)
def test_an_accepted_scan_leaves_a_sheets_title_its_buttons_and_its_content(
    stage: Build, size: tuple[int, int], tile: str
) -> None:
    one = stage(size=size)

    async def scene() -> None:
        await one.tap(tile)
        one.window.messages.show_scan(TAKEN)
        await one.settle()
        banner, sheet = one.window.messages.banner, one.window.sheets.shown
        assert banner.isVisible() and sheet is not None
        on_sheet = [name for name in covered(one, banner) if not name or sheet.findChild(QWidget, name)]
        assert on_sheet == []
        words = sheet.words_place()
        assert words.contains(place_of(one, banner))
        assert place_of(one, banner).top() >= sheet.words_place(below_title=True).top()

    one.play(scene)


@pytest.mark.parametrize("way", ["tile.stop_reason", "tile.scrap", "tile.quantity", "link"])
def test_a_refusal_over_a_sheet_leaves_every_way_out(stage: Build, way: str) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap(way)
        one.window.messages.explain("Nobody here knows this code: 4006381333931")
        await one.settle()
        banner, sheet = one.window.messages.banner, one.window.sheets.shown
        assert sheet is not None
        assert not place_of(one, banner).intersects(place_of(one, sheet.close_button))
        assert banner.height() >= one.host.units.target, "it must be hit with a glove"
        assert one.window.childAt(place_of(one, sheet.close_button).center()) is sheet.close_button

    one.play(scene)


def test_right_to_left_the_way_back_is_on_the_right(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        one.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        await one.settle()
        one.window.messages.show_scan(BOOKED)
        await one.settle()
        banner, bar = one.window.messages.banner, one.window.messages.undo_bar
        assert place_of(one, bar).left() > place_of(one, banner).right()
        assert covered(one, bar) == []

    one.play(scene)


def test_why_a_tap_did_nothing_is_gone_when_a_sheet_opens_or_closes_after_it(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        one.window.messages.explain("Too large: at most 1000.")
        await one.tap("tile.scrap")
        assert one.sees("verdict.refused") is not None, "said just now: it belongs to what is open"
        one.clock.advance(2)
        await one.tap("sheet.close")
        assert one.sees("verdict.refused") is None
        one.window.messages.show_tap(Verdict(accepted=False, title="Not recorded: the disk is full."))
        one.clock.advance(2)
        await one.tap("tile.scrap")
        assert one.sees("verdict.refused") is not None, "what was not recorded stays until it was read"

    one.play(scene)
