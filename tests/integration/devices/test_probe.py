"""The doctor looks at a machine and names each fault with its remedy."""

from pathlib import Path

import msgspec
import pytest

from momstation.devices import probe
from momstation.devices.probe import probe_endpoint
from momstation.plant.signals import REJECT_COUNT, MachineBinding, SignalBinding, SignalType
from momstation.simulation.machine import NAMESPACE
from tests.support.machines import PATIENCE_S, SimulatedPlant


@pytest.fixture(autouse=True)
def slow_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy computer the machine's clock is read late, and looks as if it were behind."""
    monkeypatch.setattr(probe, "CLOCKS_APART_S", PATIENCE_S)


def test_a_machine_in_order_has_no_fault(plant: SimulatedPlant, tmp_path: Path) -> None:
    findings = probe_endpoint(plant.bindings["P07"], tmp_path, PATIENCE_S)
    assert len(findings) == 6
    assert all(finding.is_good for finding in findings)


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [("NoSuchThing", SignalType.WHOLE, "no node"), ("Temperature", SignalType.WHOLE, "is Double")],
)
def test_a_wrong_node_and_a_wrong_type_are_named(
    plant: SimulatedPlant, tmp_path: Path, name: str, kind: SignalType, expected: str
) -> None:
    node = f"nsu={NAMESPACE};s=P07.{name}"
    binding = msgspec.structs.replace(
        plant.bindings["P07"], signals=(SignalBinding(REJECT_COUNT, node, kind),)
    )
    machine, signal = probe_endpoint(binding, tmp_path, PATIENCE_S)
    assert machine.is_good
    assert expected in signal.sentence
    assert node in signal.sentence
    assert "configuration" in signal.sentence


def test_a_namespace_that_the_machine_does_not_know_is_named(plant: SimulatedPlant, tmp_path: Path) -> None:
    signal = SignalBinding(REJECT_COUNT, "nsu=urn:elsewhere;s=P07.StateCurrent", SignalType.WHOLE)
    binding = msgspec.structs.replace(plant.bindings["P07"], signals=(signal,))
    assert "urn:elsewhere" in probe_endpoint(binding, tmp_path, PATIENCE_S)[1].sentence


def test_an_absent_machine_is_said(plant: SimulatedPlant, tmp_path: Path, free_port: int) -> None:
    endpoint = f"opc.tcp://127.0.0.1:{free_port}/"
    binding = msgspec.structs.replace(plant.bindings["P07"], endpoint=endpoint)
    (finding,) = probe_endpoint(binding, tmp_path, PATIENCE_S)
    assert endpoint in finding.sentence
    assert "switched on" in finding.sentence


def test_a_name_that_leads_nowhere_is_said(plant: SimulatedPlant, tmp_path: Path) -> None:
    binding = msgspec.structs.replace(
        plant.bindings["P07"], endpoint="opc.tcp://no.such.machine.invalid:4840"
    )
    (finding,) = probe_endpoint(binding, tmp_path, PATIENCE_S)
    assert "no.such.machine.invalid" in finding.sentence


def test_a_machine_without_encryption_is_refused_unless_the_configuration_says_so(
    plant: SimulatedPlant, tmp_path: Path
) -> None:
    open_binding = plant.bindings["P07"]
    binding = MachineBinding(code="P07", endpoint=open_binding.endpoint, signals=open_binding.signals)
    (finding,) = probe_endpoint(binding, tmp_path, PATIENCE_S)
    assert "no signed and encrypted connection" in finding.sentence
