"""A central database that an older version made comes up to date with everything that it holds."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.rows import TupleRow

from momstation.core.errors import Refused
from momstation.events.codec import chain_hash, content_hash
from momstation.sync import central, overview
from momstation.sync.embedded import EmbeddedPostgres
from momstation.sync.migrate import migrate
from momstation.sync.migrations import known, latest
from tests.integration.sync.test_command import run
from tests.support.postgres import Cluster

FROZEN = Path(__file__).parents[2] / "data" / "central"
VERSIONS = [f"v{n}" for n in known() if n < latest() and (FROZEN / f"v{n}").is_dir()]
EVENT = (
    "event_id, station_id, epoch, seq, hlc, recorded_at, clock_off_ms, kind, v, stream, flags, basis, topics,"
    " payload, hash, appended_at"
)
HELD = {
    "event": f"SELECT {EVENT} FROM mom.event ORDER BY station_id, epoch, seq",
    "again": "SELECT * FROM mom.event_again ORDER BY station_id, epoch, seq",
    "feed": "SELECT topic_id, pos, event_id FROM mom.feed ORDER BY topic_id, pos",
    "heads": "SELECT topic_id, code, head_pos FROM mom.topic ORDER BY topic_id",
    "logs": "SELECT station_id, epoch, last_seq, head_hash, opened_why FROM mom.log_head ORDER BY 1, 2",
    "open": "SELECT topic_id, stream, last_pos, is_closed FROM mom.stream_topic ORDER BY 1, 2",
    "stations": "SELECT station_id, code, home_topic, db_role, token_hash, status FROM mom.station ORDER BY 1",
    "granted": "SELECT station_id, topic_id, can_write FROM mom.station_topic ORDER BY 1, 2",
}


def held(dsn: str) -> dict[str, list[TupleRow]]:
    with psycopg.connect(dsn) as admin:
        return {name: admin.execute(query).fetchall() for name, query in HELD.items()}


@pytest.fixture(params=VERSIONS)
def older(request: pytest.FixtureRequest, cluster: Cluster, database: str) -> Iterator[tuple[str, Path]]:
    """The administrator's DSN of a database as that version left it, and what is known of it."""
    folder = FROZEN / request.param
    cluster.ready()  # whose roles belong to the whole cluster
    with psycopg.connect(database) as admin:
        for role in roles(folder):
            admin.execute(f"CREATE ROLE {role} LOGIN IN ROLE mom_station")
        admin.execute("SET LOCAL check_function_bodies = off")
        admin.execute((folder / "schema.sql").read_text(encoding="utf-8"))
        admin.execute((folder / "data.sql").read_text(encoding="utf-8"))
    yield database, folder
    with psycopg.connect(cluster.dsn) as admin:
        for role in roles(folder):
            admin.execute(f"DROP ROLE {role}")


def test_the_first_version_is_among_those() -> None:
    assert VERSIONS[0] == "v1"


def stations_of(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "stations.json").read_text(encoding="utf-8")))


def roles(folder: Path) -> list[str]:
    return [station["role"] for station in stations_of(folder).values()]


def test_everything_comes_along(older: tuple[str, Path]) -> None:
    dsn, folder = older
    before = held(dsn)
    assert len(before["event"]) > 40
    assert len({row[2] for row in before["event"]}) == 3
    assert before["again"] and any(row[5] == "revoked" for row in before["stations"])
    assert any(row[3] for row in before["open"])
    done = migrate(dsn)
    assert f"v{done.found}" == folder.name
    assert [step.version for step in done.steps] == [n for n in known() if n > done.found]
    assert done.version == latest()
    assert held(dsn) == before
    assert overview.broken_chains(dsn) == ()


