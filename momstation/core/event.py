"""What a fact is: an event before it is recorded, and the record that the journal makes of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

import msgspec

OPENS_STREAM = 1
CLOSES_STREAM = 2
ASTRAY = 4  # set by the plant: addressed to a topic that the station may not write, told in its home topic
AS_IT_CAME = 8  # set by a reader: could not be opened or stored as what it says, so it is kept sealed


class Event(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A fact in the past tense. Subclasses are frozen for ever once released; no event can lead to itself, so the
    collector need not look through them.

    ``kind`` and ``v`` name the class on the wire. Fields are text, whole numbers, booleans, ``Decimal``,
    aware ``datetime``, enums of text, or tuples and dicts of these; never floats, whose sums depend on order.
    """

    kind: ClassVar[str]
    v: ClassVar[int] = 1

    def stream(self) -> str:
        """The stream that this event belongs to, such as ``order/4711-20``."""
        raise NotImplementedError

    def flags(self) -> int:
        """OPENS_STREAM and CLOSES_STREAM, so that the central server needs no knowledge of the kind."""
        return 0

    def joined(self, later: "Event") -> "Event | None":
        """One fact that says the same as this and ``later``; None where both must be told. A count that may be
        told together with others of its kind is joined with itself as well."""
        return None


class UnknownEvent(Event, frozen=True, kw_only=True):
    """A fact that this version of the station cannot read: kept, passed on, folded after an update."""

    kind: ClassVar[str] = "mom.unknown"
    of_stream: str
    of_kind: str
    of_v: int
    payload: str

    def stream(self) -> str:
        return self.of_stream


@dataclass(frozen=True, slots=True)
class Record:
    """An event with its envelope, as it stands in every store.

    ``event_id`` and ``station_id`` are the 16 bytes of a UUID; ``basis`` the ids of the stream's heads that the
    writer had seen; ``hash`` is sha256(previous hash of this station and epoch + content hash).
    """

    event_id: bytes
    station_id: bytes
    epoch: int
    seq: int
    hlc: int
    recorded_at: datetime
    clock_off_ms: int | None
    kind: str
    v: int
    stream: str
    flags: int
    basis: tuple[bytes, ...]
    topics: tuple[str, ...]
    payload: str
    hash: bytes
    event: Event

    @property
    def order(self) -> tuple[int, bytes, int, int]:
        """The order in which folds see records: a linear extension of causality."""
        return (self.hlc, self.station_id, self.epoch, self.seq)
