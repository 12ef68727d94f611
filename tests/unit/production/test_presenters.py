"""What the screens of production say at each moment of a shift."""

import asyncio
from datetime import time
from decimal import Decimal
from pathlib import Path

import pytest

from momstation.core.errors import Refused
from momstation.events.machines import MachineState
from momstation.plant.nouns import Break, DispatchStatus, MaterialDefinition, Shift, WorkMaster
from momstation.plant.readings import Link
from momstation.plant.station import StationFacts
from momstation.production.model.commands import (
    ClearLine,
    DeclareQuantity,
    FinishOrder,
    GiveStopReason,
    PauseOrder,
    StartOrder,
)
from momstation.production.presenters import (
    BoardPresenter,
    DispatchPresenter,
    HomePresenter,
    OeePresenter,
    QuantityPresenter,
    ScrapPresenter,
    StopReasonPresenter,
)
from momstation.production.views import ActionKey
from momstation.ui.status import Status
from tests.support.shop_floor import HELD, STOPPED, OnFloor, ShopFloor, a_plant, an_order, made


def test_a_station_without_a_plant_says_so(tmp_path: Path) -> None:
    floor = ShopFloor(tmp_path, nouns=(), station=StationFacts("ST1", "Bench", "Hall 1"))

    async def play() -> None:
        await floor.open()
        home = await made(floor, HomePresenter).load()
        assert home.card is None and home.empty_title and home.empty_hint
        assert home.primary.key is ActionKey.SCAN
        assert home.strip == () and home.hours == ()
        assert (await made(floor, DispatchPresenter).load()).empty_text
        assert (await made(floor, StopReasonPresenter).load()).empty_text
        assert (await made(floor, ScrapPresenter).load()).refusal
        assert (await made(floor, QuantityPresenter).load()).refusal
        assert (await made(floor, OeePresenter).load()).empty_text
        board = await made(floor, BoardPresenter).load()
        assert [row.name for row in board.rows] == ["Bench"]
        assert board.headline == "All stations are working normally."

    asyncio.run(play())
    floor.close()


