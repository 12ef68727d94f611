"""``python -m tests.soak --seconds 600 --seed 7``: one line of JSON at the end, exit 1 if anything was lost."""

import argparse
import json
import logging
import random
import shutil
import sys
import tempfile
from pathlib import Path

from tests.soak.director import Soak, Wish
from tests.soak.mutants import NAMES


def main() -> int:
    given = _parser().parse_args()
    seed = given.seed if given.seed is not None else random.SystemRandom().randrange(1_000_000)
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR)
    folder = Path(tempfile.mkdtemp(prefix="momstation-soak-"))
    folder.chmod(0o711)
    wish = Wish(given.seconds, seed, folder, given.patience, given.round, given.mutant, not given.no_power)
    sys.stderr.write(f"seed {seed}, in {folder}\n")
    soak = Soak(wish)
    line = soak.run()
    code = 0 if soak.found.is_clean and not (line["lost"] or line["stuck"]) else 1
    if code == 0 or given.discard:
        shutil.rmtree(folder)
    if code:
        sys.stderr.write(f"To repeat the schedule: make soak SECONDS={given.seconds:g} SEED={seed}\n")
        if not given.discard:
            sys.stderr.write(f"What is left of it: {folder}\n")
    print(json.dumps(line), flush=True)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--seed", type=int, help="decides which fault comes when; a random one by default")
    parser.add_argument("--patience", type=float, default=60.0, help="seconds to be in step after healing")
    parser.add_argument("--round", type=float, default=55.0, help="seconds between two checks")
    parser.add_argument("--mutant", choices=NAMES, default="", help="put this fault into every station")
    parser.add_argument("--no-power", action="store_true", help="without simulated power cuts")
    parser.add_argument("--discard", action="store_true", help="leave nothing to look at")
    return parser


if __name__ == "__main__":
    sys.exit(main())
