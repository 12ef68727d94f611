"""Which alarms are worth mending first, and when most came at once."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from momstation.events.machines import AlarmPriority
from momstation.kpi.alarm_ranking import MOST_NAMED, busiest, most_frequent
from momstation.kpi.alarms import AlarmChange, occurrences

SIX = datetime(2026, 11, 23, 6, tzinfo=UTC)
NOON = SIX + timedelta(hours=6)


def at(minutes: float) -> datetime:
    return SIX + timedelta(minutes=minutes)


def stands(condition: str, since: float, until: float | None = None) -> list[AlarmChange]:
    came = AlarmChange("P07", condition, at(since), True, AlarmPriority.LOW)
    return [came] if until is None else [came, AlarmChange("P07", condition, at(until), False)]


def test_the_most_frequent_is_first_with_its_share_and_how_long_it_stood() -> None:
    changes = [
        change
        for part in (
            stands("Oil", 10, 12),
            stands("Oil", 20, 25),
            stands("Oil", 30, 31),
            stands("Door", 40, 100),
        )
        for change in part
    ]
    first, second = most_frequent(occurrences(changes), SIX, NOON)
    assert (first.condition, first.times, first.percent, first.stood) == (
        "Oil",
        3,
        Fraction(75),
        timedelta(minutes=8),
    )
    assert (second.condition, second.times, second.percent) == ("Door", 1, Fraction(25))
    assert (second.stood, second.stands, second.priority) == (timedelta(hours=1), False, AlarmPriority.LOW)


def test_what_stood_before_is_named_by_how_long_it_stood_and_adds_no_coming() -> None:
    (only,) = most_frequent(occurrences(stands("Door", -90)), SIX, NOON)
    assert (only.times, only.percent, only.stood, only.stands) == (0, Fraction(0), timedelta(hours=6), True)


def test_what_was_over_before_or_comes_later_is_left_out() -> None:
    changes = [*stands("Oil", -90, -30), *stands("Door", 400)]
    assert most_frequent(occurrences(changes), SIX, NOON) == ()


def test_no_more_than_ten_are_named_and_shares_are_of_all() -> None:
    changes = [change for n in range(20) for change in stands(f"alarm {n:02d}", n, n + 1)]
    found = most_frequent(occurrences(changes), SIX, NOON)
    assert len(found) == MOST_NAMED
    assert {one.percent for one in found} == {Fraction(5)}


def test_each_stretch_has_the_most_of_its_ten_minutes() -> None:
    changes = [
        change
        for n, minute in enumerate((1, 2, 3, 59, 61, 62, 119))
        for change in stands(f"alarm {n}", minute, minute + 0.5)
    ]
    edges = [SIX, at(60), at(120), at(150)]
    assert busiest(occurrences(changes), edges) == (3, 2, 0)


def test_ten_minutes_that_reach_over_an_edge_belong_to_where_they_begin() -> None:
    """A shift that begins at ten past half, and hours of the clock."""
    changes = [
        change for n, minute in enumerate((52, 61)) for change in stands(f"alarm {n}", minute, minute + 1)
    ]
    assert busiest(occurrences(changes), [at(45), at(60), at(120)]) == (1, 0)
    assert busiest(occurrences(changes), [at(52), at(60), at(120)]) == (2, 0)
