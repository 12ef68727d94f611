"""The demo is the promise to a newcomer: 40 seconds of it hold a whole piece of a shift, and everything adds up."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

OPERATORS = ("P07", "P08")
STATIONS = (*OPERATORS, "LEAD")
FIGURES = (
    "events_recorded", "events_pushed", "events_pulled", "good", "scrap", "stops", "stops_with_reason",
    "orders_started", "orders_finished", "scans", "scans_refused", "outbox",
)  # fmt: skip
INVARIANTS = (
    "counts_match_machine", "every_event_in_central_once", "stations_agree", "outbox_drained", "chains_verify",
)  # fmt: skip
LATENCIES = ("scan_to_paint", "tap_to_paint", "reading_to_paint", "station_to_station")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "out"
    command = [sys.executable, "-m", "momstation", "demo", "--headless", "--duration", "40", "--seed", "11"]
    env = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(
        [*command, "--out", str(folder)], capture_output=True, text=True, timeout=200, env=env
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}\n{_logs(folder)}"
    return folder


@pytest.fixture(scope="module")
def report(out: Path) -> dict[str, Any]:
    return dict(json.loads((out / "report.json").read_text(encoding="utf-8")))


def _logs(folder: Path) -> str:
    return "\n".join(f"--- {log.name}\n{log.read_text()[-3000:]}" for log in sorted(folder.glob("*.log")))


pytestmark = pytest.mark.timeout(600)


def test_each_operator_works_a_piece_of_a_shift(report: dict[str, Any]) -> None:
    for code in OPERATORS:
        station = report["stations"][code]
        assert station["orders_started"] >= 1
        assert station["good"] >= 10
        assert station["stops"] >= 1
        assert station["stops_with_reason"] >= 1
        assert station["scrap_declared"] >= 1
        assert station["scans"] >= 3
        assert station["scans_refused"] >= 1


def test_an_order_finishes(report: dict[str, Any]) -> None:
    assert sum(report["stations"][code]["orders_finished"] for code in OPERATORS) >= 1


def test_the_report_keeps_its_names(report: dict[str, Any]) -> None:
    assert set(report["stations"]) == set(STATIONS)
    for station in report["stations"].values():
        assert set(FIGURES) <= set(station)
    assert set(report["invariants"]) == set(INVARIANTS)
    for kind in LATENCIES:
        assert report["latency_ms"][kind]["n"] > 0, kind
    assert report["frame_ms"]["p50"] > 0
    assert report["startup_s"] > 0
    assert report["rss_mb"] > 0


def test_every_invariant_holds(report: dict[str, Any]) -> None:
    assert report["invariants"] == dict.fromkeys(INVARIANTS, True), report["broken"]


def test_machines_and_stations_count_the_same(report: dict[str, Any]) -> None:
    for code in OPERATORS:
        assert report["stations"][code]["good"] == report["machines"][code]["true_good"]
        assert report["stations"][code]["scrap_by_machine"] == report["machines"][code]["true_scrap"]


def test_central_holds_each_record_once(report: dict[str, Any]) -> None:
    central = report["central"]
    assert central["duplicates"] == 0
    assert central["events"] == sum(station["events_recorded"] for station in report["stations"].values())
    for code in STATIONS:
        assert central["per_station"][code] == report["stations"][code]["events_recorded"]


def test_a_picture_of_each_screen_and_each_store_are_kept(out: Path) -> None:
    for code in STATIONS:
        assert list((out / f"station-{code}").glob("*.png")), code
        assert (out / f"station-{code}" / "station.db").stat().st_size > 0
