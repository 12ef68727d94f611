"""A backup is a whole store of its own, made while the station works, and old ones make room."""

import errno
import shutil
import threading
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from momstation.core.errors import Refused
from momstation.store import files, upkeep
from momstation.store.refusals import REFUSALS
from momstation.store.upkeep import Backups, Stopped
from momstation.store.verify import verify_file
from tests.support.stores import START, bodies, opened, put


def _refused(backups: Backups, store: Path) -> Refused:
    with pytest.raises(Refused) as refused:
        backups.make(store, "WS1", START)
    assert REFUSALS[refused.value.key].format(**refused.value.values)
    return refused.value


def _names(backups: Backups) -> list[str]:
    return sorted(path.name for path in backups.folder.iterdir())


def test_a_backup_of_a_running_station_holds_everything_recorded_before(tmp_path: Path) -> None:
    backups = Backups(tmp_path / "kept" / "here")
    with opened(tmp_path / "s.db") as store:
        store.journal.record_now([put("one"), put("two")])
        made = backups.make(store.path, "WS1", START)
        store.journal.record_now([put("three")])
    assert made.name == "WS1-20260302-060000.db"
    assert _names(backups) == [made.name]
    assert verify_file(made).own == 2
    shutil.copyfile(made, tmp_path / "again.db")
    with opened(tmp_path / "again.db") as store:
        assert bodies(store) == ["one", "two"]


def test_a_backup_of_a_store_that_is_closed_leaves_nothing_beside_it(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        store.journal.record_now([put("one")])
    made = Backups(tmp_path / "kept").make(tmp_path / "s.db", "WS1", START)
    assert verify_file(made).own == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept", "s.db", "s.db.lock"]


def test_recording_goes_on_while_a_backup_is_made(tmp_path: Path) -> None:
    backups = Backups(tmp_path / "kept")
    with opened(tmp_path / "s.db") as store:
        for _ in range(10):
            store.journal.record_now([put("x" * 400, of=f"{n}") for n in range(500)])
        before = verify_file(store.path).own
        during = 0
        work = threading.Thread(target=backups.make, args=(store.path, "WS1", START))
        work.start()
        while work.is_alive():
            store.journal.record_now([put("meanwhile")])
            during += 1
        work.join()
        (made,) = backups.all()
        found = verify_file(made.path)
        assert during > 0
        assert found.is_whole
        assert before <= found.own <= before + during
        assert verify_file(store.path).own == before + during


def _made(folder: Path, *stamps: datetime) -> None:
    folder.mkdir(exist_ok=True)
    for stamp in stamps:
        (folder / f"WS1-{stamp:%Y%m%d-%H%M%S}.db").touch()


def test_seven_days_and_four_weeks_are_kept(tmp_path: Path) -> None:
    backups = Backups(tmp_path)
    _made(tmp_path, *(START - timedelta(days=n) for n in range(60)), START - timedelta(hours=2))
    backups.thin("WS1")
    kept = [backup.at for backup in backups.all()]
    days = [START - timedelta(days=n) for n in range(7)]  # START is a Monday
    assert kept == [*days, START - timedelta(days=8), START - timedelta(days=15)]


def test_other_stations_and_other_files_are_left_alone(tmp_path: Path) -> None:
    strangers = [
        "WS2-20200101-000000.db",
        "WS1-notes.txt",
        "WS1-20201399-000000.db",
        "WS1-extra-20200101-000000.db",
    ]
    for name in strangers:
        (tmp_path / name).touch()
    _made(tmp_path, *(START - timedelta(days=n) for n in range(40)))
    removed = Backups(tmp_path, keep_daily=2, keep_weekly=1).thin("WS1")
    assert len(removed) == 38
    assert set(strangers) < {path.name for path in tmp_path.iterdir()}


def test_a_station_that_was_off_for_long_keeps_its_last_backups(tmp_path: Path) -> None:
    _made(tmp_path, *(START - timedelta(days=400 + n) for n in range(3)))
    assert Backups(tmp_path).thin("WS1") == ()


def test_the_newest_sound_backup_is_found_behind_damaged_and_newer_ones(tmp_path: Path) -> None:
    backups = Backups(tmp_path / "kept")
    assert backups.newest_sound() is None
    with opened(tmp_path / "s.db") as store:
        store.journal.record_now([put("x" * 300, of=f"{n}") for n in range(200)])
        sound = backups.make(store.path, "WS1", START)
        for hours in (1, 2, 3):
            backups.make(store.path, "WS1", START + timedelta(hours=hours))
        newest = backups.make(store.path, "WS2", START + timedelta(hours=9))
    cut, zeroed, foreign = (backup.path for backup in backups.all()[1:4])
    cut.write_bytes(cut.read_bytes()[:9000])
    zeroed.write_bytes(bytes(4096) + zeroed.read_bytes()[4096:])
    foreign.write_bytes(b"")
    assert backups.newest_sound() == newest
    assert backups.newest_sound("WS1") == sound


def test_a_disk_without_room_is_told_and_nothing_is_left_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups = Backups(tmp_path / "kept")
    with opened(tmp_path / "s.db") as store:
        monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=60_000_000))
        refused = _refused(backups, store.path)
        assert refused.key == "store.no_room_for_backup"
        assert refused.values["free_mb"] == 60
        assert _names(backups) == []
        assert store.journal.record_now([put("one")])


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("no folder")
    with opened(tmp_path / "s.db") as store:
        assert _refused(Backups(tmp_path / "taken"), store.path).key == "store.no_backup_folder"


