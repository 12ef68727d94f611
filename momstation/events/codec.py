"""Turns events into canonical JSON and back, and chains records by hash."""

import hashlib
import json
from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from momstation.core.event import Event, Record, UnknownEvent
from momstation.events import discrepancy, machines, plant, production, station, workforce

_CLASSES: tuple[type[Event], ...] = (
    *discrepancy.EVENTS,
    *machines.EVENTS,
    *plant.EVENTS,
    *production.EVENTS,
    *station.EVENTS,
    *workforce.EVENTS,
)
KINDS: Mapping[tuple[str, int], type[Event]] = MappingProxyType({(c.kind, c.v): c for c in _CLASSES})

_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)

_QUICK = msgspec.json.Encoder(order="sorted")


def encode(event: Event) -> str:
    """Canonical JSON: sorted keys, no spaces, ASCII, no floats. The same event gives the same bytes."""
    try:
        quick = _QUICK.encode(event)
    except UnicodeEncodeError:
        return _whole(msgspec.to_builtins(event))
    except OverflowError:
        return canonical(msgspec.to_builtins(event))
    return quick.decode() if _is_canonical(quick) else canonical(msgspec.to_builtins(event))


def canonical(value: object) -> str:
    return _CANONICAL.encode(value)


def _whole(value: object) -> str:
    """Half a character, which no reader could decode, becomes the sign for one that is missing."""
    said = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return canonical(json.loads(said.encode("utf-16", "surrogatepass").decode("utf-16", "replace")))


def readable(event: Event) -> Event:
    """The event as everybody else will read it from its payload."""
    stream = event.stream()
    try:
        _QUICK.encode(event)
    except UnicodeEncodeError:
        return decode(event.kind, event.v, stream, encode(event))
    except OverflowError:
        return event
    return event


def decode(kind: str, v: int, stream: str, payload: str) -> Event:
    """The event of a payload; ``UnknownEvent`` for a kind, version or shape that this version cannot read."""
    known = KINDS.get((kind, v))
    if known is not None:
        try:
            return msgspec.json.decode(payload, type=known)
        except (msgspec.MsgspecError, RecursionError):
            pass
    return UnknownEvent(of_stream=stream, of_kind=kind, of_v=v, payload=payload)


def content_hash(
    event_id: bytes, hlc: int, kind: str, v: int, stream: str, basis: tuple[bytes, ...], payload: str
) -> bytes:
    """What a signature signs; independent of station sequence and epoch."""
    parts = [event_id.hex(), hlc, kind, v, stream, [one.hex() for one in basis], payload]
    if not stream.isascii() or not kind.isascii() or not payload.isascii():
        return hashlib.sha256(canonical(parts).encode("ascii")).digest()
    quick = _QUICK.encode(parts)
    said = quick if _is_canonical(quick) else canonical(parts).encode("ascii")
    return hashlib.sha256(said).digest()


def content_of(record: Record) -> bytes:
    """The content hash of a record, computed from what it says."""
    return content_hash(
        record.event_id, record.hlc, record.kind, record.v, record.stream, record.basis, record.payload
    )


def _is_canonical(quick: bytes) -> bool:
    """Without floats, the quick encoder and ``canonical`` differ only beyond printable ASCII."""
    return quick.isascii() and b"\x7f" not in quick


def chain_hash(previous: bytes, content: bytes) -> bytes:
    """The hash of a record: its content linked to the one before it in this station's epoch."""
    return hashlib.sha256(previous + content).digest()
