"""What the sync thread may do with the store: read what waits, take in what others recorded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import sqlalchemy as sa

from momstation.core.event import Record
from momstation.core.part import Recorded
from momstation.store import pasts, upkeep
from momstation.store.ledger import Ledger, Place, Row, taking_name
from momstation.store.reader import ReadConnection
from momstation.store.rows import SELECT_OUTBOX, record_of
from momstation.store.sqlite import cursor_of
from momstation.store.unchanged import Unchanged
from momstation.store.writer import Writer

T = TypeVar("T")
_EPOCHS = (
    "SELECT p.epoch, coalesce((SELECT max(o.seq) FROM own_log o WHERE o.epoch = p.epoch), 0), p.acked_seq "
    "FROM push_state p ORDER BY p.epoch"
)
_CURSORS = "SELECT topic_id, code, pos, event_id FROM feed_cursor ORDER BY topic_id"
_OLDEST = (
    "SELECT e.recorded_at FROM own_log o JOIN event e USING (event_id) "
    "WHERE o.epoch = ? AND o.seq > ? ORDER BY o.seq LIMIT 1"
)
_ENVELOPE_BYTES = 400


@dataclass(frozen=True, slots=True)
class FeedCursor:
    """How far a topic was read: ``event_id`` is the record at ``pos``, None at 0 and where that is not remembered."""

    topic_id: int
    code: str
    pos: int
    event_id: bytes | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many own records central has not acknowledged, and when the oldest of them was recorded."""

    count: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class OwnEpoch:
    """One incarnation of the own log: its last number, and the last one that central has acknowledged."""

    epoch: int
    last_seq: int
    acked_seq: int

    @property
    def waiting(self) -> int:
        return max(0, self.last_seq - self.acked_seq)


