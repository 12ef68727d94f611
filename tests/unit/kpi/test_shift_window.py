"""Shifts on the wall clock become the right real hours on every night of the year, in every zone."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from momstation.kpi.shift_window import ClockBreak, ShiftPattern, ShiftWindow, shift_window
from momstation.kpi.wallclock import OnClock, wall_moment

BERLIN = ZoneInfo("Europe/Berlin")
SPRING, AUTUMN = date(2026, 3, 28), date(2026, 10, 24)
ZONES = [
    "Europe/Berlin",
    "America/Chicago",
    "America/Sao_Paulo",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Asia/Beirut",
    "Pacific/Apia",
    "Africa/Casablanca",
    "America/St_Johns",
    "UTC",
]
MINUTE = timedelta(minutes=1)


def clock(text: str) -> time:
    return time.fromisoformat(text)


def shift(day: date, start: str, end: str, *breaks: tuple[str, str], tz: ZoneInfo = BERLIN) -> ShiftWindow:
    return shift_window(
        ShiftPattern(
            tz=tz,
            production_date=day,
            start_local=clock(start),
            end_local=clock(end),
            breaks=tuple(ClockBreak(start_local=clock(a), end_local=clock(b)) for a, b in breaks),
        )
    )


def test_a_night_has_seven_hours_in_spring_and_nine_in_autumn() -> None:
    assert shift(SPRING, "22:00", "06:00").minutes == 7 * 60
    assert shift(AUTUMN, "22:00", "06:00").minutes == 9 * 60


def test_a_break_in_the_skipped_hour_is_lost() -> None:
    window = shift(SPRING, "22:00", "06:00", ("02:15", "02:45"), ("04:00", "04:30"))
    assert [each.minutes for each in window.breaks] == [0, 30]
    assert window.breaks[0].pieces == ()
    assert (window.planned_break_minutes, window.planned_minutes) == (30, 390)


@pytest.mark.parametrize(
    ("start", "end", "minutes"), [("01:45", "02:15", 15), ("02:30", "03:15", 15), ("01:30", "03:30", 60)]
)
def test_a_break_over_the_edge_of_the_skipped_hour_loses_that_part(
    start: str, end: str, minutes: int
) -> None:
    assert shift(SPRING, "22:00", "06:00", (start, end)).planned_break_minutes == minutes


def test_a_break_in_the_repeated_hour_is_taken_once_at_its_first_occurrence() -> None:
    (window,) = shift(AUTUMN, "22:00", "06:00", ("02:15", "02:45")).breaks
    assert window.minutes == 30
    (piece,) = window.pieces
    assert piece.start_utc == datetime(2026, 10, 25, 0, 15, tzinfo=UTC)
    assert piece.end_utc == datetime(2026, 10, 25, 0, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end", "minutes", "pieces"),
    [
        ("01:45", "02:15", 30, 1),
        ("02:30", "03:15", 45, 2),
        ("01:30", "03:30", 120, 2),
        ("03:00", "03:20", 20, 1),
    ],
)
def test_no_break_is_longer_for_the_repeated_hour(start: str, end: str, minutes: int, pieces: int) -> None:
    (window,) = shift(AUTUMN, "22:00", "06:00", (start, end)).breaks
    assert (window.minutes, len(window.pieces)) == (minutes, pieces)


def test_a_start_in_the_skipped_hour_is_the_change_itself() -> None:
    window = shift(date(2026, 3, 29), "02:30", "10:00")
    assert window.start_utc == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert window.start_on_clock is OnClock.SKIPPED
    assert window.minutes == 7 * 60


def test_a_start_or_end_in_the_repeated_hour_is_its_first_occurrence() -> None:
    early, late = shift(AUTUMN, "18:00", "02:30"), shift(date(2026, 10, 25), "02:30", "10:00")
    assert early.end_utc == late.start_utc == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert (early.end_on_clock, late.start_on_clock) == (OnClock.REPEATED, OnClock.REPEATED)
    assert (early.minutes, late.minutes) == (8 * 60 + 30, 8 * 60 + 30)


def test_breaks_that_overlap_count_once() -> None:
    window = shift(date(2026, 6, 10), "06:00", "14:00", ("09:00", "09:30"), ("09:15", "10:00"))
    assert window.planned_break_minutes == 60


def test_the_same_time_twice_is_a_day_and_night() -> None:
    assert shift(date(2026, 6, 10), "06:00", "06:00").minutes == 24 * 60
    assert shift(SPRING, "06:00", "06:00").minutes == 23 * 60


def test_a_date_that_a_zone_skipped_has_no_time() -> None:
    """Samoa went from 29 December 2011 straight to the 31st."""
    window = shift(date(2011, 12, 29), "22:00", "06:00", tz=ZoneInfo("Pacific/Apia"))
    assert window.minutes_per_local_date == {date(2011, 12, 29): 120}


days = st.dates(date(1990, 1, 1), date(2037, 12, 30))
clocks = st.integers(0, 24 * 60 - 1).map(lambda minute: time(minute // 60, minute % 60))
zones = st.sampled_from(ZONES).map(ZoneInfo)


@st.composite
def change_days(draw: st.DrawFn) -> tuple[ZoneInfo, date]:
    """A zone with a date on or beside a change of its clocks, or any date."""
    zone, day = draw(zones), draw(days)
    noon = datetime.combine(day, time(12), tzinfo=UTC)
    for step in range(370):
        now, then = noon + timedelta(days=step), noon + timedelta(days=step + 1)
        if now.astimezone(zone).utcoffset() != then.astimezone(zone).utcoffset():
            return zone, now.date() + timedelta(days=draw(st.integers(-1, 2)))
    return zone, day


def every_minute(zone: ZoneInfo, start: datetime, end: datetime) -> list[datetime]:
    """The wall clock at every minute from start to end: the slow and obvious way."""
    steps = (end - start) // MINUTE
    return [(start + step * MINUTE).astimezone(zone) for step in range(steps)]


@settings(deadline=None)
@given(change_days(), clocks, clocks)
def test_minutes_and_dates_are_what_the_wall_clock_shows(
    where: tuple[ZoneInfo, date], start: time, end: time
) -> None:
    zone, day = where
    window = shift_window(ShiftPattern(tz=zone, production_date=day, start_local=start, end_local=end))
    shown = every_minute(zone, window.start_utc, window.end_utc)
    assert window.minutes == len(shown) == sum(window.minutes_per_local_date.values())
    dates = {each.date() for each in shown}
    assert window.minutes_per_local_date == {each: sum(now.date() == each for now in shown) for each in dates}


@settings(deadline=None)
@given(change_days(), st.lists(clocks, min_size=2, max_size=5, unique=True))
def test_shifts_that_meet_on_the_wall_partition_the_day(
    where: tuple[ZoneInfo, date], edges: list[time]
) -> None:
    zone, day = where
    edges.sort()
    pairs = zip(edges, [*edges[1:], edges[0]], strict=True)
    windows = [
        shift_window(ShiftPattern(tz=zone, production_date=day, start_local=a, end_local=b)) for a, b in pairs
    ]
    assert all(one.end_utc == next_.start_utc for one, next_ in pairwise(windows))
    day_long = shift_window(
        ShiftPattern(tz=zone, production_date=day, start_local=edges[0], end_local=edges[0])
    )
    assert sum(each.minutes for each in windows) == day_long.minutes
    assert all(each.minutes >= 0 for each in windows)


@settings(deadline=None)
@given(change_days(), st.integers(0, 24 * 60 - 1), st.integers(0, 700), st.integers(1, 200))
def test_break_minutes_are_the_first_showings_of_its_times(
    where: tuple[ZoneInfo, date], start: int, ahead: int, length: int
) -> None:
    zone, day = where
    wall_start = datetime.combine(day, time(start // 60, start % 60))
    wall_break = wall_start + ahead * MINUTE
    wall_end = wall_start + 1000 * MINUTE
    pattern = ShiftPattern(
        tz=zone,
        production_date=day,
        start_local=wall_start.time(),
        end_local=wall_end.time(),
        breaks=(ClockBreak(start_local=wall_break.time(), end_local=(wall_break + length * MINUTE).time()),),
    )
    window = shift_window(pattern)
    shown = [now.replace(tzinfo=None) for now in every_minute(zone, window.start_utc, window.end_utc)]
    first_showings = {now for now in shown if wall_break <= now < wall_break + length * MINUTE}
    assert window.planned_break_minutes == len(first_showings)
    assert window.planned_minutes + window.planned_break_minutes == window.minutes


@settings(deadline=None)
@given(change_days(), clocks, clocks)
def test_a_later_time_on_the_wall_is_never_an_earlier_moment(
    where: tuple[ZoneInfo, date], one: time, other: time
) -> None:
    zone, day = where
    earlier, later = sorted([one, other])
    assert wall_moment(zone, day, earlier).utc <= wall_moment(zone, day, later).utc


def test_offsets_with_seconds_stay_exact() -> None:
    """Monrovia kept its own time, 44 min 30 s behind, until 1972."""
    window = shift(date(1960, 1, 10), "22:00", "06:00", tz=ZoneInfo("Africa/Monrovia"))
    assert window.start_utc == datetime(1960, 1, 10, 22, 44, 30, tzinfo=UTC)
    assert window.minutes == 480
