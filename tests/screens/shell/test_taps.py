"""How many taps and scans a task costs, from home, the person being known."""

from collections.abc import Callable

import pytest

from momstation.core.part import Command, Part, Scan
from momstation.production.model.commands import (
    DeclareQuantity,
    EndSetup,
    FinishOrder,
    GiveStopReason,
    ReverseEntry,
    StartOrder,
    StartSetup,
)
from momstation.production.views import Action, ActionKey, StripCard
from momstation.ui.list_row import ListRow
from momstation.ui.status import Status
from momstation.workforce.model import ActAs, SignOnByBadge, SignOnByPin
from tests.support import production_views as made
from tests.support.shell_builders import scanned
from tests.support.shell_stage import Stage, present

Build = Callable[..., Stage]


async def by_scan(scan: Scan) -> Command | None:
    if "order" in scan.fields:
        return StartOrder(order=scan.fields["order"], how="scan")
    if "badge" in scan.fields:
        return SignOnByBadge(badge=scan.fields["badge"])
    return None


def test_o1_sign_on_by_badge_costs_no_tap(stage: Build) -> None:
    one = stage(parts=(Part(name="workforce", scans=(by_scan,)),))

    async def scene() -> None:
        one.bus.publish(scanned("BADGE:B-1001"))
        await one.settle()
        assert isinstance(one.desk.sent[-1], SignOnByBadge)

    one.play(scene)
    assert one.taps == 0


def test_o1_sign_on_by_pin_costs_six_taps(stage: Build) -> None:
    one = stage()
    one.present.view = present()

    async def scene() -> None:
        await one.tap("people.nobody")
        await one.tap("people.P2")
        for digit in "1234":
            await one.tap(f"keypad.{digit}")
        sent = one.desk.sent[-1]
        assert isinstance(sent, SignOnByPin)
        assert (sent.person, sent.pin) == ("P2", "1234")

    one.play(scene)
    assert one.taps <= 6


