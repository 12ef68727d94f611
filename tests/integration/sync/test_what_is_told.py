"""What a real plant makes a station tell people: which refusal, and whose clock shows another time."""

from datetime import datetime, timedelta

import psycopg
import pytest

from momstation.core.clock import SystemClock
from momstation.sync.status import Denial, Remark, SyncState
from momstation.sync.thread import SyncThread
from tests.conftest import ExpectedLog
from tests.support.central_station import Station, Stations, until


class Astray(SystemClock):
    """The clock of a computer whose battery is empty, or that was set by hand."""

    def __init__(self, off: timedelta) -> None:
        super().__init__()
        self.off = off

    def now(self) -> datetime:
        return super().now() + self.off


@pytest.mark.parametrize(("minutes", "said"), [(12, "12 min ahead of"), (-180, "3 h behind")])
def test_a_clock_that_is_wrong_is_told_until_it_is_set(stations: Stations, minutes: int, said: str) -> None:
    station, clock = stations.enrol("P07"), Astray(timedelta(minutes=minutes))
    station.run(SyncThread(station.config, station.store.sync, station.told.append, clock))
    until(lambda: bool(station.told) and Remark.CLOCK_WRONG in station.last.remarks, "it is told")
    assert station.last.state is SyncState.LIVE
    assert station.last.clock_off == timedelta(minutes=minutes)
    assert f"The clock of this computer is {said} the plant's." in station.last.reason
    clock.off = timedelta(0)
    station.record()
    until(lambda: Remark.CLOCK_WRONG not in station.last.remarks, "it was set")
    assert station.last.clock_off == timedelta(0)


def test_each_refusal_of_a_real_plant_is_told_apart(stations: Stations, expect_log: ExpectedLog) -> None:
    expect_log("central database is")
    station = stations.enrol("P07").start()
    station.until_state(SyncState.LIVE)
    assert station.last.denial is None
    assert station.config is not None
    user = station.config.user
    with psycopg.connect(stations.plant, autocommit=True) as admin:
        admin.execute("UPDATE mom.station SET status = 'revoked'")
        _until_denied(station, Denial.UNKNOWN)
        admin.execute(f'ALTER ROLE "{user}" NOLOGIN')
        _cut(admin)
        _until_denied(station, Denial.SHUT_OUT)
        admin.execute(f'ALTER ROLE "{user}" RENAME TO "{user}_gone"')
        _until_denied(station, Denial.NO_LOGIN, Denial.PASSWORD)
        admin.execute(f'ALTER ROLE "{user}_gone" RENAME TO "{user}"')
        admin.execute(f'ALTER ROLE "{user}" LOGIN')
        admin.execute("UPDATE mom.station SET status = 'active'")
    station.sync_now()
    station.until_state(SyncState.LIVE)
    assert station.last.denial is None


def _cut(admin: psycopg.Connection) -> None:
    admin.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'momstation'"
    )


def _until_denied(station: Station, *denials: Denial) -> None:
    """Asked again as a person would, since a refused station asks by itself only now and then."""

    def is_told() -> bool:
        station.sync_now()
        return station.last.state is SyncState.REFUSED and station.last.denial in denials

    until(is_told, f"it says {denials}")
