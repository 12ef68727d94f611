"""A torn or missing write-ahead log: the store opens, and what was shown is there, for the second journal has it.

``FAULT_SEED`` plays another run.
"""

import os
import random
import shutil
from pathlib import Path

import pytest

from momstation.core.event import Record
from momstation.store.streams import Streams
from momstation.store.verify import verify
from tests.conftest import ExpectedLog
from tests.support.kept_store import assert_all_back, copied, journal_of, kept, own_records, record_some
from tests.support.stores import bodies, opened

SEED = int(os.environ.get("FAULT_SEED", "") or 20260302)
PARTS = ("s.db", "s.db-wal", "s.db-shm")


@pytest.fixture
def snapshot(tmp_path: Path) -> tuple[Path, list[Record]]:
    """The files as they were in the middle of a shift, copied while the station ran; and what was shown by then."""
    path, folder = tmp_path / "running" / "s.db", tmp_path / "snapshot"
    with kept(path) as store:
        copied(store)
        shown = record_some(store, 60)
        folder.mkdir()
        for part in PARTS:
            shutil.copyfile(path.with_name(part), folder / part)
        shutil.copytree(journal_of(path), folder / "journal")
    return folder, shown


def _cut(snapshot: Path, folder: Path, sixteenths: int) -> Path:
    shutil.copytree(snapshot, folder)
    log = folder / "s.db-wal"
    whole = log.read_bytes()
    log.write_bytes(whole[: len(whole) * sixteenths // 16])
    return folder / "s.db"


@pytest.mark.parametrize("sixteenths", range(16))
@pytest.mark.parametrize("has_index", [True, False])
def test_a_log_cut_at_any_place_costs_nothing_that_was_shown(
    tmp_path: Path,
    snapshot: tuple[Path, list[Record]],
    sixteenths: int,
    has_index: bool,
    expect_log: ExpectedLog,
) -> None:
    expect_log("own records were taken back|is made anew")
    source, shown = snapshot
    path = _cut(source, tmp_path / "cut", sixteenths)
    if not has_index:
        path.with_name("s.db-shm").unlink()
    with kept(path) as store:
        assert_all_back(shown, store)
        assert [(one.epoch, one.seq, one.hash) for one in own_records(store)] == [
            (one.epoch, one.seq, one.hash) for one in shown
        ]
        assert bodies(store) == [f"a {n}" for n in range(60)]
        assert store.reader.read_now(verify).is_whole
        (after,) = record_some(store, 1, first=60)
        assert after.seq == 61


def test_a_log_that_is_gone_costs_nothing_that_was_shown(
    tmp_path: Path, snapshot: tuple[Path, list[Record]], expect_log: ExpectedLog
) -> None:
    expect_log("own records were taken back|is made anew")
    source, shown = snapshot
    path = _cut(source, tmp_path / "cut", 16)
    path.with_name("s.db-wal").unlink()
    path.with_name("s.db-shm").unlink()
    with kept(path) as store:
        assert_all_back(shown, store)


def test_a_log_with_flipped_bytes_costs_nothing_that_was_shown(
    tmp_path: Path, snapshot: tuple[Path, list[Record]], expect_log: ExpectedLog
) -> None:
    expect_log(r".*")
    source, shown = snapshot
    for round_ in range(8):
        print(f"FAULT_SEED={SEED + round_}")
        dice = random.Random(SEED + round_)
        path = _cut(source, tmp_path / f"cut-{round_}", 16)
        log = path.with_name("s.db-wal")
        whole = bytearray(log.read_bytes())
        for _ in range(dice.randint(1, 50)):
            whole[dice.randrange(len(whole))] ^= 1 << dice.randrange(8)
        log.write_bytes(whole)
        with kept(path) as store:
            assert_all_back(shown, store)


@pytest.mark.parametrize("sixteenths", range(0, 16, 3))
def test_without_a_second_journal_what_is_left_is_an_unbroken_beginning(
    tmp_path: Path, snapshot: tuple[Path, list[Record]], sixteenths: int
) -> None:
    source, shown = snapshot
    path = _cut(source, tmp_path / "cut", sixteenths)
    with opened(path) as store:
        there = own_records(store)
        assert [one.event_id for one in there] == [one.event_id for one in shown[: len(there)]]
        assert store.reader.read_now(verify).is_whole


def test_an_older_copy_of_the_disk_takes_back_what_came_after_it(
    tmp_path: Path, expect_log: ExpectedLog
) -> None:
    """The file of yesterday with the journal of today: a restored image, with the journal on another medium."""
    expect_log("own records were taken back|is made anew")
    path = tmp_path / "s.db"
    with kept(path) as store:
        copied(store)
        shown = record_some(store, 5)
    image = path.read_bytes()
    with kept(path) as store:
        shown += record_some(store, 5, first=5)
        store.sync.ack(1, 7)
        store.sync.open_epoch(2, "fork")
        shown += record_some(store, 5, first=10)
        places = [(one.epoch, one.seq) for one in own_records(store)]
    path.write_bytes(image)
    with kept(path) as store:
        assert_all_back(shown, store)
        assert store.identity.epoch == 2
        there = own_records(store)
        assert {one.event_id for one in there if one.epoch == 2} >= {one.event_id for one in shown[7:]}
        assert [(one.epoch, one.seq) for one in there][:5] == places[:5]
        assert store.reader.read_now(verify).is_whole
        waiting = {one.event_id for one in store.sync.outbox(100, 10**9)}
        assert waiting >= {one.event_id for one in shown[7:]}, "nothing that central lacks is taken for sent"


@pytest.mark.parametrize("until", [1, 2, 3])
def test_a_station_that_dies_while_it_takes_records_back_shows_their_states_after_the_next_start(
    tmp_path: Path, until: int, expect_log: ExpectedLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    expect_log("own records were taken back")
    path = tmp_path / "s.db"
    with kept(path) as store:
        copied(store)
        record_some(store, 3, of="b")
        record_some(store, 3, of="c")
    (tmp_path / "older").mkdir()
    shutil.copyfile(path, tmp_path / "older" / "s.db")
    with kept(path) as store:
        copied(store)
        for of in "abcd":
            record_some(store, 2, of=of, first=70)
        before = {of: bodies(store, of=of) for of in "abcd"}
    (tmp_path / "older" / "s.db").replace(path)
    folded, real = [0], Streams.refold

    def refold(self: Streams, stream: str) -> None:
        folded[0] += 1
        if folded[0] == until:
            raise Killed
        real(self, stream)

    with monkeypatch.context() as patched:
        patched.setattr(Streams, "refold", refold)
        with pytest.raises(Killed), kept(path):
            pass
    with kept(path) as store:
        assert {of: bodies(store, of=of) for of in "abcd"} == before
        assert store.reader.read_now(verify).is_whole


class Killed(Exception):
    """As far as the file is concerned."""
