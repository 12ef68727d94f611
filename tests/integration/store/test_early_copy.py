"""A station that dies before its second journal was compared with its store has lost nothing when its disk dies too."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from momstation.core.pulses import Tick
from momstation.events.machines import PartsCounted
from momstation.store.catching_up import CatchUp, CaughtUp
from momstation.store.copy_file import gather, in_step_mark, month_files
from momstation.store.early_copy import EarlyCopy
from momstation.store.open import Store
from momstation.store.tick_copy import NAME, waiting_in
from tests.conftest import ExpectedLog
from tests.support.kept_store import (
    assert_all_back,
    copied,
    journal_of,
    kept,
    open_kept,
    own_records,
    record_some,
)
from tests.support.stores import START


def make(store: Store, seconds: float, machine: str = "P07") -> None:
    at = START + timedelta(seconds=seconds)
    parts = PartsCounted(machine=machine, at=at, good=1, reject=0, good_counter=None, reject_counter=None)
    store.journal.record_now([], adds_ticks=[Tick(f"machine/{machine}", at, (parts,))])


def tell(store: Store) -> None:
    waiting = store.ticks.pending()
    events = [event for tick in waiting for event in tick.events]
    store.journal.record_now(events, takes_ticks=[tick.n for tick in waiting])


def waits(store: Store) -> list[float]:
    store.release_pulses()
    return sorted((tick.at - START).total_seconds() for tick in store.ticks.pending())


@contextmanager
def comparing(monkeypatch: pytest.MonkeyPatch, path: Path) -> Iterator[Store]:
    """A store whose second journal is being compared all the while."""
    gate, real = threading.Event(), CatchUp.run

    def run(self: CatchUp, *args: object) -> CaughtUp:
        gate.wait()
        return real(self, *args)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(CatchUp, "run", run)
        store = open_kept(path)
        try:
            yield store
        finally:
            gate.set()
            store.close()


def killed(path: Path, name: str) -> Path:
    """The disk as it is at this moment."""
    folder = path.parent.with_name(name)
    shutil.copytree(path.parent, folder, ignore=shutil.ignore_patterns("*.lock"))
    return folder / path.name


def lose(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


@pytest.fixture
def path(tmp_path: Path, expect_log: ExpectedLog) -> Path:
    expect_log(r".*")
    folder = tmp_path / "station"
    folder.mkdir()
    return folder / "s.db"


@pytest.mark.parametrize("is_first_start", [True, False])
def test_what_is_recorded_meanwhile_is_in_it_before_anybody_is_told(
    path: Path, is_first_start: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = []
    if not is_first_start:
        with kept(path) as store:
            copied(store)
            shown = record_some(store, 5)
            make(store, 1)
    with comparing(monkeypatch, path) as store:
        shown += record_some(store, 5, of="b")
        make(store, 2)
        found = gather(journal_of(path))
        assert found.records.keys() == {each.event_id for each in shown}
        assert not store.is_copied
        dead = killed(path, "dead")
    lose(dead)
    with kept(dead) as store:
        assert_all_back(shown, store)
        assert waits(store) == ([2] if is_first_start else [1, 2])


def test_a_pulse_that_was_told_meanwhile_is_not_told_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with kept(path) as store:
        copied(store)
        make(store, 1)
    with comparing(monkeypatch, path) as store:
        make(store, 2)
        tell(store)
        make(store, 7)
        dead = killed(path, "dead")
    lose(dead)
    with kept(dead) as store:
        assert len(own_records(store)) == 2
        assert waits(store) == [7]


def test_a_pulse_stays_until_the_record_that_told_it_is_there(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The medium was away when it was told; the numbers of pulses begin anew when none waits."""
    with kept(path) as store:
        copied(store)
        make(store, 1)
    with monkeypatch.context() as away:
        away.setattr(EarlyCopy, "begin", lambda self: None)
        with comparing(monkeypatch, path) as store:
            tell(store)
            told = killed(path, "told")
    with comparing(monkeypatch, told) as store:
        make(store, 7, machine="P08")
        tell(store)
        make(store, 13, machine="P08")
        dead = killed(told, "dead")
    lose(dead)
    with kept(dead) as store:
        assert waits(store) == [1, 13]
    with kept(told) as store:
        copied(store)
        station = store.identity.station_id
        assert [tick.n for tick in waiting_in(journal_of(told), station)] == [1], (
            "in step: what waits and no more"
        )


def test_a_journal_that_was_ended_is_not_read_again_although_somebody_recorded_at_once(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with kept(path) as store:
        copied(store)
        record_some(store, 5)
    with comparing(monkeypatch, path) as store:
        record_some(store, 5, of="b")
        monkeypatch.setattr(CatchUp, "_compare", lambda *_: pytest.fail("all of it was read"))
    with kept(path) as store:
        copied(store)
    assert in_step_mark(journal_of(path)) is not None
    assert len(gather(journal_of(path)).records) == 10


def test_a_folder_that_cannot_be_written_costs_no_record(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with comparing(monkeypatch, path) as store:
        record_some(store, 1)
        shutil.rmtree(journal_of(path))
        journal_of(path).write_text("a file")
        record_some(store, 3, of="b")
        make(store, 1)
        journal_of(path).unlink()
    with kept(path) as store:
        copied(store)
        assert len(gather(journal_of(path)).records) == 4
        assert len(month_files(journal_of(path))) == 1
        assert (journal_of(path) / NAME).is_file()
