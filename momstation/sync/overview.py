"""What the central database holds at a glance: cheap however much it holds."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from momstation.sync.audit import broken_chains
from momstation.sync.connecting import connected
from momstation.sync.migrate import need_schema

__all__ = ["CentralStatus", "Epoch", "StationLine", "broken_chains", "status"]

_CHEAP = 100_000
_STUCK_S = 30


@dataclass(frozen=True, slots=True)
class Epoch:
    """One incarnation of a station's log; more than one means that its disk was copied or rolled back."""

    epoch: int
    last_seq: int
    opened_at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class StationLine:
    """One station as the plant knows it. ``logged`` is what its log heads promise, ``events`` what is kept of
    that: places of a log that repeat a record, and records that were taken out, do not count."""

    code: str
    station_id: str
    area: str
    status: str
    enrolled_at: datetime
    revoked_at: datetime | None
    revoked_why: str
    epochs: int
    logged: int
    events: int
    last_event_at: datetime | None
    last_seen_at: datetime | None
    seen_s_ago: int | None
    app: str
    logs: tuple[Epoch, ...]


@dataclass(frozen=True, slots=True)
class CentralStatus:
    """``duplicates`` counts events beyond the first with the same id: always 0, or something is broken; None if
    they were not counted. ``ahead_until`` is the first day without a partition; ``astray`` says whether records
    wait in the default one. ``oldest`` is the first position of a topic
    that is still kept, 0 if all are. ``stuck`` names logins with a transaction that has been open for long."""

    server: str
    schema_version: int
    events: int
    duplicates: int | None
    topics: dict[str, int]
    oldest: dict[str, int]
    stations: tuple[StationLine, ...]
    partitions: int
    ahead_until: str | None
    is_astray: bool
    open_codes: int
    wrong_codes: int
    stuck: tuple[str, ...]


_STATIONS = """
    SELECT s.code, CAST(s.station_id AS text), t.code, s.status, s.enrolled_at, s.revoked_at, s.revoked_why,
           coalesce(l.epochs, 0), CAST(coalesce(l.logged, 0) AS bigint),
           CAST(coalesce(l.kept, 0) AS bigint)
             - (SELECT count(*) FROM mom.event_again a WHERE a.station_id = s.station_id),
           e.appended_at, v.seen_at, CAST(extract(epoch FROM clock_timestamp() - v.seen_at) AS int),
           coalesce(v.app, '')
      FROM mom.station s JOIN mom.topic t ON t.topic_id = s.home_topic
      LEFT JOIN (SELECT station_id, count(*) AS epochs, max(epoch) AS last, sum(last_seq) AS logged,
                        sum(last_seq - first_seq + 1) AS kept
                   FROM mom.log_head GROUP BY station_id) l ON l.station_id = s.station_id
      LEFT JOIN mom.station_seen v ON v.station_id = s.station_id
      LEFT JOIN LATERAL (SELECT w.appended_at FROM mom.event w WHERE w.station_id = s.station_id
                            AND w.epoch = l.last ORDER BY w.seq DESC LIMIT 1) e ON true
     ORDER BY s.code, s.enrolled_at"""
_EPOCHS = """
    SELECT CAST(station_id AS text), epoch, last_seq, opened_at, opened_why FROM mom.log_head ORDER BY 1, 2"""
_COUNT = "SELECT count(*) - count(DISTINCT event_id) FROM mom.event"
_PARTS = """
    SELECT count(*), CAST(max(to_day) AS text),
           EXISTS (SELECT 1 FROM mom.event_default WHERE part_day >= mom.kept_since())
      FROM mom.parts() WHERE parent = 'event'"""
_CODES = """
    SELECT (SELECT count(*) FROM mom.ticket WHERE used_at IS NULL AND valid_until > clock_timestamp()),
           last_value FROM mom.wrong_codes"""
_STUCK = f"""
    SELECT DISTINCT a.usename FROM pg_stat_activity a
     WHERE a.datname = current_database() AND pg_has_role(a.usename, 'mom_station', 'MEMBER')
       AND a.xact_start < clock_timestamp() - interval '{_STUCK_S} s' AND a.pid <> pg_backend_pid()
       AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = a.usename) ORDER BY 1"""


def status(dsn: str, is_counting: bool | None = None) -> CentralStatus:
    """What the plant holds. None counts duplicates where that is quick. Raises Refused ``sync.*``."""
    with connected(dsn) as connection:
        version = need_schema(connection)
        ask = connection.exec_driver_sql
        topics = ask("SELECT code, head_pos, oldest_pos FROM mom.topic ORDER BY code").all()
        stations = _stations(connection)
        events = sum(line.events for line in stations)
        if is_counting is None:
            is_counting = events <= _CHEAP
        parts, until, is_astray = ask(_PARTS).one()
        open_codes, wrong_codes = ask(_CODES).one()
        return CentralStatus(
            server=str(ask("SHOW server_version").scalar_one()),
            schema_version=version,
            events=events,
            duplicates=ask(_COUNT).scalar_one() if is_counting else None,
            topics={code: pos for code, pos, _ in topics},
            oldest={code: oldest for code, _, oldest in topics},
            stations=stations,
            partitions=parts,
            ahead_until=until,
            is_astray=is_astray,
            open_codes=open_codes,
            wrong_codes=wrong_codes,
            stuck=tuple(ask(_STUCK).scalars()),
        )


def _stations(connection: sa.Connection) -> tuple[StationLine, ...]:
    logs: dict[str, list[Epoch]] = {}
    for station_id, *epoch in connection.exec_driver_sql(_EPOCHS):
        logs.setdefault(station_id, []).append(Epoch(*epoch))
    return tuple(
        StationLine(*(*row, tuple(logs.get(row[1], ())))) for row in connection.exec_driver_sql(_STATIONS)
    )
