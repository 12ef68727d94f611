"""What the second journal costs a record: appending to it beside the durable commit, in the same process."""

import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from momstation.core.clock import SystemClock
from momstation.core.event import Record
from momstation.events.machines import PartsCounted
from momstation.store.copy_file import CopyFile
from momstation.store.open import Store, open_store


def measure(records: int) -> dict[str, Any]:
    """Medians in microseconds. ``with_copy`` and ``without`` are whole records, taken by turns."""
    with tempfile.TemporaryDirectory(prefix="mom-copy-") as folder:
        plain = _open(Path(folder) / "plain" / "s.db", None)
        kept = _open(Path(folder) / "kept" / "s.db", Path(folder) / "kept" / "journal")
        try:
            while not kept.is_copied:
                time.sleep(0.01)
            made: list[Record] = []
            with_copy, without = [], []
            for number in range(records):
                without.append(_timed(plain, number)[0])
                seconds, record = _timed(kept, number)
                with_copy.append(seconds)
                made.append(record)
            append = _append_alone(Path(folder) / "alone", kept, made)
        finally:
            plain.close()
            kept.close()
    commit = statistics.median(without)
    return {
        "records": records,
        "append_us": {"p50": _us(statistics.median(append)), "p99": _us(_p99(append))},
        "commit_us": {"p50": _us(commit), "p99": _us(_p99(without))},
        "commit_with_copy_us": {"p50": _us(statistics.median(with_copy)), "p99": _us(_p99(with_copy))},
        "append_to_commit": round(statistics.median(append) / commit, 4),
        "wanted": {"append_to_commit": "<= 0.1"},
    }


def _open(path: Path, copy_to: Path | None) -> Store:
    return open_store(
        path, code="P07", topics=("area/A",), folds=(), projections=(), clock=SystemClock(), copy_to=copy_to
    )


def _timed(store: Store, number: int) -> tuple[float, Record]:
    event = PartsCounted(
        machine="P07", at=datetime.now(UTC), good=1, reject=0, good_counter=number, reject_counter=0
    )
    begun = time.perf_counter()
    (record,) = store.journal.record_now([event])
    return time.perf_counter() - begun, record


def _append_alone(folder: Path, store: Store, made: list[Record]) -> list[float]:
    file = CopyFile(folder, SystemClock().now)
    identity = store.identity
    taken = []
    for record in made:
        begun = time.perf_counter()
        file.append((record,), identity)
        taken.append(time.perf_counter() - begun)
    file.close()
    return taken


def _p99(values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[98]


def _us(seconds: float) -> float:
    return round(seconds * 1e6, 1)
