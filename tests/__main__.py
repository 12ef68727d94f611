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
    "tests/screens/shell",
    "tests/flows",
    "tests/flows/test_long_shift.py",
    "tests/screens",
    "tests/integration/store",
    "tests/integration/sync",
    "tests",
    "tests/unit",
    "tests/integration",
    "tests/faults/test_world.py",
    "tests/faults",
    "tests/flows/taps",
)
"""Each is run without what else stands here of it; ``tests`` has whatever is left over. The longest come first.
Where no screen is shown, Qt is taken away: rules, records and wires must not notice."""
HANDS = {"tests/screens/shell": 3, "tests/flows": 3}
"""A part that would be alone at the end is dealt out, file by file, to so many processes; the others have one."""
_PYTEST = (sys.executable, "-m", "pytest", "-o", "tmp_path_retention_policy=failed")
ROOT = Path(__file__).parents[1]
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
        parts = [CHECK, *(part for place in PLACES for part in parts_of(place, folder))]
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


def parts_of(place: str, folder: Path) -> list[Part]:
    """All have the name of the place: who asks for one asks for all of it."""
    no_qt = [] if is_in(place, *WITH_QT) else ["-p", "no:pytest-qt", "-p", "tests.support.no_qt"]
    hands = dealt(place)
    bases = [folder / f"{place.replace('/', '-')}-{n}" for n in range(len(hands))]
    return [
        Part(place, (*_PYTEST, f"--basetemp={base}", *no_qt, *hand))
        for base, hand in zip(bases, hands, strict=True)
    ]


def dealt(place: str) -> list[list[str]]:
    """What pytest is told to run, for each process; a neighbour of a slow file goes to another hand."""
    others = [other for other in PLACES if is_in(other, place) and other != place]
    hands = HANDS.get(place, 1)
    if hands == 1:
        return [[place, *(word for other in others for word in ("--ignore", other))]]
    found = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / place).rglob("test_*.py"))
    files = [file for file in found if not is_in(file, *others)]
    return [files[n::hands] for n in range(hands)]


def is_in(place: str, *folders: str) -> bool:
    return any(place == folder or place.startswith(f"{folder}/") for folder in folders)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
