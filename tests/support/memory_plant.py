"""A plant in memory that keeps the central schema's rules and fails on command: for simulation."""

import copy
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from momstation.sync.envelope import Row
from momstation.sync.faults import Fault, Unreached
from momstation.sync.protocol import Greeting, Head, PushAnswer

TOPIC = 1
CODE = "area/A"


class MemoryPlant:
    """One topic; ``backup`` and ``restore`` as an administrator does."""

    def __init__(self) -> None:
        self.logs: dict[tuple[bytes, int], list[Row]] = {}
        self.feed: list[Row] = []
        self.starts = 0

    def backup(self) -> object:
        return copy.copy(self.feed), {log: list(rows) for log, rows in self.logs.items()}

    def restore(self, backup: object) -> None:
        feed, logs = backup  # type: ignore[misc]
        self.starts += 1
        self.feed, self.logs = list(feed), {log: list(rows) for log, rows in logs.items()}


class MemoryCentral:
    """A station's connection. ``before`` and ``after`` run around each effect and may raise ``Unreached``."""

    is_feeding_once = True

    def __init__(
        self,
        plant: MemoryPlant,
        station_id: bytes,
        before: Callable[[], None] = lambda: None,
        after: Callable[[], None] = lambda: None,
    ) -> None:
        self._plant, self._me, self._before, self._after = plant, station_id, before, after
        self._server = plant.starts
        if not any(station == station_id for station, _ in plant.logs):
            plant.logs[station_id, 1] = []

    def hello(self) -> Greeting:
        self._call()
        return Greeting(0, str(self._server))

    def _call(self) -> None:
        if self._plant.starts != self._server:
            raise Unreached(Fault.TRANSIENT, "the server was restarted")
        self._before()

    def heads(self) -> Sequence[Head]:
        self._call()
        return [Head(TOPIC, CODE, len(self._plant.feed))]

    def push(self, epoch: int, prev_seq: int, prev_hash: bytes, batch: str) -> PushAnswer:
        self._call()
        log = self._plant.logs.get((self._me, epoch))
        if log is None:
            raise Unreached(Fault.EPOCH_CLOSED, "epoch is not open")
        end = log[-1].hash if log else b""
        if (len(log), end) != (prev_seq, prev_hash) or batch == "[]":
            return PushAnswer(False, len(log), end, 0)
        if "\\u0000" in batch.replace("\\\\", ""):
            raise Unreached(Fault.POISON, "unsupported Unicode escape sequence")
        for entry in json.loads(batch):
            row = self._row(entry, epoch, len(log) + 1)
            log.append(row)
            is_known = any(row.event_id == other.event_id for other in self._plant.feed)
            if not (self.is_feeding_once and is_known):
                self._plant.feed.append(row)
        self._after()
        return PushAnswer(True, len(log), log[-1].hash, 0, {TOPIC: len(self._plant.feed)})

    def _row(self, entry: dict[str, object], epoch: int, seq: int) -> Row:
        text = {key: str(value) for key, value in entry.items()}
        basis, topics = entry["b"], entry["to"]
        assert isinstance(basis, list) and isinstance(topics, list)
        return Row(
            len(self._plant.feed) + 1, UUID(text["id"]), UUID(bytes=self._me), epoch, seq, int(text["hlc"]),
            datetime.fromisoformat(text["at"]), None, text["k"], int(text["v"]), text["s"], int(text["f"]),
            [UUID(one) for one in basis], topics, text["p"], bytes.fromhex(text["h"]),
        )  # fmt: skip

    def pull(self, topic_id: int, pos: int, limit: int) -> Sequence[Row]:
        self._call()
        assert topic_id == TOPIC
        return self._plant.feed[max(0, pos - 1) :][:limit]

    def feed_ids(self, topic_id: int, after: int, limit: int) -> Sequence[tuple[int, bytes]]:
        self._call()
        rows = self._plant.feed[after:][:limit]
        return [(pos, row.event_id.bytes) for pos, row in enumerate(rows, start=after + 1)]

    def bootstrap(self, topic_id: int) -> tuple[int, Sequence[Row]]:
        self._call()
        return len(self._plant.feed), list(self._plant.feed)

    def own_log(self, epoch: int, after: int, limit: int) -> Sequence[tuple[int, bytes]]:
        self._call()
        log = self._plant.logs.get((self._me, epoch), [])
        return [(row.seq, row.hash) for row in log[after:][:limit]]

    def open_epoch(self, why: str, known: int, again: bool) -> int:
        self._call()
        highest = max((epoch for station, epoch in self._plant.logs if station == self._me), default=0)
        opened = known if again and known > highest else max(highest, known) + 1
        self._plant.logs[self._me, opened] = []
        self._after()
        return opened
