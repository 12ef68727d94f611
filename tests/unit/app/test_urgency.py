"""What a new station reads first of what is open in the plant."""

import asyncio
from pathlib import Path

from momstation.app.urgency import urgency_of
from tests.support.bare_station import a_station

OPEN = (
    "definition/person/1001",
    "machine/P07",
    "machine/P08",
    "order/4711-20",
    "order/4712-20",
    "order/old",
    "stop/1",
)


def test_its_own_work_is_what_is_open_for_its_machines(tmp_path: Path) -> None:
    async def play() -> tuple[str, ...]:
        async with a_station(tmp_path) as station:
            return tuple(urgency_of(station.assembly).own(OPEN))

    own = asyncio.run(play())
    assert own == ("station/ST07", "team/ST07", "machine/P07", "order/4711-20"), "4711-30 was never begun"
