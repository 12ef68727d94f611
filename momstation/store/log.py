"""Writes down what happened here: gives each record its number, stamp and place in the chain of hashes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from momstation.core.clock import Clock
from momstation.core.errors import Refused
from momstation.core.event import Event, Record
from momstation.core.ids import uuid7
from momstation.events.codec import chain_hash, content_hash, content_of, encode
from momstation.store import hlc
from momstation.store.identity import Identity
from momstation.store.rows import INSERT_EVENT, SELECT_OUTBOX, record_of, row_of, time_text
from momstation.store.sqlite import Cursor

_INSERT_OWN = "INSERT INTO own_log (epoch, seq, event_id, hash) VALUES (?, ?, ?, ?)"
_ACKED = "SELECT epoch, acked_seq FROM push_state ORDER BY epoch"
_MOST = 1 << 62
STAMPS_SEEN = "stamps seen"
"""What ``upkeep`` calls the latest stamp of records that came in before their topic has a cursor."""
_SEEN_WITHOUT_CURSOR = f"SELECT CAST(said AS INTEGER) FROM upkeep WHERE name = '{STAMPS_SEEN}'"
MOST_PAYLOAD = 1 << 20  # what is recorded must also reach the plant, over a thin line and within a deadline


@dataclass(frozen=True, slots=True)
class Tail:
    """Where the own log ends: the number and hash of its last record, the latest stamps given and seen."""

    epoch: int
    seq: int
    hash: bytes
    own_hlc: int
    seen_hlc: int


class OwnLog:
    """Only for the writer's thread. ``tail`` is set back by whoever rolls a transaction back."""

    def __init__(self, cursor: Cursor, identity: Identity, topics: Sequence[str], clock: Clock) -> None:
        self._cursor = cursor
        self._topics = tuple(topics)
        self._clock = clock
        self.identity = identity
        self.clock_off_ms: int | None = None
        self.tail = self._read_tail()

    def _read_tail(self) -> Tail:
        seen = max(self._one("SELECT max(seen_hlc) FROM feed_cursor"), self._one(_SEEN_WITHOUT_CURSOR))
        row = self._cursor.execute(
            "SELECT o.seq, o.hash, e.hlc FROM own_log o JOIN event e USING (event_id) "
            "WHERE o.epoch = ? ORDER BY o.seq DESC LIMIT 1",
            (self.identity.epoch,),
        ).fetchone()
        if row is not None:
            return Tail(self.identity.epoch, row[0], row[1], row[2], seen)
        last = self._one(
            "SELECT max(e.hlc) FROM (SELECT event_id FROM own_log ORDER BY epoch DESC, seq DESC LIMIT 1) "
            "JOIN event e USING (event_id)"
        )
        return Tail(self.identity.epoch, 0, b"", last, seen)

    def _one(self, sql: str) -> int:
        row = self._cursor.execute(sql).fetchone()
        return int(row[0] or 0) if row else 0

    def append(self, event: Event, basis: tuple[bytes, ...]) -> Record:
        now = self._clock.now()
        tail = self.tail
        stamp = hlc.tick(tail.own_hlc, tail.seen_hlc, hlc.wall_ms(now))
        event_id = uuid7(now).bytes
        stream, payload = event.stream(), encode(event)
        if len(payload) > MOST_PAYLOAD:
            raise Refused("store.too_large", mb=MOST_PAYLOAD >> 20)
        content = content_hash(event_id, stamp, event.kind, event.v, stream, basis, payload)
        record = Record(
            event_id=event_id,
            station_id=self.identity.station_id,
            epoch=tail.epoch,
            seq=tail.seq + 1,
            hlc=stamp,
            recorded_at=now,
            clock_off_ms=self.clock_off_ms,
            kind=event.kind,
            v=event.v,
            stream=stream,
            flags=event.flags(),
            basis=basis,
            topics=self._topics,
            payload=payload,
            hash=chain_hash(tail.hash, content),
            event=event,
        )
        self._cursor.execute(INSERT_EVENT, row_of(record))
        self._cursor.execute(_INSERT_OWN, (record.epoch, record.seq, event_id, record.hash))
        self.tail = Tail(record.epoch, record.seq, record.hash, stamp, tail.seen_hlc)
        return record

    def saw(self, stamps: Sequence[int]) -> tuple[int, ...]:
        """Let stamps from elsewhere count for the next own one; gives back those that are suspect."""
        true_ms = hlc.wall_ms(self._clock.now()) - (self.clock_off_ms or 0)
        seen = self.tail.seen_hlc
        for stamp in stamps:
            seen = hlc.seen(seen, stamp, true_ms)
        self.tail = replace(self.tail, seen_hlc=seen)
        return tuple(stamp for stamp in stamps if hlc.is_suspect(stamp, true_ms))

    def open_epoch(self, epoch: int, why: str) -> tuple[Record, ...]:
        """Go on under a later epoch: what central lacks is numbered anew, ids and content stay."""
        if epoch <= self.identity.epoch:
            raise ValueError(f"epoch {epoch} is not later than {self.identity.epoch}")
        moved = self._unacknowledged()
        self._cursor.execute("UPDATE identity SET epoch = ?", (epoch,))
        self._cursor.execute(
            "INSERT INTO push_state (epoch, acked_seq, opened_why) VALUES (?, 0, ?)", (epoch, why)
        )
        last = b""
        for seq, record in enumerate(moved, start=1):
            last = chain_hash(last, content_of(record))
            place = (epoch, seq, last, record.event_id)
            self._cursor.execute("UPDATE event SET epoch = ?, seq = ?, hash = ? WHERE event_id = ?", place)
            self._cursor.execute(
                "UPDATE own_log SET epoch = ?, seq = ?, hash = ? WHERE epoch = ? AND seq = ?",
                (epoch, seq, last, record.epoch, record.seq),
            )
        self.identity = replace(self.identity, epoch=epoch)
        self.tail = replace(self.tail, epoch=epoch, seq=len(moved), hash=last)
        return tuple(moved)

    def _unacknowledged(self) -> list[Record]:
        """Of every epoch: a server that was restored from a backup can lack what is older than the present one."""
        found: list[Record] = []
        for epoch, acked in self._cursor.execute(_ACKED).fetchall():
            rows = self._cursor.execute(SELECT_OUTBOX, (epoch, acked, _MOST)).fetchall()
            found.extend(record_of(row) for row in rows)
        return found

    def now(self) -> datetime:
        return self._clock.now()

    def acknowledge(self, epoch: int, seq: int) -> None:
        """Central has everything up to ``seq``: less than before if it was restored from a backup."""
        self._cursor.execute(
            "UPDATE push_state SET acked_seq = ?, acked_at = ? WHERE epoch = ?",
            (seq, time_text(self._clock.now()), epoch),
        )
