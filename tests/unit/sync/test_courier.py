"""What the courier does when the plant's answers do not fit together: say so and try again, never skip or spin."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from momstation.core.event import Record
from momstation.sync.courier import Courier, Limits
from momstation.sync.envelope import Entry, Row
from momstation.sync.faults import Fault, Unreached
from momstation.sync.protocol import PushAnswer
from momstation.sync.status import Remark
from tests.conftest import ExpectedLog
from tests.support.memory_door import MemoryDoor, counted
from tests.support.memory_plant import TOPIC, MemoryCentral, MemoryPlant

LIMITS = Limits(rows=10, bytes=100_000, replay_most=10**6)


class Leaky(MemoryCentral):
    """Lists a position whose record it cannot give, as after a part of the past was taken off line."""

    lost = 0

    def pull(self, topic_id: int, pos: int, limit: int) -> Sequence[Row]:
        return [row for row in super().pull(topic_id, pos, limit) if row.pos != self.lost]


def courier_of(door: MemoryDoor) -> Courier:
    return Courier(door, door.station_id, LIMITS, lambda: 0.0)


def filled(count: int) -> MemoryPlant:
    plant, writer = MemoryPlant(), MemoryDoor()
    for n in range(1, count + 1):
        writer.record(counted(n))
    central = MemoryCentral(plant, writer.station_id)
    courier = courier_of(writer)
    courier.begin(central)
    assert courier.push_step(central, lambda heads: None)
    return plant


def test_a_gap_is_not_skipped() -> None:
    plant = filled(5)
    reader = MemoryDoor()
    courier, central = courier_of(reader), Leaky(plant, reader.station_id)
    central.lost = 3
    courier.begin(central)
    with pytest.raises(Unreached, match="position 3 of topic area/A is missing") as unreached:
        courier.pull_step(central)
    assert unreached.value.fault is Fault.TRANSIENT
    assert reader.cursors() == []


def test_a_cursor_whose_record_cannot_be_read_is_said_and_not_spun_on() -> None:
    plant = filled(5)
    reader = MemoryDoor()
    courier, central = courier_of(reader), Leaky(plant, reader.station_id)
    courier.begin(central)
    assert courier.pull_step(central)
    central.lost = 5
    courier.heard(TOPIC, 6)
    with pytest.raises(Unreached, match="position 5 of topic area/A cannot be read"):
        courier.pull_step(central)
    assert len(reader.events) == 5


def has_all(courier: Courier) -> bool:
    return courier.is_caught_up


def test_caught_up_is_who_has_all_of_it_and_only_on_this_connection() -> None:
    plant = filled(5)
    reader = MemoryDoor()
    courier, central = courier_of(reader), MemoryCentral(plant, reader.station_id)
    courier.begin(central)
    assert not has_all(courier), "nothing was read yet"
    while courier.pull_step(central):
        assert not has_all(courier)
    assert has_all(courier) and len(reader.events) == 5
    courier.begin(central)
    assert not has_all(courier), "another connection, perhaps to a plant that has more"


def test_the_clock_is_told_when_it_moved() -> None:
    door = MemoryDoor()
    courier = courier_of(door)
    for offset_ms in (5, 10, 24, 26, 400):
        courier.clock_measured(offset_ms)
    assert door.offsets_ms == [5, 26, 400]


def pushed(door: MemoryDoor, central: MemoryCentral, count: int) -> Courier:
    for n in range(1, count + 1):
        door.record(counted(n))
    courier = courier_of(door)
    courier.begin(central)
    return courier


class Busy(MemoryCentral):
    """Asks for time after each push."""

    def append(self, epoch: int, prev_seq: int, prev_hash: bytes, batch: str) -> PushAnswer:
        return replace(super().append(epoch, prev_seq, prev_hash, batch), wait_s=5.0)


def test_a_plant_that_asks_for_time_gets_it_unless_a_person_is_in_a_hurry() -> None:
    door, now_s = MemoryDoor(), [100.0]
    central = Busy(MemoryPlant(), door.station_id)
    for n in range(1, 26):
        door.record(counted(n))
    courier = Courier(door, door.station_id, LIMITS, lambda: now_s[0])
    courier.begin(central)
    for at_s, is_pushed in ((100.0, True), (104.9, False), (105.0, True), (106.0, False)):
        now_s[0] = at_s
        assert courier.push_step(central, lambda heads: None) is is_pushed
        assert (Remark.ASKED_TO_WAIT in courier.remarks) is True
    courier.hurry()
    assert courier.push_step(central, lambda heads: None)
    now_s[0] = 1000.0
    assert courier.remarks == frozenset()
    assert door.waiting().count == 0


def test_a_record_that_was_damaged_here_stops_only_itself_and_those_behind(expect_log: ExpectedLog) -> None:
    expect_log("is damaged on this disk")
    door = MemoryDoor()
    central = MemoryCentral(MemoryPlant(), door.station_id)
    courier = pushed(door, central, 8)
    door.own[1][5] = replace(door.own[1][5], payload='{"good":1000}')
    with pytest.raises(Unreached, match="does not follow") as unreached:
        for _ in range(20):
            courier.push_step(central, lambda heads: None)
    assert unreached.value.fault is Fault.DAMAGED
    assert door.acked() == (1, 5)
    assert door.waiting().count == 3


class Without(MemoryCentral):
    """A plant that never heard of the way for thousands."""

    asked = 0

    def push_bulk(self, epoch: int, prev_seq: int, prev_hash: bytes, entries: Sequence[Entry]) -> PushAnswer:
        self.asked += 1
        raise Unreached(Fault.OUTDATED, "function mom.push_bulk does not exist")


@pytest.mark.parametrize("kind", [MemoryCentral, Without])
def test_many_go_in_bulk_where_the_plant_can(kind: type[MemoryCentral]) -> None:
    door = MemoryDoor()
    central = kind(MemoryPlant(), door.station_id)
    for n in range(1, 101):
        door.record(counted(n))
    limits = replace(LIMITS, bulk_from=50, bulk_rows=60)
    courier = Courier(door, door.station_id, limits, lambda: 0.0)
    courier.begin(central)
    steps = 0
    while courier.push_step(central, lambda heads: None):
        steps += 1
    assert door.waiting().count == 0
    assert steps == (11 if kind is Without else 5)
    assert not isinstance(central, Without) or central.asked == 1


def test_what_was_removed_here_long_ago_does_not_hold_up_what_is_left(expect_log: ExpectedLog) -> None:
    """The plant was restored from a backup that is older than what this station keeps."""
    expect_log("part after")
    door, plant = MemoryDoor(), MemoryPlant()
    central = MemoryCentral(plant, door.station_id)
    before = plant.backup()
    courier = pushed(door, central, 6)
    assert courier.push_step(central, lambda heads: None)
    plant.restore(before)
    thinned = Thinned(door, upto=3)
    central = MemoryCentral(plant, door.station_id)
    courier = Courier(thinned, door.station_id, LIMITS, lambda: 0.0)  # type: ignore[arg-type]
    courier.begin(central)
    while courier.push_step(central, lambda heads: None):
        pass
    assert len(plant.feed) == 3
    assert door.waiting().count == 0


class Thinned:
    """A door whose first records were removed from the store; their places in the log are still known."""

    def __init__(self, door: MemoryDoor, upto: int) -> None:
        self._door, self._upto = door, upto

    def __getattr__(self, name: str) -> object:
        return getattr(self._door, name)

    def outbox(self, limit: int, max_bytes: int) -> Sequence[Record]:
        rows = self._door.outbox(10**6, 10**9)
        return [record for record in rows if record.epoch > 1 or record.seq > self._upto][:limit]

    def open_epoch(self, new_epoch: int, why: str) -> None:
        self._door.own[1] = self._door.own[1][self._upto :]
        self._door.open_epoch(new_epoch, why)


def test_a_poisoned_batch_gets_smaller_also_while_many_more_wait(expect_log: ExpectedLog) -> None:
    """So much waits that bulk is due, but no more fits in than in a batch: it must not be sent again for ever."""
    expect_log("travels sealed")
    plant, door = MemoryPlant(), MemoryDoor()
    for n in range(8):
        door.record(counted(n + 1, "47\x0011" if n == 1 else "4711"))
    limits = Limits(rows=4, bytes=100_000, replay_most=10**6, bulk_from=3, bulk_rows=16, bulk_bytes=1700)
    courier, central = (
        Courier(door, door.station_id, limits, lambda: 0.0),
        MemoryCentral(plant, door.station_id),
    )
    courier.begin(central)
    for _ in range(20):
        courier.push_step(central, lambda heads: None)
    assert door.waiting().count == 0
