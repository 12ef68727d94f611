"""The doctor looks at the store: each way in which it can keep a station from recording."""

import asyncio
import os
import shutil
import sqlite3
from collections import namedtuple
from pathlib import Path

import pytest

from momstation.core.errors import Refused
from momstation.plant.definitions import put
from momstation.settings import load
from momstation.shell.doctor.findings import Finding, Level
from momstation.shell.doctor.patient import Patient
from momstation.shell.doctor.store import check_store
from momstation.store import sqlite
from tests.integration.doctor.conftest import Examined, Opened
from tests.support.plant_builders import an_order

Usage = namedtuple("Usage", "total used free")


def faults(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.level is Level.FAULT]


def the_fault(findings: list[Finding]) -> Finding:
    (found,) = faults(findings)
    return found


def test_before_the_first_start_all_is_well_and_nothing_is_made(patient: Examined) -> None:
    one = patient()
    findings = check_store(one)
    assert {finding.level for finding in findings} == {Level.OK}
    assert any("no store yet" in finding.sentence for finding in findings)
    assert not one.data_dir.exists()


def test_a_store_in_use_is_told_with_its_process_and_stays_usable(patient: Examined, opened: Opened) -> None:
    one = patient()
    store = opened(one)
    findings = check_store(one)
    assert faults(findings) == []
    assert any(f"process {os.getpid()}" in finding.sentence for finding in findings)
    assert any("whole" in finding.sentence for finding in findings)
    store.close()
    assert any("No other program" in finding.sentence for finding in check_store(one))


def test_a_damaged_store_is_a_fault_that_says_what_not_to_do(patient: Examined, opened: Opened) -> None:
    one = patient()
    opened(one).close()
    raw = bytearray(one.store.read_bytes())
    raw[4096:] = b"\xa5" * (len(raw) - 4096)
    one.store.write_bytes(bytes(raw))
    found = the_fault(check_store(one))
    assert "damaged" in found.sentence
    assert "Nothing was deleted" in found.sentence


def test_one_damaged_page_is_told_in_one_line(patient: Examined, opened: Opened) -> None:
    one = patient()
    opened(one).close()
    with one.store.open("rb+") as file:
        file.seek(40_000)
        file.write(b"\xa5" * 9000)
    found = the_fault(check_store(one))
    assert "is damaged (Tree " in found.sentence
    assert "\n" not in found.sentence
    assert "***" not in found.sentence


def test_a_file_that_is_no_store_is_a_fault(patient: Examined) -> None:
    one = patient()
    one.data_dir.mkdir()
    one.store.write_text("Dear diary, today the press ran well all day long.\n" * 100, encoding="utf-8")
    assert str(one.store) in the_fault(check_store(one)).sentence


def test_the_database_of_another_program_is_a_fault(patient: Examined) -> None:
    one = patient()
    one.data_dir.mkdir()
    with sqlite3.connect(one.store) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    assert "not a station's record file" in the_fault(check_store(one)).sentence


def test_the_store_of_another_station_is_a_fault(patient: Examined, opened: Opened, tmp_path: Path) -> None:
    one = patient()
    opened(one).close()
    config = tmp_path / "station.toml"
    config.write_text(config.read_text("utf-8").replace("ST-07", "ST-08"), "utf-8")
    found = the_fault(check_store(Patient(load(config), one.clock)))
    assert "ST-07" in found.sentence and "ST-08" in found.sentence


def test_a_folder_that_is_a_file_is_a_fault(patient: Examined) -> None:
    one = patient()
    one.data_dir.write_text("in the way", encoding="utf-8")
    found = the_fault(check_store(one))
    assert str(one.data_dir) in found.sentence
    assert "store.path" in found.remedy


@pytest.mark.parametrize("what", ["folder", "file"])
def test_a_place_that_may_not_be_written_is_a_fault(
    patient: Examined, opened: Opened, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    one = patient()
    opened(one).close()
    closed = one.data_dir if what == "folder" else one.store
    access = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: Path(path) != closed and access(path, mode)
    )  # the tests may run as a user who may write everywhere
    found = the_fault(check_store(one))
    assert str(closed) in found.sentence
    assert "right to write" in found.remedy


@pytest.mark.parametrize(("free_mb", "level"), [(20, Level.FAULT), (200, Level.WARNING), (900, Level.OK)])
def test_a_disk_that_fills_is_a_warning_and_then_a_fault(
    patient: Examined, monkeypatch: pytest.MonkeyPatch, free_mb: int, level: Level
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(10**12, 0, free_mb * 2**20))
    (found,) = [finding for finding in check_store(patient()) if "are free" in finding.sentence]
    assert (found.level, found.sentence.split()[0]) == (level, str(free_mb))
    assert bool(found.remedy) is (level is not Level.OK)


def test_a_library_that_can_lose_records_is_a_fault(
    patient: Examined, monkeypatch: pytest.MonkeyPatch
) -> None:
    def old() -> object:
        raise Refused("store.sqlite_too_old", found="3.40.1", needed="3.51.3")

    monkeypatch.setattr(sqlite, "driver", old)
    found = the_fault(check_store(patient()))
    assert "3.40.1" in found.sentence


def test_a_look_changes_nothing_in_the_store(patient: Examined, opened: Opened) -> None:
    one = patient()
    store = opened(one)
    asyncio.run(store.journal.record([put(an_order(), 1)]))
    store.close()
    before = one.store.read_bytes()
    check_store(one)
    assert one.store.read_bytes() == before
