"""An alarm that stands while the station is closed is neither told twice nor forgotten."""

import asyncio
from pathlib import Path

from momstation.events.machines import ConditionCame, ConditionWent
from momstation.plant.signals import CONDITION
from momstation.simulation.machine import BROKEN_DOWN, with_alarm
from tests.support.bare_station import PRESS, BareStation, a_station

NAME = BROKEN_DOWN.removeprefix(CONDITION)


async def _counts(station: BareStation) -> tuple[int, int]:
    return len(await station.facts(ConditionCame)), len(await station.facts(ConditionWent))


def test_a_restart_goes_on_where_the_alarm_stood(tmp_path: Path) -> None:
    async def days() -> None:
        async with a_station(tmp_path, machine=with_alarm(PRESS)) as station:
            await station.press_says(**{"state": 6, BROKEN_DOWN: True})
            assert await _counts(station) == (1, 0)
        async with a_station(tmp_path, machine=with_alarm(PRESS)) as station:
            assert await _counts(station) == (1, 0)
            await station.press_says(**{BROKEN_DOWN: True})
            assert await _counts(station) == (1, 0)
            await station.press_says(**{BROKEN_DOWN: False})
            assert await _counts(station) == (1, 1)

    asyncio.run(days())


def test_an_alarm_that_the_settings_have_no_longer_ends_with_the_restart(tmp_path: Path) -> None:
    async def days() -> None:
        async with a_station(tmp_path, machine=with_alarm(PRESS)) as station:
            await station.press_says(**{BROKEN_DOWN: True})
        async with a_station(tmp_path, machine=PRESS) as station:
            (went,) = await station.facts(ConditionWent)
            assert (went.condition, went.is_removed) == (NAME, True)
        async with a_station(tmp_path, machine=PRESS) as station:
            assert await _counts(station) == (1, 1)

    asyncio.run(days())
