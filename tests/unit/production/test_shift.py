"""A whole shift in the shop floor's words, through the real store."""

from datetime import timedelta

import pytest

from momstation.core.errors import Refused
from momstation.core.event import Record
from momstation.core.part import Command
from momstation.events.production import QuantityDeclared
from momstation.plant.nouns import DispatchStatus
from momstation.plant.readings import Link
from momstation.production.model.commands import (
    DeclareQuantity,
    FinishOrder,
    GiveStopReason,
    PauseOrder,
    ReverseEntry,
    StartOrder,
    UndoFinish,
)
from momstation.production.model.order import OrderWork, Phase
from momstation.production.records import querying, showing
from tests.support.order_facts import scrap_by_reason
from tests.support.shop_floor import HELD, IDLE, PRESS, STOPPED, OnFloor, ShopFloor, an_order


async def work(floor: ShopFloor, order: str = "4711-20") -> OrderWork:
    return await floor.reader.read(lambda conn: querying.order_work(conn, order))


def entry_of(record: Record) -> str:
    assert isinstance(record.event, QuantityDeclared)
    return record.event.entry


async def refusal(floor: ShopFloor, command: Command) -> Refused:
    with pytest.raises(Refused) as caught:
        await floor.do(command)
    sentence = floor.part.refusals[caught.value.key]
    assert sentence.format(**caught.value.values)  # every field of the sentence is filled
    return caught.value


