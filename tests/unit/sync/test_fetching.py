"""The past of many streams: together where it may be, each of them whole, and none for the sake of another."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from momstation.core.clock import ManualClock
from momstation.core.event import Record
from momstation.events.codec import encode
from momstation.sync import fetching as fetching_module
from momstation.sync.envelope import Row, batch_json
from momstation.sync.faults import Fault, Unreached
from momstation.sync.fetching import Fetching
from momstation.sync.protocol import Head
from tests.conftest import ExpectedLog
from tests.support.memory_door import MemoryDoor, counted
from tests.support.memory_plant import CODE, TOPIC, MemoryCentral, MemoryPlant

MANY = 230
BAD = "order/117"


class Asked(MemoryCentral):
    """Writes down which streams were asked for, and gives no answer where a bad one is among them."""

    def __init__(self, plant: MemoryPlant, station_id: bytes) -> None:
        super().__init__(plant, station_id)
        self.asked: list[tuple[str, ...]] = []
        self.bad: set[str] = set()
        self.fault = Fault.POISON

    def stream_page(
        self, topic_id: int, streams: Sequence[str], after: tuple[int, bytes], limit: int
    ) -> Sequence[Row]:
        self.asked.append(tuple(streams))
        if self.bad & set(streams):
            raise Unreached(self.fault, "took too long")
        return super().stream_page(topic_id, streams, after, limit)


class Bench:
    """A reader that has two records of each of many streams and let them go; the plant may have more."""

    def __init__(self) -> None:
        self.clock = ManualClock(datetime(2026, 3, 2, tzinfo=UTC))
        self.plant, self.writer = MemoryPlant(), MemoryDoor()
        self.to = MemoryCentral(self.plant, self.writer.station_id)
        self.door = MemoryDoor(clock=self.clock)
        self.central = Asked(self.plant, self.door.station_id)
        self.streams = [f"order/{n:03}" for n in range(MANY)]
        seen = [record for stream in self.streams for record in self.record(stream, 2)]
        self.door.absorb(TOPIC, CODE, list(enumerate(seen, start=1)))
        for stream in self.streams:
            self.door.let_go(stream)
        self.door.doubt([])
        self.fetching = Fetching(self.door, self.clock.monotonic)

    def record(self, stream: str, count: int) -> list[Record]:
        made = []
        for n in range(count):
            event = counted(n + 1)
            before = self.writer.own[1][-1] if self.writer.own[1] else None
            made.append(self.writer.record_raw(event.kind, event.v, stream, 0, encode(event)))
            end = (before.seq, before.hash) if before else (0, b"")
            assert self.to.push(1, *end, batch_json(made[-1:], frozenset())).is_taken
        return made

    def step(self) -> bool:
        return self.fetching.step(self.central, {TOPIC: Head(TOPIC, CODE, MANY * 2)})

    def go_on(self) -> None:
        while True:
            try:
                if not self.step():
                    return
            except Unreached:
                continue


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_those_that_are_as_they_were_cost_a_few_calls_and_nothing_is_taken_in(bench: Bench) -> None:
    bench.go_on()
    assert bench.door.lacking() == []
    assert len(bench.central.asked) < 10
    assert bench.door.events == {}
    assert set(bench.door.gone) == set(bench.streams)


def test_one_that_went_on_is_whole_again(bench: Bench) -> None:
    more = bench.record("order/007", 3)
    bench.go_on()
    assert len(bench.door.events) == 5 and {one.event_id for one in more} <= set(bench.door.events)
    assert "order/007" not in bench.door.gone


def test_of_long_ones_only_some_are_kept_in_memory(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching_module, "_PAGE", 7)
    monkeypatch.setattr(fetching_module, "_MOST", 20)
    more = [record for stream in bench.streams[:5] for record in bench.record(stream, 30)]
    most = 0
    while bench.step():
        most = max(most, sum(map(len, bench.fetching._found.values())))
    assert {one.event_id for one in more} <= set(bench.door.events)
    assert bench.door.lacking() == []
    assert most < 60, "one long stream, and the end of another"


@pytest.mark.parametrize("fault", [Fault.POISON, Fault.TRANSIENT])
def test_one_that_cannot_be_fetched_holds_up_no_other(
    bench: Bench, fault: Fault, expect_log: ExpectedLog
) -> None:
    expect_log("cannot be fetched now")
    bench.central.bad, bench.central.fault = {BAD}, fault
    bench.go_on()
    assert bench.door.lacking() == [BAD]
    failed = [asked for asked in bench.central.asked if BAD in asked]
    assert failed[-1] == (BAD,) and len(failed) < 10
    bench.clock.advance(61.0)
    bench.go_on()
    assert [asked for asked in bench.central.asked if BAD in asked][len(failed) :] == [(BAD,)], "alone"
    bench.central.bad.clear()
    bench.clock.advance(3600.0)
    bench.go_on()
    assert bench.door.lacking() == []


def test_what_was_fetched_before_a_topic_is_begun_anew_is_no_answer_to_the_doubt_after_it(
    bench: Bench,
) -> None:
    while not bench.fetching._ready:
        bench.step()
    bench.fetching.ask_again()
    before = len(bench.door.lacking())
    assert bench.step()
    assert len(bench.door.lacking()) == before == MANY
    bench.go_on()
    assert bench.door.lacking() == []
