"""A stack light on a real OPC UA server: it follows the cues through cut connections and goes dark with its station."""

import time
from pathlib import Path

import msgspec
import pytest

from momstation.devices.stack_light import StackLight
from momstation.plant.readings import Link
from momstation.plant.signals import MachineBinding, OutputBinding
from momstation.simulation.machine import NAMESPACE
from momstation.ui.cues import Cue
from tests.support.machines import PATIENCE_S, SimulatedPlant, Station, Stations


def with_lamps(binding: MachineBinding, *names: str) -> MachineBinding:
    outputs = tuple(OutputBinding(name, f"nsu={NAMESPACE};s={binding.code}.{name}") for name in names)
    return msgspec.structs.replace(binding, outputs=outputs)


def shine(plant: SimulatedPlant, code: str = "P08") -> list[str]:
    return [lamp for lamp, is_lit in plant.tell("report")["lamps"][code].items() if is_lit]


def until(plant: SimulatedPlant, *lamps: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while (lit := shine(plant)) != list(lamps):
        assert time.monotonic() < deadline, f"{lit} shine, not {lamps}"
        time.sleep(0.02)


@pytest.fixture
def station(plant: SimulatedPlant, stations: Stations, tmp_path: Path) -> Station:
    station = stations(with_lamps(plant.bindings["P08"], "LampRed", "LampAmber"), tmp_path)
    station.heard.link(Link.LIVE)
    return station


def test_a_lasting_cue_lights_its_lamp_until_it_is_ended(plant: SimulatedPlant, station: Station) -> None:
    light = StackLight({Cue.ALARM: "LampRed"}, station.port.switch, lambda _s, _call: pytest.fail("no timer"))
    light.give(Cue.ALARM, 0)
    until(plant, "LampRed")
    light.end(Cue.ALARM)
    until(plant)


def test_the_light_is_right_again_after_the_connection_was_cut(
    plant: SimulatedPlant, station: Station
) -> None:
    station.port.switch("LampAmber", True)
    until(plant, "LampAmber")
    before = len(station.heard.links)
    plant.fault("drop_sessions", machine="P08")
    station.heard.link(Link.LOST, after=before)
    station.port.switch("LampAmber", False)
    station.port.switch("LampRed", True)
    station.heard.link(Link.LIVE, after=before + 1)
    until(plant, "LampRed")


def test_what_was_asked_before_the_machine_was_reached_is_done_then(
    plant: SimulatedPlant, stations: Stations, tmp_path: Path
) -> None:
    station = stations(with_lamps(plant.bindings["P08"], "LampRed"), tmp_path)
    station.port.switch("LampRed", True)
    until(plant, "LampRed")


def test_a_station_that_ends_leaves_the_light_dark(plant: SimulatedPlant, station: Station) -> None:
    station.port.switch("LampRed", True)
    until(plant, "LampRed")
    station.stop()
    until(plant)


def test_a_station_that_dies_leaves_the_light_dark(plant: SimulatedPlant, station: Station) -> None:
    """The machine's own process outlives it for a minute."""
    station.port.switch("LampAmber", True)
    until(plant, "LampAmber")
    station.stop(keep_child=True)
    until(plant)


def test_a_lamp_that_does_not_exist_costs_nothing_else(
    plant: SimulatedPlant, stations: Stations, tmp_path: Path
) -> None:
    station = stations(with_lamps(plant.bindings["P08"], "LampBlue", "LampRed"), tmp_path)
    station.port.switch("LampBlue", True)
    station.port.switch("LampRed", True)
    until(plant, "LampRed")
    assert station.heard.link(Link.LIVE).reason == ""
