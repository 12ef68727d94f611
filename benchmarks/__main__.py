"""``make bench``: measures everything and writes benchmarks/results.json."""

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

Figures = dict[str, Any]
RESULTS = Path(__file__).with_name("results.json")


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", help="only these, by the names of the figures; all if none")
    parser.add_argument("--shift-s", type=float, default=600.0, help="length of the measured shift (600)")
    parser.add_argument("--out", type=Path, default=RESULTS)
    asked = parser.parse_args()
    every = measurements(asked.shift_s)
    names = asked.names or list(every)
    results: Figures = json.loads(asked.out.read_text(encoding="utf-8")) if asked.out.exists() else {}
    for name in names:
        print(f"measuring {name}", flush=True)
        results[name] = {"at": datetime.now(UTC).isoformat(timespec="seconds"), **every[name]()}
        print(json.dumps(results[name], indent=2), flush=True)
        results["machine"] = machine()
        asked.out.write_text(json.dumps(results, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return 0


def measurements(shift_s: float) -> dict[str, Callable[[], Figures]]:
    """Each is loaded when its turn comes, so that one does not weigh on the other."""
    arguments: dict[str, tuple[object, ...]] = {
        "append": (10.0,),
        "backup": (100_000,),
        "journal_copy": (3000,),
        "pulses": (),
        "rebuild": (),
        "sync_latency": (300,),
        "backlog": (),
        "central_api": (),
        "bootstrap": (),
        "crowd": (),
        "startup": (100_000, 5),
        "frames": (),
        "screens": (),
        "scans": (),
        "offline": (),
        "endurance": (),
        "shift": (shift_s,),
    }
    return {_short(name): partial(_measured, name, values) for name, values in arguments.items()}


def _short(module: str) -> str:
    return "sync" if module == "sync_latency" else module


def _measured(module: str, values: tuple[object, ...]) -> Figures:
    return dict(import_module(f"benchmarks.{module}").measure(*values))


def machine() -> Figures:
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "load": [round(one, 2) for one in os.getloadavg()] if hasattr(os, "getloadavg") else None,
    }


if __name__ == "__main__":
    sys.exit(main())
