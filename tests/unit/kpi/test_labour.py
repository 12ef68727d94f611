"""Overall labour effectiveness is the product of its factors wherever all are defined."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from momstation.kpi.labour import LabourInputs, labour_effectiveness


def crew(shift_s: int, break_s: int, downtime_s: int, units: int, good: int, started: int) -> LabourInputs:
    return LabourInputs(
        workers=3,
        shift_s=shift_s,
        break_s=break_s,
        downtime_s=downtime_s,
        standard_units_per_h=40,
        units=units,
        good_units=good,
        started_units=started,
    )


@given(
    st.integers(0, 9000), st.integers(0, 9000), st.integers(0, 9000), st.integers(0, 500), st.integers(0, 500)
)
def test_the_product_of_the_factors(work: int, rest: int, down: int, good: int, more: int) -> None:
    result = labour_effectiveness(crew(work + rest + down, rest, down, good + more, good, good + more))
    if None not in (result.availability, result.performance, result.quality):
        product = Fraction(1)
        for part in (result.availability, result.performance, result.quality):
            product *= part or 0
        assert result.ole == product


def test_undefined_is_unknown_and_nothing_made_is_zero() -> None:
    idle = labour_effectiveness(crew(28800, 1800, 0, 0, 0, 0))
    assert (idle.availability, idle.performance, idle.quality, idle.ole) == (
        Fraction(1),
        Fraction(0),
        None,
        Fraction(0),
    )
    absent = labour_effectiveness(crew(1800, 1800, 0, 0, 0, 0))
    assert (absent.availability, absent.performance, absent.quality, absent.ole) == (None, None, None, None)