class SyncDoor:
    """Blocking; may be used from any thread. What waits is of the present epoch, unless the server was restored
    from a backup and lacks something of an older one: that goes first."""

    def __init__(
        self, look: ReadConnection, writer: Writer, ledger: Ledger, tell: Callable[[Recorded], None]
    ) -> None:
        self._look = look
        self._writer = writer
        self._ledger = ledger
        self._tell = tell
        self._unchanged = Unchanged(look)

    # -- pushing

    def epochs(self) -> list[OwnEpoch]:
        """Every epoch of this log, the oldest first; the last is the present one."""
        return list(self._unchanged.ask(_epochs))

    def acked(self) -> tuple[int, int]:
        """The epoch that is pushed now, and the last number of it that central has acknowledged."""
        return _acked_of(self._unchanged.ask(_epochs))

    def hash_at(self, epoch: int, seq: int) -> bytes | None:
        """The hash of an own record; empty for number 0; None when this log has no such record."""
        if seq == 0:
            return b""
        sql = "SELECT hash FROM own_log WHERE epoch = ? AND seq = ?"
        row = self._read(lambda conn: cursor_of(conn).execute(sql, (epoch, seq)).fetchone())
        return None if row is None else bytes(row[0])

    def outbox(self, limit: int, max_bytes: int) -> list[Record]:
        """The next own records that central lacks, in order; one at least if any waits, whatever its size."""
        if not self._has_more():
            return []
        rows = self._read(
            lambda conn: cursor_of(conn).execute(SELECT_OUTBOX, (*_acked(conn), limit)).fetchall()
        )
        taken: list[Record] = []
        room = max_bytes
        for row in rows:
            record = record_of(row)
            room -= len(record.payload) + _ENVELOPE_BYTES
            if taken and room < 0:
                break
            taken.append(record)
        return taken

    def ack(self, epoch: int, seq: int) -> None:
        """Central has everything of ``epoch`` up to ``seq``, and nothing after it."""
        self._write(lambda: self._ledger.acknowledge(epoch, seq))

    def waiting(self) -> Waiting:
        return self._unchanged.ask(_waiting) if self._has_more() else Waiting(0, None)

    def _has_more(self) -> bool:
        return any(one.waiting for one in self._unchanged.ask(_epochs))

    def open_epoch(self, new_epoch: int, why: str) -> None:
        """Number what central lacks anew under a later epoch; ids and contents stay. Raises ValueError."""
        self._write(lambda: self._ledger.open_epoch(new_epoch, why))

    # -- pulling

    def cursors(self) -> list[FeedCursor]:
        return list(self._unchanged.ask(_cursors))

    def feed_event(self, topic_id: int, pos: int) -> bytes | None:
        """The id of the record that was read at a position; None when none was."""
        sql = "SELECT event_id FROM feed_pos WHERE topic_id = ? AND pos = ?"
        row = self._read(lambda conn: cursor_of(conn).execute(sql, (topic_id, pos)).fetchone())
        return None if row is None else bytes(row[0])

    def absorb(self, topic_id: int, topic_code: str, rows: Sequence[Row]) -> tuple[Record, ...]:
        """Take in a contiguous piece of a topic in one transaction; gives back what was new.

        Overlap with what was read before is harmless. Raises ValueError on a gap.
        """
        return self._take_in(lambda: self._ledger.absorb(topic_id, topic_code, rows))

    def adopt(
        self, topic_id: int, topic_code: str, head_pos: int, records: Sequence[Record]
    ) -> tuple[Record, ...]:
        """Take in the open streams of a topic as of ``head_pos``; its feed is read on from there."""
        return self._take_in(lambda: self._ledger.adopt(topic_id, topic_code, head_pos, records))

    def take_streams(
        self, topic_id: int, note: str, records: Sequence[Record], standing: Sequence[Place] | None = None
    ) -> tuple[Record, ...]:
        """Take in a page of a topic's open streams, and note how far that is; ``adopt`` ends it. ``standing`` is
        what stands in the feed: it replaces what is remembered of it."""
        return self._take_in(lambda: self._ledger.take_streams(topic_id, note, records, standing))

    def taking(self, topic_id: int) -> str | None:
        """What was noted with the last page of streams; None when none are being taken in."""
        done = self._read(upkeep.read).get(taking_name(topic_id))
        return done.said if done is not None and done.said else None

    def lacking(self) -> Sequence[str]:
        """Streams of which something earlier is missing here, and which are to be asked for now; some of them."""
        if not self._unchanged.ask(_is_any_past):
            return []
        now = self._ledger.now()
        return self._read(lambda conn: pasts.due(cursor_of(conn), now))

    def doubt(self, listed: Sequence[str]) -> None:
        """Every stream here but these is to be asked for, also where its records were let go."""
        self._write(lambda: self._ledger.doubt(listed))

    def take_past(self, stream: str, records: Sequence[Record]) -> tuple[Record, ...]:
        """Take in all that the plant has of a stream, and fold it anew if that is all there was."""
        return self._take_in(lambda: self._ledger.take_past(stream, records))

    def rewind(self, topic_id: int, pos: int) -> None:
        """Read the topic again after ``pos``: the server is not what it was."""
        self._write(lambda: self._ledger.rewind(topic_id, pos))

    def set_clock_offset(self, millis: int) -> None:
        """This computer's clock minus the server's, as last measured."""
        self._write(lambda: self._ledger.set_clock_offset(millis))

    def _take_in(self, work: Callable[[], tuple[Record, ...]]) -> tuple[Record, ...]:
        return self._writer.submit(work, self._publish).result()

    def _publish(self, records: tuple[Record, ...]) -> None:
        if records:
            self._tell(Recorded(records=records, is_own=False))

    def _read(self, query: Callable[[sa.Connection], T]) -> T:
        return self._look.run(query)

    def _write(self, work: Callable[[], None]) -> None:
        self._writer.submit(work).result()


def _epochs(conn: sa.Connection) -> list[OwnEpoch]:
    found = [OwnEpoch(*row) for row in cursor_of(conn).execute(_EPOCHS).fetchall()]
    if not found:
        raise RuntimeError("The store has no push state")
    return found


def _acked(conn: sa.Connection) -> tuple[int, int]:
    return _acked_of(_epochs(conn))


def _acked_of(epochs: Sequence[OwnEpoch]) -> tuple[int, int]:
    pushed = next((one for one in epochs if one.waiting), epochs[-1])
    return pushed.epoch, pushed.acked_seq


def _cursors(conn: sa.Connection) -> list[FeedCursor]:
    return [FeedCursor(*row) for row in cursor_of(conn).execute(_CURSORS).fetchall()]


def _is_any_past(conn: sa.Connection) -> bool:
    return pasts.is_any(cursor_of(conn))


def _waiting(conn: sa.Connection) -> Waiting:
    waiting = [one for one in _epochs(conn) if one.waiting]
    if not waiting:
        return Waiting(0, None)
    oldest = cursor_of(conn).execute(_OLDEST, (waiting[0].epoch, waiting[0].acked_seq)).fetchone()
    recorded_at = datetime.fromisoformat(oldest[0]) if oldest else None
    return Waiting(sum(one.waiting for one in waiting), recorded_at)
