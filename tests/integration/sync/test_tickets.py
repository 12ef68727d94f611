"""Codes for one use, and stations that are shut out and let in again."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from momstation.core.errors import Refused
from momstation.store.identity import machine_fingerprint
from momstation.sync import central, overview, tickets
from momstation.sync.config import SyncConfig, read_access
from momstation.sync.status import SyncState
from tests.conftest import ExpectedLog
from tests.integration.sync.test_command import run
from tests.support.central_station import Station, Stations, until

SETTINGS = '[station]\ncode = "{code}"\nname = "Press"\narea = "A"\n[store]\npath = "station.db"\n'


def come(plant: str, shown: str, code: str = "P07", area: str = "A", who: bytes | None = None) -> SyncConfig:
    return tickets.redeem(
        plant, shown, code=code, area=area, station_id=who or uuid4().bytes, machine_fp="machine"
    )


def heads(config: SyncConfig) -> int:
    with psycopg.connect(make_conninfo(config.dsn, user=config.user, password=config.password)) as connection:
        who = (UUID(bytes=config.station_id), config.token)
        return len(connection.execute("SELECT * FROM mom.heads(%s, %s)", who).fetchall())


def test_a_code_is_typed_at_the_station_and_it_is_in(plant: str, tmp_path: Path) -> None:
    settings = tmp_path / "station.toml"
    settings.write_text(SETTINGS.format(code="P07"), encoding="utf-8")
    code, said, _ = run("enrol", "--central", plant, "--one-time", "--code", "P07", "--area", "A")
    shown = said.split("momstation central redeem ")[1].split()[0]
    assert code == 0 and len(shown) == 19
    where = said.split("--central '")[1].split("'")[0]
    assert "user=" not in where
    redeem = ("redeem", shown.lower(), "--config", str(settings), "--central", where)
    code, said, wrong = run(*redeem)
    assert (code, wrong) == (0, "")
    config = read_access(tmp_path / "central.token")
    assert config is not None and heads(config) == 2
    station = Station(tmp_path / "station.db", "P07", "A", config)
    try:
        station.start()
        station.record()
        station.until_drained()
    finally:
        station.close()
    assert run(*redeem)[::2] == (1, "This code was used already. Ask the administrator for a new one.\n")
    with psycopg.connect(plant) as admin:
        found = admin.execute("SELECT machine_fp FROM mom.station").fetchall()
        ticket = admin.execute("SELECT sealed, used_by FROM mom.ticket").fetchall()
    assert found == [(machine_fingerprint(),)]
    assert ticket == [(b"", UUID(bytes=config.station_id))]


def wrong(shown: str) -> str:
    return ("0" if shown[0] != "0" else "1") + shown[1:]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        (wrong, "sync.ticket_wrong"),
        (lambda shown: shown[:-1], "sync.ticket_wrong"),
        (lambda shown: "", "sync.ticket_wrong"),
        (lambda shown: "'; DROP--", "sync.ticket_wrong"),
    ],
)
def test_a_wrong_code_is_a_sentence(plant: str, typed: Callable[[str], str], key: str) -> None:
    shown = tickets.make_ticket(plant, code="P07", area="A").shown
    with pytest.raises(Refused) as refused:
        come(plant, typed(shown))
    assert refused.value.key == key
    come(plant, shown)


def test_an_expired_code_is_a_sentence(plant: str) -> None:
    shown = tickets.make_ticket(plant, code="P07", area="A", valid=timedelta(seconds=-1)).shown
    with pytest.raises(Refused) as refused:
        come(plant, shown)
    assert refused.value.key == "sync.ticket_expired"


def test_a_code_lets_in_only_whom_it_is_for(plant: str) -> None:
    shown = tickets.make_ticket(plant, code="P07", area="A").shown
    for code, area in (("P08", "A"), ("P07", "B")):
        with pytest.raises(Refused) as refused:
            come(plant, shown, code, area)
        assert refused.value.key == "sync.ticket_other"
        assert (refused.value.values["code"], refused.value.values["area"]) == ("P07", "A")
    assert heads(come(plant, shown)) == 2


def test_a_code_that_is_taken_needs_replace(plant: str) -> None:
    old = central.enrol(plant, code="P07", area="A", station_id=uuid4().bytes)
    with pytest.raises(Refused) as refused:
        come(plant, tickets.make_ticket(plant, code="P07", area="A").shown)
    assert refused.value.key == "sync.ticket_taken"
    new = come(plant, tickets.make_ticket(plant, code="P07", area="A", is_replacing=True).shown)
    assert heads(new) == 2
    with pytest.raises(psycopg.errors.InvalidAuthorizationSpecification):
        heads(old)


def test_a_stranger_cannot_take_back_that_he_tried(plant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The count survives his ROLLBACK; when it is full every code is void until the next one is made."""
    shown = tickets.make_ticket(plant, code="P07", area="A").shown
    call = "SELECT outcome FROM mom.enrol(%s, gen_random_uuid(), 'P07', 'area/A', '')"
    with psycopg.connect(make_conninfo(plant, user="mom_enrol")) as stranger:
        for _ in range(2):
            assert stranger.execute(call, ("nothing",)).fetchone() == ("wrong",)
            stranger.rollback()
    assert overview.status(plant).wrong_codes == 2
    with psycopg.connect(plant) as admin:
        admin.execute("SELECT setval('mom.wrong_codes', 1000)")
    with pytest.raises(Refused) as refused:
        come(plant, shown)
    assert refused.value.key == "sync.ticket_too_many"
    assert heads(come(plant, tickets.make_ticket(plant, code="P07", area="A").shown)) == 2