def test_an_order_runs_through_a_shift(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        await floor.press_makes(40, reject=2, over_s=180)
        await floor.stop_for(30)  # a jam nobody needs to explain
        await floor.press_goes(STOPPED)
        floor.later(200)
        await floor.do(GiveStopReason(reason="JAM"))
        await floor.press_goes(6)
        await floor.press_makes(60, over_s=240)
        await floor.do(DeclareQuantity(scrap=1, scrap_reason="BURR"))  # explains one of the rejected
        await floor.do(DeclareQuantity(scrap=3, scrap_reason="SCRATCH"))  # one more, and two that were good
        done = await work(floor)
        assert (done.good, done.scrap, done.unreasoned) == (98, 4, 0)
        assert scrap_by_reason(done) == {"BURR": 1, "SCRATCH": 3}
        await floor.do(FinishOrder())
        assert (await work(floor)).phase is Phase.FINISHED
        stops = await floor.reader.read(
            lambda conn: conn.exec_driver_sql(
                "select is_micro, reason, [order] from production_stop order by opened_at"
            ).all()
        )
        assert [tuple(row) for row in stops] == [(1, None, "4711-20"), (0, "JAM", "4711-20")]

    on_floor(play)


def test_parts_without_an_order_belong_to_none(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.press_makes(5)
        await floor.start()
        await floor.press_makes(7)
        assert (await work(floor)).good == 7

    on_floor(play)


def test_silence_neither_ends_nor_begins_a_stop(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        await floor.link(Link.LOST, "The cable is out.")
        assert await floor.reader.read(lambda conn: querying.open_stop(conn, PRESS)) is None
        await floor.link(Link.LIVE)
        await floor.press_goes(HELD)
        await floor.link(Link.LOST, "The cable is out.")
        floor.later(600)
        held = await floor.reader.read(lambda conn: querying.open_stop(conn, PRESS))
        assert held is not None and held.order == "4711-20"
        await floor.link(Link.LIVE)
        await floor.press_goes(6)
        assert await floor.reader.read(lambda conn: querying.open_stop(conn, PRESS)) is None

    on_floor(play)


def test_a_stop_and_its_end_in_one_batch(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        stopped, running = floor.reading("state", STOPPED), floor.reading("state", 6)
        await floor.hear(stopped, running)
        assert await floor.reader.read(lambda conn: querying.open_stop(conn, PRESS)) is None
        count = await floor.reader.read(
            lambda conn: conn.exec_driver_sql("select count(*) from production_stop").scalar()
        )
        assert count == 1

    on_floor(play)


def test_an_idle_press_is_stopped_only_while_it_has_an_order(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        await floor.press_goes(IDLE)
        assert await floor.reader.read(lambda conn: querying.open_stop(conn, PRESS)) is not None
        await floor.do(FinishOrder())
        assert await floor.reader.read(lambda conn: querying.open_stop(conn, PRESS)) is None

    on_floor(play)


def test_end_of_shift_leaves_the_work_open(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        await floor.press_makes(8)
        await floor.do(PauseOrder(order="4711-20"))
        assert (await work(floor)).phase is Phase.PAUSED
        await floor.press_makes(3)  # nobody's
        await floor.do(StartOrder(order="4711-20", how="scan"))  # the next person scans the same paper
        await floor.press_makes(2)
        assert (await work(floor)).good == 10

    on_floor(play)


def test_a_second_job_is_refused_and_named(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        no = await refusal(floor, StartOrder(order="4711-30"))
        assert no.key == "production.other_order_runs"
        assert no.values["other"] == "4711-20"
        assert (await refusal(floor, StartOrder(order="4711-20"))).key == "production.order_runs_here"

    on_floor(play)


@pytest.mark.parametrize(
    ("planned", "key"),
    [
        ({"status": "Held"}, "production.order_held"),
        ({"status": "Cancelled"}, "production.order_cancelled"),
        ({"status": "Closed"}, "production.order_closed_by_planning"),
        ({"status": "Waiting"}, "production.order_not_released"),
        ({"work_unit": "P08"}, "production.order_foreign"),
        ({"predecessor": "4711-20"}, "production.order_waits"),
        ({"predecessor": "4711-99"}, "production.order_waits_unknown"),
    ],
)
def test_why_an_order_does_not_start(on_floor: OnFloor, planned: dict[str, str], key: str) -> None:
    async def play(floor: ShopFloor) -> None:
        fields: dict[str, object] = dict(planned)
        if "status" in planned:
            fields["status"] = DispatchStatus(planned["status"])
        await floor.define(an_order("4711-50", **fields))
        assert (await refusal(floor, StartOrder(order="4711-50"))).key == key
        assert (await work(floor, "4711-50")).phase is Phase.QUEUED

    on_floor(play)


def test_the_wait_for_a_predecessor_says_how_far_it_is(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.define(an_order("4711-50", predecessor="4711-20"))
        await floor.start()
        await floor.press_makes(37)
        await floor.do(PauseOrder(order="4711-20"))
        no = await refusal(floor, StartOrder(order="4711-50"))
        assert (no.values["predecessor"], no.values["done"], no.values["due"]) == ("4711-20", 37, 100)
        await floor.do(FinishOrder(order="4711-20"))
        await floor.do(StartOrder(order="4711-50"))
        assert (await work(floor, "4711-50")).phase is Phase.RUNNING

    on_floor(play)


def test_a_finished_order_is_closed_until_the_finish_is_undone(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        await floor.press_makes(20)
        await floor.do(FinishOrder())
        for command in (
            StartOrder(order="4711-20"),
            FinishOrder(order="4711-20"),
            DeclareQuantity(order="4711-20", good=1),
        ):
            assert (await refusal(floor, command)).key == "production.order_closed"
        await floor.do(UndoFinish(order="4711-20"))
        again = await work(floor)
        assert (again.phase, again.good, again.places[0].machine) == (Phase.RUNNING, 20, PRESS)
        assert (await refusal(floor, UndoFinish(order="4711-20"))).key == "production.not_finished"

    on_floor(play)


def test_the_next_shift_does_not_undo_this_ones_finish(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        await floor.do(FinishOrder())
        floor.later(26 * 3600)
        assert (await refusal(floor, UndoFinish(order="4711-20"))).key == "production.too_late"

    on_floor(play)


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"good": -1}, "production.negative"),
        ({"good": "1,5"}, "production.not_whole"),
        ({"good": "2.5"}, "production.not_whole"),
        ({"good": "many"}, "production.not_a_number"),
        ({"good": ""}, "production.not_a_number"),
        ({"good": "NaN"}, "production.not_a_number"),
        ({"good": "Infinity"}, "production.not_a_number"),
        ({"good": 10**12}, "production.too_many"),
        ({"good": "1e999999999"}, "production.too_many"),
        ({"good": 1001}, "production.too_many"),
        ({}, "production.nothing_declared"),
        ({"scrap": 1}, "production.reason_missing"),
        ({"scrap": 1, "scrap_reason": "NOPE"}, "production.reason_unknown"),
        ({"scrap": 1, "scrap_reason": "JAM"}, "production.stop_reason_for_scrap"),
        ({"scrap": 6, "scrap_reason": "BURR"}, "production.scrap_above_produced"),
        ({"rework": 6}, "production.scrap_above_produced"),
        ({"scrap": 3, "rework": 3, "scrap_reason": "BURR"}, "production.scrap_above_produced"),
    ],
)
def test_a_sheet_that_cannot_be_right(on_floor: OnFloor, fields: dict[str, object], key: str) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        await floor.press_makes(5)
        before = await work(floor)
        assert (await refusal(floor, DeclareQuantity(order="4711-20", **fields))).key == key  # type: ignore[arg-type]
        assert await work(floor) == before

    on_floor(play)


def test_entries_are_taken_back_once_and_never_below_what_was_used(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        records = await floor.do(DeclareQuantity(good=5))
        five = entry_of(records[0])
        scrapped = await floor.do(DeclareQuantity(scrap=2, scrap_reason="BURR", from_good=True))
        assert (await refusal(floor, ReverseEntry(entry=five))).key == "production.entry_used"
        await floor.do(ReverseEntry(entry=entry_of(scrapped[0])))
        await floor.do(ReverseEntry(entry=five))
        left = await work(floor)
        assert (left.good, left.scrap, len(left.entries)) == (0, 0, 2)
        assert (await refusal(floor, ReverseEntry(entry=five))).key == "production.entry_reversed"
        assert (await refusal(floor, ReverseEntry(entry="none"))).key == "production.entry_unknown"

    on_floor(play)


def test_nothing_runs_so_nothing_is_booked(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        scan = DeclareQuantity(scrap=1, scrap_reason="BURR")
        assert (await refusal(floor, scan)).key == "production.no_order_runs"
        assert (await refusal(floor, FinishOrder())).key == "production.no_order_runs"
        assert (await refusal(floor, PauseOrder(order="4711-20"))).key == "production.order_not_running"
        assert (await refusal(floor, FinishOrder(order="4711-20"))).key == "production.order_not_started"
        assert (await refusal(floor, GiveStopReason(reason="JAM"))).key == "production.no_stop"
        assert (await refusal(floor, StartOrder(order="9999"))).key == "production.order_unknown"

    on_floor(play)


def test_the_reason_of_a_stop_can_change_for_a_day(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        await floor.stop_for(300)
        stop = await floor.reader.read(
            lambda conn: conn.exec_driver_sql("select stop from production_stop").scalar_one()
        )
        await floor.do(GiveStopReason(stop=stop, reason="JAM"))
        await floor.do(GiveStopReason(stop=stop, reason="TOOL"))
        story = await floor.reader.read(lambda conn: querying.stop_by_id(conn, stop))
        assert story is not None and story.reason == "TOOL"
        await floor.do(GiveStopReason(stop=stop, reason=None))
        story = await floor.reader.read(lambda conn: querying.stop_by_id(conn, stop))
        assert story is not None and story.reason is None
        wrong = GiveStopReason(stop=stop, reason="BURR")
        assert (await refusal(floor, wrong)).key == "production.scrap_reason_for_stop"
        assert (await refusal(floor, GiveStopReason(stop="?", reason="JAM"))).key == "production.stop_unknown"
        floor.later(25 * 3600)
        late = GiveStopReason(stop=stop, reason="JAM")
        assert (await refusal(floor, late)).key == "production.stop_too_old"

    on_floor(play)


def test_a_retry_books_once(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        await floor.press_makes(5)
        tap = DeclareQuantity(scrap=1, scrap_reason="BURR")
        await floor.do(tap)
        await floor.do(tap)
        assert (await work(floor)).scrap == 1

    on_floor(play)


def test_a_clock_set_back_an_hour_loses_nothing(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        floor.later(2 * 3600)
        await floor.start()
        await floor.press_makes(10, over_s=60)
        await floor.press_goes(STOPPED)
        floor.clock.set_wall(floor.clock.now() - timedelta(hours=1))
        floor.later(30)
        await floor.press_goes(6)
        await floor.press_makes(5, over_s=60)
        await floor.do(PauseOrder(order="4711-20"))
        done = await work(floor)
        assert (done.good, done.phase) == (15, Phase.PAUSED)
        stop = await floor.reader.read(lambda conn: querying.open_stop(conn, PRESS))
        assert stop is None
        ended = await floor.reader.read(
            lambda conn: conn.exec_driver_sql("select closed_at >= opened_at from production_stop").scalar()
        )
        assert ended == 1
        running = await floor.reader.read(
            lambda conn: showing.run_times(conn, "4711-20", floor.clock.now() + timedelta(hours=9))
        )
        assert running == []

    on_floor(play)


def test_one_undo_takes_back_a_sheet_that_made_two_entries(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        await floor.press_makes(10, reject=1)
        before = await work(floor)
        records = await floor.do(DeclareQuantity(scrap=3, scrap_reason="BURR"))
        assert len(records) == 2
        await floor.do(ReverseEntry(entry=entry_of(records[0])))
        after = await work(floor)
        assert (after.good, after.scrap, after.unreasoned) == (before.good, before.scrap, before.unreasoned)
        again = ReverseEntry(entry=entry_of(records[1]))
        assert (await refusal(floor, again)).key == "production.entry_reversed"

    on_floor(play)
