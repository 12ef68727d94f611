"""From the shape in which others published their numbers to this house's form, and back to compare."""

import io
import json
from collections.abc import Callable
from typing import Any

from momstation.kpi.command import main

Json = Any
Adapter = Callable[[Json, Json], Json]


def compute(name: str, inputs: Json) -> Json:
    """The answer of the command line itself."""
    answer, complaint = io.StringIO(), io.StringIO()
    code = main([name], io.StringIO(json.dumps(inputs)), answer, complaint)
    assert code == 0, complaint.getvalue()
    return json.loads(answer.getvalue())


def adapter_for(file_name: str) -> Adapter:
    """What turns a case of that file into our calculations; the second argument is the file itself."""
    return {
        "kpi.oee.simple_examples": _simple,
        "kpi.oee.vorne_shift": _vorne,
        "kpi.oee_events.flux_apq": _flux,
        "kpi.event_week_public": _week,
        "kpi.iso22400.days_public": _iso_day,
        "kpi.maint.mtbf_mttr_public": _failures,
        "kpi.ole.wikipedia": _labour,
        "kpi.yield.sixsigma": _yields,
        "kpi.shift_windows_public": lambda inputs, _: compute("time.shift_window", inputs),
        "kpi.pitfalls_public": _pitfall,
    }[file_name]


def _simple(inputs: Json, _: Json) -> Json:
    ours = {
        "planned_s": inputs["planned_production_min"] * 60,
        "run_s": inputs["run_min"] * 60,
        "ideal_cycle_s": inputs["ideal_cycle_s"],
        "total_count": inputs["total_count"],
    }
    if "good_count" in inputs:
        ours["good_count"] = inputs["good_count"]
    return compute("oee.from_times", ours)


def _vorne(inputs: Json, _: Json) -> Json:
    ours = {
        "shift_s": inputs["shift_min"] * 60,
        "planned_stops_s": inputs["breaks_min"] * 60,
        "stops_s": inputs["stop_min"] * 60,
        "ideal_cycle_s": inputs["ideal_cycle_s"],
        "total_count": inputs["total_count"],
        "reject_count": inputs["reject_count"],
    }
    answer = compute("oee.from_shift", ours)
    return {**answer, "planned_production_min": answer["planned_s"] / 60, "run_min": answer["run_s"] / 60}


def _flux(inputs: Json, _: Json) -> Json:
    rows = inputs.get("rows", [])
    states = inputs.get("state_rows") or [row[:2] for row in rows]
    counts = inputs.get("count_rows") or [[row[0], *row[2:]] for row in rows]
    answer = compute(
        "oee.from_log",
        {
            "shifts": [{"name": "window", "start": inputs["window"][0], "end": inputs["window"][1]}],
            "events": [{"at": at, "state": state} for at, state in states],
            "state_map": {state: "APT" if state == inputs["running"] else "ADET" for _, state in states},
            "counters": [{"at": at, "total": total, "reject": bad} for at, total, bad in counts],
            "ideal_cycle_s": inputs["ideal_cycle_s"],
            "planned_s": inputs["planned_s"],
        },
    )
    shift = answer["shifts"][0]
    assert {**shift, "shift": ""} == {**answer["total"], "shift": ""}
    return {**shift, "total": shift["total_count"], "bad": shift["total_count"] - shift["good_count"]}


def _week(inputs: Json, _: Json) -> Json:
    return compute(
        "iso22400.elements_from_log",
        {
            "shifts": [{"name": name, "start": start, "end": end} for name, start, end in inputs["shifts"]],
            "events": [{"at": at, "state": state} for at, state in inputs["events"]],
            "state_map": {
                "RUN": "APT",
                "SETUP": "AUST",
                "FAULT": "ADET",
                "IDLE": "ADOT",
                "PLANNED": "PLANNED",
            },
        },
    )


def _iso_day(inputs: Json, _: Json) -> Json:
    ours = {name: value for name, value in inputs.items() if name != "CALENDAR"}
    answer = compute("iso22400.kpis", {**ours, "calendar_time": inputs["CALENDAR"], "time_unit": "min"})
    assert answer["AUBT"] + inputs["ADOT"] == inputs["PBT"]
    return answer


