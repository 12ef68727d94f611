"""The open streams of a topic: in which order they come, and what a station that begins again reads anew."""

from collections.abc import Sequence
from typing import Any
from unittest.mock import patch

import pytest

from momstation.core.event import CLOSES_STREAM, Event
from momstation.events.codec import encode
from momstation.sync.bootstrap import Bootstrap, Lists, Urgency
from momstation.sync.envelope import Row, batch_json
from momstation.sync.protocol import Head, OpenStreams
from tests.conftest import ExpectedLog
from tests.support.memory_door import MemoryDoor, counted
from tests.support.memory_plant import CODE, TOPIC, MemoryCentral, MemoryPlant

URGENCY = Urgency(needed=("definition/",), own=lambda _streams: ("order/own",), later=("order/",))


class Counting(MemoryCentral):
    """Counts the records that it hands out, by stream."""

    def __init__(self, plant: MemoryPlant, station_id: bytes) -> None:
        super().__init__(plant, station_id)
        self.handed: list[str] = []

    def stream_page(
        self, topic_id: int, streams: Sequence[str], after: tuple[int, bytes], limit: int
    ) -> Sequence[Row]:
        rows = super().stream_page(topic_id, streams, after, min(limit, 3))
        self.handed += [row.stream for row in rows]
        return rows


class Plant:
    """A plant that one station writes to."""

    def __init__(self) -> None:
        self.plant, self.writer = MemoryPlant(), MemoryDoor()
        self.central = MemoryCentral(self.plant, self.writer.station_id)

    def record(self, stream: str, count: int = 1, flags: int = 0) -> None:
        for n in range(count):
            event: Event = counted(n + 1)
            before = self.writer.own[1][-1] if self.writer.own[1] else None
            made = self.writer.record_raw(event.kind, event.v, stream, flags, encode(event))
            end = (before.seq, before.hash) if before else (0, b"")
            assert self.central.push(1, *end, batch_json([made], frozenset())).is_taken

    def reader(self) -> tuple[MemoryDoor, Counting]:
        door = MemoryDoor()
        return door, Counting(self.plant, door.station_id)


@pytest.fixture
def plant() -> Plant:
    made = Plant()
    for stream in ("machine/1", "order/b", "order/a", "order/own", "definition/x", "definition/a"):
        made.record(stream, 4)
    made.record("order/closed", 2)
    made.record("order/closed", 1, CLOSES_STREAM)
    return made


def begun(door: MemoryDoor, server: str = "1") -> Bootstrap:
    return Bootstrap(door, Head(TOPIC, CODE, 0), server, URGENCY)


def test_what_is_urgent_comes_first_and_the_closed_not_at_all(plant: Plant) -> None:
    door, central = plant.reader()
    boot = begun(door)
    at_work_after: list[str] = []
    while not boot.step(central):
        if boot.progress.is_at_work and not at_work_after:
            at_work_after = list(dict.fromkeys(central.handed))
    order = list(dict.fromkeys(central.handed))
    assert order == ["definition/a", "definition/x", "order/own", "order/a", "order/b", "machine/1"]
    assert at_work_after[:3] == order[:3]
    assert len(central.handed) == len(door.events) == 24
    assert (boot.progress.done, boot.progress.total) == (6, 6)
    assert [(one.pos, one.event_id) for one in door.cursors()] == [(27, plant.plant.feed[26].event_id.bytes)]
    assert [door.feed_event(TOPIC, n) for n in range(1, 29)] == [
        *(row.event_id.bytes for row in plant.plant.feed),
        None,
    ]
    assert door.taking(TOPIC) is None


@pytest.mark.parametrize("steps", range(1, 13))
def test_after_a_crash_nothing_is_missing(plant: Plant, steps: int) -> None:
    door, central = plant.reader()
    boot = begun(door)
    for _ in range(steps):
        assert not boot.step(central)
    before = list(plant.plant.feed)
    plant.record("order/a", 2)  # it may have been read already
    plant.record("order/late", 2)
    plant.record(
        "order/b", 1, CLOSES_STREAM
    )  # whether it was read or not: before, whole; and its end is in the feed
    again = begun(door)
    while not again.step(central):
        pass
    assert [one.pos for one in door.cursors()] == [len(before)]
    wanted = {row.event_id.bytes for row in before if row.stream != "order/closed"}
    assert wanted <= set(door.events)


