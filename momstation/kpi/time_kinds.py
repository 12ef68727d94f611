"""The kinds of input that tell a time: moments, dates, wall-clock times and time zones."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from fractions import Fraction
from typing import ClassVar
from zoneinfo import ZoneInfo, available_timezones

from momstation.core.errors import Refused
from momstation.kpi.exact import EPOCH, Exact
from momstation.kpi.kinds import LARGEST, Place, exact_number, shown

TIME_STAMP = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d\d):(\d\d))", re.ASCII
)
CLOCK_TIME = re.compile(r"(\d\d):(\d\d)(?::(\d\d))?", re.ASCII)
CALENDAR_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Instant:
    """A point in time: a time stamp with its offset, or a number of seconds on the input's own line."""

    UNIT: ClassVar[str] = "UTC time stamp or s"

    def accepted(self) -> str:
        return (
            'a time stamp with its offset such as "2026-03-28T21:00:00Z" or "2026-03-28T22:00:00+01:00",'
            " or a number of seconds (one kind throughout an input)"
        )

    def read(self, raw: object, place: Place) -> Exact:
        value = stamp_seconds(raw) if isinstance(raw, str) else exact_number(raw)
        if value is None or not -LARGEST <= value <= LARGEST:
            raise place.refuse(raw, self.accepted())
        timeline = place.timeline
        if not timeline.first:
            timeline.first, timeline.is_stamped = place.path, isinstance(raw, str)
        elif timeline.is_stamped is not isinstance(raw, str):
            raise Refused("kpi.mixed_times", field=place.path, value=shown(raw), other=timeline.first)
        return value


def stamp_seconds(text: str) -> Exact | None:
    """Seconds since 1970-01-01 UTC of an ISO 8601 time stamp with offset; ``None`` if it is not one."""
    match = TIME_STAMP.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, decimals, sign, off_hour, off_minute = match.groups()
    try:
        local = datetime(
            int(year), int(month), int(day), int(hour), int(minute), int(second or 0), tzinfo=UTC
        )
    except ValueError:
        return None
    offset_min = int(off_hour or 0) * 60 + int(off_minute or 0)
    if offset_min > 18 * 60 or int(off_minute or 0) > 59:
        return None
    elapsed = local - EPOCH
    seconds = elapsed.days * 86400 + elapsed.seconds - (-60 if sign == "-" else 60) * offset_min
    return (
        seconds
        if not decimals or not int(decimals)
        else seconds + Fraction(int(decimals), 10 ** len(decimals))
    )


@dataclass(frozen=True, slots=True)
class LocalTime:
    """A time on the wall clock."""

    UNIT: ClassVar[str] = "wall-clock time"

    def accepted(self) -> str:
        return 'a time on the wall clock, "00:00" to "23:59" (or with seconds)'

    def read(self, raw: object, place: Place) -> time:
        match = CLOCK_TIME.fullmatch(raw) if isinstance(raw, str) else None
        try:
            if match is not None:
                return time(int(match[1]), int(match[2]), int(match[3] or 0))
        except ValueError:
            pass
        raise place.refuse(raw, self.accepted())


@dataclass(frozen=True, slots=True)
class LocalDate:
    """A date of the calendar on the wall."""

    UNIT: ClassVar[str] = "local date"

    first: date = date(1900, 1, 1)
    last: date = date(2199, 12, 31)

    def accepted(self) -> str:
        return f'a date such as "2026-03-28", {self.first} to {self.last}'

    def read(self, raw: object, place: Place) -> date:
        match = CALENDAR_DATE.fullmatch(raw) if isinstance(raw, str) else None
        try:
            value = date(int(match[1]), int(match[2]), int(match[3])) if match else None
        except ValueError:
            value = None
        if value is None or not self.first <= value <= self.last:
            raise place.refuse(raw, self.accepted())
        return value


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone of the IANA database."""

    UNIT: ClassVar[str] = "IANA zone name"

    def accepted(self) -> str:
        return 'a time zone name of the IANA database such as "Europe/Berlin" or "UTC"'

    def read(self, raw: object, place: Place) -> ZoneInfo:
        names = available_timezones()
        if isinstance(raw, str) and raw in names:
            return ZoneInfo(raw)
        nearest = get_close_matches(raw, names, n=2) if isinstance(raw, str) and len(raw) <= 60 else []
        hint = f" (nearest: {', '.join(nearest)})" if nearest else ""
        raise place.refuse(raw, self.accepted() + hint)
