"""How soon a new station works in a plant that has a million records: the open streams, its own first."""

import json
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg

from benchmarks.backlog import server_in
from momstation.app.assembly import Assembly, assemble
from momstation.core.clock import SystemClock
from momstation.core.event import Event
from momstation.events.codec import encode
from momstation.events.machines import PartsCounted
from momstation.events.production import QuantityCounted
from momstation.plant.definitions import put
from momstation.plant.nouns import JobOrder, MaterialDefinition, Noun
from momstation.plant.records import job_orders, planned_among
from momstation.settings import load
from momstation.simulation.demo.settings_file import station_toml
from momstation.sync import central
from momstation.sync.bootstrap import Urgency
from momstation.sync.status import SyncStatus
from momstation.sync.thread import SyncThread

_AT = datetime(2026, 3, 2, 6, tzinfo=UTC)
_MACHINES = 50
_PATIENCE_S = 600.0
_FILL = """
WITH made AS (
  SELECT gen_random_uuid() AS id, stream, kind, flags, payload, row_number() OVER (ORDER BY place, stream) AS nth
    FROM ({rows}) AS wanted (stream, kind, flags, payload, place)
), kept AS (
  INSERT INTO mom.event (part_day, event_id, station_id, epoch, seq, hlc, recorded_at, kind, v, stream, flags, basis,
                         topics, payload, hash)
  SELECT %(day)s::date, id, %(station)s::uuid, 1, %(done)s + nth, (%(millis)s + nth) << 16, now(), kind, 1, stream,
         flags, '{{}}', '{{area/A}}', payload, sha256(int8send(nth)) FROM made
), fed AS (
  INSERT INTO mom.feed (part_day, topic_id, pos, event_id)
  SELECT %(day)s::date, %(topic)s, %(done)s + nth, id FROM made
)
INSERT INTO mom.stream_topic (topic_id, stream, first_day, last_pos, is_closed)
SELECT %(topic)s, stream, %(day)s::date, %(done)s + max(nth), bool_or(flags & 2 = 2) FROM made GROUP BY stream
"""
# Twenty thousand orders of which three hundred are open, and fifty machines that never end.
_ORDERS = """
  SELECT 'order/O-' || o, 'production.quantity_counted', CASE WHEN n = 40 AND o > 300 THEN 2 ELSE 0 END,
         replace(%(payload)s, '@@', 'O-' || o), n
    FROM generate_series(1, %(orders)s) o, generate_series(1, 40) n"""
_PARTS = """
  SELECT 'machine/M' || m, 'machines.parts_counted', 0, replace(%(payload)s, '@@', 'M' || m), n
    FROM generate_series(1, %(machines)s) m, generate_series(1, %(parts)s) n"""
_DEFINITIONS = """
  SELECT 'definition/' || %(entity)s || '/' || %(id)s || d, 'plant.definition_put', 0,
         replace(replace(%(payload)s, '@@', %(id)s || d), '##', 'M' || (1 + d %% %(machines)s)), 1
    FROM generate_series(1, %(count)s) d"""


def measure(events: int = 1_000_000, *, is_whole: bool = False) -> dict[str, object]:
    """Seconds until a new station has the definitions and its own orders; ``is_whole``: until all that is open."""
    with tempfile.TemporaryDirectory(prefix="momstation-bench-") as folder, server_in(Path(folder)) as dsn:
        central.init(dsn)
        held = _fill(dsn, events)
        at_work_s, whole_s, total, touches_ms = _begin(dsn, Path(folder), is_whole)
    return {
        "events_in_plant": held,
        "at_work_s": round(at_work_s, 2),
        "whole_s": round(whole_s, 2) if is_whole else None,
        "open_streams": total,
        "local_read_ms_max": round(max(touches_ms, default=0.0), 1),
        "wanted": {"at_work_s": 10.0},
    }