def test_after_a_crash_near_the_end_only_the_end_is_read(plant: Plant) -> None:
    door, central = plant.reader()
    boot = begun(door)
    while boot.progress.done < 5:
        boot.step(central)
    central.handed.clear()
    again = begun(door)
    while not again.step(central):
        assert again.progress.is_at_work
    assert set(central.handed) == {"machine/1"}


def test_a_server_that_was_started_again_is_not_taken_at_the_old_ones_word(plant: Plant) -> None:
    """It may have been restored: its positions then mean something else."""
    door, central = plant.reader()
    boot = begun(door)
    for _ in range(9):
        boot.step(central)
    central.handed.clear()
    again = begun(door, server="2")
    while not again.step(central):
        pass
    assert len(central.handed) == 24


def test_a_plant_that_was_put_back_meanwhile_is_asked_for_its_list_again(
    plant: Plant, expect_log: ExpectedLog
) -> None:
    """A page that was read from less may lack what the list has, also if the plant is filled up again after it."""
    expect_log("put back at the plant while its open streams were read")
    door, central = plant.reader()
    boot = begun(door)
    before, whole = central.stream_page, plant.plant.backup()
    plant.plant.feeds[TOPIC] = plant.plant.feed[:6]
    plant.plant.events = {row.event_id.bytes: row for row in plant.plant.feed}
    less = plant.plant.backup()
    plant.plant.restore(whole, is_started_anew=False)

    def from_less(*arguments: Any) -> Sequence[Row]:
        plant.plant.restore(less, is_started_anew=False)
        return before(*arguments)

    assert not boot.step(central)
    with patch.object(central, "stream_page", from_less):
        assert not boot.step(central)
    assert not boot.is_begun and not door.events
    plant.plant.restore(whole, is_started_anew=False)
    while not boot.step(central):
        pass
    assert len(door.events) == 24


def test_a_list_that_was_made_of_less_is_begun_where_that_ends(plant: Plant) -> None:
    """Put back between the look at what stands in the feed and the list."""
    door, central = plant.reader()
    listed = central.open_streams

    def put_back(topic_id: int) -> OpenStreams:
        plant.plant.feeds[TOPIC] = plant.plant.feed[:6]
        return listed(topic_id)

    boot = begun(door)
    with patch.object(central, "open_streams", put_back):
        boot.step(central)
    while not boot.step(central):
        pass
    assert [(one.pos, one.event_id) for one in door.cursors()] == [(6, plant.plant.feed[5].event_id.bytes)]
    assert door.feed_event(TOPIC, 7) is None


def test_a_topic_without_anything_open_is_read_from_its_head() -> None:
    made = Plant()
    made.record("order/closed", 1, CLOSES_STREAM)
    door, central = made.reader()
    boot = begun(door)
    assert not boot.step(central), "first the list"
    assert boot.step(central)
    assert [one.pos for one in door.cursors()] == [1]


def test_what_was_read_before_the_list_of_another_topic_may_have_grown_there() -> None:
    """And have been closed there since, so that it is in no list of that topic, and behind no head."""
    plant = MemoryPlant(("area/A", "plant/p", "area/B"))
    near, far = Writer(plant, "area/A", "plant/p"), Writer(plant, "area/B", "plant/p")
    for stream in ("order/a", "order/b"):
        near.record(stream)
    door = MemoryDoor()
    plant.enrol(door.station_id, ("area/A", "plant/p"))
    central = MemoryCentral(plant, door.station_id)
    boot = begun(door)
    while boot.progress.done < 1:
        boot.step(central)
    far.record("order/a")
    far.record("order/a", CLOSES_STREAM)
    lists = Lists()
    boots = [Bootstrap(door, Head(n, plant.codes[n], 0), "1", URGENCY, lists) for n in (1, 2)]
    for one in boots:
        one.step(central)
    for one in boots:
        while not one.step(central):
            pass
    assert "order/a" in door.lacking()
    assert "order/b" not in door.lacking(), "that was read after both lists were made"


class Writer:
    """A station with a topic of its own, which tells another topic everything too."""

    def __init__(self, plant: MemoryPlant, home: str, told: str) -> None:
        self._door = MemoryDoor(topics=(home, told))
        plant.enrol(self._door.station_id, (home, told))
        self._central = MemoryCentral(plant, self._door.station_id)

    def record(self, stream: str, flags: int = 0) -> None:
        event = counted()
        before = self._door.own[1][-1:]
        made = self._door.record_raw(event.kind, event.v, stream, flags, encode(event))
        end = (before[0].seq, before[0].hash) if before else (0, b"")
        assert self._central.push(1, *end, batch_json([made], frozenset())).is_taken
