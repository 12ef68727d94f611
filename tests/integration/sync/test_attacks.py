"""What somebody can do who has a station's own credentials: each attempt, one by one."""

import json
from collections.abc import Iterator
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from momstation.sync import central, overview, tickets
from momstation.sync.config import SyncConfig
from momstation.sync.migrate import migrate
from tests.integration.sync.test_command import run
from tests.support.postgres import Cluster

Connection = psycopg.Connection[tuple[object, ...]]
DENIED = psycopg.errors.InsufficientPrivilege


def dsn(config: SyncConfig) -> str:
    return make_conninfo(config.dsn, user=config.user, password=config.password)


@pytest.fixture(scope="module")
def plant(cluster: Cluster) -> Iterator[str]:
    """One for all attempts: none of them changes anything."""
    name = cluster.create(cluster.ready())
    central.init(cluster.dsn_of(name))  # rights on a database are not copied with it
    yield cluster.dsn_of(name)
    cluster.drop(name)


@pytest.fixture(scope="module")
def me(plant: str) -> SyncConfig:
    return central.enrol(plant, code="P07", area="A", station_id=uuid4().bytes)


@pytest.fixture(scope="module")
def other(plant: str) -> SyncConfig:
    return central.enrol(plant, code="P08", area="B", station_id=uuid4().bytes)


@pytest.fixture(scope="module")
def connection(me: SyncConfig) -> Iterator[Connection]:
    with psycopg.connect(dsn(me), autocommit=True) as made:
        yield made


@pytest.fixture
def attacker(connection: Connection) -> Connection:
    connection.execute("RESET ROLE")
    connection.execute("RESET ALL")
    return connection


@pytest.fixture
def lost(plant: str) -> SyncConfig:
    """A station of its own for what ends with its being shut out."""
    return central.enrol(plant, code="P09", area="A", station_id=uuid4().bytes, is_replacing=True)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TEMPORARY TABLE mine (n int)",
        "CREATE TABLE public.mine (n int)",
        "CREATE TABLE mom.mine (n int)",
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION mom.whoami(uuid, text) RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE OR REPLACE FUNCTION mom.forbid_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE SCHEMA mine",
        "CREATE EXTENSION plpgsql_check",
        "CREATE EXTENSION vector",
        "CREATE ROLE mine",
        "CREATE DATABASE mine",
        "CREATE PUBLICATION mine FOR TABLE mom.event",
        "CREATE EVENT TRIGGER mine ON ddl_command_start EXECUTE FUNCTION mom.forbid_change()",
        "DO $$ BEGIN CREATE TEMPORARY TABLE mine (n int); END $$",
    ],
)
def test_nothing_can_be_made(attacker: Connection, statement: str) -> None:
    with pytest.raises((DENIED, psycopg.errors.UndefinedFile, psycopg.errors.FeatureNotSupported)):
        attacker.execute(statement)  # a missing extension is refused for being missing


@pytest.mark.parametrize(
    "role",
    ["mom_owner", "mom_projector", "mom_partition", "mom_auditor", "mom_reader", "mom_enrol", "postgres"],
)
def test_no_other_role_can_be_taken_on(attacker: Connection, role: str) -> None:
    for statement in (
        f"SET ROLE {role}",
        f"SET SESSION AUTHORIZATION {role}",
        f"GRANT {role} TO CURRENT_USER",
    ):
        with pytest.raises(DENIED):
            attacker.execute(statement)