def test_whoever_redeems_codes_can_do_nothing_else(plant: str) -> None:
    tickets.make_ticket(plant, code="P07", area="A")
    with psycopg.connect(plant) as admin:
        rows = admin.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'mom'::regnamespace"
            " AND has_function_privilege('mom_enrol', oid, 'EXECUTE')"
        ).fetchall()
        assert rows == [("enrol",)]
        dump = admin.execute("SELECT t::text FROM mom.ticket t").fetchall()
    with psycopg.connect(make_conninfo(plant, user="mom_enrol"), autocommit=True) as door:
        for statement in ("SELECT * FROM mom.ticket", "SELECT * FROM mom.station", "SET ROLE mom_owner"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                door.execute(statement)
    assert "P07" in dump[0][0]


def test_the_database_does_not_know_the_code(plant: str) -> None:
    shown = tickets.make_ticket(plant, code="P07", area="A").shown
    with psycopg.connect(plant) as admin:
        dump = str(admin.execute("SELECT t::text FROM mom.ticket t").fetchall())
    secret = shown.replace("-", "")[:12]
    assert secret not in dump and secret.encode().hex() not in dump


def test_logins_that_nobody_came_for_are_tidied_away(plant: str) -> None:
    def logins() -> set[str]:
        with psycopg.connect(plant) as admin:
            rows = admin.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'mom\\_p31\\_%'").fetchall()
        return {name for (name,) in rows}

    tickets.make_ticket(plant, code="P31", area="A", valid=timedelta(seconds=-1))
    assert len(logins()) == 1
    who = uuid4().bytes
    first = come(plant, tickets.make_ticket(plant, code="P31", area="A").shown, "P31", who=who)
    assert logins() == {first.user}
    second = come(plant, tickets.make_ticket(plant, code="P31", area="A").shown, "P31", who=who)
    tickets.make_ticket(plant, code="P32", area="A")
    assert logins() == {second.user}
    assert heads(second) == 2


def test_a_shared_login_may_be_named(plant: str) -> None:
    shown = tickets.make_ticket(plant, code="P07", area="A", role="mom_pool").shown
    config = come(plant, shown)
    assert (config.user, config.password) == ("mom_pool", None)


def test_a_revoked_station_is_cut_off_at_once_keeps_its_records_and_may_come_back(
    stations: Stations, expect_log: ExpectedLog
) -> None:
    expect_log("central database is (refused|offline)")
    station = stations.enrol("P07").start()
    station.record()
    station.until_drained()
    code, said, wrong = run("revoke", "--central", stations.plant, "P07", "--why", "stolen")
    assert (code, said, wrong) == (0, "Station P07 is shut out. It keeps what it records.\n", "")
    station.record()
    until(lambda: station.is_state(SyncState.REFUSED) and station.last.waiting == 1, "refused, one waits")
    until(lambda: "has shut this station out" in station.last.reason, "it says why")
    assert len(stations.held()) == 1
    found = overview.status(stations.plant).stations[0]
    assert (found.status, found.revoked_why) == ("revoked", "stolen")
    assert "Shut out: stolen" in run("status", "--central", stations.plant)[1]
    with psycopg.connect(stations.plant) as admin:
        assert admin.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE usename LIKE 'mom_p07%' AND datname = current_database()"
        ).fetchone() == (0,)

    assert station.config is not None
    central.enrol(
        stations.plant,
        code="P07",
        area="A",
        station_id=station.id,
        token=station.config.token,
        password=station.config.password,
    )
    station.until_drained()  # by itself: it was not started again
    assert len(stations.held()) == 2
    assert overview.status(stations.plant).stations[0].revoked_at is None


def test_a_station_whose_login_is_gone_keeps_its_records_until_it_is_enrolled_again(
    stations: Stations, expect_log: ExpectedLog
) -> None:
    expect_log("central database is refused")
    station = stations.enrol("P07")
    assert station.config is not None
    with psycopg.connect(stations.plant) as admin:
        admin.execute(f"DROP ROLE {station.config.user}")
    station.start()
    station.record()
    until(lambda: station.is_state(SyncState.REFUSED) and station.last.waiting == 1, "refused, one waits")
    token, password = station.config.token, station.config.password
    central.enrol(stations.plant, code="P07", area="A", station_id=station.id, token=token, password=password)
    station.until_drained()
    assert len(stations.held()) == 1


def test_a_station_that_nobody_knows_cannot_be_shut_out(plant: str) -> None:
    code, _, said = run("revoke", "--central", plant, "P99")
    assert (code, said) == (1, "No station P99 is enrolled.\n")
