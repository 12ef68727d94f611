"""A station's log in memory, with the store's door for sync: for tests of sync that need no disk."""

import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from momstation.core.clock import Clock, SystemClock
from momstation.core.event import Event, Record
from momstation.core.ids import uuid7
from momstation.events.codec import chain_hash, content_of, decode, encode, readable
from momstation.events.codec import content_hash as hash_of_content
from momstation.events.production import QuantityCounted
from momstation.store import hlc

_ENVELOPE_BYTES = 400


def counted(good: int = 1, order: str = "4711-20") -> QuantityCounted:
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


@dataclass(frozen=True)
class OwnEpoch:
    epoch: int
    last_seq: int
    acked_seq: int


class MemoryDoor:
    """Keeps to the rules of ``momstation.sync.door.Door``, as the store's own door does: a test drives both with
    the same calls and compares. ``record`` may be called from another thread."""

    def __init__(
        self,
        station_id: bytes | None = None,
        topics: tuple[str, ...] = ("area/A",),
        clock: Clock | None = None,
        random_bytes: Callable[[int], bytes] = os.urandom,
    ) -> None:
        self.station_id = station_id or uuid4().bytes
        self.topics = topics
        self.clock = clock or SystemClock()
        self.random_bytes = random_bytes
        self.epoch = 1
        self.own: dict[int, list[Record]] = {1: []}
        self.acked_at: dict[int, int] = {1: 0}
        self.events: dict[bytes, Record] = {}
        self.heads: dict[str, tuple[bytes, ...]] = {}
        self.offsets_ms: list[int] = []
        self.epochs_opened: list[tuple[int, str]] = []
        self.suspect: set[bytes] = set()
        self.own_hlc = self.seen_hlc = 0
        self._cursors: dict[int, Cursor] = {}
        self._places: dict[tuple[int, int], bytes] = {}
        self._taking: dict[int, str] = {}
        self.gone: dict[str, frozenset[bytes]] = {}
        self._lacking: dict[str, tuple[datetime, int]] = {}
        self._is_begun_late = False
        self._lock = threading.RLock()
        self.changed = threading.Condition(self._lock)

    def clone(self) -> "MemoryDoor":
        """What somebody gets who copies this station's disk."""
        with self._lock:
            twin = MemoryDoor(self.station_id, self.topics, self.clock, self.random_bytes)
            twin.epoch, twin.acked_at, twin.events = self.epoch, dict(self.acked_at), dict(self.events)
            twin.own = {epoch: list(records) for epoch, records in self.own.items()}
            twin.heads, twin.suspect = dict(self.heads), set(self.suspect)
            twin.own_hlc, twin.seen_hlc = self.own_hlc, self.seen_hlc
            twin._cursors, twin._places = dict(self._cursors), dict(self._places)
            twin._taking = dict(self._taking)
            twin.gone, twin._lacking = dict(self.gone), dict(self._lacking)
            twin._is_begun_late = self._is_begun_late
            return twin

    def record(self, event: Event) -> Record:
        event = readable(event)
        return self.record_raw(event.kind, event.v, event.stream(), event.flags(), encode(event))

    def record_raw(self, kind: str, v: int, stream: str, flags: int, payload: str) -> Record:
        with self._lock:
            log = self.own[self.epoch]
            now = self.clock.now()
            event_id = uuid7(now, self.random_bytes).bytes
            stamp = hlc.tick(self.own_hlc, self.seen_hlc, hlc.wall_ms(now))
            basis = self.heads.get(stream, ())
            content = hash_of_content(event_id, stamp, kind, v, stream, basis, payload)
            record = Record(
                event_id, self.station_id, self.epoch, len(log) + 1, stamp, now, self._offset_ms, kind, v, stream,
                flags, basis, self.topics, payload, chain_hash(log[-1].hash if log else b"", content),
                decode(kind, v, stream, payload),
            )  # fmt: skip
            log.append(record)
            self.own_hlc = stamp
            self.heads[stream] = (event_id,)
            self.events[event_id] = record
            self._look_for_past(stream, is_new=not basis)
            self.changed.notify_all()
            return record

    @property
    def _offset_ms(self) -> int | None:
        return self.offsets_ms[-1] if self.offsets_ms else None

    def epochs(self) -> list[OwnEpoch]:
        with self._lock:
            return [
                OwnEpoch(epoch, len(log), self.acked_at[epoch]) for epoch, log in sorted(self.own.items())
            ]

    def outbox(self, limit: int, max_bytes: int) -> Sequence[Record]:
        with self._lock:
            epoch, acked = self.acked()
            taken: list[Record] = []
            room = max_bytes
            for record in self.own[epoch][acked:][:limit]:
                room -= len(record.payload) + _ENVELOPE_BYTES
                if taken and room < 0:
                    break
                taken.append(record)
            return taken

    def acked(self) -> tuple[int, int]:
        """Of the oldest epoch of which anything waits, else of the present one."""
        with self._lock:
            pushed = next((one for one in self.epochs() if one.last_seq > one.acked_seq), None)
            return (pushed.epoch, pushed.acked_seq) if pushed else (self.epoch, self.acked_at[self.epoch])

    def hash_at(self, epoch: int, seq: int) -> bytes | None:
        with self._lock:
            log = self.own.get(epoch, [])
            if seq == 0:
                return b""
            return log[seq - 1].hash if seq <= len(log) else None

    def ack(self, epoch: int, seq: int) -> None:
        with self._lock:
            if epoch in self.acked_at:
                self.acked_at[epoch] = seq
            self.changed.notify_all()

    def waiting(self) -> Waiting:
        with self._lock:
            left = [one for epoch, log in sorted(self.own.items()) for one in log[self.acked_at[epoch] :]]
            return Waiting(len(left), left[0].recorded_at if left else None)

    def cursors(self) -> list[Cursor]:
        with self._lock:
            return [cursor for _, cursor in sorted(self._cursors.items())]

    def feed_event(self, topic_id: int, pos: int) -> bytes | None:
        with self._lock:
            return self._places.get((topic_id, pos))

    def absorb(
        self, topic_id: int, topic_code: str, rows: Sequence[tuple[int, Record]]
    ) -> tuple[Record, ...]:
        with self._lock:
            self._check_contiguous(topic_id, [pos for pos, _ in rows])
            new = self._take_in([record for _, record in rows])
            for pos, record in rows:
                self._places[topic_id, pos] = record.event_id
            if rows:
                pos, last = rows[-1]
                self._cursors[topic_id] = Cursor(topic_id, topic_code, pos, last.event_id)
            self.changed.notify_all()
            return new

    def _check_contiguous(self, topic_id: int, positions: Sequence[int]) -> None:
        here = self._cursors[topic_id].pos if topic_id in self._cursors else 0
        if positions and (
            positions[0] > here + 1 or list(positions) != list(range(positions[0], positions[-1] + 1))
        ):
            raise ValueError(f"positions {positions[0]}.. do not follow {here} without a gap")

    def _take_in(self, records: Sequence[Record]) -> tuple[Record, ...]:
        true_ms = hlc.wall_ms(self.clock.now()) - (self._offset_ms or 0)
        new = []
        for record in records:
            if record.event_id in self.events or record.event_id in self.gone.get(record.stream, ()):
                continue
            new.append(record)
            self.events[record.event_id] = record
            self.seen_hlc = hlc.seen(self.seen_hlc, record.hlc, true_ms)
            if hlc.is_suspect(record.hlc, true_ms):
                self.suspect.add(record.event_id)
        for stream in {record.stream for record in new}:
            is_new = not self.heads.get(stream)
            self.heads[stream] = self._heads_of(stream)
            self._look_for_past(stream, is_new=is_new)
        return tuple(new)

    def _of(self, stream: str) -> list[Record]:
        return sorted((r for r in self.events.values() if r.stream == stream), key=lambda r: r.order)

    def _heads_of(self, stream: str) -> tuple[bytes, ...]:
        records = self._of(stream)
        answered = {one for record in records for one in record.basis}
        before = [one for one in self.heads.get(stream, ()) if one in self.gone.get(stream, ())]
        return tuple(one for one in [*before, *(r.event_id for r in records)] if one not in answered)

    # -- what is missing of older streams

    def _look_for_past(self, stream: str, *, is_new: bool) -> None:
        if (is_new and self._is_begun_late) or stream in self.gone or self._is_dangling(stream):
            self._lacking.setdefault(stream, (self.clock.now(), 0))

    def _is_dangling(self, stream: str) -> bool:
        records = self._of(stream)
        return not {one for record in records for one in record.basis} <= {r.event_id for r in records}

    def let_go(self, stream: str) -> None:
        """What thinning does with a stream that it may take."""
        with self._lock:
            ids = {record.event_id for record in self._of(stream)}
            if ids:
                self.gone[stream] = self.gone.get(stream, frozenset()) | ids
                self.events = {one: record for one, record in self.events.items() if one not in ids}

    def lacking(self) -> list[str]:
        with self._lock:
            now = self.clock.now()
            return sorted(
                stream
                for stream, (asked, tries) in self._lacking.items()
                if not tries
                or not timedelta() <= now - asked < timedelta(minutes=10) * 2 ** min(tries - 1, 10)
            )

    def doubt(self, listed: Sequence[str]) -> None:
        with self._lock:
            for stream in {*(r.stream for r in self.events.values()), *self.gone} - set(listed):
                self._lacking.setdefault(stream, (self.clock.now(), 0))

    def take_past(self, stream: str, records: Sequence[Record]) -> tuple[Record, ...]:
        with self._lock:
            ids = {record.event_id for record in records}
            if stream in self.gone and not self._of(stream) and ids <= self.gone[stream]:
                self._lacking.pop(stream, None)
                return ()
            here = {record.event_id for record in [*records, *self._of(stream)]}
            new: tuple[Record, ...] = ()
            is_whole = self.gone.get(stream, frozenset()) <= here
            if is_whole:
                self.gone.pop(stream, None)
                new = self._take_in([record for record in records if record.stream == stream])
            if is_whole and not self._is_dangling(stream):
                self._lacking.pop(stream, None)
            elif stream in self._lacking:
                self._lacking[stream] = (self.clock.now(), self._lacking[stream][1] + 1)
            self.changed.notify_all()
            return new

    def adopt(
        self, topic_id: int, topic_code: str, head_pos: int, records: Sequence[Record]
    ) -> tuple[Record, ...]:
        with self._lock:
            new = self._take_in(records)
            self._cursors[topic_id] = Cursor(topic_id, topic_code, head_pos, None)
            self.rewind(topic_id, head_pos)
            self._taking.pop(topic_id, None)
            self._is_begun_late = self._is_begun_late or head_pos > 0
            return new

    def take_streams(
        self,
        topic_id: int,
        note: str,
        records: Sequence[Record],
        standing: Sequence[tuple[int, bytes]] | None = None,
    ) -> tuple[Record, ...]:
        with self._lock:
            if standing is not None:
                self._places = {at: one for at, one in self._places.items() if at[0] != topic_id}
                self._places |= {(topic_id, pos): event_id for pos, event_id in standing}
            self._taking[topic_id] = note
            return self._take_in(records)

    def taking(self, topic_id: int) -> str | None:
        with self._lock:
            return self._taking.get(topic_id)

    def rewind(self, topic_id: int, pos: int) -> None:
        with self._lock:
            self._places = {at: one for at, one in self._places.items() if at[0] != topic_id or at[1] <= pos}
            if topic_id in self._cursors:
                code = self._cursors[topic_id].code
                self._cursors[topic_id] = Cursor(topic_id, code, pos, self._places.get((topic_id, pos)))

    def set_clock_offset(self, millis: int) -> None:
        self.offsets_ms.append(millis)

    def open_epoch(self, new_epoch: int, why: str) -> None:
        with self._lock:
            if new_epoch <= self.epoch:
                raise ValueError(f"epoch {new_epoch} is not later than {self.epoch}")
            moved: list[Record] = []
            for epoch, log in sorted(self.own.items()):
                moved.extend(log[self.acked_at[epoch] :])
                self.own[epoch] = log[: self.acked_at[epoch]]
            self.epoch, self.own[new_epoch], self.acked_at[new_epoch] = new_epoch, [], 0
            self.epochs_opened.append((new_epoch, why))
            end = b""
            for seq, old in enumerate(moved, start=1):
                end = chain_hash(end, content_of(old))
                record = replace(old, epoch=new_epoch, seq=seq, hash=end)
                self.own[new_epoch].append(record)
                self.events[record.event_id] = record
