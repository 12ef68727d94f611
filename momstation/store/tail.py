"""Until when this station is known to have lived: the moment of its last own record."""

from datetime import datetime

import sqlalchemy as sa

from momstation.store.rows import time_text
from momstation.store.sqlite import cursor_of

_LAST = (
    "SELECT e.recorded_at FROM own_log o JOIN event e USING (event_id) WHERE e.recorded_at <= ? "
    "ORDER BY o.epoch DESC, o.seq DESC LIMIT 1"
)
_EVER = "9999"


def last_recorded_at(conn: sa.Connection, until: datetime | None = None) -> datetime | None:
    """Aware, UTC, not after ``until``; None in a store without own records."""
    row = cursor_of(conn).execute(_LAST, (_EVER if until is None else time_text(until),)).fetchone()
    return None if row is None else datetime.fromisoformat(row[0])