def _fill(dsn: str, events: int) -> int:
    """The million, made by the server itself; its hashes are none, as nobody checks them here."""
    other = central.enrol(dsn, code="X01", area="A", station_id=bytes(range(16)))
    orders = events * 84 // 100 // 40
    parts = events * 15 // 100 // _MACHINES
    order = JobOrder(id="@@", work_master="WM", work_unit="##", quantity=400, due=_AT)
    material = MaterialDefinition(id="@@", description="A part of the thousand parts that a press makes")
    counted = QuantityCounted(order="@@", at=_AT, station="X01", machine="M1", good=1, rejected=0)
    pressed = PartsCounted(machine="@@", at=_AT, good=1, reject=0, good_counter=1, reject_counter=0)
    done = 0
    with psycopg.connect(dsn) as connection:
        found = connection.execute("SELECT topic_id FROM mom.topic WHERE code = 'area/A'").fetchone()
        assert found is not None
        for rows, event, values in (
            (_DEFINITIONS, _put(order), {"entity": "job_order", "id": "O-", "count": 300}),
            (_DEFINITIONS, _put(material), {"entity": "material", "id": "MAT-", "count": events // 500}),
            (_ORDERS, counted, {"orders": orders}),
            (_PARTS, pressed, {"parts": parts}),
        ):
            named = {
                **values, "payload": encode(event), "machines": _MACHINES, "done": done, "topic": found[0],
                "day": datetime.now(UTC).date(), "station": other.station_id.hex(),
                "millis": round((_AT - timedelta(days=30)).timestamp() * 1000) + done,
            }  # fmt: skip
            connection.execute(_FILL.format(rows=rows), named)
            done += _count(connection, done)
        connection.execute("UPDATE mom.topic SET head_pos = %s WHERE topic_id = %s", (done, found[0]))
        connection.commit()
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return done


def _count(connection: "psycopg.Connection[tuple[object, ...]]", before: int) -> int:
    row = connection.execute("SELECT count(*) FROM mom.feed WHERE pos > %s", (before,)).fetchone()
    assert row is not None
    return int(str(row[0]))


def _put(noun: Noun) -> Event:
    return put(noun, 1)


def _begin(dsn: str, folder: Path, is_whole: bool) -> tuple[float, float, int, list[float]]:
    config = folder / "station.toml"
    config.write_text(
        station_toml("M7", "Press 7", "A", "operator", folder / "station.db", None, None), encoding="utf-8"
    )
    assembly = assemble(load(config), SystemClock())
    at_work, whole = threading.Event(), threading.Event()
    totals = [0]

    def heard(status: SyncStatus) -> None:
        if status.bootstrap is not None:
            totals[0] = max(totals[0], status.bootstrap.total)
            if status.bootstrap.is_at_work:
                at_work.set()
        elif totals[0]:
            whole.set()

    access = central.enrol(dsn, code="M7", area="A", station_id=assembly.store.identity.station_id)
    thread = SyncThread(access, assembly.store.sync, heard, urgency=_urgency(assembly))
    begun = time.perf_counter()
    thread.start()
    touches_ms: list[float] = []
    try:
        at_work_s = _until(at_work, begun, assembly, touches_ms)
        whole_s = _until(whole, begun, assembly, touches_ms) if is_whole else 0.0
    finally:
        thread.stop()
        assembly.store.close()
    return at_work_s, whole_s, totals[0], touches_ms


def _urgency(assembly: Assembly) -> Urgency:
    def own(streams: Sequence[str]) -> Sequence[str]:
        begun = [stream.removeprefix("order/") for stream in streams if stream.startswith("order/")]
        orders = assembly.store.reader.read_now(lambda conn: planned_among(conn, begun, ["M7"]))
        return ["machine/M7", *(f"order/{order}" for order in sorted(orders))]

    return Urgency(needed=("definition/",), own=own)


def _until(fact: threading.Event, begun: float, assembly: Assembly, touches_ms: list[float]) -> float:
    """While it goes on, a screen asks for its orders."""
    while not fact.wait(0.05):
        asked = time.perf_counter()
        assembly.store.reader.read_now(lambda conn: job_orders(conn, ["M7"]))
        touches_ms.append((time.perf_counter() - asked) * 1000)
        if time.perf_counter() - begun > _PATIENCE_S:
            raise TimeoutError("the station did not come to work")
    return time.perf_counter() - begun


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000), indent=2))
