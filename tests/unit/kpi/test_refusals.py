"""Wrong input is refused with exit 2 and one sentence naming field, value and what is accepted."""

import copy
import io
import json
from typing import Any

import pytest

from momstation.kpi.catalogue import CALCULATIONS, calculation
from momstation.kpi.command import main

LEFT_OUT = object()


def run(name: str, text: str) -> tuple[int, str, str]:
    answer, complaint = io.StringIO(), io.StringIO()
    code = main([name], io.StringIO(text), answer, complaint)
    return code, answer.getvalue(), complaint.getvalue()


def with_change(name: str, path: tuple[str | int, ...], value: object) -> str:
    """The calculation's own example with one value replaced, added or left out."""
    chosen = calculation(name)
    assert chosen is not None
    inputs: Any = copy.deepcopy(dict(chosen.example))
    target = inputs
    for step in path[:-1]:
        target = target[step]
    if value is LEFT_OUT:
        del target[path[-1]]
    else:
        target[path[-1]] = value
    return json.dumps(inputs)


WRONG: list[tuple[str, tuple[str | int, ...], object, tuple[str, ...]]] = [
    ("oee.from_times", ("planned_s",), LEFT_OUT, ("planned_s", "missing", "a number, at least 0")),
    ("oee.from_times", ("planed_s",), 1, ("planed_s", "not a name", "planned_s")),
    ("oee.from_times", ("planned_s",), "480", ("planned_s", '"480"', "a number")),
    ("oee.from_times", ("planned_s",), True, ("planned_s", "true", "a number")),
    ("oee.from_times", ("planned_s",), None, ("planned_s", "null", "a number")),
    ("oee.from_times", ("planned_s",), [480], ("planned_s", "a list of 1", "a number")),
    ("oee.from_times", ("planned_s",), {}, ("planned_s", "an object", "a number")),
    ("oee.from_times", ("planned_s",), float("nan"), ("planned_s", "NaN", "a number")),
    ("oee.from_times", ("planned_s",), float("inf"), ("planned_s", "Infinity", "a number")),
    ("oee.from_times", ("planned_s",), float("-inf"), ("planned_s", "-Infinity", "a number")),
    ("oee.from_times", ("planned_s",), 1e300, ("planned_s", "1e+300", "at most 1e+15")),
    ("oee.from_times", ("run_s",), -1, ("run_s", "-1", "at least 0")),
    ("oee.from_times", ("run_s",), 25201, ("run_s", "25201", "planned_s", "25200")),
    ("oee.from_times", ("ideal_cycle_s",), 0, ("ideal_cycle_s", "0", "above 0")),
    ("oee.from_times", ("total_count",), 10.5, ("total_count", "10.5", "a whole number")),
    ("oee.from_times", ("total_count",), -3, ("total_count", "-3", "at least 0")),
    ("oee.from_times", ("good_count",), 19272, ("good_count", "19272", "total_count", "19271")),
    (
        "oee.from_shift",
        ("stops_s",),
        25201,
        ("planned_stops_s + stops_s", "3600 + 25201", "shift_s", "28800"),
    ),
    ("oee.from_shift", ("reject_count",), 19272, ("reject_count", "19272", "total_count")),
    ("oee.multi_product", ("items",), [], ("items", "a list of 0", "a list of 1 to")),
    (
        "oee.multi_product",
        ("items", 1, "good_count"),
        101,
        ("items[1].good_count", "101", "items[1].total_count", "100"),
    ),
    ("oee.multi_product", ("items", 0, "product"), "  ", ("items[0].product", "printable")),
    ("oee.multi_product", ("items", 0), 7, ("items[0]", "7", "an object")),
    ("oee.aggregate", ("rows",), [], ("rows", "a list of 1 to")),
    ("oee.aggregate", ("rows", 0, "run_s"), 27001, ("rows[0].run_s", "27001", "rows[0].planned_s", "27000")),
    ("oee.micro_stops", ("stops_s", 2), -20, ("stops_s[2]", "-20", "at least 0")),
    ("oee.micro_stops", ("stops_s",), [25201], ("stops_s", "25201", "planned_s", "25200")),
    ("oee.micro_stops", ("stops_s",), 20, ("stops_s", "20", "a list")),
    ("oee.from_log", ("shifts",), [], ("shifts", "a list of 0")),
    ("oee.from_log", ("events",), [], ("events", "a list of 0")),
    ("oee.from_log", ("events", 1, "state"), "Melting", ("events[1].state", "Melting", "Execute")),
    ("oee.from_log", ("events", 1, "at"), "2026-03-23T09:10:00", ("events[1].at", "offset")),
    ("oee.from_log", ("events", 1, "at"), "2026-02-30T09:10:00Z", ("events[1].at", "2026-02-30")),
    ("oee.from_log", ("events", 1, "at"), "2026-03-23T24:00:00Z", ("events[1].at", "24:00")),
    ("oee.from_log", ("events", 1, "at"), "2026-03-23T09:10:00+19:00", ("events[1].at", "+19:00")),
    ("oee.from_log", ("events", 1, "at"), 1774253400, ("events[1].at", "1774253400", "shifts[0].start")),
    (
        "oee.from_log",
        ("events", 1, "at"),
        "2026-03-23T05:40:00+01:00",
        ("events[1].at", "not after", "events[0].at"),
    ),
    (
        "oee.from_log",
        ("events", 2, "at"),
        "2026-03-23T08:00:00Z",
        ("events[2].at", "not after", "events[1].at"),
    ),
    ("oee.from_log", ("state_map",), {}, ("state_map", "at least 1")),
    ("oee.from_log", ("state_map", "Aborted"), "DOWN", ("state_map.Aborted", '"DOWN"', "ADET")),
    ("oee.from_log", ("breaks", 0, "end"), "2026-03-23T10:00:00+01:00", ("breaks[0].end", "not after")),
    ("oee.from_log", ("shifts", 0, "end"), "2026-03-23T06:00:00+01:00", ("shifts[0].end", "not after")),
    ("oee.from_log", ("modulus",), 65000, ("counters[0].total", "65000", "below the modulus 65000")),
    ("oee.from_log", ("counters",), [], ("modulus", "counters")),
    ("oee.from_log", ("counters", 1, "reject"), 900, ("early", "888", "800")),
    ("oee.from_log", ("planned_s",), 3600, ("run time", "25200", "planned_s", "3600")),
    ("iso22400.elements_from_log", ("events", 3, "at"), 78000, ("events[3].at", "78000", "not after")),
    ("iso22400.kpis", ("GQ",), 431, ("GQ + SQ", "431 + 11", "PQ", "430")),
    ("iso22400.kpis", ("APT",), 901, ("APT", "901", "PBT", "900")),
    ("iso22400.kpis", ("PBT",), 1441, ("PBT", "1441", "calendar_time")),
    ("iso22400.kpis", ("ADOT",), 211, ("APT + ADOT", "690 + 211", "PBT", "900")),
    ("iso22400.kpis", ("time_unit",), "days", ("time_unit", '"days"', '"min"')),
    ("iso22400.kpis", ("apt",), 1, ("apt", "APT")),
    ("iso22400.kpis", ("PRU",), 0, ("PRU", "above 0")),
    ("maintenance.mtbf_mttr", ("operating",), [], ("operating", "a list of 1 to")),
    ("maintenance.mtbf_mttr", ("restoring", 0), -22, ("restoring[0]", "-22")),
    ("maintenance.mtbf_mttr", ("is_down_at_end",), 1, ("is_down_at_end", "1", "true or false")),
    ("yield.first_time_rolled", ("units_started",), 0, ("units_started", "0", "at least 1")),
    ("yield.first_time_rolled", ("steps",), [], ("steps", "a list of 1 to")),
    ("yield.first_time_rolled", ("steps", 1, "name"), "mount", ("steps[1].name", "mount", "steps[0].name")),
    ("yield.first_time_rolled", ("steps", 0, "scrapped"), 1915, ("steps[0]", "1916", "1915")),
    ("yield.first_time_rolled", ("steps", 0, "units_in"), 1916, ("steps[0].units_in", "1916", "1915")),
    ("yield.defects", ("defects",), 1916, ("defects", "1916", "1915")),
    ("yield.defects", ("opportunities_per_unit",), 0, ("opportunities_per_unit", "at least 1")),
    ("labour.ole", ("workers",), 0, ("workers", "0", "at least 1")),
    ("labour.ole", ("break_s",), 27000, ("break_s + downtime_s", "27000 + 3600", "shift_s")),
    ("labour.ole", ("good_units",), 701, ("good_units", "701", "units", "700")),
    ("time.shift_window", ("tz",), "Europe/Berlim", ("tz", "Europe/Berlim", "nearest: Europe/Berlin")),
    ("time.shift_window", ("tz",), "../../etc/passwd", ("tz", "passwd", "IANA")),
    ("time.shift_window", ("tz",), "right/UTC", ("tz", "right/UTC", "IANA")),
    ("time.shift_window", ("tz",), 1, ("tz", "1", "IANA")),
    ("time.shift_window", ("production_date",), "2026-02-29", ("production_date", "2026-02-29", "a date")),
    ("time.shift_window", ("production_date",), "28.03.2026", ("production_date", "28.03.2026")),
    ("time.shift_window", ("production_date",), "9999-12-31", ("production_date", "2199-12-31")),
    ("time.shift_window", ("start_local",), "24:00", ("start_local", "24:00", "23:59")),
    ("time.shift_window", ("start_local",), "6:00", ("start_local", "6:00")),
    ("time.shift_window", ("breaks", 0, "start_local"), "21:30", ("breaks[0]", "21:30", "22:00-06:00")),
    ("time.shift_window", ("breaks", 0, "end_local"), "06:30", ("breaks[0]", "06:30", "22:00-06:00")),
    ("time.planned_and_stops", ("end",), 0, ("end", "not after", "start")),
    (
        "time.planned_and_stops",
        ("stops", 1, "end"),
        28200,
        ("stops[1].end", "28200", "not after", "stops[1].start"),
    ),
    ("counter.deltas", ("readings",), [], ("readings", "a list of 1 to")),
    ("counter.deltas", ("readings", 3), 65536, ("readings[3]", "65536", "below the modulus")),
    ("counter.deltas", ("readings", 3), 4.5, ("readings[3]", "4.5", "whole")),
    ("counter.deltas", ("modulus",), 1, ("modulus", "1", "at least 2")),
    ("counter.deltas", ("near",), 1, ("near", "1", "below 1")),
]


