"""What it costs to fold records anew after an update: states alone, and states with the tables made of them."""

import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from momstation import production
from momstation.core.clock import ManualClock
from momstation.core.event import Event
from momstation.events.production import (
    OrderFinished,
    OrderPaused,
    OrderResumed,
    OrderStarted,
    QuantityCounted,
    QuantityDeclared,
)
from momstation.store import sqlite
from momstation.store.open import open_store
from momstation.store.projection import Projection
from momstation.store.streams import Streams
from momstation.store.versions import bring_up_to_date

_START = datetime(2026, 3, 2, 6, tzinfo=UTC)
_PIECE = 20
_RUNS = 3
Took = tuple[float, float]
"""Seconds on the clock and of a processor."""


def measure(events: int = 100_000, streams: int = 20) -> dict[str, float]:
    """Events per second, the best of three runs, and what they took of a processor, which says more on a machine
    that does other things as well; and one long stream folded anew."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "station.db"
        _fill(path, events, streams)
        states = [_states(path) for _ in range(_RUNS)]
        tables = [_tables(path) for _ in range(_RUNS)]
        late = [_one_stream(path) for _ in range(_RUNS)]
    return {
        "events": events,
        "streams": streams,
        "states_events_per_s": round(events / min(wall for wall, _ in states)),
        "states_events_per_cpu_s": round(events / min(cpu for _, cpu in states)),
        "states_and_tables_events_per_s": round(events / min(wall for wall, _ in tables)),
        "states_and_tables_events_per_cpu_s": round(events / min(cpu for _, cpu in tables)),
        "refold_of_one_stream_of_5000_ms": round(min(late) * 1000, 1),
    }


def _fill(path: Path, events: int, streams: int) -> None:
    """Orders with a count every few seconds, now and then a person's entry or a break."""
    clock = ManualClock(_START)
    store = open_store(path, code="BENCH", topics=("area/bench",), folds=[], projections=[], clock=clock)
    for order in range(streams):
        told = _order(f"{4711 + order}-10", events // streams)
        for start in range(0, len(told), _PIECE):
            store.journal.record_now(told[start : start + _PIECE])
            clock.advance(100)
    store.close()


def _order(order: str, events: int) -> Sequence[Event]:
    who = {"order": order, "station": "P07", "by": "P1"}
    told: list[Event] = [OrderStarted(at=_START, machine="P07", how="scan", **who)]
    for n in range(1, events - 1):
        at = _START + timedelta(seconds=5 * n)
        if n % 250 == 0:
            told.append(OrderPaused(at=at, **who))
        elif n % 250 == 1 and n > 1:
            told.append(OrderResumed(at=at, machine="P07", how="tap", **who))
        elif n % 100 == 50:
            sheet = QuantityDeclared(
                order=order, station="P07", by="P1", at=at, entry=f"e{n}", good=0, scrap=1,
                scrap_reason="BURR", rework=0, from_good=True,
            )  # fmt: skip
            told.append(sheet)
        else:
            told.append(
                QuantityCounted(
                    order=order, at=at, station="P07", machine="P07", good=1 + n % 3, rejected=n % 2
                )
            )
    return [*told, OrderFinished(at=_START + timedelta(seconds=5 * events), **who)]


def _open(path: Path, projections: Sequence[Projection]) -> tuple[Streams, sa.Connection]:
    conn = sqlite.open_writer(path)
    return Streams(conn, production.folds(), projections, ManualClock(_START)), conn


def _states(path: Path) -> Took:
    """As after an update that changed a fold, with no table made of it."""
    streams, conn = _open(path, ())
    cursor = sqlite.cursor_of(conn)
    cursor.execute("BEGIN IMMEDIATE")
    cursor.execute("UPDATE stream SET dirty = 1")
    start, cpu = time.perf_counter(), time.process_time()
    while streams.refold_dirty(20) == 20:
        pass
    took = time.perf_counter() - start, time.process_time() - cpu
    cursor.execute("COMMIT")
    streams.close()
    sqlite.close(conn)
    return took


def _tables(path: Path) -> Took:
    """As after an update that changed the fold and the tables made of it: everything is made anew."""
    streams, conn = _open(path, production.projections())
    cursor = sqlite.cursor_of(conn)
    cursor.execute("DELETE FROM projection")
    cursor.execute("UPDATE stream SET dirty = 1")
    start, cpu = time.perf_counter(), time.process_time()
    bring_up_to_date(conn, streams, production.folds(), production.projections())
    took = time.perf_counter() - start, time.process_time() - cpu
    streams.close()
    sqlite.close(conn)
    return took


def _one_stream(path: Path) -> float:
    """As when a record of long ago arrives on a stream: seconds."""
    streams, conn = _open(path, production.projections())
    cursor = sqlite.cursor_of(conn)
    cursor.execute("BEGIN IMMEDIATE")
    start = time.perf_counter()
    streams.refold("order/4711-10")
    took = time.perf_counter() - start
    cursor.execute("COMMIT")
    streams.close()
    sqlite.close(conn)
    return took
