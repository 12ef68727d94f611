"""Fault 30, the suite itself: every known mistake, switched on alone, must be noticed by its layer."""

import pytest

from tests.conftest import ExpectedLog
from tests.faults.mistakes_in_store import sums_of
from tests.faults.mistakes_in_sync import Leaky
from tests.faults.mutants import MUTANTS, Mutant, disks, memory

ASKED_FOR = (
    "ack before push",
    "dedupe by number only",
    "skip on gap",
    "the doorbell as the only trigger",
    "synchronous NORMAL",
    "sums of floats",
    "released by clock",
    "retry only at the next record",
)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_known_mistake_is_noticed(mutant: Mutant, expect_log: ExpectedLog) -> None:
    expect_log(".")
    assert mutant.is_noticed(), f"layer {mutant.layer} does not notice: {mutant.name}"


def test_the_mistakes_that_must_be_there_are() -> None:
    names = [mutant.name for mutant in MUTANTS]
    assert len(names) == len(set(names)) >= 30
    assert set(ASKED_FOR) <= set(names)


def test_without_the_mistake_a_leaky_reader_loses_nothing(expect_log: ExpectedLog) -> None:
    expect_log(".")
    memory("", Leaky, 10)()


def test_without_floats_the_same_fold_agrees(expect_log: ExpectedLog) -> None:
    expect_log(".")
    with sums_of(1):
        disks("skew", 3)()
