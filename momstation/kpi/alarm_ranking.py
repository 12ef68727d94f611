"""Tells which alarms of a station come most often, and when most came at once: the few that are worth mending first.

IEC 62682 and EEMUA 191 ask for the ten most frequent; a few of them are most of the load, most of the time.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from momstation.events.machines import AlarmPriority
from momstation.kpi.alarms import TEN_MINUTES, Stood

MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class FrequentAlarm:
    """How often it came within the time, its share of all comings in percent, and how long it stood within it;
    ``priority`` as of when it came last."""

    machine: str
    condition: str
    priority: AlarmPriority | None
    times: int
    percent: Fraction
    stood: timedelta
    stands: bool


def most_frequent(stood: Iterable[Stood], start: datetime, end: datetime) -> tuple[FrequentAlarm, ...]:
    """The most frequent first, of two the one that stood longer. What came before ``start`` is counted by how long it
    stood alone."""
    within = [one for one in stood if one.since < end and (one.until is None or one.until > start)]
    by_name: dict[tuple[str, str], list[Stood]] = {}
    for one in within:
        by_name.setdefault(one.name, []).append(one)
    came = sum(one.since >= start for one in within)
    found = [_ranked(each, came, start, end) for each in by_name.values()]
    found.sort(key=lambda each: (-each.times, -each.stood, each.machine, each.condition))
    return tuple(found[:MOST_NAMED])


def busiest(stood: Iterable[Stood], edges: Sequence[datetime]) -> tuple[int, ...]:
    """For each of the stretches between ``edges`` the most that came in ten minutes; the ten minutes run from the first
    edge, and belong to the stretch in which they begin."""
    first, last = edges[0].astimezone(UTC), edges[-1].astimezone(UTC)
    spans: dict[int, int] = {}
    for one in stood:
        if first <= one.since < last:
            number = (one.since - first) // TEN_MINUTES
            spans[number] = spans.get(number, 0) + 1
    most = [0] * (len(edges) - 1)
    for number, count in spans.items():
        at = bisect_right(edges, first + number * TEN_MINUTES) - 1
        most[at] = max(most[at], count)
    return tuple(most)


def _ranked(each: Sequence[Stood], came: int, start: datetime, end: datetime) -> FrequentAlarm:
    last = max(each, key=lambda one: one.since)
    times = sum(one.since >= start for one in each)
    lengths = (min(end, one.until or end) - max(start, one.since) for one in each)
    return FrequentAlarm(
        machine=last.machine,
        condition=last.condition,
        priority=last.priority,
        times=times,
        percent=Fraction(100 * times, came) if came else Fraction(0),
        stood=sum(lengths, timedelta()),
        stands=last.until is None or last.until > end,
    )
