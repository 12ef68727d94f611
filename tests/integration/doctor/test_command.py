"""``momstation doctor`` from the command line."""

import io
import json
from pathlib import Path

import pytest

from momstation.shell.doctor import command
from momstation.shell.doctor.command import CHECKS, main
from momstation.shell.doctor.patient import Patient
from tests.conftest import ExpectedLog
from tests.support.station_file import a_station_file

ABSENT = """
[[scanner]]
id = "hand"
port = "/no/such/port"
[[machine]]
code = "P07"
endpoint = "opc.tcp://127.0.0.1:9"
[[machine.signal]]
role = "state"
node = "ns=2;s=State"
type = "whole"
"""


def run(*arguments: object) -> tuple[int, str]:
    out, err = io.StringIO(), io.StringIO()
    code = main([str(argument) for argument in arguments], out, err)
    assert err.getvalue() == ""
    return code, out.getvalue()


def test_a_station_without_faults_ends_with_0_and_a_line_for_each_thing(tmp_path: Path) -> None:
    code, said = run("--config", a_station_file(tmp_path))
    lines = said.splitlines()
    assert code == 0
    assert lines[0].startswith("ok       configuration")
    assert all(line.startswith(("ok ", "warning ")) for line in lines[:-1])
    assert "0 faults" in lines[-1]
    for name in CHECKS:
        assert any(f" {name}" in line for line in lines), name


def test_a_station_with_faults_ends_with_1_and_tells_all_of_them_without_noise(tmp_path: Path) -> None:
    code, said = run("--config", a_station_file(tmp_path, ABSENT), "--patience", "60")
    faults = [line for line in said.splitlines() if line.startswith("fault ")]
    assert code == 1
    assert len(faults) == 2
    assert "scanner hand" in faults[0] and "/no/such/port" in faults[0]
    assert "machine P07" in faults[1] and "opc.tcp://127.0.0.1:9" in faults[1]


def test_a_program_can_read_it(tmp_path: Path) -> None:
    code, said = run("--config", a_station_file(tmp_path), "--json")
    found = json.loads(said)
    assert (code, found["faults"]) == (0, 0)
    assert found["warnings"] == sum(one["level"] == "warning" for one in found["findings"])
    assert {"check", "subject", "level", "sentence", "remedy"} == set(found["findings"][0])


def test_wrong_settings_are_the_fault_and_nothing_else_is_looked_at(tmp_path: Path) -> None:
    config = a_station_file(tmp_path)
    config.write_text(config.read_text("utf-8").replace("\npath", "\npth"), "utf-8")
    code, said = run("--config", config)
    assert code == 1
    assert "store.pth: there is no such setting" in said
    assert "store.path: this setting is missing" in said
    assert all("configuration" in line for line in said.splitlines()[:-1])


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    code, said = run("--config", tmp_path / "none.toml", "--json")
    assert code == 1
    assert "momstation settings --example" in json.loads(said)["findings"][0]["sentence"]


def test_a_check_that_breaks_is_a_fault_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expect_log: ExpectedLog
) -> None:
    def broken(_patient: Patient) -> list[object]:
        raise ZeroDivisionError("of all things")

    expect_log("The check of the clock broke")
    monkeypatch.setattr(command, "CHECKS", dict(CHECKS) | {"clock": broken})
    code, said = run("--config", a_station_file(tmp_path))
    assert code == 1
    assert "of all things" in said
    assert "store" in said and "central" in said


def test_without_a_configuration_the_usage_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run()[0] == 2
    assert "--config" in capsys.readouterr().err


def test_a_station_at_which_people_practise_is_warned_of(tmp_path: Path) -> None:
    config = a_station_file(tmp_path)
    config.write_text(
        config.read_text("utf-8").replace("[station]\n", "[station]\ntraining = true\n"), "utf-8"
    )
    code, said = run("--config", config)
    assert code == 0
    (warned,) = [line for line in said.splitlines() if line.startswith("warning") and "practise" in line]
    assert "Take training = true out of" in warned
