"""What sync needs of the store, and nothing more; blocking, called on the sync thread alone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from momstation.core.event import Record


class Cursor(Protocol):
    """How far a topic has been read: the position and the event there, None at 0 and where it is not remembered."""

    @property
    def topic_id(self) -> int: ...

    @property
    def code(self) -> str: ...

    @property
    def pos(self) -> int: ...

    @property
    def event_id(self) -> bytes | None: ...


class Waiting(Protocol):
    """How many own records the plant does not hold yet, and when the oldest of them was recorded."""

    @property
    def count(self) -> int: ...

    @property
    def oldest(self) -> datetime | None: ...


class OwnEpoch(Protocol):
    """One incarnation of the own log: its last record's number, and the last one that the plant holds."""

    @property
    def epoch(self) -> int: ...

    @property
    def last_seq(self) -> int: ...

    @property
    def acked_seq(self) -> int: ...


class Door(Protocol):
    """The store's door for sync. The outbox is the station's own log behind what the plant acknowledged: first of
    the oldest epoch of which the plant lacks anything, which is the present one unless a server forgot."""

    def epochs(self) -> Sequence[OwnEpoch]:
        """Every epoch of this log, the oldest first; the last is the present one."""

    def outbox(self, limit: int, max_bytes: int) -> Sequence[Record]:
        """The next records to push, of one epoch, in order, with the sequence and hash under which they go out."""

    def acked(self) -> tuple[int, int]:
        """The epoch that is pushed now, and the last sequence number in it that the plant holds."""

    def hash_at(self, epoch: int, seq: int) -> bytes | None:
        """The chain's hash at that place of the own log; ``b""`` at 0, None where there is no such record."""

    def ack(self, epoch: int, seq: int) -> None:
        """The plant holds everything up to ``seq``. May go back, when the plant forgot what it held."""

    def waiting(self) -> Waiting: ...

    def cursors(self) -> Sequence[Cursor]:
        """Every topic that was read so far."""

    def feed_event(self, topic_id: int, pos: int) -> bytes | None:
        """What was read at a position; None when it is not remembered."""

    def absorb(self, topic_id: int, topic_code: str, rows: Sequence[tuple[int, Record]]) -> object:
        """Take records in and move the cursor to the last position, in one transaction; ignore known ids."""

    def take_streams(
        self,
        topic_id: int,
        note: str,
        records: Sequence[Record],
        standing: Sequence[tuple[int, bytes]] | None = None,
    ) -> object:
        """A page of a topic's open streams, and how far that is, in one transaction; ``adopt`` ends it. ``standing``
        are positions and events of the feed, to be remembered instead of what is remembered of this topic."""

    def taking(self, topic_id: int) -> str | None:
        """What was noted with the last page of streams; None if none is being taken."""

    def adopt(self, topic_id: int, topic_code: str, head_pos: int, records: Sequence[Record]) -> object:
        """Take in the open streams of a topic as of ``head_pos``, and read its feed from there. What is remembered
        of it up to there stays remembered."""

    def lacking(self) -> Sequence[str]:
        """Streams of which something earlier is missing here, and which are to be asked for now; some of them."""

    def take_past(self, stream: str, records: Sequence[Record]) -> object:
        """All that the plant has of such a stream, in one transaction. What is missing after it is lacking again
        only after a while."""

    def doubt(self, listed: Sequence[str]) -> None:
        """Of every stream here but these, something may be missing that only ``take_past`` can bring."""

    def rewind(self, topic_id: int, pos: int) -> None:
        """Go back to ``pos``; the cursor's event id is then the one that the store remembers there."""

    def set_clock_offset(self, millis: int) -> None:
        """The station's clock minus the plant's, as measured now."""

    def open_epoch(self, new_epoch: int, why: str) -> None:
        """Go on under a new epoch: what is not acknowledged, of whichever epoch, gets new places in it and keeps
        its ids."""
