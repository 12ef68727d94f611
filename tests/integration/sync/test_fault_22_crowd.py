"""Fault 22: three hundred stations come back at once; each comes to its end, and all is there, once."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from momstation.sync import central
from momstation.sync.embedded import EmbeddedPostgres
from tests.support.crowd import admit, all_come_back, crowd
from tests.support.postgres import QUICK

STATIONS = 300
BACKLOG = 20


@pytest.fixture
def hall() -> Iterator[EmbeddedPostgres]:
    """A server with room for every station's own connection."""
    folder = Path(tempfile.mkdtemp(prefix="momstation-test-hall-"))
    server = EmbeddedPostgres(folder, settings={**QUICK, "max_connections": str(STATIONS + 20)})
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


def test_three_hundred_stations_come_back_at_once(hall: EmbeddedPostgres) -> None:
    central.init(hall.dsn)
    members = crowd(STATIONS, areas=10, backlog=BACKLOG)
    admit(hall.dsn, members)
    asyncio.run(all_come_back(hall.dsn, members, seed=22))
    assert [member.acked for member in members] == [BACKLOG] * STATIONS
    with psycopg.connect(hall.dsn) as connection:
        held = connection.execute("SELECT count(*), count(DISTINCT event_id) FROM mom.event").fetchone()
        feeds = connection.execute(
            "SELECT f.topic_id, count(*), max(f.pos), t.head_pos FROM mom.feed f JOIN mom.topic t USING (topic_id) "
            "GROUP BY f.topic_id, t.head_pos"
        ).fetchall()
    assert held == (STATIONS * BACKLOG, STATIONS * BACKLOG)
    assert {n == top == head for _, n, top, head in feeds} == {True}
    assert all(member.drained_s and member.caught_up_s for member in members), "nobody starved"
