"""What a machine's wire can do wrong, at a whole station: the home says it, people work on, and no part is lost."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from momstation.events.machines import MachineState, MachineStateChanged, PartsCounted
from momstation.events.production import QuantityCounted, QuantityDeclared
from momstation.plant.readings import Link, Quality, Reading
from momstation.plant.signals import GOOD_COUNT, REJECT_COUNT, MachineBinding, SignalBinding, SignalType
from momstation.production.model.commands import DeclareQuantity
from momstation.simulation.machine import NAMESPACE
from tests.support.bare_station import BareStation, a_station
from tests.support.machines import SimulatedPlant

ONE_MISSING = "One signal of the machine is missing"


@pytest.fixture(scope="module")
def running_plant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatedPlant]:
    plant = SimulatedPlant(tmp_path_factory.mktemp("plant") / "control", 0, "--reject-share", "0")
    plant.tell("start")
    yield plant
    plant.end()


@pytest.fixture
def plant(running_plant: SimulatedPlant) -> Iterator[SimulatedPlant]:
    yield running_plant
    running_plant.fault("clear")
    running_plant.tell("resume", machine="P07")


async def _card(station: BareStation, title: str) -> str:
    """What the home says about the press under this title."""
    strip = (await station.shown()).strip
    (text,) = [card.text for card in strip if card.title == title]
    return text


async def _people_work_on(station: BareStation) -> None:
    assert (await station.reads("ORDER:4711-20"))[-1].accepted
    assert (await station.taps(DeclareQuantity(good=3))).accepted
    assert [one.good for one in await station.facts(QuantityDeclared)] == [3]


def _counted_is(truth: int) -> Callable[[Reading], bool]:
    return lambda one: one.quality is Quality.GOOD and one.value == truth


async def _tell(plant: SimulatedPlant, what: Callable[..., Any], *words: str, **more: object) -> Any:
    return await asyncio.to_thread(what, *words, **more)


def _with(binding: MachineBinding, signal: SignalBinding) -> MachineBinding:
    others = tuple(one for one in binding.signals if one.role != signal.role)
    return msgspec.structs.replace(binding, signals=(*others, signal))


def test_a_machine_that_is_not_there_is_named_and_people_declare_by_hand(
    plant: SimulatedPlant, tmp_path: Path
) -> None:
    held = socket.socket()  # nobody listens there, and nobody else can as long as it is held
    held.bind(("127.0.0.1", 0))
    endpoint = f"opc.tcp://127.0.0.1:{held.getsockname()[1]}/"
    absent = msgspec.structs.replace(plant.bindings["P07"], endpoint=endpoint)

    async def shift() -> None:
        async with a_station(tmp_path, machine=absent, is_wired=True) as station:
            await station.link(Link.LOST)
            said = await _card(station, "The machine is not heard")
            assert said == (
                f"Nobody answers at {endpoint}. Check that the machine is switched on and its network cable is in."
            )
            await _people_work_on(station)
            assert all(one.state is MachineState.UNKNOWN for one in await station.facts(MachineStateChanged))

    with held:
        asyncio.run(shift())


@pytest.mark.parametrize(
    ("node", "parts"),
    [
        ("P07.NoSuchThing", ("no node", "Check the node id in the configuration")),
        ("P07.Temperature", ("should be", "whole", "Double", "Check the node id and the type")),
    ],
)
def test_a_wrong_node_or_type_is_named_and_the_other_signals_count_on(
    plant: SimulatedPlant, tmp_path: Path, node: str, parts: tuple[str, ...]
) -> None:
    node_id = f"nsu={NAMESPACE};s={node}"
    wrong = _with(plant.bindings["P07"], SignalBinding(REJECT_COUNT, node_id, SignalType.WHOLE))

    async def shift() -> None:
        async with a_station(tmp_path, machine=wrong, is_wired=True) as station:
            await station.link(Link.MISCONFIGURED, REJECT_COUNT)
            await station.reads("ORDER:4711-20")
            station.readings.clear()
            await station.parts(2)
            await station.told()
            assert sum(one.good for one in await station.facts(PartsCounted)) > 0
            assert sum(one.good for one in await station.facts(QuantityCounted)) > 0
            assert not any(one.reject for one in await station.facts(PartsCounted))
            said = await _card(station, ONE_MISSING)
            for part in ("P07", REJECT_COUNT, node_id, *parts):
                assert part in said

    asyncio.run(shift())


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"type": "UInt32", "value": [1, 2]}, ("whole", "array of UInt32")),
        ({"type": "String", "value": "twelve"}, ("whole", "String")),
        ({"type": "Double", "value": "nan"}, ("whole", "Double")),
    ],
)
def test_a_counter_that_becomes_something_else_is_said_and_costs_no_part(
    plant: SimulatedPlant, tmp_path: Path, fault: dict[str, object], said: tuple[str, ...]
) -> None:
    patient = msgspec.structs.replace(plant.bindings["P07"], keep_alive_s=20.0)  # a busy plant is not silent

    async def shift() -> None:
        async with a_station(tmp_path, machine=patient, is_wired=True) as station:
            first = await station.reading(GOOD_COUNT, lambda one: one.quality is Quality.GOOD)
            await station.reads("ORDER:4711-20")
            await _tell(plant, plant.fault, "value", signal=GOOD_COUNT, **fault)
            wrong = await station.reading(GOOD_COUNT, lambda one: one.quality is Quality.CHANGED)
            assert wrong.value is None
            await station.link(Link.MISCONFIGURED, GOOD_COUNT)
            card = await _card(station, ONE_MISSING)
            for part in ("P07", GOOD_COUNT, *said):
                assert part in card
            await _tell(plant, plant.fault, "clear")
            await _all_parts_are_counted(plant, station, first)
            states = [one.state for one in await station.facts(MachineStateChanged)]
            since_heard = states[states.index(MachineState.PRODUCING) :]
            assert MachineState.UNKNOWN not in since_heard, "its state was heard all the time"

    asyncio.run(shift())


def test_a_machine_whose_clock_was_never_set_counts_by_the_stations_clock(
    plant: SimulatedPlant, tmp_path: Path
) -> None:
    async def shift() -> None:
        async with a_station(tmp_path, machine=plant.bindings["P07"], is_wired=True) as station:
            first = await station.reading(GOOD_COUNT, lambda one: one.quality is Quality.GOOD)
            await station.reads("ORDER:4711-20")
            await _tell(plant, plant.fault, "clock", offset="1601")
            undated = await station.reading(GOOD_COUNT, lambda one: "clock was never set" in one.reason)
            assert (undated.quality, undated.source_time) == (Quality.GOOD, None)
            await _all_parts_are_counted(plant, station, first)
            for counted in await station.facts(PartsCounted):
                assert abs((counted.at - station.clock.now()).total_seconds()) < 60
            for changed in await station.facts(MachineStateChanged):
                assert changed.source_at is None or changed.source_at.year > 2000

    asyncio.run(shift())


async def _all_parts_are_counted(plant: SimulatedPlant, station: BareStation, first: Reading) -> None:
    """The press rests; what it has made since it was first heard is on record, each part once."""
    assert isinstance(first.value, int)
    truth = (await _tell(plant, plant.tell, "pause", machine="P07"))["machines"]["P07"]["true_good"]
    await station.reading(GOOD_COUNT, _counted_is(truth))
    await station.told()
    counted = await station.facts(PartsCounted)
    assert sum(one.good for one in counted) == truth - first.value
    assert counted[-1].good_counter == truth
