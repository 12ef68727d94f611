"""The doctor looks at the clock, and whether the station knows its plant."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from momstation.core.clock import ManualClock
from momstation.events.plant import DefinitionPut
from momstation.plant.definitions import put
from momstation.plant.nouns import Shift
from momstation.settings import load
from momstation.shell.doctor.clock import check_clock
from momstation.shell.doctor.findings import Finding, Level
from momstation.shell.doctor.patient import Patient
from momstation.shell.doctor.plant import check_plant
from tests.integration.doctor.conftest import Examined, Opened
from tests.support.plant_builders import a_plant
from tests.support.station_file import TEXT, a_station_file

NOW = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
MACHINE = """
[[machine]]
code = "{code}"
endpoint = "opc.tcp://127.0.0.1:4840"
[[machine.signal]]
role = "state"
node = "ns=2;s=State"
type = "whole"
"""


def at(one: Patient, now: datetime) -> Patient:
    return replace(one, clock=ManualClock(now))


def record(opened: Opened, one: Patient, *events: DefinitionPut) -> None:
    store = opened(one)
    asyncio.run(store.journal.record(events or [put(noun, 1) for noun in a_plant()]))
    store.close()


def only(findings: list[Finding], level: Level) -> Finding:
    (found,) = [finding for finding in findings if finding.level is level]
    return found


def test_a_clock_that_is_right_is_shown_as_on_the_wall(patient: Examined) -> None:
    findings = check_clock(at(patient(), NOW))
    assert {finding.level for finding in findings} == {Level.OK}
    assert "12:00 (Europe/Berlin)" in findings[-1].sentence


@pytest.mark.parametrize("year", [1970, 2025, 2106])
def test_a_year_that_cannot_be_is_a_fault(patient: Examined, year: int) -> None:
    found = only(check_clock(at(patient(), NOW.replace(year=year))), Level.FAULT)
    assert str(year) in found.sentence
    assert "time server" in found.remedy


def test_a_clock_set_back_an_hour_is_a_warning_that_calms(patient: Examined, opened: Opened) -> None:
    one = at(patient(), NOW)
    record(opened, one)
    found = only(check_clock(at(one, NOW - timedelta(hours=1))), Level.WARNING)
    assert "2026-11-23T11:00:00" in found.sentence
    assert "Nothing recorded is lost" in found.remedy
    assert {finding.level for finding in check_clock(at(one, NOW - timedelta(seconds=20)))} == {Level.OK}


def test_without_a_time_zone_the_computers_own_is_named(
    patient: Examined, opened: Opened, tmp_path: "object"
) -> None:
    one = patient()
    config = a_station_file(one.data_dir.parent, text=TEXT.replace('timezone = "Europe/Berlin"\n', ""))
    one = Patient(load(config), ManualClock(NOW))
    assert "station.timezone" in only(check_clock(one), Level.WARNING).remedy
    shift = Shift(
        id="E", name="Early", timezone="Asia/Tokyo", start=NOW.time(), end=(NOW + timedelta(hours=8)).time()
    )
    record(opened, one, put(shift, 1))
    assert {finding.level for finding in check_clock(one)} == {Level.OK}
    assert NOW.astimezone(ZoneInfo("Asia/Tokyo")).strftime("%H:%M") in check_clock(one)[-1].sentence


def test_a_station_without_plant_data_is_told_how_to_get_some(patient: Examined, opened: Opened) -> None:
    one = patient()
    assert "momstation plant import" in only(check_plant(one), Level.WARNING).remedy
    opened(one).close()
    assert "momstation plant import" in only(check_plant(one), Level.WARNING).remedy


def test_a_machine_is_looked_up_in_the_plant_data(patient: Examined, opened: Opened) -> None:
    one = patient(MACHINE.format(code="P07"))
    record(opened, one)
    (found,) = check_plant(one)
    assert (found.level, found.subject) == (Level.OK, "P07")
    assert "Press 07" in found.sentence


def test_a_machine_that_the_plant_does_not_know_is_a_warning(patient: Examined, opened: Opened) -> None:
    one = patient(MACHINE.format(code="P70"))
    record(opened, one)
    found = only(check_plant(one), Level.WARNING)
    assert "P70" in found.sentence
    assert "P07" in found.remedy


def test_definitions_of_a_newer_version_are_a_warning(patient: Examined, opened: Opened) -> None:
    one = patient()
    newer = DefinitionPut(entity="tool", id="T-1", version=1, body="{}")
    record(opened, one, *[put(noun, 1) for noun in a_plant()], newer)
    assert "Update" in only(check_plant(one), Level.WARNING).remedy
