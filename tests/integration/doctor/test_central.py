"""The doctor looks at the central database: a real one, and each way in which a station cannot reach it."""

import io
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from momstation.core.clock import SystemClock
from momstation.settings import load
from momstation.shell.doctor import central as doctor
from momstation.shell.doctor.central import check_central
from momstation.shell.doctor.findings import Finding, Level
from momstation.shell.doctor.patient import Patient
from momstation.sync.command import main as central
from tests.integration.doctor.conftest import Examined
from tests.support.machines import PATIENCE_S
from tests.support.station_file import a_station_file


class Astray(SystemClock):
    """The clock of a computer that was set by hand."""

    def __init__(self, off: timedelta) -> None:
        super().__init__()
        self._off = off

    def now(self) -> datetime:
        return super().now() + self._off


def enrolled(plant: str, folder: Path, more: str = "") -> Path:
    """The settings file of a station that the administrator let in."""
    config = a_station_file(folder, more)
    out, err = io.StringIO(), io.StringIO()
    station = ["--code", "ST-07", "--area", "Stamping", "--config", str(config)]
    assert central(["enrol", "--central", plant, *station], out, err) == 0, err.getvalue()
    return config


def examined(config: Path) -> list[Finding]:
    return check_central(Patient(load(config), SystemClock(), PATIENCE_S))


def one_fault(findings: list[Finding]) -> Finding:
    (found,) = [finding for finding in findings if finding.level is Level.FAULT]
    return found


def test_a_station_that_was_let_in_is_well_and_its_clock_agrees(plant: str, tmp_path: Path) -> None:
    findings = examined(enrolled(plant, tmp_path))
    assert {finding.level for finding in findings} == {Level.OK}
    assert {finding.check for finding in findings} == {"central", "clock"}
    assert any("wait to be sent: 0" in finding.sentence for finding in findings)


@pytest.mark.parametrize(("off_s", "level"), [(1, Level.OK), (30, Level.WARNING), (-3600, Level.FAULT)])
def test_a_clock_that_differs_from_the_plants_is_told(
    plant: str, tmp_path: Path, off_s: int, level: Level, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_NOTABLE_MS", 15_000)  # a busy computer answers late
    patient = Patient(load(enrolled(plant, tmp_path)), Astray(timedelta(seconds=off_s)), PATIENCE_S)
    (found,) = [one for one in check_central(patient) if one.check == "clock"]
    assert found.level is level
    assert "off the plant's" in found.sentence


def test_a_station_that_works_alone_is_well(patient: Examined) -> None:
    (found,) = check_central(patient())
    assert (found.level, "works alone" in found.sentence) == (Level.OK, True)


def test_an_address_without_enrolment_is_a_fault_with_the_command(patient: Examined) -> None:
    found = one_fault(check_central(patient("\n[central]\ndsn = 'postgresql://127.0.0.1:9/mom'\n")))
    assert "not enrolled" in found.sentence
    assert "momstation central enrol" in found.remedy


def test_a_database_that_is_down_is_a_fault_but_the_station_works_on(plant: str, tmp_path: Path) -> None:
    config = enrolled(plant, tmp_path, "\n[central]\ndsn = 'postgresql://127.0.0.1:9/mom'\n")
    found = one_fault(examined(config))
    assert "cannot be reached" in found.sentence
    assert "keeps every record" in found.remedy


def test_a_station_that_was_put_out_is_a_fault(plant: str, tmp_path: Path) -> None:
    config = enrolled(plant, tmp_path)
    with psycopg.connect(plant, autocommit=True) as administrator:
        administrator.execute("UPDATE mom.station SET status = 'revoked'")
    found = one_fault(examined(config))
    assert "refuses this station" in found.sentence
    assert "enrol" in found.remedy


def test_a_wrong_token_is_a_fault(plant: str, tmp_path: Path) -> None:
    config = enrolled(plant, tmp_path)
    with psycopg.connect(plant, autocommit=True) as administrator:
        administrator.execute("UPDATE mom.station SET token_hash = sha256('another')")
    assert "refuses this station" in one_fault(examined(config)).sentence


def test_a_database_without_the_schema_is_a_fault_with_the_command(plant: str, tmp_path: Path) -> None:
    config = enrolled(plant, tmp_path)
    with psycopg.connect(plant, autocommit=True) as administrator:
        administrator.execute("DROP SCHEMA mom CASCADE")
    found = one_fault(examined(config))
    assert "central init" in found.remedy


def test_an_access_file_that_is_broken_is_a_fault(plant: str, tmp_path: Path) -> None:
    config = enrolled(plant, tmp_path)
    (tmp_path / "central.token").write_text("{", encoding="utf-8")
    found = one_fault(examined(config))
    assert str(tmp_path / "central.token") in found.sentence


def test_a_token_that_others_can_read_is_a_warning(plant: str, tmp_path: Path) -> None:
    config = enrolled(plant, tmp_path)
    assert [one for one in examined(config) if one.level is Level.WARNING] == []
    (tmp_path / "central.token").chmod(0o644)
    (found,) = [one for one in examined(config) if one.level is Level.WARNING]
    assert "chmod 600" in found.remedy
