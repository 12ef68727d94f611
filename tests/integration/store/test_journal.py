"""A fact goes in through one door, and is durable when the door opens again."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from momstation.core.clock import ManualClock
from momstation.core.errors import Refused
from momstation.core.part import Recorded
from momstation.store.verify import verify_file
from tests.support.stores import START, Trail, bodies, one, opened, put, shown, stream


def test_a_record_carries_its_envelope_and_is_read_back_the_same(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        (first,) = store.journal.record_now([put("one")])
        (second,) = store.journal.record_now([put("two")])
        (read,) = [record for record in store.sync.outbox(9, 10**6) if record.seq == 2]
        assert (first.seq, first.epoch, first.basis) == (1, 1, ())
        assert second.basis == (first.event_id,)
        assert second.hlc > first.hlc
        assert second.topics == ("area/a", "plant/p")
        assert second.station_id == store.identity.station_id
        assert read == second


def test_state_and_tables_change_with_the_record(tmp_path: Path) -> None:
    async def work() -> Trail | None:
        await store.journal.record([put("one"), put("two")])
        return await store.reader.state(stream(), Trail)

    with opened(tmp_path / "s.db") as store:
        assert asyncio.run(work()) == Trail(("one", "two"))
        assert shown(store) == "one two"
        assert one(store, "SELECT count(*) FROM put_log") == 2


def test_a_stream_in_which_nothing_was_recorded_has_no_state(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        assert asyncio.run(store.reader.state("definition/reason/none", Trail)) is None


def test_a_query_sees_one_moment_whatever_is_recorded_meanwhile(tmp_path: Path) -> None:
    def look_twice(conn: sa.Connection) -> tuple[object, object]:
        sql = "SELECT count(*) FROM event"
        before = conn.exec_driver_sql(sql).scalar()
        store.journal.record_now([put("meanwhile")])
        return before, conn.exec_driver_sql(sql).scalar()

    with opened(tmp_path / "s.db") as store:
        store.journal.record_now([put("one")])
        assert store.reader.read_now(look_twice) == (1, 1)
        assert one(store, "SELECT count(*) FROM event") == 2


def test_a_query_cannot_write(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        store.journal.record_now([put("one")])
        with pytest.raises(Refused, match=r"store\.read_only"):
            store.reader.read_now(lambda conn: conn.exec_driver_sql("DELETE FROM stream"))
        assert bodies(store) == ["one"]


def test_many_who_record_at_once_all_get_their_own_records(tmp_path: Path) -> None:
    async def work() -> list[int]:
        answers = await asyncio.gather(
            *(store.journal.record([put(f"{n}", of=f"{n % 7}")]) for n in range(200))
        )
        assert [answer[0].event for answer in answers] == [put(f"{n}", of=f"{n % 7}") for n in range(200)]
        return [answer[0].seq for answer in answers]

    with opened(tmp_path / "s.db") as store:
        assert asyncio.run(work()) == list(range(1, 201))
    assert verify_file(tmp_path / "s.db").is_whole


def test_a_command_that_is_sent_twice_is_recorded_once(tmp_path: Path) -> None:
    heard: list[Recorded] = []

    async def work() -> None:
        first = await store.journal.record([put("one"), put("two")], command_id="c-1")
        await store.journal.record([put("between")])
        again = await store.journal.record([put("one"), put("two")], command_id="c-1")
        assert again == first == await store.journal.recorded_by("c-1")
        assert await store.journal.recorded_by("c-2") is None

    with opened(tmp_path / "s.db") as store:
        store.on_recorded(heard.append)
        asyncio.run(work())
        assert bodies(store) == ["one", "two", "between"]
        assert [len(message.records) for message in heard] == [2, 1]


def test_a_command_is_known_after_a_restart_and_after_a_new_epoch(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        first = store.journal.record_now([put("one"), put("two")], command_id="c-1")
        store.sync.ack(1, 1)
        store.sync.open_epoch(2, "fork")
    with opened(tmp_path / "s.db") as store:
        again = store.journal.record_now([put("one"), put("two")], command_id="c-1")
        assert [r.event_id for r in again] == [r.event_id for r in first]
        assert bodies(store) == ["one", "two"]


def test_listeners_hear_of_a_record_before_the_one_who_recorded_goes_on(tmp_path: Path) -> None:
    heard: list[Recorded] = []
    with opened(tmp_path / "s.db") as store:
        end = store.on_recorded(heard.append)
        records = store.journal.record_now([put("one")])
        assert heard == [Recorded(records=records, is_own=True)]
        end()
        store.journal.record_now([put("two")])
        assert len(heard) == 1


def test_a_listener_that_fails_costs_nobody_anything(
    tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("A listener to the store failed")

    def broken(message: Recorded) -> None:
        raise ValueError("broken listener")

    with opened(tmp_path / "s.db") as store:
        store.on_recorded(broken)
        assert store.journal.record_now([put("one")])[0].seq == 1
        assert bodies(store) == ["one"]


def test_one_request_that_fails_takes_no_other_with_it(tmp_path: Path) -> None:
    class Unstorable:
        """Not an event at all: fails inside the transaction, after a good event of the same request."""

    async def broken() -> list[object]:
        good = [store.journal.record([put(f"{n}")]) for n in range(5)]
        bad = store.journal.record([put("lost with its neighbour"), Unstorable()])  # type: ignore[list-item]
        return await asyncio.gather(*good[:2], bad, *good[2:], return_exceptions=True)

    with opened(tmp_path / "s.db") as store:
        answers = asyncio.run(broken())
        assert [type(answer) for answer in answers] == [tuple, tuple, AttributeError, tuple, tuple, tuple]
        assert bodies(store) == ["0", "1", "2", "3", "4"]
        records = store.sync.outbox(99, 10**6)
        assert [record.seq for record in records] == [1, 2, 3, 4, 5]
        assert [r.basis for r in records[1:]] == [(r.event_id,) for r in records[:-1]]
    assert verify_file(tmp_path / "s.db").is_whole


@pytest.mark.parametrize("text", ["\x00", "\ud800", "\x1d]d2", "é\N{GRINNING FACE}", "x" * 100_000])
def test_whatever_a_scanner_sends_is_recorded_and_read_back(tmp_path: Path, text: str) -> None:
    with opened(tmp_path / "s.db", folds=(), projections=()) as store:
        store.journal.record_now([put(text)])
        (read,) = store.sync.outbox(1, 10)
        assert read.payload.isascii()
    assert verify_file(tmp_path / "s.db").is_whole


def test_a_clock_set_back_an_hour_changes_no_order(tmp_path: Path) -> None:
    clock = ManualClock(START)
    with opened(tmp_path / "s.db", clock=clock) as store:
        (before,) = store.journal.record_now([put("before")])
        clock.set_wall(START - timedelta(hours=1))
        (after,) = store.journal.record_now([put("after")])
        assert after.hlc > before.hlc
        assert after.recorded_at == START - timedelta(hours=1)
    with opened(tmp_path / "s.db", clock=clock) as store:
        (restarted,) = store.journal.record_now([put("restarted")])
        assert restarted.hlc > after.hlc
        assert bodies(store) == ["before", "after", "restarted"]
        assert restarted.seq == 3


def test_a_clock_set_back_across_a_restart_in_a_new_epoch_changes_no_order(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        (before,) = store.journal.record_now([put("before")])
        store.sync.ack(1, 1)
        store.sync.open_epoch(2, "restored")
    with opened(tmp_path / "s.db", clock=ManualClock(START - timedelta(hours=1))) as store:
        (after,) = store.journal.record_now([put("after")])
        assert (after.epoch, after.seq) == (2, 1)
        assert after.hlc > before.hlc
        assert after.basis == (before.event_id,)


def test_the_measured_clock_offset_is_written_on_each_record(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        assert store.journal.record_now([put("one")])[0].clock_off_ms is None
        store.sync.set_clock_offset(-1500)
        assert store.journal.record_now([put("two")])[0].clock_off_ms == -1500


def test_nothing_can_be_recorded_after_the_store_was_closed(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        pass
    with pytest.raises(RuntimeError, match="closed"):
        store.journal.record_now([put("late")])


def test_what_waits_when_the_store_closes_is_still_recorded(tmp_path: Path) -> None:
    async def work() -> None:
        waiting = [asyncio.ensure_future(store.journal.record([put(f"{n}")])) for n in range(50)]
        await asyncio.sleep(0)
        store.close()
        await asyncio.gather(*waiting)

    with opened(tmp_path / "s.db") as store:
        asyncio.run(work())
    with opened(tmp_path / "s.db") as store:
        assert bodies(store) == [f"{n}" for n in range(50)]
