"""A binding says what it cannot mean, before anything is connected."""

import msgspec
import pytest

from momstation.plant.signals import MachineBinding, SignalBinding, SignalType

STATE = SignalBinding("state", "nsu=urn:plc;s=P07.State", SignalType.WHOLE)


@pytest.mark.parametrize("role", ["speed", "condition:", "State"])
def test_an_unknown_role_is_refused(role: str) -> None:
    with pytest.raises(ValueError, match="role"):
        SignalBinding(role, "ns=2;s=x", SignalType.WHOLE)


@pytest.mark.parametrize("node", ["", "P07.State", "ns=2", "ns=2;s=", "ns=2;x=3"])
def test_a_node_id_of_no_known_form_is_refused(node: str) -> None:
    with pytest.raises(ValueError, match="node id"):
        SignalBinding("state", node, SignalType.WHOLE)


def test_a_role_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="state more than once"):
        MachineBinding(code="P07", endpoint="opc.tcp://plc:4840", signals=(STATE, STATE))


def test_an_address_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match=r"opc\.tcp"):
        MachineBinding(code="P07", endpoint="http://plc", signals=(STATE,))


def test_a_binding_survives_being_written_down() -> None:
    binding = MachineBinding(
        code="P07", endpoint="opc.tcp://plc:4840", signals=(STATE,), counter_modulus=65_536
    )
    assert msgspec.json.decode(msgspec.json.encode(binding), type=MachineBinding) == binding
