"""Records as rows of the store, and back."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from momstation.core.event import Record
from momstation.events.codec import decode

_NAMES = (
    "event_id", "station_id", "epoch", "seq", "hlc", "recorded_at", "clock_off_ms",
    "kind", "v", "stream", "flags", "basis", "topics", "payload", "hash",
)  # fmt: skip
ID_BYTES = 16

INSERT_EVENT = f"INSERT INTO event ({', '.join(_NAMES)}) VALUES ({', '.join('?' * len(_NAMES))})"
_NUMBERED = ", ".join(f"?{n}" for n in range(1, len(_NAMES) + 1))
_WAS_LET_GO = "SELECT 1 FROM thinned t WHERE t.stream = ?10 AND instr(t.ids, ?1)"
INSERT_UNKNOWN_EVENT = (
    f"INSERT INTO event ({', '.join(_NAMES)}) SELECT {_NUMBERED} WHERE NOT EXISTS ({_WAS_LET_GO}) "
    "ON CONFLICT (event_id) DO NOTHING"
)
COLUMNS = ", ".join(f"e.{name}" for name in _NAMES)
SELECT_STREAM = f"SELECT {COLUMNS} FROM event e WHERE stream = ? ORDER BY hlc, station_id, epoch, seq"
_OWN = f"SELECT {COLUMNS} FROM own_log o JOIN event e USING (event_id)"
SELECT_OUTBOX = f"{_OWN} WHERE o.epoch = ? AND o.seq > ? ORDER BY o.epoch, o.seq LIMIT ?"
SELECT_OWN_FROM = f"{_OWN} WHERE (o.epoch, o.seq) >= (?, ?) ORDER BY o.epoch, o.seq LIMIT ?"


def time_text(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")


def joined(ids: Iterable[bytes]) -> bytes:
    """Ids one after the other, as basis and heads are stored."""
    return b"".join(ids)


def parted(ids: bytes) -> tuple[bytes, ...]:
    if len(ids) <= ID_BYTES:
        return (ids,) if ids else ()
    return tuple(ids[start : start + ID_BYTES] for start in range(0, len(ids), ID_BYTES))


def row_of(record: Record) -> tuple[object, ...]:
    return (
        record.event_id,
        record.station_id,
        record.epoch,
        record.seq,
        record.hlc,
        time_text(record.recorded_at),
        record.clock_off_ms,
        record.kind,
        record.v,
        record.stream,
        record.flags,
        b"".join(record.basis),
        "\n".join(record.topics),
        record.payload,
        record.hash,
    )


def record_of(row: tuple[Any, ...]) -> Record:
    """The record of a row of ``COLUMNS``; a kind that this version cannot read becomes an UnknownEvent."""
    (
        event_id, station_id, epoch, seq, hlc, recorded_at, clock_off_ms,
        kind, v, stream, flags, basis, topics, payload, hash_,
    ) = row  # fmt: skip
    return Record(
        event_id,
        station_id,
        epoch,
        seq,
        hlc,
        datetime.fromisoformat(recorded_at),
        clock_off_ms,
        kind,
        v,
        stream,
        flags,
        parted(basis),
        tuple(topics.split("\n")) if topics else (),
        payload,
        hash_,
        decode(kind, v, stream, payload),
    )
