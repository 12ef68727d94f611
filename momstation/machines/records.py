"""What the store keeps of a machine: the fold of its stream, and when its conditions came and went; the other tables
that screens ask are production's."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from momstation.core.event import Record
from momstation.events.machines import AlarmPriority, ConditionCame, ConditionWent
from momstation.kpi.alarms import AlarmChange
from momstation.machines.model.story import MachineStory, apply_story, empty_story
from momstation.store.fold import Fold
from momstation.store.projection import Projection
from momstation.store.putting import add

TABLES = sa.MetaData()
machines_condition = sa.Table(
    "machines_condition",
    TABLES,
    sa.Column("event_id", sa.LargeBinary, nullable=False),
    sa.Column("station_id", sa.LargeBinary, nullable=False),
    sa.Column("machine", sa.Text, nullable=False),
    sa.Column("condition", sa.Text, nullable=False),
    sa.Column("at_us", sa.Integer, nullable=False),
    sa.Column("hlc", sa.Integer, nullable=False),
    sa.Column("is_coming", sa.Boolean, nullable=False),
    sa.Column("priority", sa.Text, nullable=True),
    sa.Column("response", sa.Text, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("event_id", name="machines_condition_pk"),
)
sa.Index("machines_condition_at", machines_condition.c.at_us)
sa.Index(
    "machines_condition_of",
    *(machines_condition.c[name] for name in ("machine", "condition", "station_id", "hlc", "at_us")),
    machines_condition.c.is_coming,
    machines_condition.c.priority,
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_COLUMNS = "lower(hex(station_id)), machine, condition, at_us, is_coming, priority"
_SINCE = sa.text(f"SELECT {_COLUMNS} FROM machines_condition WHERE at_us >= :since ORDER BY at_us, hlc")
_STOOD_BEFORE = sa.text(
    f"SELECT {_COLUMNS}, max(hlc) FROM machines_condition WHERE at_us < :since "
    "GROUP BY machine, condition, station_id HAVING is_coming"
)
"""What a station recorded last; SQLite takes the other columns from that row. The index alone answers it."""
_ANSWER = sa.text(
    "SELECT response, owner FROM machines_condition WHERE machine = :machine AND condition = :condition "
    "AND is_coming ORDER BY at_us DESC LIMIT 1"
)
_CHANGES = sa.text(
    "SELECT lower(hex(station_id)), kind, json_extract(payload, '$.machine'), "
    "json_extract(payload, '$.condition'), json_extract(payload, '$.at'), json_extract(payload, '$.priority') "
    "FROM event WHERE kind IN (:came, :went) ORDER BY hlc, station_id, epoch, seq"
).bindparams(came=ConditionCame.kind, went=ConditionWent.kind)


def alarm_changes(conn: sa.Connection) -> Iterator[tuple[str, AlarmChange]]:
    """Each coming and going that the store has, in order, with the id (hex) of the station that recorded it. Reads the
    records themselves, also of a store that was closed before this version made its table."""
    for station, kind, machine, condition, at, priority in conn.execute(_CHANGES):
        when = datetime.fromisoformat(at)
        yield station, AlarmChange(machine, condition, when, kind == ConditionCame.kind, _priority(priority))


def alarm_changes_since(conn: sa.Connection, since: datetime) -> list[tuple[str, AlarmChange]]:
    """As ``alarm_changes``, those from ``since`` on and the comings of what stood then."""
    rows: list[tuple[str, AlarmChange]] = []
    for query in (_STOOD_BEFORE, _SINCE):
        for station, machine, condition, at_us, is_coming, priority, *_more in conn.execute(
            query, {"since": _us(since)}
        ):
            when = _EPOCH + timedelta(microseconds=at_us)
            rows.append(
                (station, AlarmChange(machine, condition, when, bool(is_coming), _priority(priority)))
            )
    return rows


def answer_of(conn: sa.Connection, machine: str, condition: str) -> tuple[str, str]:
    """What people do about it and the role whose it is, as of when it came last; empty where nobody declared it."""
    row = conn.execute(_ANSWER, {"machine": machine, "condition": condition}).first()
    return ("", "") if row is None else (row.response, row.owner)


def machine_fold() -> Fold[MachineStory]:
    return Fold(name="machine", version=1, state=MachineStory, empty=empty_story, apply=apply_story)


def condition_projection() -> Projection:
    return Projection(
        name="machines",
        version=1,
        tables=TABLES,
        kinds=frozenset({ConditionCame.kind, ConditionWent.kind}),
        apply=_project,
    )


def _project(conn: sa.Connection, record: Record, _state: object | None) -> None:
    event = record.event
    if not isinstance(event, ConditionCame | ConditionWent):
        return
    came = event if isinstance(event, ConditionCame) else None
    row = {
        "event_id": record.event_id,
        "station_id": record.station_id,
        "machine": event.machine,
        "condition": event.condition,
        "at_us": _us(event.at),
        "hlc": record.hlc,
        "is_coming": came is not None,
        "priority": None if came is None or came.priority is None else came.priority.value,
        "response": "" if came is None else came.response,
        "owner": "" if came is None else came.owner,
    }
    add(conn, machines_condition, [row])


def _us(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(microseconds=1)


def _priority(word: str | None) -> AlarmPriority | None:
    return None if word is None else AlarmPriority(word)
