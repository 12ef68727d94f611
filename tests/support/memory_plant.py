"""A plant in memory that keeps the central schema's rules and fails on command: for simulation."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import cast
from uuid import UUID

from momstation.core.event import ASTRAY
from momstation.events.codec import chain_hash, content_of
from momstation.sync.envelope import Entry, Row, record_of
from momstation.sync.faults import Fault, Unreached
from momstation.sync.protocol import Greeting, Head, OpenStreams, PushAnswer

TOPIC = 1
CODE = "area/A"
HOME = (CODE,)
_Backup = tuple[dict[int, list[Row]], dict[tuple[bytes, int], list[Row]], dict[bytes, Row]]


class MemoryPlant:
    """``topics`` by id from 1; ``backup`` and ``restore`` as an administrator does.

    A station's home topic is the first that it was enrolled with; the others it may read and write.
    """

    def __init__(self, topics: Sequence[str] = HOME) -> None:
        self.codes = dict(enumerate(topics, start=1))
        self.feeds: dict[int, list[Row]] = {topic: [] for topic in self.codes}
        self.logs: dict[tuple[bytes, int], list[Row]] = {}
        self.grants: dict[bytes, tuple[int, ...]] = {}
        self.events: dict[bytes, Row] = {}
        self.starts = 0

    @property
    def feed(self) -> list[Row]:
        return self.feeds[TOPIC]

    def enrol(self, station_id: bytes, topics: Sequence[str]) -> None:
        ids = {code: topic for topic, code in self.codes.items()}
        self.grants[station_id] = tuple(ids[code] for code in topics)
        self.logs.setdefault((station_id, 1), [])

    def backup(self) -> object:
        feeds = {topic: list(rows) for topic, rows in self.feeds.items()}
        return feeds, {log: list(rows) for log, rows in self.logs.items()}, dict(self.events)

    def restore(self, backup: object, *, is_started_anew: bool = True) -> None:
        """Who is enrolled is written down elsewhere and stays."""
        feeds, logs, events = cast(_Backup, backup)
        self.starts += is_started_anew
        self.feeds = {topic: list(rows) for topic, rows in feeds.items()}
        self.logs = {log: list(rows) for log, rows in logs.items()}
        self.events = dict(events)
        for station in self.grants:
            self.logs.setdefault((station, 1), [])


class MemoryCentral:
    """A station's connection. ``before`` and ``after`` run around each effect and may raise ``Unreached``."""

    is_feeding_once = True
    is_checking_hashes = True

    def __init__(
        self,
        plant: MemoryPlant,
        station_id: bytes,
        before: Callable[[], None] = lambda: None,
        after: Callable[[], None] = lambda: None,
    ) -> None:
        self._plant, self._me, self._before, self._after = plant, station_id, before, after
        self._server = plant.starts
        if station_id not in plant.grants:
            plant.enrol(station_id, tuple(plant.codes.values()))

    def offset_ms(self) -> int:
        """The station's clock minus the plant's, as this connection measures it."""
        return 0

    def hello(self) -> Greeting:
        self._call()
        return Greeting(self.offset_ms(), str(self._server))

    def _call(self) -> None:
        if self._plant.starts != self._server:
            raise Unreached(Fault.TRANSIENT, "the server was restarted")
        self._before()

    def heads(self) -> Sequence[Head]:
        self._call()
        return [
            Head(topic, self._plant.codes[topic], len(self._plant.feeds[topic]))
            for topic in sorted(self._plant.grants[self._me])
        ]

    def push(self, epoch: int, prev_seq: int, prev_hash: bytes, batch: str) -> PushAnswer:
        self._call()
        answer = self.append(epoch, prev_seq, prev_hash, batch)
        self._after()
        return answer

    def append(self, epoch: int, prev_seq: int, prev_hash: bytes, batch: str) -> PushAnswer:
        """What the server does with a push, whether or not anybody still waits for the answer."""
        entries = json.loads(batch)
        if not all(_can_be_stored(entry) for entry in entries):
            raise Unreached(Fault.POISON, "unsupported Unicode escape sequence, or a number out of range")
        log = self._plant.logs.get((self._me, epoch))
        if log is None:
            raise Unreached(Fault.EPOCH_CLOSED, "epoch is not open")
        end = log[-1].hash if log else b""
        if (len(log), end) != (prev_seq, prev_hash) or not entries:
            return PushAnswer(False, len(log), end, self.offset_ms())
        rows = [self._row(entry, epoch, len(log) + n) for n, entry in enumerate(entries, start=1)]
        is_parted = sum(station == self._me for station, _ in self._plant.logs) > 1
        known = [is_parted and self._plant.events.get(row.event_id.bytes) is not None for row in rows]
        if self.is_feeding_once and any(
            row.event_id.bytes in self._plant.events
            for row, is_known in zip(rows, known, strict=True)
            if not is_known
        ):
            raise Unreached(Fault.POISON, "duplicate key value violates unique constraint")
        for row in rows:
            end = chain_hash(end, content_of(record_of(row)))
            if self.is_checking_hashes and end != row.hash:
                raise Unreached(Fault.DAMAGED, f"hash of seq {row.seq} does not follow")
        mine = {self._plant.codes[topic] for topic in self._plant.grants[self._me]}
        fresh = [row for row, is_known in zip(rows, known, strict=True) if not is_known]
        astray = {row.event_id for row in fresh if not set(row.topics) <= mine}
        rows = [row._replace(flags=row.flags | ASTRAY) if row.event_id in astray else row for row in rows]
        log.extend(rows)
        grown = self._feed([r for r, k in zip(rows, known, strict=True) if not (self.is_feeding_once and k)])
        return PushAnswer(True, len(log), log[-1].hash, self.offset_ms(), grown, len(astray))

    def _feed(self, rows: Sequence[Row]) -> dict[int, int]:
        grown = {}
        grants = self._plant.grants[self._me]
        for topic in sorted(grants):
            feed = self._plant.feeds[topic]
            for row in rows:
                if topic == grants[0] or self._plant.codes[topic] in row.topics:
                    feed.append(row._replace(pos=len(feed) + 1))
                    grown[topic] = len(feed)
        self._plant.events.update((row.event_id.bytes, row) for row in rows)
        return grown

    def _row(self, entry: dict[str, object], epoch: int, seq: int) -> Row:
        text = {key: str(value) for key, value in entry.items()}
        basis, topics = entry["b"], entry["to"]
        assert isinstance(basis, list) and isinstance(topics, list)
        off = entry["off"]
        return Row(
            0, UUID(text["id"]), UUID(bytes=self._me), epoch, seq, int(text["hlc"]),
            datetime.fromisoformat(text["at"]), None if off is None else int(str(off)), text["k"], int(text["v"]),
            text["s"], int(text["f"]), [UUID(one) for one in basis], topics, text["p"], bytes.fromhex(text["h"]),
        )  # fmt: skip

    def _may_read(self, topic_id: int) -> None:
        if topic_id not in self._plant.grants[self._me]:
            raise Unreached(Fault.REFUSED, f"topic {topic_id} not granted")

    def pull(self, topic_id: int, pos: int, limit: int) -> Sequence[Row]:
        self._call()
        self._may_read(topic_id)
        return self._plant.feeds[topic_id][max(0, pos - 1) :][:limit]

    def feed_ids(self, topic_id: int, after: int, limit: int) -> Sequence[tuple[int, bytes]]:
        self._call()
        self._may_read(topic_id)
        rows = self._plant.feeds[topic_id][after:][:limit]
        return [(row.pos, row.event_id.bytes) for row in rows]

    def push_bulk(self, epoch: int, prev_seq: int, prev_hash: bytes, entries: Sequence[Entry]) -> PushAnswer:
        return self.push(epoch, prev_seq, prev_hash, json.dumps([entry._asdict() for entry in entries]))

    def open_streams(self, topic_id: int) -> OpenStreams:
        self._call()
        self._may_read(topic_id)
        feed = self._plant.feeds[topic_id]
        last = {row.stream: row for row in feed}
        return OpenStreams(len(feed), {row.stream: row.pos for row in last.values() if not row.flags & 2})

    def stream_page(
        self, topic_id: int, streams: Sequence[str], after: tuple[int, bytes], limit: int
    ) -> Sequence[Row]:
        self._call()
        self._may_read(topic_id)
        known = {row.stream for row in self._plant.feeds[topic_id]}
        found: list[Row] = []
        for place, stream in enumerate(streams, start=1):
            rows = [row for row in self._plant.events.values() if row.stream == stream and stream in known]
            rows.sort(key=lambda row: (row.hlc, row.event_id.bytes))
            found.extend(
                row._replace(pos=place) for row in rows if place > 1 or (row.hlc, row.event_id.bytes) > after
            )
        return found[:limit]

    def own_log(self, epoch: int, after: int, limit: int) -> Sequence[tuple[int, bytes]]:
        self._call()
        log = self._plant.logs.get((self._me, epoch), [])
        return [(row.seq, row.hash) for row in log[after:][:limit]]

    def open_epoch(self, why: str, known: int, again: bool) -> int:
        self._call()
        highest = max((epoch for station, epoch in self._plant.logs if station == self._me), default=0)
        opened = known if again else max(highest, known) + 1
        self._plant.logs.setdefault((self._me, opened), [])
        self._after()
        return opened


def _can_be_stored(entry: dict[str, object]) -> bool:
    """Text without NUL and lone surrogates, an offset of 32 bits."""
    topics, off = entry["to"], entry["off"]
    assert isinstance(topics, list)
    texts = [str(one) for one in (entry["k"], entry["s"], entry["p"], *topics)]
    is_text = all("\0" not in one and _is_unicode(one) for one in texts)
    return is_text and (off is None or abs(int(str(off))) < 1 << 31)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
