"""States, clocks and durations are said the same way on every screen."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from momstation.events.machines import MachineState
from momstation.plant.state_words import words_of
from momstation.plant.station import StationFacts
from momstation.plant.time_words import clock_face, day_and_clock, duration, running_time, zone_of
from momstation.ui.status import Status

NOON = datetime(2026, 11, 23, 12, 5, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def test_every_state_has_a_word_of_its_own_and_running_has_no_colour() -> None:
    words = [words_of(state) for state in MachineState]
    assert len({each.word for each in words}) == len(words)
    assert words_of(MachineState.PRODUCING).status is Status.NORMAL


@pytest.mark.parametrize(
    ("seconds", "watched", "read"),
    [
        (0, "00:00", "0 s"), (59.9, "00:59", "59 s"), (134, "02:14", "2 min"), (3600, "1:00:00", "1 h"),
        (4335, "1:12:15", "1 h 12 min"), (-5, "00:00", "0 s"),
    ],
)  # fmt: skip
def test_durations(seconds: float, watched: str, read: str) -> None:
    assert (running_time(seconds), duration(seconds)) == (watched, read)


def test_clock_faces_are_the_plants() -> None:
    assert clock_face(NOON, BERLIN) == "13:05"
    assert day_and_clock(NOON, NOON, BERLIN) == "13:05"
    assert day_and_clock(NOON + timedelta(hours=11), NOON, BERLIN) == "Nov 24, 00:05"


def test_an_unknown_zone_leaves_utc() -> None:
    assert zone_of(StationFacts("A", "A", "L", timezone="Europe/Berlin"), ()) == BERLIN
    assert zone_of(StationFacts("A", "A", "L", timezone="Nowhere/Land"), ()) is UTC
