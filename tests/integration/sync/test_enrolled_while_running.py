"""A station that is enrolled, or enrolled again, while it runs begins to send without being started anew."""

from pathlib import Path

import pytest

from momstation.sync import thread as sync_thread
from momstation.sync.access import AccessWatch
from momstation.sync.config import access_path, read_access
from momstation.sync.status import SyncState
from momstation.sync.thread import SyncThread
from tests.conftest import ExpectedLog
from tests.integration.sync.test_command import run
from tests.support.central_station import Station, Stations, until


@pytest.fixture(autouse=True)
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a refusal the next try is 22 s away at least: only a look at the access can bring it forward."""
    monkeypatch.setattr(sync_thread, "_LOOK_EVERY_S", 0.1)


def start_watching(station: Station) -> Path:
    """As the station's wires do it."""
    path = access_path(station.path)
    watch = AccessWatch(path, lambda: read_access(path), station.id)
    station.run(
        SyncThread(watch.first(), station.store.sync, station.told.append, again=watch.again),
    )
    return path


def enrol(stations: Stations, station: Station) -> None:
    code, _, wrong = run(
        "enrol", "--central", stations.plant, "--store", str(station.path),
        "--code", station.code, "--area", station.area, "--no-keyring",
    )  # fmt: skip
    assert (code, wrong) == (0, "")


def test_a_revoked_station_with_a_new_login_and_password_drains(
    stations: Stations, expect_log: ExpectedLog
) -> None:
    expect_log("central database is (refused|offline)")
    station = stations.lone("P07")
    enrol(stations, station)
    path = start_watching(station)
    station.record()
    station.until_drained()
    before = read_access(path)
    assert run("revoke", "--central", stations.plant, "P07")[0] == 0
    station.record()
    until(lambda: station.is_state(SyncState.REFUSED) and station.last.waiting == 1, "refused, one waits")

    path.unlink()  # what it had is gone, so that it gets all anew
    enrol(stations, station)
    station.until_drained()
    station.until_state(SyncState.LIVE)
    after = read_access(path)
    assert before is not None and after is not None
    assert after.token != before.token and after.password != before.password
    assert len(stations.held()) == 2


def test_a_station_without_access_that_is_enrolled_while_it_runs_goes_live(stations: Stations) -> None:
    station = stations.lone("P07")
    start_watching(station)
    first = station.record()
    until(lambda: bool(station.told) and station.last.waiting == 1, "it says what it keeps")
    assert station.last.state is SyncState.NEVER_CONFIGURED
    enrol(stations, station)
    station.until_state(SyncState.LIVE)
    second = station.record()
    stations.until_held([first, second])


def test_an_access_that_cannot_be_read_is_said_and_read_when_it_can_be(
    stations: Stations, expect_log: ExpectedLog
) -> None:
    expect_log("access to the central database cannot be used")
    station = stations.lone("P07")
    path = start_watching(station)
    path.write_text("{}", encoding="utf-8")
    station.until_state(SyncState.REFUSED)
    assert str(path) in station.last.reason
    enrol(stations, station)
    station.until_state(SyncState.LIVE)


def test_the_access_of_another_station_is_not_used(stations: Stations, expect_log: ExpectedLog) -> None:
    expect_log("is another station's")
    station, other = stations.lone("P07"), stations.lone("P08")
    path = start_watching(station)
    enrol(stations, other)
    access_path(other.path).replace(path)
    station.until_state(SyncState.REFUSED)
    assert "another station's" in station.last.reason
    assert stations.held() == []
