"""What may be done to the store, each as one request of the writer: record, take in, acknowledge, rewind."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from momstation.core.event import Event, Record
from momstation.core.pulses import Tick
from momstation.events.codec import readable
from momstation.store import held_ticks, pasts, upkeep
from momstation.store.discrepancies import CLOCK_SUSPECT
from momstation.store.identity import Identity
from momstation.store.log import STAMPS_SEEN, OwnLog
from momstation.store.merging.found import discrepancy_id
from momstation.store.rows import (
    INSERT_UNKNOWN_EVENT,
    SELECT_OWN_FROM,
    record_of,
    row_of,
    time_text,
)
from momstation.store.sqlite import cursor_of
from momstation.store.streams import Streams
from momstation.store.ticks import TickRows

_NEW_COMMAND = "INSERT INTO command (command_id, first_event, n, at) VALUES (?, ?, ?, ?)"
_KNOWN_COMMAND = (
    "SELECT e.epoch, e.seq, c.n FROM command c JOIN event e ON e.event_id = c.first_event "
    "WHERE c.command_id = ?"
)
_PUT_CURSOR = (
    "INSERT INTO feed_cursor (topic_id, code, pos, event_id, seen_hlc) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (topic_id) DO UPDATE SET code = excluded.code, pos = excluded.pos, "
    "event_id = excluded.event_id, seen_hlc = max(seen_hlc, excluded.seen_hlc)"
)
_PUT_PLACE = (
    "INSERT INTO feed_pos (topic_id, pos, event_id) VALUES (?, ?, ?) "
    "ON CONFLICT (topic_id, pos) DO UPDATE SET event_id = excluded.event_id"
)
_REFOLD_AT_ONCE = 20
Row = tuple[int, Record]
Place = tuple[int, bytes]


def taking_name(topic_id: int) -> str:
    """Under which the taking in of a topic's open streams is remembered."""
    return f"streams of topic {topic_id}"


