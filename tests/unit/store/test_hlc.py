"""The clock that cannot be set back."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from momstation.store import hlc

NOW = hlc.wall_ms(datetime(2026, 3, 2, 6, 0, tzinfo=UTC))
moments = st.integers(min_value=0, max_value=(1 << 47) - 1)


@given(st.lists(moments, min_size=1, max_size=50))
def test_stamps_only_grow_however_the_clock_jumps(walls: list[int]) -> None:
    last = 0
    for wall in walls:
        stamp = hlc.tick(last, 0, wall)
        assert stamp > last
        assert hlc.millis_of(stamp) >= wall
        last = stamp


@given(own=moments, seen=moments, wall=moments)
def test_a_stamp_is_later_than_all_that_was_seen(own: int, seen: int, wall: int) -> None:
    stamp = hlc.tick(hlc.at_ms(own), hlc.at_ms(seen), wall)
    assert stamp > hlc.at_ms(own)
    assert stamp > hlc.at_ms(seen)


def test_a_clock_set_back_an_hour_keeps_counting_in_the_last_millisecond() -> None:
    before = hlc.tick(0, 0, NOW)
    after = hlc.tick(before, 0, NOW - 3_600_000)
    assert after == before + 1
    assert hlc.millis_of(after) == NOW


def test_a_full_counter_carries_into_the_next_millisecond() -> None:
    full = hlc.at_ms(NOW) + (1 << hlc.COUNTER_BITS) - 1
    assert hlc.tick(full, 0, NOW) == hlc.at_ms(NOW + 1)


def test_a_station_of_2099_does_not_drag_us_forward() -> None:
    far = hlc.at_ms(hlc.wall_ms(datetime(2099, 1, 1, tzinfo=UTC)))
    assert hlc.is_suspect(far, NOW)
    assert hlc.seen(5, far, NOW) == 5
    assert hlc.millis_of(hlc.tick(0, hlc.seen(0, far, NOW), NOW)) == NOW


def test_five_minutes_ahead_are_believed_and_one_millisecond_more_is_not() -> None:
    limit = hlc.at_ms(NOW + hlc.MOST_AHEAD_MS)
    assert hlc.seen(0, limit, NOW) == limit
    assert hlc.seen(0, hlc.at_ms(NOW + hlc.MOST_AHEAD_MS + 1), NOW) == 0


@given(st.lists(moments, max_size=20))
def test_what_counts_as_seen_never_goes_back(stamps: list[int]) -> None:
    last = 0
    for stamp in stamps:
        now = hlc.seen(last, hlc.at_ms(stamp), NOW)
        assert now >= last
        last = now


def test_a_stamp_fits_where_the_plant_keeps_it() -> None:
    assert hlc.tick(0, 0, hlc.wall_ms(datetime(2199, 1, 1, tzinfo=UTC))) < 1 << 63
