"""Thousands of records go by COPY, under the same rules as a few, and open nothing to the station that sends them."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from momstation.core.event import Record
from momstation.sync import central, overview
from momstation.sync.config import SyncConfig
from momstation.sync.envelope import Entry, entries_of
from tests.conftest import ExpectedLog
from tests.support.central_station import Stations
from tests.support.memory_door import MemoryDoor, counted

Connection = psycopg.Connection[tuple[object, ...]]
MANY = 1500
COPY = 'COPY pg_temp.mom_bulk (place, id, hlc, at, off, k, v, s, f, b, "to", p, h) FROM STDIN'


def test_a_first_upload_arrives_whole_and_in_order(stations: Stations) -> None:
    first, second = stations.enrol("P07"), stations.enrol("P08").start()
    made = first.record_all([counted(n) for n in range(1, MANY + 1)])
    first.start()
    first.until_drained()
    assert [(seq, event) for _, _, seq, event in stations.held()] == [(one.seq, one.event_id) for one in made]
    assert overview.broken_chains(stations.plant) == ()
    second.until_knows(made)
    assert second.records()[made[-1].event_id] == made[-1]
    with psycopg.connect(stations.plant) as admin:  # it did go in bulk: in one transaction
        assert admin.execute("SELECT count(DISTINCT CAST(xmin AS text)) FROM mom.event").fetchone() == (1,)


def test_one_that_the_database_cannot_take_is_found_among_thousands(
    stations: Stations, expect_log: ExpectedLog
) -> None:
    expect_log("travels sealed")
    first = stations.enrol("P07")
    made = first.record_all(
        [counted(n, order="47\x0011" if n == 700 else "4711") for n in range(1, MANY + 1)]
    )
    first.start()
    first.until_drained()
    assert [event for _, _, _, event in stations.held()] == [one.event_id for one in made]
    assert overview.broken_chains(stations.plant) == ()


@pytest.fixture
def enrolled(plant: str) -> SyncConfig:
    return central.enrol(plant, code="P07", area="A", station_id=uuid4().bytes)


@pytest.fixture
def as_station(enrolled: SyncConfig) -> Iterator[Connection]:
    login = make_conninfo(enrolled.dsn, user=enrolled.user, password=enrolled.password)
    with psycopg.connect(login, autocommit=True) as connection:
        yield connection


def made(config: SyncConfig, count: int) -> list[Record]:
    door = MemoryDoor(config.station_id)
    return [door.record(counted(n)) for n in range(1, count + 1)]


def copy(connection: Connection, entries: list[tuple[int, Entry]]) -> None:
    with connection.cursor() as cursor, cursor.copy(COPY) as writing:
        for place, entry in entries:
            basis = f"{{{','.join(entry.b)}}}"
            writing.write_row((place, *entry[:8], basis, entry.to, entry.p, f"\\x{entry.h}"))


def open_bulk(connection: Connection, config: SyncConfig) -> None:
    connection.execute("SELECT mom.open_bulk(%s, %s)", (UUID(bytes=config.station_id), config.token))


def push_bulk(connection: Connection, config: SyncConfig) -> object:
    sql = "SELECT is_taken, last_seq FROM mom.push_bulk(%s, %s, 1, 0, '')"
    return connection.execute(sql, (UUID(bytes=config.station_id), config.token)).fetchone()


def test_the_table_takes_rows_and_shows_nothing(as_station: Connection, enrolled: SyncConfig) -> None:
    open_bulk(as_station, enrolled)
    records = made(enrolled, 3)
    copy(as_station, list(enumerate(entries_of(records, frozenset()), start=1)))
    for statement in (
        "SELECT * FROM pg_temp.mom_bulk",
        "DELETE FROM pg_temp.mom_bulk",
        "UPDATE pg_temp.mom_bulk SET p = ''",
        "TRUNCATE pg_temp.mom_bulk",
        "DROP TABLE pg_temp.mom_bulk",
        "ALTER TABLE pg_temp.mom_bulk ADD COLUMN more int DEFAULT 1 / 0",
        "CREATE RULE r AS ON SELECT TO pg_temp.mom_bulk DO INSTEAD SELECT 1",
        "CREATE TRIGGER t BEFORE INSERT ON pg_temp.mom_bulk EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "CREATE TABLE pg_temp.child () INHERITS (pg_temp.mom_bulk)",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            as_station.execute(statement)
    assert push_bulk(as_station, enrolled) == (True, 3)
    assert push_bulk(as_station, enrolled) == (False, 3)  # it is empty again


def test_what_was_left_by_an_attempt_that_failed_is_not_sent_again(
    as_station: Connection, enrolled: SyncConfig
) -> None:
    entries = entries_of(made(enrolled, 3), frozenset())
    open_bulk(as_station, enrolled)
    copy(as_station, list(enumerate(entries, start=1)))
    open_bulk(as_station, enrolled)
    copy(as_station, list(enumerate(entries[:2], start=1)))
    assert push_bulk(as_station, enrolled) == (True, 2)


@pytest.mark.parametrize("places", [(1, 1, 2), (1, 3), (2, 3), (0, 1), (-5, 1)])
def test_a_place_twice_or_left_out_ends_the_batch_there(
    as_station: Connection, enrolled: SyncConfig, plant: str, places: tuple[int, ...]
) -> None:
    entries = entries_of(made(enrolled, 3), frozenset())
    open_bulk(as_station, enrolled)
    copy(as_station, [(place, entries[max(0, place - 1)]) for place in places])
    push_bulk(as_station, enrolled)
    with psycopg.connect(plant) as admin:
        rows = admin.execute("SELECT seq, event_id FROM mom.event ORDER BY seq").fetchall()
    assert rows == [(n, UUID(entries[n - 1].id)) for n in range(1, len(rows) + 1)]


def test_a_forged_hash_is_not_let_in_by_this_way_either(as_station: Connection, enrolled: SyncConfig) -> None:
    entries = entries_of(made(enrolled, 3), frozenset())
    entries[1] = entries[1]._replace(p='{"good":1000}')
    open_bulk(as_station, enrolled)
    copy(as_station, list(enumerate(entries, start=1)))
    with pytest.raises(psycopg.DatabaseError, match="hash of seq 2 does not follow") as refused:
        push_bulk(as_station, enrolled)
    assert refused.value.sqlstate == "MM002"


def let_stations_make_things(plant: str) -> None:
    """The right that an administrator may give back without a thought, as it is PostgreSQL's default."""
    with psycopg.connect(plant) as admin:
        admin.execute(f'GRANT TEMPORARY ON DATABASE "{admin.info.dbname}" TO PUBLIC')


