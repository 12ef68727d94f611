"""What a person may ask of the demo."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """``stations`` counts the team lead's desktop; ``duration_s`` None means until the person ends it."""

    is_headless: bool
    duration_s: float | None
    out: Path | None
    seed: int
    stations: int
    central: str | None


def parse(argv: Sequence[str]) -> Options:
    parser = argparse.ArgumentParser(
        prog="momstation demo", description="A plant that works a shift on this computer."
    )
    parser.add_argument(
        "--headless", action="store_true", help="simulated people work the shift through the screens"
    )
    parser.add_argument(
        "--duration", type=float, metavar="SECONDS", help="how long the shift lasts (headless: 60)"
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="report.json, pictures and stores go here")
    parser.add_argument("--seed", type=int, default=7, help="the same seed gives the same plant (7)")
    parser.add_argument("--stations", type=int, default=3, help="operator stations and one desktop (3)")
    parser.add_argument("--central", metavar="DSN", help="a PostgreSQL of yours instead of the embedded one")
    given = parser.parse_args(argv)
    if not 2 <= given.stations <= 9:
        parser.error("--stations: 2 to 9, of which one is the team lead's desktop")
    if given.duration is not None and not 1 <= given.duration <= 86_400:
        parser.error("--duration: 1 to 86400 seconds")
    is_headless = given.headless or not has_display()
    duration = given.duration if given.duration is not None else (60.0 if is_headless else None)
    return Options(is_headless, duration, given.out, given.seed, given.stations, given.central)


def has_display() -> bool:
    """Whether a window could be seen."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
