"""A stream that is folded anew is shown to a projection once; where that fails, record by record."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa

from momstation.core.event import Record
from momstation.store.projection import Projection
from tests.support.stores import Elsewhere, one, opened, put, shown, trail_projection


def counting(calls: list[int], *, fails: bool = False) -> Projection:
    """The projection of these tests, which also takes all records at once."""
    single = trail_projection()

    def many(conn: sa.Connection, records: Sequence[Record], state: object | None) -> None:
        calls.append(len(records))
        single.apply(conn, records[0], state)
        if fails:
            raise ValueError("not all at once")
        for record in records[1:]:
            single.apply(conn, record, state)

    return replace(single, apply_many=many)


def late(tmp_path: Path, projection: Projection) -> tuple[object, str | None]:
    """Three records of which the first arrives last."""
    other = Elsewhere()
    records = [other.record(put(text), seconds=n) for n, text in enumerate(("one", "two", "three"), start=1)]
    with opened(tmp_path / "s.db", projections=(projection,)) as store:
        store.sync.absorb(1, "area/a", [(1, records[1]), (2, records[2])])
        store.sync.absorb(1, "area/a", [(3, records[0])])
        return one(store, "SELECT count(*) FROM put_log"), shown(store)


def test_all_records_are_shown_at_once(tmp_path: Path) -> None:
    calls: list[int] = []
    assert late(tmp_path, counting(calls)) == (3, "one two three")
    assert calls == [2, 3]  # what came together; then all of them, as one came late


def test_where_that_fails_every_record_is_still_shown(tmp_path: Path) -> None:
    calls: list[int] = []
    assert late(tmp_path, counting(calls, fails=True)) == (3, "one two three")
    assert calls == [2, 3]  # what came together; then all of them, as one came late
