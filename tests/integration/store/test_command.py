"""What an IT person types: every answer is a sentence, every refusal leaves the files as they were."""

import io
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from momstation.store.command import main
from momstation.store.verify import verify_file
from tests.integration.store.test_upgrade import text_of
from tests.support.store_story import store_of, tell, undump
from tests.support.stores import Elsewhere, bodies, numbered, opened, put


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


def typed(*words: object) -> Said:
    out, err = io.StringIO(), io.StringIO()
    code = main([str(word) for word in words], out, err)
    return Said(code, out.getvalue(), err.getvalue())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Six own records, of which central has four, and two of another station."""
    path = tmp_path / "s.db"
    other = Elsewhere()
    with opened(path) as store:
        store.journal.record_now([put(f"{n}") for n in range(6)])
        store.sync.ack(1, 4)
        store.sync.absorb(1, "area/a", numbered([other.record(put("b"), seconds=n) for n in range(2)]))
    return path


# -- files that are none


def _nothing(folder: Path) -> Path:
    return folder / "none.db"


def _a_folder(folder: Path) -> Path:
    (folder / "folder.db").mkdir()
    return folder / "folder.db"


def _empty(folder: Path) -> Path:
    (folder / "empty.db").touch()
    return folder / "empty.db"


def _text(folder: Path) -> Path:
    (folder / "letter.db").write_text("Dear all,\n" * 1000)
    return folder / "letter.db"


def _newer(folder: Path) -> Path:
    with opened(folder / "newer.db") as store:
        store.maintain(lambda conn: conn.exec_driver_sql("PRAGMA user_version = 99"))
    return folder / "newer.db"


def _half(folder: Path) -> Path:
    with opened(folder / "half.db") as store:
        store.journal.record_now([put("x" * 300, of=f"{n}") for n in range(200)])
    whole = (folder / "half.db").read_bytes()
    (folder / "half.db").write_bytes(whole[: len(whole) // 3])
    return folder / "half.db"


def _without_a_table(folder: Path) -> Path:
    with opened(folder / "s.db") as store:
        store.maintain(lambda conn: conn.exec_driver_sql("DROP TABLE push_state"))
    return folder / "s.db"


Make = Callable[[Path], Path]
BAD: dict[Make, str] = {
    _nothing: "There is no file",
    _a_folder: "is not a station's record file",
    _empty: "is not a station's record file",
    _text: "is damaged: file is not a database",
    _newer: "was written by a newer version of this station (form 99,",
    _half: "is damaged: ",
    _without_a_table: "is damaged: no such table: push_state",
}


@pytest.mark.parametrize("make", BAD, ids=lambda make: make.__name__)
@pytest.mark.parametrize(
    "words", [("verify",), ("backup", "--to", "OUT"), ("export",), ("stats",), ("stats", "--json")]
)
def test_a_file_that_is_none_is_named_in_one_sentence(
    tmp_path: Path, make: Make, words: Sequence[str]
) -> None:
    bad = make(tmp_path)
    if make is _without_a_table and words[0] in ("backup", "export"):
        return  # a table that these need not read
    said = typed(words[0], bad, *(str(tmp_path / "out") if word == "OUT" else word for word in words[1:]))
    assert said.code == 2, said
    assert str(bad) in said.err
    assert BAD[make] in said.err
    assert said.err.count("\n") == 1
    assert not list(tmp_path.glob("out/*"))


@pytest.mark.parametrize(
    "words", [(), ("lose",), ("verify",), ("backup", "x"), ("export", "x", "--since", "soon")]
)
def test_what_is_typed_wrongly_is_explained(capsys: pytest.CaptureFixture[str], words: Sequence[str]) -> None:
    assert typed(*words).code == 2
    assert "usage: momstation store" in capsys.readouterr().err


def test_a_date_that_is_none_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("export", "x", "--since", "soon").code == 2
    assert "soon is no date, such as 2026-03-01" in capsys.readouterr().err


# -- verify


def test_the_first_break_is_named_by_the_code_that_people_know(tmp_path: Path) -> None:
    path = tell(tmp_path)
    mine = "station_id = (SELECT station_id FROM identity)"
    _forge(path, f"UPDATE event SET payload = '{{}}' WHERE epoch = 2 AND seq = 5 AND {mine}")
    said = typed("verify", path)
    assert said.code == 1
    assert "First break: Record 5 of epoch 2 of station ST07 was changed.\n" in said.out


def _forge(path: Path, *statements: str) -> None:
    def work(conn: sa.Connection) -> None:
        for trigger in ("event_immutable", "event_only_into_later_epoch", "event_no_delete_unacked"):
            conn.exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger}")
        for statement in statements:
            conn.exec_driver_sql(statement)

    code = "WS1" if path.name == "s.db" else "ST07"
    with opened(path, code=code, folds=(), projections=()) as store:
        store.maintain(work)


def test_a_single_byte_that_is_no_text_any_more_is_a_change_and_no_crash(path: Path) -> None:
    whole = path.read_bytes()
    place = whole.index(b'{"body":"3"')
    path.write_bytes(whole[: place + 9] + b"\xff" + whole[place + 10 :])
    said = typed("verify", path)
    assert said.code == 1
    assert "Record 4 of epoch 1 of station WS1 was changed." in said.out


def test_a_copy_on_a_medium_that_cannot_be_written_is_verified(path: Path) -> None:
    path.with_name("s.db.lock").unlink()
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        assert typed("verify", path).code == 0
        assert typed("stats", path).code == 0
    finally:
        path.parent.chmod(0o755)
    assert [file.name for file in path.parent.iterdir()] == ["s.db"]


@pytest.mark.parametrize("words", [("verify",), ("stats",), ("export",), ("backup", "--to", "kept")])
def test_a_file_of_an_older_version_is_read_as_it_is(tmp_path: Path, words: Sequence[str]) -> None:
    path = store_of(tmp_path)
    undump(text_of(1, "dump.sql"), path)
    before = path.read_bytes()
    assert typed(words[0], path, *words[1:-1], *((tmp_path / words[-1],) if len(words) > 1 else ())).code == 0
    assert path.read_bytes() == before


# -- backup and restore


def test_a_backup_is_made_while_the_station_works_and_can_be_verified(path: Path, tmp_path: Path) -> None:
    with opened(path) as store:
        store.journal.record_now([put("last")])
        said = typed("backup", path, "--to", tmp_path / "kept")
        store.journal.record_now([put("after")])
    assert said.code == 0
    (made,) = (tmp_path / "kept").iterdir()
    assert f"Backup of station WS1: {made} " in said.out
    assert verify_file(made).own == 7


def test_a_backup_where_no_folder_can_be_is_refused(path: Path, tmp_path: Path) -> None:
    said = typed("backup", path, "--to", path)
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert f"the folder {path} cannot be used" in said.err


def _backed_up(path: Path) -> Path:
    assert typed("backup", path, "--to", path.parent / "kept").code == 0
    (made,) = (path.parent / "kept").iterdir()
    return made


def test_a_restore_where_nothing_is_makes_the_file(path: Path, tmp_path: Path) -> None:
    made = _backed_up(path)
    said = typed("restore", made, "--to", tmp_path / "new" / "s.db")
    assert said.code == 0, said
    assert "The backup is of station WS1: epoch 1, 6 own records" in said.out
    assert "goes on under a new epoch by itself" in said.out
    with opened(tmp_path / "new" / "s.db") as store:
        assert store.journal.record_now([put("next")])[0].seq == 7


def test_a_restore_over_a_file_tells_what_is_only_there_and_needs_the_word(path: Path) -> None:
    made = _backed_up(path)
    with opened(path) as store:
        store.journal.record_now([put("later"), put("latest")])
    before = path.read_bytes()
    said = typed("restore", made, "--to", path)
    assert said.code == 2
    assert "2 records of the present file are neither in the backup nor at central." in said.out
    assert "type the same with --force" in said.err
    assert path.read_bytes() == before
    said = typed("restore", made, "--to", path, "--force")
    assert said.code == 0
    (aside,) = path.parent.glob("s.db.before-*")
    assert str(aside) in said.out
    assert verify_file(aside).own == 8
    assert verify_file(path).own == 6
    assert not list(path.parent.glob("*.restoring*"))


def _record_and_die(path: Path) -> None:
    child = os.fork()
    if child == 0:
        with opened(path) as store:
            store.journal.record_now([put("only in the log")])
            os._exit(0)
    os.waitpid(child, 0)


def test_a_restore_keeps_what_a_killed_station_had_only_in_its_log(path: Path) -> None:
    made = _backed_up(path)
    _record_and_die(path)
    assert path.with_name("s.db-wal").stat().st_size
    assert typed("restore", made, "--to", path, "--force").code == 0
    (aside,) = path.parent.glob("s.db.before-*")
    assert verify_file(aside).own == 7
    assert verify_file(path).own == 6
    with opened(path) as store:
        assert "only in the log" not in bodies(store)


def test_a_damaged_file_is_moved_aside_with_its_log_which_is_no_log_of_the_backup(path: Path) -> None:
    made = _backed_up(path)
    _record_and_die(path)
    log = path.with_name("s.db-wal").read_bytes()
    path.write_bytes(b"ruin" * 3000)
    assert typed("restore", made, "--to", path).code == 2
    assert typed("restore", made, "--to", path, "--force").code == 0
    (aside,) = (
        file for file in path.parent.glob("s.db.before-*") if not file.name.endswith(("-wal", "-shm"))
    )
    assert aside.read_bytes() == b"ruin" * 3000
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == log
    assert not path.with_name("s.db-wal").exists()
    assert verify_file(path).own == 6


def test_a_running_stations_file_is_never_replaced(path: Path) -> None:
    made = _backed_up(path)
    with opened(path) as store:
        said = typed("restore", made, "--to", path, "--force")
        assert store.journal.record_now([put("goes on")])
    assert said.code == 2
    assert "This station is already running" in said.err


def test_another_stations_backup_is_refused_even_with_the_word(path: Path, tmp_path: Path) -> None:
    with opened(tmp_path / "other" / "s.db", code="WS2") as store:
        store.journal.record_now([put("theirs")])
    made = _backed_up(tmp_path / "other" / "s.db")
    said = typed("restore", made, "--to", path, "--force")
    assert said.code == 2
    assert "the backup is of station WS2" in said.err
    assert verify_file(path).own == 6


@pytest.mark.parametrize(
    "make", [_nothing, _a_folder, _empty, _text, _newer, _half], ids=lambda make: make.__name__
)
def test_a_bad_backup_changes_nothing(path: Path, tmp_path: Path, make: Make) -> None:
    bad = make(tmp_path)
    before = path.read_bytes()
    said = typed("restore", bad, "--to", path, "--force")
    assert said.code == 2
    assert str(bad) in said.err
    assert said.err.count("\n") == 1
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("s.db.before-*"))


# -- stats


def test_stats_count_what_is_there(path: Path) -> None:
    found = json.loads(typed("stats", path, "--json").out)
    assert found["station"]["code"] == "WS1"
    assert found["records"] == {"all": 8, "own": 6}
    assert found["kinds"] == {"plant.definition_put": 8}
    assert found["streams"]["definition"]["streams"] == 1
    assert found["epochs"] == [
        {
            "epoch": 1,
            "own": 6,
            "acknowledged": 4,
            "acknowledged_at": "2026-03-02T06:00:00.000000+00:00",
            "opened_why": "first",
        }
    ]
    assert found["outbox"] == {"waiting": 2, "oldest": "2026-03-02T06:00:00.000000+00:00"}
    assert found["topics"] == {"area/a": 2}
    assert found["bytes"]["file"] == path.stat().st_size


def test_stats_for_people_say_the_same(tmp_path: Path) -> None:
    said = typed("stats", tell(tmp_path))
    assert said.code == 0
    for text in ("ST07", "Epoch 2", "22 own, 9 acknowledged, fork", "clock_suspect: 1", "backup"):
        assert text in said.out


def test_stats_count_as_own_what_verify_counts_as_own(tmp_path: Path) -> None:
    """The other copy of a disk has this station's id; what it recorded came back from central, and is not own."""
    path = tmp_path / "s.db"
    with opened(path) as store:
        store.journal.record_now([put(f"{n}") for n in range(3)])
        copy = Elsewhere(station_id=store.identity.station_id)
        store.sync.absorb(1, "area/a", numbered([copy.record(put("there"), seconds=n) for n in range(4)]))
        store.sync.open_epoch(2, "fork")
    found = json.loads(typed("stats", path, "--json").out)
    assert found["records"] == {"all": 7, "own": verify_file(path).own} == {"all": 7, "own": 3}
    assert sum(one["own"] for one in found["epochs"]) == 3


def test_stats_of_a_new_store_are_all_nothing(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db"):
        pass
    assert json.loads(typed("stats", tmp_path / "s.db", "--json").out)["records"] == {"all": 0, "own": 0}
    assert typed("stats", tmp_path / "s.db").code == 0
