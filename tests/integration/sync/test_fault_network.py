"""Slow, one-sided and half-open networks, and a server that dies in the middle of a batch."""

from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest

from momstation.sync import overview
from momstation.sync.embedded import EmbeddedPostgres
from momstation.sync.status import SyncState
from tests.conftest import ExpectedLog
from tests.support.central_station import Station, Stations, until
from tests.support.memory_door import counted
from tests.support.proxy import Proxy, Weather

OFFLINE = "central database is offline"


@pytest.fixture
def live(behind: Station, proxy: Proxy) -> Iterator[Station]:
    """In step with the plant, through a network that is well."""
    proxy.listen()
    behind.start()
    behind.until_state(SyncState.LIVE)
    yield behind
    behind.stop()  # before its network goes


@pytest.fixture
def hasty(behind: Station, expect_log: ExpectedLog) -> Station:
    """It waits half a second for an answer: to be asked for before ``live``."""
    expect_log(OFFLINE)
    assert behind.config is not None
    behind.config = replace(behind.config, call_timeout_s=0.5, connect_timeout_s=0.5)
    return behind


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize(
    "lost", [Weather(up=False), Weather(down=False)], ids=["nothing goes", "nothing comes"]
)
def test_a_network_that_carries_one_way_only_holds_nobody(
    lost: Weather, live: Station, proxy: Proxy, stations: Stations
) -> None:
    proxy.turn(lost)
    made = [live.record(n) for n in range(1, 6)]
    until(lambda: live.is_state(SyncState.OFFLINE) and live.last.waiting == 5, "it says that five wait")
    proxy.turn(Weather())
    live.until_drained()
    stations.until_held(made)
    live.until_state(SyncState.LIVE)


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("stays", ["client", "server"])
def test_a_half_open_connection_is_left(stays: str, live: Station, proxy: Proxy, stations: Stations) -> None:
    """A router forgot the connection: one end believes in it and gets no answer for ever."""
    proxy.half_open(stays)
    made = [live.record()]
    live.until_drained()
    stations.until_held(made)
    assert any(one.state is SyncState.OFFLINE for one in live.told)


@pytest.mark.usefixtures("hasty")
def test_a_half_open_connection_of_a_station_at_rest_is_left_too(live: Station, proxy: Proxy) -> None:
    """Without a new record of its own: what others recorded must not wait for it."""
    proxy.half_open("client")
    until(lambda: any(one.state is SyncState.OFFLINE for one in live.told), "it has noticed")
    live.until_state(SyncState.LIVE)


def test_one_byte_at_a_time_is_slow_and_nothing_more(live: Station, proxy: Proxy, stations: Stations) -> None:
    proxy.turn(Weather(piece=1))
    made = list(live.record_all([counted(n) for n in range(1, 6)]))
    live.until_drained()
    stations.until_held(made)
    assert live.last.state is SyncState.LIVE


@pytest.mark.usefixtures("hasty")
def test_a_link_too_slow_for_a_batch_gets_smaller_ones(
    live: Station, proxy: Proxy, stations: Stations
) -> None:
    """40 kB/s: fifty records take longer than their deadline, a few do not."""
    proxy.turn(Weather(piece=400, pause_s=0.01))
    made = list(live.record_all([counted(n) for n in range(1, 81)]))
    live.until_drained()
    stations.until_held(made)
    assert [seq for _, _, seq, _ in stations.held()] == list(range(1, 81))


def test_a_server_that_dies_within_a_batch_has_taken_all_of_it_or_nothing(
    stations: Stations, cluster: EmbeddedPostgres, expect_log: ExpectedLog
) -> None:
    expect_log(OFFLINE)
    station = stations.enrol("P07").start()
    station.until_state(SyncState.LIVE)
    made = [station.record()]
    station.until_drained()
    holder = psycopg.connect(stations.plant)
    holder.execute("SELECT 1 FROM mom.topic FOR UPDATE")
    made += station.record_all([counted(n) for n in range(2, 41)])
    until(lambda: _waits_for_a_lock(stations), "the batch is written and not committed")
    cluster.stop(at_once=True)
    cluster.start()
    holder.close()
    station.until_drained()
    stations.until_held(made)
    assert overview.broken_chains(stations.plant) == ()


def test_a_slow_answer_is_no_reason_to_send_again_at_once(live: Station, proxy: Proxy) -> None:
    """Within its deadline a call is waited for, however few bytes come at a time."""
    proxy.turn(Weather(piece=20, pause_s=0.002))
    before = len(live.told)
    live.record()
    live.until_drained()
    assert {one.state for one in live.told[before:]} <= {SyncState.LIVE}


def _waits_for_a_lock(stations: Stations) -> bool:
    with psycopg.connect(stations.plant) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%mom.push%'"
        ).fetchone()
    return row is not None and row[0] == 1
