"""A clock that lost its battery still gives an offset that the plant can hold."""

import pytest

from momstation.sync.courier import Courier, Limits
from tests.support.memory_door import MemoryDoor

CENTURY_MS = 100 * 365 * 24 * 3600 * 1000


@pytest.mark.parametrize(
    ("measured", "told"), [(CENTURY_MS, 2**31 - 1), (-CENTURY_MS, -(2**31) + 1), (1500, 1500), (-7, -7)]
)
def test_an_offset_fits_the_envelope(measured: int, told: int) -> None:
    door = MemoryDoor()
    Courier(door, door.station_id, Limits(4, 10_000, 10**6), lambda: 0.0).clock_measured(measured)
    assert door.offsets_ms == [told]
