"""A station that cannot know who is at the other end sends nothing, says why, and goes on after the repair."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest

from momstation.core.errors import Refused
from momstation.sync import central, tickets
from momstation.sync.config import secured
from momstation.sync.status import SyncState
from tests.conftest import ExpectedLog
from tests.support.central_station import Station, Stations, until
from tests.support.tls_postgres import HOST, Authority, TlsCluster, tls_cluster

__all__ = ["tls_cluster"]


@pytest.fixture
def plant(tls_cluster: TlsCluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The administrator's DSN of a fresh database; the server shows a good certificate before and after."""
    monkeypatch.setattr(
        "momstation.sync.migrate._OLDEST_SERVER", 140_000
    )  # the one of Ubuntu 22.04 does for this
    name = f"tls_{uuid4().hex[:8]}"
    with psycopg.connect(tls_cluster.dsn, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    central.init(tls_cluster.dsn_of(name))
    yield tls_cluster.dsn_of(name)
    tls_cluster.show(*tls_cluster.good())
    until(lambda: refusal(tls_cluster.address()) == "", "the certificate is good again")
    with psycopg.connect(tls_cluster.dsn, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def station(plant: str, tls_cluster: TlsCluster, tmp_path: Path) -> Iterator[Station]:
    """Enrolled, over TLS and with a password, and not started."""
    stations = Stations(plant, tmp_path)
    made = stations.enrol("P07")
    assert made.config is not None
    name = plant.split("dbname=")[1].split()[0]
    made.config = replace(made.config, dsn=tls_cluster.address(database=name))
    yield made
    stations.close()


def refusal(dsn: str) -> str:
    """What a caller without a password is refused with before he is asked for one."""
    try:
        psycopg.connect(dsn, user="nobody", password="wrong").close()
    except psycopg.OperationalError as error:
        said = str(error)
        return "" if "authentication failed" in said else said
    return ""


def held(plant: str) -> int:
    with psycopg.connect(plant) as admin:
        row = admin.execute("SELECT count(*) FROM mom.event").fetchone()
    return int(row[0]) if row else 0


def test_with_a_good_certificate_records_arrive_encrypted(plant: str, station: Station) -> None:
    station.start()
    station.record()
    station.until_drained()
    with psycopg.connect(plant) as admin:
        rows = admin.execute(
            "SELECT s.ssl FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid) WHERE a.usename LIKE 'mom_p07%'"
        ).fetchall()
    assert rows == [(True,)]


def expired(server: TlsCluster) -> None:
    server.show(*server.authority.issue(HOST, datetime.now(UTC) - timedelta(days=1)))


def for_another_host(server: TlsCluster) -> None:
    server.show(*server.authority.issue("other.plant.example", datetime.now(UTC) + timedelta(days=9)))


def from_another_authority(server: TlsCluster) -> None:
    server.show(*Authority("Somebody else").issue(HOST, datetime.now(UTC) + timedelta(days=9)))


def without_encryption(server: TlsCluster) -> None:
    server.speak_tls(False)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (expired, "certificate of the plant's database has expired, or no authority"),
        (for_another_host, "shows a certificate for another computer."),
        (from_another_authority, "or no authority that this station trusts gave it."),
        (without_encryption, "offers no encryption, and this station insists on it."),
    ],
)
def test_an_insecure_plant_gets_nothing_and_everything_after_the_repair(
    plant: str,
    station: Station,
    tls_cluster: TlsCluster,
    expect_log: ExpectedLog,
    spoil: Callable[[TlsCluster], None],
    says: str,
) -> None:
    expect_log("central database is refused")
    spoil(tls_cluster)
    until(lambda: refusal(tls_cluster.address()) != "", "the server shows something else")
    station.start()
    station.record()
    until(lambda: station.is_state(SyncState.REFUSED) and station.last.waiting == 1, "refused, one waits")
    assert says in station.last.reason
    assert "Nothing was sent. Call the administrator." in station.last.reason
    assert held(plant) == 0

    tls_cluster.show(*tls_cluster.good())
    until(lambda: refusal(tls_cluster.address()) == "", "the server is repaired")
    station.sync_now()
    station.until_drained()
    station.until_state(SyncState.LIVE)
    assert held(plant) == 1


def test_a_station_without_the_authoritys_certificate_says_so(
    plant: str, station: Station, tls_cluster: TlsCluster, tmp_path: Path, expect_log: ExpectedLog
) -> None:
    expect_log("central database is refused")
    assert station.config is not None
    station.config = replace(station.config, dsn=tls_cluster.address(tmp_path / "nowhere.crt"))
    station.start()
    station.until_state(SyncState.REFUSED)
    assert "has no certificate of the authority" in station.last.reason


def test_a_code_for_one_use_works_over_tls_and_a_wrong_last_group_does_not(
    plant: str, tls_cluster: TlsCluster
) -> None:
    name = plant.split("dbname=")[1].split()[0]
    address = tls_cluster.address(database=name)
    shown = tickets.make_ticket(plant, code="P09", area="A").shown
    redeem = partial(tickets.redeem, address, code="P09", area="A", station_id=uuid4().bytes, machine_fp="m")
    with pytest.raises(Refused) as refused:
        redeem(shown[:-4] + ("0000" if not shown.endswith("0000") else "1111"))
    assert refused.value.key == "sync.ticket_wrong"
    config = redeem(shown)
    with psycopg.connect(config.dsn, user=config.user, password=config.password) as connection:
        who = (UUID(bytes=config.station_id), config.token)
        assert len(connection.execute("SELECT * FROM mom.heads(%s, %s)", who).fetchall()) == 2


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("host=db.plant.example", "host=db.plant.example sslmode=verify-full"),
        ("host=db.plant.example sslmode=require", "host=db.plant.example sslmode=require"),
        ("host=db.plant.example sslmode=disable", "host=db.plant.example sslmode=disable"),
        ("host=/run/postgresql", "host=/run/postgresql"),
        ("host=127.0.0.1 port=5433", "host=127.0.0.1 port=5433"),
        ("host=localhost", "host=localhost"),
        ("host=localhost,db.plant.example", "host=localhost,db.plant.example sslmode=verify-full"),
        ("dbname=mom", "dbname=mom"),
    ],
)
def test_a_connection_over_a_network_is_verified_unless_somebody_says_otherwise(
    given: str, kept: str
) -> None:
    assert secured(given) == kept


@pytest.mark.parametrize("mode", ["prefer", "allow"])
def test_a_mode_that_anybody_can_switch_off_is_refused(mode: str) -> None:
    with pytest.raises(Refused) as refused:
        secured(f"host=db.plant.example sslmode={mode}")
    assert refused.value.key == "sync.downgrade"