def _failures(inputs: Json, _: Json) -> Json:
    ours = {
        "time_unit": "min",
        "operating": inputs["operating_minutes_between_failures"],
        "restoring": inputs["minutes_to_restore"],
    }
    return compute("maintenance.mtbf_mttr", ours)


def _labour(inputs: Json, _: Json) -> Json:
    ours = {
        "workers": inputs["workers"],
        "shift_s": inputs["shift_h"] * 3600,
        "break_s": inputs["break_h"] * 3600,
        "downtime_s": inputs["downtime_h"] * 3600,
        "standard_units_per_h": inputs["standard_rate_per_h"],
        "units": inputs["units"],
        "good_units": inputs["good_units"],
        "started_units": inputs["started_units"],
    }
    return compute("labour.ole", ours)


def _yields(inputs: Json, _: Json) -> Json:
    """The source takes one unit with many opportunities, and lets every step start from all of them."""
    pairs = zip(inputs["defects"], inputs["rework"], strict=True)
    steps = [{"name": str(n), "scrapped": lost, "reworked": again} for n, (lost, again) in enumerate(pairs)]
    chain = compute("yield.first_time_rolled", {"units_started": inputs["opportunities"], "steps": steps})
    rates = compute(
        "yield.defects",
        {"units": 1, "opportunities_per_unit": inputs["opportunities"], "defects": sum(inputs["defects"])},
    )
    return {
        "yield": chain["final_yield"],
        "fty": chain["first_time_yield"],
        "rty": chain["rolled_throughput_yield"],
        "dpu": rates["dpu"],
        "dpmo": rates["dpmo"],
    }


def _pitfall(inputs: Json, expected: Json) -> Json:
    if "items" in inputs:
        return _mixed(inputs)
    if "breaks" in inputs:
        return _overlaps(inputs)
    if "threshold_s" in inputs:
        return _micro(inputs)
    if "raw" in inputs:
        return compute("counter.deltas", {"readings": inputs["raw"], "modulus": inputs["modulus"]})
    return [_one_row(row) for row in inputs["rows"]] if isinstance(expected, list) else _together(inputs)


def _mixed(inputs: Json) -> Json:
    items = [
        {
            "product": item["product"],
            "ideal_cycle_s": item["ict_s"],
            "total_count": item["total"],
            "good_count": item["good"],
        }
        for item in inputs["items"]
    ]
    answer = compute(
        "oee.multi_product", {"planned_s": inputs["ppt_s"], "run_s": inputs["run_s"], "items": items}
    )
    return {**answer, "quality_time_weighted": answer["quality"]}


def _row(row: Json) -> Json:
    return {
        "planned_s": row["ppt"],
        "run_s": row["run"],
        "ideal_cycle_s": row["ict"],
        "total_count": row["total"],
        "good_count": row["good"],
    }


def _one_row(row: Json) -> Json:
    return compute("oee.from_times", _row(row))


def _together(inputs: Json) -> Json:
    answer = compute(
        "oee.aggregate", {"rows": [{"name": row["shift"], **_row(row)} for row in inputs["rows"]]}
    )
    return {**answer, "oee_each": [row["oee"] for row in answer["rows"]]}


def _overlaps(inputs: Json) -> Json:
    def spans(pairs: Json) -> Json:
        return [{"start": start * 60, "end": end * 60} for start, end in pairs]

    answer = compute(
        "time.planned_and_stops",
        {
            "start": inputs["shift"][0] * 60,
            "end": inputs["shift"][1] * 60,
            "breaks": spans(inputs["breaks"]),
            "stops": spans(inputs["stops"]),
        },
    )
    return {
        "planned_stop_min": answer["planned_stop_s"] / 60,
        "ppt_min": answer["planned_s"] / 60,
        "unplanned_stop_min": answer["stop_s"] / 60,
        "run_min": answer["run_s"] / 60,
        "availability": answer["availability"],
    }


def _micro(inputs: Json) -> Json:
    ours = {
        "planned_s": inputs["ppt_s"],
        "ideal_cycle_s": inputs["ict_s"],
        "total_count": inputs["total"],
        "good_count": inputs["good"],
        "stops_s": inputs["stops_s"],
        "threshold_s": inputs["threshold_s"],
    }
    return compute("oee.micro_stops", ours)
