"""Turns records into what travels and back; an envelope that the database cannot take travels sealed."""

import base64
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from momstation.core.event import Record
from momstation.events.codec import chain_hash, content_hash, decode

OPAQUE = "mom.opaque"


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


def batch_json(records: Sequence[Record], sealed: frozenset[bytes]) -> str:
    """The batch for ``mom.push``; those whose id is in ``sealed`` travel opaque. Always ASCII."""
    entries = [_sealed_entry(r) if r.event_id in sealed else _entry(r) for r in records]
    return json.dumps(entries, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def _entry(record: Record) -> dict[str, object]:
    return {
        "id": record.event_id.hex(),
        "hlc": record.hlc,
        "at": record.recorded_at.isoformat(),
        "off": record.clock_off_ms,
        "k": record.kind,
        "v": record.v,
        "s": record.stream,
        "f": record.flags,
        "b": [one.hex() for one in record.basis],
        "to": list(record.topics),
        "p": record.payload,
        "h": record.hash.hex(),
    }


def _sealed_entry(record: Record) -> dict[str, object]:
    """Same id, same place, same hash; the rest is out of the database's sight and comes back whole."""
    inner = json.dumps(_entry(record), separators=(",", ":"), ensure_ascii=True).encode("ascii")
    return {
        "id": record.event_id.hex(),
        "hlc": record.hlc,
        "at": datetime.fromtimestamp(0, UTC).isoformat(),
        "off": None,
        "k": OPAQUE,
        "v": 1,
        "s": "mom/opaque",
        "f": 0,
        "b": [],
        "to": [],
        "p": base64.b64encode(inner).decode("ascii"),
        "h": record.hash.hex(),
    }


def record_of(row: Row) -> Record:
    """The record that a row carries, opened if it was sealed."""
    basis = tuple(one.bytes for one in row.basis)
    if row.kind == OPAQUE:
        opened = _open(row, json.loads(base64.b64decode(row.payload)))
        if opened is not None:
            return opened
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
        basis=basis,
        topics=tuple(row.topics),
        payload=row.payload,
        hash=bytes(row.hash),
        event=decode(row.kind, row.v, row.stream, row.payload),
    )


def _open(row: Row, inner: Mapping[str, object]) -> Record | None:
    try:
        kind, v, stream, payload = str(inner["k"]), int(str(inner["v"])), str(inner["s"]), str(inner["p"])
        basis, topics, off = inner["b"], inner["to"], inner["off"]
        if not isinstance(basis, list) or not isinstance(topics, list):
            return None
        return Record(
            event_id=row.event_id.bytes,
            station_id=row.station_id.bytes,
            epoch=row.epoch,
            seq=row.seq,
            hlc=row.hlc,
            recorded_at=datetime.fromisoformat(str(inner["at"])),
            clock_off_ms=None if off is None else int(str(off)),
            kind=kind,
            v=v,
            stream=stream,
            flags=int(str(inner["f"])),
            basis=tuple(bytes.fromhex(one) for one in basis),
            topics=tuple(str(one) for one in topics),
            payload=payload,
            hash=bytes(row.hash),
            event=decode(kind, v, stream, payload),
        )
    except (KeyError, ValueError):
        return None


def content_of(record: Record) -> bytes:
    return content_hash(
        record.event_id, record.hlc, record.kind, record.v, record.stream, record.basis, record.payload
    )


class ChainWatch:
    """Checks the hash of each record whose predecessor passed by here; others cannot be judged."""

    def __init__(self) -> None:
        self._ends: dict[tuple[bytes, int], tuple[int, bytes]] = {}

    def is_sound(self, record: Record) -> bool:
        """False only if the record is proven not to be what its station chained."""
        place = (record.station_id, record.epoch)
        seq, end = self._ends.get(place, (0, b"")) if record.seq > 1 else (0, b"")
        self._ends[place] = (record.seq, record.hash)
        if record.seq != seq + 1:
            return True
        return chain_hash(end, content_of(record)) == record.hash

    def forget(self) -> None:
        """The past was rewritten: what passed by before proves nothing."""
        self._ends.clear()
