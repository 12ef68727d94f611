"""Reads the alarms of every station that this store knows and measures each by itself, off the thread that paints."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import IntEnum

import sqlalchemy as sa

from momstation.kpi.alarm_ranking import FrequentAlarm, busiest, most_frequent
from momstation.kpi.alarms import FLOOD_ABOVE, AlarmChange, AlarmFigures, alarm_figures, occurrences
from momstation.machines.records import alarm_changes_since, answer_of
from momstation.plant import records as plant
from momstation.plant.station import StationFacts
from momstation.plant.time_words import zone_of
from momstation.production.model.shift import current_shift
from momstation.production.records.naming import station_names

WEEK = timedelta(days=7)
_HOUR, _DAY, _LEAST = timedelta(hours=1), timedelta(days=1), timedelta(seconds=1)
_LONG_ENOUGH = 6
"""An average is worth saying after so many stretches of ten minutes."""
_STATIONS = sa.text(
    "SELECT json_extract(state, '$.said.station_id'), json_extract(state, '$.said.code'), "
    "json_extract(state, '$.said.machines') <> '[]' FROM stream "
    "WHERE stream >= 'station/' AND stream < 'station0' AND json_extract(state, '$.said.code') IS NOT NULL"
)
_OWN = sa.text("SELECT lower(hex(station_id)), code FROM identity")


class Verdict(IntEnum):
    """Of a station's alarms, the worst last."""

    QUIET = 0
    GOOD = 1
    STALE = 2
    CHATTER = 3
    BUSY = 4
    FLOOD = 5


@dataclass(frozen=True, slots=True)
class Measured:
    """A station; ``name`` is what people call it."""

    code: str
    name: str
    figures: AlarmFigures
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class AtLength:
    """Of the chosen station: the most in ten minutes between ``edges``, the most frequent alarms, and by machine and
    condition what people do and whose it is."""

    edges: tuple[datetime, ...]
    most: tuple[int, ...]
    frequent: tuple[FrequentAlarm, ...]
    answers: Mapping[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PageFacts:
    """``stations`` the worst first, ``chosen`` one of them, None where there is none; ``shift`` is its name, empty for
    a day without one. ``machines``: what people call them."""

    zone: tzinfo
    start: datetime
    now: datetime
    shift: str
    stations: tuple[Measured, ...]
    chosen: Measured | None
    at_length: AtLength | None
    machines: Mapping[str, str]


def gathered(
    conn: sa.Connection, facts: StationFacts, now: datetime, *, is_week: bool, wanted: str | None
) -> PageFacts:
    """Of the shift that runs, or of seven days; ``wanted`` is the code of the station to show at length, else it is
    the worst."""
    shifts = plant.shifts(conn)
    zone = zone_of(facts, shifts)
    shift = current_shift(shifts, now, zone)
    start = now - WEEK if is_week else min(shift.start, now - _LEAST)
    changes = _by_station(conn, start)
    names = station_names(conn) | {facts.code: facts.name}
    stations = tuple(
        sorted((_measured(code, names, told, start, now) for code, told in changes.items()), key=_worst_first)
    )
    chosen = next((one for one in stations if one.code == wanted), stations[0] if stations else None)
    edges = _edges(start.astimezone(zone), now.astimezone(zone), is_week=is_week)
    return PageFacts(
        zone,
        start,
        now,
        shift.name,
        stations,
        chosen,
        None if chosen is None else _at_length(conn, changes[chosen.code], edges),
        {one.id: one.name for one in plant.equipment_all(conn)},
    )


def judged(figures: AlarmFigures) -> Verdict:
    """The worst that can be said of them."""
    if figures.worst > FLOOD_ABOVE:
        return Verdict.FLOOD
    if figures.average > 1 and figures.spans > _LONG_ENOUGH:
        return Verdict.BUSY
    if figures.chattering:
        return Verdict.CHATTER
    if figures.stale:
        return Verdict.STALE
    return Verdict.GOOD if figures.came else Verdict.QUIET


def _by_station(conn: sa.Connection, since: datetime) -> dict[str, list[AlarmChange]]:
    """By code; each station with machines, and each that had an alarm. Of one that never said who it is stands its
    id."""
    codes = {str(one): str(code) for one, code in conn.execute(_OWN)}
    changes: dict[str, list[AlarmChange]] = {}
    for one, code, has_machines in conn.execute(_STATIONS):
        codes[one] = code
        if has_machines:
            changes[code] = []
    for one, change in alarm_changes_since(conn, since):
        changes.setdefault(codes.get(one, one), []).append(change)
    return changes


def _measured(
    code: str, names: Mapping[str, str], changes: Iterable[AlarmChange], start: datetime, end: datetime
) -> Measured:
    figures = alarm_figures(changes, start, end)
    return Measured(code, names.get(code, code), figures, judged(figures))


def _worst_first(one: Measured) -> tuple[int, int, int, str]:
    return -one.verdict, -one.figures.worst, -one.figures.came, one.name


def _at_length(conn: sa.Connection, changes: Iterable[AlarmChange], edges: tuple[datetime, ...]) -> AtLength:
    stood = occurrences(changes)
    frequent = most_frequent(stood, edges[0], edges[-1])
    names = [(one.machine, one.condition) for one in frequent]
    return AtLength(edges, busiest(stood, edges), frequent, {name: answer_of(conn, *name) for name in names})


def _edges(start: datetime, end: datetime, *, is_week: bool) -> tuple[datetime, ...]:
    """The start, each whole hour or day of the clock on the wall between, and the end."""
    step = _DAY if is_week else _HOUR
    at = start.replace(minute=0, second=0, microsecond=0, hour=0 if is_week else start.hour) + step
    between: list[datetime] = []
    while at < end:
        between.append(at)
        at += step
    return (start, *between, end)
