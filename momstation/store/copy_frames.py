"""The frames of the second journal: each says how long it is and carries a checksum, so that a torn one shows.

A frame is four bytes that mark its beginning, the length and the CRC-32 of what follows, and then that: one byte
for the kind and the rest in MessagePack. After a bad frame the reader looks for the next mark with a right checksum.
"""

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from momstation.store.identity import Identity

_MARK = b"\xa7MJ1"
_HEAD = struct.Struct("<4sII")
_PLACE = struct.Struct("<16sIQ32s")
_MARKED = struct.Struct("<IQ32sQ")
_LONGEST = 1 << 28
_IDENTITY, _RECORD, _IN_STEP = b"I", b"R", b"M"
_COMMAND, _TICK, _TAKEN = b"C", b"T", b"K"
IN_STEP_BYTES = _HEAD.size + 1 + _MARKED.size

Row = tuple[Any, ...]
"""A row of ``store.rows.COLUMNS``."""

Place = tuple[int, int]
"""Epoch and number of an own record."""

COMPARE: Place = (0, 0)
"""The place of an in-step frame that says the opposite: the copy has more than the store, compare them."""


@dataclass(frozen=True, slots=True)
class IdentityFrame:
    """Whose records follow; ``why`` is empty at the head of a file, else it says why the epoch began."""

    identity: Identity
    why: str
    at: str


@dataclass(frozen=True, slots=True)
class RecordFrame:
    """One record of the station's own; its body is unpacked only when somebody wants the row."""

    event_id: bytes
    place: Place
    hash: bytes
    body: bytes

    def row(self) -> Row:
        """As in the store's ``event`` table. Raises msgspec.MsgspecError for a body that is none."""
        station_id, *middle = msgspec.msgpack.decode(self.body)
        return (self.event_id, station_id, *self.place, *middle, self.hash)


@dataclass(frozen=True, slots=True)
class InStepFrame:
    """The copy holds all that the store held; ``total`` is how long the files before this frame are, together."""

    place: Place
    hash: bytes
    total: int


class CommandFrame(msgspec.Struct, frozen=True, array_like=True):
    """Which records a command came to, so that it has no second effect when it is tried again."""

    command_id: str
    at: str
    event_ids: tuple[bytes, ...]


class TickFrame(msgspec.Struct, frozen=True, array_like=True):
    """A row of the store's ``tick`` table; no own record up to the stamp ``after`` tells it."""

    n: int
    source: str
    at: str
    note: str
    after: int


class TakenFrame(msgspec.Struct, frozen=True, array_like=True):
    """Ticks that a record has told."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """So many bytes that are no frame."""

    length: int


Packed = CommandFrame | TickFrame | TakenFrame
Frame = IdentityFrame | RecordFrame | InStepFrame | Packed
_packed: dict[bytes, type[CommandFrame] | type[TickFrame] | type[TakenFrame]] = {
    _COMMAND: CommandFrame,
    _TICK: TickFrame,
    _TAKEN: TakenFrame,
}


def identity_frame(identity: Identity, why: str, at: str) -> bytes:
    said = (
        identity.station_id,
        identity.code,
        identity.epoch,
        identity.install_id,
        identity.machine_fp,
        why,
        at,
    )
    return _framed(_IDENTITY + msgspec.msgpack.encode(said))


def record_frame(row: Row) -> bytes:
    event_id, station_id, epoch, seq, *middle, chained = row
    body = msgspec.msgpack.encode((station_id, *middle))
    return _framed(_RECORD + _PLACE.pack(event_id, epoch, seq, chained) + body)


def in_step_frame(place: Place, chained: bytes, total: int) -> bytes:
    return _framed(_IN_STEP + _MARKED.pack(*place, chained, total))


def packed_frame(frame: Packed) -> bytes:
    """Programs from before there were such frames step over them."""
    kind = next(kind for kind, made in _packed.items() if isinstance(frame, made))
    return _framed(kind + msgspec.msgpack.encode(frame))


def read_frames(data: bytes) -> Iterator[Frame | Unreadable]:
    """All whole frames of ``data``; what lies between them is told as Unreadable."""
    at = unread_from = 0
    while at < len(data):
        content = _content_at(data, at)
        frame = _parsed(content) if content is not None else None
        if content is None or frame is None:
            at = _next_mark(data, at + 1)
            continue
        if at > unread_from:
            yield Unreadable(at - unread_from)
        yield frame
        at = unread_from = at + _HEAD.size + len(content)
    if len(data) > unread_from:
        yield Unreadable(len(data) - unread_from)


def _framed(content: bytes) -> bytes:
    return _HEAD.pack(_MARK, len(content), zlib.crc32(content)) + content


def _content_at(data: bytes, at: int) -> bytes | None:
    if len(data) - at < _HEAD.size:
        return None
    mark, length, checksum = _HEAD.unpack_from(data, at)
    if mark != _MARK or not 0 < length <= min(_LONGEST, len(data) - at - _HEAD.size):
        return None
    content = data[at + _HEAD.size : at + _HEAD.size + length]
    return content if zlib.crc32(content) == checksum else None


def _next_mark(data: bytes, start: int) -> int:
    found = data.find(_MARK, start)
    return found if found >= 0 else len(data)


def _parsed(content: bytes) -> Frame | None:
    """None for a kind that this version does not know: a newer one wrote it."""
    kind = content[:1]
    try:
        if kind == _RECORD:
            event_id, epoch, seq, chained = _PLACE.unpack_from(content, 1)
            return RecordFrame(event_id, (epoch, seq), chained, content[1 + _PLACE.size :])
        if kind == _IN_STEP:
            epoch, seq, chained, total = _MARKED.unpack_from(content, 1)
            return InStepFrame((epoch, seq), chained, total)
        if kind == _IDENTITY:
            *who, why, at = _texts(msgspec.msgpack.decode(content[1:]))
            return IdentityFrame(Identity(*who), why, at)
        if kind in _packed:
            return msgspec.msgpack.decode(content[1:], type=_packed[kind])
    except (struct.error, msgspec.MsgspecError, TypeError, ValueError):
        return None
    return None


def _texts(said: object) -> Sequence[Any]:
    if not isinstance(said, list):
        raise TypeError("an identity frame holds a list")
    return said
