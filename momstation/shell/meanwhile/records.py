"""Asks the store which records of others arrived between two positions of the plant's feeds."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from momstation.core.event import Record
from momstation.events import plant, production
from momstation.production.records.tables import production_run
from momstation.store.among import among
from momstation.store.rows import COLUMNS, record_of
from momstation.store.sqlite import cursor_of

Positions = Mapping[int, int]
TOLD = frozenset(
    event.kind
    for event in (
        production.OrderStarted,
        production.StartWithdrawn,
        production.OrderPaused,
        production.OrderResumed,
        production.OrderFinished,
        production.OrderReopened,
        production.StopReasonGiven,
        plant.DefinitionPut,
    )
)
_MOST = 5000
_CURSORS = "SELECT topic_id, pos FROM feed_cursor"
_ARRIVED = (
    f"SELECT {COLUMNS} FROM feed_pos f JOIN event e USING (event_id) WHERE f.topic_id = ? AND f.pos > ? "
    "AND f.pos <= ? AND e.station_id NOT IN (SELECT station_id FROM identity) "
    f"AND e.kind IN ({', '.join('?' * len(TOLD))}) ORDER BY f.pos DESC LIMIT {_MOST}"
)
_INVOLVED = (
    "SELECT count(*) FROM feed_pos f JOIN event e USING (event_id) WHERE f.topic_id = ? AND f.pos > ? "
    "AND f.pos <= ? AND e.stream = ? AND e.station_id NOT IN (SELECT station_id FROM identity)"
)


def positions(conn: sa.Connection) -> dict[int, int]:
    """How far each topic of the plant has been read."""
    return dict(cursor_of(conn).execute(_CURSORS).fetchall())


def arrived(conn: sa.Connection, after: Positions, until: Positions) -> list[Record]:
    """Records of other stations that a person may want to know of, in the order in which they count."""
    found: dict[bytes, Record] = {}
    for topic, last in until.items():
        first = after.get(topic, last)  # a topic that is new here is no news
        for row in cursor_of(conn).execute(_ARRIVED, (topic, first, last, *sorted(TOLD))).fetchall():
            record = record_of(row)
            found[record.event_id] = record
    return sorted(found.values(), key=lambda record: record.order)


def is_touched(conn: sa.Connection, stream: str, after: Positions, until: Positions) -> bool:
    """Whether others recorded anything on this stream in between."""
    for topic, last in until.items():
        first = after.get(topic, last)
        rows = cursor_of(conn).execute(_INVOLVED, (topic, first, last, stream)).fetchall()
        if rows[0][0]:
            return True
    return False


def worked_here(conn: sa.Connection, orders: Iterable[str], station: str) -> set[str]:
    """Which of these orders were ever started at this station. Asked of each order's few starts: a station has
    started thousands."""
    table = production_run
    rows = conn.execute(sa.select(table.c.order, table.c.station).where(table.c.order.in_(among(orders))))
    return {row.order for row in rows if row.station == station}
