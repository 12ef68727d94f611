"""Cuts what a scanner sends into codes, and refuses what can be none; without a port, so that it can be
proven.

A frame ends with the configured suffix. If that is made of CR and LF, either ends it, whatever the scanner
sends of the two. Silence is the second end: without a suffix what came so far is the code; with one it is
half a code, and half a code is refused, because half of one order number may be another.

Noise spoils everything up to the next silence: what stands in it may look like a code and be none.
"""

from collections.abc import Iterator
from dataclasses import dataclass

MAX_LENGTH = 4096
_ENDS_OF_LINE = b"\r\n"
_CONTROLS_IN_CODES = frozenset("\t\x04\x1c\x1d\x1e\x1f")
"""Tab, and the separators of GS1 (GS) and ISO/IEC 15434 (EOT, FS, GS, RS, US)."""


@dataclass(frozen=True, slots=True)
class Framing:
    """How a scanner marks its codes. ``idle_s``: the silence that ends what has no end."""

    prefix: bytes = b""
    suffix: bytes = b"\r\n"
    idle_s: float = 0.08
    max_length: int = MAX_LENGTH


@dataclass(frozen=True, slots=True)
class Framed:
    """A code, or with ``trouble`` (the key of a sentence) something that is none; ``raw`` without prefix and
    suffix.

    ``length`` counts all bytes that came; of an over-long frame ``raw`` keeps only the first ``max_length``.
    """

    text: str
    raw: bytes
    length: int
    at: float
    trouble: str = ""


class Framer:
    """Fed with bytes and the time of their arrival, in any portions; gives whole frames, in order."""

    def __init__(self, framing: Framing) -> None:
        self._framing = framing
        self._is_line = bool(framing.suffix) and all(byte in _ENDS_OF_LINE for byte in framing.suffix)
        self._buffer = bytearray()
        self._spoilt_by = ""
        self._spoilt_length = 0
        self._last_at = 0.0

    def deadline(self) -> float | None:
        """When ``idle`` has something to say, unless more comes before."""
        return self._last_at + self._framing.idle_s if self._buffer or self._spoilt_by else None

    def feed(self, data: bytes, at: float) -> Iterator[Framed]:
        yield from self.idle(at)
        self._last_at = at
        for byte in data:
            yield from self._take(byte, at)

    def idle(self, at: float) -> Iterator[Framed]:
        deadline = self.deadline()
        if deadline is None or at < deadline:
            return
        if self._spoilt_by:
            yield self._refused(self._spoilt_by, self._last_at)
        elif self._framing.suffix:
            yield self._refused("scan_cut_short", self._last_at)
        else:
            yield self._frame(bytes(self._buffer), self._last_at)
        self._forget()

    def _forget(self) -> None:
        self._buffer.clear()
        self._spoilt_by = ""
        self._spoilt_length = 0

    def _take(self, byte: int, at: float) -> Iterator[Framed]:
        if self._spoilt_by:
            self._spoilt_length += 1
            if len(self._buffer) < self._framing.max_length:
                self._buffer.append(byte)
            return
        self._buffer.append(byte)
        whole = self._whole()
        if whole is not None:
            yield from self._end(whole, at)
        elif len(self._buffer) > self._framing.max_length + len(self._framing.suffix):
            self._spoil("scan_too_long")

    def _whole(self) -> bytes | None:
        """What stands before the end, if the end has come."""
        suffix = self._framing.suffix
        if self._is_line and self._buffer[-1] in _ENDS_OF_LINE:
            return bytes(self._buffer[:-1])
        if suffix and not self._is_line and self._buffer.endswith(suffix):
            return bytes(self._buffer[: -len(suffix)])
        return None

    def _end(self, whole: bytes, at: float) -> Iterator[Framed]:
        if not whole:
            self._buffer.clear()  # the second half of CR LF
            return
        framed = self._frame(whole, at)
        if framed.trouble in ("scan_not_text", "scan_too_long"):
            self._spoil(framed.trouble)
            return
        self._buffer.clear()
        yield framed

    def _spoil(self, why: str) -> None:
        self._spoilt_by = why
        self._spoilt_length = len(self._buffer)

    def _frame(self, whole: bytes, at: float) -> Framed:
        prefix = self._framing.prefix
        if len(whole) > self._framing.max_length:
            return self._refused("scan_too_long", at)
        if not whole.startswith(prefix):
            return Framed(printable(whole), whole, len(whole), at, "scan_without_start")
        data = whole[len(prefix) :]
        text = _text_of(data)
        if text is None:
            return Framed(printable(data), data, len(data), at, "scan_not_text")
        return Framed(text, data, len(data), at)

    def _refused(self, why: str, at: float) -> Framed:
        raw = bytes(self._buffer[: self._framing.max_length])
        length = max(self._spoilt_length, len(self._buffer))
        return Framed(printable(raw), raw, length, at, why)


def _text_of(data: bytes) -> str | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    is_text = bool(text) and all(sign.isprintable() or sign in _CONTROLS_IN_CODES for sign in text)
    return text if is_text else None


def printable(data: bytes, longest: int = 60) -> str:
    """What was read, so that a person can look at it: ``4711\\x1d\\xff…``."""
    shown = data[:longest].decode("ascii", "backslashreplace")
    escaped = "".join(sign if sign.isprintable() else f"\\x{ord(sign):02x}" for sign in shown)
    return escaped + ("…" if len(data) > longest else "")
