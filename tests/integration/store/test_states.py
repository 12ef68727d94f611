"""A state that a failing disk changed is found by the records it was made of, and made anew."""

from pathlib import Path

import pytest

from momstation.core.errors import Refused
from momstation.store import sqlite
from momstation.store.states import States
from tests.conftest import ExpectedLog
from tests.support.stores import Elsewhere, one, opened, put


def _spoil(path: Path, change: str) -> None:
    """What a disk does that gives back other bytes than were written, where no check of SQLite looks."""
    conn = sqlite.open_writer(path)
    try:
        assert sqlite.cursor_of(conn).execute(change).rowcount == 1
    finally:
        sqlite.close(conn)


def test_a_state_that_is_gone_is_made_anew(tmp_path: Path, expect_log: ExpectedLog) -> None:
    expect_log("was not what its records say")
    path = tmp_path / "s.db"
    with opened(path) as store:
        store.journal.record_now([put("a", of="first"), put("b", of="first"), put("c", of="second")])
    before = _lists(path)
    _spoil(path, "DELETE FROM stream WHERE stream LIKE '%first'")
    with opened(path) as store:
        assert States(store, lambda: None).run() == "1, 1 anew"
        assert States(store, lambda: None).run() == "2, 0 anew"
    assert _lists(path) == before


def _lists(path: Path) -> list[str]:
    with opened(path) as store:
        rows = store.reader.read_now(
            lambda conn: conn.exec_driver_sql("SELECT state FROM stream ORDER BY stream").scalars().all()
        )
        return [str(row) for row in rows]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE stream SET state = replace(state, 'b', 'x') WHERE stream LIKE '%first'",
        "UPDATE stream SET state = substr(state, 1, 9) || char(0) || substr(state, 11) WHERE stream LIKE '%first'",
        "UPDATE stream SET heads = zeroblob(16) WHERE stream LIKE '%first'",
        "UPDATE stream SET n = n + 1 WHERE stream LIKE '%first'",
    ],
)
def test_a_state_that_is_not_what_its_records_say_is_made_anew(
    tmp_path: Path, change: str, expect_log: ExpectedLog
) -> None:
    expect_log("was not what its records say")
    path = tmp_path / "s.db"
    with opened(path) as store:
        store.journal.record_now([put("a", of="first"), put("b", of="first"), put("c", of="second")])
    before = _lists(path)
    _spoil(path, change)
    with opened(path) as store:
        assert States(store, lambda: None).run() == "2, 1 anew"
        assert States(store, lambda: None).run() == "2, 0 anew"
    assert _lists(path) == before


def test_sound_states_are_left_alone(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        store.journal.record_now([put(f"{n}", of=f"list{n % 3}") for n in range(9)])
        other = Elsewhere()
        store.sync.adopt(7, "area/A", 2, [other.record(put("x", of="list1"), seconds=-5)])
        before = one(store, "SELECT group_concat(state) FROM stream")
        assert States(store, lambda: None).run() == "3, 0 anew"
        assert one(store, "SELECT group_concat(state) FROM stream") == before


@pytest.mark.parametrize("n", [2, 300])
def test_a_record_that_is_none_any_more_is_noted_and_the_next_start_makes_all_anew(
    tmp_path: Path, n: int, expect_log: ExpectedLog
) -> None:
    """However long ago it was recorded: a start without such a note looks at the last ones alone."""
    expect_log("damage|anew|put aside|quarantine|not whole")
    path, copies = tmp_path / "s.db", tmp_path / "journal"
    with opened(path, copy_to=copies) as store:
        store.journal.record_now([put(f"{k}", of="first") for k in range(n)])
    before = _lists(path)
    with opened(path, copy_to=copies) as store:
        conn = sqlite.open_writer(path)
        cursor = sqlite.cursor_of(conn)
        cursor.execute("DROP TRIGGER event_immutable")
        cursor.execute("UPDATE event SET recorded_at = 'x' WHERE seq = 1")
        sqlite.close(conn)
        with pytest.raises(Refused, match=r"store\.damaged"):
            States(store, lambda: None).run()
    with opened(path, copy_to=copies) as store:
        assert store.rebuilt is not None
        assert one(store, "SELECT count(*) FROM event WHERE recorded_at = 'x'") == 0
    assert _lists(path) == before
