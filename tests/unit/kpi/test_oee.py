"""Laws that OEE keeps for every machine and every shift, beyond the published numbers."""

from fractions import Fraction
from math import prod

from hypothesis import given
from hypothesis import strategies as st

from momstation.kpi.oee import TimesInputs, factors, oee_from_times
from momstation.kpi.oee_aggregate import AggregateInputs, PeriodItem, oee_aggregate
from momstation.kpi.oee_micro_stops import MicroStopInputs, oee_micro_stops
from momstation.kpi.oee_products import ProductItem, ProductsInputs, oee_multi_product

seconds = st.integers(0, 10**6) | st.fractions(0, 10**6, max_denominator=1000)
cycles = st.fractions(Fraction(1, 100), 1000, max_denominator=100)


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int]:
    total = draw(st.integers(0, 10**5))
    return total, draw(st.integers(0, total))


@st.composite
def periods(draw: st.DrawFn) -> PeriodItem:
    planned = draw(seconds)
    run = planned * draw(st.fractions(0, 1, max_denominator=100))
    total, good = draw(counts())
    return PeriodItem(
        name="x",
        planned_s=planned,
        run_s=run,
        ideal_cycle_s=draw(cycles),
        total_count=total,
        good_count=good,
    )


@st.composite
def products(draw: st.DrawFn) -> ProductItem:
    total, good = draw(counts())
    return ProductItem(product="x", ideal_cycle_s=draw(cycles), total_count=total, good_count=good)


@given(periods())
def test_oee_is_exactly_the_product_of_its_factors_where_they_are_defined(row: PeriodItem) -> None:
    whole = oee_aggregate(AggregateInputs(rows=(row,)))
    parts = [whole.availability, whole.performance, whole.quality]
    if None not in parts:
        assert prod(part for part in parts if part is not None) == whole.oee
    assert (whole.oee is None) == (row.planned_s == 0)


@given(st.lists(periods(), min_size=1, max_size=6))
def test_whole_is_a_ratio_of_sums_whatever_the_order_and_between_the_extremes(rows: list[PeriodItem]) -> None:
    whole = oee_aggregate(AggregateInputs(rows=tuple(rows)))
    backwards = oee_aggregate(AggregateInputs(rows=tuple(reversed(rows))))
    assert (backwards.availability, backwards.oee) == (whole.availability, whole.oee)
    each = [row.oee for row in whole.rows if row.oee is not None]
    if whole.oee is not None and all(row.planned_s for row in rows):
        assert min(each) <= whole.oee <= max(each)


@given(st.lists(periods(), min_size=1, max_size=3))
def test_a_shift_twice_is_the_same_oee(rows: list[PeriodItem]) -> None:
    once = oee_aggregate(AggregateInputs(rows=tuple(rows)))
    twice = oee_aggregate(AggregateInputs(rows=tuple(rows + rows)))
    assert (once.availability, once.performance, once.quality, once.oee) == (
        twice.availability,
        twice.performance,
        twice.quality,
        twice.oee,
    )


@given(seconds, st.fractions(0, 1, max_denominator=50), st.lists(products(), min_size=1, max_size=5))
def test_mixed_products_keep_the_product_of_factors(
    planned: Fraction, share: Fraction, items: list[ProductItem]
) -> None:
    result = oee_multi_product(ProductsInputs(planned_s=planned, run_s=planned * share, items=tuple(items)))
    parts = [result.availability, result.performance, result.quality]
    if None not in parts:
        assert prod(part for part in parts if part is not None) == result.oee


@given(seconds, cycles, counts())
def test_one_product_in_many_parts_is_one_product(
    planned: Fraction, cycle: Fraction, made: tuple[int, int]
) -> None:
    total, good = made
    one = oee_from_times(
        TimesInputs(
            planned_s=planned, run_s=planned, ideal_cycle_s=cycle, total_count=2 * total, good_count=2 * good
        )
    )
    item = ProductItem(product="x", ideal_cycle_s=cycle, total_count=total, good_count=good)
    two = oee_multi_product(ProductsInputs(planned_s=planned, run_s=planned, items=(item, item)))
    assert (one.availability, one.performance, one.quality, one.oee) == (
        two.availability,
        two.performance,
        two.quality,
        two.oee,
    )
    assert two.quality_by_count == two.quality


@given(
    st.lists(st.integers(0, 900), max_size=20), st.integers(0, 1000), st.integers(0, 1000), counts(), cycles
)
def test_the_micro_stop_threshold_never_changes_oee(
    stops: list[int], low: int, more: int, made: tuple[int, int], cycle: Fraction
) -> None:
    def at(threshold: int) -> MicroStopInputs:
        return MicroStopInputs(
            planned_s=20_000,
            ideal_cycle_s=cycle,
            total_count=made[0],
            good_count=made[1],
            stops_s=tuple(stops),
            threshold_s=threshold,
        )

    first, second = oee_micro_stops(at(low)), oee_micro_stops(at(low + more))
    assert first.oee == second.oee
    assert first.availability is not None and second.availability is not None
    assert first.availability <= second.availability
    assert first.downtime_s + first.micro_stop_s == sum(stops)
    assert first.run_s + first.downtime_s == 20_000


def test_a_stop_of_exactly_the_threshold_is_lost_time() -> None:
    inputs = MicroStopInputs(
        planned_s=100, ideal_cycle_s=1, total_count=10, good_count=10, stops_s=(9, 10), threshold_s=10
    )
    assert (oee_micro_stops(inputs).micro_stop_count, oee_micro_stops(inputs).downtime_s) == (1, 10)


def test_performance_above_one_is_shown() -> None:
    assert factors(planned=100, run=100, standard=120, good_standard=60).performance == Fraction(6, 5)


def test_without_a_count_of_good_parts_quality_and_oee_are_unknown() -> None:
    result = oee_from_times(TimesInputs(planned_s=100, run_s=50, ideal_cycle_s=1, total_count=40))
    assert (result.availability, result.performance) == (Fraction(1, 2), Fraction(4, 5))
    assert (result.quality, result.oee) == (None, None)
