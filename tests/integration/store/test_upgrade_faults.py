"""Whatever goes wrong while a file is brought to a new form: it is the old one or the new one, and whole."""

import os
import resource
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from momstation.core.clock import ManualClock
from momstation.core.errors import Refused
from momstation.store import sqlite, upgrade
from momstation.store.refusals import REFUSALS
from momstation.store.schema import VERSION
from momstation.store.upgrade import open_in_present_form
from momstation.store.upgrade_check import NotTheSame
from momstation.store.verify import verify_file
from tests.integration.store.test_upgrade import contents, form, text_of
from tests.support.store_story import undump
from tests.support.stores import START

STEPS = ("_copied", "_let_go", "_run_revisions", "check_copy", "flush", "second_name", "flush_folder")
OLD, NEW = 1, VERSION
AFTER = {
    ("flush_folder", "before"): NEW,
    ("flush_folder", "after"): NEW,
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A station's file as version 1 left it."""
    path = tmp_path / "station.db"
    undump(text_of(OLD, "dump.sql"), path)
    return path


def _open(path: Path) -> None:
    sqlite.close(open_in_present_form(path, ManualClock(START)))


def _refused(path: Path) -> Refused:
    with pytest.raises(Refused) as refused:
        _open(path)
    assert REFUSALS[refused.value.key].format(**refused.value.values)
    return refused.value


def _in_a_process_that_dies(work: Callable[[], None]) -> int:
    """The signal that ended it."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _dies_at(step: str, when: str, path: Path) -> None:
    whole = getattr(upgrade, step)

    def cut(*arguments: object) -> object:
        if when == "before":
            _die()
        result = whole(*arguments)
        _die()
        return result

    setattr(upgrade, step, cut)
    _open(path)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_a_killed_change_leaves_the_old_file_or_the_new_one(path: Path, step: str, when: str) -> None:
    before = contents(path)
    assert _in_a_process_that_dies(lambda: _dies_at(step, when, path)) == signal.SIGKILL
    assert form(path) == AFTER.get((step, when), OLD)
    assert contents(path) == before
    assert verify_file(path).is_whole
    _open(path)
    assert form(path) == NEW
    assert contents(path) == before
    assert verify_file(path).is_whole
    assert not list(path.parent.glob("*.upgrading*"))
    kept = list(path.parent.glob("station.db.v1-*"))
    assert kept
    assert all(form(one) == OLD and contents(one) == before for one in kept)


def _write_and_die(path: Path) -> None:
    """What version 1 had committed when it was killed: only the log beside the file has it."""
    conn = sqlite.open_writer(path)
    conn.exec_driver_sql("PRAGMA wal_autocheckpoint = 0")
    conn.exec_driver_sql("INSERT INTO feed_cursor (topic_id, code, pos) VALUES (77, 'plant/p', 5)")
    _die()


def test_what_only_the_log_of_a_killed_station_holds_comes_along(path: Path) -> None:
    _in_a_process_that_dies(lambda: _write_and_die(path))
    assert path.with_name("station.db-wal").stat().st_size > 0
    _open(path)
    assert not path.with_name("station.db-wal").exists()
    cursors = contents(path)["feed_cursor"]
    assert [row for row in cursors if row[0] == 77] == [(77, "plant/p", 5, None, 0)]
    (kept,) = path.parent.glob("station.db.v1-*")
    assert contents(kept)["feed_cursor"] == cursors


def test_a_killed_station_whose_change_is_killed_as_well_loses_nothing(path: Path) -> None:
    _in_a_process_that_dies(lambda: _write_and_die(path))
    _in_a_process_that_dies(lambda: _dies_at("_copied", "after", path))
    _open(path)
    assert [row[0] for row in contents(path)["feed_cursor"]].count(77) == 1


def test_a_change_of_form_is_told_to_whoever_waits_for_the_start(path: Path) -> None:
    told: list[str] = []
    for _ in range(2):
        sqlite.close(open_in_present_form(path, ManualClock(START), lambda step: told.append(step.sentence)))
    assert told == ["Bringing the records to the form of this version. The file as it was is kept."]


def test_rubbish_of_an_earlier_try_is_no_hindrance(path: Path) -> None:
    path.with_name("station.db.upgrading").write_bytes(b"half a copy" * 1000)
    path.with_name("station.db.upgrading-journal").write_bytes(b"half a journal")
    _open(path)
    assert form(path) == NEW
    assert not list(path.parent.glob("*.upgrading*"))


def test_a_disk_without_room_for_a_copy_is_told_how_much_is_needed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=50_000))
    refused = _refused(path)
    assert refused.key == "store.no_room_to_upgrade"
    assert (refused.values["needed_mb"], refused.values["free_mb"]) == (1, 0)
    assert form(path) == OLD
    monkeypatch.undo()
    assert len(path.read_bytes()) == len(before)
    _open(path)
    assert form(path) == NEW


def test_a_disk_that_fills_up_under_the_copy_leaves_the_file_as_it_was(path: Path) -> None:
    def work() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        most = path.stat().st_size // 2
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        if _refused(path).key == "store.no_room_to_upgrade":
            _die()

    before = contents(path)
    assert _in_a_process_that_dies(work) == signal.SIGKILL
    assert form(path) == OLD
    assert contents(path) == before
    assert not list(path.parent.glob("*.upgrading*"))


def test_another_program_that_has_the_file_open_is_named_and_nothing_is_changed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    conn = sqlite.open_writer(path)
    conn.exec_driver_sql("BEGIN")
    conn.exec_driver_sql("SELECT count(*) FROM event").scalar()
    monkeypatch.setattr(sqlite, "_PRAGMAS", ("busy_timeout = 50",))
    assert _refused(path).key == "store.busy"
    sqlite.close(conn)
    assert form(path) == OLD
    _open(path)
    assert form(path) == NEW


def test_a_copy_that_lost_something_never_takes_the_place_of_the_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = upgrade._run_revisions

    def careless(conn: sa.Connection, found: int) -> None:
        whole(conn, found)
        conn.exec_driver_sql("DELETE FROM own_log WHERE seq = 3")

    monkeypatch.setattr(upgrade, "_run_revisions", careless)
    before = contents(path)
    refused = _refused(path)
    assert refused.key == "store.not_upgraded"
    assert isinstance(refused.__cause__, NotTheSame)
    assert form(path) == OLD
    assert contents(path) == before


def test_a_file_system_without_links_keeps_a_second_copy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*names: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    before = contents(path)
    _open(path)
    (kept,) = path.parent.glob("station.db.v1-*")
    assert (form(path), form(kept)) == (NEW, OLD)
    assert contents(kept) == before
