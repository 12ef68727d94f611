"""Spans are joined and cut as if every second were looked at by itself."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from momstation.kpi.spans import Span, joined, total_length, within, without

spans = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: Span(*pair)), max_size=8)


def seconds(of: list[Span]) -> set[int]:
    return {second for span in of for second in range(int(span.start), int(span.end))}


@given(spans)
def test_joined_keeps_every_second_once_and_in_order(some: list[Span]) -> None:
    result = joined(some)
    assert seconds(result) == seconds(some)
    assert total_length(result) == len(seconds(some))
    assert all(before.end < after.start for before, after in pairwise(result))


@given(spans, spans)
def test_without_leaves_exactly_what_is_outside(some: list[Span], holes: list[Span]) -> None:
    result = without(joined(some), joined(holes))
    assert seconds(result) == seconds(some) - seconds(holes)
    assert total_length(result) == len(seconds(result))


@given(spans, st.integers(0, 40), st.integers(0, 40))
def test_within_cuts_at_the_edges(some: list[Span], start: int, end: int) -> None:
    assert seconds(within(some, Span(start, end))) == seconds(some) & set(range(start, end))
