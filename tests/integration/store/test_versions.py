"""A new version of a rule makes states and tables anew, from the same records."""

import asyncio
import time
from pathlib import Path

import sqlalchemy as sa

from momstation.core.event import Record, UnknownEvent
from momstation.events.codec import encode
from momstation.events.plant import DefinitionPut
from momstation.store.fold import Fold
from momstation.store.open import Store
from momstation.store.projection import Projection
from tests.support.stores import (
    Elsewhere,
    Trail,
    bodies,
    one,
    opened,
    put,
    shown,
    stream,
    trail_fold,
    trail_projection,
)

DIRTY = "SELECT count(*) FROM stream WHERE dirty"


def _loud() -> Fold[Trail]:
    """The next version of the fold: the same records, another state."""

    def apply(state: Trail, record: Record) -> Trail:
        assert isinstance(record.event, DefinitionPut)
        return Trail((*state.bodies, record.event.body.upper()))

    return Fold(name="definition", version=2, state=Trail, empty=lambda stream: Trail(), apply=apply)


def _settled(store: Store, of: str) -> Trail | None:
    return asyncio.run(store.reader.state(stream(of), Trail))


def test_states_are_folded_anew_by_the_new_version_and_tables_follow(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        store.journal.record_now([put(f"s{n}", of=f"{n}") for n in range(70)])
    with opened(tmp_path / "s.db", folds=[_loud()]) as store:
        assert _settled(store, "69") == Trail(("S69",))
        store.journal.record_now([put("more", of="5")])
        assert bodies(store, "5") == ["S5", "MORE"]
        assert [_settled(store, f"{n}") for n in range(70) if n != 5] == [
            Trail((f"S{n}",)) for n in range(70) if n != 5
        ]
        assert one(store, DIRTY) == 0
        assert shown(store, "69") == "S69"


def test_folding_anew_goes_on_by_itself_while_nobody_asks(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        store.journal.record_now([put(f"s{n}", of=f"{n}") for n in range(90)])
    with opened(tmp_path / "s.db", folds=[_loud()]) as store:
        deadline = time.monotonic() + 10
        while one(store, DIRTY) and time.monotonic() < deadline:
            store.sync.waiting()
        assert one(store, DIRTY) == 0
        assert shown(store, "89") == "S89"


def test_a_fold_that_is_new_takes_up_what_was_recorded_before_it(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db", folds=(), projections=()) as store:
        store.journal.record_now([put("one"), put("two")])
    with opened(tmp_path / "s.db", folds=[trail_fold()], projections=[trail_projection()]) as store:
        assert _settled(store, "a") == Trail(("one", "two"))
        assert shown(store) == "one two"


def test_tables_of_a_new_version_are_made_and_filled_before_the_store_is_open(tmp_path: Path) -> None:
    tables = sa.MetaData()
    sa.Table("trail", tables, sa.Column("stream", sa.Text, primary_key=True), sa.Column("puts", sa.Integer))

    def count(conn: sa.Connection, record: Record, state: object | None) -> None:
        assert isinstance(state, Trail)
        upsert = "INSERT INTO trail VALUES (?, ?) ON CONFLICT (stream) DO UPDATE SET puts = excluded.puts"
        conn.exec_driver_sql(upsert, (record.stream, len(state.bodies)))

    second = Projection("trail", 2, tables, frozenset({DefinitionPut.kind}), count)
    with opened(tmp_path / "s.db") as store:
        store.journal.record_now([put("one"), put("two"), put("three", of="b")])
    with opened(tmp_path / "s.db", projections=[second]) as store:
        assert one(store, "SELECT puts FROM trail WHERE stream = ?", stream()) == 2
        assert one(store, "SELECT puts FROM trail WHERE stream = ?", stream("b")) == 1


def test_what_an_older_version_could_not_read_is_folded_after_the_update(tmp_path: Path) -> None:
    event = put("read at last")
    unread = UnknownEvent(of_stream=stream(), of_kind=event.kind, of_v=1, payload=encode(event))
    record = Elsewhere().record(unread, kind=event.kind, payload=encode(event))
    with opened(tmp_path / "s.db") as store:
        store.sync.absorb(1, "area/a", [(1, record)])
        assert bodies(store) == []
        older = "UPDATE projection SET kinds = 'fewer kinds' WHERE name = 'events'"
        store.maintain(lambda conn: conn.exec_driver_sql(older))
    with opened(tmp_path / "s.db") as store:
        assert _settled(store, "a") == Trail(("read at last",))
        assert shown(store) == "read at last"
        assert one(store, "SELECT partial FROM stream") == 0


def test_nothing_is_made_anew_when_no_version_changed(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        store.journal.record_now([put("one")])
        store.maintain(lambda conn: conn.exec_driver_sql("UPDATE trail SET text = 'untouched'"))
    with opened(tmp_path / "s.db") as store:
        assert shown(store) == "untouched"
        assert one(store, DIRTY) == 0
