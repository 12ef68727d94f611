"""How long a record takes from one station's disk to another's, beside three bare commits and a ring."""

import asyncio
import json
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import sqlalchemy as sa

from momstation.core.clock import SystemClock
from momstation.core.part import Recorded
from momstation.events.production import QuantityCounted
from momstation.store import sqlite
from momstation.store.open import Store, open_store
from momstation.sync import central
from momstation.sync.embedded import EmbeddedPostgres
from momstation.sync.status import SyncState, SyncStatus
from momstation.sync.thread import SyncThread

_PATIENCE_S = 20.0
_APART_S = 0.06


def measure(n: int = 200) -> dict[str, object]:
    """``n`` records from A to B on loopback, both disks and the server's synced; milliseconds."""
    with tempfile.TemporaryDirectory(prefix="momstation-bench-") as folder:
        Path(folder).chmod(0o755)
        server = EmbeddedPostgres(Path(folder) / "postgresql")
        server.start()
        try:
            bare = _bare_ways(server.dsn, Path(folder), n)
            stored = _station_to_station(server.dsn, Path(folder), n)
        finally:
            server.stop()
    return {
        "n": n,
        "wanted": {"station_to_station_ms": {"p50": 8, "p99": 25}, "ratio_p50": 4},
        "station_to_station_ms": _percentiles(stored),
        "bare_ms": _percentiles(bare),
        "ratio_p50": round(statistics.median(stored) / statistics.median(bare), 2),
    }


def _percentiles(times_ms: Sequence[float]) -> dict[str, float]:
    ordered = sorted(times_ms)
    return {
        "p50": round(statistics.median(ordered), 2),
        "p99": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))], 2),
        "max": round(ordered[-1], 2),
    }


def _bare_ways(dsn: str, folder: Path, n: int) -> list[float]:
    """The least that can be done: a row committed here, in the central database, rung, heard, committed there."""
    with (
        psycopg.connect(dsn, autocommit=True) as writer,
        psycopg.connect(dsn, autocommit=True) as listener,
        closing(_bare_file(folder / "here.db")) as here,
        closing(_bare_file(folder / "there.db")) as there,
    ):
        writer.execute("CREATE TABLE bare (n int PRIMARY KEY, payload text)")
        listener.execute("LISTEN bare")
        return [_bare_way(here, writer, listener, there, number) for number in range(n)]


def _bare_file(path: Path) -> sa.Connection:
    conn = sqlite.open_writer(path)
    conn.exec_driver_sql("CREATE TABLE bare (n INTEGER PRIMARY KEY, payload TEXT)")
    return conn


def _bare_way(
    here: sa.Connection,
    writer: "psycopg.Connection[tuple[object, ...]]",
    listener: "psycopg.Connection[tuple[object, ...]]",
    there: sa.Connection,
    number: int,
) -> float:
    time.sleep(_APART_S)
    begun = time.perf_counter()
    here.exec_driver_sql("INSERT INTO bare VALUES (?, ?)", (number, "x" * 180))
    writer.execute("INSERT INTO bare VALUES (%s, %s)", (number, "x" * 180))
    writer.execute("NOTIFY bare")
    next(iter(listener.notifies(timeout=5, stop_after=1)))
    there.exec_driver_sql("INSERT INTO bare VALUES (?, ?)", (number, "x" * 180))
    return (time.perf_counter() - begun) * 1000


class _Arrivals:
    """Notes on B's writer thread, after the commit, when a record was durable there."""

    def __init__(self) -> None:
        self._change = threading.Condition()
        self._at: dict[bytes, float] = {}

    def note(self, recorded: Recorded) -> None:
        now = time.perf_counter()
        with self._change:
            self._at |= {record.event_id: now for record in recorded.records}
            self._change.notify_all()

    def wait_for(self, event_id: bytes) -> float:
        with self._change:
            if not self._change.wait_for(lambda: event_id in self._at, _PATIENCE_S):
                raise TimeoutError("the record never arrived")
            return self._at[event_id]


def _station_to_station(dsn: str, folder: Path, n: int) -> list[float]:
    central.init(dsn)
    arrivals = _Arrivals()
    first, second = _open(folder, "A"), _open(folder, "B")
    second.on_recorded(arrivals.note)
    threads = [_start(dsn, store, code) for store, code in ((first, "A"), (second, "B"))]
    try:
        for _ in range(10):
            _one(first, arrivals)
        return [_one(first, arrivals) for _ in range(n)]
    finally:
        for thread in threads:
            thread.stop()
        first.close()
        second.close()


def _one(store: Store, arrivals: _Arrivals) -> float:
    """From the moment the record is asked for: the own commit counts too."""
    time.sleep(_APART_S)  # a person or a machine cycle, not a flood
    event = QuantityCounted(
        order="4711-20", at=datetime.now(UTC), station="A", machine="A", good=1, rejected=0
    )
    begun = time.perf_counter()
    (record,) = asyncio.run(store.journal.record([event]))
    return (arrivals.wait_for(record.event_id) - begun) * 1000


def _open(folder: Path, code: str) -> Store:
    return open_store(
        folder / code / "station.db",
        code=code,
        topics=("area/X",),
        folds=(),
        projections=(),
        clock=SystemClock(),
    )


def _start(dsn: str, store: Store, code: str) -> SyncThread:
    is_live = threading.Event()

    def heard(status: SyncStatus) -> None:
        if status.state is SyncState.LIVE:
            is_live.set()

    config = central.enrol(dsn, code=code, area="X", station_id=store.identity.station_id)
    thread = SyncThread(config, store.sync, heard)
    store.on_recorded(lambda recorded: thread.wake() if recorded.is_own else None)
    thread.start()
    if not is_live.wait(_PATIENCE_S):
        raise TimeoutError(f"station {code} did not reach the central database")
    return thread


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 200), indent=2))
