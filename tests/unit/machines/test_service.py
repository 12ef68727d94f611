"""The station's machines through the real store: kept, counted once, resumed after a restart."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from momstation.core.event import Event
from momstation.events.machines import MachineState, MachineStateChanged, PartsCounted
from momstation.machines.model.story import MachineStory
from momstation.machines.model.watch import WatchRules
from momstation.machines.service import NOT_RUNNING, MachineService
from momstation.plant.live import LiveSignals
from tests.support.shop_floor import EXECUTE, ITSELF, PRESS, STOPPED, ShopFloor


@pytest.fixture
def floor(tmp_path: Path) -> ShopFloor:
    return ShopFloor(tmp_path)


def test_counts_and_states_are_kept(floor: ShopFloor) -> None:
    async def play() -> None:
        await floor.open()
        await floor.press_goes(EXECUTE)
        await floor.press_makes(3, reject=1)
        await floor.press_makes(2)
        story = await floor.reader.state(f"machine/{PRESS}", MachineStory)
        assert story is not None
        assert (story.state, story.good, story.reject) == (MachineState.PRODUCING, 5, 1)
        assert (story.good_counter, story.reject_counter) == (1005, 11)

    asyncio.run(play())
    floor.close()


def test_a_restart_counts_what_was_made_meanwhile_once(floor: ShopFloor) -> None:
    async def play() -> None:
        await floor.open()
        await floor.press_goes(EXECUTE)
        await floor.press_makes(5)

        async def story_of(machine: str) -> MachineStory | None:
            return await floor.reader.state(f"machine/{machine}", MachineStory)

        floor.later(60)
        floor.machines = MachineService([WatchRules(PRESS)], LiveSignals())
        silence = await floor.machines.resume(story_of)
        assert [type(each) for each in silence] == [MachineStateChanged]
        await floor.dispatcher.report(silence, ITSELF)
        story = await story_of(PRESS)
        assert story is not None and (story.state, story.heard) == (MachineState.UNKNOWN, NOT_RUNNING)
        await floor.press_makes(7)
        await floor.press_goes(EXECUTE)
        story = await story_of(PRESS)
        assert story is not None and (story.state, story.good) == (MachineState.PRODUCING, 12)

    asyncio.run(play())
    floor.close()


def test_what_could_not_be_kept_is_counted_with_the_next_reading(floor: ShopFloor) -> None:
    async def full(_events: Sequence[Event]) -> None:
        raise OSError("disk full")

    async def play() -> None:
        await floor.open()
        with pytest.raises(OSError, match="disk full"):
            await floor.machines.hear([floor.reading("good_count", 1004)], full)
        kept: list[Event] = []

        async def keep(events: Sequence[Event]) -> None:
            kept.extend(events)

        await floor.machines.hear([floor.reading("good_count", 1006)], keep)
        assert [each.good for each in kept if isinstance(each, PartsCounted)] == [6]
        latest = floor.live.reading(PRESS, "good_count")
        assert latest is not None and latest.value == 1006

    asyncio.run(play())
    floor.close()


def test_a_state_that_could_not_be_kept_is_not_forgotten(floor: ShopFloor) -> None:
    """The machine says once that it stopped; nothing more comes until it runs again."""

    async def full(_events: Sequence[Event]) -> None:
        raise OSError("disk full")

    async def play() -> None:
        await floor.open()
        await floor.press_goes(EXECUTE)
        for signal, value in (("state", STOPPED), ("good_count", 1003)):
            with pytest.raises(OSError, match="disk full"):
                await floor.machines.hear([floor.reading(signal, value)], full)
        with pytest.raises(OSError, match="disk full"):
            await floor.machines.hear_time(floor.clock.now(), full)
        kept: list[Event] = []

        async def keep(events: Sequence[Event]) -> None:
            kept.extend(events)

        floor.later(60)
        await floor.machines.hear_time(floor.clock.now(), keep)
        await floor.machines.hear_time(floor.clock.now(), keep)
        states = [each.state for each in kept if isinstance(each, MachineStateChanged)]
        assert states == [MachineState.STOPPED]
        assert [each.good for each in kept if isinstance(each, PartsCounted)] == [3]

    asyncio.run(play())
    floor.close()


def test_a_station_that_stops_says_that_it_no_longer_knows(floor: ShopFloor) -> None:
    async def play() -> None:
        await floor.open()
        await floor.press_goes(EXECUTE)
        events = floor.machines.fall_silent(floor.clock.now())
        assert [each.state for each in events if isinstance(each, MachineStateChanged)] == [
            MachineState.UNKNOWN
        ]
        assert floor.machines.fall_silent(floor.clock.now()) == ()

    asyncio.run(play())
    floor.close()


def test_a_foreign_machine_is_shown_and_not_recorded(floor: ShopFloor) -> None:
    kept: list[Event] = []

    async def keep(events: Sequence[Event]) -> None:
        kept.extend(events)

    reading = replace(floor.reading("state", 6), machine="P99")
    asyncio.run(floor.machines.hear([reading], keep))
    assert kept == []
    assert floor.live.reading("P99", "state") is reading
    floor.close()