def test_the_group_of_all_stations_gives_nothing_more(attacker: Connection, other: SyncConfig) -> None:
    attacker.execute("SET ROLE mom_station")
    with pytest.raises(psycopg.errors.InvalidAuthorizationSpecification):
        attacker.execute("SELECT * FROM mom.heads(%s, %s)", (UUID(bytes=other.station_id), other.token))
    with pytest.raises(DENIED):
        attacker.execute("SELECT * FROM mom.event")


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT pg_read_file('postgresql.conf')",
        "SELECT pg_ls_dir('.')",
        "SELECT pg_stat_file('PG_VERSION')",
        "COPY (SELECT 1) TO PROGRAM 'cat'",
        "COPY (SELECT 1) TO '/dev/null'",
        "COPY mom.event TO STDOUT",
        "COPY mom.event FROM STDIN",
        "SELECT lo_create(0)",
        "SELECT lo_creat(-1)",
        "SELECT lo_from_bytea(0, 'x')",
        "SELECT lo_import('/etc/hostname')",
        "SELECT pg_switch_wal()",
        "SELECT pg_create_restore_point('x')",
        "SELECT pg_create_physical_replication_slot('x')",
        "SELECT pg_reload_conf()",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres' AND pid <> pg_backend_pid()",
        "ALTER SYSTEM SET fsync = off",
        "ALTER DATABASE template1 SET work_mem = '1GB'",
        "SET session_replication_role = replica",
        "SET temp_file_limit = -1",
        "SELECT rolpassword FROM pg_authid",
        "SELECT * FROM pg_hba_file_rules",
        "SELECT setval('mom.wrong_codes', 0)",
        "SELECT nextval('mom.topic_topic_id_seq')",
        "DO $$ BEGIN LOCK TABLE mom.event; END $$",
        "DO $$ BEGIN LOCK TABLE mom.topic IN ACCESS SHARE MODE; END $$",
        "VACUUM FULL mom.event",
        "SECURITY LABEL ON TABLE mom.event IS 'x'",
        "COMMENT ON TABLE mom.event IS 'x'",
    ],
)
def test_the_server_and_its_files_are_out_of_reach(plant: str, attacker: Connection, statement: str) -> None:
    with psycopg.connect(plant):  # somebody else is there to be ended
        try:
            attacker.execute(statement)
        except (DENIED, psycopg.errors.InvalidParameterValue, psycopg.errors.InsufficientPrivilege):
            return  # SECURITY LABEL has no provider here
        assert statement.startswith("VACUUM"), "was let through"


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE mom.event DETACH PARTITION mom.event_default",
        "DROP TABLE mom.event_default",
        "ALTER TABLE mom.event DISABLE TRIGGER event_kept",
        "ALTER TABLE mom.event OWNER TO CURRENT_USER",
        "ALTER TABLE mom.event ADD COLUMN mine int",
        "CREATE INDEX ON mom.event (payload)",
        "CREATE RULE mine AS ON INSERT TO mom.event DO INSTEAD NOTHING",
        "CREATE TRIGGER mine BEFORE INSERT ON mom.event FOR EACH ROW EXECUTE FUNCTION mom.forbid_change()",
        "ALTER SCHEMA mom RENAME TO mine",
        "DROP SCHEMA mom CASCADE",
        "GRANT SELECT ON mom.event TO PUBLIC",
        "SELECT * FROM mom.make_partitions(3, false)",
        "SELECT * FROM mom.retire_partitions(2, true)",
        "SELECT mom.retire_one('event', 'event_default')",
        "SELECT mom.admit(gen_random_uuid(), 'X', 'area/A', '{}', NULL, '', '')",
        "SELECT mom.make_room('P07', gen_random_uuid())",
        "SELECT * FROM mom.enrol('x', gen_random_uuid(), 'X', 'area/A', '')",
        "UPDATE mom.station SET status = 'active'",
        "SELECT token_hash FROM mom.station",
    ],
)
def test_the_tables_are_out_of_reach(attacker: Connection, statement: str) -> None:
    with pytest.raises(DENIED):
        attacker.execute(statement)


def test_a_revoked_station_cannot_let_itself_in_again(plant: str, lost: SyncConfig) -> None:
    with psycopg.connect(dsn(lost)) as attacker:
        assert run("revoke", "--central", plant, "P09")[0] == 0
        with pytest.raises(psycopg.OperationalError):
            attacker.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        psycopg.connect(dsn(lost))


def test_it_may_change_its_own_password_and_nothing_of_others(
    attacker: Connection, other: SyncConfig
) -> None:
    """PostgreSQL lets every role do that; enrolling again sets it anew."""
    attacker.execute("ALTER ROLE CURRENT_USER PASSWORD 'x'")
    for what in ("PASSWORD 'x'", "NOLOGIN", "SET search_path = 'x'"):
        with pytest.raises(DENIED):
            attacker.execute(f"ALTER ROLE {other.user} {what}")
    for what in ("CREATEDB", "SUPERUSER", "CONNECTION LIMIT -1", "BYPASSRLS"):
        with pytest.raises(DENIED):
            attacker.execute(f"ALTER ROLE CURRENT_USER {what}")


def test_what_others_ask_is_hidden(plant: str, attacker: Connection) -> None:
    with psycopg.connect(plant) as admin:
        admin.execute("SELECT 'a secret of the administrator'")
        rows = attacker.execute("SELECT query FROM pg_stat_activity WHERE usename = 'postgres'").fetchall()
    assert rows and all("secret" not in str(query) for (query,) in rows)


def test_the_source_of_the_functions_holds_no_secret(
    plant: str, attacker: Connection, me: SyncConfig
) -> None:
    """It can be read, by everybody in every database; so nothing may depend on nobody reading it."""
    rows = attacker.execute("SELECT prosrc FROM pg_proc WHERE pronamespace = 'mom'::regnamespace").fetchall()
    source = " ".join(str(text) for (text,) in rows)
    assert len(rows) > 10
    assert me.token.hex() not in source and str(me.password) not in source


