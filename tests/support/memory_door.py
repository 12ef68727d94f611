"""A station's log in memory, with the store's door for sync: for tests of sync that need no disk."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import uuid4

from momstation.core.event import Event, Record
from momstation.core.ids import uuid7
from momstation.events.codec import chain_hash, content_hash, decode, encode
from momstation.events.production import QuantityCounted


def counted(good: int = 1, order: str = "4711-20") -> Event:
    at = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
    return QuantityCounted(order=order, at=at, station="P07", machine="P07", good=good, rejected=0)


@dataclass(frozen=True)
class Cursor:
    topic_id: int
    code: str
    pos: int
    event_id: bytes | None


@dataclass(frozen=True)
class Waiting:
    count: int
    oldest: datetime | None


class MemoryDoor:
    """Keeps to the rules of ``momstation.sync.door.Door``; ``record`` may be called from another thread."""

    def __init__(self, station_id: bytes | None = None, topics: tuple[str, ...] = ("area/A",)) -> None:
        self.station_id = station_id or uuid4().bytes
        self.topics = topics
        self.epoch = 1
        self.own: dict[int, list[Record]] = {1: []}
        self.acked_at: dict[int, int] = {1: 0}
        self.events: dict[bytes, Record] = {}
        self.offsets_ms: list[int] = []
        self.epochs_opened: list[tuple[int, str]] = []
        self._cursors: dict[int, Cursor] = {}
        self._places: dict[tuple[int, int], bytes] = {}
        self._lock = threading.RLock()
        self.changed = threading.Condition(self._lock)

    def clone(self) -> "MemoryDoor":
        """What somebody gets who copies this station's disk."""
        with self._lock:
            twin = MemoryDoor(self.station_id, self.topics)
            twin.epoch, twin.acked_at, twin.events = self.epoch, dict(self.acked_at), dict(self.events)
            twin.own = {epoch: list(records) for epoch, records in self.own.items()}
            twin._cursors, twin._places = dict(self._cursors), dict(self._places)
            return twin

    def record(self, event: Event) -> Record:
        return self.record_raw(event.kind, event.v, event.stream(), event.flags(), encode(event))

    def record_raw(self, kind: str, v: int, stream: str, flags: int, payload: str) -> Record:
        with self._lock:
            log = self.own[self.epoch]
            now = datetime.now(UTC)
            event_id = uuid7(now).bytes
            hlc = (int(now.timestamp() * 1000) << 16) + len(self.events) % 65536
            content = content_hash(event_id, hlc, kind, v, stream, (), payload)
            record = Record(
                event_id, self.station_id, self.epoch, len(log) + 1, hlc, now, None, kind, v, stream, flags,
                (), self.topics, payload, chain_hash(log[-1].hash if log else b"", content),
                decode(kind, v, stream, payload),
            )  # fmt: skip
            log.append(record)
            self.events[event_id] = record
            self.changed.notify_all()
            return record

    def outbox(self, limit: int, max_bytes: int) -> Sequence[Record]:
        with self._lock:
            return self.own[self.epoch][self.acked_at[self.epoch] :][:limit]

    def acked(self) -> tuple[int, int]:
        with self._lock:
            return self.epoch, self.acked_at[self.epoch]

    def hash_at(self, epoch: int, seq: int) -> bytes | None:
        with self._lock:
            log = self.own.get(epoch, [])
            if seq == 0:
                return b""
            return log[seq - 1].hash if seq <= len(log) else None

    def ack(self, epoch: int, seq: int) -> None:
        with self._lock:
            self.acked_at[epoch] = seq
            self.changed.notify_all()

    def waiting(self) -> Waiting:
        with self._lock:
            left = self.own[self.epoch][self.acked_at[self.epoch] :]
            return Waiting(len(left), left[0].recorded_at if left else None)

    def cursors(self) -> list[Cursor]:
        with self._lock:
            return list(self._cursors.values())

    def feed_event(self, topic_id: int, pos: int) -> bytes | None:
        with self._lock:
            return self._places.get((topic_id, pos))

    def absorb(self, topic_id: int, topic_code: str, rows: Sequence[tuple[int, Record]]) -> None:
        with self._lock:
            for pos, record in rows:
                self.events.setdefault(record.event_id, record)
                self._places[topic_id, pos] = record.event_id
            pos, last = rows[-1]
            self._cursors[topic_id] = Cursor(topic_id, topic_code, pos, last.event_id)
            self.changed.notify_all()

    def adopt(self, topic_id: int, topic_code: str, head_pos: int, records: Sequence[Record]) -> None:
        with self._lock:
            for record in records:
                self.events.setdefault(record.event_id, record)
            self._cursors[topic_id] = Cursor(topic_id, topic_code, head_pos, None)

    def rewind(self, topic_id: int, pos: int) -> None:
        with self._lock:
            code = self._cursors[topic_id].code
            self._cursors[topic_id] = Cursor(topic_id, code, pos, self._places.get((topic_id, pos)))

    def set_clock_offset(self, millis: int) -> None:
        self.offsets_ms.append(millis)

    def open_epoch(self, new_epoch: int, why: str) -> None:
        with self._lock:
            moved = self.own[self.epoch][self.acked_at[self.epoch] :]
            self.own[self.epoch] = self.own[self.epoch][: self.acked_at[self.epoch]]
            self.epoch, self.own[new_epoch], self.acked_at[new_epoch] = new_epoch, [], 0
            self.epochs_opened.append((new_epoch, why))
            end = b""
            for seq, old in enumerate(moved, start=1):
                end = chain_hash(
                    end,
                    _content_of(old),
                )
                record = replace(old, epoch=new_epoch, seq=seq, hash=end)
                self.own[new_epoch].append(record)
                self.events[record.event_id] = record


def _content_of(old: Record) -> bytes:
    return content_hash(old.event_id, old.hlc, old.kind, old.v, old.stream, old.basis, old.payload)
