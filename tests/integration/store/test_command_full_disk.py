"""On a full disk what is there can still be looked at and carried away; what needs room says so and leaves nothing."""

import io
import resource
import shutil
from collections import namedtuple
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from momstation.store.command import main
from tests.support.stores import opened, put

Usage = namedtuple("Usage", "total used free")


def _typed(*words: object) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    return main([str(word) for word in words], out, err), out.getvalue(), err.getvalue()


@contextmanager
def _no_file_may_grow() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def stopped(tmp_path: Path) -> Path:
    """A file of a station that was cut off: everything is in the log, whose index was lost."""
    path = tmp_path / "stopped" / "s.db"
    path.parent.mkdir()
    with opened(tmp_path / "s.db") as store:
        store.journal.record_now([put(f"{n}") for n in range(30)])
        for end in ("", "-wal"):
            shutil.copy(tmp_path / f"s.db{end}", path.with_name(f"s.db{end}"))
    return path


@pytest.mark.parametrize(
    ("words", "said"),
    [(("verify",), "30 records, 30 of them own."), (("stats",), "30, own 30"), (("export",), '"seq": 30')],
)
def test_a_full_disk_keeps_nobody_from_looking(stopped: Path, words: Sequence[str], said: str) -> None:
    with _no_file_may_grow():
        code, out, err = _typed(*words, stopped)
    assert (code, err) == (0, "")
    assert said in out


def test_a_restore_that_finds_no_room_speaks_of_the_restore_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path / "s.db") as store:
        store.journal.record_now([put("one")])
    target = tmp_path / "new" / "s.db"
    monkeypatch.setattr("momstation.store.upkeep.shutil.disk_usage", lambda _folder: Usage(9, 9, 2_000_000))
    code, _out, err = _typed("restore", tmp_path / "s.db", "--to", target)
    assert code == 2
    assert err.startswith("Nothing was changed: to put the backup in its place takes ")
    assert f"in {target.parent}, and 2 MB are free." in err
    assert list(target.parent.iterdir()) == []


def test_a_restore_whose_copy_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        store.journal.record_now([put("one")])
    target = tmp_path / "new" / "s.db"
    with _no_file_may_grow():
        code, _out, err = _typed("restore", tmp_path / "s.db", "--to", target)
    assert code == 2
    assert err.startswith("Nothing was changed: ")
    assert list(target.parent.iterdir()) == []
