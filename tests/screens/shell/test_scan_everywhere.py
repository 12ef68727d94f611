"""Wherever the person is, a scan gets its visible verdict: every screen, every sheet, and the lock."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint

from momstation.core.part import Command, Part, Scan
from momstation.plant.readings import GaugeRead
from momstation.production.model.commands import StartOrder
from momstation.shell.navigation import Place
from momstation.shell.verdict import Judged
from momstation.ui.banner import VerdictBanner
from momstation.ui.keypad import KeyPad
from momstation.ui.sheet import Sheet
from momstation.ui.text_sheet import TextSheet
from tests.support import production_views as made
from tests.support.shell_builders import scanned
from tests.support.shell_stage import Stage

Build = Callable[..., Stage]


async def order_code(scan: Scan) -> Command | None:
    return StartOrder(order=scan.fields["order"], how="scan") if "order" in scan.fields else None


PARTS = (Part(name="production", scans=(order_code,), accepts=("an order's code",)),)
PLACES = [
    *(("operator", place) for place in (Place.HOME, Place.ORDERS, Place.OEE, Place.PEOPLE)),
    *(
        ("team_lead", place)
        for place in (Place.BOARD, Place.STATION, Place.INBOX, Place.ALARMS, Place.PEOPLE)
    ),
]


def on_top(one: Stage, name: str) -> str:
    """What the verdict says, if nothing lies over any of its corners."""
    banner = one.sees(name)
    assert isinstance(banner, VerdictBanner), "there is no verdict"
    inner = banner.geometry().adjusted(8, 8, -8, -8)
    for spot in (inner.topLeft(), inner.topRight(), inner.center(), inner.bottomLeft(), inner.bottomRight()):
        top = one.window.childAt(spot)
        assert top is banner or (top is not None and banner.isAncestorOf(top)), "something lies over it"
    return f"{banner.title} {banner.detail}"


async def scan(one: Stage, text: str) -> None:
    one.bus.publish(scanned(text))
    await one.settle()


async def both_ways(one: Stage) -> None:
    """A code that is refused and one that is taken."""
    await scan(one, "4006381333931")
    assert "4006381333931" in on_top(one, "verdict.refused")
    await scan(one, "ORDER:4711-30")
    assert "Order 4711-30 started." in on_top(one, "verdict.accepted")


def test_no_screen_is_left_out() -> None:
    assert {place for _role, place in PLACES} == set(Place)


@pytest.mark.parametrize(("role", "place"), PLACES)
def test_on_every_screen(stage: Build, role: str, place: Place) -> None:
    one = stage(parts=PARTS, role=role)

    async def scene() -> None:
        one.window.go(place, "P07" if place is Place.STATION else "")
        await one.settle()
        await both_ways(one)

    one.play(scene)


def test_over_every_sheet_that_the_window_has(stage: Build) -> None:
    one = stage(parts=PARTS)

    async def scene() -> None:
        own = one.window.sheets
        made = (own.stop, own.scrap, own.quantity, own.evidence, own.scan, own.text)
        sheets = one.window.findChildren(Sheet)
        assert len(sheets) > 7
        assert set(made) < set(sheets)
        for sheet in sheets:
            sheet.open()
            await one.settle()
            await scan(one, f"4006381333931-{sheet.objectName()}")
            is_text = isinstance(sheet, TextSheet)  # what nobody knows goes into the text that is asked for
            said = on_top(one, "verdict.accepted" if is_text else "verdict.refused")
            assert "4006381333931" in said, sheet.objectName()
            one.window.messages.banner.clear()
            sheet.close_sheet()
            await one.settle()

    one.play(scene)


def test_over_the_lock_and_into_nothing_below_it(stage: Build) -> None:
    one = stage(parts=PARTS)

    async def scene() -> None:
        await one.tap("tile.quantity")
        await one.shows("sheet.quantity")
        pad = next(pad for pad in one.window.findChildren(KeyPad) if pad.isVisible())
        before = pad.model.text
        one.window.crew.lock.show_present(replace(one.present.view, is_locked=True), has_draft=True)
        await one.settle()
        await scan(one, "24")
        assert "24" in on_top(one, "verdict.refused")
        one.bus.publish(GaugeRead("G1", Decimal(24), "", "24", made.NOW, 0.0))
        await one.settle()
        assert "no number is asked for" in on_top(one, "verdict.refused")
        assert pad.model.text == before, "a draft under the lock is its author's"
        await scan(one, "MOM:FINISH")
        assert one.desk.sent == []
        on_top(one, "verdict.refused")

    one.play(scene)


def test_a_text_that_is_asked_for_stays_open_and_its_field_in_sight(stage: Build) -> None:
    one = stage(parts=PARTS)

    async def scene() -> None:
        sheet = TextSheet(one.host, one.window)
        sheet.ask("Note")
        await one.settle()
        await scan(one, "ORDER:4711-30")
        assert "started" in on_top(one, "verdict.accepted")
        assert sheet.is_open and sheet.pad.field.typed == "", "a code that means something is no text"
        field = sheet.pad.field
        spot = field.mapTo(one.window, QPoint(field.width() // 2, field.height() // 2))
        assert one.window.childAt(spot) is field

    one.play(scene)


def test_forty_scans_in_one_go_are_judged_in_their_order(stage: Build) -> None:
    one = stage(parts=PARTS)
    titles: list[str] = []

    async def scene() -> None:
        await one.tap("tile.scrap")
        one.bus.subscribe(Judged, lambda judged: titles.append(judged.verdict.title))
        for number in range(40):
            one.bus.publish(scanned(f"ORDER:{number}"))
        await one.until(lambda: len(titles) == 40, "forty verdicts")
        assert titles == [f"Order {number} started." for number in range(40)]

    one.play(scene)
