"""A plant's database of another version, a busy one, and one behind a pooler: records go on, and it is said."""

from dataclasses import replace

import psycopg

from momstation.sync.migrations import latest
from momstation.sync.status import SyncState
from tests.conftest import ExpectedLog
from tests.support.central_station import Stations, until
from tests.support.memory_door import counted


def run(plant: str, *statements: str) -> None:
    with psycopg.connect(plant, autocommit=True) as admin:
        for statement in statements:
            admin.execute(statement)


def test_a_newer_database_is_said_and_changes_nothing(stations: Stations, expect_log: ExpectedLog) -> None:
    expect_log("plant's database has version")
    first, second = stations.enrol("P07"), stations.enrol("P08")
    run(stations.plant, f"INSERT INTO mom.schema_version (version) VALUES ({latest() + 1})")
    first.start()
    second.start()
    second.until_knows([first.record()])
    until(lambda: "is newer than this station" in first.last.reason, "it is said")
    assert first.is_state(SyncState.LIVE)


def test_an_older_database_is_said_and_records_still_go(stations: Stations, expect_log: ExpectedLog) -> None:
    expect_log("plant's database has version")
    first, second = stations.enrol("P07"), stations.enrol("P08")
    run(stations.plant, "DELETE FROM mom.schema_version WHERE version > 1")
    first.start()
    second.start()
    second.until_knows([first.record()])
    until(lambda: "is older than this station" in first.last.reason, "it is said")
    assert first.is_state(SyncState.LIVE)


def test_a_database_without_the_bulk_way_takes_thousands_the_slow_way(stations: Stations) -> None:
    run(
        stations.plant,
        "DROP FUNCTION mom.push_bulk(uuid, bytea, int, bigint, bytea)",
        "DROP FUNCTION mom.open_bulk(uuid, bytea)",
    )
    station = stations.enrol("P07")
    made = station.record_all([counted(n) for n in range(1, 1201)])
    station.start()
    station.until_drained()
    assert [event for _, _, _, event in stations.held()] == [one.event_id for one in made]


def test_a_database_that_cannot_begin_a_station_is_said_and_its_records_still_go(
    stations: Stations, expect_log: ExpectedLog
) -> None:
    """The half that works goes on; what cannot be read is missing and is said."""
    expect_log("central database is refused")
    first = stations.enrol("P07").start()
    first.record_all([counted(n) for n in range(1, 21)])
    first.until_drained()
    run(stations.plant, "DROP FUNCTION mom.open_streams(uuid, bytea, int)")
    late = stations.enrol("P08")
    assert late.config is not None
    late.config = replace(late.config, replay_most=10)
    late.config = replace(late.config, most_rows=5, bulk_rows=0, longest_retry_s=600.0)
    own = late.record_all([counted(n) for n in range(1, 41)])
    late.start()
    late.until_state(SyncState.REFUSED)
    assert "older than this station needs" in late.last.reason
    assert {one.event_id for one in own} <= {event for _, _, _, event in stations.held()}


def test_a_plant_that_is_busy_is_given_time_and_a_person_need_not_wait(stations: Stations) -> None:
    database = psycopg.conninfo.conninfo_to_dict(stations.plant)["dbname"]
    run(stations.plant, f"ALTER DATABASE \"{database}\" SET mom.retry_after_ms = '600000'")
    station = stations.enrol("P07").start()
    station.record()
    station.until_drained()
    until(lambda: "takes records more slowly" in station.last.reason, "it is said")
    made = station.record()
    until(lambda: station.last.waiting == 1, "it waits")
    assert made.event_id not in {event for _, _, _, event in stations.held()}
    station.sync_now()
    station.until_drained()


def test_behind_a_pooler_nothing_outlives_a_call(stations: Stations) -> None:
    first, second = stations.enrol("P07"), stations.enrol("P08")
    for station in (first, second):
        assert station.config is not None
        station.config = replace(station.config, doorbell="poll", poll_idle_s=0.1, poll_active_s=0.05)
        station.start()
        station.until_state(SyncState.LIVE)
    made = first.record_all([counted(n) for n in range(1, 1201)])  # more than would go in bulk otherwise
    second.until_knows(made)
    with psycopg.connect(stations.plant) as admin:
        rows = admin.execute(
            "SELECT query FROM pg_stat_activity WHERE application_name = 'momstation' AND query ~* 'listen|copy'"
        ).fetchall()
    assert rows == []
