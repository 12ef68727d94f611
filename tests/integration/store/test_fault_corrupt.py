"""A damaged store file is put aside and made anew: every own record that was ever shown is back, once, unchanged.

``FAULT_SEED`` plays another run; ``FAULT_ROUNDS`` makes it longer.
"""

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from momstation.core.errors import Refused
from momstation.core.event import Record
from momstation.store.copy_file import month_files
from momstation.store.copy_frames import RecordFrame, read_frames, record_frame
from momstation.store.upkeep import Backups
from momstation.store.verify import verify
from tests.conftest import ExpectedLog
from tests.support.kept_store import (
    assert_all_back,
    copied,
    journal_of,
    kept,
    open_kept,
    own_records,
    record_some,
)
from tests.support.stores import START, Elsewhere, bodies, numbered, one, put

SEED = int(os.environ.get("FAULT_SEED", "") or 20260303)
ROUNDS = int(os.environ.get("FAULT_ROUNDS", "3"))
PAGE = 4096
Damage = Callable[[bytearray, random.Random], bytes]


def _flip_bytes(whole: bytearray, dice: random.Random) -> bytes:
    for _ in range(dice.randint(1, 200)):
        whole[dice.randrange(len(whole))] ^= 1 << dice.randrange(8)
    return bytes(whole)


