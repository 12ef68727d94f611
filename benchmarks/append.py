"""What a durable record costs, beside the least that a durable SQLite insert costs on the same disk."""

import asyncio
import json
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
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
_AT_ONCE = 8
_PIECE = 500
Figures = dict[str, float]


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


async def _appends_at_once(store: Store, seconds: float) -> list[float]:
    """The same while eight record at the same time: those that wait together share a commit."""
    start = time.perf_counter()
    took = await asyncio.gather(*(_appends(store, seconds) for _ in range(_AT_ONCE)))
    n = sum(map(len, took))
    return [(time.perf_counter() - start) / n] * n


def _bare(conn: sa.Connection, seconds: float) -> list[float]:
    """The least: one row of the same text a commit, in this thread, at synchronous=FULL."""
    cursor = sqlite.cursor_of(conn)
    cursor.execute("CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, payload TEXT NOT NULL)")
    took: list[float] = []
    end = time.perf_counter() + seconds
    while (start := time.perf_counter()) < end:
        cursor.execute("INSERT INTO bare (payload) VALUES (?)", (encode(_event(len(took))),))
        took.append(time.perf_counter() - start)
    return took


async def _bare_awaited(conn: sa.Connection, seconds: float) -> list[float]:
    """The same insert, asked for by a coroutine and done by a thread: the least that a loop can do."""
    cursor = sqlite.cursor_of(conn)
    loop = asyncio.get_running_loop()
    took: list[float] = []
    with ThreadPoolExecutor(1) as pool:
        end = time.perf_counter() + seconds
        while (start := time.perf_counter()) < end:
            row = (encode(_event(len(took))),)
            await loop.run_in_executor(pool, cursor.execute, "INSERT INTO bare (payload) VALUES (?)", row)
            took.append(time.perf_counter() - start)
    return took


def _summary(took: list[float]) -> Figures:
    took = sorted(took)
    return {
        "per_s": round(len(took) / sum(took), 1),
        "p50_ms": round(took[len(took) // 2] * 1000, 3),
        "p99_ms": round(took[int(len(took) * 0.99)] * 1000, 3),
        "n": len(took),
    }


def measure(seconds: float) -> dict[str, object]:
    """All by turns, so that a disk that slows down slows all of them."""
    turn = seconds / _ROUNDS / 4
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        bare, store = sqlite.open_writer(folder / "bare.db"), _open(folder)
        least: list[float] = []
        ours: list[float] = []
        awaited: list[float] = []
        at_once: list[float] = []
        try:
            for _ in range(_ROUNDS):
                least += _bare(bare, turn)
                awaited += asyncio.run(_bare_awaited(bare, turn))
                ours += asyncio.run(_appends(store, turn))
                at_once += asyncio.run(_appends_at_once(store, turn))
        finally:
            store.close()
            sqlite.close(bare)
    return _compared(_summary(least), _summary(awaited), _summary(ours), _summary(at_once))


def _compared(least: Figures, awaited: Figures, ours: Figures, at_once: Figures) -> dict[str, object]:
    return {
        "bare_insert": least,
        "bare_insert_awaited": awaited,
        "one_after_another": ours,
        "eight_at_once": {"per_s": at_once["per_s"], "n": at_once["n"]},
        "ratio_one_after_another": round(ours["per_s"] / least["per_s"], 3),
        "ratio_to_awaited": round(ours["per_s"] / awaited["per_s"], 3),
        "ratio_eight_at_once": round(at_once["per_s"] / least["per_s"], 3),
    }


def opening(records: int) -> Figures:
    """Milliseconds to open a store that holds so many records, best of five, and its size."""
    took: list[float] = []
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        store = _open(folder)
        for start in range(0, records, _PIECE):
            store.journal.record_now([_event(n) for n in range(start, start + _PIECE)])
        store.close()
        for _ in range(5):
            begun = time.perf_counter()
            store = _open(folder)
            took.append((time.perf_counter() - begun) * 1000)
            store.close()
        megabytes = (folder / "station.db").stat().st_size / 1e6
    return {"records": records, "open_ms": round(min(took), 2), "file_mb": round(megabytes, 1)}


if __name__ == "__main__":
    print(json.dumps({"append": measure(12), "open": opening(100_000)}, indent=2))
