"""A store with a second journal beside it, and what a person would find missing in it."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from momstation.core.clock import Clock, ManualClock
from momstation.core.event import Record
from momstation.store.open import Store, open_store
from momstation.store.rows import COLUMNS, record_of
from momstation.store.sqlite import cursor_of
from tests.support.stores import START, put, trail_fold, trail_projection

LONG_S = 60.0


def until(fact: Callable[[], bool], what: str, patience_s: float = LONG_S) -> None:
    """Wait for a fact, and say which one did not come true."""
    deadline = time.monotonic() + patience_s
    while not fact():
        assert time.monotonic() < deadline, f"never came true: {what}"
        time.sleep(0.005)


def journal_of(path: Path) -> Path:
    return path.with_name("journal")


def open_kept(
    path: Path,
    *,
    copy_to: Path | None = None,
    backups: Path | None = None,
    hint: bytes | None = None,
    clock: Clock | None = None,
    ballast_mb: int | None = None,
) -> Store:
    return open_store(
        path,
        code="WS1",
        topics=("area/a",),
        folds=(trail_fold(),),
        projections=(trail_projection(),),
        clock=clock or ManualClock(START),
        copy_to=copy_to or journal_of(path),
        backups=backups,
        identity_hint=(lambda: hint) if hint else None,
        ballast_mb=ballast_mb,
    )


@contextmanager
def kept(path: Path, backups: Path | None = None) -> Iterator[Store]:
    store = open_kept(path, backups=backups)
    try:
        yield store
    finally:
        store.close()


def record_some(store: Store, count: int, of: str = "a", first: int = 0) -> list[Record]:
    """Each in a transaction of its own, as people record."""
    return [store.journal.record_now([put(f"{of} {n}", of=of)])[0] for n in range(first, first + count)]


def own_records(store: Store) -> list[Record]:
    sql = f"SELECT {COLUMNS} FROM own_log o JOIN event e USING (event_id) ORDER BY o.epoch, o.seq"
    return [
        record_of(row) for row in store.reader.read_now(lambda conn: cursor_of(conn).execute(sql).fetchall())
    ]


def copied(store: Store) -> None:
    """Wait until the second journal is in step."""
    until(lambda: store.is_copied, "the second journal is in step")


def assert_all_back(shown: Sequence[Record], store: Store) -> None:
    """Everything that was shown, with id and content; nothing else; once."""
    there = own_records(store)
    content = {one.event_id: (one.kind, one.stream, one.payload, one.hlc, one.recorded_at) for one in there}
    assert len(content) == len(there), "a record is there twice"
    for one in shown:
        assert content.get(one.event_id) == (one.kind, one.stream, one.payload, one.hlc, one.recorded_at)
    assert len(there) == len(shown)
