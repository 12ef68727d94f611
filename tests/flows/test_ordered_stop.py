"""A station that is told to end by the system ends in order: everything heard is recorded, the store is let go."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from momstation.simulation.demo.settings_file import station_toml
from momstation.store.verify import verify_file


@pytest.mark.parametrize("order", [signal.SIGTERM, signal.SIGINT])
def test_a_station_that_the_system_ends_stops_in_order(tmp_path: Path, order: signal.Signals) -> None:
    config, store = tmp_path / "station.toml", tmp_path / "station.db"
    config.write_text(station_toml("P07", "Press 07", "A", "operator", store, None, None), encoding="utf-8")
    command = [sys.executable, "-m", "momstation", "run", "--config", str(config), "--conduct"]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=env
    ) as station:
        assert station.stdout is not None
        assert any(json.loads(line)["is"] == "ready" for line in station.stdout)
        station.send_signal(order)
        assert station.wait(60) == 0
    found = verify_file(store)
    assert found.is_whole
    assert found.own >= 1
