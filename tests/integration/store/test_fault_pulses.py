"""A store that is made anew holds the pulses that no record tells yet, each once."""

import asyncio
import shutil
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from momstation.core.event import Record
from momstation.core.pulses import Buckets, Tick
from momstation.events.machines import PartsCounted
from momstation.store.open import Store
from momstation.store.tick_copy import NAME
from momstation.store.ticks import pending_in
from momstation.store.upkeep import Backups
from momstation.store.verify import verify
from tests.conftest import ExpectedLog
from tests.support.kept_store import copied, journal_of, kept, own_records, record_some
from tests.support.pulses_kept import (
    BUCKET_S,
    break_file,
    break_index,
    make,
    moments,
    pulse,
    tell,
    waits,
)
from tests.support.stores import START, numbered, opened


@pytest.fixture(autouse=True)
def _said(expect_log: ExpectedLog) -> None:
    expect_log(r".*")


def test_exactly_the_pulses_that_no_record_told_come_back(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with kept(path) as store:
        copied(store)
        make(store, pulse(0.5), pulse(1.5))
        assert len(tell(store)) == 2
        make(store, pulse(6), pulse(7, good=2))
    break_file(path)
    with kept(path) as store:
        assert waits(store) == [6, 7]
        (parts, _booked) = tell(store)
        assert isinstance(parts.event, PartsCounted) and parts.event.good == 3
    break_file(path)
    with kept(path) as store:
        assert waits(store) == []
        assert len(own_records(store)) == 4
        assert store.reader.read_now(verify).is_whole


@pytest.mark.parametrize("where", ["journal", "backup", "plant"])
def test_a_pulse_is_not_told_again_wherever_the_record_is_that_told_it(tmp_path: Path, where: str) -> None:
    """The copy of the waiting pulses was written last before they were told."""
    path, backups, lagging = tmp_path / "s.db", tmp_path / "backups", tmp_path / "lagging"
    with kept(path) as store:
        copied(store)
        make(store, pulse(1), pulse(2))
        shutil.copytree(journal_of(path), lagging)
        records = tell(store)
        if where == "backup":
            Backups(backups).make(path, "WS1", START)
    if where == "journal":
        shutil.copy(lagging / NAME, journal_of(path) / NAME)
    else:
        shutil.rmtree(journal_of(path))
        lagging.rename(journal_of(path))
    path.unlink()
    with kept(path, backups=backups) as store:
        assert len(own_records(store)) == (0 if where == "plant" else 2)
        if where == "plant":
            store.sync.absorb(1, "area/a", numbered(records))
        assert waits(store) == []


def test_a_pulse_that_the_plant_has_not_heard_of_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with kept(path) as store:
        copied(store)
        make(store, pulse(1))
        records = tell(store)
        make(store, pulse(2))
    break_file(path)
    with kept(path) as store:
        store.sync.absorb(1, "area/a", numbered(records))
        assert waits(store) == [2], "the same bucket, a later pulse"
        tell(store)
        store.release_pulses()
        assert store.ticks.pending() == ()


def test_what_is_held_outlives_a_start_and_a_second_damage(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with kept(path) as store:
        copied(store)
        make(store, pulse(1), pulse(2))
    break_file(path)
    with kept(path) as store:
        copied(store)
        make(store, pulse(11))
        assert moments(store.ticks.pending()) == [11]
    with kept(path) as store:
        copied(store)
        assert moments(store.ticks.pending()) == [11]
    break_file(path)
    with kept(path) as store:
        assert sorted(waits(store)) == [1, 2, 11]
        store.caught_up()
    with kept(path) as store:
        assert sorted(moments(store.ticks.pending())) == [1, 2, 11]


@pytest.mark.parametrize("is_killed", [True, False])
def test_a_pulse_that_only_the_damaged_file_holds_comes_back(tmp_path: Path, is_killed: bool) -> None:
    """The station died before its second journal was in step again after the start."""
    path, lagging = tmp_path / "s.db", tmp_path / "lagging"
    with kept(path) as store:
        copied(store)
        make(store, pulse(1), pulse(1.5))
        tell(store)
        make(store, pulse(6))
    shutil.copytree(journal_of(path), lagging)
    with kept(path) as store:
        copied(store)
        tell(store)
        make(store, pulse(7), pulse(8), pulse(8))
        if is_killed:
            shutil.copytree(tmp_path, tmp_path.with_name("killed"), ignore=shutil.ignore_patterns("*.lock"))
    if is_killed:
        path, lagging = (tmp_path.with_name("killed") / name for name in ("s.db", "lagging"))
    shutil.rmtree(journal_of(path))
    lagging.rename(journal_of(path))
    break_index(path, "discrepancy_of")  # not written since, so that the log does not mend it
    with kept(path) as store:
        assert store.rebuilt is not None
        assert waits(store) == [7, 8, 8], "what was told since is not told again"
        copied(store)
        tell(store)
    break_file(path)
    with kept(path) as store:
        assert waits(store) == []


def test_a_damaged_file_that_lost_its_end_tells_nothing_twice(tmp_path: Path) -> None:
    """Its records of the last minutes are in the second journal alone."""
    path, before = tmp_path / "s.db", tmp_path / "before.db"
    with kept(path) as store:
        record_some(store, 5)
        make(store, pulse(1))
    shutil.copy(path, before)
    with kept(path) as store:
        copied(store)
        tell(store)
    before.replace(path)
    break_index(path)
    with kept(path) as store:
        assert store.rebuilt is not None
        assert waits(store) == []


@pytest.mark.parametrize(
    "spoiled",
    [
        "source = 'machine/P08'",
        "at = '2026-03-02T06:00:99.000000+00:00'",
        "at = '2026-03-02T06:00:02.000000+00:00'",
        "note = substr(note, 1, 40)",
        "note = '[]'",
        "note = CAST(x'ff' AS TEXT)",
    ],
)
def test_a_pulse_that_the_damage_hit_itself_is_not_believed(tmp_path: Path, spoiled: str) -> None:
    path = tmp_path / "s.db"
    with kept(path) as store:
        record_some(store, 5)
        make(store, pulse(1), pulse(2))
    shutil.rmtree(journal_of(path))
    with sqlite3.connect(path) as conn:
        conn.execute(f"UPDATE tick SET {spoiled} WHERE n = 1")
    conn.close()
    break_index(path)
    with kept(path) as store:
        assert store.rebuilt is not None
        assert waits(store) == [2]


@pytest.mark.parametrize(
    "spoiled",
    [
        "UPDATE tick SET note = substr(note, 1, 40)",
        "UPDATE tick SET at = 'x'",
        "UPDATE tick SET source = CAST(x'ff' AS TEXT)",
        "UPDATE upkeep SET said = '[' WHERE name = 'pulses held'",
        "UPDATE upkeep SET said = replace(said, '2026', '202x')",
        "UPDATE upkeep SET done_at = 'x' WHERE name = 'pulses held'",
    ],
)
def test_a_pulse_that_cannot_be_read_comes_back_from_the_second_journal(tmp_path: Path, spoiled: str) -> None:
    path = tmp_path / "s.db"
    with kept(path) as store:
        copied(store)
        record_some(store, 3)
        make(store, pulse(1), pulse(2))
    if "upkeep" in spoiled:
        path.unlink()
        with kept(path) as store:
            copied(store)
    with sqlite3.connect(path) as conn:
        assert conn.execute(spoiled).rowcount > 0
    conn.close()
    with kept(path) as store:
        assert store.rebuilt is not None
        assert waits(store) == [1, 2]


def test_a_tool_opens_a_file_with_a_pulse_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with opened(path) as store:
        make(store, pulse(1), pulse(2))
        store.maintain(lambda conn: conn.exec_driver_sql("UPDATE tick SET note = '[' WHERE n = 1").rowcount)
    with opened(path) as store:
        assert moments(store.ticks.pending()) == [2]


@pytest.mark.parametrize("is_told", [True, False])
def test_a_log_that_was_torn_off_neither_doubles_nor_loses_a_pulse(tmp_path: Path, is_told: bool) -> None:
    """The file is as it was before the last commits, and nothing is made anew."""
    path, before = tmp_path / "s.db", tmp_path / "before.db"
    with kept(path) as store:
        copied(store)
        record_some(store, 3)
        if is_told:
            make(store, pulse(1))
    shutil.copy(path, before)
    with kept(path) as store:
        copied(store)
        if is_told:
            tell(store)
        else:
            make(store, pulse(1))
    before.replace(path)
    with kept(path) as store:
        assert store.rebuilt is None
        assert moments(store.ticks.pending()) == ([] if is_told else [1])
        assert store.reader.read_now(pending_in) == store.ticks.pending()
        assert len(own_records(store)) == (5 if is_told else 3)


def test_the_file_of_waiting_pulses_stays_short(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with kept(path) as store:
        copied(store)
        for n in range(1500):
            store.journal.record_now(
                [], takes_ticks=[tick.n for tick in store.ticks.pending()], adds_ticks=[pulse(n)]
            )
        assert (journal_of(path) / NAME).stat().st_size < 300_000
    break_file(path)
    with kept(path) as store:
        assert waits(store) == [1499]


def test_the_buckets_of_a_station_tell_what_came_back(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with kept(path) as store:
        copied(store)
        asyncio.run(wait(store, pulse(1)))
    break_file(path)
    with kept(path) as store:
        store.release_pulses()
        records = asyncio.run(wait(store, pulse(6)))
        assert [record.event for record in records] == list(pulse(1).events)


async def wait(store: Store, tick: Tick) -> Sequence[Record]:
    return await Buckets(store.journal, store.ticks, BUCKET_S).wait(tick.events)
