"""All checks and all tests, some at once: ``python -m tests``; with names of parts, those alone."""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from tests.support.side_by_side import Part, run

WITH_QT = ("tests/screens", "tests/flows")
PLACES = (
    "tests/flows",
    "tests/integration",
    "tests/screens/shell",
    "tests/screens",
    "tests",
    "tests/unit",
    "tests/faults/test_world.py",
    "tests/faults",
    "tests/flows/taps",
)
"""Each is run in one process, without what else stands here of it; ``tests`` has whatever is left over. The
longest come first. Where no screen is shown, Qt is taken away: rules, records and wires must not notice."""
CHECK = Part("check", ("make", "--no-print-directory", "check"))
MEMORY = Path("/dev/shm")
ENOUGH_BYTES = 4 * 2**30
"""Several times what all parts together leave behind."""


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", help=f"of {CHECK.name} {' '.join(PLACES)}; all of them without a word"
    )
    parser.add_argument(
        "--at-once", type=int, default=(os.cpu_count() or 1) + 1, help="how many, %(default)s here"
    )
    chosen = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="momstation-tests-", dir=in_memory(MEMORY)) as name:
        folder = Path(name)
        folder.chmod(0o711)  # a database of root's runs as somebody else, who must come to its own folder
        parts = [CHECK, *(part_of(place, folder) for place in PLACES)]
        unknown = set(chosen.parts) - {part.name for part in parts}
        if unknown:
            parser.error(f"no such part: {' '.join(sorted(unknown))}")
        os.environ["TMPDIR"] = name
        parts = [part for part in parts if not chosen.parts or part.name in chosen.parts]
        return run(parts, at_once=chosen.at_once, folder=folder)


def in_memory(folder: Path) -> Path | None:
    """Hundreds of databases are made and thrown away, and nobody pulls the plug of this computer: where there is room,
    no disk need be waited for. What a disk forgets is tested on one that is simulated."""
    has_room = os.access(folder, os.W_OK) and shutil.disk_usage(folder).free >= ENOUGH_BYTES
    return folder if has_room else None


def part_of(place: str, folder: Path) -> Part:
    others = [other for other in PLACES if is_in(other, place) and other != place]
    ignored = [word for other in others for word in ("--ignore", other)]
    no_qt = [] if is_in(place, *WITH_QT) else ["-p", "no:pytest-qt", "-p", "tests.support.no_qt"]
    base = folder / place.replace("/", "-")
    thrown_away = ["-o", "tmp_path_retention_policy=failed", f"--basetemp={base}"]
    return Part(place, (sys.executable, "-m", "pytest", *thrown_away, *no_qt, place, *ignored))


def is_in(place: str, *folders: str) -> bool:
    return any(place == folder or place.startswith(f"{folder}/") for folder in folders)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
