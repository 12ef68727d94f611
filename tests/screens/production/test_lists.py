"""The dispatch list and the shift's OEE: what a row means, and what is behind a number."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from momstation.production.model.commands import PauseOrder, ResumeOrder, ReverseEntry
from momstation.production.screens.dispatch_screen import command_of
from momstation.production.views import ActionKey, OpenStopRow
from momstation.ui.banner import VerdictBanner
from momstation.ui.fact_row import FactRow
from momstation.ui.list_row import ListRow
from momstation.ui.tappable import Tappable
from tests.support import list_views as listed
from tests.support import production_views as made
from tests.support.shell_stage import Stage

Build = Callable[..., Stage]


def test_the_list_keeps_the_presenters_order(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("tile.orders")
        assert one.names("dispatch.") == ["dispatch.4711-20", "dispatch.4711-30", "dispatch.4720-10"]
        row = one.sees("dispatch.4711-30")
        assert isinstance(row, ListRow)
        assert "due 21:00" in row.accessibleDescription()

    one.play(scene)


def test_the_filter_can_be_removed_and_a_blocked_order_says_why(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("tile.orders")
        one.dispatch.view = listed.a_dispatch(is_ready_only=False)
        await one.tap("dispatch_filter")
        assert one.dispatch.is_ready_only is False
        await one.tap("blocked.4730-10")
        shown = one.sees("verdict.refused")
        assert isinstance(shown, VerdictBanner)
        assert shown.title == "Order 4720-10 comes first."
        assert one.desk.sent == []

    one.play(scene)


def test_a_paused_order_goes_on_with_a_tap(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("tile.orders")
        await one.tap("dispatch.4720-10")
        sent = one.desk.sent[-1]
        assert isinstance(sent, ResumeOrder)
        assert sent.order == "4720-10"

    one.play(scene)


def test_what_each_row_asks_for() -> None:
    assert isinstance(command_of(listed.dispatch_row("1", action=ActionKey.PAUSE)), PauseOrder)
    assert command_of(listed.dispatch_row("1", action=None)) is None


def test_an_empty_list_says_what_to_do(stage: Build) -> None:
    one = stage()
    one.dispatch.view = replace(
        listed.a_dispatch(), rows=(), empty_text="There is no order for this station."
    )

    async def scene() -> None:
        await one.tap("tile.orders")
        assert one.names("dispatch.") == []

    one.play(scene)


def test_each_ratio_opens_to_the_records_behind_it(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("tile.oee")
        for key in ("oee", "availability", "effectiveness", "quality"):
            await one.tap(f"oee.{key}")
            sheet = one.sees("sheet.evidence")
            assert sheet is not None
            shown = [row.view.title for row in sheet.findChildren(FactRow)]
            assert len(shown) == 3
            offered = [each.objectName() for each in sheet.findChildren(Tappable) if each.isVisible()]
            assert offered == ["sheet.close"], "records are read, not pressed"
            await one.tap("sheet.close")
        await one.tap("nav.home")
        assert one.sees("screen.home") is not None

    one.play(scene)


@pytest.mark.parametrize(("size", "scale"), [((1280, 800), 125), ((1366, 768), 125), ((1920, 1080), 100)])
def test_the_clocks_of_the_running_order_stand_under_the_timeline(
    stage: Build, size: tuple[int, int], scale: int
) -> None:
    one = stage(size=size, scale=scale)

    async def scene() -> None:
        await one.tap("tile.oee")
        assert one.sees("oee.clocks") is not None

    one.play(scene)


def test_a_shift_without_data_says_so(stage: Build) -> None:
    one = stage()
    one.oee.view = replace(
        listed.an_oee(), empty_text="The machine has not been heard in this shift.", spans=()
    )

    async def scene() -> None:
        await one.tap("tile.oee")
        assert one.sees("oee.availability") is None
        assert one.sees("oee.timeline") is None

    one.play(scene)


def test_an_earlier_stop_is_explained_from_the_sheet(stage: Build) -> None:
    one = stage()
    one.stop.view = replace(
        made.a_stop(),
        stop=None,
        title="",
        empty_text="The machine is running.",
        earlier=(OpenStopRow("stop-0", "9:41–9:58", "17 min"),),
    )

    async def scene() -> None:
        await one.tap("tile.stop_reason")
        assert one.sees("stop.empty") is not None
        one.stop.view = made.a_stop(stop="stop-0")
        await one.tap("stop.stop-0")
        assert one.stop.chosen[-1] == "stop-0"
        assert one.sees("reason.JAM") is not None

    one.play(scene)


def test_an_entry_is_taken_back_from_the_quantity_sheet(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("tile.quantity")
        await one.tap("entry.entry-9")
        sent = one.desk.sent[-1]
        assert isinstance(sent, ReverseEntry)
        assert sent.entry == "entry-9"

    one.play(scene)


def test_without_an_order_nothing_can_be_scrapped_and_the_sheet_says_so(stage: Build) -> None:
    one = stage()
    one.scrap.view = made.a_scrap(order=None, refusal="No order is running here.")

    async def scene() -> None:
        await one.tap("tile.scrap")
        assert one.sees("scrap.refusal") is not None
        assert one.names("scrap.reason.") == []

    one.play(scene)
