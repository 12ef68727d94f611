"""Keeps of a closed stream that was let go what a late record needs: its heads, its number, and every id.

Its state stays in ``stream`` and is not folded again, since there is nothing left to fold it from: ``dirty`` is
THINNED for good. A record that comes late is kept and shown in the tables; the state stays as it was, and the
stream is marked partial.
"""

from dataclasses import dataclass

from momstation.store.rows import parted
from momstation.store.sqlite import Cursor

THINNED = 2
_LEFT = "SELECT n, last_hlc, heads FROM thinned WHERE stream = ?"
_LET_GO = (
    "INSERT INTO thinned (stream, n, last_hlc, heads, ids, at) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (stream) DO UPDATE SET n = n + excluded.n, last_hlc = max(last_hlc, excluded.last_hlc), "
    "heads = excluded.heads, ids = CAST(ids || excluded.ids AS BLOB), at = excluded.at"
)
_FORGET = (
    "DELETE FROM apply_error WHERE event_id IN (SELECT event_id FROM event WHERE stream = ?)",
    "DELETE FROM event WHERE stream = ?",
)
_MARK = f"UPDATE stream SET dirty = {THINNED} WHERE stream = ?"


@dataclass(frozen=True, slots=True)
class Left:
    """What a stream had come to when its records were let go."""

    n: int
    last_hlc: int
    heads: tuple[bytes, ...]


def left_of(cursor: Cursor, stream: str) -> Left | None:
    row = cursor.execute(_LEFT, (stream,)).fetchone()
    return None if row is None else Left(row[0], row[1], parted(row[2]))


def let_go(cursor: Cursor, stream: str, at: str) -> int:
    """Remove a stream's records and remember what they came to; how many they were. In the caller's
    transaction, which fails when central does not have one of them."""
    ids = [
        row[0] for row in cursor.execute("SELECT event_id FROM event WHERE stream = ?", (stream,)).fetchall()
    ]
    standing = cursor.execute("SELECT last_hlc, heads FROM stream WHERE stream = ?", (stream,)).fetchone()
    if standing is None or not ids:
        return 0
    cursor.execute(_LET_GO, (stream, len(ids), *standing, b"".join(ids), at))
    for statement in _FORGET:
        cursor.execute(statement, (stream,))
    cursor.execute(_MARK, (stream,))
    return len(ids)
