"""What is said of a station's alarms: by hand on small stories, and whatever the order and however often told."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momstation.events.machines import AlarmPriority
from momstation.kpi.alarms import WANTED, AlarmChange, alarm_figures, occurrences

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BERLIN = ZoneInfo("Europe/Berlin")


def came(
    after_s: float, name: str = "jam", priority: AlarmPriority | None = AlarmPriority.LOW
) -> AlarmChange:
    return AlarmChange("P07", name, NOON + timedelta(seconds=after_s), True, priority)


def went(after_s: float, name: str = "jam") -> AlarmChange:
    return AlarmChange("P07", name, NOON + timedelta(seconds=after_s), False)


def flickers(times: int, every_s: float, name: str = "jam") -> list[AlarmChange]:
    pairs = ((came(n * every_s, name), went(n * every_s + every_s / 2, name)) for n in range(times))
    return [one for pair in pairs for one in pair]


def test_without_an_alarm_everything_is_nought() -> None:
    none = alarm_figures([], NOON, NOON + HOUR)
    assert (none.came, none.worst, none.spans, none.average, none.flood_percent) == (
        0,
        0,
        6,
        Fraction(0),
        Fraction(0),
    )
    assert not none.stale and not none.chattering
    assert none.percent(AlarmPriority.HIGH) is None


@pytest.mark.parametrize(("times", "floods"), [(10, 0), (11, 1)])
def test_more_than_ten_within_ten_minutes_are_a_flood(times: int, floods: int) -> None:
    figures = alarm_figures(flickers(times, 50), NOON, NOON + HOUR)
    assert (figures.came, figures.worst, figures.floods) == (times, times, floods)
    assert figures.average == Fraction(times, 6)
    assert figures.flood_percent == Fraction(100 * floods, 6)


def test_a_last_stretch_that_is_shorter_counts_and_the_average_knows_the_time() -> None:
    figures = alarm_figures([came(620)], NOON, NOON + timedelta(minutes=15))
    assert figures.spans == 2
    assert figures.average == Fraction(2, 3)


@pytest.mark.parametrize(("stood_h", "is_stale"), [(24, False), (24.01, True)])
def test_what_stands_longer_than_a_day_is_stale_also_if_it_came_before(
    stood_h: float, is_stale: bool
) -> None:
    changes = [came(0), went(stood_h * 3600)]
    later = alarm_figures(changes, NOON + 20 * HOUR, NOON + 40 * HOUR)
    assert bool(later.stale) is is_stale
    assert later.came == 0
    assert alarm_figures(changes, NOON + 30 * HOUR, NOON + 40 * HOUR).stale == ()


def test_what_still_stands_is_stale_when_the_day_is_over() -> None:
    assert alarm_figures([came(0)], NOON, NOON + DAY).stale == ()
    stale = alarm_figures([came(0)], NOON, NOON + DAY + HOUR).stale
    assert stale == ((("P07", "jam"), DAY + HOUR),)


@pytest.mark.parametrize(("every_s", "is_chatter"), [(29.9, True), (30, False)])
def test_three_comings_within_a_minute_chatter(every_s: float, is_chatter: bool) -> None:
    figures = alarm_figures(flickers(3, every_s), NOON, NOON + HOUR)
    assert bool(figures.chattering) is is_chatter


def test_three_different_alarms_within_a_minute_do_not_chatter() -> None:
    assert alarm_figures([came(n, f"a{n}") for n in range(3)], NOON, NOON + HOUR).chattering == ()


def test_shares_are_those_of_what_was_declared() -> None:
    high, medium, low = AlarmPriority
    kinds = [*[low] * 16, *[medium] * 3, high, None]
    changes = [came(n, f"a{n}", each) for n, each in enumerate(kinds)]
    figures = alarm_figures(changes, NOON, NOON + HOUR)
    assert {each: figures.percent(each) for each in AlarmPriority} == WANTED
    assert figures.undeclared == 1


def test_the_night_on_which_clocks_change_is_as_long_as_it_is() -> None:
    """From Saturday noon to Sunday noon 23 hours pass in spring and 25 in autumn."""
    for day, hours in ((28, 23), (24, 25)):
        start = datetime(2026, 3 if day == 28 else 10, day, 12, tzinfo=BERLIN)
        end = start.replace(day=day + 1)
        stood = AlarmChange("P07", "jam", start, True, AlarmPriority.LOW)
        figures = alarm_figures([stood], start, end)
        assert figures.spans == 6 * hours
        assert figures.average == Fraction(1, 6 * hours)
        assert bool(figures.stale) is (hours > 24)


def test_a_time_that_ends_before_it_starts_is_none() -> None:
    with pytest.raises(ValueError, match="ends after"):
        alarm_figures([], NOON, NOON)


changes = st.lists(
    st.builds(
        AlarmChange,
        st.just("P07"),
        st.sampled_from(["jam", "door", "oil"]),
        st.integers(0, 200_000).map(lambda second: NOON + timedelta(seconds=second)),
        st.booleans(),
        st.sampled_from([None, *AlarmPriority]),
    ),
    unique_by=lambda one: (one.name, one.at),
    max_size=60,
)


@given(changes, st.randoms(use_true_random=False))
def test_neither_order_nor_telling_twice_matters(told: list[AlarmChange], chance: Random) -> None:
    again = [*told, *told]
    chance.shuffle(again)
    span = (NOON, NOON + 3 * DAY)
    assert alarm_figures(again, *span) == alarm_figures(told, *span)


@given(changes)
def test_no_two_of_one_name_stand_at_once_and_each_has_its_share(told: list[AlarmChange]) -> None:
    stood = occurrences(told)
    for name in {one.name for one in stood}:
        own = [one for one in stood if one.name == name]
        assert all(a.until is not None and a.until <= b.since for a, b in pairwise(own))
    figures = alarm_figures(told, NOON, NOON + 3 * DAY)
    assert figures.came == len(stood) == figures.undeclared + sum(count for _, count in figures.by_priority)
    assert figures.worst <= figures.came
    assert figures.floods <= figures.spans
