"""Layer H: the plant in memory, on which the simulation stands, answers as PostgreSQL does through the real wire.

Both get the same pushes, pulls, epochs and restores of nothing; every answer is compared, refusals too.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from momstation.core.clock import SystemClock
from momstation.core.event import Record
from momstation.sync import central
from momstation.sync.envelope import batch_json, entries_of
from momstation.sync.faults import Unreached
from momstation.sync.protocol import FIRST
from momstation.sync.watchdog import Watchdog
from momstation.sync.wire import Wire
from tests.faults.kinds import LotHeld, reading
from tests.support.memory_door import MemoryDoor, counted
from tests.support.memory_plant import MemoryCentral, MemoryPlant

TOPICS = ("area/A", "area/B", "plant/p")
GRANTS = {"P01": ("area/A", "plant/p"), "P02": ("area/B", "plant/p")}
STEPS = 140
DEEDS = ("record", "record", "push", "push", "wrong", "again", "bulk", "look", "epoch")


class Pair:
    """One station's connection to both plants."""

    def __init__(self, door: MemoryDoor, memory: MemoryCentral, wire: Wire) -> None:
        self.door, self.memory, self.wire = door, memory, wire

    def both(self, name: str, *arguments: Any) -> Any:
        said = [_answer(side, name, *arguments) for side in (self.memory, self.wire)]
        assert said[0] == said[1], f"{name}{str(arguments)[:60]}: {str(said)[:700]}"
        return said[0]


def _answer(side: Any, name: str, *arguments: Any) -> Any:
    try:
        return _plain(getattr(side, name)(*arguments))
    except Unreached as unreached:
        return unreached.fault


def _plain(value: Any) -> Any:
    """Without what only one of them can know: clocks, the server's name, when it appends."""
    if hasattr(value, "is_taken"):
        return (value.is_taken, value.last_seq, bytes(value.head_hash), dict(value.heads), value.astray)
    if hasattr(value, "recorded_at"):
        return tuple(_plain(one) for one in value._replace(recorded_at=value.recorded_at.timestamp()))
    if hasattr(value, "head_pos"):
        return (value.head_pos, dict(value.last))
    if hasattr(value, "code"):
        return (value.topic_id, value.code, value.pos)
    return tuple(_plain(one) for one in value) if isinstance(value, list | tuple) else value


@pytest.fixture
def pairs(plant: str) -> Iterator[list[Pair]]:
    """Two stations, and a twin of the first, on a plant in memory and one in PostgreSQL."""
    memory, chance, watchdog = MemoryPlant(TOPICS), random.Random(5), Watchdog()
    doors = {code: MemoryDoor(chance.randbytes(16), (grants[0],)) for code, grants in GRANTS.items()}
    _name_topics(plant)
    configs = {}
    for code, door in doors.items():
        memory.enrol(door.station_id, GRANTS[code])
        configs[code] = central.enrol(plant, code=code, area=GRANTS[code][0][-1], station_id=door.station_id)
        _grant(plant, code)
    for good in (1, 2):
        doors["P01"].record(counted(good))  # the twin has them too, and neither has sent them
    made: list[Pair] = []
    for code, door in [*doors.items(), ("P01", doors["P01"].clone())]:
        wire = Wire(configs[code], watchdog, SystemClock(), lambda: False)
        made.append(Pair(door, MemoryCentral(memory, door.station_id), wire))
    yield made
    for pair in made:
        pair.wire.close()
    watchdog.close()


def _name_topics(plant: str) -> None:
    with psycopg.connect(plant, autocommit=True) as connection:
        for n, code in enumerate(TOPICS, start=1):
            connection.execute("INSERT INTO mom.topic (topic_id, code) VALUES (%s, %s)", (n, code))
        connection.execute("ALTER TABLE mom.topic ALTER COLUMN topic_id RESTART WITH 100")


def _grant(plant: str, code: str) -> None:
    with psycopg.connect(plant, autocommit=True) as connection:
        connection.execute(
            "DELETE FROM mom.station_topic g USING mom.station s WHERE g.station_id = s.station_id AND s.code = %s",
            (code,),
        )
        connection.execute(
            "INSERT INTO mom.station_topic (station_id, topic_id) SELECT s.station_id, t.topic_id"
            " FROM mom.station s, mom.topic t WHERE s.code = %s AND t.code = ANY (%s)",
            (code, list(GRANTS[code])),
        )


