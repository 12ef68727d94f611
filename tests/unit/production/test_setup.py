"""Setup and the clocks of an order, with the real store: started and ended by a tap or by the first good part."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from momstation.core.errors import Refused
from momstation.core.part import Command
from momstation.events.production import SetupEnded, SetupStarted
from momstation.events.workforce import PersonSignedOff, PersonSignedOn
from momstation.production.model.clocks import OrderClocks
from momstation.production.model.commands import EndSetup, FinishOrder, PauseOrder, StartOrder, StartSetup
from momstation.production.model.order import OrderWork
from momstation.production.presenters.home import HomePresenter
from momstation.production.presenters.oee import OeePresenter
from momstation.production.presenters.quantity import QuantityPresenter
from momstation.production.records.clocking import clocks_of
from momstation.production.views import ActionKey
from momstation.shell.outcome import outcome_of
from tests.support.shop_floor import EXECUTE, IDLE, ITSELF, SIX, STATION, OnFloor, ShopFloor

ORDER = "4711-20"


async def clocks(floor: ShopFloor) -> OrderClocks:
    now = floor.clock.now()
    return await floor.reader.read(lambda conn: clocks_of(conn, ORDER, now))


async def work(floor: ShopFloor) -> OrderWork:
    found = await floor.reader.state(f"order/{ORDER}", OrderWork)
    assert found is not None
    return found


async def comes(floor: ShopFloor, person: str) -> None:
    came = PersonSignedOn(station="ST07", at=floor.clock.now(), person=person, how="badge")
    await floor.dispatcher.report([came], ITSELF)


async def goes(floor: ShopFloor, person: str) -> None:
    gone = PersonSignedOff(station="ST07", at=floor.clock.now(), person=person)
    await floor.dispatcher.report([gone], ITSELF)


async def name(_entity: str, code: str) -> str:
    return code


def test_a_shift_on_three_clocks(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await comes(floor, "P1001")
        floor.later(600)
        await floor.do(StartOrder(order=ORDER))
        await floor.do(StartSetup())
        floor.later(240)
        await floor.do(EndSetup())
        await floor.press_goes(EXECUTE)
        floor.later(60)
        await comes(floor, "P1002")
        floor.later(60)
        assert await clocks(floor) == OrderClocks(240, 120, 360 + 60)
        await floor.do(PauseOrder(order=ORDER))
        floor.later(900)
        assert await clocks(floor) == OrderClocks(240, 120, 420)
        await goes(floor, "P1002")
        await floor.do(StartOrder(order=ORDER))
        floor.later(10)
        await floor.press_goes(IDLE)
        floor.later(10)
        await floor.do(FinishOrder())
        floor.later(500)
        assert await clocks(floor) == OrderClocks(240, 130, 440)

    on_floor(play)


def test_a_setup_ends_with_the_first_good_part_and_not_with_a_bad_one(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        await floor.do(StartSetup(order=ORDER))
        await floor.press_makes(0, reject=2, over_s=30)
        assert (await work(floor)).setup_at("ST07") is not None
        await floor.press_makes(3, over_s=30)
        assert (await work(floor)).setup_at("ST07") is None
        await floor.press_makes(3, over_s=30)
        assert (await clocks(floor)).setup_s == 60
        ended = await floor.reader.read(
            lambda conn: conn.exec_driver_sql(
                "select count(*) from production_setup where kind = 'production.setup_ended'"
            ).scalar()
        )
        assert ended == 1

    on_floor(play)


def test_one_tap_ends_it_and_the_opposite_takes_that_back(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        for command, event in ((StartSetup(), SetupStarted), (EndSetup(), SetupEnded)):
            records = await floor.do(command)
            assert [type(record.event) for record in records] == [event]
        outcome = await outcome_of(records, name)
        assert isinstance(outcome.undo, StartSetup)
        outcome = await outcome_of(await floor.do(outcome.undo), name)
        assert outcome.text == "Setup for order 4711-20 started."
        assert isinstance(outcome.undo, EndSetup)

    on_floor(play)


@pytest.mark.parametrize(
    ("is_running", "is_set_up", "command", "refusal"),
    [
        (False, False, StartSetup(), "production.no_order_runs"),
        (False, False, StartSetup(order=ORDER), "production.order_not_running"),
        (False, False, EndSetup(order=ORDER), "production.no_setup_runs"),
        (True, False, EndSetup(), "production.no_setup_runs"),
        (True, True, StartSetup(), "production.setup_runs"),
    ],
)
def test_refusals(
    on_floor: OnFloor, is_running: bool, is_set_up: bool, command: Command, refusal: str
) -> None:
    async def play(floor: ShopFloor) -> None:
        if is_running:
            await floor.start()
        if is_set_up:
            await floor.do(StartSetup())
        with pytest.raises(Refused) as refused:
            await floor.do(command)
        assert refused.value.key == refusal

    on_floor(play)


def test_a_pause_ends_the_setup(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        await floor.do(StartSetup())
        floor.later(30)
        await floor.do(PauseOrder(order=ORDER))
        floor.later(30)
        await floor.start()
        assert (await work(floor)).setups == ()
        floor.later(30)
        assert (await clocks(floor)).setup_s == 30

    on_floor(play)


def test_the_quantity_sheet_and_the_strip_show_the_setup(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        sheet = QuantityPresenter(floor.reader, floor.clock, STATION, floor.live)
        home = HomePresenter(floor.reader, floor.clock, STATION, floor.live)
        assert (await sheet.load()).setup is None
        await floor.start()
        await comes(floor, "P1001")
        shown = (await sheet.load()).setup
        assert shown is not None and shown.key is ActionKey.START_SETUP
        await floor.do(StartSetup())
        floor.later(timedelta(hours=1, minutes=3).total_seconds())
        view = await sheet.load()
        assert view.setup is not None and view.setup.key is ActionKey.END_SETUP
        assert view.clocks_text == "Setup 1 h 3 min · Machine 1 h 3 min · Labour 1 h 3 min"
        card = next(one for one in (await home.load()).strip if one.key == "setup")
        assert card.kicker == "Setup · 1 h 3 min"
        assert card.action is not None and card.action.key is ActionKey.END_SETUP

    on_floor(play)


def test_the_clocks_are_the_same_after_a_restart(tmp_path: Path) -> None:
    async def first(floor: ShopFloor) -> OrderClocks:
        await floor.open()
        await comes(floor, "P1001")
        await floor.start()
        await floor.do(StartSetup())
        floor.later(90)
        return await clocks(floor)

    async def second(floor: ShopFloor) -> OrderClocks:
        floor.clock.advance((first_floor.clock.now() - SIX).total_seconds())
        return await clocks(floor)

    first_floor = ShopFloor(tmp_path)
    before = asyncio.run(first(first_floor))
    first_floor.close()
    again = ShopFloor(tmp_path)
    after = asyncio.run(second(again))
    again.close()
    assert before == after == OrderClocks(90, 90, 90)


def test_the_shift_shows_the_clocks_of_the_order_that_runs(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        shift = OeePresenter(floor.reader, floor.clock, STATION, floor.live)
        floor.later(60)
        assert (await shift.load()).clocks_text == ""
        await floor.start()
        await floor.do(StartSetup())
        floor.later(240)
        expected = "Order 4711-20: Setup 4 min · Machine 4 min · Labour 0 s"
        assert (await shift.load()).clocks_text == expected

    on_floor(play)
