"""Damage and failures that come while the station is running: said aloud, never a false tick, repaired by a restart."""

import os
import random
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from momstation.core.errors import Refused
from momstation.core.event import Record
from momstation.store import early_copy, second_journal, sqlite
from momstation.store.copy_file import CopyFile, gather
from momstation.store.open import Store
from momstation.store.quarantine import damage_mark
from momstation.store.refusals import REFUSALS
from momstation.store.writer import Writer
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
from tests.support.stores import one, opened, put

SEED = int(os.environ.get("FAULT_SEED", "") or 20260301)
PAGE = 4096


def _forget_pages(conn: sa.Connection) -> None:
    """From now on SQLite reads the file again."""
    conn.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    conn.exec_driver_sql("PRAGMA cache_size = 0")
    conn.exec_driver_sql("PRAGMA shrink_memory")


def _hurt(path: Path, dice: random.Random) -> None:
    with path.open("r+b") as file:  # another program than the store's, as a failing disk is
        pages = path.stat().st_size // PAGE
        for page in range(2, pages):
            if dice.random() < 0.7:
                file.seek(page * PAGE)
                file.write(b"\xff" * PAGE)


def _record_until_it_is_refused(store: Store, shown: list[Record]) -> Refused:
    with pytest.raises(Refused) as refused:
        for n in range(200):
            shown += store.journal.record_now([put(f"late {n}", of=f"late{n}")])
    return refused.value


def test_damage_found_by_a_record_is_said_and_the_next_start_repairs_it(
    tmp_path: Path, expect_log: ExpectedLog
) -> None:
    expect_log(r".*")
    print(f"FAULT_SEED={SEED}")
    path = tmp_path / "s.db"
    store = open_kept(path)
    try:
        copied(store)
        shown: list[Record] = []
        for of in range(10):
            shown += record_some(store, 10, of=f"r{of}")
        store.maintain(_forget_pages)
        _hurt(path, random.Random(SEED))
        refused = _record_until_it_is_refused(store, shown)
        assert refused.key == "store.corrupt"
        sentence = REFUSALS[refused.key].format(**refused.values)
        assert "Start the station again" in sentence
        (notice,) = [said for said in store.notices.current() if said.topic == "damage"]
        assert notice.is_urgent
        assert damage_mark(path).exists()
    finally:
        store.close()
    with kept(path) as store:
        assert store.rebuilt is not None
        assert_all_back(shown, store)
        assert not damage_mark(path).exists()


def test_damage_found_by_a_look_is_said_while_recording_goes_on(
    tmp_path: Path, expect_log: ExpectedLog
) -> None:
    expect_log("The store is damaged")
    path = tmp_path / "s.db"
    with kept(path) as store:
        copied(store)
        record_some(store, 100)
        page = one(store, "SELECT rootpage FROM sqlite_schema WHERE name = 'feed_cursor'")
        store.maintain(_forget_pages)
        with path.open("r+b") as file:
            assert isinstance(page, int)
            file.seek((page - 1) * PAGE)
            file.write(b"\xff" * PAGE)
        with pytest.raises(Refused, match=r"store\.corrupt"):
            store.reader.read_now(
                lambda conn: (
                    conn.exec_driver_sql("PRAGMA shrink_memory"),
                    conn.exec_driver_sql("SELECT * FROM feed_cursor").fetchall(),
                )
            )
        assert [said.topic for said in store.notices.current()] == ["damage"]
        record_some(store, 5, first=100)
        assert len(own_records(store)) == 105


def test_a_mark_without_damage_is_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with kept(path) as store:
        record_some(store, 3)
    damage_mark(path).write_text("somebody was mistaken")
    with kept(path) as store:
        assert store.rebuilt is None
        assert len(own_records(store)) == 3
    assert not damage_mark(path).exists()


class Failing:
    """The writer's cursor on a disk whose flush fails at the ``n``th commit."""

    def __init__(self, cursor: sqlite.Cursor, at: int) -> None:
        self._cursor = cursor
        self._left = at

    def __getattr__(self, name: str) -> object:
        return getattr(self._cursor, name)

    def execute(self, sql: str, parameters: tuple[object, ...] = ()) -> object:
        if sql == "COMMIT":
            self._left -= 1
            if self._left == 0:
                error = sqlite.driver().OperationalError("disk I/O error")
                error.sqlite_errorcode = 10 | (4 << 8)  # SQLITE_IOERR_FSYNC
                raise error
        return self._cursor.execute(sql, parameters)


@pytest.mark.parametrize("at", range(1, 8))
def test_a_flush_that_fails_is_no_tick_and_costs_nothing_else(
    tmp_path: Path, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Writer] = []
    started = Writer.__init__

    def start(writer: Writer, *args: object, **kwargs: object) -> None:
        started(writer, *args, **kwargs)  # type: ignore[arg-type]
        made.append(writer)

    monkeypatch.setattr(Writer, "__init__", start)
    path = tmp_path / "s.db"
    with kept(path) as store:
        copied(store)
        monkeypatch.setattr(made[0], "_cursor", Failing(made[0]._cursor, at))
        shown: list[Record] = []
        refused: list[str] = []
        for n in range(8):
            try:
                shown += store.journal.record_now([put(f"{n}")])
            except Refused as error:
                refused.append(error.key)
        assert refused == ["store.disk_failing"]
        assert_all_back(shown, store)
    with kept(path) as store:
        assert_all_back(shown, store)


def test_a_listener_hears_of_nothing_that_was_not_durable(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        heard: list[Record] = []
        store.on_recorded(lambda recorded: heard.extend(recorded.records))
        store.maintain(lambda conn: conn.exec_driver_sql("PRAGMA max_page_count = 1"))
        with pytest.raises(Refused, match=r"store\.disk_full"):
            store.journal.record_now([put("x" * 100_000)])
        assert heard == []


def test_a_medium_that_hangs_delays_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A medium of its own may not answer for a minute, as a card that fails does."""
    hangs, goes_on = threading.Event(), threading.Event()
    write = CopyFile.append

    def append(file: CopyFile, *args: object) -> None:
        hangs.set()
        assert goes_on.wait(60)
        write(file, *args)  # type: ignore[arg-type]

    for room in (early_copy, second_journal):
        monkeypatch.setattr(room, "is_same_disk", lambda folder, store: False)
    path = tmp_path / "s.db"
    with kept(path) as store:
        copied(store)
        monkeypatch.setattr(CopyFile, "append", append)
        shown = record_some(store, 50)
        assert hangs.wait(60)
        shown += record_some(store, 50, first=50)
        assert len(own_records(store)) == 100, "all were recorded while the medium did not answer"
        goes_on.set()
    assert set(gather(journal_of(path)).records) == {one.event_id for one in shown}
