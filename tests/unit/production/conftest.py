"""Gives each test a shop floor of its own and closes it after the shift."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.shop_floor import OnFloor, Play, ShopFloor


@pytest.fixture
def on_floor(tmp_path: Path) -> Iterator[OnFloor]:
    """Run a play on a floor that is open for work."""
    floor = ShopFloor(tmp_path)

    def run(play: Play) -> None:
        async def evening() -> None:
            await floor.open()
            await play(floor)

        asyncio.run(evening())

    yield run
    floor.close()
