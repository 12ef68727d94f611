"""How times and durations are said on screens, the same everywhere."""

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from momstation.core.i18n import _
from momstation.core.numbers import day
from momstation.plant.nouns import Shift
from momstation.plant.station import StationFacts


def zone_of(station: StationFacts, shifts: Iterable[Shift]) -> tzinfo:
    """The zone that the station's clock face shows: its own, else that of the plant's shifts, else UTC."""
    names = [station.timezone, *(shift.timezone for shift in shifts)]
    for name in filter(None, names):
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            continue
    return UTC


def clock_face(at: datetime, zone: tzinfo) -> str:
    """``14:05``."""
    local = at.astimezone(zone)
    return f"{local.hour:02d}:{local.minute:02d}"


def day_and_clock(at: datetime, now: datetime, zone: tzinfo) -> str:
    """``14:05`` today, ``Nov 24, 14:05`` on another day."""
    local = at.astimezone(zone)
    if local.date() == now.astimezone(zone).date():
        return clock_face(at, zone)
    return _("{day}, {time}").format(day=day(local), time=clock_face(at, zone))


def running_time(seconds: float) -> str:
    """A time that is watched while it runs: ``02:14``, ``1:02:14``."""
    whole = max(0, int(seconds))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes:02d}:{rest:02d}"


def duration(seconds: float) -> str:
    """A time that is read once: ``40 s``, ``12 min``, ``1 h 12 min``."""
    whole = max(0, int(seconds))
    if whole < 60:
        return _("{seconds} s").format(seconds=whole)
    hours, minutes = whole // 3600, whole // 60 % 60
    if not hours:
        return _("{minutes} min").format(minutes=minutes)
    if not minutes:
        return _("{hours} h").format(hours=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes)
