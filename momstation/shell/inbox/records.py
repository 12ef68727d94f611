"""Asks the store what contradicts itself, and for the records that make it so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec
import sqlalchemy as sa

from momstation.core.event import Record
from momstation.store.discrepancies import DANGLING
from momstation.store.hlc import millis_of
from momstation.store.rows import COLUMNS, parted, record_of
from momstation.store.sqlite import cursor_of

_OPEN = (
    "SELECT id, stream, rule, detail, involved, hlc, resolved_by FROM discrepancy "
    "WHERE resolved_by IS NULL AND rule != ? ORDER BY hlc, id"
)
_COUNT = "SELECT count(*) FROM discrepancy WHERE resolved_by IS NULL AND rule != ?"
_ONE = "SELECT id, stream, rule, detail, involved, hlc, resolved_by FROM discrepancy WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the store's table; ``at`` when the last of its records was made."""

    id: bytes
    stream: str
    rule: str
    fields: dict[str, str | int]
    involved: tuple[bytes, ...]
    at: datetime
    resolved_by: bytes | None


def open_rows(conn: sa.Connection) -> list[Row]:
    """What waits for a person, the oldest first. A record that waits for another one waits for nobody."""
    return [_row(row) for row in cursor_of(conn).execute(_OPEN, (DANGLING,)).fetchall()]


def open_count(conn: sa.Connection) -> int:
    rows = cursor_of(conn).execute(_COUNT, (DANGLING,)).fetchall()
    return int(rows[0][0])


def row_by_id(conn: sa.Connection, discrepancy: bytes) -> Row | None:
    row = cursor_of(conn).execute(_ONE, (discrepancy,)).fetchone()
    return None if row is None else _row(row)


def records_by_id(conn: sa.Connection, ids: Iterable[bytes]) -> list[Record]:
    """In the order in which they count; a record that is not here is left out."""
    wanted = tuple(ids)
    marks = ", ".join("?" * len(wanted))
    sql = f"SELECT {COLUMNS} FROM event e WHERE event_id IN ({marks})"
    found = [record_of(row) for row in cursor_of(conn).execute(sql, wanted).fetchall()]
    return sorted(found, key=lambda record: record.order)


def _row(row: tuple[object, ...]) -> Row:
    row_id, stream, rule, detail, involved, hlc, resolved_by = row
    assert isinstance(row_id, bytes) and isinstance(involved, bytes) and isinstance(hlc, int)
    return Row(
        row_id,
        str(stream),
        str(rule),
        msgspec.json.decode(str(detail), type=dict[str, str | int]),
        parted(involved),
        datetime.fromtimestamp(millis_of(hlc) / 1000, UTC),
        resolved_by if isinstance(resolved_by, bytes) else None,
    )
