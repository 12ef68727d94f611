"""After a reconnect the station tells what others recorded; it can be closed, and read again later."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from momstation.core.part import Recorded
from momstation.events.discrepancy import Decision, DiscrepancySettled
from momstation.sync.status import SyncState
from tests.support.production_views import NOW, a_home
from tests.support.shell_builders import record_of
from tests.support.shell_stage import Stage

Build = Callable[..., Stage]


def without_alarms(stage: Build) -> Stage:
    """One that nobody has seen is told over every sheet."""
    return stage(home=a_home(strip=()))


async def seconds(one: Stage, count: int) -> None:
    for _ in range(count):
        one.clock.advance(1)
        one.window.tick()
        await one.settle()


def from_elsewhere() -> Recorded:
    event = DiscrepancySettled(
        discrepancy="ab", on="order/1", rule="r", station="P08", at=NOW, by=None, decision=Decision.ACCEPTED
    )
    return Recorded((record_of(event),), is_own=False)


async def alone_for(one: Stage, minutes: int) -> None:
    """Caught up, then cut off, then back: others have recorded meanwhile."""
    await seconds(one, 3)
    one.link = replace(one.link, state=SyncState.OFFLINE)
    await seconds(one, 1)
    one.clock.advance(60 * minutes)
    one.read_up_to = {1: 25}
    one.link = replace(one.link, state=SyncState.LIVE)


def test_it_is_told_once_the_station_has_caught_up(stage: Build) -> None:
    one = without_alarms(stage)

    async def scene() -> None:
        await alone_for(one, 30)
        await seconds(one, 1)
        one.bus.publish(from_elsewhere())
        await seconds(one, 1)
        assert one.sees("sheet.meanwhile") is None
        await seconds(one, 2)
        await one.shows("sheet.meanwhile")
        await one.says("meanwhile.1", "your 6 parts after that are kept as extra")
        await one.says("meanwhile.more", "and 3 more")
        alone = one.story.asked[-1]
        assert alone is not None
        assert (alone.before, alone.after) == ({1: 10}, {1: 25})
        await one.tap("sheet.close")
        await seconds(one, 4)
        assert one.sees("sheet.meanwhile") is None

    one.play(scene)


def test_it_can_be_read_again_from_the_stations_sheet(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await alone_for(one, 30)
        await seconds(one, 3)
        await one.tap("sheet.close")
        one.window.open_station()
        await one.tap("station.meanwhile")
        await one.shows("sheet.meanwhile")
        assert one.story.asked[-1] == one.story.asked[0]

    one.play(scene)


def test_a_short_interruption_and_an_empty_story_are_no_story(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await alone_for(one, 1)
        await seconds(one, 4)
        assert one.story.asked == []
        one.story.view = replace(one.story.view, lines=(), more="")
        await alone_for(one, 30)
        one.read_up_to = {1: 99}
        await seconds(one, 4)
        assert one.story.asked
        assert one.sees("sheet.meanwhile") is None

    one.play(scene)


def test_it_waits_while_another_sheet_is_open(stage: Build) -> None:
    one = without_alarms(stage)

    async def scene() -> None:
        await seconds(one, 3)
        one.window.open_station()
        await alone_for(one, 30)
        await seconds(one, 4)
        assert one.story.asked
        assert one.sees("sheet.meanwhile") is None
        await one.tap("sheet.close")
        await seconds(one, 1)
        await one.shows("sheet.meanwhile")

    one.play(scene)


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_whole_sentences_fit(stage: Build, theme: str, size: tuple[int, int]) -> None:
    one = stage(size=size, theme=theme)

    async def scene() -> None:
        one.window.meanwhile.open()
        await one.shows("sheet.meanwhile")
        one.clipped.clear()
        assert not one.window.grab().isNull()
        assert [text for where, text in one.clipped if "parts" in text or "reason" in text] == []

    one.play(scene)
