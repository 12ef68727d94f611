"""The three clocks of an order, from what was recorded: nothing counts along, so nothing can forget to count."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from momstation.production.model.plan import Stretch, overlap_s


class MarkKind(StrEnum):
    BEGUN = "begun"
    LEFT = "left"
    FINISHED = "finished"
    SETUP_STARTED = "setup_started"
    SETUP_ENDED = "setup_ended"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something began or ended for the order at a station; ``turn`` puts marks in their order for ever."""

    kind: MarkKind
    station: str
    machine: str | None
    at: datetime
    turn: tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Presence:
    """A person came to the station or left it."""

    station: str
    person: str
    is_here: bool
    at: datetime
    turn: tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class MachineTimes:
    """When the machine produced, and when it said itself that it was being set up."""

    producing: tuple[Stretch, ...] = ()
    setup: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderClocks:
    """Seconds. Labour adds up over persons; the clocks may run at the same time and are never summed."""

    setup_s: float = 0.0
    machine_s: float = 0.0
    labour_s: float = 0.0


Place = tuple[str, str | None]


def order_clocks(
    marks: Iterable[Mark], presences: Iterable[Presence], machines: Mapping[str, MachineTimes], now: datetime
) -> OrderClocks:
    """All three run only while the order runs at that station: from a start or resume to a pause or finish."""
    known = sorted(marks, key=lambda mark: mark.turn)
    runs, setups, present = runs_of(known, now), _setups_of(known, now), tuple(presences)
    machine_s = labour_s = setup_s = 0.0
    for (station, machine), ran in runs.items():
        times = machines.get(machine or "", MachineTimes())
        machine_s += overlap_s(joined(times.producing), ran)
        setups.setdefault(station, []).extend(common(times.setup, ran))
    for station in {place[0] for place in runs}:
        ran = joined(each for place, times in runs.items() if place[0] == station for each in times)
        setup_s += overlap_s(joined(setups[station]), ran)
        labour_s += sum(overlap_s(times, ran) for times in _stays(present, station, now))
    return OrderClocks(setup_s, machine_s, labour_s)


def runs_of(marks: Sequence[Mark], now: datetime) -> dict[Place, list[Stretch]]:
    """When the order ran at each place. A pause ends its station's runs, a finish those of all."""
    runs, begun = dict[Place, list[Stretch]](), dict[Place, datetime]()
    for mark in marks:
        if mark.kind is MarkKind.BEGUN:
            begun.setdefault((mark.station, mark.machine), mark.at)
        elif mark.kind in (MarkKind.LEFT, MarkKind.FINISHED):
            for place in [each for each in begun if _ends(mark, each[0])]:
                _add(runs.setdefault(place, []), begun.pop(place), mark.at)
    for place, since in begun.items():
        _add(runs.setdefault(place, []), since, now)
    return {place: joined(times) for place, times in runs.items()}


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same time without overlaps."""
    found = list[Stretch]()
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def common(ones: Iterable[Stretch], others: Sequence[Stretch]) -> list[Stretch]:
    """The time that lies in both."""
    pieces = [(max(one[0], other[0]), min(one[1], other[1])) for one in ones for other in others]
    return [piece for piece in pieces if piece[1] - piece[0] > timedelta()]


def _setups_of(marks: Sequence[Mark], now: datetime) -> dict[str, list[Stretch]]:
    setups, begun = dict[str, list[Stretch]](), dict[str, datetime]()
    for mark in marks:
        if mark.kind is MarkKind.SETUP_STARTED:
            begun.setdefault(mark.station, mark.at)
        elif mark.kind is not MarkKind.BEGUN:
            for station in [each for each in begun if _ends(mark, each)]:
                _add(setups.setdefault(station, []), begun.pop(station), mark.at)
    for station, since in begun.items():
        _add(setups.setdefault(station, []), since, now)
    return setups


def _stays(presences: Iterable[Presence], station: str, now: datetime) -> list[list[Stretch]]:
    """Of each person the times at the station."""
    stays, came = dict[str, list[Stretch]](), dict[str, datetime]()
    for each in sorted(presences, key=lambda one: one.turn):
        if each.station != station:
            continue
        if each.is_here:
            came.setdefault(each.person, each.at)
        elif each.person in came:
            _add(stays.setdefault(each.person, []), came.pop(each.person), each.at)
    for person, since in came.items():
        _add(stays.setdefault(person, []), since, now)
    return [joined(times) for times in stays.values()]


def _ends(mark: Mark, station: str) -> bool:
    return mark.kind is MarkKind.FINISHED or mark.station == station


def _add(stretches: list[Stretch], start: datetime, end: datetime) -> None:
    """A clock that was set back in between leaves nothing to count."""
    if start < end:
        stretches.append((start, end))
