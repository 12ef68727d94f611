"""A station with its sync thread running, and words to wait for facts about it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from uuid import uuid4

import psycopg
import pytest

from momstation.core.event import Record
from momstation.sync import central
from momstation.sync.config import SyncConfig
from momstation.sync.status import SyncState, SyncStatus
from momstation.sync.thread import SyncThread
from tests.support.memory_door import MemoryDoor, counted

PATIENCE_S = 15.0


def until(fact: Callable[[], bool], what: str, patience_s: float = PATIENCE_S) -> None:
    """Wait for a fact, and say which one did not come true."""
    deadline = time.monotonic() + patience_s
    while not fact():
        assert time.monotonic() < deadline, f"never came true: {what}"
        time.sleep(0.005)


@dataclass
class Station:
    door: MemoryDoor
    config: SyncConfig
    told: list[SyncStatus] = field(default_factory=list)
    _thread: SyncThread | None = None

    def start(self) -> "Station":
        self._thread = SyncThread(self.config, self.door, self.told.append)
        self._thread.start()
        return self

    def stop(self) -> None:
        if self._thread is not None:
            self._thread.stop()
            self._thread = None

    def record(self, good: int = 1) -> Record:
        record = self.door.record(counted(good))
        self.wake()
        return record

    def wake(self) -> None:
        assert self._thread is not None
        self._thread.wake()

    def sync_now(self) -> None:
        assert self._thread is not None
        self._thread.sync_now()

    @property
    def last(self) -> SyncStatus:
        return self.told[-1]

    def is_state(self, state: SyncState) -> bool:
        return bool(self.told) and self.last.state is state

    def is_drained(self) -> bool:
        return self.door.waiting()[0] == 0

    def until_drained(self) -> None:
        until(self.is_drained, "the outbox is empty")

    def until_knows(self, records: Sequence[Record]) -> None:
        wanted = {record.event_id for record in records}
        until(lambda: wanted <= set(self.door.events), f"{len(wanted)} records arrived")


class Stations:
    """Makes stations of one plant and stops them at the end."""

    def __init__(self, plant: str) -> None:
        self.plant = plant
        self._made: list[Station] = []

    def enrol(self, code: str, area: str = "A", door: MemoryDoor | None = None) -> Station:
        door = door or MemoryDoor(uuid4().bytes, (f"area/{area}",))
        config = central.enrol(self.plant, code=code, area=area, station_id=door.station_id)
        config = replace(config, first_retry_s=0.05, longest_retry_s=0.4, call_timeout_s=5.0)
        return self.add(Station(door, config))

    def add(self, station: Station) -> Station:
        self._made.append(station)
        return station

    def stop(self) -> None:
        for station in self._made:
            station.stop()

    def held(self) -> list[tuple[object, ...]]:
        """What the plant holds: station, epoch, seq, event id, in the station's order."""
        with psycopg.connect(self.plant) as connection:
            return connection.execute(
                "SELECT station_id, epoch, seq, event_id FROM mom.event ORDER BY station_id, epoch, seq"
            ).fetchall()


@pytest.fixture
def stations(plant: str) -> "Stations":
    made = Stations(plant)
    yield made  # type: ignore[misc]
    made.stop()
