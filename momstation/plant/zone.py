"""Answers which time zone the clock on the wall shows, which is not always the computer's."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from momstation.plant.nouns import Shift
from momstation.plant.station import StationFacts


def zone_of(facts: StationFacts, shifts: Sequence[Shift]) -> tzinfo | None:
    """The station's own, else that of the plant's shifts, else None: the computer's."""
    name = facts.timezone or next((shift.timezone for shift in shifts), "")
    return ZoneInfo(name) if name else None


def wall_time(at: datetime, zone: tzinfo | None) -> str:
    """``14:05`` as the clock on the wall shows it."""
    return at.astimezone(zone).strftime("%H:%M")