def test_a_medium_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unlink = Path.unlink

    def read_only(self: Path, missing_ok: bool = False) -> None:
        if self.suffix == ".part":
            raise OSError(errno.EROFS, "Read-only file system")
        unlink(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", read_only)
    with opened(tmp_path / "s.db") as store:
        refused = _refused(Backups(tmp_path / "kept"), store.path)
        assert refused.key == "store.no_backup_folder"
        assert refused.values["detail"] == "Read-only file system"


def test_a_damaged_store_makes_no_backup(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with opened(path) as store:
        store.journal.record_now([put("x" * 400, of=f"{n}") for n in range(300)])
    whole = bytearray(path.read_bytes())
    for place in range(2 * 4096, len(whole), 4096):
        whole[place : place + 8] = b"\xff" * 8
    path.write_bytes(whole)
    backups = Backups(tmp_path / "kept")
    refused = _refused(backups, path)
    assert (refused.key, refused.values["file"]) == ("store.damaged", str(path))
    assert _names(backups) == []


def test_a_copy_that_the_medium_damaged_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = files.flush

    def bad_medium(part: Path) -> None:
        whole(part)
        kept = part.read_bytes()
        part.write_bytes(kept[: len(kept) // 2])

    monkeypatch.setattr(upkeep, "flush", bad_medium)
    backups = Backups(tmp_path / "kept")
    with opened(tmp_path / "s.db") as store:
        store.journal.record_now([put("x" * 400, of=f"{n}") for n in range(100)])
        assert _refused(backups, store.path).key == "store.copy_damaged"
    assert _names(backups) == []


def test_a_backup_that_is_not_wanted_any_more_ends_at_once_and_leaves_nothing(tmp_path: Path) -> None:
    backups = Backups(tmp_path / "kept")
    with opened(tmp_path / "s.db") as store:
        store.journal.record_now([put("x" * 400, of=f"{n}") for n in range(3000)])
        with pytest.raises(Stopped):
            backups.make(store.path, "WS1", START, lambda: True)
        assert _names(backups) == []
        assert backups.make(store.path, "WS1", START, lambda: False).exists()


def test_half_a_backup_of_a_computer_that_stopped_is_cleared_away(tmp_path: Path) -> None:
    backups = Backups(tmp_path / "kept")
    backups.folder.mkdir()
    (backups.folder / "WS1-20260301-060000.db.part").write_bytes(b"half")
    with opened(tmp_path / "s.db") as store:
        made = backups.make(store.path, "WS1", START)
    assert _names(backups) == [made.name]
