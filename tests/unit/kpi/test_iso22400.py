"""ISO 22400 key figures are unknown one by one, where their own elements are missing."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from momstation.kpi.exact import Exact
from momstation.kpi.iso22400 import IsoInputs, iso_kpis

amounts = st.none() | st.integers(0, 1000)


def test_only_what_the_elements_feed_is_known() -> None:
    result = iso_kpis(IsoInputs(pbt=100, apt=80, gq=9, pq=10))
    assert (result.availability, result.quality_ratio) == (Fraction(4, 5), Fraction(9, 10))
    assert (result.aupt, result.effectiveness, result.oee_index, result.teep, result.scrap_ratio) == (
        None,
    ) * 5


def test_fall_off_is_measured_against_the_first_operation() -> None:
    assert iso_kpis(IsoInputs(sq=5, pq=90, pq_first=100)).fall_off_ratio == Fraction(1, 20)


def test_no_maintenance_at_all_has_no_corrective_ratio() -> None:
    assert iso_kpis(IsoInputs(cmt=0, pmt=0)).corrective_maintenance_ratio is None


@given(amounts, amounts, amounts, amounts, st.none() | st.integers(1, 20), amounts, amounts)
def test_indices_are_the_products_of_their_factors(
    pbt: Exact | None,
    apt: Exact | None,
    aust: Exact | None,
    calendar: Exact | None,
    pru: Exact | None,
    pq: Exact | None,
    gq: Exact | None,
) -> None:
    known = IsoInputs(pbt=pbt, apt=apt, aust=aust, calendar_time=calendar, pru=pru, pq=pq, gq=gq, sq=0)
    result = iso_kpis(known)
    parts = (result.availability, result.effectiveness, result.quality_ratio)
    if parts[0] is not None and parts[1] is not None and parts[2] is not None:
        assert result.oee_index == parts[0] * parts[1] * parts[2]
        if result.aupt is not None and pbt:
            assert result.nee_index == Fraction(result.aupt) / pbt * parts[1] * parts[2]
        if calendar and pbt is not None and result.oee_index is not None:
            assert result.teep == result.oee_index * pbt / calendar
    if not pbt:
        assert (result.availability, result.oee_index, result.nee_index) == (None, None, None)
