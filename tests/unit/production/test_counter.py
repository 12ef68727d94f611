"""A counter's reading instead of a number: what it ran on is good, and one that ran back is refused."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momstation.core.errors import Refused
from momstation.events.production import QuantityDeclared
from momstation.plant.station import StationFacts
from momstation.production.model.commands import DeclareQuantity, Pieces, ReverseEntry, StartOrder
from momstation.production.model.counter import MOST_READING, Reading, read_counter
from momstation.production.model.facts import OrderFacts
from momstation.production.model.order import Entry, OrderWork
from momstation.production.presenters.quantity import QuantityPresenter
from momstation.shell.outcome import outcome_of
from tests.support.shop_floor import SIX, OnFloor, ShopFloor, a_plant

ORDER = "4711-20"
BENCH = StationFacts("ST07", "Bench", "Line 3", (), "UTC")


def facts_after(*readings: int) -> OrderFacts:
    entries = tuple(
        Entry(
            entry=str(index),
            station="ST07",
            at=SIX,
            by=None,
            good=0,
            scrap=0,
            scrap_reason=None,
            rework=0,
            from_good=False,
            counter_end=reading,
        )
        for index, reading in enumerate(readings)
    )
    return OrderFacts(station=BENCH, work=OrderWork(order="1", entries=entries))


@given(st.lists(st.integers(0, MOST_READING), min_size=1, max_size=12).map(sorted))
def test_the_pieces_of_all_readings_are_the_last_less_the_first(readings: list[int]) -> None:
    found = [
        read_counter(facts_after(*readings[:index]), 0, reading, is_counting=False)
        for index, reading in enumerate(readings)
    ]
    assert sum(each.good for each in found) == readings[-1] - readings[0]
    assert found[0] == Reading(None, readings[0])


@given(st.integers(1, MOST_READING), st.data())
def test_a_counter_never_runs_back(start: int, data: st.DataObject) -> None:
    read = data.draw(st.integers(0, start - 1))
    with pytest.raises(Refused) as refused:
        read_counter(facts_after(start), 0, read, is_counting=False)
    assert (refused.value.key, refused.value.values) == (
        "production.counter_below_start",
        {"read": read, "start": start},
    )


@pytest.mark.parametrize(
    ("counter", "good", "is_counting", "refusal"),
    [
        (100, 5, False, "production.counter_or_number"),
        (100, 0, True, "production.machine_counts"),
        (-1, 0, False, "production.negative"),
        ("12.5", 0, False, "production.not_whole"),
        ("abc", 0, False, "production.not_a_number"),
        (MOST_READING + 1, 0, False, "production.counter_too_high"),
    ],
)
def test_bad_readings(counter: Pieces, good: int, is_counting: bool, refusal: str) -> None:
    with pytest.raises(Refused) as refused:
        read_counter(facts_after(50), good, counter, is_counting=is_counting)
    assert refused.value.key == refusal


async def name(_entity: str, code: str) -> str:
    return code


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[ShopFloor]:
    """The order of the press, where no machine has ever been heard to count."""
    floor = ShopFloor(tmp_path, a_plant())
    yield floor
    floor.close()


async def opened(floor: ShopFloor) -> None:
    await floor.define(*floor.nouns)
    await floor.do(StartOrder(order=ORDER))


async def reads(
    floor: ShopFloor, counter: int, scrap: int = 0, scrap_reason: str | None = None
) -> QuantityDeclared:
    (record,) = await floor.do(DeclareQuantity(counter=counter, scrap=scrap, scrap_reason=scrap_reason))
    assert isinstance(record.event, QuantityDeclared)
    return record.event


async def work(floor: ShopFloor) -> OrderWork:
    found = await floor.reader.state(f"order/{ORDER}", OrderWork)
    assert found is not None
    return found


def test_readings_through_the_day(bench: ShopFloor) -> None:
    async def play() -> None:
        await opened(bench)
        sheet = QuantityPresenter(bench.reader, bench.clock, bench.station, bench.live)
        view = await sheet.load()
        assert (view.has_counter, view.counter_start) == (True, None)
        first = await reads(bench, 1200)
        assert (first.good, first.counter_start, first.counter_end) == (0, None, 1200)
        bench.later(60)
        second = await reads(bench, 1250, scrap=2, scrap_reason="BURR")
        assert (second.good, second.scrap, second.counter_start, second.counter_end) == (50, 2, 1200, 1250)
        view = await sheet.load()
        assert (view.good, view.counter_start) == (50, 1250)
        titles = [row.title for row in view.entries]
        assert titles == ["50 good · 2 scrap: Burr · Counter at 1250", "Counter at 1200"]
        await bench.do(ReverseEntry(entry=second.entry))
        assert ((await work(bench)).good, (await work(bench)).counter_at("ST07")) == (0, 1200)
        assert (await reads(bench, 1260)).good == 60

    asyncio.run(play())


@pytest.mark.parametrize(
    ("counter", "refusal"),
    [
        (1200, "production.counter_unchanged"),
        (1199, "production.counter_below_start"),
        (2201, "production.too_many"),
    ],
)
def test_refused_readings_record_nothing(bench: ShopFloor, counter: int, refusal: str) -> None:
    async def play() -> None:
        await opened(bench)
        await reads(bench, 1200)
        with pytest.raises(Refused) as refused:
            await reads(bench, counter)
        assert refused.value.key == refusal
        assert len((await work(bench)).entries) == 1

    asyncio.run(play())


def test_the_verdict_says_what_the_counter_showed(bench: ShopFloor) -> None:
    async def play() -> None:
        await opened(bench)
        said = await outcome_of(await bench.do(DeclareQuantity(counter=0)), name)
        assert said.text == "Counter at 0" and isinstance(said.undo, ReverseEntry)
        said = await outcome_of(await bench.do(DeclareQuantity(counter=7)), name)
        assert said.text == "Good 7 · Counter at 7"

    asyncio.run(play())


def test_where_the_machine_counts_its_counter_is_not_asked(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        await floor.press_makes(5, over_s=20)
        sheet = QuantityPresenter(floor.reader, floor.clock, floor.station, floor.live)
        assert (await sheet.load()).has_counter is False
        with pytest.raises(Refused) as refused:
            await reads(floor, 1005)
        assert refused.value.key == "production.machine_counts"

    on_floor(play)
