"""Whatever a person books can be taken back with one tap; both stay in the log, and nothing else is left of it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from pathlib import Path

import pytest
import sqlalchemy as sa

from momstation.app.assembly import assemble
from momstation.core.clock import ManualClock
from momstation.core.errors import Refused
from momstation.core.event import Record
from momstation.core.part import Actor, Command
from momstation.events.discrepancy import Decision, DiscrepancySettled
from momstation.events.workforce import PersonSignedOn
from momstation.plant.roles import permissions_of
from momstation.production.model import commands as ask
from momstation.production.model.order import OrderWork, Phase
from momstation.production.model.stop import StopStory
from momstation.production.records import querying
from momstation.production.records.sequencing import sequences
from momstation.settings import load
from momstation.shell.inbox.commands import ReopenDiscrepancy, SettleDiscrepancy
from momstation.shell.irreversible import IRREVERSIBLE
from momstation.shell.outcome import outcome_of
from momstation.workforce.model import SignOff, SignOnByBadge, SignOnByPin
from tests.support.order_facts import scrap_by_reason
from tests.support.plant_builders import NOON, record_of
from tests.support.shop_floor import LEAD, MEYER, PRESS, STOPPED, ShopFloor
from tests.support.station_file import a_station_file

ORDER, OTHER = "4711-20", "4711-30"
Prepare = Callable[[ShopFloor], Awaitable[Command]]


async def a_start(_floor: ShopFloor) -> Command:
    return ask.StartOrder(order=ORDER)


async def a_resume(floor: ShopFloor) -> Command:
    await floor.start()
    await floor.do(ask.PauseOrder(order=ORDER))
    return ask.ResumeOrder(order=ORDER)


async def a_pause(floor: ShopFloor) -> Command:
    await floor.start()
    return ask.PauseOrder(order=ORDER)


async def a_finish(floor: ShopFloor) -> Command:
    await floor.start()
    await floor.press_makes(3)
    return ask.FinishOrder(order=ORDER)


async def a_clearance(floor: ShopFloor) -> Command:
    await floor.start()
    return ask.ClearLine(order=ORDER)


async def a_setup(floor: ShopFloor) -> Command:
    await floor.start()
    return ask.StartSetup(order=ORDER)


async def an_end_of_setup(floor: ShopFloor) -> Command:
    await floor.start()
    await floor.do(ask.StartSetup(order=ORDER))
    return ask.EndSetup(order=ORDER)


async def some_good(floor: ShopFloor) -> Command:
    await floor.start()
    return ask.DeclareQuantity(order=ORDER, good=24)


async def some_scrap(floor: ShopFloor) -> Command:
    await floor.start()
    await floor.press_makes(10, 1)
    return ask.DeclareQuantity(order=ORDER, scrap=3, scrap_reason="BURR")


async def a_reason(floor: ShopFloor) -> Command:
    await floor.start()
    await floor.press_goes(STOPPED)
    return ask.GiveStopReason(reason="JAM")


async def another_reason(floor: ShopFloor) -> Command:
    await floor.do(await a_reason(floor))
    return ask.GiveStopReason(reason="TOOL")


async def another_sequence(floor: ShopFloor) -> Command:
    await floor.do(ask.SequenceOrders(work_unit=PRESS, orders=(OTHER, ORDER)), LEAD)
    return ask.SequenceOrders(work_unit=PRESS, orders=(ORDER, OTHER))


SCENES: Mapping[str, tuple[type[Command], Prepare]] = {
    "start": (ask.StartOrder, a_start),
    "resume": (ask.ResumeOrder, a_resume),
    "pause": (ask.PauseOrder, a_pause),
    "finish": (ask.FinishOrder, a_finish),
    "clear": (ask.ClearLine, a_clearance),
    "setup": (ask.StartSetup, a_setup),
    "end of setup": (ask.EndSetup, an_end_of_setup),
    "good": (ask.DeclareQuantity, some_good),
    "scrap": (ask.DeclareQuantity, some_scrap),
    "reason": (ask.GiveStopReason, a_reason),
    "another reason": (ask.GiveStopReason, another_reason),
    "another sequence": (ask.SequenceOrders, another_sequence),
}
ELSEWHERE = {SettleDiscrepancy, SignOnByBadge, SignOnByPin}
"""Shown to be taken back by tests of their own, below and in the store's tests of contradictions."""


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[ShopFloor]:
    floor = ShopFloor(tmp_path)
    yield floor
    floor.close()


async def names(_entity: str, one: str) -> str:
    return one


async def seen(floor: ShopFloor) -> object:
    """All that people see of the orders and the stops."""
    orders = [await _order(floor, one) for one in (ORDER, OTHER)]
    stop = await floor.reader.read(lambda conn: querying.open_stop(conn, "P07"))
    told = await floor.reader.state(f"stop/{stop.stop}", StopStory) if stop is not None else None
    sequence = await floor.reader.read(lambda conn: sequences(conn, (PRESS,)))
    return orders, sequence, None if told is None else told.reason


