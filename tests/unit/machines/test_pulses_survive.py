"""Pulses, states, orders, full disks and crashes in any order: each part is counted once, for the order that ran."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from momstation.core.clock import ManualClock
from momstation.core.dispatcher import Dispatcher
from momstation.core.errors import Refused
from momstation.core.event import Event, Record
from momstation.core.part import Command, Context, Part
from momstation.core.pulses import Buckets, Tick
from momstation.events.machines import PartsCounted
from momstation.events.production import OrderPaused, OrderStarted, QuantityCounted
from momstation.machines.model.story import MachineStory, apply_story, empty_story
from momstation.machines.model.watch import WatchRules
from momstation.machines.service import MachineService
from momstation.plant.live import LiveSignals
from momstation.plant.readings import Link, MachineLink, Quality, Reading
from tests.support.shop_floor import EXECUTE, ITSELF, MEYER, PRESS, SIX, STOPPED

BASE = 100


class Died(Exception):  # the power went, which is no error of the program
    pass


class Change(Command, frozen=True, kw_only=True):
    """Another order on the press, or none."""

    order: str | None


@dataclass
class Disk:
    """What is durable. ``faults`` says what happens to the next commits: refused, dead before it, dead after."""

    events: list[Event] = field(default_factory=list)
    ticks: dict[int, Tick] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    numbers: int = 0

    def pending(self) -> tuple[Tick, ...]:
        return tuple(self.ticks.values())

    async def recorded_by(self, _command_id: str) -> None:
        return None

    async def record(
        self,
        events: Sequence[Event],
        *,
        command_id: str | None = None,
        takes_ticks: Sequence[int] = (),
        adds_ticks: Sequence[Tick] = (),
    ) -> tuple[Record, ...]:
        fault = self.faults.pop(0) if self.faults else ""
        if fault == "refused":
            raise Refused("store.disk_full")
        if fault == "dead before":
            raise Died
        for n in takes_ticks:
            del self.ticks[n]
        for tick in adds_ticks:
            self.numbers += 1
            self.ticks[self.numbers] = replace(tick, n=self.numbers)
        self.events.extend(events)
        if fault == "dead after":
            raise Died
        return ()

    @property
    def order(self) -> str | None:
        begun: str | None = None
        for event in self.events:
            if isinstance(event, OrderStarted):
                begun = event.order
            elif isinstance(event, OrderPaused):
                begun = None
        return begun

    def durable(self) -> list[Event]:
        return [*self.events, *(event for tick in self.ticks.values() for event in tick.events)]

    def counter(self) -> int:
        shown = [event.good_counter for event in self.durable() if isinstance(event, PartsCounted)]
        return next((one for one in reversed(shown) if one is not None), BASE)

    def story(self) -> MachineStory:
        story = empty_story(f"machine/{PRESS}")
        for event in self.events:
            if event.stream() == f"machine/{PRESS}":
                story = apply_story(story, _record(event))
        return story


class Station:
    """The station's way from a reading to the disk; it dies and comes back, the press counts on."""

    def __init__(self, disk: Disk, bucket_s: int) -> None:
        self.disk = disk
        self.bucket_s = bucket_s
        self.clock = ManualClock(SIX)
        self.made = BASE
        self.by_order: Counter[str | None] = Counter()
        self._start()

    def _start(self) -> None:
        rules = Part(
            name="rules", handlers={Change: self._change}, reactions={PartsCounted: (self._counted,)}
        )
        buckets = Buckets(self.disk, self.disk, self.bucket_s)
        self.dispatcher = Dispatcher((rules,), self.disk, self.clock, buckets)
        self.machines = MachineService([WatchRules(PRESS)], LiveSignals())

    async def come_back(self) -> None:
        self._start()
        await self.dispatcher.tell_counts()

        async def story_of(_machine: str) -> MachineStory:
            return self.disk.story()

        silence = await self.machines.resume(story_of)
        if silence:
            await self._report(silence)

    async def do(self, what: str) -> None:
        """One step; whatever goes wrong, the books are right afterwards."""
        order, before = self.disk.order, self.disk.counter()
        try:
            await self._step(what)
        except Refused:
            pass
        except Died:
            self._start()
            self.disk.faults.clear()
            await self.come_back()
        after = self.disk.counter()
        if after != before:
            assert not what.startswith("order"), "no part is counted by a command"
            self.by_order[order] += after - before
        self.check()

    async def _step(self, what: str) -> None:
        match what.split():
            case ["make", count]:
                self.made += int(count)
                await self.hear("good_count", self.made)
                assert self.disk.counter() == self.made, "what was heard without complaint is durable"
            case ["state", number]:
                await self.hear("state", int(number))
            case ["order", name]:
                order = None if name == "none" else name
                await self.dispatcher.send(Change(order=order), MEYER)
                assert not self.disk.ticks
            case ["link", word]:
                link = MachineLink(PRESS, Link(word))
                await self.machines.hear_link(link, self.clock.now(), self._report)
            case ["wait", seconds]:
                self.clock.advance(float(seconds))
                await self.machines.hear_time(self.clock.now(), self._report)
                await self.dispatcher.tell_counts(self.clock.now())
            case ["restart"]:
                await self.come_back()
                assert not self.disk.ticks

    async def hear(self, signal: str, value: int) -> None:
        now = self.clock.now()
        reading = Reading(PRESS, signal, value, Quality.GOOD, "", None, None, now, self.clock.monotonic())
        await self.machines.hear([reading], self._report)

    async def _report(self, events: Sequence[Event]) -> None:
        await self.dispatcher.report(events, ITSELF)

    async def _change(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, Change)
        if command.order is None:
            here = self.disk.order
            return () if here is None else (OrderPaused(order=here, at=context.now, station="ST07"),)
        return (OrderStarted(order=command.order, at=context.now, station="ST07", machine=PRESS, how="tap"),)

    async def _counted(self, event: Event, _context: Context) -> Sequence[Event]:
        assert isinstance(event, PartsCounted)
        order = self.disk.order
        if order is None or not event.good:
            return ()
        counted = QuantityCounted(
            order=order, at=event.at, station="ST07", machine=PRESS, good=event.good, rejected=0
        )
        return (counted,)

    def check(self) -> None:
        durable = self.disk.durable()
        parts = sum(event.good for event in durable if isinstance(event, PartsCounted))
        assert parts == self.disk.counter() - BASE
        booked: Counter[str | None] = Counter()
        for event in durable:
            if isinstance(event, QuantityCounted):
                booked[event.order] += event.good
        expected = {order: count for order, count in self.by_order.items() if order is not None and count}
        assert +booked == expected