@pytest.mark.parametrize(
    ("name", "path", "value", "words"),
    WRONG,
    ids=[f"{n} {'.'.join(map(str, p))} {i}" for i, (n, p, _, _) in enumerate(WRONG)],
)
def test_wrong_input_is_refused_with_a_sentence(
    name: str, path: tuple[str | int, ...], value: object, words: tuple[str, ...]
) -> None:
    code, answer, complaint = run(name, with_change(name, path, value))
    assert (code, answer) == (2, "")
    assert complaint.count("\n") == 1
    assert complaint.endswith(".\n")
    assert [word for word in words if word not in complaint] == []


@pytest.mark.parametrize("each", CALCULATIONS, ids=lambda each: each.name)
def test_every_calculation_refuses_an_unknown_name_and_what_is_no_object(each: Any) -> None:
    assert "surprise" in run(each.name, json.dumps({**each.example, "surprise": 1}))[2]
    for text in ("[]", "null", "3", '"x"'):
        code, answer, complaint = run(each.name, text)
        assert (code, answer) == (2, "")
        assert complaint.startswith("The input is ")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "line 1, column 1"),
        ("{", "line 1"),
        ('{"planned_s": 1,}', "line 1"),
        ('{"planned_s": 1, "planned_s": 2}', '"planned_s" stands twice'),
        ('{"planned_s": 1e999999999999999999999}', "1e999999999999999999999"),
        ('{"planned_s": 1e-999999999}', "1e-999999999"),
        ('{"planned_s": ' + "9" * 5000 + "}", "999999"),
        ("[" * 100_000, "nested too deeply"),
        ('{"\\u0000\\n": 1}', "not a name"),
    ],
)
def test_text_that_is_hardly_json_is_refused(text: str, words: str) -> None:
    code, answer, complaint = run("oee.from_times", text)
    assert (code, answer) == (2, "")
    assert words in complaint
    assert complaint.count("\n") == 1


