"""What keeps the store safe is done once a day or once a week, in a quiet moment, and told when it cannot be."""

import dataclasses
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from momstation.app.assembly import caretaker_for
from momstation.core.clock import ManualClock
from momstation.events.workforce import PersonSignedOn
from momstation.store import upkeep
from momstation.store.caretaker import Caretaker
from momstation.store.chores import BACKUP, CHECK, STATES, THINNING, VERIFY, caretaker_of, remove_older_forms
from momstation.store.health import quick_check
from momstation.store.open import Store, open_store
from momstation.store.schema import VERSION
from momstation.store.thinning import Keep
from momstation.store.upkeep import Backups
from momstation.store.verify import state_hash, verify, verify_file
from tests.support.kept_store import copied, kept, record_some
from tests.support.store_story import opened_story, store_of
from tests.support.stores import START, Elsewhere, numbered, opened, put

ALL = (BACKUP, THINNING, CHECK, VERIFY, STATES)
HOUR_S = 3600.0


class House:
    """A store with its caretaker; ``look`` stands for the thread's minute."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "s.db"
        self.backups = Backups(folder / "backups")
        self.clock = ManualClock(START)
        self._open()

    def _open(self) -> None:
        self.store: Store = open_store(
            self.path, code="WS1", topics=("area/a",), folds=(), projections=(), clock=self.clock
        )
        self.caretaker: Caretaker = caretaker_of(self.store, self.backups, Keep(), self.clock)

    def again(self) -> None:
        self.close()
        self._open()

    def close(self) -> None:
        self.caretaker.close()
        self.store.close()

    def look(self) -> tuple[str, ...]:
        return self.caretaker.look()

    def later(self, seconds: float) -> tuple[str, ...]:
        self.clock.advance(seconds)
        return self.look()

    def record(self) -> None:
        self.store.journal.record_now([put("x")])

    def said(self) -> list[str]:
        return [f"{notice.title}: {notice.text}" for notice in self.store.notices.current()]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    made.record()
    yield made
    made.close()


def test_all_is_done_soon_after_the_first_start_and_then_each_in_its_time(house: House) -> None:
    assert house.look() == ()
    assert house.later(30) == ALL
    assert house.later(60) == ()
    assert house.later(23 * HOUR_S) == ()
    assert house.later(HOUR_S) == (BACKUP, THINNING)
    for _ in range(5):
        house.later(24 * HOUR_S)
    assert house.later(24 * HOUR_S) == ALL
    assert len(house.backups.all()) == 7
    assert all(verify_file(backup.path).is_whole for backup in house.backups.all())


def test_many_starts_a_day_make_no_more_backups(house: House) -> None:
    assert house.later(30) == ALL
    for _ in range(5):
        house.again()
        assert house.later(HOUR_S) == ()
    assert len(house.backups.all()) == 1


def test_a_station_that_is_switched_off_every_night_has_a_backup_of_each_day(house: House) -> None:
    house.later(30)
    for _ in range(3):
        house.later(8 * HOUR_S)
        house.clock.advance(16 * HOUR_S)
        house.again()
        house.record()
        assert BACKUP in house.later(30)


def test_nothing_is_begun_while_people_or_machines_record_but_not_put_off_for_ever(house: House) -> None:
    for _ in range(119):
        house.record()
        assert house.later(60 - 45) == ()
        house.clock.advance(45)
        house.record()
    house.clock.advance(120)
    house.record()
    assert house.look() == ALL


def test_what_was_done_is_remembered_with_what_there_is_to_say(house: House) -> None:
    house.later(30)
    done = house.store.reader.read_now(upkeep.read)
    assert done[BACKUP].at == START + timedelta(seconds=30)
    assert done[BACKUP].said == house.backups.all()[0].path.name
    assert (done[CHECK].said, done[VERIFY].said) == ("ok", "1")


def test_a_clock_that_was_set_back_by_a_year_stops_no_backup(house: House) -> None:
    house.later(30)
    house.clock.set_wall(START - timedelta(days=365))
    house.again()
    assert BACKUP in house.later(30)


def test_a_backup_that_fails_is_told_once_and_once_when_it_works_again(
    house: House, monkeypatch: pytest.MonkeyPatch, expect_log: Callable[[str], None]
) -> None:
    expect_log("The store's backup was not done")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=1_000_000))
    told: list[str] = []
    house.store.notices.listen(lambda notice: told.append(notice.key))
    assert BACKUP not in house.later(30)
    (said,) = house.said()
    assert said.startswith("The station's own safekeeping is not done: No backup was made: it takes ")
    assert "Recording goes on." in said
    for _ in range(5):
        assert house.later(HOUR_S) == ()
    assert told == ["care.failing"]
    house.record()
    monkeypatch.undo()
    assert house.later(HOUR_S) == (BACKUP,)
    assert told == ["care.failing", "care.done"]
    assert house.said() == []


def test_a_changed_record_is_told_with_its_place(house: House, expect_log: Callable[[str], None]) -> None:
    expect_log("The store's verify was not done")

    def forge(conn: sa.Connection) -> None:
        conn.exec_driver_sql("DROP TRIGGER event_immutable")
        conn.exec_driver_sql("UPDATE event SET payload = '{}' WHERE seq = 1")

    house.store.maintain(forge)
    assert VERIFY not in house.later(30)
    assert "Record 1 of epoch 1 of station WS1 is not what was recorded." in house.said()[0]


def _forge(sql: str) -> Callable[[sa.Connection], None]:
    def forge(conn: sa.Connection) -> None:
        conn.exec_driver_sql("DROP TRIGGER IF EXISTS event_immutable")
        conn.exec_driver_sql("DROP TRIGGER IF EXISTS event_only_into_later_epoch")
        assert conn.exec_driver_sql(sql).rowcount == 1

    return forge


def state_of(store: Store) -> str:
    return store.reader.read_now(state_hash)


def _look_after(store: Store, backups: Backups) -> Caretaker:
    clock = ManualClock(START)
    caretaker = caretaker_of(store, backups, Keep(), clock)
    clock.advance(30)
    return caretaker


@pytest.mark.parametrize("has_backup", [True, False])
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE event SET payload = replace(payload, 'mine 3', 'mine 4') WHERE seq = 4 AND payload LIKE '%mine%'",
        "UPDATE event SET payload = replace(payload, 'theirs 3', 'x') WHERE payload LIKE '%theirs 3%'",
        "UPDATE event SET recorded_at = '2026-03-02T07:00:00.000000+00:00' WHERE seq = 4 AND payload LIKE '%mine%'",
    ],
)
def test_a_record_that_the_disk_changed_is_healed_at_the_next_start(
    tmp_path: Path, expect_log: Callable[[str], None], change: str, has_backup: bool
) -> None:
    """Also where it was changed before the newest backup was made."""
    expect_log(r".*")
    path, backups, theirs = tmp_path / "s.db", Backups(tmp_path / "backups"), Elsewhere()
    feed = numbered([theirs.record(put(f"theirs {n}", of="b"), seconds=n) for n in range(6)])
    with kept(path, backups=backups.folder) as store:
        copied(store)
        record_some(store, 300, of="mine")
        store.sync.absorb(1, "area/a", feed)
        before = state_of(store)
        if has_backup:
            backups.make(path, "WS1", START - timedelta(days=1))
        store.maintain(_forge(change))
        backups.make(path, "WS1", START)
        caretaker = _look_after(store, backups)
        assert VERIFY not in caretaker.look()
        caretaker.close()
        (said,) = [notice for notice in store.notices.current() if notice.topic == "damage"]
        assert "record 4 of epoch 1" in str(said.values["detail"])
    with kept(path, backups=backups.folder) as store:
        assert store.rebuilt is not None
        store.sync.absorb(1, "area/a", feed)
        assert store.reader.read_now(verify).is_whole
        assert state_of(store) == before
        caretaker = _look_after(store, backups)
        assert VERIFY in caretaker.look()
        caretaker.close()


@pytest.mark.parametrize(("changed", "left"), [(4, 300), (290, 250)])
def test_a_backup_with_a_changed_record_is_better_than_none(
    tmp_path: Path, expect_log: Callable[[str], None], changed: int, left: int
) -> None:
    """Where it is the only source; but not if the change is where each start looks."""
    expect_log(r".*")
    path, backups = tmp_path / "s.db", Backups(tmp_path / "backups")
    with kept(path, backups=backups.folder) as store:
        copied(store)
        record_some(store, 250)
        if changed > left:
            backups.make(path, "WS1", START - timedelta(days=1))
        record_some(store, 50, of="b")
        store.maintain(_forge(f"UPDATE event SET payload = '{{}}' WHERE seq = {changed}"))
        backups.make(path, "WS1", START)
    shutil.rmtree(tmp_path / "journal")
    path.unlink()
    with kept(path, backups=backups.folder) as store:
        assert store.reader.read_now(verify).own == left


def test_a_record_that_came_changed_from_the_plant_makes_the_store_anew_once(
    tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log(r".*")
    path, backups, theirs = tmp_path / "s.db", Backups(tmp_path / "backups"), Elsewhere()
    feed = numbered([theirs.record(put(f"{n}", of="b"), seconds=n) for n in range(6)])
    feed[3] = (4, dataclasses.replace(feed[3][1], payload=feed[3][1].payload.replace("3", "7")))
    rebuilt = []
    for _ in range(3):
        with kept(path) as store:
            copied(store)
            rebuilt.append(store.rebuilt is not None)
            store.sync.absorb(1, "area/a", feed)
            caretaker = _look_after(store, backups)
            assert VERIFY not in caretaker.look()
            caretaker.close()
            told = [notice.topic for notice in store.notices.current()]
            assert ("damage" in told, "care verify" in told) == (len(rebuilt) == 1, len(rebuilt) > 1)
    assert rebuilt == [False, True, False]


def test_damage_that_was_noted_waits_for_a_start_that_can_mend_it(
    tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    """A tool that opens the file has neither second journal nor backups."""
    expect_log(r".*")
    path = tmp_path / "s.db"
    with kept(path) as store:
        copied(store)
        record_some(store, 300)
        store.maintain(_forge("UPDATE event SET payload = '{}' WHERE seq = 4"))
        caretaker = _look_after(store, Backups(tmp_path / "backups"))
        caretaker.look()
        caretaker.close()
    with opened(path):
        pass
    with kept(path) as store:
        assert store.rebuilt is not None
        assert store.reader.read_now(verify).own == 300


def test_damage_that_the_start_did_not_see_is_told_and_noted_for_the_next_start(
    tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("The store's check was not done")
    expect_log("The store is damaged")
    with opened(tmp_path / "s.db", folds=(), projections=()) as store:
        store.journal.record_now([put("x" * 200, of=f"{n}") for n in range(300)])

    def disarrange(conn: sa.Connection) -> None:
        """An index that lacks rows, which the quick check does not compare with its table."""
        conn.exec_driver_sql("PRAGMA writable_schema = ON")
        other = "CREATE INDEX event_stream ON event (kind, hlc)"
        conn.exec_driver_sql("UPDATE sqlite_schema SET sql = ? WHERE name = 'event_stream'", (other,))

    with opened(tmp_path / "s.db", folds=(), projections=()) as store:
        store.maintain(disarrange)
    assert quick_check(tmp_path / "s.db") is None
    house = House(tmp_path)
    try:
        assert CHECK not in house.later(30)
        assert house.said()[0].startswith("The station's record file is damaged")
    finally:
        house.close()


def test_a_station_comes_back_from_the_backup_that_its_own_caretaker_made(
    tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    """By the product's own wiring: the folder that one writes is the folder that the other reads."""
    clock = ManualClock(START)
    assembly = opened_story(tmp_path, clock)
    assembly.store.journal.record_now([PersonSignedOn(station="ST07", at=START, person="1001", how="badge")])
    caretaker = caretaker_for(assembly)
    clock.advance(60)
    assert BACKUP in caretaker.look()
    caretaker.close()
    assembly.store.close()
    (made,) = (tmp_path / "data" / "backups").iterdir()
    assert made.name.startswith("ST07-20260302-")
    shutil.rmtree(tmp_path / "data" / "journal")
    store_of(tmp_path).unlink()
    store = opened_story(tmp_path, clock).store
    try:
        assert [notice.topic for notice in store.notices.current()] == ["rebuilt"]
        assert verify_file(store.path).own == 1
    finally:
        store.close()


def test_the_thread_ends_with_the_station(house: House) -> None:
    house.caretaker.start()
    house.caretaker.close()
    house.record()


def test_older_forms_are_removed_after_35_days_or_two_newer_ones(tmp_path: Path) -> None:
    path = tmp_path / "station.db"
    names = {
        f"station.db.v{VERSION - 1}-20260301-060000": True,
        f"station.db.v{VERSION - 1}-20260101-060000": False,
        f"station.db.v{VERSION - 2}-20260301-060000": False,
        "station.db.v1-letter": True,
        "other.db.v1-20200101-060000": True,
    }
    for name in names:
        (tmp_path / name).touch()
    remove_older_forms(path, START)
    assert {file.name for file in tmp_path.iterdir()} == {name for name, stays in names.items() if stays}
