"""Fault 30 for the plant's own rules: their SQL with one line changed must be noticed as well."""

import random
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest

from momstation.core.clock import SystemClock
from momstation.core.event import Record
from momstation.sync import central
from momstation.sync.config import SyncConfig
from momstation.sync.envelope import batch_json
from momstation.sync.faults import Unreached
from momstation.sync.watchdog import Watchdog
from momstation.sync.wire import Wire
from tests.faults.kinds import reading
from tests.faults.test_plants_agree import Pair, drive, pairs
from tests.support.memory_door import MemoryDoor, counted

__all__ = ["pairs"]
API = Path(central.__file__).parent / "sql" / "api.sql"
MISTAKES = {
    "hash not compared": (" OR head.head_hash <> p_prev_hash", ""),
    "hash not recomputed": ("IF wrong IS NOT NULL", "IF false"),
    "epoch not raised": ("greatest(highest, p_known) + 1", "greatest(highest, p_known)"),
    "what is known is not looked for": ("IF known IS NOT NULL", "IF false"),
}
LOCK = (
    "UPDATE mom.topic t SET head_pos = t.head_pos + told WHERE t.topic_id = topic.id RETURNING t.head_pos INTO place;",
    "SELECT t.head_pos + told INTO place FROM mom.topic t WHERE t.topic_id = topic.id;",
)
THEN = "  END LOOP;\n  RETURN QUERY SELECT true,"
LATER = "  UPDATE mom.topic t SET head_pos = place WHERE t.topic_id = topic.id;\n"
FED = "SELECT pos FROM mom.feed f JOIN mom.topic t USING (topic_id) WHERE code LIKE 'area%' ORDER BY pos"


def change(plant: str, *changes: tuple[str, str]) -> None:
    """Put the functions in again, with a mistake."""
    text = API.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, f"the line to change is not there: {old}"
        text = text.replace(old, new)
    with psycopg.connect(plant, autocommit=True) as connection:
        connection.execute(text.encode())


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_a_rule_of_the_plant_is_noticed(name: str, plant: str, pairs: list[Pair]) -> None:
    change(plant, MISTAKES[name])
    with reading(3), pytest.raises((AssertionError, TypeError)):
        for seed in range(3):
            drive(pairs, random.Random(seed))


@pytest.mark.parametrize("is_locked", [True, False])
def test_a_position_that_is_taken_without_the_lock_is_noticed(plant: str, is_locked: bool) -> None:
    """One station's push is open while another's comes: it must wait, and then stand behind it."""
    doors = [MemoryDoor(bytes([n]) * 16) for n in (1, 2)]
    enrolled = [
        central.enrol(plant, code=f"P{n}", area="A", station_id=door.station_id)
        for n, door in enumerate(doors)
    ]
    configs = [replace(one, call_timeout_s=60.0, connect_timeout_s=60.0) for one in enrolled]
    if not is_locked:
        change(plant, LOCK, (THEN, LATER + THEN))
    records = [door.record(counted()) for door in doors]
    said: list[Any] = []
    whose = configs[0]
    with psycopg.connect(whose.dsn, user=whose.user, password=whose.password) as first:
        push_in(first, configs[0], records[0])
        other = threading.Thread(target=lambda: said.append(push_through(configs[1], records[1])))
        other.start()
        until_waiting(plant)
        first.commit()
        other.join()
    assert (said == [True]) is is_locked
    with psycopg.connect(plant) as look:
        found = look.execute(FED)
        assert ([pos for (pos,) in found] == [1, 2]) is is_locked


def push_in(connection: "psycopg.Connection[Any]", config: SyncConfig, record: Record) -> None:
    batch = batch_json([record], frozenset())
    whose = (UUID(bytes=config.station_id), config.token)
    connection.execute("SELECT mom.push(%s, %s, 1, 0, ''::bytea, CAST(%s AS json))", (*whose, batch))


def push_through(config: SyncConfig, record: Record) -> bool:
    watchdog = Watchdog()
    wire = Wire(config, watchdog, SystemClock(), lambda: False)
    try:
        return wire.push(1, 0, b"", batch_json([record], frozenset())).is_taken
    except Unreached:
        return False
    finally:
        wire.close()
        watchdog.close()


def until_waiting(plant: str) -> None:
    """Until some connection waits for another's lock."""
    with psycopg.connect(plant, autocommit=True) as look:
        while look.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchone() is None:
            look.execute("SELECT pg_sleep(0.005)")
