"""A station that is killed again and again: what it showed is at the plant, once."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from momstation.sync import overview
from momstation.sync.config import access_path, write_access
from tests.support.central_station import Stations

KILLS = 3
HERE = Path(__file__).parent


def test_what_was_shown_before_a_kill_reaches_the_plant_once(stations: Stations) -> None:
    station = stations.enrol("P07")
    assert station.config is not None
    access = access_path(station.path)
    write_access(access, station.config)
    station.close()
    chance = random.Random(20)
    shown: list[str] = []
    for _ in range(KILLS):
        shown += _live_until(station.path, access, chance.randint(5, 60))
    station.open()
    station.start()
    station.until_drained()

    held = [event.hex() for _, _, _, event in stations.held()]
    assert len(held) == len(set(held))
    assert set(shown) <= set(held)
    assert set(held) == {event_id.hex() for event_id in station.records()}
    assert overview.broken_chains(stations.plant) == ()


def _live_until(store: Path, access: Path, count: int) -> list[str]:
    """Let the station record ``count`` times at least and kill it; what it showed."""
    shown: list[str] = []
    with subprocess.Popen(
        [sys.executable, str(HERE / "station_process.py"), str(store), str(access)],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(HERE.parents[2])},
    ) as process:  # fmt: skip
        assert process.stdout is not None
        for line in process.stdout:
            shown.append(line.strip())
            if len(shown) == count:
                process.send_signal(signal.SIGKILL)
    return [one for one in shown if len(one) == 32]
