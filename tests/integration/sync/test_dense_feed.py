"""Many write at once, one reads along: positions come without a gap, and none is ever skipped."""

import threading
from uuid import UUID, uuid4

import psycopg
from psycopg.conninfo import make_conninfo

from momstation.sync import central
from momstation.sync.config import SyncConfig
from momstation.sync.envelope import batch_json
from tests.support.memory_door import MemoryDoor, counted

WRITERS = 6
PUSHES = 40
BATCH = 3


def test_a_reader_that_tails_many_writers_never_meets_a_gap(plant: str) -> None:
    writers = [central.enrol(plant, code=f"W{n}", area="A", station_id=uuid4().bytes) for n in range(WRITERS)]
    reader = central.enrol(plant, code="R", area="A", station_id=uuid4().bytes)
    threads = [threading.Thread(target=_write, args=(one,)) for one in writers]
    for thread in threads:
        thread.start()
    seen = _tail(reader, threads)
    for thread in threads:
        thread.join()
    assert [pos for pos, _ in seen] == list(range(1, WRITERS * PUSHES * BATCH + 1))
    assert len({event for _, event in seen}) == len(seen)


def test_an_open_transaction_elsewhere_hides_nothing(plant: str, database: str) -> None:
    station = central.enrol(plant, code="W", area="A", station_id=uuid4().bytes)
    with psycopg.connect(plant) as idle:
        idle.execute("CREATE TABLE elsewhere (n int)")  # holds a transaction id open
        _write(station)
        with _connect(station) as connection:
            rows = _pull(connection, station, 0)
    assert len(rows) == PUSHES * BATCH


def _connect(config: SyncConfig) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(make_conninfo(config.dsn, user=config.user), autocommit=True)


def _write(config: SyncConfig) -> None:
    seq, end = 0, b""
    door = MemoryDoor(config.station_id)
    with _connect(config) as connection:
        for _ in range(PUSHES):
            batch = [door.record(counted(seq + place)) for place in range(1, BATCH + 1)]
            row = connection.execute(
                "SELECT is_taken FROM mom.push(%s, %s, 1, %s, %s, %s::json)",
                (UUID(bytes=config.station_id), config.token, seq, end, batch_json(batch, frozenset())),
            ).fetchone()
            assert row == (True,)
            seq, end = seq + BATCH, batch[-1].hash


def _tail(config: SyncConfig, writers: list[threading.Thread]) -> list[tuple[int, object]]:
    """Read on from the last position seen, as a station does, until all wrote and nothing is left."""
    seen: list[tuple[int, object]] = []
    with _connect(config) as connection:
        while True:
            was_over = not any(thread.is_alive() for thread in writers)
            rows = _pull(connection, config, len(seen) + 1)
            seen += rows
            if was_over and not rows:
                return seen


def _pull(
    connection: "psycopg.Connection[tuple[object, ...]]", config: SyncConfig, pos: int
) -> list[tuple[int, object]]:
    topic = "(SELECT topic_id FROM mom.heads(%s, %s) WHERE code = 'area/A')"
    who = (UUID(bytes=config.station_id), config.token)
    rows = connection.execute(
        f"SELECT pos, event_id FROM mom.pull(%s, %s, {topic}, %s, 500)", (*who, *who, pos)
    ).fetchall()
    return [(int(str(at)), event) for at, event in rows]
