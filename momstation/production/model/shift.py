"""Which shift it is now, by the calculation that a quality engineer can check: kpi.shift_window."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from momstation.core.errors import Refused
from momstation.kpi.shift_window import ClockBreak, ShiftPattern, ShiftWindow, shift_window
from momstation.plant.nouns import Shift

DAY = timedelta(days=1)


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


def _windows(shift: Shift, now: datetime) -> list[CurrentShift]:
    try:
        zone = ZoneInfo(shift.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        return []
    today = now.astimezone(zone).date()
    windows = list[CurrentShift]()
    for date in (today - DAY, today):
        if date.weekday() not in shift.days:
            continue
        pattern = ShiftPattern(
            tz=zone,
            production_date=date,
            start_local=shift.start,
            end_local=shift.end,
            breaks=tuple(ClockBreak(start_local=each.start, end_local=each.end) for each in shift.breaks),
        )
        try:
            windows.append(_current(shift.name, shift_window(pattern)))
        except Refused:
            continue  # a break outside the shift: the definition is wrong, and time still passes without it
    return windows


def _current(name: str, window: ShiftWindow) -> CurrentShift:
    pieces = tuple((piece.start_utc, piece.end_utc) for each in window.breaks for piece in each.pieces)
    return CurrentShift(name, window.start_utc, window.end_utc, pieces)


def _day(now: datetime, zone: tzinfo) -> CurrentShift:
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return CurrentShift("", midnight.astimezone(UTC), (midnight + DAY).astimezone(UTC))