def test_bytes_that_are_no_utf8_are_refused() -> None:
    answer, complaint = io.StringIO(), io.StringIO()
    stdin = io.TextIOWrapper(io.BytesIO(b'{"planned_s": "\xff"}'), encoding="utf-8")
    assert main(["oee.from_times"], stdin, answer, complaint) == 2
    assert "UTF-8" in complaint.getvalue()


def test_shifts_that_overlap_are_refused_by_name() -> None:
    inputs = {
        "shifts": [{"name": "a", "start": 0, "end": 100}, {"name": "b", "start": 99, "end": 200}],
        "events": [{"at": 0, "state": "RUN"}],
        "state_map": {"RUN": "APT"},
    }
    assert '"b" overlaps the shift "a"' in run("oee.from_log", json.dumps(inputs))[2]


def test_planned_time_of_two_shifts_is_refused() -> None:
    inputs = {
        "shifts": [{"name": "a", "start": 0, "end": 100}, {"name": "b", "start": 100, "end": 200}],
        "events": [{"at": 0, "state": "RUN"}],
        "state_map": {"RUN": "APT"},
        "planned_s": 100,
    }
    assert "planned_s is given with 2 shifts" in run("oee.from_log", json.dumps(inputs))[2]


def test_key_figures_without_any_element_are_refused() -> None:
    assert "APT" in run("iso22400.kpis", '{"time_unit": "h"}')[2]


def test_a_failure_at_the_end_needs_its_period() -> None:
    inputs = {"operating": [10], "restoring": [], "is_down_at_end": True}
    assert "is_down_at_end is given without restoring" in run("maintenance.mtbf_mttr", json.dumps(inputs))[2]
