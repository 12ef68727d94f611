"""Pulses at the station: seen at once, told as few records, each for the order that ran when it was counted."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from momstation.core.errors import Refused
from momstation.core.event import Event
from momstation.core.part import Command
from momstation.events.machines import MachineStateChanged, PartsCounted
from momstation.events.production import OrderFinished, OrderPaused, QuantityCounted, SetupEnded
from momstation.plant.readings import Link
from momstation.production.model.commands import (
    DeclareQuantity,
    FinishOrder,
    PauseOrder,
    StartOrder,
    StartSetup,
    UndoFinish,
)
from momstation.production.presenters import BoardPresenter, HomePresenter, OeePresenter, QuantityPresenter
from momstation.production.records import querying
from momstation.store.rows import COLUMNS, record_of
from tests.support.shop_floor import ITSELF, STOPPED, ShopFloor, made
from tests.support.stores import Elsewhere, numbered

Fact = TypeVar("Fact", bound=Event)
Scene = Callable[[ShopFloor], Awaitable[None]]
_LOG = f"SELECT {COLUMNS} FROM event e ORDER BY hlc"


def play(folder: Path, scene: Scene) -> None:
    async def run() -> None:
        floor = ShopFloor(folder, bucket_s=5)
        await floor.open()
        await floor.start()
        await floor.dispatcher.tell_counts()
        try:
            await scene(floor)
        finally:
            floor.close()

    asyncio.run(run())


async def log(floor: ShopFloor, *kinds: type[Fact]) -> list[Fact]:
    rows = await floor.reader.read(lambda conn: conn.exec_driver_sql(_LOG).fetchall())
    return [event for row in rows if isinstance(event := record_of(tuple(row)).event, kinds)]


async def booked(floor: ShopFloor) -> list[tuple[str, int]]:
    return [(event.order, event.good) for event in await log(floor, QuantityCounted)]


def test_a_pulse_is_seen_at_once_and_is_no_record_yet(tmp_path: Path) -> None:
    async def scene(floor: ShopFloor) -> None:
        for _ in range(3):
            await floor.press_makes(2, reject=1, over_s=1)
        assert await booked(floor) == []
        home = await made(floor, HomePresenter).load()
        assert home.card is not None
        assert (home.card.good, home.card.scrap, home.card.unreasoned) == (6, 3, 3)
        assert [hour.good for hour in home.hours] == [6]
        (row,) = (await made(floor, BoardPresenter).load()).rows
        assert (row.good, row.target) == (6, 100)
        sheet = await made(floor, QuantityPresenter).load()
        assert (sheet.good, sheet.machine_good) == (6, 6)
        shift = await made(floor, OeePresenter).load()
        assert next(each for each in shift.factors if each.key == "quality").text == "66.7 %"

        floor.later(5)
        (_, told) = await floor.dispatcher.tell_counts(floor.clock.now())
        assert isinstance(told.event, QuantityCounted) and (told.event.good, told.event.rejected) == (6, 3)
        after = await made(floor, HomePresenter).load()
        assert after.card is not None
        seen = (after.card.good, after.card.scrap, [hour.good for hour in after.hours])
        assert seen == (6, 3, [6]), "nothing moves on screen"
        assert await floor.dispatcher.tell_counts() == ()

    play(tmp_path, scene)


def test_time_alone_tells_only_a_bucket_that_is_over(tmp_path: Path) -> None:
    async def scene(floor: ShopFloor) -> None:
        await floor.press_makes(1, over_s=1)
        floor.later(3.9)
        assert await floor.dispatcher.tell_counts(floor.clock.now()) == ()
        floor.later(0.1)
        assert len(await floor.dispatcher.tell_counts(floor.clock.now())) == 2

    play(tmp_path, scene)


@pytest.mark.parametrize(
    "command",
    [
        PauseOrder(order="4711-20"),
        FinishOrder(order="4711-20"),
        StartSetup(order="4711-20"),
        DeclareQuantity(scrap=2, scrap_reason="BURR", from_good=True),
    ],
)
def test_a_command_finds_every_part_on_record(tmp_path: Path, command: Command) -> None:
    async def scene(floor: ShopFloor) -> None:
        await floor.press_makes(2, over_s=1)
        await floor.do(command)
        assert await booked(floor) == [("4711-20", 2)]
        assert floor.store.ticks.pending() == ()

    play(tmp_path, scene)


def test_a_refused_command_costs_no_part(tmp_path: Path) -> None:
    async def scene(floor: ShopFloor) -> None:
        await floor.press_makes(2, over_s=1)
        with pytest.raises(Refused, match="production"):
            await floor.do(StartOrder(order="4711-30", how="tap"))
        await floor.press_makes(1, over_s=1)
        await floor.dispatcher.tell_counts()
        assert await booked(floor) == [("4711-20", 2), ("4711-20", 1)]

    play(tmp_path, scene)


def test_each_part_belongs_to_the_order_that_ran_when_it_was_counted(tmp_path: Path) -> None:
    async def scene(floor: ShopFloor) -> None:
        await floor.press_makes(3, over_s=0.5)
        await floor.do(FinishOrder(order="4711-20"))
        await floor.press_makes(1, over_s=0.5)
        await floor.do(StartOrder(order="4711-30", how="tap"))
        await floor.press_makes(4, over_s=0.5)
        await floor.do(PauseOrder(order="4711-30"))
        await floor.do(UndoFinish(order="4711-20"))
        await floor.press_makes(2, over_s=0.5)
        await floor.dispatcher.tell_counts()
        assert await booked(floor) == [("4711-20", 3), ("4711-30", 4), ("4711-20", 2)]
        assert sum(event.good for event in await log(floor, PartsCounted)) == 10

    play(tmp_path, scene)


def test_a_finish_at_another_station_takes_no_part_that_was_counted_before_it_came(tmp_path: Path) -> None:
    async def scene(floor: ShopFloor) -> None:
        await floor.press_makes(3, over_s=0.5)
        finished = OrderFinished(order="4711-20", at=floor.clock.now(), station="ST08")
        elsewhere = Elsewhere().record(finished, seconds=365 * 24 * 3600)
        await asyncio.to_thread(floor.store.sync.absorb, 1, "plant", numbered([elsewhere]))
        assert await floor.reader.read(lambda conn: querying.running_on(conn, "ST07", "P07")) is None
        await floor.press_makes(2, over_s=0.5)
        await floor.dispatcher.tell_counts()
        assert await booked(floor) == [("4711-20", 3)], "the two after it belong to no order"
        assert sum(event.good for event in await log(floor, PartsCounted)) == 5

    play(tmp_path, scene)


def test_what_was_made_before_a_stop_is_on_record_before_it(tmp_path: Path) -> None:
    async def scene(floor: ShopFloor) -> None:
        await floor.press_makes(3, over_s=0.5)
        await floor.press_makes(1, over_s=0.5)
        await floor.press_goes(STOPPED)
        counted, stopped = (await log(floor, PartsCounted, MachineStateChanged))[-2:]
        assert isinstance(counted, PartsCounted) and counted.good == 4
        assert isinstance(stopped, MachineStateChanged)
        assert floor.store.ticks.pending() == ()

    play(tmp_path, scene)


def test_a_lost_link_and_the_gap_after_it_are_told_at_once(tmp_path: Path) -> None:
    async def scene(floor: ShopFloor) -> None:
        await floor.press_makes(3, over_s=0.5)
        await floor.link(Link.LOST)
        assert floor.store.ticks.pending() == ()
        await floor.link(Link.LIVE)
        await floor.press_makes(7, over_s=0.5)
        counts = await log(floor, PartsCounted)
        assert [(event.good, event.mark) for event in counts[-2:]] == [(3, None), (7, "gap")]
        assert floor.store.ticks.pending() == ()

    play(tmp_path, scene)


def test_the_first_good_part_ends_a_setup_at_once_and_once(tmp_path: Path) -> None:
    async def scene(floor: ShopFloor) -> None:
        await floor.do(StartSetup(order="4711-20"))
        await floor.press_makes(1, over_s=0.5)
        assert len(await log(floor, SetupEnded)) == 1
        await floor.press_makes(1, over_s=0.5)
        await floor.dispatcher.tell_counts()
        assert len(await log(floor, SetupEnded)) == 1
        assert await booked(floor) == [("4711-20", 1), ("4711-20", 1)]

    play(tmp_path, scene)


def test_a_clock_that_is_set_back_holds_no_part_up(tmp_path: Path) -> None:
    async def scene(floor: ShopFloor) -> None:
        await floor.press_makes(1, over_s=0.5)
        floor.later(-3600)
        assert len(await floor.dispatcher.tell_counts(floor.clock.now())) == 2

    play(tmp_path, scene)


def test_a_part_a_second_makes_a_fifth_of_the_records(tmp_path: Path) -> None:
    async def scene(floor: ShopFloor) -> None:
        for _ in range(60):
            await floor.press_makes(1, over_s=1)
            await floor.dispatcher.tell_counts(floor.clock.now())
        await floor.dispatcher.tell_counts()
        counts = await booked(floor)
        assert sum(good for _, good in counts) == 60
        assert len(counts) <= 13
        assert len(await log(floor, PartsCounted)) <= 14, "the first reading is one more"

    play(tmp_path, scene)


def test_a_report_of_something_else_takes_along_what_waits(tmp_path: Path) -> None:
    async def scene(floor: ShopFloor) -> None:
        await floor.press_makes(1, over_s=0.5)
        paused = OrderPaused(order="4711-30", at=floor.clock.now(), station="ST07")
        records = await floor.dispatcher.report([paused], ITSELF)
        assert [record.kind for record in records] == [PartsCounted.kind, QuantityCounted.kind, paused.kind]

    play(tmp_path, scene)
