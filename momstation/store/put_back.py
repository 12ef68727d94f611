"""Puts own records back into a store that has lost them, each where it stood, as far as its chain proves it.

Records behind a gap cannot keep their numbers, since an own log has no gaps. They go to its end with their ids and
contents unchanged. Central knows records by their ids: what it had already is not doubled there.
"""

from collections.abc import Iterable, Sequence

import msgspec

from momstation.core.event import Record
from momstation.events.codec import chain_hash, content_of
from momstation.store.copy_frames import Place, RecordFrame, Row
from momstation.store.rows import COLUMNS, INSERT_UNKNOWN_EVENT, record_of
from momstation.store.sources import PutBack
from momstation.store.sqlite import Cursor

_PUT_OWN = "INSERT INTO own_log (epoch, seq, event_id, hash) VALUES (?, ?, ?, ?)"
_MOVE_EVENT = "UPDATE event SET epoch = ?, seq = ?, hash = ? WHERE event_id = ?"
_DROP_OWN = "DELETE FROM own_log WHERE epoch = ? AND seq = ?"
_PUT_EPOCH = (
    "INSERT INTO push_state (epoch, acked_seq, opened_why) VALUES (?, 0, ?) ON CONFLICT (epoch) DO NOTHING"
)
_UNSENT = (
    f"SELECT {COLUMNS} FROM own_log o JOIN event e USING (event_id) JOIN push_state p ON p.epoch = o.epoch "
    "WHERE o.epoch < ? AND o.seq > p.acked_seq ORDER BY o.epoch, o.seq"
)
_SETTLE = (
    "UPDATE push_state SET acked_seq = coalesce((SELECT max(seq) FROM own_log o WHERE o.epoch = push_state.epoch), 0)"
    " WHERE epoch < ?"
)
WHY = "put back"


