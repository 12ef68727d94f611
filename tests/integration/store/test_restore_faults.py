"""A restore that is cut off leaves the file that was there or the backup in its place, and each whole."""

import io
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from momstation.store.command import main, restoring
from momstation.store.verify import verify_file
from tests.support.stores import opened, put

STEPS = ("copy_whole", "as_one_file", "second_name", "_move_aside", "flush_folder")


def _dies_at(step: str, when: str, work: Callable[[], object]) -> int:
    """In a process of its own; the signal that ended it."""
    child = os.fork()
    if child == 0:
        whole = getattr(restoring, step)

        def cut(*arguments: object, **named: object) -> object:
            if when == "after":
                whole(*arguments, **named)
            os.kill(os.getpid(), signal.SIGKILL)
            return None

        setattr(restoring, step, cut)
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def _restore(backup: Path, path: Path) -> int:
    return main(["restore", str(backup), "--to", str(path), "--force"], io.StringIO(), io.StringIO())


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_a_killed_restore_loses_nothing_and_can_be_repeated(tmp_path: Path, step: str, when: str) -> None:
    path = tmp_path / "s.db"
    with opened(path) as store:
        store.journal.record_now([put("one")])
        assert main(["backup", str(path), "--to", str(tmp_path / "kept")], io.StringIO(), io.StringIO()) == 0
        store.journal.record_now([put("two")])
    (backup,) = (tmp_path / "kept").iterdir()
    assert _dies_at(step, when, lambda: _restore(backup, path)) == signal.SIGKILL
    found = verify_file(path)
    assert found.is_whole
    assert found.own in (1, 2)
    both = [verify_file(one).own for one in (path, *tmp_path.glob("s.db.before-*"))]
    assert 2 in both
    assert _restore(backup, path) == 0
    assert verify_file(path).own == 1
    assert 2 in [verify_file(one).own for one in tmp_path.glob("s.db.before-*")]
    assert not list(tmp_path.glob("*.restoring*"))
    with opened(path) as store:
        assert store.journal.record_now([put("three")])[0].seq == 2
