"""Turns records into what travels and back; an envelope that the database cannot take travels sealed."""

import base64
import json
import logging
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from momstation.core.event import AS_IT_CAME, Record, UnknownEvent
from momstation.events.codec import canonical, chain_hash, content_of, decode

OPAQUE = "mom.opaque"
SEALED_STREAM = "mom/opaque"
_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError)
_log = logging.getLogger(__name__)


class Row(NamedTuple):
    """An event as ``mom.pull`` gives it."""

    pos: int
    event_id: UUID
    station_id: UUID
    epoch: int
    seq: int
    hlc: int
    recorded_at: datetime
    clock_off_ms: int | None
    kind: str
    v: int
    stream: str
    flags: int
    basis: Sequence[UUID]
    topics: Sequence[str]
    payload: str
    hash: bytes


class Entry(NamedTuple):
    """A record as it is pushed: ids and hash in hexadecimal, in the order of the table for bulk."""

    id: str
    hlc: int
    at: str
    off: int | None
    k: str
    v: int
    s: str
    f: int
    b: list[str]
    to: list[str]
    p: str
    h: str


def batch_json(records: Sequence[Record], sealed: frozenset[bytes]) -> str:
    """The batch for ``mom.push``; those whose id is in ``sealed`` travel opaque. Always ASCII."""
    entries = [entry._asdict() for entry in entries_of(records, sealed)]
    return json.dumps(entries, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def entries_of(records: Sequence[Record], sealed: frozenset[bytes]) -> list[Entry]:
    return [_sealed(record) if record.event_id in sealed else _entry(record) for record in records]


def _entry(record: Record) -> Entry:
    return Entry(
        record.event_id.hex(),
        record.hlc,
        record.recorded_at.isoformat(),
        record.clock_off_ms,
        record.kind,
        record.v,
        record.stream,
        record.flags,
        [one.hex() for one in record.basis],
        list(record.topics),
        record.payload,
        record.hash.hex(),
    )


def _sealed(record: Record) -> Entry:
    """Same id, same place, same hash; the rest is out of the database's sight and comes back whole.

    The first part of the payload is what the content hash is computed over, byte for byte, so that the plant can
    check the chain without opening it; the second is what the hash leaves out.
    """
    basis = [one.hex() for one in record.basis]
    content = canonical(
        [record.event_id.hex(), record.hlc, record.kind, record.v, record.stream, basis, record.payload]
    )
    rest = canonical([record.recorded_at.isoformat(), record.clock_off_ms, record.flags, list(record.topics)])
    payload = ".".join(base64.b64encode(part.encode("ascii")).decode("ascii") for part in (content, rest))
    at = datetime.fromtimestamp(0, UTC).isoformat()
    return Entry(
        record.event_id.hex(), 0, at, None, OPAQUE, 2, SEALED_STREAM, 0, [], [], payload, record.hash.hex()
    )


def record_of(row: Row) -> Record:
    """The record that a row carries, opened if it was sealed; as it came where it cannot be read."""
    try:
        return _opened(row) if row.kind == OPAQUE else _plain(row)
    except _UNREADABLE as error:
        _log.error("Record %s cannot be read and is kept as it came (%r)", row.event_id, error)
        return as_it_came(row)


def _plain(row: Row) -> Record:
    return Record(
        event_id=row.event_id.bytes,
        station_id=row.station_id.bytes,
        epoch=row.epoch,
        seq=row.seq,
        hlc=row.hlc,
        recorded_at=row.recorded_at.astimezone(UTC),
        clock_off_ms=row.clock_off_ms,
        kind=row.kind,
        v=row.v,
        stream=row.stream,
        flags=row.flags,
        basis=tuple(one.bytes for one in row.basis),
        topics=tuple(_texts(row.topics)),
        payload=row.payload,
        hash=bytes(row.hash),
        event=decode(row.kind, row.v, row.stream, row.payload),
    )


def _opened(row: Row) -> Record:
    content, rest = (json.loads(base64.b64decode(part)) for part in row.payload.split("."))
    event_id, hlc, kind, v, stream, basis, payload = content
    at, off, flags, topics = rest
    if bytes.fromhex(event_id) != row.event_id.bytes:
        raise ValueError("sealed under another record's id")
    return Record(
        event_id=row.event_id.bytes,
        station_id=row.station_id.bytes,
        epoch=row.epoch,
        seq=row.seq,
        hlc=int(hlc),
        recorded_at=datetime.fromisoformat(at).astimezone(UTC),
        clock_off_ms=None if off is None else int(off),
        kind=str(kind),
        v=int(v),
        stream=str(stream),
        flags=int(flags) | row.flags,
        basis=tuple(bytes.fromhex(one) for one in basis),
        topics=tuple(_texts(topics)),
        payload=str(payload),
        hash=bytes(row.hash),
        event=decode(str(kind), int(v), str(stream), str(payload)),
    )


def _texts(values: Iterable[object]) -> Iterable[str]:
    """A list from a stranger may hold anything; a line break would part a topic in two."""
    return (one for one in values if isinstance(one, str) and one and "\n" not in one)


def as_it_came(row: Row) -> Record:
    """The row itself as a record that nobody reads: it keeps its id and its place, and can always be stored."""
    raw = json.dumps(row._replace(pos=0)._asdict(), default=_plainly, sort_keys=True)
    return Record(
        event_id=row.event_id.bytes,
        station_id=row.station_id.bytes,
        epoch=row.epoch,
        seq=row.seq,
        hlc=row.hlc,
        recorded_at=datetime.fromtimestamp(0, UTC),
        clock_off_ms=None,
        kind=OPAQUE,
        v=2,
        stream=SEALED_STREAM,
        flags=AS_IT_CAME,
        basis=(),
        topics=(),
        payload=raw,
        hash=bytes(row.hash or b""),
        event=UnknownEvent(of_stream=SEALED_STREAM, of_kind=OPAQUE, of_v=2, payload=raw),
    )


def _plainly(value: object) -> str:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)


class ChainWatch:
    """Checks the hash of each record whose predecessor passed by here; others cannot be judged."""

    def __init__(self) -> None:
        self._ends: dict[tuple[bytes, int], tuple[int, bytes]] = {}

    def is_sound(self, record: Record) -> bool:
        """False only if the record is proven not to be what its station chained."""
        place = (record.station_id, record.epoch)
        seq, end = self._ends.get(place, (0, b"")) if record.seq > 1 else (0, b"")
        self._ends[place] = (record.seq, record.hash)
        if record.seq != seq + 1 or record.flags & AS_IT_CAME:
            return True
        return chain_hash(end, content_of(record)) == record.hash

    def forget(self) -> None:
        """The past was rewritten: what passed by before proves nothing."""
        self._ends.clear()
