"""The doorbell is a hint: without it the news comes all the same, with it at once."""

from dataclasses import replace
from typing import Literal
from uuid import UUID, uuid4

import psycopg

from momstation.sync import central
from momstation.sync.envelope import batch_json
from momstation.sync.status import SyncState
from tests.support.central_station import Station, Stations, until
from tests.support.memory_door import MemoryDoor, counted


def push_without_ringing(stations: Stations, area: str = "A") -> bytes:
    """A record of a station that does not ring; gives back its id."""
    silent = central.enrol(stations.plant, code="S", area=area, station_id=uuid4().bytes, role="postgres")
    record = MemoryDoor(silent.station_id).record(counted())
    with psycopg.connect(stations.plant, autocommit=True) as connection:
        connection.execute(
            "SELECT * FROM mom.push(%s, %s, 1, 0, '', %s::json)",
            (UUID(bytes=silent.station_id), silent.token, batch_json([record], frozenset())),
        )
    return record.event_id


def test_news_that_nobody_rang_for_is_found_by_looking(stations: Stations) -> None:
    station = stations.enrol("P07").start()
    station.until_state(SyncState.LIVE)
    event_id = push_without_ringing(stations)
    until(lambda: event_id in station.records(), "found by polling")


def test_a_station_that_records_without_a_pause_still_looks(stations: Stations) -> None:
    station = stations.enrol("P07").start()
    station.until_state(SyncState.LIVE)
    event_id = push_without_ringing(stations)

    def works_on_and_knows() -> bool:
        station.record()
        return event_id in station.records()

    until(works_on_and_knows, "found by polling between its own records")


def test_with_the_doorbell_nobody_waits_for_the_next_look(stations: Stations) -> None:
    first, second = stations.enrol("P07"), stations.enrol("P08")
    for station in (first, second):
        assert station.config is not None
        station.config = replace(station.config, poll_active_s=600.0, poll_idle_s=600.0)
        station.start()
        station.until_state(SyncState.LIVE)
    second.until_knows([first.record()])
    first.until_knows([second.record()])
    made = [first.record(n) for n in range(1, 20)]  # a burst: rings are held back and still arrive
    second.until_knows(made)


def test_who_cannot_listen_still_rings_for_those_who_can(stations: Stations) -> None:
    pooled, listening = stations.enrol("P07"), stations.enrol("P08")
    bells: tuple[tuple[Station, Literal["poll", "listen"]], ...] = ((pooled, "poll"), (listening, "listen"))
    for station, doorbell in bells:
        assert station.config is not None
        station.config = replace(station.config, doorbell=doorbell, poll_active_s=600.0, poll_idle_s=600.0)
        station.start()
        station.until_state(SyncState.LIVE)
    made = [pooled.record(n) for n in range(1, 20)]
    listening.until_knows(made)


def test_a_topic_that_is_granted_later_is_read_from_its_beginning(stations: Stations) -> None:
    other = stations.enrol("Q01", area="B").start()
    made = [other.record()]
    other.until_drained()
    station = stations.enrol("P07").start()
    station.until_state(SyncState.LIVE)
    assert station.config is not None
    central.enrol(
        stations.plant,
        code="P07",
        area="A",
        station_id=station.id,
        token=station.config.token,
        topics=("area/B",),
    )
    station.until_knows(made)
