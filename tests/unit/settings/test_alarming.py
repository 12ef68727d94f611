"""No station starts with an alarm to which nobody has an answer."""

import tomllib
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from momstation.core.paths import resources
from momstation.plant.bindings import alarm_classes
from momstation.plant.roles import ROLES
from momstation.settings import Settings, SettingsRefused, SignalSettings, load

HEAD = """
[station]
code = "P07"
name = "Press 07"
area = "Line 3"
[store]
path = "P07.db"
[[machine]]
code = "P07"
endpoint = "opc.tcp://press07:4840"
[[machine.signal]]
role = "{role}"
node = "ns=2;s=Oil"
type = "{type}"
"""
WHOLE = 'priority = "high"\nresponse = "Fill up oil."\nowner = "operator"\n'


def settings(folder: Path, lines: str, role: str = "condition:oil low", kind: str = "bool") -> Settings:
    file = folder / "station.toml"
    file.write_text(HEAD.format(role=role, type=kind) + lines, encoding="utf-8")
    return load(file)


def faults(folder: Path, lines: str, role: str = "condition:oil low", kind: str = "bool") -> list[str]:
    with pytest.raises(SettingsRefused) as refused:
        settings(folder, lines, role, kind)
    assert all(fault.line for fault in refused.value.faults)
    return [fault.key.rpartition(".")[2] + ": " + fault.problem for fault in refused.value.faults]


def test_a_whole_alarm_is_taken(tmp_path: Path) -> None:
    (alarm,) = alarm_classes(settings(tmp_path, WHOLE))
    assert (alarm.condition, alarm.priority, alarm.response, alarm.owner) == (
        "oil low", "high", "Fill up oil.", "operator",
    )  # fmt: skip


def test_a_condition_of_which_nothing_is_said_is_no_alarm_and_stays_allowed(tmp_path: Path) -> None:
    assert alarm_classes(settings(tmp_path, "")) == ()


@pytest.mark.parametrize("left_out", ["priority", "response", "owner"])
def test_an_alarm_without_one_of_the_three_is_refused_by_name(tmp_path: Path, left_out: str) -> None:
    lines = "".join(line for line in WHOLE.splitlines(keepends=True) if not line.startswith(left_out))
    (fault,) = faults(tmp_path, lines)
    assert fault.startswith(f"{left_out}: the alarm condition:oil low does not say")


def test_blanks_are_no_answer(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, WHOLE.replace("Fill up oil.", "  "))
    assert fault.startswith("response: ")


@pytest.mark.parametrize(("role", "kind"), [("state", "whole"), ("condition:temperature", "number")])
def test_only_what_is_true_or_false_can_be_an_alarm(tmp_path: Path, role: str, kind: str) -> None:
    assert len(faults(tmp_path, WHOLE, role, kind)) == 3


def test_owners_are_the_roles_of_the_plant() -> None:
    declared = get_args(get_args(get_type_hints(SignalSettings, include_extras=True)["owner"])[0])
    assert set(declared) - {""} == {role.id for role in ROLES}


def test_the_example_shows_one() -> None:
    text = (resources() / "config" / "station.example.toml").read_text(encoding="utf-8")
    signals = [one for machine in tomllib.loads(text)["machine"] for one in machine["signal"]]
    assert any(one.get("priority") and one.get("response") and one.get("owner") for one in signals)
