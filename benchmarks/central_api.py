"""How many records a second the central database takes from many stations at once, each hash checked."""

import json
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
from psycopg.conninfo import make_conninfo

from benchmarks.backlog import counted, server_in
from momstation.core.event import Record
from momstation.core.ids import uuid7
from momstation.events.codec import chain_hash, content_hash, encode
from momstation.sync import central
from momstation.sync.config import SyncConfig
from momstation.sync.envelope import batch_json

_STATIONS = 16
_AREAS = 4
_PUSH = "SELECT is_taken FROM mom.push(%s, %s, 1, %s, %s, %s::json)"


def measure(seconds: float = 6.0) -> dict[str, object]:
    """16 stations in 4 areas and the plant's topic, over the API, every commit waiting for the disk."""
    found: dict[str, object] = {"stations": _STATIONS, "wanted": {"events_per_s": 5000}}
    for rows in (20, 100, 1):
        with (
            tempfile.TemporaryDirectory(prefix="momstation-bench-") as folder,
            server_in(Path(folder)) as dsn,
        ):
            central.init(dsn)
            found[f"batches_of_{rows}"] = _run(dsn, rows, seconds)
    return found


def _run(dsn: str, rows: int, seconds: float) -> dict[str, object]:
    stations = [
        central.enrol(dsn, code=f"P{n:02}", area=f"A{n % _AREAS}", station_id=uuid4().bytes)
        for n in range(_STATIONS)
    ]
    batches = [_Batches(config, f"area/A{n % _AREAS}", rows) for n, config in enumerate(stations)]
    for one in batches:
        one.prepare(round(seconds * 20_000 / _STATIONS / rows))
    begin = threading.Barrier(_STATIONS + 1)
    pushers = [_Pusher(config, one, begin) for config, one in zip(stations, batches, strict=True)]
    for pusher in pushers:
        pusher.start()
    begin.wait()
    begun = time.perf_counter()
    time.sleep(seconds)
    for pusher in pushers:
        pusher.is_over = True
    for pusher in pushers:
        pusher.join()
    took = time.perf_counter() - begun
    pushes = sum(len(pusher.times_ms) for pusher in pushers)
    times_ms = sorted(time for pusher in pushers for time in pusher.times_ms)
    return {
        "events_per_s": round(pushes * rows / took),
        "pushes_per_s": round(pushes / took),
        "push_ms": {
            "p50": round(times_ms[len(times_ms) // 2], 1),
            "p99": round(times_ms[int(len(times_ms) * 0.99)], 1),
            "max": round(times_ms[-1], 1),
        },
        "pushes_of_a_station": {
            "least": min(len(pusher.times_ms) for pusher in pushers),
            "most": max(len(pusher.times_ms) for pusher in pushers),
        },
    }


class _Batches:
    """One station's log, made before the measurement."""

    def __init__(self, config: SyncConfig, topic: str, rows: int) -> None:
        self._config, self._topic, self._rows = config, topic, rows
        self.made: list[tuple[int, bytes, str]] = []

    def prepare(self, count: int) -> None:
        seq, end = 0, b""
        for _ in range(count):
            records = []
            before = (seq, end)
            for _ in range(self._rows):
                seq += 1
                record = self._record(seq, end)
                end = record.hash
                records.append(record)
            self.made.append((*before, batch_json(records, frozenset())))

    def _record(self, seq: int, end: bytes) -> Record:
        now, event = datetime.now(UTC), counted(seq)
        event_id, payload = uuid7(now).bytes, encode(event)
        basis = (event_id,)
        content = content_hash(event_id, seq, event.kind, event.v, event.stream(), basis, payload)
        return Record(
            event_id, self._config.station_id, 1, seq, seq, now, 3, event.kind, event.v, event.stream(),
            event.flags(), basis, (self._topic, "plant"), payload, chain_hash(end, content), event,
        )  # fmt: skip


class _Pusher(threading.Thread):
    def __init__(self, config: SyncConfig, batches: _Batches, begin: threading.Barrier) -> None:
        super().__init__()
        self._config, self._batches, self._begin = config, batches, begin
        self.times_ms: list[float] = []
        self.is_over = False

    def run(self) -> None:
        config = self._config
        login = make_conninfo(config.dsn, user=config.user, password=config.password)
        with psycopg.connect(login, autocommit=True) as connection:
            self._begin.wait()
            for seq, end, batch in self._batches.made:
                if self.is_over:
                    break
                begun = time.perf_counter()
                answer = connection.execute(
                    _PUSH, (UUID(bytes=config.station_id), config.token, seq, end, batch)
                ).fetchone()
                self.times_ms.append((time.perf_counter() - begun) * 1000)
                if answer != (True,):
                    raise RuntimeError(f"push after {seq} was not taken")


def main(arguments: Sequence[str]) -> None:
    print(json.dumps(measure(float(arguments[0]) if arguments else 6.0), indent=2))


if __name__ == "__main__":
    main(sys.argv[1:])
