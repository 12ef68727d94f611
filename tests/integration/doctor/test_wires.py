"""The doctor looks at scanners and machines: real ones as far as the wire goes."""

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from momstation.devices import probe
from momstation.plant.signals import MachineBinding
from momstation.shell.doctor import scanners
from momstation.shell.doctor.findings import Finding, Level
from momstation.shell.doctor.machines import check_machines
from momstation.shell.doctor.scanners import check_gauges, check_scanners
from momstation.simulation.scanner import FakeScanner
from tests.conftest import ExpectedLog
from tests.integration.doctor.conftest import Examined, Opened
from tests.support.machines import SimulatedPlant

SCANNER = '\n[[scanner]]\nid = "hand"\nport = "{port}"\n'


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatedPlant]:
    simulated = SimulatedPlant(tmp_path_factory.mktemp("plant") / "control")
    yield simulated
    simulated.end()


def a_machine(binding: MachineBinding, **changes: str) -> str:
    """A binding as it stands in a settings file."""
    endpoint = changes.get("endpoint", binding.endpoint)
    lines = [f'\n[[machine]]\ncode = "{binding.code}"\nendpoint = "{endpoint}"']
    lines.append(f'security = "{changes.get("security", binding.security)}"')
    for signal in binding.signals:
        node = signal.node_id.replace(changes.get("node", "\0"), "NoSuchNode")
        kind = changes.get("type", signal.type.value)
        lines.append(f'[[machine.signal]]\nrole = "{signal.role}"\nnode = "{node}"\ntype = "{kind}"')
    return "\n".join(lines)


def levels(findings: list[Finding]) -> set[Level]:
    return {finding.level for finding in findings}


def one_fault(findings: list[Finding]) -> Finding:
    (found,) = [finding for finding in findings if finding.level is Level.FAULT]
    return found


def test_a_scanner_that_is_there_can_be_listened_to(patient: Examined, tmp_path: Path) -> None:
    link = tmp_path / "by-id" / "usb-scanner"
    fake = FakeScanner(link)
    fake.plug()
    try:
        (found,) = check_scanners(patient(SCANNER.format(port=link)))
    finally:
        fake.unplug()
    assert (found.level, found.subject) == (Level.OK, "hand")


@pytest.mark.usefixtures("expected_outage")
def test_a_scanner_that_is_not_there_is_a_fault_with_its_port(patient: Examined, tmp_path: Path) -> None:
    found = one_fault(check_scanners(patient(SCANNER.format(port=tmp_path / "nothing"))))
    assert str(tmp_path / "nothing") in found.sentence
    assert "cable" in found.sentence
    assert found.remedy


