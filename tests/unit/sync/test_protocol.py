"""Pages, batches and common pasts, as plain values."""

from datetime import UTC, datetime
from uuid import UUID

from momstation.sync.envelope import Row
from momstation.sync.protocol import (
    BatchSize,
    Gap,
    Next,
    Rewritten,
    first_difference,
    last_common,
    last_proven,
    read_page,
)


def row(pos: int, event: int) -> Row:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Row(pos, UUID(int=event), UUID(int=1), 1, pos, pos, at, None, "k", 1, "s", 0, [], [], "{}", b"")


def event(n: int) -> bytes:
    return UUID(int=n).bytes


def test_the_first_page_begins_at_one() -> None:
    rows = [row(1, 11), row(2, 12)]
    assert read_page(0, None, rows) == Next(rows)
    assert read_page(0, None, []) == Next([])
    assert read_page(0, None, [row(2, 12)]) == Gap(1)


def test_a_later_page_begins_with_the_row_that_was_read_last() -> None:
    rows = [row(7, 17), row(8, 18)]
    assert read_page(7, event(17), rows) == Next(rows[1:])
    assert read_page(7, None, rows) == Next(
        rows[1:]
    )  # after a start with the open streams its id is not known
    assert read_page(7, event(99), rows) == Rewritten()
    assert read_page(7, event(17), []) == Rewritten()
    assert read_page(7, event(17), [row(8, 18)]) == Rewritten()


def test_a_missing_position_is_named_and_not_skipped() -> None:
    assert read_page(7, event(17), [row(7, 17), row(8, 18), row(10, 20)]) == Gap(9)


def test_the_last_place_that_two_logs_share() -> None:
    mine = {1: b"a", 2: b"b", 3: b"c"}
    assert last_common([(1, b"a"), (2, b"b"), (3, b"x")], mine.get) == (2, True)
    assert last_common([(1, b"x")], mine.get) == (None, True)
    assert last_common([(2, b"b"), (3, b"c")], mine.get) == (3, False)
    assert last_common([(3, b"c"), (4, b"d")], mine.get) == (3, True)
    assert last_common([], mine.get) == (None, False)


def test_the_first_place_where_two_feeds_differ() -> None:
    mine = {4: event(14), 5: event(15), 6: event(16)}
    there = [(4, event(14)), (5, event(15)), (6, event(16))]
    assert first_difference(3, 6, there, mine.get) is None
    assert first_difference(3, 6, there[:2], mine.get) == 6  # the plant went back
    assert first_difference(3, 6, [(4, event(14)), (5, event(99)), (6, event(16))], mine.get) == 5
    below = [(1, event(1)), (2, event(2)), (3, event(3))]
    assert first_difference(0, 4, [*below, (4, event(14))], mine.get) is None, "nothing is remembered below 4"
    assert first_difference(0, 3, below, mine.get) == 3, "a cursor that is not remembered proves nothing"
    assert first_difference(3, 3, [], mine.get) is None, (
        "nor is it asked to, where the plant keeps nothing any more"
    )


def test_it_is_read_again_from_what_is_proven_and_else_from_the_beginning() -> None:
    mine = {4: event(14), 5: event(15), 6: event(16)}
    assert [last_proven(place, mine.get) for place in (7, 6, 5, 4, 3, 1)] == [6, 5, 4, 0, 0, 0]
    assert first_difference(0, 3, [(1, event(1))], mine.get) == 2


def test_batches_grow_while_answers_are_quick_and_shrink_when_not() -> None:
    size = BatchSize(500)
    assert size.rows == 50
    size.answered(10, 0.01)
    assert size.rows == 50  # a small batch says nothing about a large one
    for expected in (100, 200, 400, 500, 500):
        size.answered(size.rows, 0.01)
        assert size.rows == expected
    size.answered(500, 0.5)
    assert size.rows == 500
    size.too_much(500)
    assert size.rows == 250
    size.too_much(3)
    assert size.rows == 1
    size.too_much(1)
    assert size.rows == 1
