"""Copied disks and restored servers: nothing is lost, nothing is doubled, and it is said aloud."""

import psycopg

from momstation.sync import overview
from momstation.sync.status import SyncState
from tests.conftest import ExpectedLog
from tests.support.central_station import Stations, until
from tests.support.memory_door import counted

PARTED = r"log and the plant's part after"


def test_a_copied_store_goes_on_under_an_epoch_of_its_own(
    stations: Stations, expect_log: ExpectedLog
) -> None:
    expect_log(PARTED)
    original, reader = stations.enrol("P07").start(), stations.enrol("P08").start()
    shared = list(original.record_all([counted(n) for n in range(1, 6)]))
    original.until_drained()
    original.stop()
    shared += original.record_all([counted(n) for n in range(6, 8)])  # in both logs, not yet at the plant
    copy = stations.copy_of(original)

    original.start()
    made = shared + [original.record(n) for n in range(8, 11)]
    original.until_drained()
    made += copy.record_all([counted(n) for n in range(20, 24)])
    copy.start()
    copy.until_drained()

    held = stations.held()
    assert sorted(event for _, _, _, event in held) == sorted(one.event_id for one in made)
    assert [(epoch, seq) for _, epoch, seq, _ in held] == [(1, n) for n in range(1, 11)] + [
        (2, n) for n in range(1, 5)
    ]
    assert overview.broken_chains(stations.plant) == ()
    for station in (original, copy, reader):
        station.until_knows(made)
        assert len(station.records()) == len(made)


def test_after_the_fork_both_go_on(stations: Stations, expect_log: ExpectedLog) -> None:
    expect_log(PARTED)
    original = stations.enrol("P07").start()
    made = [original.record(1)]
    original.until_drained()
    copy = stations.copy_of(original)
    copy.start()
    made.append(copy.record(2))  # the copy speaks first: it is the original that finds its place taken
    copy.until_drained()
    original.start()
    made += [original.record(3), copy.record(4), original.record(5)]
    original.until_drained()
    copy.until_drained()
    assert sorted(event for _, _, _, event in stations.held()) == sorted(one.event_id for one in made)
    original.until_knows(made)
    copy.until_knows(made)


def test_two_copies_that_both_still_have_a_record_to_send_send_it_once(
    stations: Stations, expect_log: ExpectedLog
) -> None:
    expect_log(PARTED)
    oldest = stations.enrol("P07").start()
    made = [oldest.record(1)]
    oldest.until_drained()
    oldest.stop()
    first = stations.copy_of(oldest)
    made += [first.record(2), first.record(3)]
    second = stations.copy_of(first)  # the same two records wait in both

    oldest.start()
    made.append(oldest.record(4))  # takes the place of the first of them
    oldest.until_drained()
    for copy in (first, second):
        copy.start()
        made.append(copy.record(5))
        copy.until_drained()

    assert sorted(event for _, _, _, event in stations.held()) == sorted(one.event_id for one in made)
    assert overview.status(stations.plant).duplicates == 0
    assert overview.broken_chains(stations.plant) == ()
    for station in stations.all():
        station.until_knows(made)


def test_a_new_store_does_not_write_in_the_name_of_the_old_one(
    stations: Stations, expect_log: ExpectedLog
) -> None:
    expect_log("central database is refused")
    old = stations.enrol("P07").start()
    made = [old.record(1)]
    old.until_drained()
    old.stop()
    new = stations.lone("P07-new")
    new.config = old.config
    new.start()
    new.until_knows(made)  # what it may read it reads
    new.record(2)
    new.until_state(SyncState.REFUSED)
    assert "belongs to other records than those of this station" in new.last.reason
    assert [event for _, _, _, event in stations.held()] == [one.event_id for one in made]
    assert new.store.identity.epoch == 1


def test_an_old_copy_that_has_nothing_to_say_parts_nothing(stations: Stations) -> None:
    original = stations.enrol("P07").start()
    made = [original.record(1)]
    original.until_drained()
    copy = stations.copy_of(original)
    original.start()
    made.append(original.record(2))
    original.until_drained()
    copy.start()
    copy.until_knows(made)
    assert copy.store.identity.epoch == 1


