"""What the settings accept, the bindings of machines accept too: two declarations, one meaning."""

from itertools import product
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from momstation.core.paths import resources
from momstation.plant.bindings import machine_bindings, station_facts
from momstation.plant.signals import Security, SignalType, StateModel
from momstation.settings import MachineSettings, SettingsRefused, SignalSettings, load
from momstation.settings.shape import settings_of

MACHINE = """
[station]
code = "ST-07"
name = "Press 07"
area = "Stamping"
[store]
path = "x.db"
[[machine]]
code = "P07"
endpoint = "{endpoint}"
security = "{security}"
state_model = "{state_model}"
publishing_ms = 10
keep_alive_s = 0.1
session_timeout_s = 5
counter_modulus = 65536
[[machine.signal]]
role = "{role}"
node = "{node}"
type = "{type}"
"""
USUAL = {
    "endpoint": "opc.tcp://127.0.0.1:4840",
    "security": "none",
    "state_model": "packml",
    "role": "state",
    "node": "ns=2;s=State",
    "type": "whole",
}


def write(folder: Path, **changes: str) -> Path:
    path = folder / "station.toml"
    path.write_text(MACHINE.format(**(USUAL | changes)), encoding="utf-8")
    return path


def test_the_example_gives_a_binding_and_the_facts_of_its_station() -> None:
    settings = load(resources() / "config" / "station.example.toml")
    (press,) = machine_bindings(settings)
    assert press.code == "P07"
    assert press.security is Security.SIGN_AND_ENCRYPT
    roles = [signal.role for signal in press.signals]
    assert roles == ["state", "good_count", "reject_count", "condition:Oil low"]
    facts = station_facts(settings)
    assert [(one.machine, one.condition, one.owner) for one in facts.alarms] == [
        ("P07", "Oil low", "operator")
    ]
    assert (facts.code, facts.main_machine, facts.area) == ("ST-07", "P07", "Stamping")


def test_every_value_reaches_the_binding(tmp_path: Path) -> None:
    (press,) = machine_bindings(load(write(tmp_path)))
    assert (press.publishing_ms, press.keep_alive_s, press.session_timeout_s) == (10, 0.1, 5.0)
    assert press.counter_modulus == 65536
    assert press.signals[0].node_id == "ns=2;s=State"


@pytest.mark.parametrize(
    ("security", "state_model", "type_"), list(product(Security, StateModel, SignalType))
)
def test_each_choice_of_a_binding_can_be_set(
    tmp_path: Path, security: Security, state_model: StateModel, type_: SignalType
) -> None:
    path = write(tmp_path, security=security.value, state_model=state_model.value, type=type_.value)
    (press,) = machine_bindings(load(path))
    assert (press.security, press.state_model, press.signals[0].type) == (security, state_model, type_)


def test_no_choice_of_the_settings_is_unknown_to_the_bindings() -> None:
    def choices(struct: type[msgspec.Struct], name: str) -> set[str]:
        (found,) = [setting for setting in settings_of(struct) if setting.name == name]
        return set(get_args(found.bare))

    assert choices(MachineSettings, "security") == set(Security)
    assert choices(MachineSettings, "state_model") == set(StateModel)
    assert choices(SignalSettings, "type") == set(SignalType)


@pytest.mark.parametrize(
    "node", ["nsu=http://maker/press;s=A.b", "ns=2;i=7", "i=2258", "ns=1;g=00-1", "s=x=y"]
)
@pytest.mark.parametrize("role", ["good_count", "reject_count", "cycle_time", "condition:door open"])
def test_roles_and_nodes_that_are_accepted_here_are_accepted_there(
    tmp_path: Path, node: str, role: str
) -> None:
    (press,) = machine_bindings(load(write(tmp_path, node=node, role=role)))
    assert (press.signals[0].node_id, press.signals[0].role) == (node, role)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("node", "State"), ("node", "ns=2;State"), ("node", "ns=2;s="), ("node", "ns=two;s=State"),
        ("node", "ns=2;s=A;b"),
        ("role", "speed"), ("role", "condition:"), ("role", "condition"),
        ("endpoint", "opc.tcp://"), ("endpoint", "127.0.0.1:4840"), ("endpoint", "opc.tcp://a b:1"),
    ],
)  # fmt: skip
def test_what_no_binding_takes_is_refused_in_the_settings(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsRefused) as refusal:
        load(write(tmp_path, **{name: value}))
    assert [fault.key.rpartition(".")[2] for fault in refusal.value.faults] == [name]
