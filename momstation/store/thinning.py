"""Lets go of records that this station need not keep, so that its file does not grow for ever.

Only whole streams go, and only when they are closed (as central sees it: their last record says so), folded,
without a contradiction to be settled, and quiet for ``keep_closed``. Of own records only those go that central
acknowledged at least ``keep_own`` ago: a central database that is restored from a backup gets back from its
stations what the backup lacks. The own log's numbers and hashes stay for ever, so that the chain can still be
checked; so do the last own records, which every start looks at.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from momstation.core.clock import Clock
from momstation.core.event import CLOSES_STREAM
from momstation.store import hlc, upkeep
from momstation.store.open import Store
from momstation.store.reader import ReadConnection
from momstation.store.rows import time_text
from momstation.store.sqlite import Cursor, cursor_of
from momstation.store.thinned import let_go

ACKNOWLEDGED = "acknowledged "
_AT_ONCE = 10
_POSITIONS_KEPT = 10_000
_CLOSED = (
    "SELECT s.stream FROM stream s WHERE s.last_hlc < ? AND s.dirty = 0 AND s.partial = 0 "
    "AND NOT EXISTS (SELECT 1 FROM discrepancy d WHERE d.stream = s.stream AND d.resolved_by IS NULL) "
    f"AND (SELECT e.flags & {CLOSES_STREAM} FROM event e WHERE e.stream = s.stream "
    "ORDER BY e.hlc DESC, e.station_id DESC, e.epoch DESC, e.seq DESC LIMIT 1)"
)
_IS_CLOSED = f"{_CLOSED} AND s.stream = ?"
_OWN = (
    "SELECT o.epoch, o.seq FROM event e JOIN own_log o "
    "ON o.epoch = e.epoch AND o.seq = e.seq AND o.event_id = e.event_id WHERE e.stream = ?"
)
_LAST_OWN = "SELECT epoch, seq FROM own_log ORDER BY epoch DESC, seq DESC LIMIT 1 OFFSET ?"
_TRIM_FEED = (
    "DELETE FROM feed_pos AS f "
    "WHERE f.pos <= (SELECT c.pos - ? FROM feed_cursor c WHERE c.topic_id = f.topic_id)"
)
Acked = dict[int, int]


@dataclass(frozen=True, slots=True)
class Keep:
    own: timedelta = timedelta(days=35)
    closed: timedelta = timedelta(days=14)
    last_own: int = 1000


class Thinning:
    """A chore of the caretaker; ``run`` blocks, a few streams at a time, so that no tap waits for it."""

    def __init__(self, store: Store, clock: Clock, keep: Keep, pause: Callable[[], bool]) -> None:
        self._store = store
        self._clock = clock
        self._keep = keep
        self._pause = pause

    def run(self) -> str:
        """What was let go, as JSON. ``pause`` lets others write, and answers whether to end."""
        now = self._clock.now()
        self._store.maintain(lambda conn: _note_acked(conn, now))
        border = hlc.at_ms(hlc.wall_ms(now - self._keep.closed))
        with closing(ReadConnection(self._store.path)) as look:  # its own: no screen waits for it
            safe = look.run(lambda conn: safe_acked(conn, now - self._keep.own))
            streams = look.run(lambda conn: _closed(conn, border))
        gone = 0
        for some in _pieces(streams):
            if self._pause():
                raise upkeep.Stopped
            gone += self._store.thin(_Work(some, safe, border, self._keep.last_own, time_text(now)))
        self._store.maintain(lambda conn: _tidy(conn, now - self._keep.own))
        return json.dumps({"streams": gone}, separators=(",", ":"))


class _Work:
    """In one transaction: a stream that got a record since it was chosen is left alone."""

    def __init__(self, streams: Sequence[str], safe: Acked, border: int, last_own: int, at: str) -> None:
        self._streams = streams
        self._safe = safe
        self._border = border
        self._last_own = last_own
        self._at = at

    def __call__(self, conn: sa.Connection) -> Sequence[str]:
        cursor = cursor_of(conn)
        acked = _acked(cursor)
        safe = {epoch: min(seq, acked.get(epoch, 0)) for epoch, seq in self._safe.items()}
        last = cursor.execute(_LAST_OWN, (self._last_own - 1,)).fetchone() or (0, 0)
        return [
            stream
            for stream in self._streams
            if self._may_go(cursor, stream, safe, last) and let_go(cursor, stream, self._at)
        ]

    def _may_go(self, cursor: Cursor, stream: str, safe: Acked, last: tuple[int, int]) -> bool:
        if cursor.execute(_IS_CLOSED, (self._border, stream)).fetchone() is None:
            return False
        own = cursor.execute(_OWN, (stream,)).fetchall()
        return all((epoch, seq) < last and seq <= safe.get(epoch, 0) for epoch, seq in own)


def safe_acked(conn: sa.Connection, before: datetime) -> Acked:
    """Up to where central had the own log at ``before``, by epoch."""
    notes = [done for name, done in upkeep.read(conn).items() if name.startswith(ACKNOWLEDGED)]
    old = [done for done in notes if done.at <= before]
    newest = max(old, key=lambda done: done.at, default=None)
    return {} if newest is None else {int(epoch): seq for epoch, seq in json.loads(newest.said).items()}


def _note_acked(conn: sa.Connection, now: datetime) -> None:
    cursor = cursor_of(conn)
    said = json.dumps(_acked(cursor), separators=(",", ":"))
    upkeep.note(cursor, f"{ACKNOWLEDGED}{now:%Y-%m-%d}", now, said)


def _acked(cursor: Cursor) -> Acked:
    return dict(cursor.execute("SELECT epoch, acked_seq FROM push_state").fetchall())


def _closed(conn: sa.Connection, border: int) -> list[str]:
    return [row[0] for row in cursor_of(conn).execute(_CLOSED, (border,)).fetchall()]


def _pieces(streams: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(streams), _AT_ONCE):
        yield streams[at : at + _AT_ONCE]


def _tidy(conn: sa.Connection, before: datetime) -> None:
    """Positions of the feed far behind, answers to commands that nobody repeats, notes that a later one covers."""
    cursor = cursor_of(conn)
    cursor.execute(_TRIM_FEED, (_POSITIONS_KEPT,))
    cursor.execute("DELETE FROM command WHERE at < ?", (time_text(before),))
    old = [
        done
        for name, done in upkeep.read(conn).items()
        if name.startswith(ACKNOWLEDGED) and done.at <= before
    ]
    for done in sorted(old, key=lambda done: done.at)[:-1]:
        cursor.execute("DELETE FROM upkeep WHERE name = ?", (done.name,))
