"""``momstation central`` as an administrator types it."""

import io
import json
import stat
from pathlib import Path

import psycopg
import pytest

from momstation.core.clock import SystemClock
from momstation.settings import load
from momstation.store.open import open_store
from momstation.sync.command import main
from momstation.sync.config import access_path, configured, read_access
from momstation.sync.embedded import EmbeddedPostgres
from momstation.sync.migrations import latest
from tests.support.central_station import Station, until
from tests.support.memory_door import counted


def run(*argv: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = main(argv, out, err)
    return code, out.getvalue(), err.getvalue()


def test_init_can_be_repeated(database: str) -> None:
    assert run("init", "--central", database) == (
        0,
        f"The central database is ready (schema {latest()}).\n",
        "",
    )
    assert run("init", "--central", database)[0] == 0


def test_enrolment_by_store_leaves_an_access_for_the_owner_alone(plant: str, tmp_path: Path) -> None:
    store = tmp_path / "P07.db"
    code, said, _ = run("enrol", "--central", plant, "--code", "P07", "--area", "A", "--store", str(store))
    access = access_path(store)
    assert code == 0
    assert str(access) in said
    assert stat.S_IMODE(access.stat().st_mode) == 0o600
    config = read_access(access)
    assert config is not None
    assert config.user is not None and config.user.startswith("mom_p07_")
    assert "postgres" not in access.read_text(encoding="utf-8").replace("dbname=postgres", "")

    opened = open_store(store, code="P07", topics=("area/A",), folds=(), projections=(), clock=SystemClock())
    assert opened.identity.station_id == config.station_id
    # Again, while the station runs: same station, same token.
    assert run("enrol", "--central", plant, "--code", "P07", "--area", "A", "--store", str(store))[0] == 0
    opened.close()
    again = read_access(access)
    assert again is not None
    assert (again.station_id, again.token) == (config.station_id, config.token)


def test_enrolment_by_settings_is_what_the_station_reads(plant: str, tmp_path: Path) -> None:
    settings = tmp_path / "station.toml"
    settings.write_text(
        '[station]\ncode = "P07"\nname = "Press 7"\narea = "A"\n[store]\npath = "station.db"\n'
        '[central]\ntoken_file = "central.token"\npoll_s = 0.5\ndeadline_s = 3\n',
        encoding="utf-8",
    )
    assert configured(load(settings).central) is None
    assert run("enrol", "--central", plant, "--config", str(settings))[0] == 0
    config = configured(load(settings).central)
    assert config is not None
    assert (config.poll_active_s, config.poll_idle_s, config.call_timeout_s) == (0.25, 0.5, 3.0)

    station = Station(tmp_path / "station.db", "P07", "A", config)
    try:
        station.start()
        station.record_all([counted(), counted()])
        station.until_drained()
        until(lambda: len(station.store.sync.cursors()) == 1, "it pulled")
    finally:
        station.close()
    code, said, _ = run("status", "--central", plant, "--json", "--verify")
    figures = json.loads(said)
    assert code == 0
    assert figures["events"] == 2
    assert figures["duplicates"] == 0
    assert figures["per_station"] == {"P07": 2}
    assert figures["chains_verify"] is True
    assert figures["topics"] == {"area/A": 2, "plant": 0}
    assert figures["stations"][0]["app"].startswith("momstation ")


def test_settings_of_another_station_are_refused(plant: str, tmp_path: Path) -> None:
    settings = tmp_path / "station.toml"
    settings.write_text(
        '[station]\ncode = "P08"\nname = "Press 8"\narea = "A"\n[store]\npath = "station.db"\n',
        encoding="utf-8",
    )
    code, _, said = run(
        "enrol", "--central", plant, "--code", "P07", "--area", "A", "--config", str(settings)
    )
    assert code == 1
    assert "are those of station P08, not of P07" in said
    code, _, said = run("enrol", "--central", plant, "--area", "B", "--config", str(settings))
    assert code == 1
    assert "put the station into area A, not into B" in said
    code, _, said = run("enrol", "--central", plant, "--code", "P08", "--store", str(tmp_path / "P08.db"))
    assert (code, said) == (1, "With --store, say which station it is: --code and --area.\n")


def test_a_changed_record_is_found(plant: str, tmp_path: Path) -> None:
    store = tmp_path / "P07.db"
    run("enrol", "--central", plant, "--code", "P07", "--area", "A", "--store", str(store))
    station = Station(store, "P07", "A", read_access(access_path(store)))
    try:
        station.start()
        station.record_all([counted(n) for n in range(1, 6)])
        station.until_drained()
    finally:
        station.close()
    with psycopg.connect(plant) as admin:
        admin.execute("SET LOCAL session_replication_role = replica")
        admin.execute(
            "UPDATE mom.event SET payload = replace(payload, '\"good\":3', '\"good\":9') WHERE seq = 3"
        )
    code, said, _ = run("status", "--central", plant, "--verify")
    assert code == 1
    assert "Record 3 of epoch 1 of station P07 was changed." in said


def test_status_in_words(plant: str, tmp_path: Path) -> None:
    run("enrol", "--central", plant, "--code", "P07", "--area", "A", "--store", str(tmp_path / "P07.db"))
    _, said, _ = run("status", "--central", plant)
    assert "Records: 0. Held twice: 0." in said
    assert "P07 (area/A, active). Records: 0. Last seen: never." in said


@pytest.mark.parametrize(
    "verb", [("status",), ("enrol", "--code", "P07", "--area", "A", "--store", "P07.db")]
)
def test_a_database_without_the_schema_is_named(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, said = run(*verb, "--central", database)
    assert (code, "momstation central init" in said) == (1, True)
    assert not (tmp_path / "P07.central.json").exists()


def test_a_newer_schema_is_left_alone(plant: str) -> None:
    with psycopg.connect(plant) as admin:
        admin.execute("INSERT INTO mom.schema_version (version) VALUES (99)")
    code, _, said = run("init", "--central", plant)
    assert (code, "schema 99" in said) == (1, True)


@pytest.mark.parametrize("dsn", ["host=127.0.0.1 port=1 dbname=x", "host=/nowhere dbname=x", "what is this"])
def test_a_database_that_cannot_be_reached_is_a_sentence(dsn: str) -> None:
    code, _, said = run("status", "--central", dsn)
    assert code == 1
    assert said.startswith("The central database cannot be reached:")


def test_a_wrong_verb_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("forget")[0] == 2
    assert "forget" in capsys.readouterr().err


def test_an_administrator_who_is_no_superuser_suffices(
    cluster: EmbeddedPostgres, database: str, tmp_path: Path
) -> None:
    name = database.split("dbname=")[1].split()[0]
    with psycopg.connect(cluster.dsn, autocommit=True) as admin:
        admin.execute(f"CREATE ROLE {name} LOGIN CREATEROLE")
        admin.execute(f"ALTER DATABASE {name} OWNER TO {name}")
        # As if it had made them itself; here a superuser did, for another database of the cluster.
        groups = "mom_station, mom_owner, mom_projector, mom_enrol"
        admin.execute(f"GRANT {groups} TO {name} WITH ADMIN OPTION")
    dsn = cluster.dsn_of(name, name)
    assert run("init", "--central", dsn)[::2] == (0, "")
    store = tmp_path / "P07.db"
    enrol = ("enrol", "--central", dsn, "--code", "P07", "--area", "A")
    assert run(*enrol, "--store", str(store))[::2] == (0, "")
    config = read_access(access_path(store))
    assert config is not None
    with psycopg.connect(config.dsn, user=config.user, password=config.password) as station:
        assert run("revoke", "--central", dsn, "P07") == (
            0,
            "Station P07 is shut out. It keeps what it records.\n",
            "",
        )
        with pytest.raises(psycopg.OperationalError):
            station.execute("SELECT 1")
    assert run(*enrol, "--one-time")[::2] == (0, "")
    for verb in ("migrate", "partition", "status", "verify"):
        assert run(verb, "--central", dsn)[::2] == (0, "")


def test_every_verb_is_named_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help")[0] == 0
    said = capsys.readouterr().out
    verbs = ("init", "migrate", "enrol", "redeem", "revoke", "status", "partition", "project", "verify")
    assert [verb for verb in verbs if f"\n    {verb}" not in said] == []


@pytest.mark.parametrize("minutes", ["0", "-5", "soon", "10081", "9" * 30])
def test_a_code_is_valid_for_a_while(minutes: str, capsys: pytest.CaptureFixture[str]) -> None:
    given = ("enrol", "--central", "dbname=none", "--one-time", "--code", "P07", "--area", "A")
    assert run(*given, "--minutes", minutes)[0] == 2
    assert f"{minutes} is not from 1 to 10080 minutes" in capsys.readouterr().err
