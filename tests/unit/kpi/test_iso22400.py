"""ISO 22400 key figures are unknown one by one, where their own elements are missing."""

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from momstation.kpi.exact import Exact
from momstation.kpi.iso22400 import IsoInputs, iso_kpis

AMOUNTS: dict[str, Any] = {
    "calendar_time": 10007,
    "pbt": 5003,
    "apt": 2003,
    "aust": 301,
    "adet": 211,
    "adot": 101,
    "aqt": 83,
    "att": 47,
    "apwt": 701,
    "apat": 997,
    "cmt": 59,
    "pmt": 73,
    "pru": 2,
    "pq": 907,
    "gq": 607,
    "sq": 151,
    "rq": 89,
    "psq": 139,
    "pq_first": 953,
    "gp": 503,
    "ip": 809,
    "epc": 1103,
    "cm": 1201,
    "igq": 613,
    "pl": 31,
    "stl": 23,
    "ol": 19,
    "th": 1301,
    "inv": 107,
    "energy": 1409,
}
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


def test_each_figure_takes_its_own_elements() -> None:
    """With a different amount for every element no figure can borrow another's."""
    known = IsoInputs(**AMOUNTS)
    result = iso_kpis(known)
    aupt, aubt, aoet = 2003 + 301, 2003 + 301 + 211, 2003 + 301 + 211 + 83 + 47
    assert (result.aupt, result.aubt, result.aoet) == (aupt, aubt, aoet)
    assert result.worker_efficiency == Fraction(701, 997)
    assert result.allocation_ratio == Fraction(aubt, aoet)
    assert result.throughput_rate == Fraction(907, aoet)
    assert result.allocation_efficiency == Fraction(aubt, 5003)
    assert result.utilization_efficiency == Fraction(2003, aubt)
    assert result.availability == Fraction(2003, 5003)
    assert result.effectiveness == Fraction(2 * 907, 2003)
    assert result.quality_ratio == Fraction(607, 907)
    assert result.oee_index == Fraction(2 * 607, 5003)
    assert result.nee_index == Fraction(aupt * 2 * 607, 5003 * 2003)
    assert result.teep == Fraction(2 * 607, 10007)
    assert result.setup_ratio == Fraction(301, aupt)
    assert result.technical_efficiency == Fraction(2003, 2003 + 211)
    assert result.production_process_ratio == Fraction(2003, aoet)
    assert result.actual_to_planned_scrap_ratio == Fraction(151, 139)
    assert result.first_pass_yield == Fraction(503, 809)
    assert result.scrap_ratio == Fraction(151, 907)
    assert result.rework_ratio == Fraction(89, 907)
    assert result.fall_off_ratio == Fraction(151, 953)
    assert result.finished_goods_ratio == Fraction(607, 1201)
    assert result.integrated_goods_ratio == Fraction(613, 1201)
    assert result.production_loss_ratio == Fraction(31, 1201)
    assert result.storage_transport_loss_ratio == Fraction(23, 1201)
    assert result.other_loss_ratio == Fraction(19, 1201)
    assert result.equipment_load_ratio == Fraction(907, 1103)
    assert result.inventory_turns == Fraction(1301, 107)
    assert result.corrective_maintenance_ratio == Fraction(59, 59 + 73)
    assert result.energy_per_unit == Fraction(1409, 907)
