"""The band of a machine's shift tells what was recorded, from the store of a real floor."""

from momstation.production.model.commands import GiveStopReason
from momstation.production.presenters import BandsPresenter
from tests.support.shop_floor import STOPPED, OnFloor, ShopFloor, made


def test_a_stop_stands_in_the_band_until_and_after_it_is_explained(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        bands = made(floor, BandsPresenter)
        await floor.start()
        await floor.press_makes(15, over_s=600)
        await floor.press_goes(STOPPED)
        floor.later(300)
        view = (await bands.load(["P07", "P99"]))["P07"]
        assert [(one.kind, one.reason_text) for one in view.spans] == [("producing", ""), ("stopped", "")]
        assert view.spans[-1].stop is not None
        assert (view.spans[-1].end - view.spans[-1].start).total_seconds() == 300
        assert view.spans[-1].end <= view.end
        await floor.do(GiveStopReason(reason="JAM"))
        await floor.press_goes(6)
        floor.later(600)
        view = (await bands.load(["P07"]))["P07"]
        assert [(one.kind, one.reason_text) for one in view.spans] == [
            ("producing", ""),
            ("stopped", "Jam at the feeder"),
            ("producing", ""),
        ]

    on_floor(play)


def test_what_is_thinner_than_a_pixel_is_not_read_and_what_was_never_heard_has_no_band(
    on_floor: OnFloor,
) -> None:
    async def play(floor: ShopFloor) -> None:
        bands = made(floor, BandsPresenter)
        await floor.start()
        for _halt in range(5):
            floor.later(60)
            await floor.press_goes(STOPPED)
            floor.later(4)
            await floor.press_goes(6)
        floor.later(120)
        found = await bands.load(["P07", "P99"])
        assert [one.kind for one in found["P07"].spans] == ["producing"]
        assert "P99" not in found
        assert await bands.load([]) == {}

    on_floor(play)
