"""Remembers that the store may hold less than the plant does of what this station itself recorded.

As long as it says so, a machine's counter must not be compared with the last one that is known here: the plant
would then send back the records of the same parts, and they would count twice.
"""

from datetime import datetime

import sqlalchemy as sa

from momstation.store import upkeep
from momstation.store.sqlite import Cursor, cursor_of

BEHIND = "behind"


def mark(cursor: Cursor, at: datetime, why: str) -> None:
    """The store was put back to an earlier state, or put together anew, at ``at``. In the caller's transaction."""
    upkeep.note(cursor, BEHIND, at, why)


def behind_since(conn: sa.Connection) -> datetime | None:
    """When that was done; None for a store that holds all that this station recorded."""
    done = upkeep.read(conn).get(BEHIND)
    return None if done is None else done.at


def forget(conn: sa.Connection) -> None:
    """The plant has sent back what it had, or there is nothing that could come back."""
    cursor_of(conn).execute("DELETE FROM upkeep WHERE name = ?", (BEHIND,))
