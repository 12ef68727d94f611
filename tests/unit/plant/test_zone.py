"""Which clock hangs on the wall."""

from datetime import UTC, datetime, time

from momstation.plant.nouns import Shift
from momstation.plant.station import StationFacts
from momstation.plant.zone import wall_time, zone_of

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
TOKYO = Shift(id="E", name="Early", timezone="Asia/Tokyo", start=time(6), end=time(14))


def facts(timezone: str = "") -> StationFacts:
    return StationFacts(code="ST-07", name="Press 07", area="Stamping", timezone=timezone)


def test_the_stations_own_zone_comes_before_that_of_the_shifts() -> None:
    assert wall_time(NOON, zone_of(facts("Europe/Berlin"), [TOKYO])) == "14:00"


def test_without_its_own_the_shifts_zone_counts() -> None:
    assert wall_time(NOON, zone_of(facts(), [TOKYO])) == "21:00"


def test_without_either_the_computers_counts() -> None:
    assert zone_of(facts(), []) is None
    assert wall_time(NOON, None) == NOON.astimezone().strftime("%H:%M")