def test_a_function_cannot_be_made_to_run_what_the_caller_made(attacker: Connection, me: SyncConfig) -> None:
    """The path in which functions look for names is not the caller's."""
    rows = attacker.execute(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'mom'::regnamespace AND prosecdef"
        " AND NOT EXISTS (SELECT 1 FROM unnest(proconfig) c WHERE c LIKE 'search_path=pg_catalog%')"
    ).fetchall()
    assert rows == []
    attacker.execute("SET search_path = public, pg_temp")
    who = (UUID(bytes=me.station_id), me.token)
    assert len(attacker.execute("SELECT * FROM mom.heads(%s, %s)", who).fetchall()) == 2


def test_the_administrators_work_cannot_be_held_up_for_ever(
    plant: str, lost: SyncConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anybody may take an advisory lock, that of the migration too; shutting the station out frees it."""
    monkeypatch.setattr("momstation.sync.migrate._PATIENCE", "50ms")
    with psycopg.connect(dsn(lost), autocommit=True) as attacker:
        attacker.execute("SELECT pg_advisory_lock(%s)", (0x6D6F6D31,))
        code, _, said = run("migrate", "--central", plant)
        assert (code, said.startswith("Somebody else is bringing this database up to date")) == (1, True)
        assert run("revoke", "--central", plant, "P09")[0] == 0
    monkeypatch.undo()
    assert migrate(plant).steps == ()


def test_a_transaction_that_it_keeps_open_is_seen_and_can_be_ended(
    plant: str, lost: SyncConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A station may lift its own time limits, and then hold its topic's lock: the status names it."""
    monkeypatch.setattr("momstation.sync.overview._STUCK", _stuck_at_once())
    with psycopg.connect(dsn(lost)) as attacker:
        attacker.execute("SET idle_in_transaction_session_timeout = 0")
        attacker.execute(
            "SELECT * FROM mom.push(%s, %s, 1, 0, '', %s::json)",
            (UUID(bytes=lost.station_id), lost.token, json.dumps([])),
        )
        _, said, _ = run("status", "--central", plant)
        assert f"{lost.user} has kept a transaction open for long" in said
        assert run("revoke", "--central", plant, "P09")[0] == 0
        with pytest.raises(psycopg.OperationalError):
            attacker.execute("SELECT 1")
    assert "has kept a transaction open" not in run("status", "--central", plant)[1]


def _stuck_at_once() -> str:
    return overview._STUCK.replace(f"{overview._STUCK_S} s", "0 s")


def test_its_connections_are_few(lost: SyncConfig) -> None:
    made = []
    try:
        with pytest.raises(psycopg.OperationalError, match="too many connections"):
            for _ in range(9):
                made.append(psycopg.connect(dsn(lost)))
        assert len(made) == 8
    finally:
        for connection in made:
            connection.close()


def test_what_it_may_fill_on_the_disk_is_bounded(attacker: Connection) -> None:
    """Sorting spills to files; this limit is not the caller's to lift."""
    with pytest.raises(psycopg.errors.ConfigurationLimitExceeded):
        attacker.execute("SET work_mem = '64kB'")
        attacker.execute(
            "SELECT count(*) FROM (SELECT md5(n::text) FROM generate_series(1, 4000000) n ORDER BY 1) x"
        )


def test_listening_and_ringing_tell_it_positions_alone(attacker: Connection, other: SyncConfig) -> None:
    """Every role may LISTEN and NOTIFY; so a ring holds nothing but a number, and a false one is only a look."""
    attacker.execute("LISTEN mom_1")
    attacker.execute("SELECT pg_notify('mom_1', '999999')")


def test_a_code_for_one_use_cannot_be_read_by_stations(plant: str, attacker: Connection) -> None:
    tickets.make_ticket(plant, code="P11", area="A")
    with pytest.raises(DENIED):
        attacker.execute("SELECT * FROM mom.ticket")


def test_the_auditor_reads_and_changes_nothing(plant: str) -> None:
    with psycopg.connect(plant, autocommit=True) as admin:
        admin.execute("SET ROLE mom_auditor")
        admin.execute("SELECT * FROM mom.event")
        for statement in (
            "SELECT token_hash FROM mom.station",
            "SELECT * FROM mom.ticket",
            "INSERT INTO mom.event DEFAULT VALUES",
            "DELETE FROM mom.feed",
            "UPDATE mom.log_head SET last_seq = 0",
            "SELECT * FROM mom.make_partitions(1, false)",
        ):
            with pytest.raises(DENIED):
                admin.execute(statement)
