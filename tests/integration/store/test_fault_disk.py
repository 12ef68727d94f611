"""A full disk: the reserve is given up and the very same record fits; without any, a record is refused aloud."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from momstation.core.errors import Refused
from momstation.store import sqlite
from momstation.store.ballast import Ballast, ballast_path
from momstation.store.guards import let_go_of_caches
from momstation.store.notices import Notice
from momstation.store.open import Store
from momstation.store.refusals import REFUSALS
from momstation.store.verify import verify_file
from tests.conftest import ExpectedLog
from tests.support.kept_store import open_kept, own_records, until
from tests.support.stores import Elsewhere, bodies, numbered, one, opened, put

BIG = "x" * 3000
MB = 1 << 20


def _limit(conn: sa.Connection, pages_more: int) -> None:
    pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
    conn.exec_driver_sql(f"PRAGMA max_page_count = {pages + pages_more}")


@contextmanager
def _with_reserve(path: Path, size_mb: int = 1) -> Iterator[Store]:
    store = open_kept(path, ballast_mb=size_mb)
    try:
        until(ballast_path(path).exists, "the reserve is there")
        yield store
    finally:
        store.close()


def test_the_reserve_is_of_real_blocks(tmp_path: Path) -> None:
    with _with_reserve(tmp_path / "s.db", 3):
        found = ballast_path(tmp_path / "s.db").stat()
        assert found.st_size == 3 * MB
        assert found.st_blocks * 512 >= 3 * MB


def test_the_very_same_record_is_kept_when_the_reserve_is_given_up(
    tmp_path: Path, expect_log: ExpectedLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What deleting a file does to a full disk, a limit on the pages does here: it is lifted with the reserve."""
    expect_log("the reserve of 1 MB was given up")
    path = tmp_path / "s.db"
    with _with_reserve(path) as store:
        connections: list[sa.Connection] = []
        store.maintain(connections.append)
        store.maintain(lambda conn: _limit(conn, 10))
        given_up: list[bool] = []

        def release(ballast: Ballast) -> bool:
            there = original(ballast)
            given_up.append(there)
            if there:
                connections[0].exec_driver_sql("PRAGMA max_page_count = 100000")
            return there

        original = Ballast.release
        monkeypatch.setattr(Ballast, "release", release)
        made = [store.journal.record_now([put(f"{n} {BIG}")])[0] for n in range(40)]
        assert given_up == [True]
        assert not ballast_path(path).exists()
        assert [one.event_id for one in own_records(store)] == [one.event_id for one in made]
        assert bodies(store) == [f"{n} {BIG}" for n in range(40)], "each once"
        (notice,) = store.notices.current()
        assert (notice.key, notice.is_urgent) == ("disk.reserve_used", True)
        assert str(path) in notice.text
    assert verify_file(path).is_whole


def test_when_nothing_is_left_the_record_is_refused_and_recording_goes_on_later(
    tmp_path: Path, expect_log: ExpectedLog
) -> None:
    expect_log("the reserve of 1 MB was given up")
    path = tmp_path / "s.db"
    with _with_reserve(path) as store:
        store.maintain(lambda conn: _limit(conn, 10))
        done = 0
        with pytest.raises(Refused, match=r"store\.disk_full"):
            for n in range(100):
                store.journal.record_now([put(f"{n} {BIG}")])
                done += 1
        assert not ballast_path(path).exists()
        assert len(own_records(store)) == done
        store.maintain(lambda conn: _limit(conn, 1000))
        store.journal.record_now([put("after")])
    assert verify_file(path).own == done + 1


class Disk:
    """What is free on it, and what was said about it."""

    def __init__(self, free_mb: int) -> None:
        self.free_mb = free_mb
        self.told: list[Notice] = []
        self.now = 1000.0
        self.trimmed = 0

    def trim(self) -> None:
        self.trimmed += 1

    def ballast(self, store: Path, size_mb: int = 2) -> Ballast:
        return Ballast(
            store,
            size_mb,
            self.told.append,
            self.trim,
            free=lambda folder: self.free_mb * MB,
            monotonic=lambda: self.now,
        )

    @property
    def keys(self) -> list[str]:
        return [notice.key for notice in self.told]


