"""How long a station that was alone for a month takes to tell the plant all of it, beside PostgreSQL's own COPY."""

import asyncio
import json
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from momstation.core.clock import SystemClock
from momstation.events.production import QuantityCounted
from momstation.store.open import Store, open_store
from momstation.sync import central
from momstation.sync.embedded import EmbeddedPostgres
from momstation.sync.status import SyncStatus
from momstation.sync.thread import SyncThread

_PATIENCE_S = 120.0
_AT_ONCE = 500
_COLUMNS = (
    "part_day, event_id, station_id, epoch, seq, hlc, recorded_at, clock_off_ms, kind, v, stream, flags, basis,"
    " topics, payload, hash, appended_at"
)


def measure(events: int = 60_000) -> dict[str, object]:
    """``events`` records from a real store to the plant's disk; while they go, a person goes on recording."""
    with tempfile.TemporaryDirectory(prefix="momstation-bench-") as folder, server_in(Path(folder)) as dsn:
        central.init(dsn)
        store = _filled(Path(folder) / "station.db", events)
        try:
            drained_s, touches_ms = _drain(dsn, store)
        finally:
            store.close()
        copied_s = _copy(dsn)
        held = _held(dsn)
    per_s = events / drained_s
    return {
        "events": events,
        "drained_s": round(drained_s, 2),
        "events_per_s": round(per_s),
        "copy_s": round(copied_s, 2),
        "copy_events_per_s": round(held / copied_s),
        "ratio_to_copy": round(per_s / (held / copied_s), 2),
        "local_records_meanwhile": len(touches_ms),
        "local_record_ms": {
            "p50": round(statistics.median(touches_ms), 2),
            "max": round(max(touches_ms), 2),
        },
        "wanted": {"drained_s": 15.0, "ratio_to_copy": 0.3},
    }


@contextmanager
def server_in(folder: Path) -> Iterator[str]:
    """A PostgreSQL of its own that waits for the disk at each commit; the administrator's DSN."""
    folder.chmod(0o755)
    server = EmbeddedPostgres(folder / "postgresql")
    server.start()
    try:
        yield server.dsn
    finally:
        server.stop()


def counted(number: int) -> QuantityCounted:
    return QuantityCounted(
        order=f"4711-{number // 200}", at=datetime.now(UTC), station="P07", machine="P07", good=1, rejected=0
    )


def _filled(path: Path, events: int) -> Store:
    store = open_store(path, code="P07", topics=("area/A",), folds=(), projections=(), clock=SystemClock())

    async def fill() -> None:
        for start in range(0, events, _AT_ONCE):
            await store.journal.record([counted(n) for n in range(start, min(start + _AT_ONCE, events))])

    asyncio.run(fill())
    return store


def _drain(dsn: str, store: Store) -> tuple[float, list[float]]:
    """Seconds until nothing waits, and the milliseconds of each record made meanwhile."""
    is_empty = threading.Event()

    def heard(status: SyncStatus) -> None:
        if status.waiting == 0:
            is_empty.set()

    config = central.enrol(dsn, code="P07", area="A", station_id=store.identity.station_id)
    thread = SyncThread(config, store.sync, heard)
    touches_ms = []
    begun = time.perf_counter()
    thread.start()
    try:
        while not is_empty.is_set():
            touched = time.perf_counter()
            asyncio.run(store.journal.record([counted(0)]))
            touches_ms.append((time.perf_counter() - touched) * 1000)
            is_empty.wait(0.05)
            if time.perf_counter() - begun > _PATIENCE_S:
                raise TimeoutError("the backlog was not drained")
        return time.perf_counter() - begun, touches_ms
    finally:
        thread.stop()


def _copy(dsn: str) -> float:
    """Seconds that plain COPY takes for the same rows into tables with the same indexes, one commit."""
    with psycopg.connect(dsn) as source, psycopg.connect(dsn) as target:
        for table in ("event", "feed"):
            target.execute(
                f"CREATE TABLE bare_{table} (LIKE mom.{table} INCLUDING INDEXES INCLUDING DEFAULTS)"
            )
        target.commit()
        rows = source.execute(f"SELECT {_COLUMNS} FROM mom.event ORDER BY seq").fetchall()
        feed = source.execute(
            "SELECT part_day, topic_id, pos, event_id FROM mom.feed ORDER BY pos"
        ).fetchall()
        begun = time.perf_counter()
        with target.cursor() as cursor:
            with cursor.copy(f"COPY bare_event ({_COLUMNS}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            with cursor.copy("COPY bare_feed (part_day, topic_id, pos, event_id) FROM STDIN") as copy:
                for row in feed:
                    copy.write_row(row)
        target.commit()
        return time.perf_counter() - begun


def _held(dsn: str) -> int:
    with psycopg.connect(dsn) as connection:
        row = connection.execute("SELECT count(*) FROM mom.event").fetchone()
    assert row is not None
    return int(row[0])


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 60_000), indent=2))
