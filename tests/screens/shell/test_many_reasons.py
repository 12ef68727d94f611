"""A catalogue of 150 reasons: every one can be reached with two taps on one page that a finger throws."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from momstation.production.model.commands import DeclareQuantity, GiveStopReason
from momstation.production.views import ReasonGroupView, ReasonTile
from momstation.ui.kinetic_area import KineticArea
from momstation.ui.reason_tile import ReasonTile as Tile
from tests.support import production_views as made
from tests.support.shell_stage import PANELS, Stage

Build = Callable[..., Stage]
MANY, TOP = 150, 6
CATALOGUE = tuple(ReasonTile(f"R{n:03d}", f"Reason number {n}", "help", "") for n in range(MANY))
FIRST, REST = CATALOGUE[:TOP], CATALOGUE[TOP:]
GROUPS = (ReasonGroupView("Not planned", REST[:100]), ReasonGroupView("Planned", REST[100:]))
LABEL = f"More ({len(REST)})"
SHEETS = {
    "stop": ("tile.stop_reason", "reason.", "reasons.more"),
    "scrap": ("tile.scrap", "scrap.reason.", "scrap.more"),
    "quantity": ("tile.quantity", "quantity.reason.", "quantity.more"),
}


def furnished(one: Stage) -> None:
    one.stop.view = made.a_stop(top=FIRST, more=GROUPS, more_label=LABEL)
    one.scrap.view = made.a_scrap(top=FIRST, more=REST, more_label=LABEL)
    one.quantity.view = made.a_quantity(scrap_reasons=FIRST, more_reasons=REST, more_label=LABEL)


def tiles(one: Stage, prefix: str) -> dict[str, Tile]:
    """What is on the page that is shown, scrolled away or not."""
    found = one.window.findChildren(Tile)
    return {
        tile.objectName().removeprefix(prefix): tile
        for tile in found
        if tile.objectName().startswith(prefix) and tile.isVisible()
    }


def area_of(tile: QWidget) -> KineticArea:
    above = tile.parentWidget()
    while not isinstance(above, KineticArea):
        assert above is not None, "it lies on no page that can be thrown"
        above = above.parentWidget()
    return above


def is_hit(one: Stage, tile: Tile) -> bool:
    """Scrolled to, a finger on its middle reaches it."""
    area_of(tile).ensureWidgetVisible(tile)
    spot = tile.mapTo(one.window, QPoint(tile.width() // 2, tile.height() // 2))
    top = one.window.childAt(spot)
    return top is tile or (top is not None and tile.isAncestorOf(top))


@pytest.mark.parametrize("size", list(PANELS))
@pytest.mark.parametrize("kind", list(SHEETS))
def test_every_reason_is_two_taps_away(stage: Build, kind: str, size: tuple[int, int]) -> None:
    one = stage(size=size)
    way, prefix, more = SHEETS[kind]

    async def scene() -> None:
        furnished(one)
        await one.tap(way)
        if kind == "quantity":
            await one.tap("quantity.scrap")
        shown = tiles(one, prefix)
        assert list(shown) == [each.reason for each in FIRST], "the first page is the six most frequent"
        await one.shows(more)
        await one.tap(more)
        others = tiles(one, prefix)
        assert list(others) == [each.reason for each in REST], "and the other holds all the rest"
        least = one.host.units.primary
        assert min(min(tile.width(), tile.height()) for tile in others.values()) >= least
        for tile in others.values():
            assert is_hit(one, tile), tile.objectName()

    one.play(scene)


@pytest.mark.parametrize("reason", ["R006", "R077", "R149"])
@pytest.mark.parametrize("kind", ["stop", "scrap"])
def test_the_second_tap_records_it(stage: Build, kind: str, reason: str) -> None:
    one = stage()
    way, prefix, more = SHEETS[kind]

    async def scene() -> None:
        furnished(one)
        await one.tap(way)
        one.taps = 0
        await one.tap(more)
        tile = tiles(one, prefix)[reason]
        area_of(tile).ensureWidgetVisible(tile)
        spot = tile.visibleRegion().boundingRect().center()
        QTest.mouseClick(tile, Qt.MouseButton.LeftButton, pos=spot)
        await one.until(lambda: bool(one.desk.sent), "it is sent")
        assert one.taps + 1 == 2
        (sent,) = one.desk.sent
        if kind == "stop":
            assert isinstance(sent, GiveStopReason) and sent.reason == reason
        else:
            assert isinstance(sent, DeclareQuantity) and sent.scrap_reason == reason

    one.play(scene)


def test_a_reason_of_the_other_page_is_chosen_beside_the_pad_and_named_in_its_line(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        furnished(one)
        await one.tap("tile.quantity")
        assert one.sees("quantity.more") is None, "good pieces have no reason"
        await one.tap("quantity.scrap")
        assert one.sees("quantity.start_setup") is None
        await one.tap("quantity.more")
        await one.tap("quantity.reason.R007")
        await one.says("quantity.scrap", "Reason number 7")
        await one.tap("keypad.enter")
        (sent,) = one.desk.sent
        assert isinstance(sent, DeclareQuantity)
        assert (sent.scrap, sent.scrap_reason) == (1, "R007")

    one.play(scene)
