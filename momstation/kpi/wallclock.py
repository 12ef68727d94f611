"""Wall-clock times as moments, through the hours that clocks skip and repeat."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

SECOND = timedelta(seconds=1)
LOOK = timedelta(minutes=15)
"""No zone has ever changed its clocks twice within a quarter of an hour."""


class OnClock(StrEnum):
    """How often the clock on the wall shows a time on its date."""

    ONCE = "once"
    SKIPPED = "skipped"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class WallMoment:
    """A wall-clock time and the moment that it stands for."""

    utc: datetime
    shown: OnClock


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time during which the clock runs without a change; ``offset`` is local time less UTC."""

    start: datetime
    end: datetime
    offset: timedelta

    @property
    def wall_start(self) -> datetime:
        return self.start.replace(tzinfo=None) + self.offset

    @property
    def wall_end(self) -> datetime:
        return self.end.replace(tzinfo=None) + self.offset


def wall_moment(zone: ZoneInfo, day: date, clock: time) -> WallMoment:
    """The moment of a wall-clock time: of a skipped one the change, of a repeated one the first occurrence.

    So a later wall-clock time is never an earlier moment, and shifts that meet on the wall meet in time.
    """
    wall = datetime.combine(day, clock)
    first = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    second = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if first == second:
        return WallMoment(first, OnClock.ONCE)
    if first < second:
        return WallMoment(first, OnClock.REPEATED)
    return WallMoment(_change_between(zone, second, first), OnClock.SKIPPED)


def stretches(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[Stretch]:
    """The time from ``start`` to ``end`` (UTC), cut where the clocks change."""
    begun, seen = start, start
    while seen < end:
        ahead = min(seen + LOOK, end)
        if _offset(zone, ahead) != _offset(zone, seen):
            change = _change_between(zone, seen, ahead)
            if change > begun:
                yield Stretch(begun, change, _offset(zone, begun))
            begun = change
        seen = ahead
    if begun < end:
        yield Stretch(begun, end, _offset(zone, begun))


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _change_between(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first moment with the offset that holds at ``after``; the clocks change once in between."""
    new = _offset(zone, after)
    low, high = before, after
    while high - low > SECOND:
        middle = low + ((high - low) // 2 // SECOND) * SECOND
        low, high = (low, middle) if _offset(zone, middle) == new else (middle, high)
    return high if _offset(zone, low) != new else low