@pytest.mark.usefixtures("expected_outage")
def test_a_port_that_is_no_serial_line_is_a_fault(patient: Examined, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("not a port", encoding="utf-8")
    assert str(file) in one_fault(check_scanners(patient(SCANNER.format(port=file)))).sentence


@pytest.mark.usefixtures("expected_outage")
def test_a_scanner_that_the_running_station_holds_is_well(
    patient: Examined, opened: Opened, tmp_path: Path
) -> None:
    link = tmp_path / "by-id" / "usb-scanner"
    fake = FakeScanner(link)
    fake.plug()
    one = patient(SCANNER.format(port=link))
    opened(one)
    descriptor = os.open(link, os.O_RDWR | os.O_NOCTTY)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    try:
        (found,) = check_scanners(one)
    finally:
        os.close(descriptor)
        fake.unplug()
    assert found.level is Level.OK
    assert "running station" in found.sentence


@pytest.mark.usefixtures("expected_outage")
def test_a_port_that_changes_its_name_gets_the_lasting_one(
    patient: Examined, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_id = tmp_path / "by-id"
    by_id.mkdir()
    (by_id / "usb-Honeywell_1").symlink_to("/dev/ttyUSB41")
    (by_id / "usb-Another_2").symlink_to("/dev/ttyUSB42")
    monkeypatch.setattr(scanners, "_BY_ID", by_id)
    found = check_scanners(patient(SCANNER.format(port="/dev/ttyUSB41")))
    assert str(by_id / "usb-Honeywell_1") in found[-1].remedy
    assert found[-1].level is Level.WARNING


@pytest.mark.usefixtures("expected_outage")
def test_a_gauge_is_looked_for_as_a_scanner_is(patient: Examined, tmp_path: Path) -> None:
    gauge = SCANNER.replace("scanner", "gauge")
    missing = one_fault(check_gauges(patient(gauge.format(port=tmp_path / "nothing"))))
    assert (missing.check, missing.subject) == ("gauge", "hand")
    assert "Gauge hand is not there" in missing.sentence
    fake = FakeScanner(tmp_path / "usb-gauge")
    fake.plug()
    try:
        assert levels(check_gauges(patient(gauge.format(port=tmp_path / "usb-gauge")))) == {Level.OK}
    finally:
        fake.unplug()
    assert levels(check_gauges(patient())) == {Level.OK}


def test_no_scanner_is_no_fault(patient: Examined) -> None:
    assert levels(check_scanners(patient())) == {Level.OK}


def test_a_machine_in_order_is_well_but_an_open_connection_is_told(
    patient: Examined, machines: SimulatedPlant
) -> None:
    findings = check_machines(patient(a_machine(machines.bindings["P07"])))
    assert [finding.level for finding in findings] == [Level.OK, Level.WARNING]
    assert f"{len(machines.bindings['P07'].signals)} signals" in findings[0].sentence
    assert "not protected" in findings[1].sentence


def test_a_machine_whose_clock_differs_is_a_warning_because_its_values_come_all_the_same(
    patient: Examined, machines: SimulatedPlant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probe, "CLOCKS_APART_S", -1.0)  # even the same clock is too far apart
    findings = check_machines(patient(a_machine(machines.bindings["P07"])))
    assert levels(findings) == {Level.OK, Level.WARNING}
    assert any("clock" in finding.sentence for finding in findings)


def test_a_wrong_node_is_a_fault_that_names_it(patient: Examined, machines: SimulatedPlant) -> None:
    settings = a_machine(machines.bindings["P07"], node="P07.ProdProcessedCount")
    found = one_fault(check_machines(patient(settings)))
    assert found.subject == "P07"
    assert "NoSuchNode" in found.sentence


def test_a_wrong_type_is_a_fault_for_each_signal(patient: Examined, machines: SimulatedPlant) -> None:
    findings = check_machines(patient(a_machine(machines.bindings["P07"], type="text")))
    assert len(findings) > 1
    assert levels(findings) == {Level.FAULT}


def test_an_absent_machine_is_a_fault_and_hides_none_of_the_others(
    patient: Examined, machines: SimulatedPlant
) -> None:
    absent = a_machine(machines.bindings["P07"], endpoint="opc.tcp://127.0.0.1:9")
    findings = check_machines(patient(absent + a_machine(machines.bindings["P08"])))
    assert (one_fault(findings).subject, "switched on" in one_fault(findings).sentence) == ("P07", True)
    assert [finding.subject for finding in findings if finding.level is Level.OK] == ["P08"]


def test_a_machine_without_encryption_is_a_fault_unless_the_settings_say_so(
    patient: Examined, machines: SimulatedPlant
) -> None:
    settings = a_machine(machines.bindings["P07"], security="sign_and_encrypt")
    assert "encrypted" in one_fault(check_machines(patient(settings))).sentence


def test_an_operator_station_without_a_machine_is_a_warning(patient: Examined) -> None:
    (found,) = check_machines(patient())
    assert found.level is Level.WARNING
    lead = patient()
    assert found.remedy and lead.settings.station.role == "operator"


@pytest.fixture
def expected_outage(expect_log: ExpectedLog) -> None:
    expect_log("Scanner hand is away")
    expect_log("Gauge hand is away")
