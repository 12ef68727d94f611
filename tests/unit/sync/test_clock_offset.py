"""A clock that lost its battery still gives an offset that the plant can hold."""

from datetime import timedelta

import pytest

from momstation.sync.courier import Courier, Limits
from momstation.sync.status import Remark
from tests.support.memory_door import MemoryDoor

CENTURY_MS = 100 * 365 * 24 * 3600 * 1000


@pytest.mark.parametrize(
    ("measured", "told"), [(CENTURY_MS, 2**31 - 1), (-CENTURY_MS, -(2**31) + 1), (1500, 1500), (-7, -7)]
)
def test_an_offset_fits_the_envelope(measured: int, told: int) -> None:
    door = MemoryDoor()
    Courier(door, door.station_id, Limits(4, 10_000, 10**6), lambda: 0.0).clock_measured(measured)
    assert door.offsets_ms == [told]


@pytest.mark.parametrize(("measured", "minutes"), [(29_000, 0), (-29_000, 0), (61_000, 1), (-600_000, -10)])
def test_a_clock_that_is_off_by_a_minute_is_a_remark(measured: int, minutes: int) -> None:
    courier = _courier(MemoryDoor())
    courier.clock_measured(measured)
    assert courier.clock_off == timedelta(minutes=minutes)
    assert (Remark.CLOCK_WRONG in courier.remarks) is (minutes != 0)


def test_a_clock_that_was_set_is_a_remark_no_longer() -> None:
    courier = _courier(MemoryDoor())
    courier.clock_measured(600_000)
    courier.clock_measured(3)
    assert courier.remarks == frozenset()


def _courier(door: MemoryDoor) -> Courier:
    return Courier(door, door.station_id, Limits(4, 10_000, 10**6), lambda: 0.0)