def _record(event: Event) -> Record:
    return Record(
        b"", b"", 1, 1, 1, SIX, None, event.kind, event.v, event.stream(), 0, (), (), "", b"", event
    )


_STEPS = st.one_of(
    st.integers(0, 3).map(lambda count: f"make {count}"),
    st.integers(0, 3).map(lambda count: f"make {count}"),
    st.sampled_from([f"state {EXECUTE}", f"state {STOPPED}", "order A", "order B", "order none"]),
    st.sampled_from(["link lost", "link live", "wait 0.5", "wait 3", "wait 70", "wait -8", "restart"]),
    st.sampled_from(["fault refused", "fault dead before", "fault dead after", "fault none"]),
)


async def _play(steps: Sequence[str], bucket_s: int) -> Station:
    station = Station(Disk(), bucket_s)
    await station.do("make 0")
    for step in steps:
        if step.startswith("fault"):
            station.disk.faults.append("" if step == "fault none" else step.removeprefix("fault "))
        else:
            await station.do(step)
    station.disk.faults.clear()
    await station.do("make 0")
    assert station.disk.counter() == station.made, "every part that was made is counted in the end"
    await station.dispatcher.tell_counts()
    assert not station.disk.ticks
    station.check()
    return station


@settings(max_examples=400, deadline=None)
@given(st.lists(_STEPS, max_size=60), st.sampled_from([0, 1, 5, 60]))
def test_each_part_is_counted_once_whatever_happens(steps: list[str], bucket_s: int) -> None:
    asyncio.run(_play(steps, bucket_s))


@pytest.mark.parametrize("fault", ["dead before", "dead after"])
@pytest.mark.parametrize("step", ["order B", f"state {STOPPED}", "wait 5", "make 2", "restart"])
def test_a_death_at_each_commit_of_a_step_costs_nothing(fault: str, step: str) -> None:
    """The first, second and third commit of each step that tells what waits."""
    for safe in range(3):
        faults = [*["fault none"] * safe, f"fault {fault}"]
        station = asyncio.run(_play(["order A", "make 1", "make 1", *faults, step, "make 1"], 5))
        assert station.made - BASE == sum(station.by_order.values())


def test_a_minute_of_pulses_is_twelve_records_of_each_kind() -> None:
    second = ["make 1", "wait 0.5", "wait 0.5"]
    station = asyncio.run(_play(["order A", *second * 60], 5))
    counts = [event for event in station.disk.events if isinstance(event, QuantityCounted)]
    assert (len(counts), sum(event.good for event in counts)) == (12, 60)
