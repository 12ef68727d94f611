"""A store that is made anew forgets neither what a command came to nor the pulses that no record tells yet."""

import asyncio
import shutil
import sqlite3
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from momstation.core.event import Record
from momstation.core.pulses import Buckets, Tick, told
from momstation.events.machines import PartsCounted
from momstation.events.production import QuantityCounted
from momstation.store.copy_file import month_files
from momstation.store.copy_frames import (
    IdentityFrame,
    RecordFrame,
    identity_frame,
    read_frames,
    record_frame,
)
from momstation.store.open import Store
from momstation.store.tick_copy import NAME
from momstation.store.ticks import pending_in
from momstation.store.upkeep import Backups
from momstation.store.verify import verify
from tests.conftest import ExpectedLog
from tests.support.kept_store import copied, journal_of, kept, own_records, record_some
from tests.support.stores import START, numbered, one, opened, put

PAGE = 4096
BUCKET_S = 5


@pytest.fixture(autouse=True)
def _said(expect_log: ExpectedLog) -> None:
    expect_log(r".*")


def carry_out(store: Store, command: str, count: int = 3) -> tuple[Record, ...]:
    return store.journal.record_now(
        [put(f"{command} {n}", of=command) for n in range(count)], command_id=command
    )


def pulse(seconds: float, good: int = 1) -> Tick:
    at = START + timedelta(seconds=seconds)
    parts = PartsCounted(machine="P07", at=at, good=good, reject=0, good_counter=None, reject_counter=None)
    booked = QuantityCounted(order="Ä-1", at=at, station="WS1", machine="P07", good=good, rejected=0)
    return Tick("machine/P07", at, (parts, booked))


def make(store: Store, *ticks: Tick) -> None:
    for tick in ticks:
        store.journal.record_now([], adds_ticks=[tick])


def tell(store: Store) -> tuple[Record, ...]:
    waiting = store.ticks.pending()
    events = told([event for tick in waiting for event in tick.events], BUCKET_S)
    return store.journal.record_now(events, takes_ticks=[tick.n for tick in waiting])


def moments(ticks: Sequence[Tick]) -> list[float]:
    return [(tick.at - START).total_seconds() for tick in ticks]


def waits(store: Store) -> list[float]:
    """What waits when the plant was heard; the file and the memory agree on it."""
    assert store.ticks.pending() == (), "nothing is told before"
    store.release_pulses()
    assert store.reader.read_now(pending_in) == store.ticks.pending()
    return moments(store.ticks.pending())


def break_file(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 2 * PAGE])


def break_index(path: Path, name: str = "event_stream") -> None:
    """The rows of the tables can still be read."""
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as conn:
        (page,) = conn.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
    conn.close()
    whole = bytearray(path.read_bytes())
    whole[(page - 1) * PAGE : page * PAGE] = b"\xff" * PAGE
    path.write_bytes(whole)


@pytest.mark.parametrize("source", ["journal", "damaged file", "backup"])
def test_a_command_that_is_tried_again_after_a_rebuild_records_nothing(tmp_path: Path, source: str) -> None:
    path, backups = tmp_path / "s.db", tmp_path / "backups"
    with kept(path, backups=backups) as store:
        copied(store)
        record_some(store, 20)
        first = carry_out(store, "c1")
        record_some(store, 5, of="b")
        second = carry_out(store, "c2", 1)
        if source == "backup":
            Backups(backups).make(path, "WS1", START)
    if source != "journal":
        shutil.rmtree(journal_of(path))
    break_index(path) if source == "damaged file" else break_file(path)
    with kept(path, backups=backups) as store:
        assert store.rebuilt is not None
        count = one(store, "SELECT count(*) FROM event")
        assert [each.event_id for each in carry_out(store, "c1")] == [each.event_id for each in first]
        assert [each.event_id for each in carry_out(store, "c2", 1)] == [each.event_id for each in second]
        assert one(store, "SELECT count(*) FROM event") == count
        assert len(carry_out(store, "c3")) == 3, "a new one is carried out"


def test_a_command_is_known_also_when_its_records_moved_behind_a_hole(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with kept(path) as store:
        copied(store)
        shown = record_some(store, 10)
        first = carry_out(store, "c1")
    (file,) = month_files(journal_of(path))
    data = bytearray(file.read_bytes())
    (frame,) = [
        each
        for each in read_frames(bytes(data))
        if isinstance(each, RecordFrame) and each.event_id == shown[4].event_id
    ]
    at = data.index(record_frame(frame.row())) + 60
    data[at : at + 8] = bytes(8)
    file.write_bytes(data)
    path.unlink()
    with kept(path) as store:
        assert shown[4].event_id not in {each.event_id for each in own_records(store)}
        again = carry_out(store, "c1")
        assert [each.event_id for each in again] == [each.event_id for each in first]
        assert [each.seq for each in again] != [each.seq for each in first]


def test_a_command_of_which_records_are_lost_does_not_answer_with_others(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with kept(path) as store:
        copied(store)
        first = carry_out(store, "c1")
        record_some(store, 3)
    (file,) = month_files(journal_of(path))
    frames = [each for each in read_frames(file.read_bytes()) if isinstance(each, RecordFrame)]
    lost = record_frame(frames[1].row())
    file.write_bytes(file.read_bytes().replace(lost, bytes(len(lost))))
    path.unlink()
    with kept(path) as store:
        ids = [each.event_id for each in carry_out(store, "c1")]
        assert ids == [first[0].event_id, first[2].event_id]


def _as_before(folder: Path) -> None:
    """The files as the program wrote them when frames carried records only."""
    (folder / NAME).unlink()
    for file in month_files(folder):
        frames = list(read_frames(file.read_bytes()))
        file.write_bytes(
            b"".join(
                identity_frame(each.identity, each.why, each.at)
                if isinstance(each, IdentityFrame)
                else record_frame(each.row())
                for each in frames
                if isinstance(each, IdentityFrame | RecordFrame)
            )
        )


def test_files_of_an_earlier_version_are_read_and_get_what_they_lack(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with kept(path) as store:
        copied(store)
        shown = record_some(store, 5)
        first = carry_out(store, "c1")
        make(store, pulse(1))
    _as_before(journal_of(path))
    shutil.copytree(journal_of(path), tmp_path / "old")
    with kept(path) as store:
        copied(store)
    path.unlink()
    with kept(path) as store:
        assert [each.event_id for each in carry_out(store, "c1")] == [each.event_id for each in first]
        assert waits(store) == [1]
    shutil.rmtree(journal_of(path))
    (tmp_path / "old").rename(journal_of(path))
    path.unlink()
    with kept(path) as store:
        assert [each.event_id for each in own_records(store)] == [each.event_id for each in (*shown, *first)]
        assert waits(store) == []


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
