"""Whether the screen keeps its frames while a station that was alone for a month tells the plant all of it."""

import asyncio
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.backlog import server_in
from benchmarks.living import Frames, alone, live, spread
from benchmarks.startup import fill
from momstation.app.station import Station
from momstation.core.paths import resources
from momstation.plant.command import main as plant_command
from momstation.shell.window import StationWindow
from momstation.simulation.demo.settings_file import station_toml
from momstation.sync import central
from momstation.sync.config import write_access
from momstation.ui.state_bar import StateBar

_QUIET_S = 5.0
_PATIENCE_S = 120.0
_LOOK_S = 0.05


def measure(events: int = 60_000, rounds: int = 3) -> dict[str, Any]:
    """Milliseconds from paint to paint of a value that changes sixty times a second; the best of ``rounds``."""
    with tempfile.TemporaryDirectory(prefix="momstation-bench-") as folder:
        whole = Path(folder) / "whole"
        whole.mkdir()
        asyncio.run(fill(_config(whole), events))
        found = [_round(whole, Path(folder) / f"round{number}") for number in range(rounds)]
    best = min(found, key=lambda one: float(one["ratio_p99"]))
    return {
        "events": events,
        **best,
        "rounds_ratio_p99": [one["ratio_p99"] for one in found],
        "wanted": {"draining_ms p99": 33.0, "ratio_p99": 1.3},
    }


def _config(folder: Path) -> Path:
    config = folder / "station.toml"
    store = folder / "station.db"
    config.write_text(station_toml("P07", "Press 07", "STAMPING", "operator", store, None, None))
    if not store.exists():
        plant_command(
            ["import", str(resources() / "plants/demo"), "--config", str(config)], sys.stdout, sys.stderr
        )
    return config


def _round(whole: Path, folder: Path) -> dict[str, Any]:
    shutil.copytree(whole, folder)
    config = _config(folder)
    with tempfile.TemporaryDirectory(prefix="momstation-bench-") as base, server_in(Path(base)) as dsn:
        central.init(dsn)
        return alone("benchmarks.frames", "--round", str(config), dsn)


async def _scene(station: Station, window: StationWindow, dsn: str) -> dict[str, Any]:
    """Undisturbed, draining, undisturbed: the same window in the same process."""
    bar = window.findChild(StateBar)
    assert bar is not None
    frames = Frames(bar, lambda n: bar.set_state("play_arrow-fill", "Producing", f"{n} s"), time.perf_counter)
    await asyncio.sleep(1.0)
    frames.take()
    await asyncio.sleep(_QUIET_S)
    quiet_ms, quiet_late = frames.take()
    begun = time.perf_counter()
    await _drain(station, dsn)
    drained_s = time.perf_counter() - begun
    ms, late = frames.take()
    await asyncio.sleep(1.0)
    frames.take()
    await asyncio.sleep(_QUIET_S)
    more_ms, more_late = frames.take()
    frames.stop()
    undisturbed = spread(quiet_ms + more_ms)
    draining = spread(ms)
    return {
        "undisturbed_ms": undisturbed,
        "draining_ms": draining,
        "undisturbed_late_ms": spread(quiet_late + more_late),
        "draining_late_ms": spread(late),
        "ratio_p50": round(draining["p50"] / undisturbed["p50"], 2),
        "ratio_p99": round(draining["p99"] / undisturbed["p99"], 2),
        "drained_s": round(drained_s, 2),
    }


async def _drain(station: Station, dsn: str) -> None:
    identity = station.assembly.store.identity
    access = await asyncio.to_thread(
        lambda: central.enrol(dsn, code="P07", area="STAMPING", station_id=identity.station_id)
    )
    write_access(station.settings.central.token_file, access, is_keyring_wanted=False)
    assert station.wires.sync is not None, "it was just enrolled"
    station.wires.sync.sync_now()
    until = time.perf_counter() + _PATIENCE_S
    while not _is_in_step(station):
        if time.perf_counter() > until:
            raise TimeoutError("the backlog was not drained")
        await asyncio.sleep(_LOOK_S)


def _is_in_step(station: Station) -> bool:
    status = station.sync_status()
    return status.waiting == 0 and status.is_caught_up


def _one_round(config: Path, dsn: str) -> None:
    found = live(config, lambda station, window: _scene(station, window, dsn))
    print(json.dumps(found))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--round"]:
        _one_round(Path(sys.argv[2]), sys.argv[3])
    else:
        print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 60_000), indent=2))
