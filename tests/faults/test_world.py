"""Layer S: seeded histories of stations and a plant, from one person without a fault up to all faults at once.

A failure prints its seed; ``SEED=1234 .venv/bin/pytest tests/faults/test_world.py`` plays that one alone, and
``python -m tests.faults.world 1234`` without pytest.
"""

import os
import random
from pathlib import Path

import pytest

from momstation.sync.courier import Courier
from tests.conftest import ExpectedLog
from tests.faults.counts import Counts
from tests.faults.store_box import shelf
from tests.faults.world import ALL, Parts, World, faults_of, play

SEED = os.environ.get("SEED")
SAID = "."  # histories of faults say much; what they must not do is checked after them
ALONE = 12
TOGETHER = 400
REAL = 14


def each_of(name: str, faults: frozenset[str], seeds: range, stations: int = 3) -> Counts:
    total = Counts()
    for seed in seeds if SEED is None else [int(SEED)]:
        try:
            total += counts_of(play(seed, faults, stations))
        except Exception as failure:
            said = ",".join(sorted(faults))
            raise AssertionError(
                f"{name}: python -m tests.faults.world {seed} --faults {said!r}"
            ) from failure
    return total


def counts_of(world: World) -> Counts:
    return Counts(
        shown=len(world.recorded), crashes=world.crashes, healed=world.answers_lost + world.restores
    )


@pytest.mark.parametrize("stations", [1, 2, 5])
def test_without_any_fault(stations: int, expect_log: ExpectedLog) -> None:
    expect_log("addressed to topics")
    assert each_of("no fault", frozenset(), range(ALONE), stations).shown > 0


@pytest.mark.parametrize("fault", ALL)
@pytest.mark.parametrize("stations", [1, 4])
def test_each_fault_alone(fault: str, stations: int, expect_log: ExpectedLog) -> None:
    expect_log(SAID)
    assert each_of(fault, frozenset({fault}), range(ALONE), stations).shown > 0


@pytest.mark.parametrize(
    ("faults", "seed"),
    [
        ("newcomer restore", 0),
        ("newcomer quiet_restore", 270),
        ("newcomer quiet_restore thinning", 115),
        ("newcomer quiet_restore thinning", 264),
        ("newcomer quiet_restore thinning", 577),
        ("bad_fold break interleave newcomer quiet_restore skew thinning", 280),
        ("break interleave newcomer quiet_restore thinning", 160),
    ],
)
def test_newcomers_and_a_plant_that_is_put_back(faults: str, seed: int, expect_log: ExpectedLog) -> None:
    """Also while they read what is open: what they read must have been all of it."""
    expect_log(SAID)
    assert each_of("put back", frozenset(faults.split()), range(seed, seed + ALONE)).shown > 0


@pytest.mark.timeout(600)
def test_many_faults_at_once(expect_log: ExpectedLog) -> None:
    expect_log(SAID)
    total = Counts()
    for seed in range(TOGETHER) if SEED is None else [int(SEED)]:
        total += each_of("together", faults_of(seed), range(seed, seed + 1))
    assert SEED or (total.crashes > TOGETHER and total.healed > TOGETHER)


def test_all_faults_at_once(expect_log: ExpectedLog) -> None:
    expect_log(SAID)
    each_of("all", frozenset(ALL), range(4 * ALONE))


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(REAL) if SEED is None else [int(SEED)])
def test_many_faults_on_real_stores(seed: int, tmp_path: Path, expect_log: ExpectedLog) -> None:
    """The same histories with SQLite below: states are what the store folded as records came, in any order."""
    expect_log(SAID)
    faults = real_faults_of(seed)
    with shelf(tmp_path, random.Random(seed)) as made:
        play(seed, faults, parts=Parts(Courier, box=made.box))


def real_faults_of(seed: int) -> frozenset[str]:
    """Without what makes thousands of records: the memory has that."""
    return faults_of(seed) - {"offline"}