def _zero_pages(whole: bytearray, dice: random.Random) -> bytes:
    for _ in range(dice.randint(1, 6)):
        page = dice.randrange(len(whole) // PAGE)
        whole[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    return bytes(whole)


def _half(whole: bytearray, dice: random.Random) -> bytes:
    return bytes(whole[: dice.randrange(len(whole))])


def _garbage(whole: bytearray, dice: random.Random) -> bytes:
    return dice.randbytes(len(whole))


def _no_head(whole: bytearray, dice: random.Random) -> bytes:
    return bytes(PAGE) + bytes(whole[PAGE:])


DAMAGES: tuple[Damage, ...] = (_flip_bytes, _zero_pages, _half, _garbage, _no_head)


@pytest.fixture
def shown(tmp_path: Path) -> list[Record]:
    """What was shown to people at a station that then was switched off in order."""
    path = tmp_path / "s.db"
    with kept(path) as store:
        copied(store)
        made: list[Record] = []
        for stream in range(8):
            made += record_some(store, 20, of=f"r{stream}")
        other = Elsewhere()
        store.sync.absorb(
            1, "area/a", numbered([other.record(put(f"{n}", of="r0"), seconds=n) for n in range(20)])
        )
    return made


@pytest.mark.parametrize("damage", DAMAGES)
def test_whatever_happened_to_the_file_each_own_record_is_back(
    tmp_path: Path, shown: list[Record], damage: Damage, expect_log: ExpectedLog
) -> None:
    expect_log(r".*")
    path = tmp_path / "s.db"
    sound = path.read_bytes()
    for round_ in range(ROUNDS):
        seed = SEED + round_
        print(f"FAULT_SEED={seed}")
        hurt = damage(bytearray(sound), random.Random(seed))
        path.write_bytes(hurt)
        with kept(path) as store:
            assert_all_back(shown, store)
            assert [(one.epoch, one.seq) for one in own_records(store)] == [
                (1, n + 1) for n in range(len(shown))
            ]
            assert store.reader.read_now(verify).own == len(shown)
            if store.rebuilt is not None:
                assert store.rebuilt.folder is not None
                assert (store.rebuilt.folder / "s.db").read_bytes() == hurt, (
                    "the damaged file is kept as it was"
                )
        shutil.rmtree(
            tmp_path / "quarantine", ignore_errors=True
        )  # as many damages in one day end in a refusal


def test_a_rebuilt_station_works_on_as_if_nothing_had_happened(
    tmp_path: Path, shown: list[Record], expect_log: ExpectedLog
) -> None:
    expect_log("is made anew")
    path = tmp_path / "s.db"
    path.write_bytes(path.read_bytes()[: 3 * PAGE])
    with kept(path) as store:
        assert store.rebuilt is not None
        assert (store.rebuilt.from_copy, store.rebuilt.from_backup) == (len(shown), 0)
        assert bodies(store, of="r3") == [f"r3 {n}" for n in range(20)], "states are folded"
        assert one(store, "SELECT count(*) FROM put_log") == len(shown), "tables are filled"
        assert store.identity.station_id == shown[0].station_id
        (after,) = store.journal.record_now([put("after", of="r3")])
        assert after.seq == len(shown) + 1
        assert after.basis == (shown[79].event_id,)
        (notice,) = [said for said in store.notices.current() if said.topic == "rebuilt"]
        assert str(len(shown)) in notice.text
        assert str(store.rebuilt.folder) in notice.text
    with kept(path) as store:
        assert store.rebuilt is None
        assert [said.topic for said in store.notices.current()] == ["rebuilt"], "until somebody has seen it"
        store.rebuilt_was_seen()
        assert store.notices.current() == ()
        assert store.reader.read_now(verify).is_whole
    with kept(path) as store:
        assert store.notices.current() == ()


def test_the_install_is_new_and_the_station_the_same(
    tmp_path: Path, shown: list[Record], expect_log: ExpectedLog
) -> None:
    expect_log("is made anew")
    path = tmp_path / "s.db"
    with kept(path) as store:
        before = store.identity
    path.write_bytes(b"no database" * 1000)
    with kept(path) as store:
        after = store.identity
    assert (after.station_id, after.code, after.epoch) == (before.station_id, before.code, before.epoch)
    assert after.install_id != before.install_id


def test_a_deleted_file_comes_back(tmp_path: Path, shown: list[Record]) -> None:
    path = tmp_path / "s.db"
    path.unlink()
    with kept(path) as store:
        assert_all_back(shown, store)
        assert store.rebuilt is not None
        assert store.rebuilt.folder is None


def test_an_empty_file_is_no_new_station(tmp_path: Path, shown: list[Record]) -> None:
    path = tmp_path / "s.db"
    path.write_bytes(b"")
    with kept(path) as store:
        assert_all_back(shown, store)


def test_a_database_of_somebody_else_stays_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE theirs (a)")
    conn.close()
    with pytest.raises(Refused, match=r"store\.not_a_store"):
        open_kept(path)
    assert path.exists()
    assert not (tmp_path / "quarantine").exists()


def test_the_backup_brings_what_others_recorded_and_the_journal_the_rest(
    tmp_path: Path, shown: list[Record], expect_log: ExpectedLog
) -> None:
    expect_log("is made anew")
    path, folder = tmp_path / "s.db", tmp_path / "backups"
    with kept(path, backups=folder) as store:
        Backups(folder).make(path, "WS1", START)
        late = record_some(store, 7, of="late")
    path.write_bytes(path.read_bytes()[: 2 * PAGE])
    with kept(path, backups=folder) as store:
        assert_all_back([*shown, *late], store)
        assert store.rebuilt is not None
        assert (store.rebuilt.from_backup, store.rebuilt.from_copy) == (len(shown), len(late))
        assert one(store, "SELECT count(*) FROM event") == len(shown) + len(late) + 20
        assert [cursor.pos for cursor in store.sync.cursors()] == [20]
        assert store.reader.read_now(verify).is_whole


def test_a_damaged_backup_is_passed_over(
    tmp_path: Path, shown: list[Record], expect_log: ExpectedLog
) -> None:
    expect_log(r".*")
    path, folder = tmp_path / "s.db", tmp_path / "backups"
    with kept(path, backups=folder):
        made = Backups(folder).make(path, "WS1", START)
    made.write_bytes(made.read_bytes()[: 5 * PAGE])
    path.write_bytes(path.read_bytes()[: 2 * PAGE])
    with kept(path, backups=folder) as store:
        assert_all_back(shown, store)
        assert store.rebuilt is not None
        assert store.rebuilt.backup is None


def test_a_hole_in_the_journal_costs_only_what_was_in_it(
    tmp_path: Path, shown: list[Record], expect_log: ExpectedLog
) -> None:
    expect_log(r".*")
    path = tmp_path / "s.db"
    (file,) = month_files(journal_of(path))
    data = bytearray(file.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 40] = bytes(40)
    file.write_bytes(data)
    path.unlink()
    with kept(path) as store:
        there = own_records(store)
        lost = {one.event_id for one in shown} - {one.event_id for one in there}
        assert len(lost) in (1, 2)
        assert [one.seq for one in there] == list(range(1, len(there) + 1)), "no gap that could wedge a push"
        assert store.reader.read_now(verify).is_whole
        (notice,) = [said for said in store.notices.current() if said.topic == "unreadable"]
        assert notice.text
        record_some(store, 1, of="after")


def test_a_frame_that_was_changed_with_care_is_left_out(
    tmp_path: Path, shown: list[Record], expect_log: ExpectedLog
) -> None:
    expect_log(r".*")
    path = tmp_path / "s.db"
    (file,) = month_files(journal_of(path))
    data = file.read_bytes()
    (frame,) = [
        one
        for one in read_frames(data)
        if isinstance(one, RecordFrame) and one.event_id == shown[50].event_id
    ]
    row = list(frame.row())
    honest = record_frame(tuple(row))
    row[13] = row[13].replace("r2 10", "r2 99")
    forged = record_frame(tuple(row))
    assert forged != honest
    file.write_bytes(data.replace(honest, forged))
    path.unlink()
    with kept(path) as store:
        there = {one.event_id for one in own_records(store)}
        assert there == {one.event_id for one in shown} - {shown[50].event_id}
        assert store.reader.read_now(verify).is_whole
        assert store.rebuilt is not None
        assert store.rebuilt.left_out == {shown[50].event_id}


def test_without_journal_and_backup_what_is_readable_is_saved(
    tmp_path: Path, shown: list[Record], expect_log: ExpectedLog
) -> None:
    expect_log(r".*")
    path = tmp_path / "s.db"
    shutil.rmtree(journal_of(path))
    whole = bytearray(path.read_bytes())
    page = _root_of(path, "event_stream")
    whole[(page - 1) * PAGE : page * PAGE] = b"\xff" * PAGE
    path.write_bytes(whole)
    with kept(path) as store:
        assert_all_back(shown, store)
        assert store.rebuilt is not None
        assert store.rebuilt.salvaged == len(shown)


def test_without_anything_the_access_still_says_who_the_station_is(
    tmp_path: Path, expect_log: ExpectedLog
) -> None:
    expect_log(r".*")
    path = tmp_path / "s.db"
    path.write_bytes(b"\x00\x01" * 5000)
    store = open_kept(path, hint=b"station-of-16-by")
    try:
        assert store.identity.station_id == b"station-of-16-by"
        assert [said.key for said in store.notices.current()] == ["store.rebuilt_empty"]
    finally:
        store.close()


def test_a_stop_in_the_middle_of_the_rebuild_begins_again(tmp_path: Path, shown: list[Record]) -> None:
    path = tmp_path / "s.db"
    (tmp_path / "s.db.rebuilding").write_bytes(path.read_bytes()[: 5 * PAGE])
    (tmp_path / "s.db.rebuilding-wal").write_bytes(b"half of it")
    (tmp_path / "quarantine").mkdir()
    path.rename(tmp_path / "quarantine" / "s.db")
    with kept(path) as store:
        assert_all_back(shown, store)
    assert not (tmp_path / "s.db.rebuilding").exists()


def _root_of(path: Path, name: str) -> int:
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as conn:
        (page,) = conn.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
    conn.close()
    return int(page)


def test_a_disk_that_damages_everything_is_told_and_not_filled(
    tmp_path: Path, shown: list[Record], expect_log: ExpectedLog
) -> None:
    expect_log(r".*")
    path = tmp_path / "s.db"
    for _ in range(5):
        path.write_bytes(path.read_bytes()[: 2 * PAGE])
        with kept(path) as store:
            assert_all_back(shown, store)
    path.write_bytes(path.read_bytes()[: 2 * PAGE])
    with pytest.raises(Refused, match=r"store\.damaged_again"):
        open_kept(path)
    assert path.exists()
