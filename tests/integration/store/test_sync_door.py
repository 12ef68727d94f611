"""The sync thread's door: what waits is told in order, what comes is taken in once."""

from pathlib import Path

import pytest

from momstation.core.clock import ManualClock
from momstation.core.part import Recorded
from momstation.events.codec import chain_hash, content_of
from momstation.store.sync_door import FeedCursor
from momstation.store.verify import verify_file
from tests.support.stores import START, Elsewhere, bodies, numbered, one, opened, put, shown

YEARS = 365 * 24 * 3600.0


def test_the_outbox_is_the_own_log_after_what_was_acknowledged(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        records = store.journal.record_now([put(f"{n}") for n in range(5)])
        assert store.sync.acked() == (1, 0)
        assert store.sync.outbox(3, 10**6) == list(records[:3])
        assert store.sync.waiting().count == 5
        assert store.sync.waiting().oldest == START
        store.sync.ack(1, 3)
        assert store.sync.outbox(9, 10**6) == list(records[3:])
        assert store.sync.hash_at(1, 3) == records[2].hash
        assert (store.sync.hash_at(1, 0), store.sync.hash_at(1, 6), store.sync.hash_at(2, 1)) == (
            b"",
            None,
            None,
        )
        store.sync.ack(1, 5)
        assert (store.sync.waiting().count, store.sync.waiting().oldest) == (0, None)
    with opened(tmp_path / "s.db") as store:
        assert store.sync.acked() == (1, 5)


def test_a_record_larger_than_the_limit_still_goes_alone(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        store.journal.record_now([put("x" * 5000), put("y" * 5000), put("z")])
        assert len(store.sync.outbox(9, 100)) == 1
        assert len(store.sync.outbox(9, 11_000)) == 2


def test_a_server_restored_from_a_backup_is_sent_again_what_it_forgot(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        store.journal.record_now([put(f"{n}") for n in range(9)])
        store.sync.ack(1, 9)
        store.sync.ack(1, 5)
        assert [record.seq for record in store.sync.outbox(99, 10**6)] == [6, 7, 8, 9]


def test_a_new_epoch_numbers_the_tail_anew_and_keeps_ids_and_contents(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        before = store.journal.record_now([put(f"{n}") for n in range(5)])
        store.sync.ack(1, 2)
        store.sync.open_epoch(3, "fork")
        (after,) = store.journal.record_now([put("5")])
        tail = store.sync.outbox(99, 10**6)
        assert [(record.epoch, record.seq) for record in tail] == [(3, 1), (3, 2), (3, 3), (3, 4)]
        assert [r.event_id for r in tail] == [r.event_id for r in (*before[2:], after)]
        assert tail[0].hash == chain_hash(b"", content_of(before[2]))
        assert (store.sync.acked(), store.identity.epoch) == ((3, 0), 3)
        assert bodies(store) == ["0", "1", "2", "3", "4", "5"]
        with pytest.raises(ValueError, match="not later"):
            store.sync.open_epoch(3, "again")
    assert verify_file(tmp_path / "s.db").is_whole
    with opened(tmp_path / "s.db") as store:
        assert store.journal.record_now([put("6")])[0].seq == 5
        assert store.sync.waiting().count == 5


def test_records_from_elsewhere_are_taken_in_once_and_the_cursor_moves(tmp_path: Path) -> None:
    heard: list[Recorded] = []
    other = Elsewhere()
    rows = numbered([other.record(put(f"{n}"), seconds=n) for n in range(4)])
    with opened(tmp_path / "s.db") as store:
        store.on_recorded(heard.append)
        new = store.sync.absorb(7, "area/a", rows)
        assert [record.event_id for record in new] == [record.event_id for _, record in rows]
        assert store.sync.absorb(7, "area/a", rows[2:]) == ()
        assert store.sync.cursors() == [FeedCursor(7, "area/a", 4, rows[-1][1].event_id)]
        assert store.sync.feed_event(7, 2) == rows[1][1].event_id
        assert store.sync.feed_event(7, 9) is None
        assert bodies(store) == ["0", "1", "2", "3"]
        assert heard == [Recorded(records=new, is_own=False)]


def test_the_same_record_by_two_topics_counts_once(tmp_path: Path) -> None:
    record = Elsewhere().record(put("moved"))
    with opened(tmp_path / "s.db") as store:
        store.sync.absorb(1, "area/a", [(1, record)])
        assert store.sync.absorb(2, "area/b", [(1, record)]) == ()
        assert bodies(store) == ["moved"]
        assert [cursor.pos for cursor in store.sync.cursors()] == [1, 1]


def test_an_own_record_that_comes_back_is_known(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        (own,) = store.journal.record_now([put("own")])
        assert store.sync.absorb(1, "area/a", [(1, own)]) == ()
        assert bodies(store) == ["own"]


def test_records_that_come_late_are_folded_where_they_belong(tmp_path: Path) -> None:
    clock = ManualClock(START)
    other = Elsewhere()
    early, middle, late = (
        other.record(put(text), seconds=s) for text, s in (("a", -20), ("b", 5), ("c", 30))
    )
    with opened(tmp_path / "s.db", clock=clock) as store:
        store.journal.record_now([put("own 0")])
        clock.advance(10)
        store.journal.record_now([put("own 10")])
        store.sync.absorb(1, "area/a", [(1, late)])
        store.sync.absorb(1, "area/a", [(2, middle), (3, early)])
        assert bodies(store) == ["a", "own 0", "b", "own 10", "c"]
        assert shown(store) == "a own 0 b own 10 c"
        assert one(store, "SELECT count(*) FROM put_log") == 5


def test_what_we_record_next_is_later_than_all_we_have_seen(tmp_path: Path) -> None:
    ahead = Elsewhere().record(put("ahead"), seconds=120)
    with opened(tmp_path / "s.db") as store:
        store.sync.absorb(1, "area/a", [(1, ahead)])
        assert store.journal.record_now([put("ours")])[0].hlc > ahead.hlc
    with opened(tmp_path / "s.db") as store:
        (again,) = store.journal.record_now([put("after a restart")])
        assert again.hlc > ahead.hlc
        assert again.basis != ()
        assert bodies(store) == ["ahead", "ours", "after a restart"]


def test_a_station_of_the_next_century_is_kept_flagged_and_not_followed(tmp_path: Path) -> None:
    far = Elsewhere().record(put("far"), seconds=73 * YEARS)
    with opened(tmp_path / "s.db") as store:
        store.sync.absorb(1, "area/a", [(1, far)])
        (ours,) = store.journal.record_now([put("ours")])
        assert ours.hlc < far.hlc
        assert ours.basis == (far.event_id,)
        assert bodies(store) == ["ours", "far"]
        assert one(store, "SELECT involved FROM discrepancy WHERE rule = 'clock_suspect'") == far.event_id
        assert store.journal.record_now([put("next")])[0].basis == (ours.event_id,)


def test_a_head_that_was_answered_before_it_came_is_no_head(tmp_path: Path) -> None:
    far = Elsewhere().record(put("far"), seconds=73 * YEARS)
    answer = Elsewhere().record(put("answer"), seconds=-5, basis=[far.event_id])
    with opened(tmp_path / "s.db") as store:
        store.sync.absorb(1, "area/a", [(1, answer)])
        store.sync.absorb(2, "area/b", [(1, far)])
        assert store.journal.record_now([put("ours")])[0].basis == (answer.event_id,)


def test_two_branches_of_a_stream_are_both_the_basis_of_what_follows(tmp_path: Path) -> None:
    root = Elsewhere().record(put("root"), seconds=-60)
    left = Elsewhere().record(put("left"), seconds=-50, basis=[root.event_id])
    right = Elsewhere().record(put("right"), seconds=-40, basis=[root.event_id])
    with opened(tmp_path / "s.db") as store:
        store.sync.absorb(1, "area/a", [(1, right), (2, root), (3, left)])
        (ours,) = store.journal.record_now([put("ours")])
        assert set(ours.basis) == {left.event_id, right.event_id}
        (last,) = store.journal.record_now([put("last")])
        assert last.basis == (ours.event_id,)


def test_a_gap_is_never_skipped(tmp_path: Path) -> None:
    other = Elsewhere()
    rows = numbered([other.record(put(f"{n}"), seconds=n) for n in range(6)])
    with opened(tmp_path / "s.db") as store:
        store.sync.absorb(1, "area/a", rows[:2])
        for hole in (rows[3:], [rows[2], rows[4]]):
            with pytest.raises(ValueError, match="without a gap"):
                store.sync.absorb(1, "area/a", hole)
        assert store.sync.cursors()[0].pos == 2
        assert bodies(store) == ["0", "1"]


def test_after_a_rewind_the_topic_is_read_again_without_harm(tmp_path: Path) -> None:
    other = Elsewhere()
    rows = numbered([other.record(put(f"{n}"), seconds=n) for n in range(5)])
    reordered = [rows[0], rows[1], (3, rows[4][1]), (4, rows[2][1]), (5, rows[3][1])]
    with opened(tmp_path / "s.db") as store:
        store.sync.absorb(1, "area/a", rows)
        store.sync.rewind(1, 2)
        assert store.sync.cursors() == [FeedCursor(1, "area/a", 2, rows[1][1].event_id)]
        assert store.sync.feed_event(1, 3) is None
        assert store.sync.absorb(1, "area/a", reordered[2:]) == ()
        assert store.sync.feed_event(1, 3) == rows[4][1].event_id
        store.sync.rewind(1, 0)
        assert store.sync.cursors() == [FeedCursor(1, "area/a", 0, None)]
        assert bodies(store) == ["0", "1", "2", "3", "4"]


def test_a_new_station_adopts_open_streams_and_reads_on_from_there(tmp_path: Path) -> None:
    other = Elsewhere()
    records = [other.record(put(f"{n}"), seconds=n) for n in range(3)]
    with opened(tmp_path / "s.db") as store:
        assert len(store.sync.adopt(4, "area/a", 100, records[:2])) == 2
        assert store.sync.cursors() == [FeedCursor(4, "area/a", 100, None)]
        store.sync.absorb(4, "area/a", [(101, records[2])])
        assert bodies(store) == ["0", "1", "2"]


def test_a_clone_that_used_our_number_is_not_refused(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        clone = Elsewhere(store.identity.station_id)
        theirs = clone.record(put("theirs"), seconds=-5)
        (ours,) = store.journal.record_now([put("ours")])
        assert (theirs.station_id, theirs.epoch, theirs.seq) == (ours.station_id, ours.epoch, ours.seq)
        store.sync.absorb(1, "area/a", [(1, theirs)])
        store.sync.open_epoch(2, "fork")
        assert bodies(store) == ["theirs", "ours"]
        assert [record.event_id for record in store.sync.outbox(9, 10**6)] == [ours.event_id]
    assert verify_file(tmp_path / "s.db").is_whole


def test_what_is_lacking_of_an_older_epoch_goes_first(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        old = store.journal.record_now([put(f"{n}") for n in range(4)])
        store.sync.ack(1, 4)
        store.sync.open_epoch(2, "fork")
        new = store.journal.record_now([put(f"{n}") for n in range(4, 7)])
        store.sync.ack(2, 1)
        assert [(one.epoch, one.last_seq, one.acked_seq) for one in store.sync.epochs()] == [
            (1, 4, 4),
            (2, 3, 1),
        ]
        assert store.sync.acked() == (2, 1)

        store.sync.ack(1, 2)  # the server was restored
        assert store.sync.acked() == (1, 2)
        assert store.sync.outbox(99, 10**6) == list(old[2:])
        assert store.sync.waiting().count == 4
        assert store.sync.waiting().oldest == old[2].recorded_at
    with opened(tmp_path / "s.db") as store:
        store.sync.ack(1, 4)
        assert store.sync.outbox(99, 10**6) == list(new[1:])


def test_a_new_epoch_takes_with_it_what_is_lacking_of_every_older_one(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        old = store.journal.record_now([put(f"{n}") for n in range(4)])
        store.sync.ack(1, 4)
        store.sync.open_epoch(2, "fork")
        new = store.journal.record_now([put(f"{n}") for n in range(4, 7)])
        store.sync.ack(2, 2)
        store.sync.ack(1, 1)
        store.sync.open_epoch(5, "restored")
        tail = store.sync.outbox(99, 10**6)
        assert [(one.epoch, one.seq, one.event_id) for one in tail] == [
            (5, seq, record.event_id) for seq, record in enumerate([*old[1:], new[2]], start=1)
        ]
        end = b""
        for record in tail:
            end = chain_hash(end, content_of(record))
            assert record.hash == end
        assert store.sync.acked() == (5, 0)
    assert verify_file(tmp_path / "s.db").faults == ()


def test_how_far_the_taking_of_streams_is_outlives_a_restart(tmp_path: Path) -> None:
    other = Elsewhere()
    records = [other.record(put(f"{n}"), seconds=n) for n in range(3)]
    with opened(tmp_path / "s.db") as store:
        assert store.sync.taking(7) is None
        new = store.sync.take_streams(7, "one", records[:2])
        assert len(new) == 2
        assert store.sync.take_streams(7, "two", records[:2]) == ()
        assert store.sync.cursors() == []
    with opened(tmp_path / "s.db") as store:
        assert (store.sync.taking(7), store.sync.taking(8)) == ("two", None)
        store.sync.adopt(7, "area/A", 40, records[2:])
        assert store.sync.taking(7) is None
        assert [(one.topic_id, one.pos) for one in store.sync.cursors()] == [(7, 40)]


def test_what_stood_in_the_feed_before_the_streams_is_remembered(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        store.sync.absorb(7, "area/A", list(enumerate([Elsewhere().record(put("x"))], start=1)))
        store.sync.take_streams(7, "one", [], [(38, b"8"), (39, b"9"), (40, b"0"), (41, b"1")])
        store.sync.take_streams(7, "two", [])
    with opened(tmp_path / "s.db") as store:
        store.sync.adopt(7, "area/A", 40, [])
        assert store.sync.cursors() == [FeedCursor(7, "area/A", 40, b"0")]
        found = [store.sync.feed_event(7, pos) for pos in (1, 37, 38, 39, 40, 41)]
        assert found == [None, None, b"8", b"9", b"0", None]


def test_what_is_recorded_after_a_restart_comes_after_the_streams_that_were_taken(tmp_path: Path) -> None:
    ahead = Elsewhere().record(put("ahead"), seconds=120)
    with opened(tmp_path / "s.db") as store:
        store.sync.take_streams(7, "one", [ahead])
    with opened(tmp_path / "s.db") as store:
        (own,) = store.journal.record_now([put("own")])
        assert own.hlc > ahead.hlc
