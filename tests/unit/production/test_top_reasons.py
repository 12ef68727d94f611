"""The six tiles are the station's own most frequent reasons of the last thirty days, and nobody else's or older."""

from datetime import timedelta

from momstation.plant.nouns import Reason, ReasonKind
from momstation.production.model.commands import GiveStopReason
from momstation.production.presenters import StopReasonPresenter
from tests.support.shop_floor import STOPPED, OnFloor, ShopFloor, made

DAY_S = timedelta(days=1).total_seconds()
CODES = [f"C{n:03d}" for n in range(150)]


def test_six_of_thirty_days_stand_first_and_every_code_stands_once(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.define(*[Reason(id=code, kind=ReasonKind.STOP, text=f"Cause {code}") for code in CODES])
        await floor.start()
        for _turn in range(3):
            await stop_for(floor, "C149")
        floor.later(31 * DAY_S)
        for count, code in enumerate(("C120", "C090", "C060", "C030", "C010", "C005"), start=1):
            for _turn in range(count):
                await stop_for(floor, code)
        await floor.press_goes(STOPPED)
        view = await made(floor, StopReasonPresenter).load()
        assert [tile.reason for tile in view.top] == ["C005", "C010", "C030", "C060", "C090", "C120"]
        offered = [*(tile.reason for tile in view.top)]
        offered += [tile.reason for group in view.more for tile in group.tiles]
        assert len(offered) == len(set(offered))
        assert set(CODES) <= set(offered)
        assert view.more_label == f"More ({len(offered) - 6})"

    on_floor(play)


async def stop_for(floor: ShopFloor, reason: str) -> None:
    await floor.press_goes(STOPPED)
    floor.later(100)
    await floor.do(GiveStopReason(reason=reason))
    await floor.press_goes(6)
