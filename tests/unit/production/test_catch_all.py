"""How often nobody found a better reason than the catch-all is told where the shift is looked at."""

from datetime import timedelta

from momstation.plant.nouns import Reason, ReasonKind
from momstation.production.model.commands import GiveStopReason
from momstation.production.model.pareto import CATCH_ALL, CatchAll, Tally, catch_all
from momstation.production.presenters import OeePresenter
from tests.support.shop_floor import STOPPED, OnFloor, ShopFloor, made

OTHER = Reason(id=CATCH_ALL, kind=ReasonKind.STOP, text="Something else")
JAM = Reason(id="JAM", kind=ReasonKind.STOP, text="Jam")


async def stop_for(floor: ShopFloor, reason: str) -> None:
    await floor.press_goes(STOPPED)
    floor.later(100)
    await floor.do(GiveStopReason(reason=reason))
    await floor.press_goes(6)


def test_the_share_of_the_catch_all_is_told_with_the_shift(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.define(OTHER)
        await floor.start()
        await stop_for(floor, CATCH_ALL)
        floor.later(timedelta(days=31).total_seconds())
        for reason in ("JAM", "TOOL", CATCH_ALL, "JAM"):
            await stop_for(floor, reason)
        view = await made(floor, OeePresenter).load()
        assert view.caveats[-1] == "Reason “Something else” in 30 days: 25 % of what was explained (1 of 4)."

    on_floor(play)


def test_where_nobody_needed_it_nothing_is_told() -> None:
    assert catch_all([JAM, OTHER], {"JAM": Tally(3, 90.0)}) is None
    assert catch_all([JAM], {CATCH_ALL: Tally(3, 90.0)}) is None, "it has left the catalogue"
    found = catch_all([JAM, OTHER], {"JAM": Tally(19, 1.0), CATCH_ALL: Tally(1, 1.0)})
    assert found == CatchAll("Something else", 1, 20)
