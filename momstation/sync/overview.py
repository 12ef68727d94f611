"""What the central database holds, and whether it is what the stations recorded."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from momstation.events.codec import chain_hash, content_hash
from momstation.sync.connecting import connected
from momstation.sync.envelope import OPAQUE
from momstation.sync.migrate import need_schema


@dataclass(frozen=True, slots=True)
class StationLine:
    """One station as the plant knows it. ``logged`` is what its log heads promise,
    ``events`` what is there."""

    code: str
    station_id: str
    area: str
    status: str
    epochs: int
    logged: int
    events: int
    enrolled_at: datetime
    last_event_at: datetime | None
    last_seen_at: datetime | None
    app: str


@dataclass(frozen=True, slots=True)
class CentralStatus:
    """``duplicates`` counts events beyond the first with the same id: always 0, or something is broken."""

    server: str
    schema_version: int
    events: int
    duplicates: int
    topics: dict[str, int]
    stations: tuple[StationLine, ...]


_STATIONS = sa.text("""
    SELECT s.code, CAST(s.station_id AS text), t.code, s.status,
           (SELECT count(*) FROM mom.log_head l WHERE l.station_id = s.station_id),
           (SELECT CAST(coalesce(sum(l.last_seq), 0) AS bigint)
              FROM mom.log_head l WHERE l.station_id = s.station_id),
           coalesce(e.events, 0), s.enrolled_at, e.last_at, v.seen_at, coalesce(v.app, '')
      FROM mom.station s JOIN mom.topic t ON t.topic_id = s.home_topic
      LEFT JOIN mom.station_seen v ON v.station_id = s.station_id
      LEFT JOIN (SELECT station_id, count(*) AS events, max(appended_at) AS last_at
                   FROM mom.event GROUP BY station_id) e ON e.station_id = s.station_id
     ORDER BY s.code, s.enrolled_at""")


def status(dsn: str) -> CentralStatus:
    """What the plant holds. Raises Refused ``sync.*``."""
    with connected(dsn) as connection:
        version = need_schema(connection)
        events, distinct = connection.exec_driver_sql(
            "SELECT count(*), count(DISTINCT event_id) FROM mom.event"
        ).one()
        heads = connection.exec_driver_sql("SELECT code, head_pos FROM mom.topic ORDER BY code")
        topics = {code: pos for code, pos in heads}  # noqa: C416  # a Row is no pair to the type checker
        lines = tuple(StationLine(*row) for row in connection.execute(_STATIONS))
        server = str(connection.exec_driver_sql("SHOW server_version").scalar_one())
    return CentralStatus(server, version, events, events - distinct, topics, lines)


_LOGS = sa.text("""
    SELECT s.code, l.station_id, l.epoch, l.seq, e.event_id, e.hlc, e.kind, e.v, e.stream, e.basis, e.payload,
           l.hash
      FROM (SELECT station_id, epoch, seq, event_id, hash FROM mom.event
            UNION ALL SELECT station_id, epoch, seq, event_id, hash FROM mom.event_again) l
      JOIN mom.event e ON e.event_id = l.event_id
      JOIN mom.station s ON s.station_id = l.station_id
     ORDER BY l.station_id, l.epoch, l.seq""")


def broken_chains(dsn: str) -> tuple[str, ...]:
    """Recompute every station's chain of hashes from the first record on; a sentence for each first break."""
    broken: dict[tuple[UUID, int], str] = {}
    last: tuple[tuple[UUID, int] | None, int, bytes] = (None, 0, b"")
    with connected(dsn) as connection:
        for row in connection.execution_options(yield_per=1000).execute(_LOGS):
            code, station, epoch, seq, event_id, hlc, kind, v, stream, basis, payload, there = row
            log = (station, epoch)
            _, before, previous = last if last[0] == log else (log, 0, b"")
            content = content_hash(
                event_id.bytes, hlc, kind, v, stream, tuple(one.bytes for one in basis), payload
            )
            is_sound = seq == before + 1 and (kind == OPAQUE or chain_hash(previous, content) == bytes(there))
            if not is_sound:
                broken.setdefault(log, f"{code}, epoch {epoch}: broken at {seq}")
            last = (log, seq, bytes(there))
    return tuple(broken.values())
