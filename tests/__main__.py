"""All checks and all tests, some at once: ``python -m tests``; with names of parts, those alone."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.support.side_by_side import Part, run

WITH_QT = ("tests/screens", "tests/flows")
PLACES = (
    "tests/flows",
    "tests/integration",
    "tests/screens/shell",
    "tests/faults",
    "tests/unit",
    "tests/flows/taps",
    "tests/screens",
    "tests",
)
"""Each is run in one process, without those of its folders that stand here too; ``tests`` has whatever is left. The
longest come first. Where no screen is shown, Qt is taken away: rules, records and wires must not notice."""
CHECK = Part("check", ("make", "--no-print-directory", "check"))


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", help=f"of {CHECK.name} {' '.join(PLACES)}; all of them without a word"
    )
    parser.add_argument(
        "--at-once", type=int, default=(os.cpu_count() or 1) + 1, help="how many, %(default)s here"
    )
    chosen = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="momstation-tests-") as folder:
        parts = [CHECK, *(part_of(place, Path(folder)) for place in PLACES)]
        unknown = set(chosen.parts) - {part.name for part in parts}
        if unknown:
            parser.error(f"no such part: {' '.join(sorted(unknown))}")
        parts = [part for part in parts if not chosen.parts or part.name in chosen.parts]
        return run(parts, at_once=chosen.at_once, folder=Path(folder))


def part_of(place: str, folder: Path) -> Part:
    others = [other for other in PLACES if is_in(other, place) and other != place]
    ignored = [word for other in others for word in ("--ignore", other)]
    no_qt = [] if is_in(place, *WITH_QT) else ["-p", "no:pytest-qt", "-p", "tests.support.no_qt"]
    base = folder / place.replace("/", "-")
    command = (sys.executable, "-m", "pytest", f"--basetemp={base}", *no_qt, place, *ignored)
    return Part(place, command)


def is_in(place: str, *folders: str) -> bool:
    return any(place == folder or place.startswith(f"{folder}/") for folder in folders)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
