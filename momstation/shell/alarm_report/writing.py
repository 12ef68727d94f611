"""Writes what was measured of alarms: a table for people, a line of JSON for each station for programs."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from fractions import Fraction

from momstation.core.i18n import _
from momstation.events.machines import AlarmPriority
from momstation.kpi.alarms import WANTED, AlarmFigures
from momstation.plant.time_words import duration
from momstation.shell.alarm_report.gathering import StationAlarms

_HOUR = timedelta(hours=1)


def table(stations: Iterable[StationAlarms]) -> str:
    """Names and numbers of each station, beside what is wanted."""
    return "\n".join(_of_station(one) for one in stations)


def json_lines(stations: Iterable[StationAlarms]) -> str:
    return "".join(json.dumps(_data(one), ensure_ascii=False) + "\n" for one in stations)


def _of_station(one: StationAlarms) -> str:
    figures = one.figures
    rows = [
        (_("Alarms in 10 minutes, on average"), _number(figures.average), _("at most {limit}").format(limit=1)),
        (_("Most alarms in 10 minutes"), str(figures.worst), _("at most {limit}").format(limit=10)),
        (_("Share of time in flood"), _percent(figures.flood_percent), _percent(Fraction(0))),
        (_("Alarms in all"), str(figures.came), ""),
        *((_of_priority(each), _percent(figures.percent(each)), _percent(Fraction(WANTED[each])))
          for each in reversed(AlarmPriority)),
        (_("Conditions that are not declared alarms"), str(figures.undeclared), "0"),
        (_("Standing for more than a day"), str(len(figures.stale)), "0"),
        (_("Chattering"), str(len(figures.chattering)), "0"),
    ]  # fmt: skip
    return _aligned(one.station, rows) + "".join(f"    {line}\n" for line in _noise(figures))


def _noise(figures: AlarmFigures) -> Iterator[str]:
    """Which ones to look at first."""
    for (machine, condition), stood in figures.stale:
        for_long = duration(stood.total_seconds())
        yield _("{machine} {condition}: standing for {duration}").format(
            machine=machine, condition=condition, duration=for_long
        )
    for (machine, condition), times in figures.chattering:
        yield _("{machine} {condition}: chatters, {times} ×").format(
            machine=machine, condition=condition, times=times
        )


def _aligned(station: str, rows: Sequence[tuple[str, str, str]]) -> str:
    head = (station, "", _("wanted"))
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(3)]
    lines = (
        f"{name:<{widths[0]}}  {value:>{widths[1]}}  {wanted:>{widths[2]}}".rstrip()
        for name, value, wanted in [head, *rows]
    )
    return "".join(f"{line}\n" for line in lines)


def _of_priority(priority: AlarmPriority) -> str:
    return {
        AlarmPriority.HIGH: _("Share of high priority"),
        AlarmPriority.MEDIUM: _("Share of medium priority"),
        AlarmPriority.LOW: _("Share of low priority"),
    }[priority]


def _data(one: StationAlarms) -> dict[str, object]:
    figures = one.figures
    return {
        "station": one.station,
        "from": figures.start.isoformat(),
        "to": figures.end.isoformat(),
        "alarms": figures.came,
        "per_10_min_average": _decimal(figures.average),
        "per_10_min_worst": figures.worst,
        "flood_percent": _decimal(figures.flood_percent),
        "stale": [_named(name, hours=stood // _HOUR) for name, stood in figures.stale],
        "chattering": [_named(name, came=times) for name, times in figures.chattering],
        "priority_percent": {str(each): _decimal(figures.percent(each)) for each in AlarmPriority},
        "undeclared": figures.undeclared,
    }


def _named(name: tuple[str, str], **more: int) -> dict[str, object]:
    return {"machine": name[0], "condition": name[1], **more}


def _decimal(value: Fraction | None) -> float | None:
    return None if value is None else round(float(value), _places(value))


def _number(value: Fraction) -> str:
    return f"{float(value):.{_places(value)}f}"


def _percent(value: Fraction | None) -> str:
    return "–" if value is None else f"{_number(value)} %"


def _places(value: Fraction) -> int:
    """Few alarms are not none."""
    return 3 if 0 < value < Fraction(1, 10) else 1