class Ledger:
    """Only for the writer's thread. What it keeps in memory follows SQLite's roll-backs."""

    def __init__(self, connection: sa.Connection, log: OwnLog, streams: Streams) -> None:
        self.connection = connection
        self._cursor = cursor_of(connection)
        self.ticks = TickRows(self._cursor)
        self._log = log
        self._streams = streams
        self._at_transaction = self._at_request = (log.identity, log.tail)
        self._is_begun_late = pasts.is_begun_late(self._cursor)

    @property
    def identity(self) -> Identity:
        return self._log.identity

    def now(self) -> datetime:
        return self._log.now()

    @property
    def last_stamp(self) -> int:
        """Of the last own record."""
        return self._log.tail.own_hlc

    def begin_all(self) -> None:
        self._at_transaction = (self._log.identity, self._log.tail)

    def begin_request(self) -> None:
        self._streams.settle()
        self._at_request = (self._log.identity, self._log.tail)

    def undo_request(self) -> None:
        self._streams.forget_touched()
        self._log.identity, self._log.tail = self._at_request

    def undo_all(self) -> None:
        self._streams.forget_all()
        self._log.identity, self._log.tail = self._at_transaction

    def recorded_by(self, command_id: str) -> tuple[Record, ...] | None:
        """What a command recorded; None when it never did."""
        row = self._cursor.execute(_KNOWN_COMMAND, (command_id,)).fetchone()
        if row is None:
            return None
        return tuple(record_of(r) for r in self._cursor.execute(SELECT_OWN_FROM, row).fetchall())

    def record(self, events: Sequence[Event], command_id: str | None) -> tuple[Record, ...]:
        """All of ``events`` in this order, each on the heads of its stream."""
        records = tuple(self._record_one(event) for event in events)
        if command_id is not None and records:
            now = time_text(records[0].recorded_at)
            self._cursor.execute(_NEW_COMMAND, (command_id, records[0].event_id, len(records), now))
        return records

    def _record_one(self, event: Event) -> Record:
        event = readable(event)
        stream = event.stream()
        heads = self._streams.heads(stream)
        record = self._log.append(event, heads)
        self._streams.take_own(record)
        self._look_for_past(stream, is_new=not heads)
        return record

    def absorb(self, topic_id: int, topic_code: str, rows: Sequence[Row]) -> tuple[Record, ...]:
        """Take in a contiguous piece of a topic's feed; gives back the records that were new.

        Raises ValueError on a gap: a position is never skipped.
        """
        self._check_contiguous(topic_id, rows)
        new = self._take_in([record for _, record in rows])
        self._remember(topic_id, [(pos, record.event_id) for pos, record in rows])
        if rows:
            pos, last = rows[-1]
            self._put_cursor(topic_id, topic_code, pos, last.event_id)
        return new

    def _remember(self, topic_id: int, places: Sequence[Place]) -> None:
        self._cursor.executemany(_PUT_PLACE, [(topic_id, *place) for place in places])

    def _check_contiguous(self, topic_id: int, rows: Sequence[Row]) -> None:
        row = self._cursor.execute("SELECT pos FROM feed_cursor WHERE topic_id = ?", (topic_id,)).fetchone()
        here = row[0] if row else 0
        positions = [pos for pos, _ in rows]
        if positions and (
            positions[0] > here + 1 or positions != list(range(positions[0], positions[0] + len(positions)))
        ):
            raise ValueError(
                f"topic {topic_id}: positions {positions[0]}.. do not follow {here} without a gap"
            )

    def adopt(
        self, topic_id: int, topic_code: str, head_pos: int, records: Sequence[Record]
    ) -> tuple[Record, ...]:
        """Take in the open streams of a topic as of ``head_pos``, and read its feed from there. What stands in the
        feed up to there is remembered since the first page of them."""
        new = self._take_in(records)
        self._put_cursor(topic_id, topic_code, head_pos, None)
        self.rewind(topic_id, head_pos)
        self._cursor.execute("DELETE FROM upkeep WHERE name = ?", (taking_name(topic_id),))
        if head_pos > 0:
            self._is_begun_late = True
            pasts.begun_late(self._cursor, self._log.now())
        return new

    def take_streams(
        self, topic_id: int, note: str, records: Sequence[Record], standing: Sequence[Place] | None = None
    ) -> tuple[Record, ...]:
        """Take in a page of a topic's open streams, and remember how far that is until ``adopt`` ends it.
        ``standing`` is what stands in the feed: it replaces what was remembered of it."""
        new = self._take_in(records)
        if standing is not None:
            self._cursor.execute("DELETE FROM feed_pos WHERE topic_id = ?", (topic_id,))
            self._remember(topic_id, standing)
        upkeep.note(self._cursor, taking_name(topic_id), self._log.now(), note)
        upkeep.note(self._cursor, STAMPS_SEEN, self._log.now(), str(self._log.tail.seen_hlc))
        return new

    def doubt(self, listed: Sequence[str]) -> None:
        pasts.doubt(self._cursor, listed, self._log.now())

    def take_past(self, stream: str, records: Sequence[Record]) -> tuple[Record, ...]:
        """All that the plant has of a stream of which something is missing here; gives back what was new. It is
        folded anew if nothing is missing then, else it stays as it is and is asked for again."""
        ids = frozenset(record.event_id for record in records)
        if pasts.is_as_let_go(self._cursor, stream, ids):
            pasts.done(self._cursor, stream)
            return ()
        if not pasts.take_back(self._cursor, stream, ids):
            pasts.put_off(self._cursor, stream, self._log.now())
            return ()
        self._streams.forget(stream)
        new = self._take_in([record for record in records if record.stream == stream])
        self._streams.refold_if_dirty(stream)
        if pasts.is_whole(self._cursor, stream):
            pasts.done(self._cursor, stream)
        else:
            pasts.put_off(self._cursor, stream, self._log.now())
        return new

    def rewind(self, topic_id: int, pos: int) -> None:
        """Go back to the last position that this store and the server have in common."""
        self._cursor.execute("DELETE FROM feed_pos WHERE topic_id = ? AND pos > ?", (topic_id, pos))
        self._cursor.execute(
            "UPDATE feed_cursor SET pos = ?, event_id = "
            "(SELECT event_id FROM feed_pos f WHERE f.topic_id = feed_cursor.topic_id AND f.pos = ?) "
            "WHERE topic_id = ?",
            (pos, pos, topic_id),
        )

    def release_pulses(self) -> tuple[tuple[int, ...], tuple[Tick, ...]]:
        """Those that were held and are not told wait now; under which numbers they were held, and what waits."""
        return held_ticks.release(self.connection, self.identity.station_id)

    def acknowledge(self, epoch: int, seq: int) -> None:
        self._log.acknowledge(epoch, seq)

    def open_epoch(self, epoch: int, why: str) -> None:
        for stream in {record.stream for record in self._log.open_epoch(epoch, why)}:
            self._streams.forget(stream)

    def set_clock_offset(self, millis: int) -> None:
        self._log.clock_off_ms = millis

    def refold_some(self) -> bool:
        """A piece of the folding that a new version left to be done; whether there is more."""
        return self._streams.refold_dirty(_REFOLD_AT_ONCE) == _REFOLD_AT_ONCE

    def _take_in(self, records: Sequence[Record]) -> tuple[Record, ...]:
        new = [record for record in records if self._insert_unknown(record)]
        suspect = set(self._log.saw([record.hlc for record in new]))
        by_stream: dict[str, list[Record]] = {}
        for record in new:
            by_stream.setdefault(record.stream, []).append(record)
            if record.hlc in suspect:
                self._note_suspect(record)
        for stream, some in by_stream.items():
            is_new = self._is_begun_late and not self._streams.heads(stream)
            self._streams.take_pulled(stream, some)
            self._look_for_past(stream, is_new=is_new)
        return tuple(new)

    def _look_for_past(self, stream: str, *, is_new: bool) -> None:
        """A store that never read from the beginning cannot know whether a stream begins with its first record."""
        if is_new and self._is_begun_late:
            pasts.want(self._cursor, stream, self._log.now())
        else:
            pasts.look(self._cursor, stream, self._log.now())

    def _insert_unknown(self, record: Record) -> bool:
        return self._cursor.execute(INSERT_UNKNOWN_EVENT, row_of(record)).rowcount == 1

    def _note_suspect(self, record: Record) -> None:
        """The same row at every station that meets the record with a sound clock."""
        rule = CLOCK_SUSPECT
        identity = discrepancy_id(rule, record.stream, (record.event_id,))
        self._cursor.execute(
            "INSERT INTO discrepancy (id, stream, rule, detail, involved, hlc) VALUES (?, ?, ?, '{}', ?, ?) "
            "ON CONFLICT DO NOTHING",
            (identity, record.stream, rule, record.event_id, record.hlc),
        )

    def _put_cursor(self, topic_id: int, code: str, pos: int, event_id: bytes | None) -> None:
        self._cursor.execute(_PUT_CURSOR, (topic_id, code, pos, event_id, self._log.tail.seen_hlc))
