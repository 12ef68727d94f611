"""What a durable record costs, beside the least that a durable SQLite insert costs on the same disk."""

import asyncio
import json
import tempfile
import time
from pathlib import Path

import msgspec
import sqlalchemy as sa

from momstation.core.clock import SystemClock
from momstation.core.event import Record
from momstation.events.codec import encode
from momstation.events.plant import DefinitionPut
from momstation.store import sqlite
from momstation.store.fold import Fold
from momstation.store.open import Store, open_store
from momstation.store.projection import Projection

_ROUNDS = 6


class _Put(msgspec.Struct, frozen=True):
    version: int = 0
    puts: int = 0


_TABLES = sa.MetaData()
sa.Table(
    "bench_latest",
    _TABLES,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("puts", sa.Integer, nullable=False),
)
_UPSERT = "INSERT INTO bench_latest VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET puts = excluded.puts"


def _apply(state: _Put, record: Record) -> _Put:
    return _Put(version=state.version + 1, puts=state.puts + 1)


def _project(conn: sa.Connection, record: Record, state: object | None) -> None:
    if isinstance(state, _Put):
        conn.exec_driver_sql(_UPSERT, (record.stream, state.puts))


def _event(n: int) -> DefinitionPut:
    return DefinitionPut(
        entity="reason", id=f"reason-{n % 40}", version=n, body=json.dumps({"name": "x" * 90})
    )


def _open(folder: Path) -> Store:
    return open_store(
        folder / "station.db",
        code="BENCH",
        topics=("area/bench",),
        folds=[Fold(name="definition", version=1, state=_Put, empty=lambda stream: _Put(), apply=_apply)],
        projections=[
            Projection("bench", 1, _TABLES, frozenset({DefinitionPut.kind}), _project),
        ],
        clock=SystemClock(),
    )


async def _appends(store: Store, seconds: float) -> list[float]:
    """Seconds of each record: one event a commit, with fold and table, each awaited before the next."""
    took: list[float] = []
    end = time.perf_counter() + seconds
    while (start := time.perf_counter()) < end:
        await store.journal.record([_event(len(took))])
        took.append(time.perf_counter() - start)
    return took


def _bare(conn: sa.Connection, seconds: float) -> list[float]:
    """The least: one table, one row of the same text a commit, in this thread, at synchronous=FULL."""
    cursor = sqlite.cursor_of(conn)
    cursor.execute("CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, payload TEXT NOT NULL)")
    took: list[float] = []
    end = time.perf_counter() + seconds
    while (start := time.perf_counter()) < end:
        cursor.execute("INSERT INTO bare (payload) VALUES (?)", (encode(_event(len(took))),))
        took.append(time.perf_counter() - start)
    return took


def _summary(took: list[float]) -> dict[str, float]:
    took = sorted(took)
    return {
        "per_s": round(len(took) / sum(took), 1),
        "p50_ms": round(took[len(took) // 2] * 1000, 3),
        "p99_ms": round(took[int(len(took) * 0.99)] * 1000, 3),
        "n": len(took),
    }


def measure(seconds: float) -> dict[str, object]:
    """Both by turns, so that a disk that slows down slows both."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        bare, store = sqlite.open_writer(folder / "bare.db"), _open(folder)
        ours_took: list[float] = []
        bare_took: list[float] = []
        try:
            for _ in range(_ROUNDS):
                bare_took += _bare(bare, seconds / _ROUNDS / 2)
                ours_took += asyncio.run(_appends(store, seconds / _ROUNDS / 2))
        finally:
            store.close()
            sqlite.close(bare)
    ours, least = _summary(ours_took), _summary(bare_took)
    return {"journal": ours, "bare_insert": least, "ratio": round(ours["per_s"] / least["per_s"], 3)}


if __name__ == "__main__":
    print(json.dumps(measure(10), indent=2))
