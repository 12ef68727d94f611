"""Stations with a real store and a running sync thread, and words to wait for facts about them."""

import asyncio
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from momstation.core.clock import SystemClock
from momstation.core.event import Event, Record
from momstation.store.fold import AnyFold
from momstation.store.open import Store, open_store
from momstation.store.reader import ReadConnection
from momstation.store.rows import COLUMNS, record_of
from momstation.store.sqlite import cursor_of
from momstation.sync import central
from momstation.sync.config import SyncConfig
from momstation.sync.status import SyncState, SyncStatus
from momstation.sync.thread import SyncThread
from tests.support.memory_door import counted
from tests.support.proxy import Proxy

PATIENCE_S = 60.0


def until(fact: Callable[[], bool], what: str, patience_s: float = PATIENCE_S) -> None:
    """Wait for a fact, and say which one did not come true."""
    deadline = time.monotonic() + patience_s
    while not fact():
        assert time.monotonic() < deadline, f"never came true: {what}"
        time.sleep(0.005)


class Station:
    """``start`` and ``stop`` its sync thread; ``close`` its store too, and ``open`` it again."""

    folds: Sequence[AnyFold] = ()

    def __init__(self, path: Path, code: str, area: str, config: SyncConfig | None) -> None:
        self.path, self.code, self.area, self.config = path, code, area, config
        self.told: list[SyncStatus] = []
        self._thread: SyncThread | None = None
        self.store: Store
        self.open()

    def open(self) -> None:
        self.store = open_store(
            self.path,
            code=self.code,
            topics=(f"area/{self.area}",),
            folds=self.folds,
            projections=(),
            clock=SystemClock(),
        )
        self.store.on_recorded(lambda recorded: self.wake() if recorded.is_own else None)
        self._look = ReadConnection(self.path)

    def close(self) -> None:
        self.stop()
        self._look.close()
        self.store.close()

    def start(self) -> "Station":
        return self.run(SyncThread(self.config, self.store.sync, self.told.append))

    def run(self, thread: SyncThread) -> "Station":
        """Start this one instead."""
        self._thread = thread
        thread.start()
        return self

    def stop(self) -> None:
        if self._thread is not None:
            thread, self._thread = self._thread, None
            thread.stop()

    def record(self, good: int = 1) -> Record:
        return self.record_all([counted(good)])[0]

    def record_all(self, events: Sequence[Event]) -> tuple[Record, ...]:
        """In one transaction."""
        return asyncio.run(self.store.journal.record(events))

    def wake(self) -> None:
        if self._thread is not None:
            self._thread.wake()

    def sync_now(self) -> None:
        assert self._thread is not None
        self._thread.sync_now()

    @property
    def id(self) -> bytes:
        return self.store.identity.station_id

    @property
    def last(self) -> SyncStatus:
        return self.told[-1]

    def is_state(self, state: SyncState) -> bool:
        return bool(self.told) and self.last.state is state

    def until_state(self, state: SyncState) -> None:
        until(lambda: self.is_state(state), f"{self.code} is {state}")

    def until_drained(self) -> None:
        until(lambda: self.store.sync.waiting().count == 0, f"the outbox of {self.code} is empty")

    def records(self) -> dict[bytes, Record]:
        """Everything its store holds, by id."""
        rows = self._look.run(
            lambda conn: cursor_of(conn).execute(f"SELECT {COLUMNS} FROM event e").fetchall()
        )
        return {record.event_id: record for record in map(record_of, rows)}

    def until_knows(self, records: Sequence[Record]) -> None:
        wanted = {record.event_id for record in records}
        until(lambda: wanted <= set(self.records()), f"{len(wanted)} records arrived at {self.code}")


class Stations:
    """Makes the stations of one plant and closes them at the end."""

    def __init__(self, plant: str, folder: Path) -> None:
        self.plant = plant
        self.folder = folder
        self._made: list[Station] = []

    def enrol(self, code: str, area: str = "A") -> Station:
        """A station that may come in; its sync is not started."""
        station = self.lone(code, area)
        config = central.enrol(self.plant, code=code, area=area, station_id=station.id)
        quick = replace(config, first_retry_s=0.05, longest_retry_s=0.4)
        # A test that waits for a call to be given up sets its deadline; a busy computer is no outage.
        station.config = replace(quick, call_timeout_s=PATIENCE_S, connect_timeout_s=PATIENCE_S)
        return station

    def behind(self, proxy: Proxy, code: str = "P07") -> Station:
        """A station that reaches the plant through the proxy only."""
        station = self.enrol(code)
        assert station.config is not None
        database = self.plant.split("dbname=")[1].split()[0]
        station.config = replace(station.config, dsn=f"host=127.0.0.1 port={proxy.port} dbname={database}")
        return station

    def lone(self, code: str, area: str = "A") -> Station:
        """A station that no plant knows."""
        return self.add(Station(self.folder / code / "station.db", code, area, None))

    def copy_of(self, station: Station) -> Station:
        """What somebody gets who copies the disk of a station that is switched off."""
        station.close()
        twin = self.folder / f"{station.code}-copy-{len(self._made)}"
        shutil.copytree(station.path.parent, twin)
        station.open()
        return self.add(Station(twin / station.path.name, station.code, station.area, station.config))

    def add(self, station: Station) -> Station:
        self._made.append(station)
        return station

    def all(self) -> Sequence[Station]:
        return tuple(self._made)

    def close(self) -> None:
        for station in self._made:
            station.close()

    def until_held(self, records: Sequence[Record]) -> None:
        """The plant holds these, each once, and nothing else."""
        wanted = sorted(record.event_id for record in records)
        until(lambda: len(self.held()) >= len(wanted), f"the plant holds {len(wanted)} records")
        assert sorted(event for _, _, _, event in self.held()) == wanted

    def held(self) -> list[tuple[bytes, int, int, bytes]]:
        """What the plant holds: station, epoch, seq and event id, in the stations' order."""
        with psycopg.connect(self.plant) as connection:
            rows = connection.execute(
                "SELECT station_id, epoch, seq, event_id FROM mom.event ORDER BY station_id, epoch, seq"
            ).fetchall()
        return [(station.bytes, epoch, seq, event.bytes) for station, epoch, seq, event in rows]


@pytest.fixture
def stations(plant: str, tmp_path: Path) -> Iterator[Stations]:
    made = Stations(plant, tmp_path)
    yield made
    made.close()
