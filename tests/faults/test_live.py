"""Layer L: the real sync thread, its session and back-off in simulated time; what people read is true (I8 to I10)."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ExpectedLog
from tests.faults.live import ALL, play

ALONE, TOGETHER = 4, 25


@pytest.mark.parametrize("fault", ["", *ALL])
def test_each_fault_alone(fault: str, expect_log: ExpectedLog) -> None:
    expect_log(".")
    for seed in range(ALONE):
        play(seed, fault.split())


def test_many_faults_at_once(expect_log: ExpectedLog) -> None:
    expect_log(".")
    for seed in range(TOGETHER):
        stage = play(seed, ALL)
        assert {status.state for status in stage.told} > {"live", "offline"}, f"seed {seed} had no outage"


def test_a_history_is_the_same_again() -> None:
    """Or a seed would repeat nothing: in another process too, where sets have another order."""
    first, second = (_told("129", hash_seed) for hash_seed in ("1", "2"))
    assert first == second != ""


def _told(seed: str, hash_seed: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "tests.faults.live", seed],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
        timeout=200,
    ).stdout
