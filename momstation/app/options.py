"""How ``momstation run`` is started."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RunOptions:
    """``is_fresh``: what was practised before goes. ``is_conducted``, ``person_seed``, ``hand_scanner`` and ``out``
    serve the demo alone."""

    config: Path
    is_conducted: bool = False
    person_seed: int | None = None
    hand_scanner: Path | None = None
    out: Path | None = None
    is_training: bool = False
    is_fresh: bool = False


def parse(argv: Sequence[str]) -> RunOptions:
    parser = argparse.ArgumentParser(prog="momstation run", description="Open the station's window.")
    parser.add_argument(
        "--config", type=Path, required=True, metavar="station.toml", help="the station's settings"
    )
    parser.add_argument(
        "--training",
        action="store_true",
        help="practise: own records, simulated machines, nothing leaves this station and nothing counts",
    )
    parser.add_argument(
        "--fresh", action="store_true", help="with --training: forget what was practised before"
    )
    demo = parser.add_argument_group("for the demo")
    demo.add_argument("--conduct", action="store_true", help="hear JSON lines on standard input")
    demo.add_argument("--person", type=int, metavar="SEED", help="let a simulated person work here")
    demo.add_argument(
        "--hand-scanner", type=Path, metavar="SOCKET", help="the control of that person's scanner"
    )
    demo.add_argument("--out", type=Path, metavar="DIR", help="where pictures of the screens go")
    given = parser.parse_args(argv)
    return RunOptions(
        given.config, given.conduct, given.person, given.hand_scanner, given.out, given.training, given.fresh
    )
