"""The simulated plant that the device tests share, and the stations that listen to it."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from momstation.plant.readings import Link
from momstation.plant.signals import MachineBinding
from tests.support.machines import PATIENCE_S, Heard, SimulatedPlant, Station, Stations


@pytest.fixture(scope="package")
def running_plant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatedPlant]:
    plant = SimulatedPlant(tmp_path_factory.mktemp("plant") / "control", 0, "--uint16", "P08")
    plant.tell("start")
    yield plant
    plant.end()


@pytest.fixture
def plant(running_plant: SimulatedPlant) -> Iterator[SimulatedPlant]:
    """A plant that makes a part each tenth of a second; its faults are cleared afterwards."""
    yield running_plant
    running_plant.fault("clear")


@pytest.fixture(scope="package")
def listener(running_plant: SimulatedPlant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Heard]:
    """A station that listens to P07 all the time."""
    station = Station(running_plant.bindings["P07"], tmp_path_factory.mktemp("listener"))
    yield station.heard
    station.stop()


@pytest.fixture
def heard(plant: SimulatedPlant, listener: Heard) -> Iterator[Heard]:
    """What a station hears of P07 from now on; it is live. What does not change is not heard again."""
    listener.until(lambda: (listener.links and listener.links[-1].status is Link.LIVE) or None)
    listener.forget()
    yield listener
    plant.fault("clear")
    listener.until(lambda: listener.links[-1].status is Link.LIVE or None)


@pytest.fixture
def stations() -> Iterator[Stations]:
    """Builds stations and ends every one of them, with its machine process."""
    built: list[Station] = []

    def build(binding: MachineBinding, data_dir: Path, silent_after_s: float = PATIENCE_S) -> Station:
        built.append(Station(binding, data_dir, silent_after_s))
        return built[-1]

    yield build
    for station in built:
        station.stop()


@pytest.fixture
def free_port() -> Iterator[int]:
    """A port at which nobody listens, and nobody can as long as it is held."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield int(held.getsockname()[1])