@pytest.mark.parametrize(
    "trap",
    [
        "CREATE TEMP TABLE mom_bulk (place bigint)",
        "CREATE TEMP VIEW mom_bulk AS SELECT 1 AS place",
        "CREATE TEMP SEQUENCE mom_bulk",
    ],
)
def test_a_thing_of_the_stations_own_with_that_name_is_not_read(
    as_station: Connection, enrolled: SyncConfig, plant: str, trap: str
) -> None:
    let_stations_make_things(plant)
    as_station.execute(trap)
    for call in (open_bulk, push_bulk):
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="is not the table for records"):
            call(as_station, enrolled)


@pytest.mark.parametrize("name", ["uuid", "text", "bytea", "json", "date", "timestamptz"])
def test_a_type_of_the_stations_own_is_not_taken_for_the_databases(
    as_station: Connection, enrolled: SyncConfig, plant: str, name: str
) -> None:
    """Looked up first, a domain with a check would run the station's function as the owner of the tables. Normally
    a station cannot make any; an administrator may have given it the right back."""
    let_stations_make_things(plant)
    as_station.execute(
        "CREATE FUNCTION pg_temp.spring(anyelement) RETURNS bool LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'sprung as %', current_user; END $$"
    )
    as_station.execute(f"CREATE DOMAIN pg_temp.{name} AS pg_catalog.{name} CHECK (pg_temp.spring(VALUE))")
    open_bulk(as_station, enrolled)
    copy(as_station, list(enumerate(entries_of(made(enrolled, 1), frozenset()), start=1)))
    assert push_bulk(as_station, enrolled) == (True, 1)
    who = (UUID(bytes=enrolled.station_id), enrolled.token)
    as_station.execute("SELECT * FROM mom.hello(%s, %s, 'x')", who)
    assert as_station.execute("SELECT * FROM mom.heads(%s, %s)", who).fetchall()