async def _order(floor: ShopFloor, order: str) -> object:
    work = await floor.reader.state(f"order/{order}", OrderWork) or OrderWork(order=order)
    places = [(place.station, place.machine) for place in work.places]
    setups = [setup.station for setup in work.setups]
    cleared = [each.station for each in work.clearances]
    counts = (work.good, work.scrap, work.rework, scrap_by_reason(work))
    return work.phase, work.started_at is None, places, setups, cleared, counts


async def not_in_the_log(floor: ShopFloor, records: tuple[Record, ...]) -> set[bytes]:
    def ids(conn: sa.Connection) -> set[bytes]:
        rows = conn.exec_driver_sql("SELECT event_id FROM event").all()
        return {bytes(row[0]) for row in rows}

    known = await floor.reader.read(ids)
    return {record.event_id for record in records} - known


@pytest.mark.parametrize("name", list(SCENES))
def test_one_tap_takes_it_back_and_both_stay_in_the_log(floor: ShopFloor, name: str) -> None:
    kind, prepare = SCENES[name]

    async def scene() -> None:
        await floor.open()
        command = await prepare(floor)
        assert isinstance(command, kind)
        floor.later(5)
        before = await seen(floor)
        actor = LEAD if kind is ask.SequenceOrders else MEYER
        booked = await floor.do(command, actor)
        assert await seen(floor) != before, "the command changes what people see"
        said = await outcome_of(booked, names)
        assert said.undo is not None and said.text
        floor.later(9)
        taken_back = await floor.do(said.undo, actor)
        assert taken_back and await seen(floor) == before
        assert await not_in_the_log(floor, (*booked, *taken_back)) == set()
        assert {record.recorded_at for record in taken_back} != {record.recorded_at for record in booked}
        assert (await outcome_of(taken_back, names)).text

    asyncio.run(scene())


def test_every_command_has_its_undo_or_is_named_with_the_reason_why_not(tmp_path: Path) -> None:
    assembly = assemble(load(a_station_file(tmp_path)), ManualClock(NOON))
    asked = {command for part in assembly.parts for command in part.handlers}
    assembly.store.close()
    reversible = {kind for kind, _prepare in SCENES.values()} | ELSEWHERE
    assert not reversible & set(IRREVERSIBLE)
    missing = {command.__name__ for command in asked - reversible - set(IRREVERSIBLE)}
    assert missing == set(), "give each an undo in shell/outcome.py, or its reason in shell/irreversible.py"
    assert set(IRREVERSIBLE) <= asked
    assert all(reason.endswith(".") and len(reason) > 20 for reason in IRREVERSIBLE.values())


def test_a_settled_contradiction_is_opened_again() -> None:
    settled = DiscrepancySettled(
        discrepancy="ab", on="order/1", rule="r", station="P07", at=NOON, by="P1",
        decision=Decision.ACCEPTED,
    )  # fmt: skip
    said = asyncio.run(outcome_of((record_of(settled),), names))
    assert isinstance(said.undo, ReopenDiscrepancy) and said.undo.discrepancy == "ab"


def test_who_signed_on_by_mistake_is_signed_off_by_one_tap() -> None:
    for how in ("badge", "pin"):
        on = record_of(PersonSignedOn(station="P07", at=NOON, person="P2", how=how))
        said = asyncio.run(outcome_of((on,), names))
        assert isinstance(said.undo, SignOff) and said.undo.person == "P2"


def test_a_start_is_taken_back_once_and_only_while_it_runs(floor: ShopFloor) -> None:
    async def scene() -> None:
        await floor.open()
        (started,) = await floor.do(ask.StartOrder(order=ORDER))
        back = ask.WithdrawStart(order=ORDER, started=started.event_id.hex())
        await floor.do(back)
        with pytest.raises(Refused, match="order_not_running"):
            await floor.do(ask.WithdrawStart(order=ORDER, started=started.event_id.hex()))
        await floor.do(ask.StartOrder(order=OTHER))
        await floor.do(ask.PauseOrder(order=OTHER))
        with pytest.raises(Refused, match="order_not_running"):
            await floor.do(ask.WithdrawStart(order=OTHER, started=started.event_id.hex()))

    asyncio.run(scene())


def test_an_order_that_made_parts_before_its_start_was_taken_back_keeps_them(floor: ShopFloor) -> None:
    async def scene() -> None:
        await floor.open()
        (started,) = await floor.do(ask.StartOrder(order=ORDER))
        await floor.press_makes(2)
        await floor.do(ask.WithdrawStart(order=ORDER, started=started.event_id.hex()))
        work = await floor.reader.state(f"order/{ORDER}", OrderWork)
        assert work is not None
        assert (work.phase, work.good) == (Phase.PAUSED, 2)

    asyncio.run(scene())


def test_nobody_without_the_right_takes_anything_back(floor: ShopFloor) -> None:
    visitor = Actor("P9", "V. Isitor", permissions_of(("logistics",)))

    async def scene() -> None:
        await floor.open()
        (started,) = await floor.do(ask.StartOrder(order=ORDER))
        undo = (await outcome_of((started,), names)).undo
        assert undo is not None
        with pytest.raises(Refused, match="not_permitted"):
            await floor.do(undo, visitor)
        await floor.do(undo, MEYER)

    asyncio.run(scene())
