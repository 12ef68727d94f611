"""The table of what came and went says the same as the records, in whatever order they came."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from momstation.events.machines import AlarmPriority
from momstation.kpi.alarms import AlarmChange
from momstation.machines.records import alarm_changes, alarm_changes_since, answer_of
from momstation.plant.alarms import AlarmClass
from tests.support.shop_floor import PRESS, SIX, STATION, ShopFloor

OIL = AlarmClass(PRESS, "oil", AlarmPriority.HIGH, "Fill up oil.", "operator")


def test_it_has_what_the_records_have_and_knows_what_stood_before(tmp_path: Path) -> None:
    floor = ShopFloor(tmp_path, station=replace(STATION, alarms=(OIL,)))

    async def play() -> None:
        await floor.open()
        for condition, value in (
            ("oil", True),
            ("door", True),
            ("door", False),
            ("oil", False),
            ("oil", True),
        ):
            floor.later(60)
            await floor.hear(floor.reading(f"condition:{condition}", value))
        whole = await floor.reader.read(lambda conn: list(alarm_changes(conn)))
        assert len(whole) == 5
        told = await floor.reader.read(lambda conn: alarm_changes_since(conn, SIX))
        assert told == whole
        late = SIX + timedelta(minutes=3, seconds=30)
        told = await floor.reader.read(lambda conn: alarm_changes_since(conn, late))
        assert [one for _id, one in told] == [
            AlarmChange(PRESS, "oil", SIX + timedelta(minutes=1), True, AlarmPriority.HIGH),
            AlarmChange(PRESS, "oil", SIX + timedelta(minutes=4), False),
            AlarmChange(PRESS, "oil", SIX + timedelta(minutes=5), True, AlarmPriority.HIGH),
        ], "the door had gone before"

    asyncio.run(play())
    floor.close()


def test_the_answer_is_that_of_the_last_time(tmp_path: Path) -> None:
    floor = ShopFloor(tmp_path, station=replace(STATION, alarms=(OIL,)))

    async def play() -> None:
        await floor.open()
        for condition in ("oil", "door"):
            await floor.hear(floor.reading(f"condition:{condition}", True))
        answers = [
            await floor.reader.read(partial(answer_of, machine=PRESS, condition=name))
            for name in ("oil", "door", "unknown")
        ]
        assert answers == [("Fill up oil.", "operator"), ("", ""), ("", "")]

    asyncio.run(play())
    floor.close()