def test_a_station_that_was_not_told_goes_on(older: tuple[str, Path], cluster: EmbeddedPostgres) -> None:
    """With the calls of version 1, word for word: stations are updated one after the other, weeks later."""
    dsn, folder = older
    migrate(dsn)
    name = dsn.split("dbname=")[1].split()[0]
    for who in stations_of(folder).values():
        me = (UUID(who["station_id"]), bytes.fromhex(who["token"]))
        with psycopg.connect(cluster.dsn_of(name, who["role"]), autocommit=True) as station:
            said = station.execute("SELECT server_now, server FROM mom.hello(%s, %s, 'momstation 1')", me)
            assert said.fetchone() is not None
            topics = station.execute("SELECT topic_id, code, head_pos FROM mom.heads(%s, %s)", me).fetchall()
            home, code, pos = next(row for row in topics if row[1].startswith("area/"))
            epoch, last, head = last_log(dsn, me[0])
            answer = station.execute(
                "SELECT is_taken, last_seq, head_hash, server_now, topic_ids, heads"
                " FROM mom.push(%s, %s, %s, %s, %s, CAST(%s AS json))",
                (*me, epoch, last, head, json.dumps([row(head, code)])),
            ).fetchone()
            assert answer is not None and answer[0] is True and answer[1] == last + 1
            page = station.execute(
                "SELECT pos, event_id, station_id, epoch, seq, hlc, recorded_at, clock_off_ms, kind, v, stream,"
                " flags, basis, topics, payload, hash FROM mom.pull(%s, %s, %s, 0, 500)",
                (*me, home),
            ).fetchall()
            assert [line[0] for line in page] == list(range(1, pos + 2))
            assert (page[-1][2], page[-1][4]) == (me[0], last + 1)
    assert overview.broken_chains(dsn) == ()


SHAPE = (
    "SELECT table_name, column_name, data_type, is_nullable, column_default, is_identity"
    " FROM information_schema.columns WHERE table_schema = 'mom' ORDER BY 1, 2",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'mom'::regnamespace AND contype <> 'n' ORDER BY 1, 2",
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'mom' ORDER BY 1",
    "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger"
    " WHERE NOT tgisinternal ORDER BY 1, 2",
    "SELECT oid::regprocedure::text, prosrc, prosecdef, proacl::text, proconfig::text FROM pg_proc"
    " WHERE pronamespace = 'mom'::regnamespace ORDER BY 1",
    "SELECT relname, relacl::text, reloptions::text, relowner::regrole::text FROM pg_class"
    " WHERE relnamespace = 'mom'::regnamespace ORDER BY 1",
)


def test_it_is_then_like_a_new_one(older: tuple[str, Path], plant: str) -> None:
    dsn, _ = older
    central.init(dsn)
    with psycopg.connect(dsn) as old, psycopg.connect(plant) as new:
        for query in SHAPE:
            assert old.execute(query).fetchall() == new.execute(query).fetchall()


