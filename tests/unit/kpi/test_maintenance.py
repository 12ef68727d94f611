"""Mean times between failures keep both conventions apart and are unknown where nothing failed."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from momstation.kpi.maintenance import FailureInputs, mtbf_mttr

periods = st.lists(st.integers(0, 10_000), max_size=10)


def test_without_a_failure_the_classic_means_are_unknown() -> None:
    result = mtbf_mttr(FailureInputs(operating=(500,), restoring=()))
    assert (result.mtbf_classic, result.mttr_classic, result.availability_inherent) == (None, None, None)
    assert (result.mtbf_iso22400, result.mttr_iso22400) == (Fraction(500), Fraction(0))


def test_a_repair_that_still_runs_is_a_failure_but_no_restoration() -> None:
    result = mtbf_mttr(FailureInputs(operating=(100, 80), restoring=(10, 6), is_down_at_end=True))
    assert (result.failures, result.mtbf_classic, result.mttr_classic) == (2, Fraction(90), Fraction(16))


def test_only_a_repair_that_still_runs_has_no_mean() -> None:
    result = mtbf_mttr(FailureInputs(operating=(100,), restoring=(10,), is_down_at_end=True))
    assert (result.mtbf_classic, result.mttr_classic, result.availability_inherent) == (
        Fraction(100),
        None,
        None,
    )


@given(periods.filter(bool), periods.filter(bool))
def test_both_conventions_share_the_total(operating: list[int], restoring: list[int]) -> None:
    result = mtbf_mttr(FailureInputs(operating=tuple(operating), restoring=tuple(restoring)))
    assert result.mtbf_classic is not None and result.mtbf_iso22400 is not None
    assert (
        result.mtbf_classic * result.failures
        == result.mtbf_iso22400 * (result.failures + 1)
        == sum(operating)
    )
    if sum(operating) + sum(restoring):
        assert result.availability_inherent == Fraction(sum(operating), sum(operating) + sum(restoring))
