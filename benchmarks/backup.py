"""What a backup of a large store takes, and how long whoever records meanwhile waits."""

import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from momstation.core.clock import SystemClock
from momstation.events.plant import DefinitionPut
from momstation.store.command.asking import looked_into
from momstation.store.command.exporting import lines
from momstation.store.open import Store, open_store
from momstation.store.upkeep import Backups
from momstation.store.verify import verify_file

_QUIET_S = 3.0
_BODY = "x" * 120


def measure(events: int = 100_000) -> dict[str, Any]:
    """Seconds, and the latency of single durable records before and during the backup, in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s.db"
        store = open_store(
            path, code="WS1", topics=("area/a",), folds=(), projections=(), clock=SystemClock()
        )
        try:
            for start in range(0, events, 500):
                store.journal.record_now([_event(n % 5000) for n in range(start, start + 500)])
            return {"events": events, **_backed_up(store, Path(folder)), **_read_out(path)}
        finally:
            store.close()


def _event(n: int) -> DefinitionPut:
    return DefinitionPut(entity="reason", id=f"{n}", version=1, body=_BODY)


def _backed_up(store: Store, folder: Path) -> dict[str, Any]:
    end = time.monotonic() + _QUIET_S
    quiet = _latencies(store, lambda: time.monotonic() > end)
    took: list[float] = []

    def back_up() -> None:
        begun = time.perf_counter()
        Backups(folder / "backups").make(store.path, "WS1", datetime.now(UTC))
        took.append(time.perf_counter() - begun)

    thread = threading.Thread(target=back_up)
    thread.start()
    during = _latencies(store, lambda: not thread.is_alive())
    return {
        "backup_s": round(took[0], 3),
        "record_ms_quiet": _figures(quiet),
        "record_ms_during": _figures(during),
    }


def _latencies(store: Store, is_over: Callable[[], bool]) -> list[float]:
    found = []
    while not is_over():
        begun = time.perf_counter()
        store.journal.record_now([_event(1)])
        found.append((time.perf_counter() - begun) * 1000)
        time.sleep(0.002)
    return sorted(found)


def _figures(found: list[float]) -> dict[str, Any]:
    p99 = found[min(len(found) - 1, int(len(found) * 0.99))]
    return {
        "n": len(found),
        "p50": round(found[len(found) // 2], 2),
        "p99": round(p99, 2),
        "max": round(found[-1], 2),
    }


def _read_out(path: Path) -> dict[str, Any]:
    begun = time.perf_counter()
    found = verify_file(path)
    verified = time.perf_counter()
    with looked_into(path) as conn:
        written = sum(len(line) + 1 for line in lines(conn))
    exported = time.perf_counter()
    assert found.is_whole
    return {
        "store_mb": round(path.stat().st_size / 1e6, 1),
        "verify_s": round(verified - begun, 2),
        "export_s": round(exported - verified, 2),
        "export_mb": round(written / 1e6, 1),
    }
