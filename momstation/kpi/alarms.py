"""Measures whether the alarms of a station can be answered: how many come, how many at once, which are noise.

Measures and limits as in ISA-18.2, IEC 62682 and EEMUA 191: one alarm in ten minutes can be answered well, more than
ten are a flood; one that stands longer than a day is stale; one that comes three times within a minute chatters;
some 80 % should be low, 15 % medium and 5 % high.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from momstation.events.machines import AlarmPriority

TEN_MINUTES = timedelta(minutes=10)
FLOOD_ABOVE = 10
"""Comings within ten minutes (EEMUA 191, IEC 62682)."""
STALE_AFTER = timedelta(hours=24)
CHATTER_COMINGS, CHATTER_WITHIN = 3, timedelta(minutes=1)
WANTED = {AlarmPriority.LOW: 80, AlarmPriority.MEDIUM: 15, AlarmPriority.HIGH: 5}
"""Percent of the comings."""


@dataclass(frozen=True, slots=True)
class AlarmChange:
    """An alarm came or went. ``priority`` None: nobody declared it an alarm."""

    machine: str
    condition: str
    at: datetime
    is_coming: bool
    priority: AlarmPriority | None = None

    @property
    def name(self) -> tuple[str, str]:
        return self.machine, self.condition


@dataclass(frozen=True, slots=True)
class Stood:
    """From when to when an alarm stood; ``until`` None: it still stands."""

    machine: str
    condition: str
    since: datetime
    until: datetime | None
    priority: AlarmPriority | None

    @property
    def name(self) -> tuple[str, str]:
        return self.machine, self.condition


@dataclass(frozen=True, slots=True)
class AlarmFigures:
    """Of one station from ``start`` to ``end``.

    ``came`` counts comings; ``spans`` are the stretches of ten minutes from ``start``, the last one also where it is
    shorter; ``worst`` is the most in one of them. ``stale`` stood longer than a day at some moment of the time,
    ``chattering`` came three times within a minute; both are machine and condition, and how often or how long.
    ``by_priority`` counts comings of declared alarms, ``undeclared`` the others.
    """

    start: datetime
    end: datetime
    came: int
    spans: int
    worst: int
    floods: int
    stale: tuple[tuple[tuple[str, str], timedelta], ...]
    chattering: tuple[tuple[tuple[str, str], int], ...]
    by_priority: tuple[tuple[AlarmPriority, int], ...]
    undeclared: int

    @property
    def average(self) -> Fraction:
        """Comings in ten minutes."""
        return Fraction(self.came) * Fraction(TEN_MINUTES / timedelta.resolution) / _micros(self)

    @property
    def flood_percent(self) -> Fraction:
        """The share of the stretches of ten minutes in which more than ten came."""
        return Fraction(100 * self.floods, self.spans)

    def percent(self, priority: AlarmPriority) -> Fraction | None:
        """Its share of the comings of declared alarms; None when none came."""
        counts = dict(self.by_priority)
        declared = sum(counts.values())
        return Fraction(100 * counts[priority], declared) if declared else None


def alarm_figures(changes: Iterable[AlarmChange], start: datetime, end: datetime) -> AlarmFigures:
    """What came from ``start`` to before ``end``. ``changes`` in any order, also from before the time: what stands
    since then is seen. Times are aware and counted as they passed, whatever a clock on the wall was set to."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    if end <= start:
        raise ValueError("a time ends after it starts")
    stood = occurrences(one for one in changes if one.at < end)
    came = [one for one in stood if one.since >= start]
    spans = Counter((one.since - start) // TEN_MINUTES for one in came)
    priorities = Counter(one.priority for one in came)
    return AlarmFigures(
        start=start,
        end=end,
        came=len(came),
        spans=-((start - end) // TEN_MINUTES),
        worst=max(spans.values(), default=0),
        floods=sum(count > FLOOD_ABOVE for count in spans.values()),
        stale=_stale(stood, start, end),
        chattering=_chattering(came),
        by_priority=tuple((each, priorities[each]) for each in AlarmPriority),
        undeclared=priorities[None],
    )


def occurrences(changes: Iterable[AlarmChange]) -> tuple[Stood, ...]:
    """Each time that an alarm stood, by when it came. A coming while it stands is the same one told twice; a going
    of what does not stand tells nothing."""
    known = [replace(one, at=one.at.astimezone(UTC)) for one in changes]
    standing: dict[tuple[str, str], Stood] = {}
    over = list[Stood]()
    for one in sorted(known, key=lambda each: each.at):
        if one.is_coming:
            standing.setdefault(one.name, Stood(one.machine, one.condition, one.at, None, one.priority))
        elif one.name in standing:
            over.append(replace(standing.pop(one.name), until=one.at))
    return tuple(sorted([*over, *standing.values()], key=lambda each: (each.since, each.name)))


def _stale(
    stood: Iterable[Stood], start: datetime, end: datetime
) -> tuple[tuple[tuple[str, str], timedelta], ...]:
    longest: dict[tuple[str, str], timedelta] = {}
    for one in stood:
        until = end if one.until is None else one.until
        if until > start and until - one.since > STALE_AFTER:
            longest[one.name] = max(until - one.since, longest.get(one.name, timedelta()))
    return tuple(sorted(longest.items(), key=lambda each: (-each[1], each[0])))


def _chattering(came: Iterable[Stood]) -> tuple[tuple[tuple[str, str], int], ...]:
    """How often each of them came in all."""
    times: dict[tuple[str, str], list[datetime]] = {}
    for one in came:
        times.setdefault(one.name, []).append(one.since)
    noisy = {name: len(at) for name, at in times.items() if _is_chatter(at)}
    return tuple(sorted(noisy.items(), key=lambda each: (-each[1], each[0])))


def _is_chatter(at: Sequence[datetime]) -> bool:
    """``at`` in order."""
    return any(
        bisect_left(at, first + CHATTER_WITHIN, index) - index >= CHATTER_COMINGS
        for index, first in enumerate(at)
    )


def _micros(figures: AlarmFigures) -> Fraction:
    return Fraction((figures.end - figures.start) // timedelta.resolution)