class PuttingBack:
    """In one transaction of the caller, before anything else is recorded."""

    def __init__(self, cursor: Cursor, station_id: bytes, epoch: int) -> None:
        self._cursor = cursor
        self._station_id = station_id
        self._first_epoch = self._epoch = epoch
        self._ends: dict[int, tuple[int, bytes]] = {}
        self._places: dict[bytes, Place] = {}
        for at, seq, event_id, chained in cursor.execute(
            "SELECT epoch, seq, event_id, hash FROM own_log ORDER BY epoch, seq"
        ).fetchall():
            self._places[event_id] = (at, seq)
            self._ends[at] = (seq, chained)
        self._was_empty = not self._ends
        self._acked = dict(cursor.execute("SELECT epoch, acked_seq FROM push_state").fetchall())
        self._done = PutBack()

    def run(self, frames: Sequence[RecordFrame], epoch: int, *, only_proven: bool = False) -> PutBack:
        """``epoch`` is the latest that the source of the frames knows. With ``only_proven`` a record without the
        one before it is left out: its source carries no checksums."""
        hashes: dict[Place, set[bytes]] = {}
        for frame in frames:
            hashes.setdefault(frame.place, set()).add(frame.hash)
        later: list[tuple[Row, Record]] = []
        for frame in sorted(frames, key=lambda one: one.place):
            read = self._lacking(frame)
            if read is None or self._put_in_place(*read):
                continue
            before = hashes.get((frame.place[0], frame.place[1] - 1), set())
            if self._is_proven(read[1], before, only_proven):
                later.append(read)
            else:
                self._done.left_out.add(frame.event_id)
        if epoch > self._epoch:
            self._begin_epoch(epoch)
        if self._epoch > self._first_epoch:
            self._settle_old_epochs({frame.event_id for frame in frames})
        for row, record in sorted(later, key=lambda read: read[1].order):
            self._put_at_the_end(row, record)
        return self._done

    def _lacking(self, frame: RecordFrame) -> tuple[Row, Record] | None:
        """The record, if the store lacks it here and central is not known to have it."""
        known = self._places.get(frame.event_id)
        if known is not None and known[0] >= frame.place[0]:
            return None
        epoch, seq = frame.place
        if known is None and seq <= min(self._acked.get(epoch, 0), self._ends.get(epoch, (0, b""))[0]):
            return None
        try:
            row = frame.row()
            record = record_of(row)
        except (msgspec.MsgspecError, ValueError, TypeError, IndexError):
            self._done.left_out.add(frame.event_id)
            return None
        if record.station_id != self._station_id:
            self._done.left_out.add(frame.event_id)
            return None
        return row, record

    def _put_in_place(self, row: Row, record: Record) -> bool:
        """True when the record goes where it stood; an epoch that the store itself has left takes no more."""
        if record.epoch < self._first_epoch:
            return False
        seq, chained = self._ends.get(record.epoch, (0, b""))
        if record.seq != seq + 1 or chain_hash(chained, content_of(record)) != record.hash:
            return False
        if record.epoch > self._epoch:
            self._begin_epoch(record.epoch)
        if self._keep(row, record, record.epoch, record.seq, record.hash):
            self._done.in_place += 1
        return True

    def _is_proven(self, record: Record, before: set[bytes], only_proven: bool) -> bool:
        if record.seq == 1:
            before = before | {b""}
        if not before:
            return not only_proven
        content = content_of(record)
        return any(chain_hash(one, content) == record.hash for one in before)

    def _put_at_the_end(self, row: Row, record: Record) -> None:
        seq, chained = self._ends.get(self._epoch, (0, b""))
        if self._keep(row, record, self._epoch, seq + 1, chain_hash(chained, content_of(record))):
            self._done.at_the_end += 1

    def _keep(self, row: Row, record: Record, epoch: int, seq: int, chained: bytes) -> bool:
        """False when the record is there already because central sent it: then it needs no place of ours."""
        known = self._places.get(record.event_id)
        if known is not None:
            self._cursor.execute(_DROP_OWN, known)
            self._cursor.execute(_MOVE_EVENT, (epoch, seq, chained, record.event_id))
        else:
            event_id, station_id, _, _, *rest, _ = row
            placed = (event_id, station_id, epoch, seq, *rest, chained)
            is_new = self._cursor.execute(INSERT_UNKNOWN_EVENT, placed).rowcount == 1
            if not is_new and not self._stands_at(record.event_id, epoch, seq, chained):
                return False
        self._cursor.execute(_PUT_OWN, (epoch, seq, record.event_id, chained))
        self._places[record.event_id] = (epoch, seq)
        self._ends[epoch] = (seq, chained)
        self._done.streams.add(record.stream)
        return True

    def _stands_at(self, event_id: bytes, epoch: int, seq: int, chained: bytes) -> bool:
        sql = "SELECT 1 FROM event WHERE event_id = ? AND epoch = ? AND seq = ? AND hash = ?"
        return self._cursor.execute(sql, (event_id, epoch, seq, chained)).fetchone() is not None

    def _begin_epoch(self, epoch: int) -> None:
        self._cursor.execute("UPDATE identity SET epoch = ?", (epoch,))
        self._cursor.execute(_PUT_EPOCH, (epoch, WHY))
        self._epoch = epoch

    def _settle_old_epochs(self, known: set[bytes]) -> None:
        """What waits must be of the present epoch: what only the store knew to be unsent moves there. What the
        frames hold in an older epoch stayed there when a later one began, because central has it."""
        unsent = [] if self._was_empty else self._cursor.execute(_UNSENT, (self._epoch,)).fetchall()
        for row in unsent:
            if row[0] not in known:
                self._put_at_the_end(row, record_of(row))
        self._cursor.execute(_SETTLE, (self._epoch,))


def frames_of(rows: Iterable[Row]) -> list[RecordFrame]:
    """Rows of another store file, in the form in which they can be put back."""
    return [
        RecordFrame(row[0], (row[2], row[3]), row[14], msgspec.msgpack.encode((row[1], *row[4:14])))
        for row in rows
    ]
