"""What sync asks at each step is read from the file once, and again as soon as anybody has committed anything."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from momstation.store import sqlite
from momstation.store.open import Store
from momstation.store.reader import ReadConnection
from momstation.store.unchanged import Unchanged
from tests.support.stores import Elsewhere, opened, put


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "s.db") as made:
        yield made


class Asked:
    """A question that counts how often it reaches the file."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, conn: sa.Connection) -> int:
        self.times += 1
        return int(conn.exec_driver_sql("SELECT count(*) FROM event").scalar_one())


def test_it_is_read_again_only_after_a_commit(store: Store) -> None:
    look = ReadConnection(store.path)
    unchanged, count = Unchanged(look), Asked()
    assert [unchanged.ask(count) for _ in range(3)] == [0, 0, 0]
    assert count.times == 1
    store.journal.record_now([put("a")])
    assert [unchanged.ask(count) for _ in range(3)] == [1, 1, 1]
    assert count.times == 2
    look.close()


def test_the_commit_of_another_program_counts_too(store: Store) -> None:
    look = ReadConnection(store.path)
    unchanged, count = Unchanged(look), Asked()
    store.journal.record_now([put("a")])
    assert unchanged.ask(count) == 1
    other = sqlite.open_writer(store.path)
    other.exec_driver_sql("INSERT INTO upkeep VALUES ('x', '', '')")
    sqlite.close(other)
    assert unchanged.ask(count) == 1 and count.times == 2
    look.close()


def test_what_was_committed_while_it_was_read_is_not_missed(store: Store) -> None:
    look = ReadConnection(store.path)
    unchanged, count = Unchanged(look), Asked()

    class Slow(Asked):
        def __call__(self, conn: sa.Connection) -> int:
            found = super().__call__(conn)
            store.journal.record_now([put(str(self.times))])
            return found

    slow = Slow()
    assert [unchanged.ask(slow) for _ in range(3)] == [0, 1, 2]
    assert unchanged.ask(count) == 3
    look.close()


def test_what_the_door_answers_cannot_be_spoilt_by_who_asked(store: Store) -> None:
    store.sync.epochs().clear()
    store.sync.absorb(1, "area/a", [(1, Elsewhere().record(put("x")))])
    store.sync.cursors().clear()
    assert [one.epoch for one in store.sync.epochs()] == [1]
    assert [one.pos for one in store.sync.cursors()] == [1]