def test_a_disk_that_fills_up_is_told_once_and_caches_go_first(tmp_path: Path) -> None:
    disk, store = Disk(1000), tmp_path / "s.db"
    ballast = disk.ballast(store)
    ballast.look()
    assert (disk.keys, ballast_path(store).exists()) == ([], True)
    disk.free_mb = 12
    ballast.look()
    ballast.look()
    assert (disk.keys, disk.trimmed) == (["disk.nearly_full"], 1)
    assert "12 MB" in disk.told[0].title
    disk.free_mb = 1000
    ballast.look()
    assert disk.keys == ["disk.nearly_full", "disk.has_space"]
    assert disk.told[1].is_over


def test_a_reserve_that_was_given_up_comes_back_when_there_is_ample_space(
    tmp_path: Path, expect_log: ExpectedLog
) -> None:
    expect_log("was given up")
    disk, store = Disk(1000), tmp_path / "s.db"
    ballast = disk.ballast(store)
    ballast.look()
    assert ballast.release()
    assert not ballast.release(), "there is none any more"
    ballast.look()
    assert not ballast_path(store).exists(), "a quota is full though the disk is not"
    disk.now += 301
    ballast.look()
    assert ballast_path(store).exists()
    assert disk.keys == ["disk.reserve_used", "disk.has_space"]


def test_no_reserve_is_made_where_it_would_fill_the_disk(tmp_path: Path) -> None:
    disk = Disk(7)
    disk.ballast(tmp_path / "s.db").look()
    assert not ballast_path(tmp_path / "s.db").exists()
    assert disk.keys == ["disk.nearly_full"]


def test_old_positions_of_the_feed_go_and_the_latest_stay(tmp_path: Path) -> None:
    other = Elsewhere()
    rows = numbered([other.record(put(f"{n}"), seconds=n) for n in range(2300)])
    with opened(tmp_path / "s.db") as store:
        store.sync.absorb(1, "area/a", rows)
        store.maintain(let_go_of_caches)
        assert one(store, "SELECT min(pos) FROM feed_pos") == 300
        assert store.sync.cursors()[0].pos == 2300
        assert one(store, "SELECT count(*) FROM event") == 2300


def test_a_full_disk_and_a_failing_one_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = sqlite.driver().OperationalError("disk I/O error")
    error.sqlite_errorcode = 10 | (3 << 8)
    failing = sqlite.refusal(error, tmp_path / "s.db")
    monkeypatch.setattr(sqlite, "free_bytes", lambda folder: 1000)
    full = sqlite.refusal(error, tmp_path / "s.db")
    assert failing is not None
    assert full is not None
    assert (failing.key, full.key) == ("store.disk_failing", "store.disk_full")
    for refused in (failing, full):
        assert "{" not in REFUSALS[refused.key].format(**refused.values)


START_WITHOUT_SPACE = """
import resource, signal, sys
from pathlib import Path
from momstation.core.errors import Refused
from tests.support.kept_store import open_kept
from tests.support.stores import put
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
store = open_kept(Path(sys.argv[1]), ballast_mb=1)
print("open", flush=True)
try:
    store.journal.record_now([put("x" * 100_000)])
except Refused as refused:
    print(refused.key, flush=True)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.journal.record_now([put("after")])
print("recorded", flush=True)
store.close()
"""


@pytest.mark.parametrize("allowed", [33_000, 40_000, 60_000])
def test_a_station_starts_on_a_full_disk_and_refuses_aloud(tmp_path: Path, allowed: int) -> None:
    path = tmp_path / "s.db"
    with opened(path) as store:
        store.journal.record_now([put("before")])
    ran = subprocess.run(
        [sys.executable, "-c", START_WITHOUT_SPACE, str(path), str(allowed)],
        capture_output=True,
        text=True,
        timeout=200,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == ["open", "store.disk_failing", "recorded"]
    with opened(path) as store:
        assert bodies(store) == ["before", "after"]
    assert verify_file(path).is_whole
