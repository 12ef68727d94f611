"""The board of live values: shown only as good as it was heard, and how long ago."""

from datetime import UTC, datetime

import pytest

from momstation.plant.live import LiveSignals
from momstation.plant.readings import Link, MachineLink, Quality, Reading

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def heard(quality: Quality, at_s: float = 0.0) -> Reading:
    return Reading(
        machine="P07", signal="cycle_time", value="4.3", quality=quality, reason="", source_time=None,
        server_time=None, received_at=NOON, received_monotonic=at_s,
    )  # fmt: skip


def test_nothing_heard_is_connecting_and_not_live() -> None:
    live = LiveSignals()
    assert live.link("P07").status is Link.CONNECTING
    assert not live.is_wired("P07")
    assert not live.is_live("P07", "cycle_time")
    assert live.age_s("P07", "cycle_time", 5.0) is None


@pytest.mark.parametrize("link", list(Link))
@pytest.mark.parametrize("quality", list(Quality))
def test_live_is_good_over_a_wire_that_is_up_and_nothing_else(link: Link, quality: Quality) -> None:
    live = LiveSignals()
    live.hear_link(MachineLink("P07", link))
    live.hear(heard(quality))
    assert live.is_wired("P07")
    assert live.is_live("P07", "cycle_time") == (
        link in (Link.LIVE, Link.MISCONFIGURED) and quality is Quality.GOOD
    )


def test_age_is_by_the_clock_that_nobody_sets() -> None:
    live = LiveSignals()
    live.hear(heard(Quality.GOOD, at_s=10.0))
    assert live.age_s("P07", "cycle_time", 12.5) == 2.5
    assert live.age_s("P07", "cycle_time", 9.0) == 0.0
