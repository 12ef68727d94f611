"""Somebody sets the computer's clock back an hour in the middle of a shift: nothing is lost, nothing is asked twice."""

import asyncio
from datetime import timedelta
from pathlib import Path

from momstation.core.clock import ManualClock
from momstation.events.machines import PartsCounted
from momstation.events.production import (
    OrderFinished,
    OrderStarted,
    QuantityCounted,
    QuantityDeclared,
    StopClosed,
    StopOpened,
    StopReasonGiven,
)
from momstation.production.model.commands import DeclareQuantity, FinishOrder
from tests.support.bare_station import a_station, at

EXECUTE, STOPPED = 6, 2
HOUR = timedelta(hours=1)


def test_a_clock_set_back_an_hour_loses_and_doubles_nothing(tmp_path: Path) -> None:
    async def shift() -> None:
        clock = ManualClock(at(9))
        async with a_station(tmp_path, clock=clock) as station:
            await station.press_says(state=EXECUTE, good_count=1000, reject_count=10)
            await station.reads("ORDER:4711-20")
            clock.advance(60)
            await station.press_says(good_count=1007)
            await station.press_says(state=STOPPED)
            before = await station.log()
            clock.set_wall(clock.now() - HOUR)
            assert (await station.reads("STOP:JAM"))[0].accepted
            shown = (await station.shown()).state
            assert shown is not None
            assert (shown.word, shown.since_text) == ("Stopped", "00:00"), (
                "no time runs backwards on the home"
            )
            clock.advance(30)
            await station.press_says(state=EXECUTE)
            await station.press_says(good_count=1012)
            assert (await station.taps(DeclareQuantity(scrap=1, scrap_reason="BURR"))).accepted
            assert (await station.taps(FinishOrder())).accepted
            log = await station.log()
            assert log[: len(before)] == before, "what was recorded stays"
            assert [one.hlc for one in log] == sorted({one.hlc for one in log}), (
                "each is later than the one before"
            )
            assert [one.seq for one in log] == list(range(log[0].seq, log[0].seq + len(log)))
            assert sum(one.good for one in await station.facts(PartsCounted)) == 12
            assert sum(one.good for one in await station.facts(QuantityCounted)) == 12
            assert len(await station.facts(QuantityDeclared)) == 1
            assert len(await station.facts(OrderStarted)) == len(await station.facts(OrderFinished)) == 1
            (opened,) = await station.facts(StopOpened)
            (closed,) = await station.facts(StopClosed)
            (reason,) = await station.facts(StopReasonGiven)
            assert opened.stop == closed.stop == reason.stop
            assert closed.at >= opened.at, "no stop lasts less than nothing"

    asyncio.run(shift())


def test_a_station_that_starts_an_hour_before_it_stopped_goes_on_from_its_records(tmp_path: Path) -> None:
    async def shift() -> None:
        async with a_station(tmp_path, clock=ManualClock(at(9))) as station:
            await station.press_says(state=EXECUTE, good_count=1000, reject_count=10)
            await station.reads("ORDER:4711-20")
            await station.press_says(good_count=1007)
            last = (await station.log())[-1]
        async with a_station(tmp_path, clock=ManualClock(at(8)), plant=()) as station:
            await station.press_says(state=EXECUTE, good_count=1010, reject_count=10)
            view = await station.shown()
            assert view.card is not None
            assert (view.card.order, view.card.good) == ("4711-20", 10)
            assert (await station.log())[-1].hlc > last.hlc

    asyncio.run(shift())
