"""Failures are found in the log as a maintenance person would count them on the shift's timeline."""

import itertools
from fractions import Fraction

from momstation.kpi.failure_log import FailureLogInputs, FailureLogResult, failures_from_log
from momstation.kpi.log_inputs import Element, ShiftSpan, StateAt, TimeSpan

MAP = {"run": Element.APT, "fault": Element.ADET, "jam": Element.ADET, "idle": Element.ADOT}


def failures(
    *events: tuple[int, str],
    cuts: tuple[int, ...] = (0, 100),
    least: int = 0,
    rest: tuple[int, int] | None = None,
) -> FailureLogResult:
    return failures_from_log(
        FailureLogInputs(
            shifts=tuple(ShiftSpan(name=f"from {a}", start=a, end=b) for a, b in itertools.pairwise(cuts)),
            events=tuple(StateAt(at=at, state=state) for at, state in events),
            state_map=MAP,
            breaks=() if rest is None else (TimeSpan(start=rest[0], end=rest[1]),),
            failure_from_s=least,
        )
    )


def test_two_failures_give_both_conventions() -> None:
    whole = failures((0, "run"), (20, "fault"), (30, "run"), (60, "fault"), (66, "idle"), (70, "run")).total
    assert (whole.failures, whole.restorations, whole.operating_s, whole.restoring_s) == (2, 2, 80, 16)
    assert (whole.mtbf_classic_s, whole.mttr_classic_s) == (Fraction(40), Fraction(8))
    assert (whole.mtbf_iso22400_s * 3 if whole.mtbf_iso22400_s else None) == 80


def test_short_stops_are_no_failures() -> None:
    whole = failures((0, "run"), (20, "jam"), (22, "run"), (60, "fault"), (70, "run"), least=5).total
    assert (whole.failures, whole.restorations, whole.restoring_s, whole.operating_s) == (1, 1, 10, 88)


def test_a_failure_over_the_shifts_edge_begins_in_one_and_ends_in_the_other() -> None:
    first, second = failures((0, "run"), (40, "fault"), (60, "run"), cuts=(0, 50, 100)).shifts
    assert (first.failures, first.restorations, first.restoring_s, first.mttr_classic_s) == (1, 0, 10, None)
    assert (second.failures, second.restorations, second.restoring_s, second.mtbf_classic_s) == (
        0,
        1,
        10,
        None,
    )


def test_a_failure_that_ends_on_the_very_edge_ends_once() -> None:
    result = failures((0, "run"), (40, "fault"), (50, "run"), cuts=(0, 50, 100))
    assert [shift.restorations for shift in result.shifts] == [1, 0]


def test_a_failure_that_still_lasts_is_not_restored() -> None:
    whole = failures((0, "run"), (90, "fault")).total
    assert (whole.failures, whole.restorations, whole.mtbf_classic_s, whole.mttr_classic_s) == (
        1,
        0,
        Fraction(90),
        None,
    )


def test_a_break_is_no_time_to_restore() -> None:
    whole = failures((0, "run"), (40, "fault"), (80, "run"), rest=(50, 70)).total
    assert (whole.restoring_s, whole.mttr_classic_s, whole.operating_s) == (20, Fraction(20), 60)
