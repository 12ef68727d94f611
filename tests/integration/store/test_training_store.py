"""A record file is for work or for practice, from its first moment on, and is never taken for the other."""

import io
from pathlib import Path

import pytest

from momstation.core.clock import ManualClock
from momstation.core.errors import Refused
from momstation.store import sqlite
from momstation.store.command import main
from momstation.store.emptying import empty_training_store
from momstation.store.identity import is_for_training
from momstation.store.open import Store, open_store
from momstation.sync.enrolment import station_id_of
from tests.support.stores import START, bodies, put, trail_fold, trail_projection


def opened(path: Path, *, is_training: bool, copy_to: Path | None = None) -> Store:
    return open_store(
        path,
        code="WS1",
        topics=("area/a",),
        folds=(trail_fold(),),
        projections=(trail_projection(),),
        clock=ManualClock(START),
        copy_to=copy_to,
        is_training=is_training,
    )


def a_store(path: Path, *, is_training: bool) -> Path:
    store = opened(path, is_training=is_training)
    store.journal.record_now([put("one")])
    store.close()
    return path


def is_practice(path: Path) -> bool:
    conn = sqlite.open_frozen(path)
    try:
        return is_for_training(sqlite.cursor_of(conn))
    finally:
        sqlite.close(conn)


@pytest.mark.parametrize(
    ("made_for", "key"), [(True, "store.for_training"), (False, "store.not_for_training")]
)
def test_neither_kind_is_opened_as_the_other_and_nothing_is_lost(
    tmp_path: Path, made_for: bool, key: str
) -> None:
    path = a_store(tmp_path / "s.db", is_training=made_for)
    before = path.read_bytes()
    for copy_to in (None, tmp_path / "journal"):
        with pytest.raises(Refused) as refused:
            opened(path, is_training=not made_for, copy_to=None if not made_for else copy_to)
        assert refused.value.key == key
    assert path.read_bytes() == before
    assert is_practice(path) is made_for
    store = opened(path, is_training=made_for)
    assert bodies(store) == ["one"]
    store.close()


def test_a_file_that_was_made_for_practice_is_not_enrolled(tmp_path: Path) -> None:
    path = a_store(tmp_path / "s.db", is_training=True)
    with pytest.raises(Refused) as refused:
        station_id_of(path, "WS1")
    assert refused.value.key == "store.for_training"


def test_a_copy_of_it_says_so_too(tmp_path: Path) -> None:
    path = a_store(tmp_path / "s.db", is_training=True)
    assert main(["backup", str(path), "--to", str(tmp_path / "b")], io.StringIO(), io.StringIO()) == 0
    (copy,) = (tmp_path / "b").glob("*.db")
    assert is_practice(copy)


@pytest.mark.parametrize("is_training", [True, False])
def test_stats_say_whether_anything_in_it_counts(tmp_path: Path, is_training: bool) -> None:
    path, out = a_store(tmp_path / "s.db", is_training=is_training), io.StringIO()
    assert main(["stats", str(path)], out, io.StringIO()) == 0
    assert ("nothing in it counts" in out.getvalue()) is is_training
    said = io.StringIO()
    assert main(["stats", str(path), "--json"], said, io.StringIO()) == 0
    assert (f'"is_training": {str(is_training).lower()}') in said.getvalue()


def test_practice_is_forgotten_with_all_that_lies_beside_it(tmp_path: Path) -> None:
    path, clock = tmp_path / "s.db", ManualClock(START)
    assert not empty_training_store(path, clock)
    a_store(path, is_training=True)
    assert empty_training_store(path, clock)
    assert {each.name for each in tmp_path.iterdir()} == {"s.db.lock"}
    store = opened(path, is_training=True)
    assert bodies(store) == []
    store.close()


def test_real_records_are_never_forgotten(tmp_path: Path) -> None:
    path = a_store(tmp_path / "s.db", is_training=False)
    before = path.read_bytes()
    with pytest.raises(Refused) as refused:
        empty_training_store(path, ManualClock(START))
    assert refused.value.key == "store.not_for_training"
    assert path.read_bytes() == before


def test_what_somebody_practises_on_now_is_not_forgotten(tmp_path: Path) -> None:
    store = opened(tmp_path / "s.db", is_training=True)
    try:
        with pytest.raises(Refused) as refused:
            empty_training_store(store.path, ManualClock(START))
        assert refused.value.key == "store.in_use"
    finally:
        store.close()
    assert (tmp_path / "s.db").exists()
