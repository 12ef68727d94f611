"""A full disk is said in words; what was recorded stays, and recording resumes when there is space."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from momstation.core.errors import Refused
from momstation.store.open import Store
from momstation.store.verify import verify_file
from tests.support.stores import Elsewhere, bodies, numbered, one, opened, put

BIG = "x" * 3000


def _limit(store: Store, pages_more: int | None) -> None:
    """Let the file grow by so many pages and no more; None lifts the limit."""

    def work(conn: sa.Connection) -> None:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
        most = 1_000_000 if pages_more is None else pages + pages_more
        conn.exec_driver_sql(f"PRAGMA max_page_count = {most}")

    store.maintain(work)


def _fill(store: Store) -> list[str]:
    """Record until the disk is full; what was recorded."""
    done: list[str] = []
    with pytest.raises(Refused) as refused:
        for n in range(1000):
            store.journal.record_now([put(f"{n} {BIG}")])
            done.append(f"{n} {BIG}")
    assert refused.value.key == "store.disk_full"
    assert refused.value.values["file"] == str(store.path)
    return done


def test_a_full_disk_refuses_the_record_and_keeps_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with opened(path) as store:
        _limit(store, 20)
        done = _fill(store)
        assert done
        assert bodies(store) == done
        assert store.sync.waiting().count == len(done)
        _limit(store, None)
        (after,) = store.journal.record_now([put("space again")])
        assert after.seq == len(done) + 1
        assert [r.event_id for r in store.sync.outbox(999, 10**9) if r.seq == len(done)] == list(after.basis)
        assert bodies(store) == [*done, "space again"]
    assert verify_file(path).is_whole
    with opened(path) as store:
        assert bodies(store) == [*done, "space again"]
        assert one(store, "SELECT count(*) FROM put_log") == len(done) + 1


def test_half_of_a_request_leaves_no_trace(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        (before,) = store.journal.record_now([put("before")])
        _limit(store, 8)
        with pytest.raises(Refused, match=r"store\.disk_full"):
            store.journal.record_now([put("fits"), put("y" * 400_000)])
        (after,) = store.journal.record_now([put("after")])
        assert (after.seq, after.basis) == (2, (before.event_id,))
        assert bodies(store) == ["before", "after"]


def test_what_is_small_enough_is_still_recorded_beside_what_is_too_large(tmp_path: Path) -> None:
    async def work() -> list[object]:
        small = [store.journal.record([put(f"{n}")]) for n in range(4)]
        large = store.journal.record([put("y" * 400_000)])
        return await asyncio.gather(*small[:2], large, *small[2:], return_exceptions=True)

    path = tmp_path / "s.db"
    with opened(path) as store:
        _limit(store, 8)
        answers = asyncio.run(work())
        assert [isinstance(answer, Refused) for answer in answers] == [False, False, True, False, False]
        assert bodies(store) == ["0", "1", "2", "3"]
    assert verify_file(path).is_whole


def test_what_comes_from_the_plant_waits_there_while_the_disk_is_full(tmp_path: Path) -> None:
    other = Elsewhere()
    rows = numbered([other.record(put(f"{n} {BIG}"), seconds=n) for n in range(100)])
    with opened(tmp_path / "s.db") as store:
        _limit(store, 10)
        with pytest.raises(Refused, match=r"store\.disk_full"):
            store.sync.absorb(1, "area/a", rows)
        assert store.sync.cursors() == []
        assert bodies(store) == []
        _limit(store, None)
        assert len(store.sync.absorb(1, "area/a", rows)) == 100
        assert len(bodies(store)) == 100


CUT_SHORT = """
import resource, signal, sys
from pathlib import Path
from momstation.core.errors import Refused
from tests.support.stores import opened, put
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with opened(Path(sys.argv[1])) as store:
    store.journal.record_now([put("before")])
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
    done = 0
    try:
        while done < 1000:
            store.journal.record_now([put("x" * 3000)])
            done += 1
    except Refused as refused:
        print(refused.key, flush=True)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    store.journal.record_now([put("after")])
    print(done)
"""


def test_a_write_that_the_system_cuts_short_is_told_apart_from_a_full_disk(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    ran = subprocess.run(
        [sys.executable, "-c", CUT_SHORT, str(path)],
        capture_output=True,
        text=True,
        timeout=200,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert ran.returncode == 0, ran.stderr
    key, done = ran.stdout.split()
    assert key == "store.disk_failing"
    assert verify_file(path).own == int(done) + 2
    with opened(path) as store:
        found = bodies(store)
        assert (found[0], found[-1], len(found)) == ("before", "after", int(done) + 2)
