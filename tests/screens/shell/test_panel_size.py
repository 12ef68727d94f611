"""A bank card tells how large the panel is: from then on every size follows it, also after the next start."""

from collections.abc import Callable

import pytest

from momstation.ui.calibration import REMEMBERED, remembered_display
from tests.support.shell_stage import Stage

Build = Callable[..., Stage]


async def _open(one: Stage) -> None:
    await one.tap("link")
    await one.tap("station.panel")
    assert one.sees("sheet.panel") is not None
    assert one.sees("sheet.station") is None


def test_what_fits_holds_at_once_and_is_kept(stage: Build) -> None:
    one = stage()
    before = one.host.units.display.px_per_mm

    async def scene() -> None:
        await _open(one)
        await one.tap("calibration.much_wider")
        await one.tap("calibration.done")
        assert one.sees("sheet.panel") is None
        assert one.host.units.display.px_per_mm > before
        tile = one.sees("tile.scrap")
        assert tile is not None
        assert tile.height() >= one.host.units.target
        name, kept = one.remembered[-1]
        assert name == REMEMBERED
        display = remembered_display(kept)
        assert display is not None
        assert display.px_per_mm == pytest.approx(one.host.units.display.px_per_mm, abs=1e-3)

    one.play(scene)


@pytest.mark.parametrize("way_out", ["calibration.cancel", "sheet.close"])
def test_leaving_changes_nothing(stage: Build, way_out: str) -> None:
    one = stage()
    before = one.host.units

    async def scene() -> None:
        await _open(one)
        await one.tap("calibration.narrower")
        await one.tap(way_out)
        assert one.host.units == before
        assert one.remembered == []

    one.play(scene)
