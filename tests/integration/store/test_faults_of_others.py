"""Unknown kinds and broken rules cost no fact: it is kept, its stream is flagged, work goes on."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from momstation.core.event import Record, UnknownEvent
from momstation.store.verify import verify_file
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

PARTIAL = "SELECT partial FROM stream WHERE stream = ?"


def _unknown(other: Elsewhere, seconds: float) -> Record:
    event = UnknownEvent(of_stream=stream(), of_kind="plant.newer", of_v=1, payload='{"new":1}')
    return other.record(event, seconds=seconds, kind="plant.newer", payload='{"new":1}')


def test_an_unknown_kind_is_kept_passed_over_and_flagged(tmp_path: Path) -> None:
    other = Elsewhere()
    known, unknown = other.record(put("known"), seconds=-9), _unknown(other, -8)
    after = other.record(put("after"), seconds=-7)
    with opened(tmp_path / "s.db") as store:
        store.sync.absorb(1, "area/a", [(1, known), (2, unknown), (3, after)])
        assert bodies(store) == ["known", "after"]
        assert one(store, PARTIAL, stream()) == 1
        assert one(store, "SELECT n FROM stream WHERE stream = ?", stream()) == 3
        assert one(store, "SELECT payload FROM event WHERE kind = 'plant.newer'") == '{"new":1}'
        assert one(store, "SELECT count(*) FROM apply_error") == 0
    assert verify_file(tmp_path / "s.db").linked == 3


def test_a_known_kind_of_a_shape_that_cannot_be_read_is_kept_as_unknown(tmp_path: Path) -> None:
    other = Elsewhere()
    record = other.record(put("x"), payload='{"entity":"reason","id":"a","version":"not a number","body":""}')
    with opened(tmp_path / "s.db") as store:
        store.sync.absorb(1, "area/a", [(1, record)])
    with opened(tmp_path / "s.db", folds=[trail_fold(2)]) as store:
        asyncio.run(store.reader.state(stream(), Trail))
        assert one(store, PARTIAL, stream()) == 1
        assert one(store, "SELECT count(*) FROM event") == 1


def test_a_fold_that_fails_on_a_pulled_record_stops_nobody(
    tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("fold definition failed on plant.definition_put")
    other = Elsewhere()
    texts = ("one", "breaks the fold", "three")
    rows = [(n, other.record(put(text), seconds=n)) for n, text in enumerate(texts, start=1)]
    other_stream = (4, other.record(put("elsewhere", of="b"), seconds=4))
    with opened(tmp_path / "s.db") as store:
        store.sync.absorb(1, "area/a", [*rows, other_stream])
        assert bodies(store) == ["one", "three"]
        assert bodies(store, "b") == ["elsewhere"]
        assert one(store, PARTIAL, stream()) == 1
        assert one(store, PARTIAL, stream("b")) == 0
        assert one(store, "SELECT event_id FROM apply_error") == rows[1][1].event_id
        assert "this body breaks the fold" in str(one(store, "SELECT error FROM apply_error"))
        assert store.sync.cursors()[0].pos == 4


def test_a_fold_that_fails_on_an_own_record_loses_no_fact(
    tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("fold definition failed")
    with opened(tmp_path / "s.db") as store:
        records = store.journal.record_now([put("one"), put("breaks the fold"), put("three")])
        assert [record.seq for record in records] == [1, 2, 3]
        assert len(store.sync.outbox(9, 10**6)) == 3
        assert bodies(store) == ["one", "three"]
        assert one(store, PARTIAL, stream()) == 1


def test_a_projection_that_fails_leaves_no_half_of_its_work(
    tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("projection trail failed")
    with opened(tmp_path / "s.db") as store:
        store.journal.record_now([put("one")])
        store.journal.record_now([put("breaks the projection")])
        assert bodies(store) == ["one", "breaks the projection"]
        assert shown(store) == "one"
        assert one(store, "SELECT count(*) FROM put_log") == 1
        assert one(store, "SELECT count(*) FROM apply_error") == 1
        store.journal.record_now([put("three")])
        assert shown(store) == "one breaks the projection three"


def test_when_the_rule_is_repaired_the_stream_is_whole_again(
    tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("fold definition failed")
    with opened(tmp_path / "s.db") as store:
        store.journal.record_now([put("one"), put("breaks the fold"), put("three")])
    repaired = trail_fold(2)
    whole = type(repaired)(
        name="definition",
        version=2,
        state=Trail,
        empty=repaired.empty,
        apply=lambda state, record: Trail((*state.bodies, record.event.body)),  # type: ignore[attr-defined]
    )
    with opened(tmp_path / "s.db", folds=[whole], projections=[trail_projection()]) as store:
        state = asyncio.run(store.reader.state(stream(), Trail))
        assert state == Trail(("one", "breaks the fold", "three"))
        assert one(store, PARTIAL, stream()) == 0
        assert one(store, "SELECT count(*) FROM apply_error") == 0
        assert shown(store) == "one breaks the fold three"
