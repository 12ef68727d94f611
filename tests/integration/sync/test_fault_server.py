"""What else lives on the plant's server: long transactions, slow inserts, backups that are put back."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from momstation.sync import overview
from momstation.sync.status import SyncState
from tests.conftest import ExpectedLog
from tests.soak.server import PlantServer
from tests.support.central_station import Stations, until
from tests.support.memory_door import counted
from tests.support.postgres import Cluster

SLOW_ONE = """
    CREATE FUNCTION public.wait_for_a_while() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT 1 FROM mom.event e JOIN mom.station s USING (station_id)
                  WHERE e.event_id = NEW.event_id AND s.code = 'SLOW') THEN
        PERFORM pg_advisory_xact_lock(77);
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER slow BEFORE INSERT ON mom.feed FOR EACH ROW EXECUTE FUNCTION public.wait_for_a_while()"""


@pytest.fixture
def server() -> Iterator[PlantServer]:
    """A server of this test's own, to be stopped, copied and put back."""
    with tempfile.TemporaryDirectory(prefix="momstation-test-plant-") as folder:
        made = PlantServer(Path(folder))
        yield made
        made.stop()


@pytest.fixture
def on_it(server: PlantServer, tmp_path: Path) -> Iterator[Stations]:
    made = Stations(server.dsn, tmp_path)
    yield made
    made.close()


def test_a_forgotten_transaction_in_another_database_hides_nothing(
    stations: Stations, cluster: Cluster
) -> None:
    with psycopg.connect(cluster.dsn) as forgotten:
        forgotten.execute("SELECT pg_current_xact_id()")
        first, second = stations.enrol("P07").start(), stations.enrol("P08").start()
        made = [first.record(n) for n in range(1, 4)]
        second.until_knows(made)
        forgotten.rollback()


def test_a_forgotten_transaction_in_the_plant_hides_nothing(stations: Stations) -> None:
    with psycopg.connect(stations.plant) as forgotten:
        forgotten.execute("SELECT pg_current_xact_id(), count(*) FROM mom.event")
        first, second = stations.enrol("P07").start(), stations.enrol("P08").start()
        second.until_knows([first.record(n) for n in range(1, 4)])
        forgotten.rollback()


def test_a_slow_insert_holds_the_others_for_the_lock_time_and_hides_nothing(
    stations: Stations, expect_log: ExpectedLog
) -> None:
    """The slow one has its positions and does not commit: nobody may be given later ones before it."""
    expect_log("central database is offline")
    slow, quick, reader = (stations.enrol(code) for code in ("SLOW", "P07", "P08"))
    with psycopg.connect(stations.plant, autocommit=True) as admin:
        admin.execute(SLOW_ONE)
        assert quick.config is not None
        admin.execute(f"ALTER ROLE {quick.config.user} SET lock_timeout = '300ms'")
        made = [quick.record(1)]
        for one in (slow, quick, reader):
            one.start()
        reader.until_knows(made)
        admin.execute("SELECT pg_advisory_lock(77)")
        made += [slow.record(2)]
        until(lambda: _waiting_for(admin, "advisory") == 1, "the slow insert holds the topic")
        made += [quick.record(3)]
        until(lambda: quick.is_state(SyncState.OFFLINE), "the other one gives up and will come again")
        assert len(stations.held()) == 1
        assert set(reader.records()) == {made[0].event_id}
        admin.execute("SELECT pg_advisory_unlock(77)")
        stations.until_held(made)
        reader.until_knows(made)
        _feed_is_dense(admin, len(made))


def test_the_backup_of_yesterday_is_filled_up_by_those_who_remember(
    server: PlantServer, on_it: Stations, expect_log: ExpectedLog
) -> None:
    expect_log("central database is offline")
    expect_log("was rewritten at the plant")
    first, second = on_it.enrol("P07").start(), on_it.enrol("P08").start()
    made = [*first.record_all([counted(n) for n in range(1, 6)]), second.record(1)]
    on_it.until_held(made)
    server.back_up()
    made += [*first.record_all([counted(n) for n in range(6, 11)]), second.record(2)]
    for one in (first, second):
        one.until_knows(made)
        one.until_drained()
    server.restore()
    on_it.until_held(made)  # nobody records anything: the connection itself makes them look
    assert overview.broken_chains(server.dsn) == ()
    made.append(second.record(3))
    first.until_knows(made)
    with server.admin() as admin:
        _feed_is_dense(admin, len(made))


def test_a_copied_station_and_its_original_survive_a_restored_server(
    server: PlantServer, on_it: Stations, expect_log: ExpectedLog
) -> None:
    expect_log("central database is offline")
    expect_log("was rewritten at the plant")
    expect_log("log and the plant's part after")
    original = on_it.enrol("P07").start()
    made = [original.record(1)]
    original.until_drained()
    copy = on_it.copy_of(original)
    original.start()
    made.append(original.record(2))
    original.until_drained()
    made.append(copy.record(3))
    copy.start()  # parts the log: it goes on under an epoch of its own
    copy.until_drained()
    server.back_up()
    made += [original.record(4), copy.record(5)]
    on_it.until_held(made)
    for one in (original, copy):
        one.until_drained()
    server.restore()
    on_it.until_held(made)
    for one in (original, copy):
        one.until_knows(made)
    assert overview.broken_chains(server.dsn) == ()


def test_what_a_restored_server_forgot_of_an_older_epoch_comes_back_too(
    server: PlantServer, on_it: Stations, expect_log: ExpectedLog
) -> None:
    """The station went on under a new epoch after the backup: what it told under the old one is its to tell again."""
    expect_log("central database is offline")
    expect_log("was rewritten at the plant")
    expect_log("log and the plant's part after")
    station = on_it.enrol("P07").start()
    made = [station.record(1)]
    station.until_drained()
    server.back_up()
    made.append(station.record(2))
    station.until_drained()
    copy = on_it.copy_of(station)
    elsewhere = copy.record(3)
    copy.start()
    copy.until_drained()
    copy.stop()
    station.start()
    made.append(station.record(4))  # its place is taken: it goes on under epoch 2
    station.until_drained()
    assert station.store.identity.epoch == 2
    server.restore()
    on_it.until_held(made)
    copy.start()
    made.append(elsewhere)
    on_it.until_held(made)
    station.until_knows(made)
    assert overview.broken_chains(server.dsn) == ()


def _waiting_for(admin: "psycopg.Connection[tuple[object, ...]]", event: str) -> int:
    row = admin.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND wait_event = %s"
        " AND datname = current_database()",
        (event,),
    ).fetchone()
    assert row is not None
    return int(str(row[0]))


def _feed_is_dense(admin: "psycopg.Connection[tuple[object, ...]]", count: int) -> None:
    rows = admin.execute("SELECT pos FROM mom.feed ORDER BY pos").fetchall()
    assert [pos for (pos,) in rows] == list(range(1, count + 1))