def test_a_revision_that_was_given_out_is_never_changed(
    older: tuple[str, Path], cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The revisions up to that version make, in an empty database, the very tables of that version."""
    dsn, folder = older
    monkeypatch.setattr("momstation.sync.migrate.latest", lambda: int(folder.name[1:]))
    monkeypatch.setattr("momstation.sync.migrate._FUNCTIONS", ())
    name = cluster.create("template1")
    try:
        migrate(cluster.dsn_of(name), is_new_allowed=True)
        with psycopg.connect(dsn) as old, psycopg.connect(cluster.dsn_of(name)) as new:
            for query in SHAPE[:4]:
                made = [
                    row for row in new.execute(query) if row[0] != "mom.revision" and row[0] != "revision"
                ]
                assert old.execute(query).fetchall() == [row for row in made if row[0] != "revision_pkc"]
    finally:
        cluster.drop(name)


def last_log(dsn: str, station_id: UUID) -> tuple[int, int, bytes]:
    query = "SELECT epoch, last_seq, head_hash FROM mom.log_head WHERE station_id = %s ORDER BY epoch DESC"
    with psycopg.connect(dsn) as admin:
        epoch, last, head = admin.execute(query, (station_id,)).fetchone() or (0, 0, b"")
    return epoch, last, head


def row(head: bytes, topic: str) -> dict[str, object]:
    event_id, payload = uuid4().bytes, "{}"
    content = content_hash(event_id, 1, "x.y", 1, "order/1", (), payload)
    return {
        "id": str(UUID(bytes=event_id)), "hlc": 1, "at": "2026-03-02T06:00:00Z", "off": 0, "k": "x.y", "v": 1,
        "s": "order/1", "f": 0, "b": [], "to": [topic], "p": payload, "h": chain_hash(head, content).hex(),
    }  # fmt: skip


def test_a_second_time_there_is_nothing_to_do(older: tuple[str, Path]) -> None:
    dsn, _ = older
    assert migrate(dsn).steps
    again = migrate(dsn)
    assert (again.found, again.steps) == (latest(), ())
    with psycopg.connect(dsn) as admin:
        assert admin.execute("SELECT version_num FROM mom.revision").fetchall() == [(f"{latest():04d}",)]
        noted = admin.execute("SELECT version FROM mom.schema_version ORDER BY 1").fetchall()
    assert [version for (version,) in noted] == list(known())


def test_to_look_at_what_will_be_done_changes_nothing(older: tuple[str, Path]) -> None:
    dsn, folder = older
    shown = migrate(dsn, is_dry=True)
    assert shown.steps and all(step.says.endswith(".") for step in shown.steps)
    with psycopg.connect(dsn) as admin:
        assert admin.execute("SELECT to_regclass('mom.revision')").fetchone() == (None,)
    assert f"v{migrate(dsn).found}" == folder.name


def test_a_step_that_fails_leaves_the_database_as_it_was(older: tuple[str, Path]) -> None:
    """Whatever happens on the way, even at its last statement, is taken back; then it can be tried again."""
    dsn, _ = older
    before = held(dsn)
    with psycopg.connect(dsn) as admin:
        admin.execute("ALTER TABLE mom.topic ADD COLUMN oldest_pos text")
    with pytest.raises(Refused) as refused:
        migrate(dsn)
    assert refused.value.key == "sync.not_migrated"
    assert "oldest_pos" in str(refused.value.values["error"])
    assert held(dsn) == before
    with psycopg.connect(dsn) as admin:
        assert admin.execute("SELECT to_regclass('mom.revision')").fetchone() == (None,)
        admin.execute("ALTER TABLE mom.topic DROP COLUMN oldest_pos")
    migrate(dsn)


def test_only_one_at_a_time(older: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    dsn, _ = older
    monkeypatch.setattr("momstation.sync.migrate._PATIENCE", "50ms")
    with psycopg.connect(dsn) as other, pytest.raises(Refused) as refused:
        other.execute("SELECT pg_advisory_lock(%s)", (0x6D6F6D31,))
        migrate(dsn)
    assert refused.value.key == "sync.turn_taken"


def test_what_needs_the_present_tables_says_so(older: tuple[str, Path]) -> None:
    dsn, _ = older
    with pytest.raises(Refused) as refused:
        central.enrol(dsn, code="P77", area="A", station_id=uuid4().bytes)
    assert refused.value.key == "sync.to_migrate"


def test_there_is_nothing_to_migrate_in_an_empty_database(database: str) -> None:
    for is_dry in (True, False):
        with pytest.raises(Refused) as refused:
            migrate(database, is_dry=is_dry)
        assert refused.value.key == "sync.not_initialised"


def test_what_an_administrator_reads_of_it(older: tuple[str, Path]) -> None:
    dsn, folder = older
    found, version = folder.name[1:], latest()
    code, said, _ = run("migrate", "--central", dsn, "--dry-run")
    begins = f"This would bring the central database from schema {found} to {version}. Nothing was changed."
    assert (code, said.splitlines()[0]) == (0, begins)
    assert "  3: Stations enrol with codes for one use, and logs and topics" in said
    assert run("status", "--central", dsn)[::2] == (
        1,
        f"The central database has schema {found}, this version needs {version}. Run momstation central migrate"
        " on it first; stations go on meanwhile.\n",
    )
    code, said, _ = run("migrate", "--central", dsn)
    assert said.startswith(f"The central database was brought from schema {found} to {version}.")
    assert run("migrate", "--central", dsn)[1] == f"The central database is up to date (schema {version}).\n"
    assert json.loads(run("migrate", "--central", dsn, "--json")[1])["steps"] == []
    assert run("verify", "--central", dsn)[0] == 0
