"""The report must say no when something does not add up: each invariant is broken once here."""

from copy import deepcopy
from typing import Any

import pytest

from momstation.simulation.demo.report import Evidence, compose, percentiles


def station(machine: str | None = None) -> dict[str, Any]:
    return {
        "figures": {"events_recorded": 5, "outbox": 0},
        "machines": {machine: {"good": 12, "scrap": 1, "stops": 1}} if machine else {},
        "samples": {"scan_to_paint": [10.0, 20.0], "frame": [4.0]},
        "state_hash": "a" * 64,
        "startup_s": 1.0,
        "rss_mb": 100.0,
    }


def evidence() -> Evidence:
    return Evidence(
        seconds=25.0,
        stations={"P07": station("P07"), "LEAD": station()},
        machines={"P07": {"true_good": 12, "true_scrap": 1, "true_stops": 1}},
        central={"events": 10, "duplicates": 0, "per_station": {"P07": 5, "LEAD": 5}},
        chains={"P07": True, "LEAD": True, "central": True},
        seed=1,
    )


def test_a_shift_that_adds_up_breaks_nothing() -> None:
    report = compose(evidence())
    assert all(report["invariants"].values())
    assert report["broken"] == {}


BREAKS: dict[str, Any] = {
    "counts_match_machine": lambda e: e.machines["P07"].update(true_good=13),
    "every_event_in_central_once": lambda e: e.central["per_station"].update(LEAD=4),
    "stations_agree": lambda e: e.stations["LEAD"].update(state_hash="b" * 64),
    "outbox_drained": lambda e: e.stations["P07"]["figures"].update(outbox=2),
    "chains_verify": lambda e: e.chains.update(central=False),
}


@pytest.mark.parametrize("name", BREAKS)
def test_each_invariant_can_break_alone_and_is_named(name: str) -> None:
    given = deepcopy(evidence())
    BREAKS[name](given)
    report = compose(given)
    assert [broken for broken, holds in report["invariants"].items() if not holds] == [name]
    assert report["broken"][name]


def test_a_duplicate_in_central_breaks_once_only_delivery() -> None:
    given = deepcopy(evidence())
    given.central["duplicates"] = 1
    assert not compose(given)["invariants"]["every_event_in_central_once"]


def test_a_machine_that_no_station_counted_breaks_the_counts() -> None:
    given = deepcopy(evidence())
    given.stations["P07"]["machines"].clear()
    assert "P07" in compose(given)["broken"]["counts_match_machine"]


def test_percentiles_are_ranks_of_the_samples_and_null_without_any() -> None:
    assert percentiles([3.0, 1.0, 2.0]) == {"p50": 2.0, "p99": 3.0, "n": 3}
    assert percentiles([]) == {"p50": None, "p99": None, "n": 0}
