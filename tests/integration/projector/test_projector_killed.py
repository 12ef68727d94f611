"""A projector killed at any moment leaves tables that the next one goes on with, to the same end."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable

from momstation.app.projector import tables
from tests.integration.projector.conftest import Rows
from tests.support.central_station import Stations, until
from tests.support.memory_door import counted

KILLS = 5
_LEADS = """
    SELECT 1 FROM pg_locks
     WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""


def _made(rows: Rows) -> dict[str, list[tuple[object, ...]]]:
    return {
        table.name: rows(f"SELECT * FROM {table.fullname} AS r ORDER BY r::text")
        for table in tables.OPEN_TO_READERS
        if table.name != "standing"
    }


def test_killed_at_any_moment_it_goes_on_to_the_same_end(
    stations: Stations, plant: str, project: Callable[[], str], rows: Rows
) -> None:
    chance = random.Random(20260302)
    station = stations.enrol("P07").start()
    told_before = 0
    for _ in range(KILLS):
        station.record_all([counted(1, f"4711-{chance.randint(1, 20)}") for _ in range(300)])
        station.until_drained()
        child = subprocess.Popen(
            [sys.executable, "-m", "momstation", "central", "project", "--central", plant, "--poll", "0.05"],
            stdout=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        until(lambda n=told_before: _told(rows) > n or chance.random() < 0.02, "it tells something")  # type: ignore[misc]
        child.send_signal(signal.SIGKILL)
        child.wait(60)
        told_before = _told(rows)
    until(lambda: not rows(_LEADS), "the server has noticed that the last one is gone")
    project()
    went_on = _made(rows)
    rows("WITH gone AS (DELETE FROM rm.standing RETURNING 1) SELECT count(*) FROM gone")
    project()
    assert _made(rows) == went_on
    assert _told(rows) == 300 * KILLS


def _told(rows: Rows) -> int:
    if rows("SELECT to_regclass('rm.material_actual')") == [(None,)]:
        return 0
    return int(str(rows("SELECT count(*) FROM rm.material_actual")[0][0]))
