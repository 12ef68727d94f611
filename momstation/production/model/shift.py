"""Which shift it is now, by the calculation that a quality engineer can check: kpi.shift_window."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from datetime import date as date_
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from momstation.core.errors import Refused
from momstation.kpi.exact import EPOCH, Exact, moment
from momstation.kpi.shift_window import ClockBreak, ShiftPattern, ShiftWindow, shift_window
from momstation.kpi.spans import Span, joined, within, without
from momstation.plant.nouns import Shift

DAY = timedelta(days=1)
MOST_DAYS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class CurrentShift:
    """``breaks`` are pieces of real time; ``name`` is empty where the plant plans no shift now: then it is
    the day."""

    name: str
    start: datetime
    end: datetime
    breaks: tuple[tuple[datetime, datetime], ...] = ()


def current_shift(shifts: Iterable[Shift], now: datetime, zone: tzinfo) -> CurrentShift:
    """The shift that ``now`` lies in, of several the one that began last; without one, the local day."""
    found = [each for shift in shifts for each in _windows(shift, now) if each.start <= now < each.end]
    return max(found, key=lambda each: each.start, default=_day(now, zone))


def work_times(shifts: Iterable[Shift], start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """When work is planned between two moments: the shifts less their breaks, overlaps once. A plant without
    shifts always works. Looks no further back than MOST_DAYS, or an order of last year would cost a
    second."""
    planned = tuple(shifts)
    if not planned or end <= start:
        return [(start, end)] if end > start else []
    day, windows = max(start, end - MOST_DAYS) - DAY, list[CurrentShift]()
    while day <= end + DAY:
        windows.extend(each for shift in planned for each in _windows(shift, day))
        day += DAY
    worked = without(
        joined(Span(moment(each.start), moment(each.end)) for each in windows),
        joined(Span(moment(one), moment(other)) for each in windows for one, other in each.breaks),
    )
    return [(_time(span.start), _time(span.end)) for span in within(worked, Span(moment(start), moment(end)))]


def _time(seconds: Exact) -> datetime:
    return EPOCH + timedelta(microseconds=int(seconds * 1_000_000))


def _windows(shift: Shift, now: datetime) -> list[CurrentShift]:
    try:
        zone = ZoneInfo(shift.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        return []
    today = now.astimezone(zone).date()
    return [one for date in (today - DAY, today) if (one := _window(shift, zone, date)) is not None]


@lru_cache(maxsize=256)
def _window(shift: Shift, zone: ZoneInfo, date: date_) -> CurrentShift | None:
    """The same for ever, and asked for at each look at the screen: worth remembering."""
    if date.weekday() not in shift.days:
        return None
    pattern = ShiftPattern(
        tz=zone,
        production_date=date,
        start_local=shift.start,
        end_local=shift.end,
        breaks=tuple(ClockBreak(start_local=each.start, end_local=each.end) for each in shift.breaks),
    )
    try:
        return _current(shift.name, shift_window(pattern))
    except Refused:
        return None  # a break outside the shift: the definition is wrong, and time still passes without it


def _current(name: str, window: ShiftWindow) -> CurrentShift:
    pieces = tuple((piece.start_utc, piece.end_utc) for each in window.breaks for piece in each.pieces)
    return CurrentShift(name, window.start_utc, window.end_utc, pieces)


def _day(now: datetime, zone: tzinfo) -> CurrentShift:
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return CurrentShift("", midnight.astimezone(UTC), (midnight + DAY).astimezone(UTC))