def test_o2_switching_the_acting_person_is_one_tap_on_the_name(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("people.acting")
        before = one.taps
        await one.tap("present.P2")
        assert one.taps - before == 1
        assert isinstance(one.desk.sent[-1], ActAs)

    one.play(scene)


def test_o3_the_next_order_starts_with_one_tap(stage: Build) -> None:
    one = stage(home=made.an_empty_home())

    async def scene() -> None:
        await one.tap("strip.next")
        sent = one.desk.sent[-1]
        assert isinstance(sent, StartOrder)
        assert (sent.order, sent.how) == ("4711-30", "tap")

    one.play(scene)
    assert one.taps == 1


def test_o3_or_with_one_scan(stage: Build) -> None:
    one = stage(parts=(Part(name="production", scans=(by_scan,)),))

    async def scene() -> None:
        one.bus.publish(scanned("ORDER:4711-30"))
        await one.settle()
        assert isinstance(one.desk.sent[-1], StartOrder)
        assert one.sees("verdict.accepted") is not None

    one.play(scene)
    assert one.taps == 0


def test_o4_one_more_good_piece_is_one_tap_where_no_machine_counts(stage: Build) -> None:
    one = stage(home=made.a_home(card=made.an_order_card(machine=None)))

    async def scene() -> None:
        await one.tap("order.plus_one")
        sent = one.desk.sent[-1]
        assert isinstance(sent, DeclareQuantity)
        assert (sent.order, sent.good) == ("4711-20", 1)

    one.play(scene)
    assert one.taps == 1


def test_o4_any_number_is_a_tap_the_digits_and_the_tick(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("tile.quantity")
        await one.tap("keypad.4")
        await one.tap("keypad.8")
        await one.tap("keypad.enter")
        sent = one.desk.sent[-1]
        assert isinstance(sent, DeclareQuantity)
        assert (sent.good, sent.scrap, sent.rework) == (48, 0, 0)

    one.play(scene)
    assert one.taps == 1 + 2 + 1


@pytest.mark.parametrize(
    ("key", "wanted"), [(ActionKey.START_SETUP, StartSetup), (ActionKey.END_SETUP, EndSetup)]
)
def test_setup_starts_and_ends_with_one_tap_in_the_quantity_sheet(
    stage: Build, key: ActionKey, wanted: type[StartSetup | EndSetup]
) -> None:
    one = stage()
    one.quantity.view = made.a_quantity(setup=Action(key, "Setup", "build", order="4711-20"))

    async def scene() -> None:
        await one.tap("tile.quantity")
        assert one.sees("quantity.clocks") is not None
        await one.tap(f"quantity.{key.value}")
        sent = one.desk.sent[-1]
        assert isinstance(sent, wanted)
        assert sent.order == "4711-20"

    one.play(scene)


def test_a_counters_reading_stands_for_the_number(stage: Build) -> None:
    one = stage()
    one.quantity.view = made.a_quantity(
        has_counter=True, counter_start=1200, counter_most=9_999_999, compare_text=""
    )

    async def scene() -> None:
        await one.tap("tile.quantity")
        assert "Counter was at 1200" in said(one, "quantity.good")
        await one.types("1250")
        assert "+50" in said(one, "quantity.good")
        await one.tap("keypad.enter")
        sent = one.desk.sent[-1]
        assert isinstance(sent, DeclareQuantity)
        assert (sent.good, sent.counter) == (0, 1250)

    one.play(scene)


def test_the_first_reading_is_asked_for_by_a_tap(stage: Build) -> None:
    one = stage()
    one.quantity.view = made.a_quantity(has_counter=True, counter_most=9_999_999, compare_text="")

    async def scene() -> None:
        await one.tap("tile.quantity")
        assert "412 so far" in said(one, "quantity.good")
        await one.tap("quantity.counter")
        assert "First counter reading" in said(one, "quantity.good")
        await one.types("1200")
        await one.tap("keypad.enter")
        sent = one.desk.sent[-1]
        assert isinstance(sent, DeclareQuantity)
        assert (sent.good, sent.counter) == (0, 1200)

    one.play(scene)


def said(one: Stage, name: str) -> str:
    row = one.sees(name)
    assert isinstance(row, ListRow)
    return f"{row.view.title} {row.view.detail} {row.view.right}"


def test_the_card_of_a_running_setup_ends_it(stage: Build) -> None:
    ends = Action(ActionKey.END_SETUP, "End setup", "check", order="4711-20")
    card = StripCard(
        "setup", Status.INFO, "build", "Setup · 4 min", "Order 4711-20 is being set up", "", ends
    )
    one = stage(home=made.a_home(strip=(card,)))

    async def scene() -> None:
        await one.tap("strip.setup")
        sent = one.desk.sent[-1]
        assert isinstance(sent, EndSetup)
        assert sent.order == "4711-20"

    one.play(scene)


def test_o5_one_piece_of_scrap_is_two_taps(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("tile.scrap")
        await one.tap("scrap.reason.BURR")
        sent = one.desk.sent[-1]
        assert isinstance(sent, DeclareQuantity)
        assert (sent.order, sent.scrap, sent.scrap_reason) == ("4711-20", 1, "BURR")
        assert one.sees("sheet.scrap") is None
        assert one.sees("undo.button") is not None

    one.play(scene)
    assert one.taps == 2


def test_o6_digits_reach_the_quantity_wherever_the_focus_is(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("tile.scrap")
        await one.tap("scrap.more")
        await one.types("34")
        await one.tap("scrap.reason.OTHER")
        sent = one.desk.sent[-1]
        assert isinstance(sent, DeclareQuantity)
        assert (sent.scrap, sent.scrap_reason) == (34, "OTHER")

    one.play(scene)


@pytest.mark.parametrize("way", ["keypad", "keyboard"])
def test_o6_more_pieces_of_scrap_are_two_taps_and_the_digits(stage: Build, way: str) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("tile.scrap")
        if way == "keypad":
            await one.tap("keypad.1")
            await one.tap("keypad.2")
        else:
            await one.types("12")
        await one.tap("scrap.reason.CRACK")
        sent = one.desk.sent[-1]
        assert isinstance(sent, DeclareQuantity)
        assert (sent.scrap, sent.scrap_reason) == (12, "CRACK")

    one.play(scene)
    assert one.taps == 2 + 2


def test_o7_the_stops_reason_is_asked_by_itself_and_given_with_one_tap(stage: Build) -> None:
    one = stage(home=made.a_home(state=made.stopped(), stop_to_explain="stop-1"))

    async def scene() -> None:
        assert one.sees("sheet.stop_reason") is not None
        one.home.view = made.a_home(state=made.stopped())
        await one.until(lambda: not one.window.sheets.stop.is_settling, "the sheet lies still")
        await one.tap("reason.JAM")
        sent = one.desk.sent[-1]
        assert isinstance(sent, GiveStopReason)
        assert (sent.stop, sent.reason) == ("stop-1", "JAM")
        assert one.sees("sheet.stop_reason") is None

    one.play(scene)
    assert one.taps == 1


def test_o7_a_rare_reason_is_two_taps(stage: Build) -> None:
    one = stage(home=made.a_home(state=made.stopped(), stop_to_explain="stop-1"))

    async def scene() -> None:
        await one.until(lambda: not one.window.sheets.stop.is_settling, "the sheet lies still")
        await one.tap("reasons.more")
        await one.tap("reason.HYDRAULIC")
        sent = one.desk.sent[-1]
        assert isinstance(sent, GiveStopReason)
        assert sent.reason == "HYDRAULIC"

    one.play(scene)
    assert one.taps == 2


def test_o13_finishing_is_one_tap_and_o17_taking_it_back_another(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("tile.finish")
        assert isinstance(one.desk.sent[-1], FinishOrder)
        assert one.taps == 1

    one.play(scene)


def test_o17_the_last_entry_is_taken_back_with_one_tap(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("tile.scrap")
        await one.tap("scrap.reason.BURR")
        before = one.taps
        await one.tap("undo.button")
        assert one.taps - before == 1
        sent = one.desk.sent[-1]
        assert isinstance(sent, ReverseEntry)
        assert sent.entry == "entry-1"

    one.play(scene)


def test_an_order_of_the_list_starts_with_two_taps_and_one_is_home_again(stage: Build) -> None:
    one = stage(home=made.an_empty_home())

    async def scene() -> None:
        await one.tap("tile.orders")
        await one.tap("dispatch.4711-30")
        assert isinstance(one.desk.sent[-1], StartOrder)
        assert one.sees("screen.home") is not None

    one.play(scene)
    assert one.taps == 2
