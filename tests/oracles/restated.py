"""Numbers that were published elsewhere, restated as bare facts for where the files themselves cannot be."""

from tests.oracles import week_numbers

Case = dict[str, object]


def restated() -> dict[str, list[Case]]:
    """The cases by the name of the file that they restate: inputs, expected values, tolerance."""
    return {
        "kpi.event_week_public": [_week()],
        "kpi.maint.mtbf_mttr_public": [_failures()],
        "kpi.ole.wikipedia": [_labour()],
        "kpi.pitfalls_public": _pitfalls(),
        "kpi.yield.sixsigma": [_yields()],
    }


def _labour() -> Case:
    """Source: CRAN QKPIs, man/ole.Rd, lavail.Rd, lperfm.Rd, lqlty.Rd, after the English Wikipedia."""
    return {
        "name": "two workers",
        "inputs": {
            "workers": 2,
            "shift_h": 8,
            "break_h": 0.5,
            "downtime_h": 1,
            "standard_rate_per_h": 60,
            "units": 700,
            "good_units": 670,
            "started_units": 700,
        },
        "expected": {"availability": 0.8667, "performance": 0.8974, "quality": 0.9571, "ole": 0.7444},
        "tolerance": {"abs": 6e-05},
    }


def _yields() -> Case:
    """Source: CRAN SixSigma 0.11.1, tests/testthat/test-ss-ca-yield.R."""
    return {
        "name": "three steps",
        "inputs": {"defects": [3, 5, 12], "rework": [1, 2, 4], "opportunities": 1915},
        "expected": {"yield": 0.9895561, "fty": 0.9859008, "rty": 0.9859563, "dpu": 20, "dpmo": 10443.86},
        "tolerance": {"abs": 6e-08, "dpmo_abs": 0.005},
    }


def _failures() -> Case:
    """Source: kpi.maint.mtbf_mttr_public, constructed there."""
    return {
        "name": "five operating periods, four repairs",
        "inputs": {
            "operating_minutes_between_failures": [310, 95, 512, 208, 75],
            "minutes_to_restore": [22, 13, 41, 8],
        },
        "expected": {
            "failures": 4,
            "mtbf_classic": 300.0,
            "mttr_classic": 21.0,
            "mtbf_iso22400": 240.0,
            "mttr_iso22400": 16.8,
            "availability_inherent": 0.9345794392523364,
        },
        "tolerance": {"rel": 1e-12},
    }


def _week() -> Case:
    """Source: kpi.event_week_public, constructed there."""
    events = [entry.split() for entry in week_numbers.EVENTS.replace("\n", ",").split(",") if entry.strip()]
    shifts = [line.split() for line in week_numbers.SHIFTS.split("\n") if line]
    words = week_numbers.EXPECTED.split()
    width = len(week_numbers.COLUMNS) + 1
    rows = [words[start : start + width] for start in range(0, len(words), width)]
    return {
        "name": "week",
        "inputs": {
            "events": [[int(at), state] for at, state in events],
            "shifts": [[name, int(start), int(end)] for name, start, end in shifts],
        },
        "expected": {
            "per_shift": [
                {"shift": row[0], **dict(zip(week_numbers.COLUMNS, map(float, row[1:]), strict=True))}
                for row in rows
            ]
        },
        "tolerance": {"rel": 1e-12, "times": 0},
    }


def _pitfalls() -> list[Case]:
    """Source: kpi.pitfalls_public, constructed there; overlaps by minute-by-minute brute force."""
    columns = ("shift", "ppt", "run", "ict", "total", "good")
    rows = (
        ("early", 27000, 26000, 20, 1250, 1240),
        ("late", 13500, 6000, 20, 250, 240),
        ("night", 27000, 20000, 20, 900, 900),
    )
    empty = ((0, 0, 20, 0, 0), (27000, 0, 20, 0, 0), (27000, 9000, 20, 0, 0))
    nothing = {"availability": None, "performance": None, "quality": None, "oee": None}
    tight = {"rel": 1e-12}
    return [
        {
            "name": "mixed products",
            "inputs": {
                "ppt_s": 27000,
                "run_s": 25200,
                "items": [
                    {"product": "A", "ict_s": 30, "total": 400, "good": 392},
                    {"product": "B", "ict_s": 90, "total": 100, "good": 90},
                ],
            },
            "expected": {
                "availability": 0.9333333333333333,
                "performance": 0.8333333333333334,
                "quality_time_weighted": 0.9457142857142857,
                "quality_by_count": 0.964,
                "oee": 0.7355555555555555,
                "wrong_performance_mean_ict": 1.1904761904761905,
            },
            "tolerance": tight,
        },
        {
            "name": "three shifts together",
            "inputs": {"rows": [dict(zip(columns, row, strict=True)) for row in rows]},
            "expected": {
                "availability": 0.7703703703703704,
                "performance": 0.9230769230769231,
                "quality": 0.9916666666666667,
                "oee": 0.7051851851851851,
                "oee_each": [0.9185185185185185, 0.35555555555555557, 0.6666666666666666],
                "wrong_mean_of_oee": 0.6469135802469136,
            },
            "tolerance": tight,
        },
        {
            "name": "overlapping breaks and stops",
            "inputs": {
                "shift": [0, 480],
                "breaks": [[120, 135], [240, 270], [360, 375]],
                "stops": [[110, 140], [200, 212], [262, 268], [470, 495]],
            },
            "expected": {
                "planned_stop_min": 60,
                "ppt_min": 420,
                "unplanned_stop_min": 37,
                "run_min": 383,
                "availability": 0.9119047619047619,
            },
            "tolerance": tight,
        },
        {
            "name": "micro-stops",
            "inputs": {
                "ppt_s": 25200,
                "ict_s": 4,
                "total": 5400,
                "good": 5346,
                "stops_s": [20] * 60 + [300, 420, 900],
                "threshold_s": 300,
            },
            "expected": {
                "availability": 0.9357142857142857,
                "performance": 0.916030534351145,
                "quality": 0.99,
                "oee": 0.8485714285714285,
                "micro_stop_count": 60,
                "micro_stop_s": 1200,
                "downtime_s": 1620,
            },
            "tolerance": tight,
        },
        {
            "name": "rollover and reset",
            "inputs": {"raw": [65520, 65530, 65535, 4, 12, 12, 0, 7], "modulus": 65536},
            "expected": {"deltas": [10, 5, 5, 8, 0, 0, 7], "total": 35},
            "tolerance": {"abs": 0},
        },
        {
            "name": "nothing planned, nothing run, nothing made",
            "inputs": {"rows": [dict(zip(columns[1:], row, strict=True)) for row in empty]},
            "expected": [
                nothing,
                {"availability": 0.0, "performance": None, "quality": None, "oee": 0.0},
                {"availability": 0.3333333333333333, "performance": 0.0, "quality": None, "oee": 0.0},
            ],
            "tolerance": {"abs": 1e-12},
        },
    ]
