"""What the demo writes must be what a plant may import and a station may start with, for any number of presses."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from momstation.plant.bindings import machine_bindings, station_facts
from momstation.plant.importing import read_plant
from momstation.plant.nouns import Equipment, JobOrder
from momstation.plant.signals import Security
from momstation.settings import load
from momstation.simulation.demo.options import parse
from momstation.simulation.demo.plant_files import FIRST_QUANTITY, write_plant
from momstation.simulation.demo.settings_file import station_toml
from momstation.simulation.machine import Plan, binding_for

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("presses", [["P07"], ["P07", "P08"], [f"P{n:02}" for n in range(7, 15)]])
def test_the_plant_of_the_demo_can_be_imported(tmp_path: Path, presses: list[str]) -> None:
    write_plant(tmp_path, presses, NOW, microstop_s=2, ask_after_s=3)
    nouns = read_plant(tmp_path, {})
    units = {one.id: one for one in nouns if isinstance(one, Equipment)}
    orders = [one for one in nouns if isinstance(one, JobOrder)]
    for press in presses:
        assert units[press].ask_reason_after_s == 3
        assert units[press].microstop_s == 2
        mine = sorted(
            (one for one in orders if one.work_unit == press), key=lambda one: (one.priority, one.due)
        )
        assert mine[0].quantity == FIRST_QUANTITY
        assert NOW < mine[0].due < NOW + timedelta(hours=1)
    assert {one.work_unit for one in orders} == set(presses)


def test_an_operators_settings_say_what_the_simulated_machine_offers(tmp_path: Path) -> None:
    binding = binding_for("P08", "opc.tcp://127.0.0.1:4840", Plan(counter_bits=16), Security.NONE)
    config = tmp_path / "station.toml"
    store, scanner = tmp_path / "station.db", tmp_path / "scanner"
    config.write_text(
        station_toml("P08", "Press 08", "A", "operator", store, scanner, binding), encoding="utf-8"
    )
    settings = load(config)
    (read,) = machine_bindings(settings)
    assert (read.endpoint, read.signals, read.counter_modulus) == (binding.endpoint, binding.signals, 65536)
    assert settings.scanner[0].port == str(scanner)
    assert station_facts(settings).machines == ("P08",)


def test_a_team_leads_settings_have_no_machine_and_no_scanner(tmp_path: Path) -> None:
    config = tmp_path / "station.toml"
    text = station_toml("LEAD", "Team lead", "A", "team_lead", tmp_path / "station.db", None, None)
    config.write_text(text, encoding="utf-8")
    settings = load(config)
    assert (settings.station.role, settings.scanner, settings.machine) == ("team_lead", (), ())


@pytest.mark.parametrize(
    "words", [["--stations", "1"], ["--stations", "10"], ["--duration", "0"], ["--duration", "x"]]
)
def test_options_out_of_bounds_are_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parse(words)
    assert left.value.code == 2
    assert words[0] in capsys.readouterr().err


def test_without_a_display_people_are_simulated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    options = parse([])
    assert (options.is_headless, options.duration_s) == (True, 60.0)
    monkeypatch.setenv("DISPLAY", ":7")
    options = parse([])
    assert (options.is_headless, options.duration_s) == (False, None)
    assert parse(["--headless"]).is_headless
