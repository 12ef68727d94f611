"""The page about plants of every size says what was measured, and nothing else."""

import json

from benchmarks.scale_page import PAGE, RESULTS, SIZES, Need, page

CROWD = {
    "bytes": {"per_event": 500, "per_feed": 100},
    "ring_ms": {"1": 0.1, "200": 20.0},
    "connection_mb": 5.0,
    "heads_per_s": 1000,
    "pushes_per_s": {"of_1": 200, "of_20": 150},
}


def test_the_page_is_computed_from_the_kept_figures() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(json.loads(RESULTS.read_text(encoding="utf-8")))


def test_ten_times_the_stations_ask_ten_times_as_much() -> None:
    small, large = (Need.of(n, CROWD, 5000) for n in (50, 500))
    assert large.events_per_s == 10 * small.events_per_s
    assert round(small.gb_a_day, 4) == round(50 * 2000 * 610 / 1e9, 4)
    assert round(large.listener_ms, 1) == 50.0
    assert large.of_polls == 1.0
    assert [Need.of(n, CROWD, 5000).stations for n in SIZES] == list(SIZES)
