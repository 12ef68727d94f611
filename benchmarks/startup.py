"""From the start of the process to a usable home, with a store that is full of events."""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from momstation.app.assembly import assemble
from momstation.core.clock import SystemClock
from momstation.core.event import Event
from momstation.core.paths import resources
from momstation.events.machines import MachineState, MachineStateChanged, PartsCounted
from momstation.plant.command import main as plant_command
from momstation.settings import load
from momstation.simulation.demo.settings_file import station_toml

BATCH = 500


def measure(events: int, runs: int) -> dict[str, Any]:
    """Seconds to a painted home that answers, best of ``runs``; the peer is a bare interpreter with Qt's widgets."""
    with tempfile.TemporaryDirectory(prefix="mom-start-") as folder:
        config = Path(folder) / "station.toml"
        store = Path(folder) / "station.db"
        config.write_text(station_toml("P07", "Press 07", "STAMPING", "operator", store, None, None))
        plant_command(
            ["import", str(resources() / "plants/demo"), "--config", str(config)], sys.stdout, sys.stderr
        )
        asyncio.run(fill(config, events))
        env = _as_installed(Path(folder))
        _start(config, env)  # compiles what an installation compiles when it is made
        station = [_start(config, env) for _ in range(runs)]
        bare = [_bare(env) for _ in range(runs)]
    return {
        "events": events,
        "startup_s": {"best": min(station), "median": statistics.median(station), "n": runs},
        "bare_qt_s": {"best": min(bare), "median": statistics.median(bare)},
        "ratio_best": round(min(station) / min(bare), 2),
        "wanted": {"startup_s best": 2.0},
    }


async def fill(config: Path, events: int) -> None:
    """A store as it stands after weeks: counts, stops and starts of one machine."""
    station = assemble(load(config), SystemClock()).store
    try:
        batch: list[Event] = []
        for event in history(events):
            batch.append(event)
            if len(batch) == BATCH:
                await station.journal.record(batch)
                batch = []
        if batch:
            await station.journal.record(batch)
    finally:
        station.close()


def history(events: int) -> Iterator[Event]:
    at = datetime.now(UTC) - timedelta(seconds=4 * events)
    for number in range(events):
        at += timedelta(seconds=4)
        if number % 50 == 49:
            state = MachineState.STOPPED if number % 100 == 49 else MachineState.PRODUCING
            yield MachineStateChanged(machine="P07", at=at, state=state, heard=state.value)
            continue
        yield PartsCounted(machine="P07", at=at, good=1, reject=0, good_counter=number, reject_counter=0)


def _as_installed(folder: Path) -> dict[str, str]:
    """An installed station has every module compiled, also where whoever measures writes none beside the sources."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**env, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def _start(config: Path, env: dict[str, str]) -> float:
    """The station says itself when its home is painted and answers."""
    command = [sys.executable, "-m", "momstation", "run", "--config", str(config), "--conduct"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        for text in process.stdout:
            line = json.loads(text)
            if line.get("is") == "ready":
                process.stdin.write('{"do": "quit"}\n')
                process.stdin.flush()
                process.wait(20)
                return float(line["startup_s"])
    raise RuntimeError("the station ended before it was ready")


def _bare(env: dict[str, str]) -> float:
    code = (
        "import time, os; from PySide6.QtWidgets import QApplication, QLabel; a = QApplication([]);"
        "w = QLabel('x'); w.show(); w.grab(); print(time.clock_gettime(time.CLOCK_BOOTTIME)"
        " - int(open('/proc/self/stat').read().rsplit(')', 1)[1].split()[19]) / os.sysconf('SC_CLK_TCK'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    return round(float(done.stdout), 3)
