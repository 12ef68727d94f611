"""A store that is made anew has not forgotten what a command came to, in files of an earlier version either."""

import shutil
from pathlib import Path

import pytest

from momstation.store.copy_file import month_files
from momstation.store.copy_frames import (
    IdentityFrame,
    RecordFrame,
    identity_frame,
    read_frames,
    record_frame,
)
from momstation.store.tick_copy import NAME
from momstation.store.upkeep import Backups
from tests.conftest import ExpectedLog
from tests.support.kept_store import copied, journal_of, kept, own_records, record_some
from tests.support.pulses_kept import break_file, break_index, carry_out, make, pulse, waits
from tests.support.stores import START, one


@pytest.fixture(autouse=True)
def _said(expect_log: ExpectedLog) -> None:
    expect_log(r".*")


@pytest.mark.parametrize("source", ["journal", "damaged file", "backup"])
def test_a_command_that_is_tried_again_after_a_rebuild_records_nothing(tmp_path: Path, source: str) -> None:
    path, backups = tmp_path / "s.db", tmp_path / "backups"
    with kept(path, backups=backups) as store:
        copied(store)
        record_some(store, 20)
        first = carry_out(store, "c1")
        record_some(store, 5, of="b")
        second = carry_out(store, "c2", 1)
        if source == "backup":
            Backups(backups).make(path, "WS1", START)
    if source != "journal":
        shutil.rmtree(journal_of(path))
    break_index(path) if source == "damaged file" else break_file(path)
    with kept(path, backups=backups) as store:
        assert store.rebuilt is not None
        count = one(store, "SELECT count(*) FROM event")
        assert [each.event_id for each in carry_out(store, "c1")] == [each.event_id for each in first]
        assert [each.event_id for each in carry_out(store, "c2", 1)] == [each.event_id for each in second]
        assert one(store, "SELECT count(*) FROM event") == count
        assert len(carry_out(store, "c3")) == 3, "a new one is carried out"


def test_a_command_is_known_also_when_its_records_moved_behind_a_hole(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with kept(path) as store:
        copied(store)
        shown = record_some(store, 10)
        first = carry_out(store, "c1")
    (file,) = month_files(journal_of(path))
    data = bytearray(file.read_bytes())
    (frame,) = [
        each
        for each in read_frames(bytes(data))
        if isinstance(each, RecordFrame) and each.event_id == shown[4].event_id
    ]
    at = data.index(record_frame(frame.row())) + 60
    data[at : at + 8] = bytes(8)
    file.write_bytes(data)
    path.unlink()
    with kept(path) as store:
        assert shown[4].event_id not in {each.event_id for each in own_records(store)}
        again = carry_out(store, "c1")
        assert [each.event_id for each in again] == [each.event_id for each in first]
        assert [each.seq for each in again] != [each.seq for each in first]


def test_a_command_of_which_records_are_lost_does_not_answer_with_others(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with kept(path) as store:
        copied(store)
        first = carry_out(store, "c1")
        record_some(store, 3)
    (file,) = month_files(journal_of(path))
    frames = [each for each in read_frames(file.read_bytes()) if isinstance(each, RecordFrame)]
    lost = record_frame(frames[1].row())
    file.write_bytes(file.read_bytes().replace(lost, bytes(len(lost))))
    path.unlink()
    with kept(path) as store:
        ids = [each.event_id for each in carry_out(store, "c1")]
        assert ids == [first[0].event_id, first[2].event_id]


def _as_before(folder: Path) -> None:
    """The files as the program wrote them when frames carried records only."""
    (folder / NAME).unlink()
    for file in month_files(folder):
        frames = list(read_frames(file.read_bytes()))
        file.write_bytes(
            b"".join(
                identity_frame(each.identity, each.why, each.at)
                if isinstance(each, IdentityFrame)
                else record_frame(each.row())
                for each in frames
                if isinstance(each, IdentityFrame | RecordFrame)
            )
        )


def test_files_of_an_earlier_version_are_read_and_get_what_they_lack(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with kept(path) as store:
        copied(store)
        shown = record_some(store, 5)
        first = carry_out(store, "c1")
        make(store, pulse(1))
    _as_before(journal_of(path))
    shutil.copytree(journal_of(path), tmp_path / "old")
    with kept(path) as store:
        copied(store)
    path.unlink()
    with kept(path) as store:
        assert [each.event_id for each in carry_out(store, "c1")] == [each.event_id for each in first]
        assert waits(store) == [1]
    shutil.rmtree(journal_of(path))
    (tmp_path / "old").rename(journal_of(path))
    path.unlink()
    with kept(path) as store:
        assert [each.event_id for each in own_records(store)] == [each.event_id for each in (*shown, *first)]
        assert waits(store) == []
