"""Remembers what was last done for the store's safety, across restarts: a backup, a check, a thinning."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from momstation.store.rows import time_text
from momstation.store.sqlite import Cursor, cursor_of


@dataclass(frozen=True, slots=True)
class Done:
    """When something of that name was last done, and what there was to say of it."""

    name: str
    at: datetime
    said: str


def read(conn: sa.Connection) -> dict[str, Done]:
    """All that is remembered, by name."""
    rows = cursor_of(conn).execute("SELECT name, done_at, said FROM upkeep").fetchall()
    return {name: Done(name, datetime.fromisoformat(at), said) for name, at, said in rows}


def note(cursor: Cursor, name: str, at: datetime, said: str = "") -> None:
    """Remember it in place of what was said under this name before. In the transaction of the caller."""
    cursor.execute(
        "INSERT INTO upkeep (name, done_at, said) VALUES (?, ?, ?) "
        "ON CONFLICT (name) DO UPDATE SET done_at = excluded.done_at, said = excluded.said",
        (name, time_text(at), said),
    )
