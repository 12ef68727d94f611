"""Layer L: the real sync thread, its session and back-off in simulated time; what people read is true (I8 to I10)."""

import pytest

from tests.conftest import ExpectedLog
from tests.faults.live import ALL, Stage, play

ALONE, TOGETHER = 4, 6


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


def test_a_history_is_the_same_again(expect_log: ExpectedLog) -> None:
    """Or a seed would repeat nothing."""
    expect_log(".")
    first, second = (_told(play(7, ALL)) for _ in range(2))
    assert first == second


def _told(stage: Stage) -> list[tuple[object, ...]]:
    return [(status.state, status.waiting, status.since) for status in stage.told]
