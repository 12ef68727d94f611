"""The second journal holds what the station recorded, whatever happens to its medium, and costs nobody a record."""

import shutil
from pathlib import Path

from momstation.core.clock import ManualClock
from momstation.store.copy_file import gather, in_step_mark, month_files
from momstation.store.notices import Notice
from momstation.store.open import Store
from momstation.store.second_journal import SecondJournal
from tests.conftest import ExpectedLog
from tests.support.kept_store import copied, journal_of, kept, open_kept, own_records, record_some, until
from tests.support.stores import START, opened


def _places(folder: Path) -> dict[bytes, tuple[int, int]]:
    return {key: frame.place for key, frame in gather(folder).records.items()}


def test_it_holds_each_record_before_anybody_is_told_of_it(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with kept(path) as store:
        copied(store)
        for n in range(20):
            (record,) = record_some(store, 1, first=n)
            assert _places(journal_of(path))[record.event_id] == (1, record.seq)
        identity, records = store.identity, own_records(store)
    found = gather(journal_of(path))
    assert found.identity == identity
    assert found.unreadable_bytes == 0
    assert [frame.row()[13] for frame in found.records.values()] == [one.payload for one in records]
    mark = in_step_mark(journal_of(path))
    assert mark is not None
    assert (mark.place, mark.hash) == ((1, 20), records[-1].hash)


def test_a_station_that_had_none_gets_one_with_all_it_ever_recorded(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with opened(path) as store:
        before = record_some(store, 30)
    with kept(path) as store:
        copied(store)
        assert set(_places(journal_of(path))) == {one.event_id for one in before}


def test_a_file_that_was_deleted_is_written_again(tmp_path: Path, expect_log: ExpectedLog) -> None:
    expect_log("copy.failing")
    expect_log("copy.works")
    path = tmp_path / "s.db"
    with kept(path) as store:
        copied(store)
        made = record_some(store, 5)
        for file in month_files(journal_of(path)):
            file.unlink()
        made += record_some(store, 5, first=5)
        until(lambda: set(_places(journal_of(path))) == {one.event_id for one in made}, "all is copied again")


def test_a_torn_end_costs_nothing_that_follows(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with kept(path) as store:
        copied(store)
        record_some(store, 10)
    (file,) = month_files(journal_of(path))
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) * 2 // 3])
    with kept(path) as store:
        copied(store)
        record_some(store, 3, first=10)
        assert {one.event_id for one in own_records(store)} == set(_places(journal_of(path)))
    assert gather(journal_of(path)).unreadable_bytes > 0


def test_months_have_files_of_their_own(tmp_path: Path) -> None:
    path, clock = tmp_path / "s.db", ManualClock(START)
    store = open_kept(path, clock=clock)
    try:
        copied(store)
        record_some(store, 2)
        clock.advance(31 * 24 * 3600)
        record_some(store, 2, first=2)
    finally:
        store.close()
    assert [file.name for file in month_files(journal_of(path))] == [
        "journal-202603.log",
        "journal-202604.log",
    ]
    assert len(_places(journal_of(path))) == 4
    assert in_step_mark(journal_of(path)) is not None


def _follow(store: Store, folder: Path, told: list[Notice], path: Path) -> SecondJournal:
    """A journal on a medium of its own, beside a store without one."""
    journal = SecondJournal(
        folder, path, lambda: store.identity, ManualClock(START), told.append, retry_s=0.02
    )
    store.on_recorded(lambda recorded: journal.hear(recorded.records))
    journal.start()
    return journal


def test_a_missing_medium_is_told_once_and_caught_up_when_it_is_back(
    tmp_path: Path, expect_log: ExpectedLog
) -> None:
    expect_log("copy.failing")
    expect_log("copy.works")
    path, medium = tmp_path / "s.db", tmp_path / "medium"
    told: list[Notice] = []
    medium.write_text("nothing is mounted here")
    with opened(path) as store:
        journal = _follow(store, medium / "journal", told, path)
        made = record_some(store, 50)
        until(lambda: [one.key for one in told] == ["copy.failing"], "it is told")
        medium.unlink()
        medium.mkdir()
        until(lambda: told[-1].key == "copy.works", "the medium is found")
        made += record_some(store, 5, first=50)
        assert set(_places(medium / "journal")) == {one.event_id for one in made}
        shutil.rmtree(medium)
        medium.write_text("pulled out again")
        made += record_some(store, 5, first=55)
        medium.unlink()
        medium.mkdir()
        until(lambda: set(_places(medium / "journal")) == {one.event_id for one in made}, "all is there")
        until(lambda: len(told) == 4, "it is told again")
        journal.close()
    assert [one.key for one in told if one.topic == "copy"] == ["copy.failing", "copy.works"] * 2
    assert all(one.title and one.text for one in told)


def test_another_stations_medium_is_left_alone(tmp_path: Path, expect_log: ExpectedLog) -> None:
    expect_log("copy.foreign")
    mine, theirs = tmp_path / "mine.db", tmp_path / "theirs" / "s.db"
    with opened(theirs, code="WS2") as store:
        told: list[Notice] = []
        journal = _follow(store, tmp_path / "medium", told, theirs)
        until(lambda: journal.is_in_step, "in step")
        record_some(store, 3)
        journal.close()
    before = [file.read_bytes() for file in month_files(tmp_path / "medium")]
    with opened(mine) as store:
        told = []
        journal = _follow(store, tmp_path / "medium", told, mine)
        record_some(store, 3)
        until(lambda: [one.key for one in told] == ["copy.foreign"], "it is told")
        journal.close()
    assert told[0].values["found"] == "WS2"
    assert [file.read_bytes() for file in month_files(tmp_path / "medium")] == before


def test_a_new_epoch_is_written_with_its_records(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with kept(path) as store:
        copied(store)
        made = record_some(store, 6)
        store.sync.ack(1, 4)
        store.sync.open_epoch(3, "fork")
        until(
            lambda: _places(journal_of(path)).get(made[5].event_id) == (3, 2), "the last two have new numbers"
        )
        assert _places(journal_of(path))[made[3].event_id] == (1, 4)
        identity = gather(journal_of(path)).identity
        assert identity is not None
        assert identity.epoch == 3


def test_a_medium_that_is_the_stores_own_disk_is_told(tmp_path: Path) -> None:
    """As it is when nothing is mounted where the card should be."""
    path, told = tmp_path / "data" / "s.db", list[Notice]()
    with opened(path) as store:
        journal = _follow(store, tmp_path / "card" / "journal", told, path)
        until(lambda: journal.is_in_step, "in step")
        journal.close()
    assert [one.key for one in told] == ["copy.same_disk"]
    assert "same disk" in told[0].title
