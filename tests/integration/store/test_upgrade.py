"""Every file that a released version ever made opens in this one, with all that is in it."""

import asyncio
from collections import defaultdict
from pathlib import Path

import pytest
import sqlalchemy as sa

from momstation.core.errors import Refused
from momstation.core.event import Record
from momstation.store import sqlite
from momstation.store.fold import Fold, fold_of, prefix
from momstation.store.open import Store
from momstation.store.rows import COLUMNS, record_of
from momstation.store.schema import VERSION, form_of
from momstation.store.verify import verify_file
from tests.support.store_story import opened_story, schema_lines, store_of, tell, undump

RELEASED = Path(__file__).parents[2] / "data" / "store"
VERSIONS = sorted(int(folder.name[1:]) for folder in RELEASED.iterdir())
KEPT_AS_THEY_ARE = ("identity", "event", "own_log", "push_state", "feed_cursor", "feed_pos", "command")
EVENTS = f"SELECT {COLUMNS} FROM event e"


def text_of(version: int, what: str) -> str:
    return (RELEASED / f"v{version}" / what).read_text(encoding="utf-8")


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What no change of form may touch."""
    conn = sqlite.open_frozen(path)
    try:
        return {
            table: sorted(map(tuple, conn.exec_driver_sql(f"SELECT * FROM {table}").all()), key=repr)
            for table in KEPT_AS_THEY_ARE
        }
    finally:
        sqlite.close(conn)


def form(path: Path) -> int:
    conn = sqlite.open_frozen(path)
    try:
        return form_of(conn)
    finally:
        sqlite.close(conn)


def _tables(path: Path) -> list[str]:
    conn = sqlite.open_frozen(path)
    try:
        rows = conn.exec_driver_sql("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL").scalars().all()
        return [" ".join(str(sql).split()) for sql in rows]
    finally:
        sqlite.close(conn)


def _files(path: Path) -> list[str]:
    """The store's own, without what stands guard beside it."""
    names = sorted(one.name for one in path.parent.iterdir() if one.name.startswith(path.name))
    return [name for name in names if not name.endswith((".lock", ".ballast"))]


def _records(conn: sa.Connection) -> list[Record]:
    return [record_of(tuple(row)) for row in conn.exec_driver_sql(EVENTS).all()]


def _outbox(store: Store) -> list[Record]:
    return store.sync.outbox(10_000, 1 << 30)


def test_nobody_changes_the_tables_without_a_new_version() -> None:
    assert schema_lines() == text_of(VERSION, "schema.sql").splitlines()


def test_every_version_has_a_file_to_try() -> None:
    assert list(range(1, VERSION + 1)) == VERSIONS


@pytest.mark.parametrize("version", VERSIONS)
def test_a_file_of_a_released_version_opens_with_all_that_is_in_it(tmp_path: Path, version: int) -> None:
    path = store_of(tmp_path)
    undump(text_of(version, "dump.sql"), path)
    assert form(path) == version
    before = contents(path)
    opened_story(tmp_path).store.close()
    assert form(path) == VERSION
    assert contents(path) == before
    assert set(schema_lines()) <= set(_tables(path))
    found = verify_file(path)
    assert (found.is_whole, found.events, found.own) == (True, 48, 42)


@pytest.mark.parametrize("version", VERSIONS)
def test_what_waits_for_central_is_the_same_and_recording_goes_on(tmp_path: Path, version: int) -> None:
    path = store_of(tmp_path)
    undump(text_of(version, "dump.sql"), path)
    tail = [row for row in contents(path)["own_log"] if row[0] == 2 and int(str(row[1])) > 9]
    store = opened_story(tmp_path).store
    try:
        waiting = _outbox(store)
        assert [record.event_id for record in waiting] == [
            row[2] for row in sorted(tail, key=lambda r: str(r[1]).zfill(9))
        ]
        assert waiting
        (record,) = store.journal.record_now([waiting[0].event])
        assert (record.epoch, record.seq) == (2, waiting[-1].seq + 1)
        assert store.sync.hash_at(2, 9) is not None
    finally:
        store.close()
    assert verify_file(path).is_whole


@pytest.mark.parametrize("version", VERSIONS)
def test_every_state_is_that_of_its_records_folded_anew(tmp_path: Path, version: int) -> None:
    undump(text_of(version, "dump.sql"), store_of(tmp_path))
    assembly = opened_story(tmp_path)
    folds = {fold.name: fold for part in assembly.parts for fold in part.folds if isinstance(fold, Fold)}
    try:
        by_stream: dict[str, list[Record]] = defaultdict(list)
        for record in assembly.store.reader.read_now(_records):
            by_stream[record.stream].append(record)
        for stream, records in by_stream.items():
            fold = folds.get(prefix(stream))
            if fold is None:
                continue
            state = asyncio.run(assembly.store.reader.state(stream, fold.state))
            assert state == fold_of(fold, stream, records), stream
    finally:
        assembly.store.close()


def test_the_older_file_stays_beside_it_as_it_was(tmp_path: Path) -> None:
    path = store_of(tmp_path)
    undump(text_of(1, "dump.sql"), path)
    before = contents(path)
    opened_story(tmp_path).store.close()
    (kept,) = path.parent.glob("station.db.v1-*")
    assert form(kept) == 1
    assert contents(kept) == before
    assert verify_file(kept).is_whole
    assert _files(path) == ["station.db", kept.name]


def test_a_present_file_is_opened_without_a_copy(tmp_path: Path) -> None:
    path = tell(tmp_path)
    opened_story(tmp_path).store.close()
    assert _files(path) == ["station.db"]


def test_the_clock_that_was_ahead_is_still_on_the_list_of_what_does_not_fit(tmp_path: Path) -> None:
    path = store_of(tmp_path)
    undump(text_of(1, "dump.sql"), path)
    opened_story(tmp_path).store.close()
    conn = sqlite.open_frozen(path)
    sql = "SELECT d.rule, d.detail, d.hlc = e.hlc FROM discrepancy d JOIN event e ON e.event_id = d.involved"
    rows = conn.exec_driver_sql(sql).all()
    sqlite.close(conn)
    assert [tuple(row) for row in rows] == [("clock_suspect", "{}", 1)]


def test_a_newer_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = store_of(tmp_path)
    newer = text_of(VERSION, "dump.sql").replace(
        f"user_version = {VERSION};", f"user_version = {VERSION + 1};"
    )
    undump(newer, path)
    before = path.read_bytes()
    with pytest.raises(Refused, match=r"store\.newer"):
        opened_story(tmp_path)
    assert _files(path) == ["station.db"]
    assert contents(path)
    assert len(path.read_bytes()) == len(before)
