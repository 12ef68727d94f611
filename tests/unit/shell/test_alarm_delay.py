"""An alarm's delay is waited out by its card, its cue and its record alike, when it comes and when it goes."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from momstation.core.errors import Refused
from momstation.events.machines import AlarmPriority
from momstation.machines.model.story import MachineStory
from momstation.machines.records import alarm_changes
from momstation.machines.service import MachineService
from momstation.plant.alarms import AlarmClass
from momstation.plant.live import LiveSignals
from momstation.plant.readings import Link, Quality
from momstation.production.presenters import HomePresenter
from momstation.shell.alerts import Alerts
from momstation.ui.cues import Cue, Cues
from tests.support.shop_floor import PRESS, STATION, ShopFloor, made
from tests.unit.shell.test_alerts import Ears

OIL = "condition:low oil"
HIGH = AlarmClass(PRESS, "low oil", AlarmPriority.HIGH, "Fill up oil.", "operator", delay_s=5.0)


@dataclass
class Watched:
    """What eyes, ears and the log learn of the alarm."""

    floor: ShopFloor
    ears: Ears
    alerts: Alerts

    async def said(self, value: bool, quality: Quality = Quality.GOOD) -> None:
        await self.floor.hear(self.floor.reading(OIL, value, quality))

    async def facts(self) -> tuple[bool, bool, list[bool]]:
        """Whether a card is shown, whether the alarm sounds, and its comings (True) and goings as recorded."""
        strip = (await made(self.floor, HomePresenter).load()).strip
        self.alerts.shown(strip)
        changes = await self.floor.reader.read(lambda conn: [one for _id, one in alarm_changes(conn)])
        return (
            any(one.alarms for one in strip),
            Cue.ALARM in self.ears.lasting,
            [one.is_coming for one in changes],
        )


Scene = Callable[[Watched], Awaitable[None]]


def play(folder: Path, scene: Scene, alarm: AlarmClass = HIGH) -> None:
    floor = ShopFloor(folder, station=replace(STATION, alarms=(alarm,)))
    ears = Ears()
    alerts = Alerts(Cues(70, 40, [ears]), floor.clock.monotonic)

    async def whole() -> None:
        await floor.open()
        await floor.start()
        await scene(Watched(floor, ears, alerts))

    asyncio.run(whole())
    floor.close()


def test_what_comes_and_goes_within_the_delay_is_nothing_to_anybody(tmp_path: Path) -> None:
    async def scene(one: Watched) -> None:
        for _time in range(3):
            await one.said(True)
            assert await one.facts() == (False, False, [])
            await one.floor.pass_time(4.9)
            assert await one.facts() == (False, False, [])
            await one.said(False)
            await one.floor.pass_time(60)
            assert await one.facts() == (False, False, [])
        assert one.ears.count(Cue.ALARM) == 0

    play(tmp_path, scene)


def test_what_stays_is_seen_heard_and_recorded_at_once_when_the_delay_is_over(tmp_path: Path) -> None:
    async def scene(one: Watched) -> None:
        first_said = one.floor.clock.now()
        await one.said(True)
        await one.floor.pass_time(5)
        assert await one.facts() == (True, True, [True])
        ((_id, change),) = await one.floor.reader.read(lambda conn: list(alarm_changes(conn)))
        assert change.at == first_said

    play(tmp_path, scene)


def test_what_goes_and_is_back_within_the_delay_has_never_gone(tmp_path: Path) -> None:
    async def scene(one: Watched) -> None:
        await one.said(True)
        await one.floor.pass_time(5)
        await one.facts()
        rung = one.ears.count(Cue.ALARM)
        await one.said(False)
        await one.floor.pass_time(4)
        assert await one.facts() == (True, True, [True])
        await one.said(True)
        await one.floor.pass_time(60)
        assert await one.facts() == (True, True, [True])
        assert one.ears.count(Cue.ALARM) == rung, "it is the same alarm, and is not told anew"
        await one.said(False)
        await one.floor.pass_time(5)
        assert await one.facts() == (False, False, [True, False])

    play(tmp_path, scene)


def test_what_held_for_longer_than_the_delay_counts_though_no_second_passed_between(tmp_path: Path) -> None:
    """It came and went between two looks at the clock."""

    async def scene(one: Watched) -> None:
        await one.said(True)
        one.floor.later(5.5)
        await one.said(False)
        assert await one.facts() == (True, True, [True])
        await one.floor.pass_time(5)
        assert await one.facts() == (False, False, [True, False])

    play(tmp_path, scene)


def test_without_a_delay_all_of_them_know_at_once(tmp_path: Path) -> None:
    async def scene(one: Watched) -> None:
        await one.said(True)
        assert await one.facts() == (True, True, [True])
        await one.said(False)
        assert await one.facts() == (False, False, [True, False])

    play(tmp_path, scene, replace(HIGH, delay_s=0.0))


@pytest.mark.parametrize("how", ["link", "quality"])
def test_what_is_not_heard_does_not_let_the_delay_run_on(tmp_path: Path, how: str) -> None:
    """Nobody knows whether it held meanwhile; it waits anew from when it is heard again."""

    async def scene(one: Watched) -> None:
        await one.said(True)
        one.floor.later(2)
        if how == "link":
            await one.floor.link(Link.LOST)
        else:
            await one.said(True, Quality.BAD)
        await one.floor.pass_time(60)
        assert await one.facts() == (False, False, [])
        await one.floor.link(Link.LIVE)
        await one.said(True)
        await one.floor.pass_time(4.9)
        assert await one.facts() == (False, False, [])
        await one.floor.pass_time(0.1)
        assert await one.facts() == (True, True, [True])

    play(tmp_path, scene)


def test_it_is_shown_and_heard_in_time_also_while_nothing_can_be_recorded(tmp_path: Path) -> None:
    async def full(_events: object) -> None:
        raise Refused("store.disk_full", file="station.db", detail="ENOSPC")

    async def scene(one: Watched) -> None:
        floor = one.floor
        await floor.machines.hear([floor.reading(OIL, True)], full)
        floor.later(5)
        with pytest.raises(Refused):
            await floor.machines.hear_time(floor.clock.now(), full)
        assert await one.facts() == (True, True, [])
        await floor.pass_time(60)
        assert await one.facts() == (True, True, [True])

    play(tmp_path, scene)


def test_what_came_and_went_while_nothing_could_be_recorded_is_recorded_afterwards(tmp_path: Path) -> None:
    async def full(_events: object) -> None:
        raise Refused("store.disk_full", file="station.db", detail="ENOSPC")

    async def scene(one: Watched) -> None:
        floor = one.floor
        await floor.machines.hear([floor.reading(OIL, True)], full)
        floor.later(30)
        with pytest.raises(Refused):
            await floor.machines.hear_time(floor.clock.now(), full)
        with pytest.raises(Refused):
            await floor.machines.hear([floor.reading(OIL, False)], full)
        floor.later(30)
        await floor.pass_time(1)
        assert await one.facts() == (False, False, [True, False])

    play(tmp_path, scene)


def test_after_a_restart_what_stood_is_shown_at_once_and_waits_before_it_goes(tmp_path: Path) -> None:
    async def scene(one: Watched) -> None:
        await one.said(True)
        await one.floor.pass_time(5)
        floor = one.floor
        floor.live = LiveSignals(floor.station.alarms)
        floor.machines = MachineService(floor.rules(), floor.live)

        async def story_of(machine: str) -> MachineStory | None:
            return await floor.reader.state(f"machine/{machine}", MachineStory)

        await floor.machines.resume(story_of)
        await floor.link(Link.LIVE)
        await one.said(True)
        assert await one.facts() == (True, True, [True])
        await one.said(False)
        assert await one.facts() == (True, True, [True])
        await floor.pass_time(5)
        assert await one.facts() == (False, False, [True, False])

    play(tmp_path, scene)
