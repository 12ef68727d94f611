"""Pulses that are durable before they are records: kept one by one, taken away by the record that tells them."""

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

import msgspec
import sqlalchemy as sa

from momstation.core.event import Event, UnknownEvent
from momstation.core.pulses import Tick, adds_up, moment
from momstation.events.codec import decode, encode
from momstation.store.rows import time_text
from momstation.store.sqlite import Cursor, cursor_of

_INSERT = "INSERT INTO tick (source, at, note) VALUES (?, ?, ?)"
_ALL = "SELECT n, source, at, note FROM tick ORDER BY n"
_TAKE = "DELETE FROM tick WHERE n = ?"
_LAST_AT = "SELECT max(at) FROM tick"


class _Told(msgspec.Struct, frozen=True, array_like=True):
    """One event of a note, its payload as canonical JSON."""

    kind: str
    v: int
    stream: str
    payload: msgspec.Raw


_notes = msgspec.json.Decoder(tuple[_Told, ...])


def note_of(events: Iterable[Event]) -> str:
    """What a tick will be told by, in one line."""
    told = tuple(
        _Told(event.kind, event.v, event.stream(), msgspec.Raw(encode(event).encode())) for event in events
    )
    return msgspec.json.encode(told).decode()


@lru_cache(maxsize=256)
def events_of(note: str) -> tuple[Event, ...]:
    """Kept for a while: every look at the home asks for all that waits, which is what some seconds brought."""
    return tuple(
        decode(each.kind, each.v, each.stream, bytes(each.payload).decode()) for each in _notes.decode(note)
    )


def is_readable(at: str, note: str) -> bool:
    """Whether it is the row of a pulse at all."""
    try:
        _moment(at)
        events_of(note)
    except (msgspec.MsgspecError, ValueError, TypeError):
        return False
    return True


def agrees(source: str, at: str, note: str) -> bool:
    """Whether a pulse can be read, and names the same source and moment outside as inside."""
    if not is_readable(at, note):
        return False
    events = events_of(note)
    moments = {moment(event) for event in events if adds_up(event)}
    return bool(events) and events[0].stream() == source and (not moments or _moment(at) in moments)


def pending_in(conn: sa.Connection) -> tuple[Tick, ...]:
    """What waits at the moment that ``conn`` sees, in the order in which it was counted. A tick that a newer
    version of the station left, and this one cannot read, waits until it can be read again. What a failing disk
    left of one is passed over here; the start of a station that can heal it does not pass over it."""
    rows = [row for row in cursor_of(conn).execute(_ALL).fetchall() if is_readable(*row[2:])]
    found = (Tick(source, _moment(at), events_of(note), n) for n, source, at, note in rows)
    return tuple(tick for tick in found if not any(isinstance(each, UnknownEvent) for each in tick.events))


def last_counted_at(conn: sa.Connection) -> datetime | None:
    """When the last pulse was heard that waits."""
    row = cursor_of(conn).execute(_LAST_AT).fetchone()
    return None if row is None or row[0] is None else _moment(row[0])


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


class TickRows:
    """Only for the writer's thread, inside its transaction."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def add(self, ticks: Sequence[Tick]) -> tuple[Tick, ...]:
        return tuple(self._add(tick) for tick in ticks)

    def _add(self, tick: Tick) -> Tick:
        row = (tick.source, time_text(tick.at), note_of(tick.events))
        n = self._cursor.execute(_INSERT, row).lastrowid
        assert n is not None
        return replace(tick, n=n)

    def take(self, numbers: Sequence[int]) -> None:
        """Raises ValueError if one is not there: somebody has told it already, and nobody may tell it twice."""
        for n in numbers:
            if self._cursor.execute(_TAKE, (n,)).rowcount != 1:
                raise ValueError(f"tick {n} is not there any more")


class PendingTicks:
    """What waits, as of the last commit; asked from any thread."""

    def __init__(self, load: Callable[[], tuple[Tick, ...]]) -> None:
        self._lock = threading.Lock()
        self._waiting = {tick.n: tick for tick in load()}

    def pending(self, source: str | None = None) -> tuple[Tick, ...]:
        """In the order in which it was counted; of one source or all."""
        with self._lock:
            waiting = tuple(self._waiting.values())
        return waiting if source is None else tuple(tick for tick in waiting if tick.source == source)

    def committed(self, taken: Iterable[int], added: Iterable[Tick]) -> None:
        with self._lock:
            for n in taken:
                self._waiting.pop(n, None)
            self._waiting.update((tick.n, tick) for tick in added)
