"""A pulse is as durable as a record, is told once, and is seen as soon as it is kept."""

import asyncio
import io
from datetime import timedelta
from pathlib import Path

import pytest

from momstation.core.clock import ManualClock
from momstation.core.errors import Refused
from momstation.core.part import Recorded
from momstation.core.pulses import Tick
from momstation.events.machines import PartsCounted
from momstation.events.production import QuantityCounted
from momstation.store.command import main
from momstation.store.ticks import events_of, last_counted_at, note_of, pending_in
from tests.support.stores import START, one, opened, put

COUNT = "SELECT count(*) FROM tick"


def a_tick(good: int = 1, machine: str = "P07", seconds: float = 0) -> Tick:
    at = START + timedelta(seconds=seconds)
    parts = PartsCounted(
        machine=machine, at=at, good=good, reject=0, good_counter=100 + good, reject_counter=None
    )
    booked = QuantityCounted(order="Ä-1", at=at, station="WS1", machine=machine, good=good, rejected=0)
    return Tick(f"machine/{machine}", at, (parts, booked))


def test_a_tick_is_there_after_a_restart_as_it_was_kept(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        assert store.journal.record_now([], adds_ticks=[a_tick(1), a_tick(2, "P08", 3.25)]) == ()
        kept = store.ticks.pending()
        assert [(tick.n, tick.source) for tick in kept] == [(1, "machine/P07"), (2, "machine/P08")]
        assert store.ticks.pending("machine/P08") == kept[1:]
        assert one(store, "SELECT count(*) FROM event") == 0
    with opened(tmp_path / "s.db") as store:
        assert store.ticks.pending() == kept
        assert store.reader.read_now(pending_in) == kept
        assert store.reader.read_now(last_counted_at) == START + timedelta(seconds=3.25)


def test_the_record_and_the_end_of_its_ticks_are_one_transaction(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        store.journal.record_now([], adds_ticks=[a_tick(), a_tick()])
        with pytest.raises(ValueError, match="tick 7"):
            store.journal.record_now([put("told")], takes_ticks=[1, 7], adds_ticks=[a_tick()])
        assert (one(store, COUNT), one(store, "SELECT count(*) FROM event")) == (2, 0)
        assert len(store.ticks.pending()) == 2
        (record,) = store.journal.record_now([put("told")], takes_ticks=[1, 2], adds_ticks=[a_tick(5)])
        assert record.seq == 1
        (left,) = store.ticks.pending()
        assert store.reader.read_now(pending_in) == (left,)
        assert left.events == a_tick(5).events


def test_what_is_told_is_never_told_again(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        store.journal.record_now([], adds_ticks=[a_tick()])
        store.journal.record_now([put("told")], takes_ticks=[1])
        with pytest.raises(ValueError, match="tick 1"):
            store.journal.record_now([put("told again")], takes_ticks=[1])
        assert one(store, "SELECT count(*) FROM event") == 1


def test_a_command_that_was_carried_out_takes_no_tick_a_second_time(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        store.journal.record_now([], adds_ticks=[a_tick()])
        first = store.journal.record_now([put("told")], command_id="c1", takes_ticks=[1])
        again = store.journal.record_now(
            [put("told")], command_id="c1", takes_ticks=[1], adds_ticks=[a_tick()]
        )
        assert again == first
        assert store.ticks.pending() == ()


def test_whoever_shows_counts_is_told_at_once_and_nobody_has_anything_to_push(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        told: list[Recorded] = []
        store.on_recorded(told.append)
        store.journal.record_now([], adds_ticks=[a_tick()])
        (said,) = told
        assert (said.records, said.is_own) == ((), True)
        assert said.kinds == {PartsCounted.kind, QuantityCounted.kind}
        assert store.sync.waiting().count == 0


def test_many_ticks_share_one_commit(tmp_path: Path) -> None:
    async def work() -> None:
        await asyncio.gather(*(store.journal.record([], adds_ticks=[a_tick(n)]) for n in range(50)))

    with opened(tmp_path / "s.db") as store:
        asyncio.run(work())
        found = store.reader.read_now(pending_in)
        assert sorted(event.good for tick in found for event in tick.events[:1]) == list(range(50))  # type: ignore[attr-defined]
        assert [tick.n for tick in store.ticks.pending()] == [tick.n for tick in found]


def test_a_full_disk_keeps_no_tick_and_says_so(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        pages = one(store, "PRAGMA page_count")
        store.maintain(lambda conn: conn.exec_driver_sql(f"PRAGMA max_page_count = {pages}").scalar())
        kept = 0
        with pytest.raises(Refused):
            while True:
                store.journal.record_now([], adds_ticks=[a_tick()])
                kept += 1
        assert one(store, COUNT) == len(store.ticks.pending()) == kept


def test_a_note_holds_its_events_as_they_are_hashed(tmp_path: Path) -> None:
    tick = a_tick(3)
    assert events_of(note_of(tick.events)) == tick.events


def test_a_tick_of_a_newer_version_waits_until_it_can_be_read(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        row = ("machine/P07", START.isoformat(), '[["machines.parts_weighed",1,"machine/P07",{"kg":"1.5"}]]')
        store.maintain(
            lambda conn: conn.exec_driver_sql("INSERT INTO tick (source, at, note) VALUES (?, ?, ?)", row)
        )
        store.journal.record_now([], adds_ticks=[a_tick()])
    with opened(tmp_path / "s.db", clock=ManualClock(START)) as store:
        (tick,) = store.ticks.pending()
        assert tick.source == "machine/P07" and len(tick.events) == 2
        assert one(store, COUNT) == 2


def test_a_restore_tells_no_pulse_that_was_told_since(tmp_path: Path) -> None:
    """Its record comes back from central, or the machine's own counter still holds its parts."""
    path, backups, new = tmp_path / "s.db", tmp_path / "kept", tmp_path / "new" / "s.db"
    with opened(path) as store:
        store.journal.record_now([put("before")], adds_ticks=[a_tick()])
    assert main(["backup", str(path), "--to", str(backups)], io.StringIO(), io.StringIO()) == 0
    (made,) = backups.iterdir()
    assert main(["restore", str(made), "--to", str(new)], io.StringIO(), io.StringIO()) == 0
    with opened(path) as store:
        assert len(store.ticks.pending()) == 1, "a backup takes nothing away"
    with opened(new) as store:
        assert store.ticks.pending() == ()
