"""Two stations and one plant: everything arrives, once, in order."""

from dataclasses import replace

from momstation.sync import overview
from momstation.sync.status import SyncState
from tests.support.central_station import Station, Stations, until
from tests.support.memory_door import counted


def test_what_one_station_records_the_other_gets_and_the_plant_holds_once(stations: Stations) -> None:
    first, second = stations.enrol("P07").start(), stations.enrol("P08").start()
    made = [first.record(n) for n in range(1, 31)] + [second.record(n) for n in range(1, 21)]

    first.until_knows(made)
    second.until_knows(made)
    first.until_drained()
    second.until_drained()

    held = stations.held()
    assert sorted(event for _, _, _, event in held) == sorted(one.event_id for one in made)
    assert [seq for station, _, seq, _ in held if station == first.id] == list(range(1, 31))
    found = overview.status(stations.plant)
    assert (found.events, found.duplicates) == (50, 0)
    assert {line.code: line.events for line in found.stations} == {"P07": 30, "P08": 20}
    assert all(line.last_seen_at is not None for line in found.stations)
    assert overview.broken_chains(stations.plant) == ()


def test_records_arrive_as_they_were_made(stations: Stations) -> None:
    first, second = stations.enrol("P07").start(), stations.enrol("P08").start()
    made = first.record(3)
    second.until_knows([made])
    assert second.records()[made.event_id] == first.records()[made.event_id]


def test_a_station_of_another_area_gets_nothing(stations: Stations) -> None:
    here, there = stations.enrol("P07").start(), stations.enrol("Q01", area="B").start()
    here.record_all([counted()] * 5)
    here.until_drained()
    own = there.record()
    there.until_drained()
    until(lambda: there.store.sync.cursors() != [], "it has read its own area")
    assert set(there.records()) == {own.event_id}


def test_a_station_that_joins_late_gets_the_whole_past(stations: Stations) -> None:
    first = stations.enrol("P07").start()
    made = first.record_all([counted(n) for n in range(1, 1203)])
    first.until_drained()
    late = stations.enrol("P08").start()
    late.until_knows(made)
    assert len(late.records()) == 1202


def test_a_long_past_is_begun_with_what_is_open(stations: Stations) -> None:
    first = stations.enrol("P07").start()
    made = first.record_all([counted(n) for n in range(1, 21)])
    first.until_drained()
    late = stations.enrol("P08")
    assert late.config is not None
    late.config = replace(late.config, replay_most=10)
    late.start()
    late.until_knows(made)
    last = first.store.sync.cursors()[0]
    assert (last.pos, last.event_id) == (20, made[-1].event_id)
    until(
        lambda: (20, last.event_id) in _cursors(late), "the feed is read on from where the streams were taken"
    )
    more = first.record()
    late.until_knows([more])


def _cursors(station: Station) -> list[tuple[int, bytes | None]]:
    return [(one.pos, one.event_id) for one in station.store.sync.cursors()]


def test_the_status_tells_the_truth_while_connected(stations: Stations) -> None:
    station = stations.enrol("P07").start()
    station.record()
    station.until_drained()
    until(lambda: station.is_state(SyncState.LIVE) and station.last.waiting == 0, "live, nothing waits")
    assert station.last.oldest is None
    assert station.last.reason == "Connected to the plant."
