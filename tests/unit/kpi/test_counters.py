"""Counters are read as a person would who watched every part go by."""

from fractions import Fraction
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from momstation.kpi.counters import CounterInputs, Delta, Step, counter_deltas, delta


@given(st.integers(10, 100_000), st.data())
def test_deltas_of_a_counter_that_rolls_over_give_the_true_parts(modulus: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, modulus - 1))
    made = data.draw(st.lists(st.integers(0, modulus // 10), max_size=50))
    shown = [each % modulus for each in accumulate(made, initial=start)]
    result = counter_deltas(CounterInputs(readings=tuple(shown), modulus=modulus))
    assert result.deltas == tuple(made)
    assert result.total == sum(made)
    assert result.resets == 0


@given(st.lists(st.integers(0, 1000), min_size=1), st.none() | st.just(1001))
def test_total_is_the_sum_and_no_part_is_ever_negative(shown: list[int], modulus: int | None) -> None:
    result = counter_deltas(CounterInputs(readings=tuple(shown), modulus=modulus))
    assert len(result.deltas) == len(shown) - 1
    assert result.total == sum(result.deltas)
    assert all(each >= 0 for each in result.deltas)


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=20), st.integers(0, 19))
def test_the_same_reading_twice_is_nothing(shown: list[int], where: int) -> None:
    where = min(where, len(shown) - 1)
    again = [*shown[: where + 1], *shown[where:]]
    once = counter_deltas(CounterInputs(readings=tuple(shown), modulus=1001))
    assert counter_deltas(CounterInputs(readings=tuple(again), modulus=1001)).total == once.total


def test_a_fall_from_the_middle_is_a_reset_and_from_the_end_a_rollover() -> None:
    assert delta(30_000, 7, 65536) == Delta(7, Step.RESET)
    assert delta(65_500, 7, 65536) == Delta(43, Step.ROLLOVER)
    assert delta(65_500, 30_000, 65536) == Delta(30_000, Step.RESET)
    assert delta(65_500, 7) == Delta(7, Step.RESET)


def test_near_is_a_tenth_of_the_modulus_on_both_sides_unless_told() -> None:
    assert delta(900, 100, 1000).step is Step.ROLLOVER
    assert delta(899, 100, 1000).step is Step.RESET
    assert delta(900, 101, 1000).step is Step.RESET
    assert counter_deltas(CounterInputs(readings=(800, 100), modulus=1000)).resets == 1
    assert (
        counter_deltas(CounterInputs(readings=(800, 100), modulus=1000, near=Fraction(1, 5))).rollovers == 1
    )
