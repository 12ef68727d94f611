"""Brings pulses back that a damaged or older store has lost, each to be told once.

A pulse that the second journal or the damaged file holds is told already when a record of this station tells it: one
of the same source and story, stamped after the pulse was kept, that reaches its moment. Such a record may be at the
plant alone. So a store that may be behind the plant holds what it brought back until all that the plant has was heard.
"""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from datetime import datetime

import msgspec
import sqlalchemy as sa

from momstation.core.event import Event
from momstation.core.pulses import Tick, adds_up, moment
from momstation.events.codec import decode
from momstation.store import upkeep
from momstation.store.behind import behind_since
from momstation.store.copy_frames import TickFrame
from momstation.store.sqlite import Cursor, cursor_of
from momstation.store.ticks import events_of, is_readable

HELD = "pulses held"
_WAITING = "SELECT n, source, at, note FROM tick ORDER BY n"
_PUT = "INSERT INTO tick (source, at, note) VALUES (?, ?, ?)"
_TAKE = "DELETE FROM tick WHERE n = ?"
_TELLING = (
    "SELECT kind, v, stream, payload FROM event WHERE stream = ? AND hlc > ? AND station_id = ? AND kind = ?"
)
_LAST_STAMP = (
    "SELECT max(e.hlc) FROM (SELECT event_id FROM own_log ORDER BY epoch DESC, seq DESC LIMIT 1) "
    "JOIN event e USING (event_id)"
)
_OWN_STAMPS = (
    "SELECT o.event_id, e.hlc FROM own_log o JOIN event e USING (event_id) ORDER BY o.epoch DESC, o.seq DESC"
)
_LET_GO = "SELECT 1 FROM thinned WHERE stream = ?"
_decoder = msgspec.json.Decoder(tuple[TickFrame, ...])


def bring_back(conn: sa.Connection, station_id: bytes, found: Sequence[TickFrame], now: datetime) -> int:
    """``found``: what the second journal or the damaged file holds as waiting. In the caller's transaction, when
    the records are back. How many pulses came back."""
    cursor = cursor_of(conn)
    held = held_in(conn)
    known = [
        *map(said, held),
        *((source, at, note) for _n, source, at, note in cursor.execute(_WAITING).fetchall()),
    ]
    lacking = [tick for tick in beyond(found, known) if not is_told(cursor, station_id, tick)]
    if behind_since(conn) is not None:
        _hold(cursor, [*held, *lacking], now)
    else:
        cursor.executemany(_PUT, [said(tick) for tick in lacking])
    return len(lacking)


def forget_told(conn: sa.Connection, station_id: bytes, after: int) -> None:
    """Records came back that the store did not have when its last own one had the stamp ``after``: its own pulses
    that they tell wait no more. In the caller's transaction."""
    cursor = cursor_of(conn)
    for n, source, at, note in cursor.execute(_WAITING).fetchall():
        if is_told(cursor, station_id, TickFrame(n, source, at, note, after)):
            cursor.execute(_TAKE, (n,))


def last_stamp(conn: sa.Connection) -> int:
    """Of the last own record."""
    row = cursor_of(conn).execute(_LAST_STAMP).fetchone()
    return int(row[0] or 0) if row else 0


def release(conn: sa.Connection, station_id: bytes) -> tuple[tuple[int, ...], tuple[Tick, ...]]:
    """All that the plant has is here: what was held waits to be told, unless it was told. The numbers under which it
    was held, and what waits now."""
    cursor = cursor_of(conn)
    held = held_in(conn)
    added = []
    for tick in held:
        if not is_told(cursor, station_id, tick):
            n = cursor.execute(_PUT, said(tick)).lastrowid
            assert n is not None
            events = events_of(tick.note)
            if all(adds_up(event) for event in events):  # another stays in the table, as at any start
                added.append(Tick(tick.source, datetime.fromisoformat(tick.at), events, n))
    cursor.execute("DELETE FROM upkeep WHERE name = ?", (HELD,))
    return tuple(tick.n for tick in held), tuple(added)


def held_in(conn: sa.Connection) -> tuple[TickFrame, ...]:
    done = upkeep.read(conn).get(HELD)
    return _decoder.decode(done.said) if done is not None and done.said else ()


def are_readable(conn: sa.Connection) -> bool:
    """Whether each row of what waits and of what is held is that of a pulse at all."""
    try:
        held = [said(tick) for tick in held_in(conn)]
    except (msgspec.MsgspecError, ValueError, TypeError):
        return False
    waiting = [row[1:] for row in cursor_of(conn).execute(_WAITING).fetchall()]
    return all(is_readable(at, note) for _source, at, note in (*held, *waiting))


def read_held(said: object) -> tuple[TickFrame, ...]:
    """Of a damaged file, as far as it can still be read."""
    try:
        return _decoder.decode(said) if isinstance(said, str) else ()
    except msgspec.MsgspecError:
        return ()


def stamp_among(conn: sa.Connection, ids: Container[bytes]) -> int:
    """Of the last own record that is one of ``ids``; 0 for none."""
    cursor = cursor_of(conn).execute(_OWN_STAMPS)
    while (row := cursor.fetchone()) is not None:
        if row[0] in ids:
            return int(row[1])
    return 0


def waiting_frames(conn: sa.Connection, after: int) -> tuple[TickFrame, ...]:
    """All that is not told at this moment, when the last own record has the stamp ``after``."""
    rows = cursor_of(conn).execute(_WAITING).fetchall()
    return (*held_in(conn), *(TickFrame(n, source, at, note, after) for n, source, at, note in rows))


def is_told(cursor: Cursor, station_id: bytes, tick: TickFrame) -> bool:
    """Whether a record tells it; also where its story was let go, since nothing may count twice. A tick that a
    newer version left is told by nothing that this one can read: it waits."""
    return any(_is_told(cursor, station_id, event, tick.after) for event in events_of(tick.note))


def _is_told(cursor: Cursor, station_id: bytes, event: Event, after: int) -> bool:
    stream = event.stream()
    if cursor.execute(_LET_GO, (stream,)).fetchone() is not None:
        return True
    rows = cursor.execute(_TELLING, (stream, after, station_id, event.kind)).fetchall()
    return any(
        event.joined(one) is not None and moment(one) >= moment(event)
        for one in (decode(kind, v, named, payload) for kind, v, named, payload in rows)
    )


def _hold(cursor: Cursor, held: Iterable[TickFrame], now: datetime) -> None:
    numbered = [msgspec.structs.replace(tick, n=-n) for n, tick in enumerate(held, start=1)]
    if numbered:
        upkeep.note(cursor, HELD, now, msgspec.json.encode(numbered).decode())


def beyond(found: Iterable[TickFrame], known: Iterable[tuple[str, str, str]]) -> list[TickFrame]:
    """Which of ``found`` are not among ``known``. Two pulses may say the same: then each of them counts."""
    left = Counter(known)
    lacking = []
    for tick in found:
        if left[said(tick)] > 0:
            left[said(tick)] -= 1
        else:
            lacking.append(tick)
    return lacking


def said(tick: TickFrame) -> tuple[str, str, str]:
    return tick.source, tick.at, tick.note