def test_home_before_the_first_order_offers_to_start_it(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        home = await made(floor, HomePresenter).load()
        assert home.card is None
        assert (home.primary.key, home.primary.order) == (ActionKey.START, "4711-20")
        assert [tile.key for tile in home.tiles] == [
            ActionKey.STOP_REASON,
            ActionKey.SCRAP,
            ActionKey.QUANTITY,
            ActionKey.ORDERS,
            ActionKey.OEE,
            ActionKey.FINISH,
        ]
        assert home.tiles[1].refusal.startswith("No order is running here")
        assert home.strip[0].title == "4711-20 Bracket L, 3 mm"
        assert home.state.word == "Ready"

    on_floor(play)


def test_home_on_plan_and_behind_it(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        home = made(floor, HomePresenter)
        await floor.start()
        await floor.press_makes(15, over_s=60)
        view = await home.load()
        assert view.card is not None and view.card.delta is not None
        assert (view.card.good_text, view.card.rest_text, view.card.planned) == ("15", "of 100 good", 15)
        assert (view.card.delta.text, view.card.delta.status) == ("On plan", Status.NORMAL)
        assert view.card.delta.detail == "plan 15 at 06:01"
        assert view.state.word == "Running" and view.state.since_text == "1 min since last stop"
        assert view.primary.key is ActionKey.SCAN
        floor.later(80)
        view = await home.load()
        assert view.card is not None and view.card.delta is not None
        assert (view.card.delta.text, view.card.delta.status) == ("−20 behind", Status.WARNING)
        assert view.hours[0].label == "06:00" and view.hours[0].good == 15 and view.hours[0].is_low

    on_floor(play)


def test_the_break_is_not_counted_against_the_order(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        pause = Break(start=time(6, 1), end=time(6, 31))
        await floor.define(
            Shift(id="early", name="Early", timezone="UTC", start=time(6), end=time(14), breaks=(pause,)),
            version=2,
        )
        await floor.start()
        await floor.press_makes(15, over_s=31 * 60)
        card = (await made(floor, HomePresenter).load()).card
        assert card is not None and card.planned == 15

    on_floor(play)


def test_a_stop_is_asked_about_after_the_threshold_and_only_while_it_lasts(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        home, sheet = made(floor, HomePresenter), made(floor, StopReasonPresenter)
        await floor.start()
        await floor.press_goes(HELD)
        floor.later(119)
        view = await home.load()
        assert view.stop_to_explain is None
        assert (view.state.word, view.state.since_text) == ("Stopped", "01:59")
        floor.later(1)
        view = home.retold(view)
        assert view.stop_to_explain is not None
        assert view.primary.key is ActionKey.STOP_REASON
        assert view.primary.label not in [tile.label for tile in view.tiles], "no two tiles say the same"
        assert view.strip[0].title == "Why does Press 07 stand still?"
        asked = await sheet.load()
        assert asked.stop == view.stop_to_explain
        assert (asked.title, asked.detail) == ("Stopped 02:00", "Press 07 · since 06:00")
        assert asked.heard == "machine says: PackML 11 Held"
        assert [tile.text for tile in asked.top] == ["Jam at the feeder", "Lunch", "Tool change"]
        await floor.do(GiveStopReason(stop=asked.stop, reason="TOOL"))
        view = await home.load()
        assert view.stop_to_explain is None
        assert view.state.reason_text == "Tool change"
        await floor.press_goes(6)
        assert (await home.load()).state.reason_text == ""

    on_floor(play)


def test_silence_is_shown_as_silence(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        await floor.press_goes(HELD)
        await floor.link(Link.LOST, "Nobody answers at the press. Check its cable.")
        floor.later(600)
        view = await made(floor, HomePresenter).load()
        assert view.state.state is MachineState.UNKNOWN and view.state.is_hatched
        assert view.state.note == "Nobody answers at the press. Check its cable."
        assert view.stop_to_explain is None
        assert view.strip[0].status is Status.OFFLINE

    on_floor(play)


def test_micro_stops_are_only_counted(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        for _each in range(3):
            await floor.stop_for(20)
            floor.later(60)
        view = await made(floor, HomePresenter).load()
        assert (view.micro_stops, view.micro_stops_text) == (3, "3 short stops in the last hour")
        assert view.tiles[0].refusal  # nothing to explain
        assert (await made(floor, StopReasonPresenter).load()).stop is None

    on_floor(play)


def test_the_tiles_follow_this_stations_own_pareto(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        for reason in ("TOOL", "LUNCH", "TOOL"):
            await floor.press_goes(STOPPED)
            floor.later(100)
            await floor.do(GiveStopReason(reason=reason))
            await floor.press_goes(6)
        await floor.press_goes(STOPPED)
        view = await made(floor, StopReasonPresenter).load()
        assert [tile.reason for tile in view.top] == ["TOOL", "LUNCH", "JAM"]
        assert view.top[0].share_text == "2 × in 30 days"

    on_floor(play)


def test_target_reached_makes_finish_the_primary(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        home = made(floor, HomePresenter)
        await floor.start()
        await floor.press_makes(100, over_s=400)
        view = await home.load()
        assert view.card is not None and view.card.done_text == "Target reached"
        assert (view.primary.key, view.primary.order) == (ActionKey.FINISH, "4711-20")
        await floor.do(FinishOrder())
        view = await home.load()
        assert view.card is None and view.primary.order == "4711-30"

    on_floor(play)


def test_paused_work_is_offered_to_the_next_person(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        await floor.press_makes(8)
        await floor.do(PauseOrder(order="4711-20"))
        view = await made(floor, HomePresenter).load()
        assert view.card is not None and view.card.is_paused and view.card.good == 8
        assert (view.primary.key, view.primary.order) == (ActionKey.RESUME, "4711-20")
        rows = (await made(floor, DispatchPresenter).load()).rows
        assert (rows[0].action, rows[0].detail) == (ActionKey.RESUME, "Bracket L, 3 mm · to resume")

    on_floor(play)


def test_the_dispatch_list_says_what_orders_wait_for(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.define(
            an_order("1-WAIT", priority=1, predecessor="4711-20"),
            an_order("2-HELD", priority=2, status=DispatchStatus.HELD),
            an_order("3-FIRST", priority=3),
            an_order("4-GONE", status=DispatchStatus.CANCELLED),
            an_order("5-ELSEWHERE", work_unit="P08", priority=1),
        )
        present = made(floor, DispatchPresenter)
        ready = await present.load()
        assert [row.order for row in ready.rows] == ["3-FIRST", "4711-20", "4711-30"]
        assert (ready.hidden, ready.hidden_text) == (2, "2 more are not ready")
        present.set_ready_only(False)
        every = await present.load()
        assert [row.order for row in every.rows] == ["1-WAIT", "2-HELD", "3-FIRST", "4711-20", "4711-30"]
        assert every.rows[0].refusal == "Order 1-WAIT waits for 4711-20: 0 of 100."
        assert every.rows[1].status is Status.HOLD
        await floor.start("4711-30")
        every = await present.load()
        assert every.rows[0].order == "4711-30" and every.rows[0].action is ActionKey.PAUSE
        assert every.rows[3].refusal.startswith("Order 4711-30 is running on P07.")

    on_floor(play)


def test_the_scrap_sheet_knows_how_much_there_is(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        present = made(floor, ScrapPresenter)
        await floor.start()
        assert (await present.load()).refusal.startswith("No part of order 4711-20")
        await floor.press_makes(5, reject=2)
        view = await present.load()
        assert (view.refusal, view.most, view.unreasoned) == ("", 7, 2)
        await floor.do(DeclareQuantity(scrap=3, scrap_reason="SCRATCH"))
        view = await present.load()
        assert (view.most, view.top[0].reason) == (4, "SCRATCH")

    on_floor(play)


def test_the_quantity_sheet_lists_entries_and_which_may_go(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        await floor.press_makes(5)
        await floor.do(DeclareQuantity(good=3))
        floor.later(5)
        await floor.do(DeclareQuantity(scrap=8, scrap_reason="BURR"))
        view = await made(floor, QuantityPresenter).load()
        assert (view.good, view.scrap, view.machine_good) == (0, 8, 5)
        assert view.compare_text == "The machine counted 5, people declared 3."
        assert [row.title for row in view.entries] == ["8 scrap: Burr", "3 good"]
        assert view.entries[0].refusal == ""
        assert view.entries[1].refusal.startswith("3 pieces of this entry")

    on_floor(play)


@pytest.mark.parametrize("order", ["4711-20", "4711-30"])
def test_started_by_tap_or_scan_the_home_shows_it(on_floor: OnFloor, order: str) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.do(StartOrder(order=order))
        view = await made(floor, HomePresenter).load()
        assert view.card is not None and view.card.title == f"Order {order}"

    on_floor(play)


def test_an_order_started_on_a_press_that_stood_all_night_is_not_asked_about_the_night(
    on_floor: OnFloor,
) -> None:
    async def play(floor: ShopFloor) -> None:
        home = made(floor, HomePresenter)
        await floor.press_goes(STOPPED)
        floor.later(3600)
        assert (await home.load()).stop_to_explain is None  # nobody needed the press
        await floor.do(StartOrder(order="4711-20"))
        assert (await home.load()).stop_to_explain is None
        floor.later(120)
        assert (await home.load()).stop_to_explain is not None

    on_floor(play)


def test_after_a_change_of_product_the_home_asks_for_line_clearance(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        home = made(floor, HomePresenter)
        await floor.define(
            MaterialDefinition(id="M-2", description="Bracket R"),
            WorkMaster(id="WM-2", description="Stamp", material="M-2", ideal_cycle_s=Decimal(4)),
            an_order("5000-10", work_master="WM-2"),
        )
        await floor.start()
        assert not [card for card in (await home.load()).strip if card.key.startswith("clearance")]
        await floor.do(FinishOrder())
        await floor.do(StartOrder(order="4711-30"))  # the same product again
        assert not [card for card in (await home.load()).strip if card.key.startswith("clearance")]
        await floor.do(FinishOrder())
        await floor.do(StartOrder(order="5000-10"))
        card = (await home.load()).strip[0]
        assert card.title == "Is anything of Bracket L, 3 mm left here?"
        await floor.do(ClearLine())
        assert not [card for card in (await home.load()).strip if card.key.startswith("clearance")]
        with pytest.raises(Refused, match="line_cleared_already"):
            await floor.do(ClearLine())

    on_floor(play)


def test_a_bench_is_worked_at_by_hand(tmp_path: Path) -> None:
    floor = ShopFloor(tmp_path, nouns=[*a_plant(), an_order("9-10", work_unit="B1")], station=BENCH)

    async def play() -> None:
        await floor.define(*floor.nouns)
        await floor.do(StartOrder(order="9-10"))
        await floor.do(DeclareQuantity(good=3, scrap=1, scrap_reason="BURR", rework=2))
        view = await made(floor, HomePresenter).load()
        assert view.card is not None
        assert (view.card.good, view.card.scrap, view.card.rework) == (3, 1, 2)
        assert (view.state.word, view.state.status, view.state.is_hatched) == (
            "Work by hand",
            Status.NORMAL,
            False,
        )
        sheet = await made(floor, QuantityPresenter).load()
        assert (sheet.machine_good, sheet.compare_text, sheet.scrap_most) == (None, "", 1000)

    asyncio.run(play())
    floor.close()


BENCH = StationFacts("B1S", "Bench 1", "Line 3", ("B1",), "UTC")
