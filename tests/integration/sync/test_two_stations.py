"""Two stations and one plant: everything arrives, once, in order."""

from momstation.sync import central
from momstation.sync.status import SyncState
from tests.support.central_station import Stations, until


def test_what_one_station_records_the_other_gets_and_the_plant_holds_once(stations: Stations) -> None:
    first, second = stations.enrol("P07").start(), stations.enrol("P08").start()
    made = [first.record(n) for n in range(1, 31)] + [second.record(n) for n in range(1, 21)]

    first.until_knows(made)
    second.until_knows(made)
    first.until_drained()
    second.until_drained()

    held = stations.held()
    assert sorted(row[3].bytes for row in held) == sorted(one.event_id for one in made)
    assert [row[2] for row in held if row[0].bytes == first.door.station_id] == list(range(1, 31))
    found = central.status(stations.plant)
    assert (found.events, found.duplicates) == (50, 0)
    assert {line.code: line.events for line in found.stations} == {"P07": 30, "P08": 20}
    assert all(line.last_seen_at is not None for line in found.stations)
    assert central.broken_chains(stations.plant) == ()


def test_records_arrive_as_they_were_made(stations: Stations) -> None:
    first, second = stations.enrol("P07").start(), stations.enrol("P08").start()
    made = first.record(3)
    second.until_knows([made])
    assert second.door.events[made.event_id] == made


def test_a_station_of_another_area_gets_nothing(stations: Stations) -> None:
    here, there = stations.enrol("P07").start(), stations.enrol("Q01", area="B").start()
    made = [here.record() for _ in range(5)]
    here.until_drained()
    own = there.record()
    there.until_drained()
    until(lambda: there.door.cursors() != {}, "it has read its own area")
    assert set(there.door.events) == {own.event_id}
    assert len(made) == 5


def test_a_station_that_joins_late_gets_the_whole_past(stations: Stations) -> None:
    first = stations.enrol("P07").start()
    made = [first.record(n) for n in range(1, 1203)]
    first.until_drained()
    late = stations.enrol("P08").start()
    late.until_knows(made)


def test_the_status_tells_the_truth_while_connected(stations: Stations) -> None:
    station = stations.enrol("P07").start()
    station.record()
    station.until_drained()
    until(lambda: station.is_state(SyncState.LIVE) and station.last.waiting == 0, "live, nothing waits")
    assert station.last.oldest is None
    assert station.last.reason == "Connected to the plant."
