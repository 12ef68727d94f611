"""The alarms of the gallery's stations, measured as those of a real plant."""

from collections.abc import Iterable, Iterator
from datetime import UTC, timedelta

from momstation.app.gallery.sample_home import NOW, STATION
from momstation.events.machines import AlarmPriority
from momstation.kpi.alarm_ranking import busiest, most_frequent
from momstation.kpi.alarms import AlarmChange, alarm_figures, occurrences
from momstation.shell.alarm_page.gathering import AtLength, Measured, PageFacts, judged
from momstation.shell.alarm_page.presenter import alarms_view
from momstation.shell.alarm_page.view import AlarmsView

_BEGUN = NOW.replace(minute=0, second=0, microsecond=0) - timedelta(hours=8)
_HIGH, _MEDIUM, _LOW = AlarmPriority.HIGH, AlarmPriority.MEDIUM, AlarmPriority.LOW
_Coming = tuple[str, AlarmPriority | None, float, float]
"""Condition, priority, minute of the shift in which it came, minutes for which it stood."""


def alarms() -> AlarmsView:
    """One station drowns, one has a contact that chatters, and one is as it should be."""
    many: list[_Coming] = [
        *(("Guard open", _HIGH, 192 + 0.9 * n, 0.4) for n in range(9)),
        *(("Oil low", _MEDIUM, 193 + 2.5 * n, 1.5) for n in range(4)),
        *(("Oil low", _MEDIUM, 40 + 60 * n, 3.0) for n in range(7)),
        *(("Hopper nearly empty", _LOW, 20 + 37 * n, 6.0) for n in range(12)),
        ("Motor warm", None, 250, 40.0),
    ]
    contact: list[_Coming] = [("Feeder jam", _LOW, 100 + 0.2 * n, 0.1) for n in range(5)]
    few: list[_Coming] = [("Hopper nearly empty", _LOW, 60 + 120 * n, 5.0) for n in range(3)]
    return _view({"P07": (STATION, many), "W02": ("Weld 02", contact), "P08": ("Press 08", few)})


def no_alarms() -> AlarmsView:
    return _view({"P07": (STATION, []), "P08": ("Press 08", [])})


def _view(stations: dict[str, tuple[str, list[_Coming]]]) -> AlarmsView:
    measured, first = list[Measured](), list[AlarmChange]()
    for code, (name, comings) in stations.items():
        changes = list(_changes(code, comings))
        first = first or changes
        figures = alarm_figures(changes, _BEGUN, NOW)
        measured.append(Measured(code, name, figures, judged(figures)))
    stood = occurrences(first)
    frequent = most_frequent(stood, _BEGUN, NOW)
    hours = (NOW - _BEGUN) // timedelta(hours=1)
    edges = (*(_BEGUN + timedelta(hours=n) for n in range(hours + 1)), NOW)
    answers = {(one.machine, one.condition): _answers().get(one.condition, ("", "")) for one in frequent}
    facts = PageFacts(
        zone=UTC,
        start=_BEGUN,
        now=NOW,
        shift="",
        stations=tuple(measured),
        chosen=measured[0],
        at_length=AtLength(edges, busiest(stood, edges), frequent, answers),
        machines={code: name for code, (name, _comings) in stations.items()},
    )
    return alarms_view(facts, is_week=False)


def _changes(machine: str, comings: Iterable[_Coming]) -> Iterator[AlarmChange]:
    for condition, priority, minute, lasted in comings:
        at = _BEGUN + timedelta(minutes=minute)
        yield AlarmChange(machine, condition, at, True, priority)
        yield AlarmChange(machine, condition, at + timedelta(minutes=lasted), False)


def _answers() -> dict[str, tuple[str, str]]:
    return {
        "Guard open": ("Keep the guard closed and call maintenance.", "maintenance"),
        "Oil low": ("Fill up oil at the back of the press, then press Reset.", "operator"),
        "Hopper nearly empty": ("Order the next container at the line side.", "logistics"),
    }
