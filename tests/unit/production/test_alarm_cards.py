"""What a machine reports is a card at home: how bad it is, what to do, and whose it is."""

import asyncio
from pathlib import Path

import pytest

from momstation.events.machines import AlarmPriority
from momstation.plant.alarms import AlarmClass
from momstation.plant.station import StationFacts
from momstation.production.presenters import (
    HomePresenter,
)
from momstation.ui.status import Status
from tests.support.shop_floor import PRESS, OnFloor, ShopFloor, made


def test_a_condition_that_is_on_is_an_alarm_and_a_temperature_is_not(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        home = made(floor, HomePresenter)
        await floor.start()
        await floor.hear(
            floor.reading("condition:temperature", "61.5"), floor.reading("condition:low oil", True)
        )
        view = await home.load()
        assert [card.title for card in view.strip if card.status is Status.ALARM] == ["low oil"]
        await floor.hear(floor.reading("condition:low oil", False))
        assert not [card for card in home.retold(view).strip if card.status is Status.ALARM]

    on_floor(play)


@pytest.mark.parametrize(
    ("priority", "status"),
    [
        (AlarmPriority.HIGH, Status.ALARM),
        (AlarmPriority.MEDIUM, Status.WARNING),
        (AlarmPriority.LOW, Status.CAUTION),
    ],
)
def test_an_alarms_card_says_what_to_do_and_whose_it_is(
    tmp_path: Path, priority: AlarmPriority, status: Status
) -> None:
    oil = AlarmClass(PRESS, "low oil", priority, "Fill up oil.", "team_lead")
    station = StationFacts("ST07", "Press 07", "Line 3", (PRESS,), "UTC", alarms=(oil,))
    floor = ShopFloor(tmp_path, station=station)

    async def play() -> None:
        await floor.open()
        await floor.start()
        await floor.hear(floor.reading("condition:low oil", True))
        (card,) = [one for one in (await made(floor, HomePresenter).load()).strip if one.alarms]
        assert (card.status, card.title) == (status, "low oil")
        assert card.text == "Fill up oil."
        assert card.kicker.endswith("reports · for: team lead")
        assert card.alarms == ((PRESS, "low oil"),)

    asyncio.run(play())
    floor.close()


def test_many_alarms_at_once_are_one_card_that_counts_them(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        home = made(floor, HomePresenter)
        await floor.start()
        await floor.hear(*(floor.reading(f"condition:alarm {n}", True) for n in range(3)))
        view = await home.load()
        (card,) = [card for card in view.strip if card.status is Status.ALARM]
        assert card.title == "3 reports at once"
        assert card.text.splitlines()[0] == "alarm 0, alarm 1, alarm 2"
        assert card.text.count("(For: maintenance)") == 3
        await floor.hear(floor.reading("condition:alarm 1", False))
        alone = [card.title for card in home.retold(view).strip if card.status is Status.ALARM]
        assert alone == ["alarm 0", "alarm 2"]

    on_floor(play)
