"""A workplace without a machine: orders planned for its code are listed, begun, made by hand, moved and finished."""

import asyncio
from pathlib import Path

from momstation.core.part import Actor
from momstation.events.production import OrderFinished, OrderStarted, QuantityDeclared
from momstation.production.model.commands import SequenceOrders
from momstation.production.presenters.dispatch import DispatchPresenter
from tests.support.bare_station import BareStation, a_station, plant_of_the_shift
from tests.support.plant_builders import an_order

HERE = ("H-1", "H-2", "H-3")
PLANT = (*plant_of_the_shift(), *(an_order(order, work_unit="ST07") for order in HERE))


def test_a_shift_by_hand(tmp_path: Path) -> None:
    async def shift() -> None:
        async with a_station(tmp_path, machine=None, plant=PLANT) as station:
            assert await listed(station) == list(HERE)
            verdicts = await station.reads("ORDER:H-1", "GOOD:5", "SCRAP:BURR")
            assert [one.accepted for one in verdicts] == [True] * 3, verdicts
            shown = await station.shown()
            assert shown.card is not None
            assert (shown.card.order, shown.card.good) == ("H-1", 5)
            assert shown.card.machine is None, "one more good piece is one tap"
            assert shown.card.machine is None, "one tap counts one good part"
            assert shown.state.word == "Work by hand"
            (done,) = await station.reads("FINISH")
            assert done.accepted, done
            assert [one.order for one in await station.facts(OrderStarted)] == ["H-1"]
            assert [one.order for one in await station.facts(OrderFinished)] == ["H-1"]
            assert {one.order for one in await station.facts(QuantityDeclared)} == {"H-1"}
            assert await listed(station) == ["H-2", "H-3"]

    asyncio.run(shift())


def test_an_order_for_a_machine_is_refused_with_both_places(tmp_path: Path) -> None:
    async def shift() -> None:
        async with a_station(tmp_path, machine=None, plant=PLANT) as station:
            (foreign,) = await station.reads("ORDER:4711-20")
            assert foreign.title == "Order 4711-20 belongs to P07. This station works for ST07."

    asyncio.run(shift())


def test_a_team_lead_puts_its_orders_into_another_sequence(tmp_path: Path) -> None:
    async def shift() -> None:
        async with a_station(tmp_path, machine=None, plant=PLANT) as station:
            command = SequenceOrders(work_unit="ST07", orders=("H-3", "H-1", "H-2"))
            await station.dispatcher.send(
                command, Actor("1001", "A. Meyer", frozenset({"production.sequence_orders"}))
            )
            assert await listed(station) == ["H-3", "H-1", "H-2"]

    asyncio.run(shift())


async def listed(station: BareStation) -> list[str]:
    reader, clock, facts = station.assembly.reader, station.clock, station.assembly.facts
    view = await DispatchPresenter(reader, clock, facts, station.assembly.live).load()
    return [row.order for row in view.rows]
