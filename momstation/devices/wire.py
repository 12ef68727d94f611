"""What a machine process and the station say to each other: JSON frames with their length in front.

From the machine process: ``hello`` (who it is), ``link`` (how the wire to the machine stands), ``batch``
(numbered readings), ``alive`` (each second). From the station: ``hello``, ``ack`` (the batch has been handed
over), ``output`` (switch one on or off), ``quit``.
"""

import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from momstation.plant.readings import Link, Quality, Reading

VERSION = 2
_LENGTH = struct.Struct(">I")
_LONGEST = 16 * 1024 * 1024
Frame = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LinkWord:
    """How the wire to the machine stands, without language: ``key`` and ``values`` make a sentence at the
    station."""

    status: Link
    key: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


class BadFrameError(Exception):
    """The other side does not speak this language."""


def pack(frame: Frame) -> bytes:
    body = json.dumps(frame, separators=(",", ":")).encode()
    return _LENGTH.pack(len(body)) + body


class Unpacker:
    """Gives frames back from bytes that arrive in any portions."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[Frame]:
        self._buffer += data
        while len(self._buffer) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._buffer)
            if length > _LONGEST:
                raise BadFrameError(f"frame of {length} bytes")
            if len(self._buffer) < _LENGTH.size + length:
                return
            body = bytes(self._buffer[_LENGTH.size : _LENGTH.size + length])
            del self._buffer[: _LENGTH.size + length]
            yield _frame(body)


def _frame(body: bytes) -> Frame:
    try:
        frame = json.loads(body)
    except ValueError as wrong:
        raise BadFrameError("not JSON") from wrong
    if not isinstance(frame, dict) or not isinstance(frame.get("t"), str):
        raise BadFrameError("no type")
    return frame


def batch_frame(number: int, readings: Sequence[Reading]) -> Frame:
    return {"t": "batch", "n": number, "r": [_row(reading) for reading in readings]}


def batch_of(machine: str, frame: Frame) -> list[Reading]:
    try:
        return [_reading(machine, row) for row in frame["r"]]
    except (KeyError, ValueError, TypeError) as wrong:
        raise BadFrameError("broken batch") from wrong


def link_frame(link: LinkWord) -> Frame:
    return {"t": "link", "status": link.status, "key": link.key, "values": dict(link.values)}


def link_of(frame: Frame) -> LinkWord:
    try:
        return LinkWord(Link(frame["status"]), frame["key"], frame["values"])
    except (KeyError, ValueError) as wrong:
        raise BadFrameError("broken link") from wrong


def output_frame(name: str, is_on: bool) -> Frame:
    return {"t": "output", "name": name, "on": is_on}


def output_of(frame: Frame) -> tuple[str, bool]:
    try:
        return str(frame["name"]), bool(frame["on"])
    except KeyError as wrong:
        raise BadFrameError("broken output") from wrong


def _row(reading: Reading) -> list[Any]:
    return [
        reading.signal,
        reading.value,
        reading.quality,
        _text(reading.source_time),
        _text(reading.server_time),
        reading.received_monotonic,
        _text(reading.received_at),
        reading.reason,
        reading.is_overflow,
    ]


def _reading(machine: str, row: list[Any]) -> Reading:
    signal, value, quality, source, server, monotonic, at, reason, is_overflow = row
    return Reading(
        machine=machine,
        signal=signal,
        value=value,
        quality=Quality(quality),
        source_time=_time(source),
        server_time=_time(server),
        received_monotonic=monotonic,
        received_at=datetime.fromisoformat(at),
        reason=reason,
        is_overflow=is_overflow,
    )


def _text(time: datetime | None) -> str | None:
    return None if time is None else time.isoformat()


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
