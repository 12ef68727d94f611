"""The report of alarms: each station by itself, few words, and every number beside what is wanted."""

import json
from datetime import UTC, datetime, timedelta

from momstation.events.machines import AlarmPriority
from momstation.kpi.alarms import AlarmChange, alarm_figures
from momstation.shell.alarm_report.gathering import StationAlarms
from momstation.shell.alarm_report.writing import json_lines, table

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def station(code: str, *seconds: float, stays: bool = False) -> StationAlarms:
    changes = [
        AlarmChange("P07", "Oil low", NOON + timedelta(seconds=at + later), is_on, AlarmPriority.LOW)
        for at in seconds
        for later, is_on in ((0, True), (1, False))
        if is_on or not stays
    ]
    return StationAlarms(code, alarm_figures(changes, NOON, NOON + timedelta(days=2)))


def test_each_station_has_its_table_with_what_is_wanted() -> None:
    text = table([station("A", 0, 5, 10), station("B")])
    first, second = text.split("B ", 1)
    rows = {line[:38].strip(): line[38:].split() for line in first.splitlines()}
    assert rows["Most alarms in 10 minutes"][:1] == ["3"]
    assert "P07 Oil low: chatters, 3 ×" in first
    assert "100.0 %" in first and "80.0 %" in first
    assert "chatters," not in second and "–" in second


def test_what_stands_too_long_is_named_with_how_long() -> None:
    assert "P07 Oil low: standing for 48 h" in table([station("A", 0, stays=True)])


def test_a_line_of_json_for_each_station() -> None:
    first, second = (
        json.loads(line) for line in json_lines([station("A", 0, 5, 10), station("B")]).splitlines()
    )
    assert first["chattering"] == [{"machine": "P07", "condition": "Oil low", "came": 3}]
    assert (first["alarms"], first["per_10_min_average"], first["flood_percent"]) == (3, 0.010, 0.0)
    assert (second["station"], second["priority_percent"]["low"]) == ("B", None)
