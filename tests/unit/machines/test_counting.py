"""Parts between two values of a counter: rollover, reset, duplicates, gaps."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momstation.machines.model.counting import Counter, Mark, interrupted, step, weightier

T0 = datetime(2026, 11, 23, 6, tzinfo=UTC)


def counted(
    values: list[int], modulus: int | None = None, start: Counter | None = None
) -> tuple[int, list[Mark]]:
    counter, total, marks = start or Counter(), 0, []
    for value in values:
        taken = step(counter, value, None, modulus)
        counter, total = taken.counter, total + taken.parts
        marks.extend([taken.mark] if taken.mark else [])
    return total, marks


def test_the_first_value_is_a_baseline() -> None:
    assert counted([4711]) == (0, [Mark.FIRST_SEEN])
    assert counted([4711, 4711, 4712, 4715, 4715]) == (4, [Mark.FIRST_SEEN])


@pytest.mark.parametrize(
    ("values", "modulus", "parts", "mark"),
    [
        ([65534, 2], 65536, 4, Mark.ROLLOVER),
        ([65534, 2], None, 4, Mark.ROLLOVER),  # the usual width of a counter
        ([2**32 - 1, 0], None, 1, Mark.ROLLOVER),
        ([2**31 - 1, 0], None, 1, Mark.ROLLOVER),
        ([995, 3], 1000, 8, Mark.ROLLOVER),
        ([500, 3], 1000, 3, Mark.RESET),  # half a round is no rollover
        ([500, 0], None, 0, Mark.RESET),
        ([500, 3], None, 3, Mark.RESET),
        ([412, 411], None, 0, Mark.RESET),  # corrected at the machine
    ],
)
def test_a_smaller_value(values: list[int], modulus: int | None, parts: int, mark: Mark) -> None:
    assert counted(values, modulus, Counter(values[0])) == (parts, [mark])


def test_a_zero_between_two_values_is_no_reset() -> None:
    assert counted([412, 0, 413], None, Counter(412))[0] == 1
    assert counted([412, 0, 1, 413], None, Counter(412))[0] == 413  # it counted from zero: it was one


def test_a_counter_that_ran_ahead_of_any_machine_was_set_to_a_number() -> None:
    before = interrupted(Counter(69, source_time=T0))
    taken = step(before, 65530, T0 + timedelta(seconds=4), 65536)
    assert (taken.parts, taken.mark) == (0, Mark.RESET)
    assert step(taken.counter, 3, T0 + timedelta(seconds=9), 65536).parts == 9


@pytest.mark.parametrize("later", [timedelta(hours=60), timedelta(seconds=-1), None])
def test_a_long_way_ahead_counts_where_time_or_a_missing_clock_allows_it(later: timedelta | None) -> None:
    before = interrupted(Counter(69, source_time=T0))
    assert step(before, 65530, None if later is None else T0 + later, 65536).parts == 65461


def test_what_was_made_across_a_gap_counts_and_is_marked() -> None:
    taken = step(interrupted(Counter(100)), 130, None, None)
    assert (taken.parts, taken.mark) == (30, Mark.GAP)
    assert step(interrupted(Counter(100)), 100, None, None).mark is None


def test_a_late_duplicate_adds_nothing() -> None:
    counter = Counter(412, source_time=T0)
    taken = step(counter, 409, T0 - timedelta(seconds=1), None)
    assert (taken.parts, taken.counter) == (0, counter)


def test_the_weightiest_mark_of_a_batch() -> None:
    assert weightier(None, Mark.GAP) is Mark.GAP
    assert weightier(Mark.RESET, Mark.ROLLOVER) is Mark.RESET


@given(st.lists(st.integers(0, 30), max_size=60), st.integers(0, 999), st.lists(st.booleans(), max_size=60))
def test_steps_within_a_round_add_up_whatever_is_repeated(
    made: list[int], start: int, repeats: list[bool]
) -> None:
    """Any number of rounds of a counter to 1000, any reading delivered twice: never a part more or less."""
    value, values = start, [start]
    for index, parts in enumerate(made):
        value = (value + parts) % 1000
        values.extend([value] * (2 if index < len(repeats) and repeats[index] else 1))
    assert counted(values, 1000)[0] == sum(made)
