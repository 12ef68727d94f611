"""What the courier does when the plant's answers do not fit together: say so and try again, never skip or spin."""

from collections.abc import Sequence

import pytest

from momstation.sync.courier import Courier, Limits
from momstation.sync.envelope import Row
from momstation.sync.faults import Fault, Unreached
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


def test_the_clock_is_told_when_it_moved() -> None:
    door = MemoryDoor()
    courier = courier_of(door)
    for offset_ms in (5, 10, 24, 26, 400):
        courier.clock_measured(offset_ms)
    assert door.offsets_ms == [5, 26, 400]
