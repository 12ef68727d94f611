"""The simulated plant that the device tests share, and the stations that listen to it."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from momstation.plant.readings import Link
from momstation.plant.signals import MachineBinding
from tests.support.machines import Heard, SimulatedPlant, Station


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
    """What a station hears of P07 from now on; it is live."""
    listener.link(Link.LIVE)
    listener.forget()
    yield listener
    plant.fault("clear")
    listener.until(lambda: listener.links[-1].status is Link.LIVE or None)


@pytest.fixture
def stations() -> Iterator[Callable[[MachineBinding, Path], Station]]:
    """Builds stations and ends every one of them, with its machine process."""
    built: list[Station] = []

    def build(binding: MachineBinding, data_dir: Path) -> Station:
        built.append(Station(binding, data_dir))
        return built[-1]

    yield build
    for station in built:
        station.stop()


@pytest.fixture
def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
