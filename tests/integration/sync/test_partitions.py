"""Partitions are made ahead, nothing falls beside them, and what is old can be taken out without a gap."""

from datetime import UTC, date, datetime
from uuid import UUID

import psycopg
import pytest

from momstation.core.errors import Refused
from momstation.sync import overview, partitions
from momstation.sync.audit import audit
from momstation.sync.partitions import make_partitions, retire_partitions
from tests.integration.sync.test_command import run
from tests.support.central_freeze import finished
from tests.support.central_station import Stations, until
from tests.support.memory_door import counted

TODAY = datetime.now(UTC).date()


NOWHERE = "host=/nowhere dbname=mom"


def month(ahead: int) -> date:
    number = TODAY.year * 12 + TODAY.month - 1 + ahead
    return date(number // 12, number % 12 + 1, 1)


def name(day: date) -> str:
    return f"{day:%Y_%m}"


def age(plant: str, months: int, below_seq: int) -> None:
    """As if the first records had been appended that long ago, before there were partitions."""
    day = month(-months)
    with psycopg.connect(plant) as admin:
        admin.execute("SET LOCAL session_replication_role = replica")
        admin.execute(
            "UPDATE mom.feed f SET part_day = %s FROM mom.event e WHERE e.event_id = f.event_id AND e.seq < %s",
            (day, below_seq),
        )
        admin.execute("UPDATE mom.event SET part_day = %s WHERE seq < %s", (day, below_seq))
        admin.execute("UPDATE mom.stream_topic SET first_day = %s", (day,))


def rows_of(plant: str, table: str) -> int:
    with psycopg.connect(plant) as admin:
        found = admin.execute(f"SELECT count(*) FROM mom.{table}").fetchone()
    return int(found[0]) if found else 0


def parts(plant: str) -> set[str]:
    with psycopg.connect(plant) as admin:
        return {part for (part,) in admin.execute("SELECT part FROM mom.parts()")}


def test_a_new_database_has_this_month_and_three_more(plant: str) -> None:
    wanted = [name(month(ahead)) for ahead in range(4)]
    assert parts(plant) == {f"{table}_{one}" for table in ("event", "feed") for one in wanted}
    assert make_partitions(plant, ahead=3) == partitions.Made((), {})
    made = make_partitions(plant, ahead=4)
    assert made.names == (name(month(4)),)
    assert overview.status(plant).ahead_until == str(month(5))


def test_days_may_follow_months(plant: str) -> None:
    many = (month(4) - TODAY).days + 1
    assert make_partitions(plant, ahead=many, is_daily=True).names == (
        f"{month(4):%Y_%m_%d}",
        f"{month(4).replace(day=2):%Y_%m_%d}",
    )
    rest = make_partitions(plant, ahead=4).names  # the rest of that month is in days then, too
    assert len(rest) >= 26 and all(one.startswith(name(month(4))) for one in rest)


def test_what_fell_beside_is_moved_and_stations_notice_nothing(stations: Stations) -> None:
    station, reader = stations.enrol("P07").start(), stations.enrol("P08")
    made = list(station.record_all([counted(n) for n in range(1, 31)]))
    station.until_drained()
    station.stop()
    age(stations.plant, 2, 21)
    assert rows_of(stations.plant, "event_default") == 20
    assert overview.status(stations.plant).is_astray is True
    code, said, _ = run("partition", "--central", stations.plant)
    assert code == 0
    assert f"Made: {name(month(-2))}." in said
    assert "20 rows of event lay in the default partition and are in their own now." in said
    assert rows_of(stations.plant, "event_default") == rows_of(stations.plant, "feed_default") == 0
    assert rows_of(stations.plant, f"event_{name(month(-2))}") == 20
    station.start()
    made.append(station.record())
    station.until_drained()
    reader.start()
    reader.until_knows(made)
    assert audit(stations.plant).breaks == []


def test_a_record_is_kept_when_its_partition_is_missing(stations: Stations) -> None:
    with psycopg.connect(stations.plant) as admin:
        for table in ("event", "feed"):
            admin.execute(f"DROP TABLE mom.{table}_{name(TODAY)}")
    station = stations.enrol("P07").start()
    station.record()
    station.until_drained()
    assert rows_of(stations.plant, "event_default") == 1
    make_partitions(stations.plant, ahead=1)
    assert rows_of(stations.plant, "event_default") == 0
    assert rows_of(stations.plant, f"event_{name(TODAY)}") == 1


def test_what_is_old_is_taken_out_and_everything_else_stays_provable(stations: Stations) -> None:
    station = stations.enrol("P07").start()
    old = [counted(n, "closed") for n in range(1, 6)] + [finished("closed"), counted(7, "open")]
    made = station.record_all([*old, *(counted(n, "open") for n in range(8, 12))])
    station.until_drained()
    station.stop()
    age(stations.plant, 6, 8)
    make_partitions(stations.plant, ahead=3)
    assert retire_partitions(stations.plant, keep_months=6) == partitions.Retired((), (), 0)
    done = retire_partitions(stations.plant, keep_months=5)
    assert done.taken_out == (f"event_{name(month(-6))}", f"feed_{name(month(-6))}")
    assert (done.kept, done.dropped) == (1, ())  # the order that is still open keeps its first record
    found = overview.status(stations.plant)
    assert found.oldest == {"area/A": 8, "plant": 0}
    assert (found.events, found.is_astray) == (4, False)
    proven = audit(stations.plant)
    assert (proven.breaks, proven.events) == ([], 4)
    assert rows_of(stations.plant, f"event_{name(month(-6))}") == 7  # out, but not gone
    with psycopg.connect(stations.plant) as admin:
        for statement in ("DELETE FROM", "TRUNCATE"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                admin.execute(f"{statement} mom.event_{name(month(-6))}")
            admin.rollback()
        streams = admin.execute(
            "SELECT seq FROM mom.event WHERE stream = 'order/open' ORDER BY seq"
        ).fetchall()
    assert [seq for (seq,) in streams] == [7, 8, 9, 10, 11]

    assert make_partitions(stations.plant, ahead=3) == partitions.Made(
        (), {}
    )  # what is kept is not moved back
    code, said, _ = run("partition", "--central", stations.plant, "--keep-months", "5", "--drop")
    assert code == 0 and "Dropped for good:" in said
    assert audit(stations.plant).breaks == []
    new = stations.enrol("P08").start()
    new.until_knows(made[6:])
    station.start()
    station.record()
    station.until_drained()
    assert audit(stations.plant).breaks == []


@pytest.mark.parametrize(
    "typed",
    [
        ("--ahead", "121"),
        ("--ahead", "100000"),
        ("--ahead", "9" * 5000),
        ("--ahead=-1",),
        ("--ahead", "401", "--daily"),
        ("--keep-months", "0"),
        ("--keep-months=-3",),
        ("--keep-months", "1201"),
    ],
)
def test_what_would_keep_the_tables_for_minutes_is_not_begun(
    typed: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, wrong = run("partition", "--central", NOWHERE, *typed)
    said = wrong + capsys.readouterr().err
    assert code == 2
    assert "is not from" in said


@pytest.mark.parametrize("typed", [("--ahead", "120"), ("--ahead", "400", "--daily")])
def test_the_bounds_themselves_may_be_asked_for(typed: tuple[str, ...]) -> None:
    code, _, wrong = run("partition", "--central", NOWHERE, *typed, "--keep-months", "1200")
    assert (code, wrong.startswith("The central database cannot be reached")) == (1, True)


def test_many_are_made_in_several_goes_without_a_gap(plant: str) -> None:
    assert make_partitions(plant, ahead=14).names == tuple(name(month(ahead)) for ahead in range(4, 15))
    assert overview.status(plant).ahead_until == str(month(15))


def test_two_months_are_kept_at_least(plant: str) -> None:
    code, _, said = run("partition", "--central", plant, "--keep-months", "1")
    assert (code, said.startswith("Keep two months at least")) == (1, True)
    with psycopg.connect(plant) as admin, pytest.raises(psycopg.errors.InvalidParameterValue):
        admin.execute("SELECT * FROM mom.retire_partitions(1, true)")
    code, _, said = run("partition", "--central", plant, "--drop")
    assert (code, said) == (1, "With --drop, say how much to keep: --keep-months.\n")


def test_every_partition_keeps_what_it_holds(stations: Stations) -> None:
    station = stations.enrol("P07").start()
    station.record()
    station.until_drained()
    make_partitions(stations.plant, ahead=4)
    for part in [*parts(stations.plant), "event_default", "feed_default"]:
        with psycopg.connect(stations.plant) as admin:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                admin.execute(f"TRUNCATE mom.{part}")
            admin.rollback()
            if rows_of(stations.plant, part):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    admin.execute(f"DELETE FROM mom.{part}")


def test_a_long_reader_is_waited_for_and_then_left_in_peace(
    stations: Stations, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup reads for hours; stations must not queue up behind the job that waits for it."""
    monkeypatch.setattr(partitions, "_ATTEMPTS", 2)
    monkeypatch.setattr(partitions, "_PAUSE_S", 0.0)
    station = stations.enrol("P07").start()
    with psycopg.connect(stations.plant) as backup:
        backup.execute("SELECT count(*) FROM mom.event")
        with pytest.raises(Refused) as refused:
            make_partitions(stations.plant, ahead=4)
        assert refused.value.key == "sync.tables_busy"
        station.record()
        station.until_drained()
    assert make_partitions(stations.plant, ahead=4).names == (name(month(4)),)


def test_the_job_needs_no_more_than_its_role(plant: str) -> None:
    with psycopg.connect(plant, autocommit=True) as job:
        job.execute("SET ROLE mom_partition")
        assert len(job.execute("SELECT * FROM mom.make_partitions(5, false)").fetchall()) == 2
        assert job.execute("SELECT * FROM mom.retire_partitions(12, true)").fetchall() == []
        for statement in ("SELECT * FROM mom.event", f"DROP TABLE mom.event_{name(TODAY)}"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                job.execute(statement)


def test_a_reader_that_was_away_for_longer_than_is_kept_begins_anew(stations: Stations) -> None:
    """Fault 24: what it missed is gone from the feed; it says nothing wrong, and knows what is open."""
    away, station = stations.enrol("P08").start(), stations.enrol("P07").start()
    first = station.record_all([counted(1, "closed"), counted(2, "open")])
    station.until_drained()
    away.until_knows(first)
    away.stop()
    missed = station.record_all([counted(3, "closed"), finished("closed"), counted(4, "open")])
    kept = station.record_all([counted(5, "open")])
    station.until_drained()
    station.stop()
    age(stations.plant, 6, 6)
    make_partitions(stations.plant, ahead=3)
    retire_partitions(stations.plant, keep_months=5, is_dropping=True)
    away.start()
    away.until_knows([missed[2], *kept])
    until(
        lambda: {c.code: c.pos for c in away.store.sync.cursors()}["area/A"] == 6, "its cursor is at the head"
    )
    assert UUID(bytes=missed[0].event_id) is not None
