"""Stations that are rolled back, revoked, put to sleep, new, or back after a month; and a doorbell that is dead."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from momstation import production
from momstation.store.reader import ReadConnection
from momstation.store.verify import state_hash
from momstation.sync import central, overview
from momstation.sync.config import access_path, write_access
from momstation.sync.status import SyncState
from momstation.sync.thread import SyncThread
from momstation.sync.wire import Wire
from tests.conftest import ExpectedLog
from tests.support.central_station import Station, Stations, until
from tests.support.memory_door import counted

HERE = Path(__file__).parent
WRITERS = 8
AWAY = 3000


def test_a_station_whose_image_was_rolled_back_goes_on_and_reads_itself_again(
    stations: Stations, expect_log: ExpectedLog, tmp_path: Path
) -> None:
    expect_log("log and the plant's part after")
    station = stations.enrol("P07").start()
    made = [station.record(1)]
    station.until_drained()
    station.close()
    shutil.copytree(station.path.parent, tmp_path / "image")
    station.open()
    station.start()
    made += [station.record(2), station.record(3)]
    station.until_drained()
    station.close()
    shutil.rmtree(station.path.parent)
    shutil.copytree(tmp_path / "image", station.path.parent)

    station.open()
    made.append(station.record(4))
    station.start()
    station.until_drained()
    stations.until_held(made)
    station.until_knows(made)
    assert [(epoch, seq) for _, epoch, seq, _ in stations.held()] == [(1, 1), (1, 2), (1, 3), (2, 1)]


def test_a_revoked_station_keeps_what_it_records_and_says_so(
    stations: Stations, expect_log: ExpectedLog
) -> None:
    expect_log("central database is refused")
    station = stations.enrol("P07").start()
    station.until_state(SyncState.LIVE)
    with psycopg.connect(stations.plant, autocommit=True) as admin:
        admin.execute("UPDATE mom.station SET status = 'revoked'")
        made = [station.record(n) for n in range(1, 4)]
        until(
            lambda: station.is_state(SyncState.REFUSED) and station.last.waiting == 3, "refused, three wait"
        )
        assert "does not accept the access of this station" in station.last.reason
        assert stations.held() == []
        admin.execute("UPDATE mom.station SET status = 'active'")
    station.until_drained()  # it asks again by itself
    stations.until_held(made)


def test_a_station_whose_login_was_dropped_drains_when_it_is_given_back(
    stations: Stations, expect_log: ExpectedLog
) -> None:
    expect_log("central database is")
    station = stations.enrol("P07").start()
    station.until_state(SyncState.LIVE)
    assert station.config is not None
    with psycopg.connect(stations.plant, autocommit=True) as admin:
        admin.execute(f"DROP ROLE {station.config.user}")
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'momstation'"
        )
    made = [station.record(n) for n in range(1, 4)]
    until(lambda: station.is_state(SyncState.REFUSED) and station.last.waiting == 3, "refused, three wait")
    central.enrol(
        stations.plant, code="P07", area="A", station_id=station.id, token=station.config.token
    )  # fmt: skip
    station.until_drained()
    stations.until_held(made)


def test_a_new_token_is_needed_and_is_enough(stations: Stations, expect_log: ExpectedLog) -> None:
    """Enrolled again with another token: the old one is refused until the station is given the new one."""
    expect_log("central database is refused")
    station = stations.enrol("P07").start()
    station.until_state(SyncState.LIVE)
    fresh = central.enrol(stations.plant, code="P07", area="A", station_id=station.id)
    made = [station.record()]
    until(lambda: station.is_state(SyncState.REFUSED) and station.last.waiting == 1, "refused, one waits")
    station.stop()
    assert station.config is not None
    station.config = replace(station.config, token=fresh.token)
    station.start()
    station.until_drained()
    stations.until_held(made)


def test_without_any_doorbell_news_is_found_by_looking(
    stations: Stations, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ring(wire: Wire, heads: Mapping[int, int]) -> None:
        """Every ring is lost."""

    monkeypatch.setattr(Wire, "ring", ring)
    first, second = stations.enrol("P07").start(), stations.enrol("P08")
    assert second.config is not None
    second.config = replace(second.config, poll_active_s=0.3, poll_idle_s=0.3)
    second.start()
    second.until_state(SyncState.LIVE)
    for n in range(1, 6):
        second.until_knows([first.record(n)])


def test_two_that_carry_the_same_records_carry_each_once(stations: Stations) -> None:
    """Duplicate and reordered delivery on purpose: two threads push and pull for one store."""
    station, other = stations.enrol("P07").start(), stations.enrol("P08").start()
    second = SyncThread(station.config, station.store.sync, lambda status: None)
    second.start()
    try:
        made = []
        for n in range(1, 31):
            made += [station.record(n), *other.record_all([counted(n), counted(n)])]
            second.wake()
        station.until_drained()
        station.until_knows(made)
        stations.until_held(made)
    finally:
        second.stop()
    assert {epoch for _, epoch, _, _ in stations.held()} == {1}
    assert overview.broken_chains(stations.plant) == ()


class Folding(Station):
    folds = production.folds()


def test_a_station_that_joins_while_eight_others_write_shows_what_they_show(
    stations: Stations, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.support.central_station.Station", Folding)
    writers = [stations.enrol(f"P{n:02d}").start() for n in range(1, WRITERS + 1)]
    writing = [threading.Thread(target=_write, args=(one, 25)) for one in writers]
    for thread in writing:
        thread.start()
    until(lambda: len(stations.held()) > WRITERS, "they are at it")
    replaying, jumping = stations.enrol("NEW1"), stations.enrol("NEW2")
    assert jumping.config is not None
    jumping.config = replace(jumping.config, replay_most=WRITERS)  # begins with the open orders
    replaying.start()
    jumping.start()
    for thread in writing:
        thread.join()
    everyone = (*writers, replaying, jumping)
    for one in everyone:
        one.until_drained()
    made = [record for one in writers for record in one.records().values() if record.station_id == one.id]
    assert len(made) == 25 * WRITERS
    for one in everyone:
        one.until_knows(made)
    assert len({_state(one) for one in everyone}) == 1


def test_a_month_alone_is_told_in_order_and_once(stations: Stations) -> None:
    station, reader = stations.enrol("P07"), stations.enrol("P08").start()
    made = [one for _ in range(AWAY // 500) for one in station.record_all([counted()] * 500)]
    station.start()
    station.until_drained()
    reader.until_knows(made)
    assert [event for _, _, _, event in stations.held()] == [one.event_id for one in made]
    assert overview.broken_chains(stations.plant) == ()


def test_a_computer_that_slept_finds_its_connection_gone_and_goes_on(stations: Stations) -> None:
    station = stations.enrol("P07")
    assert station.config is not None
    write_access(access_path(station.path), station.config)
    station.close()
    words = [
        sys.executable,
        str(HERE / "station_process.py"),
        str(station.path),
        str(access_path(station.path)),
    ]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(HERE.parents[2])}
    ) as process:
        assert process.stdout is not None
        shown = [process.stdout.readline().strip() for _ in range(20)]
        until(lambda: len(stations.held()) > 0, "it is connected")
        process.send_signal(signal.SIGSTOP)
        with psycopg.connect(stations.plant, autocommit=True) as admin:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'momstation'"
                " AND datname = current_database()"
            )
        process.send_signal(signal.SIGCONT)
        shown += [process.stdout.readline().strip() for _ in range(20)]
        wanted = {bytes.fromhex(one) for one in shown}
        until(lambda: wanted <= {event for _, _, _, event in stations.held()}, "it has told what it showed")
        process.kill()
    station.open()


def _write(station: Station, times: int) -> None:
    for n in range(times):
        station.record_all([counted(1, order=f"4711-{n % 4}")])


def _state(station: Station) -> str:
    look = ReadConnection(station.path)
    try:
        return look.run(state_hash)
    finally:
        look.close()