def test_what_a_restored_server_forgot_is_sent_again(stations: Stations, expect_log: ExpectedLog) -> None:
    expect_log("was rewritten at the plant")
    expect_log("central database is offline")
    first, second = stations.enrol("P07"), stations.enrol("P08")
    first.start()
    made = list(first.record_all([counted(n) for n in range(1, 11)]))
    first.until_drained()
    second.start()
    made.append(second.record())
    first.until_knows(made)
    second.until_knows(made)
    second.until_drained()
    first.stop()
    second.stop()
    _forget_after(stations.plant, 5)

    made.append(second.record())
    second.start()
    second.until_drained()  # the server's positions are now handed out in another order than before
    first.start()  # has nothing new to say, and sends again all the same
    until(lambda: len(stations.held()) == len(made), "the plant holds everything again")
    first.until_knows(made)
    second.until_knows(made)
    assert sorted(event for _, _, _, event in stations.held()) == sorted(one.event_id for one in made)
    until(lambda: _heads(stations) == {len(made)}, "both read to the end")
    assert overview.broken_chains(stations.plant) == ()


def test_a_server_that_forgot_the_epoch_gets_it_back(stations: Stations, expect_log: ExpectedLog) -> None:
    expect_log("was rewritten at the plant")
    station = stations.enrol("P07").start()
    made = list(station.record_all([counted(n) for n in range(1, 4)]))
    station.until_drained()
    station.stop()
    _forget_after(stations.plant, 0)
    with psycopg.connect(stations.plant) as connection:
        connection.execute("DELETE FROM mom.log_head")
    made.append(station.record())
    station.start()
    station.until_drained()
    assert [event for _, _, _, event in stations.held()] == [one.event_id for one in made]
    assert {epoch for _, epoch, _, _ in stations.held()} == {1}


def _heads(stations: Stations) -> set[int]:
    return {cursor.pos for one in stations.all() for cursor in one.store.sync.cursors() if cursor.pos}


def _forget_after(plant: str, pos: int) -> None:
    """Take the server back to when its one topic was at ``pos``, as a restored backup does."""
    with psycopg.connect(plant) as connection:
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute("DELETE FROM mom.feed WHERE pos > %s", (pos,))
        connection.execute("DELETE FROM mom.event WHERE event_id NOT IN (SELECT event_id FROM mom.feed)")
        connection.execute("UPDATE mom.topic SET head_pos = least(head_pos, %s)", (pos,))
        connection.execute(
            "UPDATE mom.log_head l SET last_seq = coalesce(e.seq, 0), head_hash = coalesce(e.hash, '')"
            "  FROM mom.log_head o LEFT JOIN LATERAL (SELECT seq, hash FROM mom.event n"
            "   WHERE n.station_id = o.station_id AND n.epoch = o.epoch ORDER BY seq DESC LIMIT 1) e ON true"
            " WHERE o.station_id = l.station_id AND o.epoch = l.epoch"
        )


def test_what_a_restored_server_forgot_of_an_older_epoch_is_sent_again(
    stations: Stations, expect_log: ExpectedLog
) -> None:
    expect_log(PARTED)
    expect_log("was rewritten at the plant")
    original, reader = stations.enrol("P07").start(), stations.enrol("P08").start()
    made = list(original.record_all([counted(n) for n in range(1, 6)]))
    original.until_drained()
    copy = stations.copy_of(original)
    copy.start()
    made.append(copy.record(20))
    copy.until_drained()
    original.start()
    made += [original.record(n) for n in range(6, 9)]  # under an epoch of its own from here on
    original.until_drained()
    reader.until_knows(made)
    assert original.store.identity.epoch == 2
    for station in (original, copy, reader):
        station.stop()
    _forget_after(stations.plant, 2)
    with psycopg.connect(stations.plant) as connection:
        connection.execute("DELETE FROM mom.log_head WHERE epoch = 2")

    original.start()  # has nothing new to say, and none of what is missing is of its present epoch only
    until(lambda: len(stations.held()) == 8, "what the original knows is there again")
    copy.start()
    reader.start()
    until(lambda: len(stations.held()) == len(made), "everything is there again")
    assert sorted(event for _, _, _, event in stations.held()) == sorted(one.event_id for one in made)
    assert overview.broken_chains(stations.plant) == ()
    for station in (original, copy, reader):
        station.until_knows(made)
        assert station.store.sync.waiting().count == 0
    assert {1, 2} <= {epoch for _, epoch, _, _ in stations.held()}
