"""What an administrator waits for: verifying the central database, moving rows into partitions, its status.

``python -m benchmarks.central_upkeep 200000`` fills a private PostgreSQL with so many records of 20 stations.
"""

import json
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg

from momstation.events.codec import chain_hash, content_hash
from momstation.sync import central, overview
from momstation.sync.audit import Audit, audit
from momstation.sync.embedded import EmbeddedPostgres
from momstation.sync.partitions import make_partitions, retire_partitions

STATIONS = 20
PAYLOAD = json.dumps(
    {"at": "2026-03-02T06:00:00Z", "by": None, "good": 1, "machine": "P07", "order": "4711-20", "rejected": 0,
     "station": "P07", "note": "x" * 60}, separators=(",", ":"), sort_keys=True,
)  # fmt: skip


def fill(dsn: str, events: int) -> None:
    """Into the default partitions, as an old database has them; nothing of the protocol is measured here."""
    for number in range(STATIONS):
        central.enrol(dsn, code=f"P{number:02}", area="A", station_id=uuid4().bytes)
    with psycopg.connect(dsn) as admin:
        for (part,) in admin.execute("SELECT part FROM mom.parts()").fetchall():
            admin.execute(f"DROP TABLE mom.{part}")
        stations = [one for (one,) in admin.execute("SELECT station_id FROM mom.station").fetchall()]
        row = admin.execute("SELECT topic_id FROM mom.topic WHERE code = 'area/A'").fetchone()
        assert row is not None
        ids = []
        for station in stations:
            ids += _log(admin, station, events // STATIONS)
        _feed(admin, row[0], ids)


def _log(admin: psycopg.Connection[tuple[Any, ...]], station: UUID, events: int) -> list[UUID]:
    day, end, ids = datetime.now(UTC).date(), b"", []
    columns = (
        "part_day, event_id, station_id, epoch, seq, hlc, recorded_at, kind, v, stream, flags, basis, topics,"
    )
    with admin.cursor().copy(f"COPY mom.event ({columns} payload, hash) FROM STDIN") as copy:
        for seq in range(1, events + 1):
            event_id, stream = uuid4(), f"order/{seq // 50}"
            end = chain_hash(end, content_hash(event_id.bytes, seq, "x.counted", 1, stream, (), PAYLOAD))
            copy.write_row(
                (day, event_id, station, 1, seq, seq, datetime.now(UTC), "x.counted", 1, stream, 0,
                 [], ["area/A"], PAYLOAD, end)
            )  # fmt: skip
            ids.append(event_id)
    admin.execute(
        "UPDATE mom.log_head SET last_seq = %s, head_hash = %s WHERE station_id = %s", (events, end, station)
    )
    return ids


def _feed(admin: psycopg.Connection[tuple[Any, ...]], topic: int, ids: list[UUID]) -> None:
    day = datetime.now(UTC).date()
    with admin.cursor().copy("COPY mom.feed FROM STDIN") as copy:
        for pos, event_id in enumerate(ids, start=1):
            copy.write_row((day, topic, pos, event_id))
    admin.execute("UPDATE mom.topic SET head_pos = %s WHERE topic_id = %s", (len(ids), topic))


def measure(dsn: str, events: int) -> dict[str, float]:
    fill(dsn, events)
    figures: dict[str, float] = {"events": events}
    for name, work in (
        ("move_into_partitions_s", lambda: make_partitions(dsn, ahead=3)),
        ("status_s", lambda: overview.status(dsn, False)),
        ("status_counted_s", lambda: overview.status(dsn, True)),
        ("verify_s", lambda: audit(dsn)),
        ("nothing_to_do_s", lambda: (make_partitions(dsn, ahead=3), retire_partitions(dsn, keep_months=12))),
    ):
        began = time.perf_counter()
        done = work()
        figures[name] = round(time.perf_counter() - began, 3)
        if name == "verify_s":
            assert isinstance(done, Audit) and not done.breaks, done
    figures["verified_per_s"] = round(events / figures["verify_s"])
    figures["moved_rows_per_s"] = round(2 * events / figures["move_into_partitions_s"])
    return figures


def main(events: int) -> None:
    folder = Path(tempfile.mkdtemp(prefix="momstation-bench-"))
    server = EmbeddedPostgres(folder)
    server.start()
    try:
        central.init(server.dsn)
        print(json.dumps(measure(server.dsn, events)))
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