@pytest.mark.parametrize("seed", range(2))
def test_both_plants_answer_alike(pairs: list[Pair], seed: int) -> None:
    with reading(3):
        drive(pairs, random.Random(seed))


def drive(pairs: Sequence[Pair], chance: random.Random) -> None:
    taken = 0
    for _ in range(STEPS):
        pair = chance.choice(pairs)
        match chance.choice(DEEDS):
            case "record":
                pair.door.topics = (
                    pair.door.topics[0],
                    *chance.choice(((), ("plant/p",), ("area/B",), ("nowhere",))),
                )
                lot = chance.choice(("1", "2", "3", "1", "2", "3", "nul\x00", "half\ud800"))
                pair.door.record(LotHeld(lot=lot, why=chance.choice(("", "x" * 5000, "é\x7f\U0001f600"))))
            case "push":
                taken += _push(pair)
            case "wrong":
                _push_wrongly(pair, chance)
            case "again":
                epoch, _ = pair.door.acked()
                pair.both("push", epoch, 0, b"", batch_json(pair.door.own[epoch][:2], frozenset()))
            case "bulk":
                taken += _push(pair, is_bulk=True)
            case "epoch" if chance.random() < 0.3:
                opened = pair.both("open_epoch", "fork", pair.door.epoch, chance.random() < 0.3)
                if opened > pair.door.epoch:
                    pair.door.open_epoch(opened, "fork")
            case "look":
                _look(pair)
    assert taken > STEPS / 10


def _push(pair: Pair, *, is_bulk: bool = False) -> int:
    epoch, acked = pair.door.acked()
    records = pair.door.outbox(3, 10**6)
    sealed = frozenset(record.event_id for record in records if {"\0", "\ud800"} & set(record.stream))
    end = pair.door.hash_at(epoch, acked) or b""
    if is_bulk:
        answer = pair.both("push_bulk", epoch, acked, end, entries_of(records, sealed))
    else:
        pair.both("push", epoch, acked, end, batch_json(records, frozenset())) if sealed else None
        answer = pair.both("push", epoch, acked, end, batch_json(records, sealed))
    if isinstance(answer, tuple) and answer[0]:
        pair.door.ack(epoch, answer[1])
        return 1
    if isinstance(answer, tuple) and pair.door.hash_at(epoch, answer[1]) == answer[2]:
        pair.door.ack(epoch, answer[1])
    elif isinstance(answer, tuple) and records:
        pair.door.open_epoch(pair.both("open_epoch", "fork", pair.door.epoch, False), "fork")
    return 0


def _push_wrongly(pair: Pair, chance: random.Random) -> None:
    """Another end, another hash, a record that was changed, nothing at all."""
    epoch, acked = pair.door.acked()
    records = list(pair.door.outbox(2, 10**6))
    end = pair.door.hash_at(epoch, acked) or b""
    pair.both("push", epoch, acked + 1, end, batch_json(records, frozenset()))
    pair.both("push", epoch, acked, b"\1" * 32, batch_json(records, frozenset()))
    pair.both("push", epoch, acked, end, "[]")
    pair.both("push", epoch + 50, 0, b"", "[]")
    if records and not {"\0", "\ud800"} & set("".join(record.stream for record in records)):
        forged: list[Record] = [*records[:-1], replace(records[-1], hlc=records[-1].hlc + 1)]
        pair.both("push", epoch, acked, end, batch_json(forged, frozenset()))


def _look(pair: Pair) -> None:
    pair.both("heads")
    for topic in range(1, len(TOPICS) + 1):
        pair.both("pull", topic, 0, 500)
        pair.both("pull", topic, 3, 4)
        pair.both("feed_ids", topic, 2, 5)
        opened = pair.both("open_streams", topic)
        if isinstance(opened, tuple):
            streams = sorted(opened[1])
            pair.both("stream_page", topic, streams, FIRST, 7)
    for epoch in (1, pair.door.epoch):
        pair.both("own_log", epoch, 1, 6)
