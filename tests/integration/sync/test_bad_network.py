"""Whatever the network does, the station records, says how many records wait, and catches up by itself."""

from dataclasses import replace

from momstation.sync import overview
from momstation.sync.embedded import EmbeddedPostgres
from momstation.sync.status import SyncState
from tests.conftest import ExpectedLog
from tests.support.central_station import Station, Stations, until
from tests.support.memory_door import counted
from tests.support.proxy import Proxy

OFFLINE = "central database is offline"
NEVER_S = 3600.0


def test_a_plant_that_is_unreachable_at_the_start_is_caught_up_with_later(
    behind: Station, proxy: Proxy, stations: Stations, expect_log: ExpectedLog
) -> None:
    expect_log(OFFLINE)
    behind.start()
    made = [behind.record(n) for n in range(1, 4)]
    until(lambda: behind.is_state(SyncState.OFFLINE) and behind.last.waiting == 3, "offline, three wait")
    assert behind.last.oldest == made[0].recorded_at
    assert behind.last.reason == "The plant's database cannot be reached."

    proxy.listen()
    behind.until_drained()
    behind.until_state(SyncState.LIVE)
    assert [event for _, _, _, event in stations.held()] == [one.event_id for one in made]


def test_a_lost_answer_duplicates_nothing(
    behind: Station, proxy: Proxy, stations: Stations, expect_log: ExpectedLog
) -> None:
    expect_log(OFFLINE)
    proxy.listen()
    behind.start()
    behind.until_state(SyncState.LIVE)
    proxy.drop_answer_to(b"mom.push")
    made = list(behind.record_all([counted(n) for n in range(1, 8)]))
    behind.until_drained()
    made.append(behind.record(9))
    behind.until_drained()
    assert proxy.answers_dropped == 1
    assert [event for _, _, _, event in stations.held()] == [one.event_id for one in made]
    assert {epoch for _, epoch, _, _ in stations.held()} == {1}


def test_what_waits_is_told_also_while_a_call_hangs(
    behind: Station, proxy: Proxy, expect_log: ExpectedLog
) -> None:
    expect_log(OFFLINE)
    assert behind.config is not None
    behind.config = replace(behind.config, call_timeout_s=10.0)
    proxy.listen()
    behind.start()
    behind.until_state(SyncState.LIVE)
    proxy.freeze()
    behind.record()
    until(lambda: behind.last.waiting == 1, "the first hangs in the call")
    behind.record_all([counted(n) for n in range(1, 4)])
    until(lambda: behind.last.waiting == 4, "those behind it are counted")
    until(lambda: "slow to answer" in behind.last.reason, "and it is said why")
    proxy.heal()
    behind.until_drained()
    until(lambda: behind.last.reason == "Connected to the plant.", "it is over")


def test_a_black_hole_does_not_hold_the_station(
    behind: Station, proxy: Proxy, stations: Stations, expect_log: ExpectedLog
) -> None:
    expect_log(OFFLINE)
    assert behind.config is not None
    behind.config = replace(behind.config, call_timeout_s=0.5)
    proxy.listen()
    behind.start()
    behind.until_state(SyncState.LIVE)
    proxy.freeze()
    made = behind.record()
    behind.until_drained()
    assert [event for _, _, _, event in stations.held()] == [made.event_id]
    assert any(one.state is SyncState.OFFLINE for one in behind.told)


def test_stopping_in_a_black_hole_is_prompt(behind: Station, proxy: Proxy) -> None:
    assert behind.config is not None
    behind.config = replace(behind.config, call_timeout_s=NEVER_S)
    proxy.listen()
    behind.start()
    behind.until_state(SyncState.LIVE)
    proxy.freeze()
    behind.record()
    behind.stop()  # its call would last longer than any test may


def test_a_restart_in_the_middle_loses_and_doubles_nothing(
    stations: Stations, cluster: EmbeddedPostgres, expect_log: ExpectedLog
) -> None:
    expect_log(OFFLINE)
    first, second = stations.enrol("P07").start(), stations.enrol("P08").start()
    made = [first.record(n) for n in range(1, 11)]
    cluster.stop(at_once=True)
    try:
        made += [first.record(n) for n in range(11, 21)] + [second.record(n) for n in range(1, 6)]
        until(lambda: first.is_state(SyncState.OFFLINE), "offline")
    finally:
        cluster.start()
    made += [second.record(n) for n in range(6, 11)]
    first.until_knows(made)
    second.until_knows(made)
    first.until_drained()
    second.until_drained()
    assert sorted(event for _, _, _, event in stations.held()) == sorted(one.event_id for one in made)
    assert overview.broken_chains(stations.plant) == ()


def test_sync_now_does_not_wait_for_the_back_off(
    behind: Station, proxy: Proxy, expect_log: ExpectedLog
) -> None:
    expect_log(OFFLINE)
    assert behind.config is not None
    behind.config = replace(behind.config, first_retry_s=600.0, longest_retry_s=600.0)
    behind.start()
    behind.until_state(SyncState.OFFLINE)
    proxy.listen()
    behind.sync_now()
    behind.until_state(SyncState.LIVE)
