"""Yields of a chain and defect rates keep their laws and refuse what cannot be."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momstation.core.errors import Refused
from momstation.kpi.yields import ChainInputs, DefectInputs, StepItem, defect_rates, yield_chain


def step(name: str, scrapped: int, reworked: int, units_in: int | None = None) -> StepItem:
    return StepItem(name=name, scrapped=scrapped, reworked=reworked, units_in=units_in)


def test_with_its_own_entries_each_step_is_judged_by_what_entered_it() -> None:
    """100 enter, 10 are lost at the first step, so 90 enter the second."""
    result = yield_chain(ChainInputs(units_started=100, steps=(step("a", 10, 5), step("b", 9, 0, 90))))
    assert result.rolled_throughput_yield == Fraction(85, 100) * Fraction(81, 90)
    assert result.final_yield == Fraction(81, 100)
    assert result.first_time_yield == Fraction(76, 100)


def test_a_step_that_nothing_entered_has_no_yield_and_neither_has_the_chain() -> None:
    result = yield_chain(ChainInputs(units_started=10, steps=(step("a", 10, 0), step("b", 0, 0, 0))))
    assert result.steps[1].first_time_yield is None
    assert result.rolled_throughput_yield is None
    assert result.final_yield == 0


@given(st.integers(1, 1000), st.lists(st.integers(0, 1000), min_size=1, max_size=5))
def test_scrap_alone_rolls_up_to_the_final_yield_when_entries_are_true(
    started: int, wishes: list[int]
) -> None:
    left, steps = started, []
    for index, wish in enumerate(wishes):
        scrapped = wish % (left + 1) if index else min(wish, left)
        steps.append(step(str(index), scrapped, 0, left))
        left -= scrapped
        if not left:
            break
    result = yield_chain(ChainInputs(units_started=started, steps=tuple(steps)))
    assert result.rolled_throughput_yield == result.final_yield == Fraction(left, started)


def test_more_scrap_over_all_steps_than_started_is_refused() -> None:
    with pytest.raises(Refused):
        yield_chain(ChainInputs(units_started=10, steps=(step("a", 6, 0), step("b", 6, 0))))


@given(st.integers(1, 1000), st.integers(1, 50), st.data())
def test_defect_rates_agree_with_each_other(units: int, chances: int, data: st.DataObject) -> None:
    defects = data.draw(st.integers(0, units * chances))
    result = defect_rates(DefectInputs(units=units, opportunities_per_unit=chances, defects=defects))
    assert result.dpu is not None and result.dpo is not None and result.dpmo is not None
    assert result.dpu == result.dpo * chances
    assert result.dpmo == result.dpo * 1_000_000
    assert result.throughput_yield is not None
    assert math.isclose(result.throughput_yield, math.exp(-defects / units))


def test_six_sigma_is_three_point_four_defects_per_million() -> None:
    result = defect_rates(DefectInputs(units=10_000_000, opportunities_per_unit=1, defects=34))
    assert result.sigma_level is not None
    assert math.isclose(result.sigma_level, 6, abs_tol=5e-4)


def test_no_units_no_rates_and_no_defects_no_sigma_level() -> None:
    nothing = defect_rates(DefectInputs(units=0, opportunities_per_unit=3, defects=0))
    assert (nothing.dpu, nothing.dpo, nothing.dpmo, nothing.throughput_yield, nothing.sigma_level) == (
        None,
    ) * 5
    perfect = defect_rates(DefectInputs(units=5, opportunities_per_unit=3, defects=0))
    assert (perfect.dpu, perfect.throughput_yield, perfect.sigma_level) == (Fraction(0), 1.0, None)
