"""What the plant defined is taken along as it is, from a station that works or does not, without touching it."""

from pathlib import Path

from momstation.core.clock import SystemClock
from momstation.plant.copying import definitions_in, newer
from momstation.plant.definitions import definition_fold, put
from momstation.plant.nouns import Reason, ReasonKind
from momstation.plant.records import current_definitions, definition_projection, reasons
from momstation.store.open import Store, open_store

JAM = Reason(id="JAM", kind=ReasonKind.STOP, text="Jam")


def opened(path: Path, *, is_training: bool = False) -> Store:
    return open_store(
        path,
        code="ST-07",
        topics=("plant",),
        folds=(definition_fold(),),
        projections=(definition_projection(),),
        clock=SystemClock(),
        is_training=is_training,
    )


def test_nothing_is_found_where_there_is_no_file_or_no_plant(tmp_path: Path) -> None:
    assert definitions_in(tmp_path / "none.db") == {}
    store = open_store(tmp_path / "s.db", code="A", topics=(), folds=(), projections=(), clock=SystemClock())
    store.close()
    assert definitions_in(tmp_path / "s.db") == {}
    assert not (tmp_path / "none.db").exists()


def test_definitions_are_read_while_the_station_works(tmp_path: Path) -> None:
    real = opened(tmp_path / "real.db")
    try:
        real.journal.record_now([put(JAM, 1)])
        found = definitions_in(tmp_path / "real.db")
    finally:
        real.close()
    assert list(found) == [("reason", "JAM")]


def test_only_what_is_newer_is_taken_along_and_keeps_its_version(tmp_path: Path) -> None:
    real, practice = opened(tmp_path / "real.db"), opened(tmp_path / "practice.db", is_training=True)
    try:
        real.journal.record_now([put(JAM, 1), put(Reason(id="TOOL", kind=ReasonKind.STOP, text="Tool"), 4)])
        practice.journal.record_now(newer(definitions_in(real.path), {}))
        known = practice.reader.read_now(current_definitions)
        assert newer(definitions_in(real.path), known) == []
        real.journal.record_now([put(Reason(id="JAM", kind=ReasonKind.STOP, text="Jam at the feeder"), 2)])
        lacking = newer(definitions_in(real.path), known)
        assert [event.stream() for event in lacking] == ["definition/reason/JAM"]
        practice.journal.record_now(lacking)
        found = practice.reader.read_now(lambda conn: reasons(conn, ReasonKind.STOP))
        assert {one.text for one in found} == {"Jam at the feeder", "Tool"}
        versions = {one.id: one.version for one in practice.reader.read_now(current_definitions).values()}
        assert versions == {"JAM": 2, "TOOL": 4}
    finally:
        real.close()
        practice.close()
