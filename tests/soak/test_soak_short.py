"""The soak in small: nothing is lost while every plug is pulled; and what is put in to lose something is found."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.soak import mutants

ROOT = Path(__file__).parents[2]
SHORT_S = 20
LONGEST_S = 45  # a planted fault is found in the first or second round


def soak(*words: str) -> "tuple[int, dict[str, object], str]":
    """Exit code, the line, and everything that was said."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.soak", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    last = done.stdout.splitlines()[-1] if done.stdout else "{}"
    return done.returncode, json.loads(last), f"{last}\n{done.stderr[-6000:]}"


@pytest.mark.timeout(200)
def test_nothing_is_lost_while_every_plug_is_pulled() -> None:
    seed = random.SystemRandom().randrange(1_000_000)
    print(f"seed {seed}")
    code, line, said = soak("--seconds", str(SHORT_S), "--seed", str(seed))
    assert code == 0, said
    assert (line["lost"], line["duplicated"], line["stuck"], line["seed"]) == (0, 0, 0, seed), said
    assert int(str(line["kills"])) >= SHORT_S / 2, said
    assert int(str(line["restarts"])) >= 1, said
    assert int(str(line["shown"])) >= 10 * SHORT_S, said


@pytest.mark.timeout(200)
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
