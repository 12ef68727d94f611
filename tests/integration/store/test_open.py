"""A store is opened whole or refused in words; no file is ever deleted."""

import ctypes
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa

from momstation.core.clock import ManualClock
from momstation.core.errors import Refused
from momstation.store import sqlite
from momstation.store.open import open_store
from momstation.store.refusals import REFUSALS
from tests.support.stores import START, bodies, one, opened, put

TRY_TO_OPEN = """
import sys
from functools import partial
from pathlib import Path
from momstation.core.errors import Refused
from tests.support.stores import opened, put
try:
    with opened(Path(sys.argv[1])) as store:
        store.journal.record_now([put("written")])
except Refused as refused:
    print(refused.key, refused.values.get("pid", ""))
else:
    print("opened")
"""
CAP_DAC_OVERRIDE, PR_CAPBSET_DROP = 1, 24


def _refused(path: Path, code: str = "WS1") -> Refused:
    with pytest.raises(Refused) as refused, opened(path, code=code):
        pass
    assert REFUSALS[refused.value.key].format(**refused.value.values)
    return refused.value


def _bow_to_file_rights() -> None:
    """Root may write everywhere; without this right it may not. Others cannot drop it and need not."""
    ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)


def _opened_by_another_process(path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", TRY_TO_OPEN, str(path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=200,
        preexec_fn=_bow_to_file_rights,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    return done.stdout.strip()


def test_a_missing_folder_is_made_and_the_station_has_an_identity_at_once(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deep" / "s.db"
    with opened(path) as store:
        made = store.identity
    with opened(path) as store:
        assert store.identity == made
    assert len(made.station_id) == 16
    assert (made.code, made.epoch) == ("WS1", 1)


def test_every_commit_is_durable_and_nobody_else_writes(tmp_path: Path) -> None:
    def pragma(conn: sa.Connection, name: str) -> object:
        return conn.exec_driver_sql(f"PRAGMA {name}").scalar()

    with opened(tmp_path / "s.db") as store:
        names = ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "query_only", "mmap_size")
        writer = [store.maintain(partial(pragma, name=name)) for name in names]
        assert writer == ["wal", 2, 1, 0, 0, 0]
        assert store.reader.read_now(lambda conn: pragma(conn, "query_only")) == 1
        assert store.reader.read_now(lambda conn: pragma(conn, "wal_autocheckpoint")) == 0


def test_a_closed_store_is_one_file_that_can_be_copied(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        store.journal.record_now([put("one")])
        assert (tmp_path / "s.db-wal").exists()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["s.db", "s.db.lock"]


def test_a_second_instance_is_refused_and_told_who_has_the_store(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        assert _opened_by_another_process(tmp_path / "s.db") == f"store.in_use {os.getpid()}"
        refused = _refused(tmp_path / "s.db")
        assert refused.values["pid"] == str(os.getpid())
        assert store.journal.record_now([put("one")])[0].seq == 1
    assert _opened_by_another_process(tmp_path / "s.db") == "opened"


def test_another_stations_file_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db", code="WS1"):
        pass
    refused = _refused(tmp_path / "s.db", code="WS2")
    assert (refused.key, refused.values["found"]) == ("store.other_station", "WS1")
    with opened(tmp_path / "s.db", code="WS1"):
        pass


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with opened(path) as store:
        store.maintain(lambda conn: conn.exec_driver_sql("PRAGMA user_version = 99"))
    assert _refused(path).key == "store.newer"


def test_a_database_of_somebody_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    conn = sqlite.open_writer(path)
    conn.exec_driver_sql("CREATE TABLE theirs (a)")
    sqlite.close(conn)
    assert _refused(path).key == "store.not_a_store"
    conn = sqlite.open_reader(path)
    assert conn.exec_driver_sql("SELECT name FROM sqlite_schema").scalars().all() == ["theirs"]
    sqlite.close(conn)


def test_a_file_where_a_folder_is_due_is_refused(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("not a folder")
    assert _refused(tmp_path / "taken" / "s.db").key == "store.no_folder"


def test_a_folder_where_the_file_is_due_is_refused(tmp_path: Path) -> None:
    (tmp_path / "s.db").mkdir()
    assert _refused(tmp_path / "s.db").key == "store.read_only"


@pytest.mark.parametrize("what", ["folder", "file"])
def test_a_folder_or_file_that_may_not_be_written_is_refused(tmp_path: Path, what: str) -> None:
    path = tmp_path / "plant" / "s.db"
    with opened(path) as store:
        store.journal.record_now([put("kept")])
    path.with_name("s.db.lock").unlink()
    protected = path.parent if what == "folder" else path
    protected.chmod(0o555 if what == "folder" else 0o444)
    try:
        assert _opened_by_another_process(path) == "store.read_only"
    finally:
        protected.chmod(0o755)
    with opened(path) as store:
        assert bodies(store) == ["kept"]


def _filled(path: Path, records: int) -> bytes:
    with opened(path) as store:
        for start in range(0, records, 100):
            store.journal.record_now([put(f"{n}" * 40, of=f"{n}") for n in range(start, start + 100)])
    return path.read_bytes()


def test_a_file_with_flipped_bytes_is_refused_and_kept_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    whole = bytearray(_filled(path, 300))
    for place in range(2 * 4096, len(whole), 4096):  # the head of every page but the first two
        whole[place : place + 8] = b"\xff" * 8
    path.write_bytes(whole)
    refused = _refused(path)
    assert refused.key == "store.corrupt"
    assert refused.values["file"] == str(path)
    assert path.read_bytes() == bytes(whole)


@pytest.mark.parametrize("rest", [b"", b"this is no database at all" * 100])
def test_a_file_whose_head_is_gone_is_refused(tmp_path: Path, rest: bytes) -> None:
    path = tmp_path / "s.db"
    whole = _filled(path, 100)
    broken = rest or b"\x00" * 4096 + whole[4096:]
    path.write_bytes(broken)
    assert _refused(path).key in ("store.corrupt", "store.not_a_store")
    assert path.read_bytes() == broken


def test_half_a_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    whole = _filled(path, 300)
    path.write_bytes(whole[: len(whole) // 2])
    assert _refused(path).key == "store.corrupt"


def test_damage_in_a_large_file_is_told_after_the_start(
    tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("The store is damaged")
    path = tmp_path / "s.db"
    with opened(path, folds=(), projections=()) as store:
        store.journal.record_now([put("x" * 500_000) for _ in range(12)])
        page = one(store, "SELECT rootpage FROM sqlite_schema WHERE name = 'event_stream'")
    assert isinstance(page, int)
    whole = bytearray(path.read_bytes())
    whole[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096  # an index that no start needs
    path.write_bytes(whole)
    told: list[Refused] = []
    heard = threading.Event()

    def on_damage(damage: Refused) -> None:
        told.append(damage)
        heard.set()

    store = open_store(
        path, code="WS1", topics=(), folds=(), projections=(), clock=ManualClock(START), on_damage=on_damage
    )
    try:
        assert heard.wait(60)
    finally:
        store.close()
    assert [damage.key for damage in told] == ["store.corrupt"]
