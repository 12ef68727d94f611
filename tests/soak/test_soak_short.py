"""The soak in small: nothing is lost while every plug is pulled; and what is put in to lose something is found."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.soak import mutants

ROOT = Path(__file__).parents[2]
SHORT_S, SEED = 20, 20261122  # ``make soak`` has another seed each time
LONGEST_S = (
    200  # a planted fault is found in the first or second round; a busy computer has fewer lives in one
)


def soak(*words: str) -> "tuple[int, dict[str, object], str]":
    """Exit code, the line, and everything that was said."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.soak", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    last = done.stdout.splitlines()[-1] if done.stdout else "{}"
    return done.returncode, json.loads(last), f"{last}\n{done.stderr[-6000:]}"


@pytest.mark.timeout(400)
def test_nothing_is_lost_while_every_plug_is_pulled() -> None:
    code, line, said = soak("--seconds", str(SHORT_S), "--seed", str(SEED), "--patience", "150")
    assert code == 0, said
    assert (line["lost"], line["duplicated"], line["stuck"], line["seed"]) == (0, 0, 0, SEED), said
    assert all(int(str(line[what])) >= 1 for what in ("kills", "restarts", "shown")), said


@pytest.mark.timeout(400)
@pytest.mark.parametrize(
    ("mutant", "what"),
    [
        (mutants.LOSES, "lost"),
        (mutants.STICKS, "stuck"),
        (mutants.DOUBLES, "duplicated"),
    ],
)
def test_the_soak_finds_a_planted_fault(mutant: str, what: str) -> None:
    patience_s = "8" if what == "stuck" else "60"
    code, line, said = soak(
        "--seconds", str(LONGEST_S), "--round", "4", "--patience", patience_s, "--no-power",
        "--mutant", mutant, "--seed", "4", "--discard",
    )  # fmt: skip
    assert code == 1, said
    assert int(str(line[what])) > 0, said
    assert "make soak SECONDS=" in said
