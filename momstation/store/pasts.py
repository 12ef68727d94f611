"""Remembers of which streams an earlier part is missing here, so that it is asked for until it is here.

That is so where a record comes late to a stream that was let go, where a record names one that is not here, and where
a stream begins here although this store never read from the beginning: somebody may have closed it before.
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from momstation.store.discrepancies import DANGLING
from momstation.store.rows import parted, time_text
from momstation.store.sqlite import Cursor

_MARK = "past of "
_AFTER = "past of!"  # "!" follows the blank
_BEGUN_LATE = "begun with what was open"
_FIRST_WAIT = timedelta(minutes=10)
_LONGEST_DOUBLINGS = 10  # a week
_WAITS = tuple(_FIRST_WAIT * (1 << doublings) for doublings in range(_LONGEST_DOUBLINGS + 1))
_AT_ONCE = 200
_KNOW = (
    "INSERT INTO upkeep (name, done_at, said) SELECT ?1, ?2, '' WHERE EXISTS (SELECT 1 FROM thinned WHERE stream = ?3) "
    f"OR EXISTS (SELECT 1 FROM discrepancy WHERE stream = ?3 AND rule = '{DANGLING}') ON CONFLICT (name) DO NOTHING"
)
_DOUBT = (
    "INSERT INTO upkeep (name, done_at, said) SELECT ?1 || stream, ?2, '' FROM stream "
    "WHERE stream NOT IN (SELECT value FROM json_each(?3)) ON CONFLICT (name) DO NOTHING"
)
_WANT = "INSERT INTO upkeep (name, done_at, said) VALUES (?, ?, '') ON CONFLICT (name) DO NOTHING"
_IS_ANY = "SELECT 1 FROM upkeep WHERE name >= ? AND name < ? LIMIT 1"
_DUE = (  # ?4 has for each number of tries, from 0, since when one of them must have been asked for
    "SELECT name FROM upkeep WHERE name >= ?1 AND name < ?2 AND (said = '' OR done_at > ?3 "
    f"OR done_at <= ?4 ->> min(CAST(said AS INTEGER), {_LONGEST_DOUBLINGS + 1})) ORDER BY name LIMIT {_AT_ONCE}"
)
_TRIES = "SELECT said FROM upkeep WHERE name = ?"
_PUT_OFF = "UPDATE upkeep SET done_at = ?, said = ? WHERE name = ?"
_DONE = "DELETE FROM upkeep WHERE name = ?"
_DANGLES = "SELECT 1 FROM discrepancy WHERE stream = ? AND rule = ?"
_LET_GO = "SELECT ids FROM thinned WHERE stream = ?"
_IS_HERE = "SELECT 1 FROM event WHERE stream = ? LIMIT 1"
_HERE = "SELECT event_id FROM event WHERE stream = ?"


def want(cursor: Cursor, stream: str, now: datetime) -> None:
    """Something earlier is missing. What was asked for in vain is not asked for sooner because of it."""
    cursor.execute(_WANT, (_MARK + stream, time_text(now)))


def look(cursor: Cursor, stream: str, now: datetime) -> None:
    """After a record came: was the stream let go, or does it name what is not here?"""
    cursor.execute(_KNOW, (_MARK + stream, time_text(now), stream))


def doubt(cursor: Cursor, listed: Sequence[str], now: datetime) -> None:
    """All but those, also where their records were let go: they may have gone on since."""
    cursor.execute(_DOUBT, (_MARK, time_text(now), json.dumps(listed)))


def is_any(cursor: Cursor) -> bool:
    """Whether any stream is asked for, now or later."""
    return cursor.execute(_IS_ANY, (_MARK, _AFTER)).fetchone() is not None


def due(cursor: Cursor, now: datetime) -> Sequence[str]:
    """The streams to ask for now, the first of them: there may be many thousands, and each answer changes the rest.
    A moment that lies ahead is of a clock that was wrong."""
    borders = json.dumps([time_text(now), *(time_text(now - wait) for wait in _WAITS)])
    rows = cursor.execute(_DUE, (_MARK, _AFTER, time_text(now), borders)).fetchall()
    return [name.removeprefix(_MARK) for (name,) in rows]


def put_off(cursor: Cursor, stream: str, now: datetime) -> None:
    """Asked, and it was not all there: the plant may not keep it any longer, or may get it from somebody yet."""
    row = cursor.execute(_TRIES, (_MARK + stream,)).fetchone()
    if row is not None:
        cursor.execute(_PUT_OFF, (time_text(now), str(int(row[0] or 0) + 1), _MARK + stream))


def done(cursor: Cursor, stream: str) -> None:
    cursor.execute(_DONE, (_MARK + stream,))


def begun_late(cursor: Cursor, now: datetime) -> None:
    """A topic is read from its open streams on, not from the beginning."""
    cursor.execute(_WANT, (_BEGUN_LATE, time_text(now)))


def is_begun_late(cursor: Cursor) -> bool:
    return cursor.execute(_TRIES, (_BEGUN_LATE,)).fetchone() is not None


def is_as_let_go(cursor: Cursor, stream: str, ids: frozenset[bytes]) -> bool:
    """Nothing of the stream came since it was let go, and ``ids`` has nothing that was not in it: its state stands."""
    gone = _gone(cursor, stream)
    if gone is None or not ids <= gone:
        return False
    return cursor.execute(_IS_HERE, (stream,)).fetchone() is None


def take_back(cursor: Cursor, stream: str, ids: frozenset[bytes]) -> bool:
    """With ``ids`` at hand a stream that was let go can be folded anew. False where some of it is still missing."""
    gone = _gone(cursor, stream)
    if gone is None:
        return True
    here = {event_id for (event_id,) in cursor.execute(_HERE, (stream,)).fetchall()}
    if not gone <= ids | here:
        return False
    cursor.execute("DELETE FROM thinned WHERE stream = ?", (stream,))
    cursor.execute("UPDATE stream SET dirty = 1 WHERE stream = ?", (stream,))
    return True


def is_whole(cursor: Cursor, stream: str) -> bool:
    return cursor.execute(_DANGLES, (stream, DANGLING)).fetchone() is None


def _gone(cursor: Cursor, stream: str) -> frozenset[bytes] | None:
    row = cursor.execute(_LET_GO, (stream,)).fetchone()
    return None if row is None else frozenset(parted(row[0]))
