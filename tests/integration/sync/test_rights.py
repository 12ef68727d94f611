"""A station may run the plant's functions for itself, and nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from momstation.core.errors import Refused
from momstation.sync import central
from momstation.sync.config import SyncConfig
from momstation.sync.status import SyncState
from tests.conftest import ExpectedLog
from tests.support.central_station import Stations, until

Connection = psycopg.Connection[tuple[object, ...]]


def login(config: SyncConfig) -> str:
    return make_conninfo(config.dsn, user=config.user, password=config.password)


@pytest.fixture
def enrolled(plant: str) -> SyncConfig:
    return central.enrol(plant, code="P07", area="A", station_id=uuid4().bytes)


@pytest.fixture
def as_station(enrolled: SyncConfig) -> Iterator[Connection]:
    with psycopg.connect(login(enrolled), autocommit=True) as connection:
        yield connection


def tables(plant: str) -> set[str]:
    with psycopg.connect(plant) as connection:
        rows = connection.execute(
            "SELECT relnamespace::regnamespace || '.' || relname FROM pg_class"
            " WHERE relnamespace IN ('mom'::regnamespace, 'rm'::regnamespace) AND relkind IN ('r', 'p', 'v', 'm')"
        ).fetchall()
    return {name for (name,) in rows}


def test_no_table_can_be_read_or_changed(plant: str, as_station: Connection) -> None:
    found = tables(plant)
    assert {"mom.event", "mom.event_default", "mom.feed", "mom.station", "mom.ticket"} < found
    for table in found:
        for statement in (
            f"SELECT * FROM {table}",
            f"INSERT INTO {table} DEFAULT VALUES",
            f"DELETE FROM {table}",
            f"TRUNCATE {table}",
            f"DROP TABLE {table}",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                as_station.execute(statement)


def test_only_the_functions_for_stations_can_be_run(plant: str, enrolled: SyncConfig) -> None:
    with psycopg.connect(plant) as connection:
        rows = connection.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'mom'::regnamespace"
            " AND has_function_privilege(%s, oid, 'EXECUTE')",
            (enrolled.user,),
        ).fetchall()
    assert {name for (name,) in rows} == {
        "hello",
        "heads",
        "push",
        "open_bulk",
        "push_bulk",
        "pull",
        "open_streams",
        "stream_page",
        "own_log",
        "open_epoch",
        "feed_ids",
    }


def test_no_object_can_be_made(as_station: Connection) -> None:
    for statement in ("CREATE TABLE mom.mine (n int)", "CREATE SCHEMA mine", "CREATE ROLE mine"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            as_station.execute(statement)


def heads(connection: Connection, station_id: bytes, token: bytes) -> None:
    connection.execute("SELECT * FROM mom.heads(%s, %s)", (UUID(bytes=station_id), token))


def test_a_wrong_token_a_foreign_name_and_a_revoked_station_are_refused(
    plant: str, enrolled: SyncConfig, as_station: Connection
) -> None:
    other = central.enrol(plant, code="P08", area="A", station_id=uuid4().bytes)
    heads(as_station, enrolled.station_id, enrolled.token)
    for station_id, token in (
        (enrolled.station_id, b"\0" * 32),
        (other.station_id, enrolled.token),
        (other.station_id, other.token),  # right token, but through another station's login
        (uuid4().bytes, enrolled.token),
    ):
        with pytest.raises(psycopg.errors.InvalidAuthorizationSpecification):
            heads(as_station, station_id, token)
    with psycopg.connect(plant) as admin:
        admin.execute("UPDATE mom.station SET status = 'revoked' WHERE code = 'P07'")
    with pytest.raises(psycopg.errors.InvalidAuthorizationSpecification):
        heads(as_station, enrolled.station_id, enrolled.token)


def test_a_topic_that_is_not_granted_cannot_be_pulled(
    plant: str, enrolled: SyncConfig, as_station: Connection
) -> None:
    central.enrol(plant, code="Q01", area="B", station_id=uuid4().bytes)
    with psycopg.connect(plant) as admin:
        row = admin.execute("SELECT topic_id FROM mom.topic WHERE code = 'area/B'").fetchone()
    assert row is not None
    for function in (
        "mom.pull(%s, %s, %s, 0, 10)",
        "mom.feed_ids(%s, %s, %s, 0, 10)",
        "mom.open_streams(%s, %s, %s)",
        "mom.stream_page(%s, %s, %s, '{}', 0, gen_random_uuid(), 10)",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            as_station.execute(
                f"SELECT * FROM {function}", (UUID(bytes=enrolled.station_id), enrolled.token, row[0])
            )


def test_not_even_the_administrator_changes_a_record(stations: Stations) -> None:
    station = stations.enrol("P07").start()
    station.record()
    station.until_drained()
    for statement in (
        "UPDATE mom.event SET payload = '{}'",
        "DELETE FROM mom.event",
        "TRUNCATE mom.event",
        "UPDATE mom.feed SET pos = 9",
        "DELETE FROM mom.feed",
        "TRUNCATE mom.feed",
    ):
        with psycopg.connect(stations.plant) as admin, pytest.raises(psycopg.errors.InsufficientPrivilege):
            admin.execute(statement)
    assert len(stations.held()) == 1


def test_a_station_with_a_wrong_token_keeps_its_records_and_says_so(
    stations: Stations, expect_log: ExpectedLog
) -> None:
    expect_log("central database is refused")
    station = stations.enrol("P07")
    right = station.config
    assert right is not None
    station.config = replace(right, token=b"\1" * 32)
    station.start()
    station.record()
    until(lambda: station.is_state(SyncState.REFUSED) and station.last.waiting == 1, "refused, one waits")
    assert "does not accept the access of this station" in station.last.reason
    assert stations.held() == []

    station.stop()
    station.config = right
    station.start()
    station.until_drained()
    assert len(stations.held()) == 1


def test_a_record_for_a_topic_that_is_not_granted_still_reaches_the_home_topic(stations: Stations) -> None:
    first, second = stations.enrol("P07"), stations.enrol("P08").start()
    with psycopg.connect(stations.plant) as admin:
        admin.execute("DELETE FROM mom.station_topic WHERE station_id = %s", (UUID(bytes=first.id),))
    first.start()
    second.until_knows([first.record()])


def test_enrolling_twice_changes_nothing_and_a_taken_code_is_refused(plant: str) -> None:
    station_id = uuid4().bytes
    first = central.enrol(plant, code="P07", area="A", station_id=station_id)
    again = central.enrol(plant, code="P07", area="A", station_id=station_id, token=first.token)
    assert (again.token, again.user) == (first.token, first.user)
    with psycopg.connect(login(again), autocommit=True) as connection:
        heads(connection, station_id, first.token)
    with pytest.raises(Refused) as refused:
        central.enrol(plant, code="P07", area="A", station_id=uuid4().bytes)
    assert refused.value.key == "sync.code_taken"
    central.enrol(plant, code="P07", area="A", station_id=uuid4().bytes, is_replacing=True)
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        psycopg.connect(login(again))
