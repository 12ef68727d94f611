"""What the page of alarms says of a real store: each station by itself, the worst first, and what to mend."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

from momstation.events.machines import AlarmPriority
from momstation.events.station import StationAnnounced
from momstation.kpi.alarms import AlarmChange, alarm_figures
from momstation.plant.alarms import AlarmClass
from momstation.shell.alarm_page.gathering import Verdict, _edges, judged
from momstation.shell.alarm_page.presenter import AlarmsPresenter
from momstation.ui.status import Status
from tests.support.shop_floor import ITSELF, PRESS, SIX, STATION, ShopFloor

OIL = AlarmClass(PRESS, "oil low", AlarmPriority.MEDIUM, "Fill up oil.", "operator")
Scene = Callable[[ShopFloor, AlarmsPresenter], Awaitable[None]]


def play(folder: Path, scene: Scene) -> None:
    floor = ShopFloor(folder, station=replace(STATION, alarms=(OIL,)))

    async def whole() -> None:
        await floor.open()
        await scene(floor, AlarmsPresenter(floor.reader, floor.clock, floor.station))

    asyncio.run(whole())
    floor.close()


async def comes(floor: ShopFloor, condition: str, times: int, every_s: float = 60, for_s: float = 10) -> None:
    for _time in range(times):
        await floor.hear(floor.reading(f"condition:{condition}", True))
        floor.later(for_s)
        await floor.hear(floor.reading(f"condition:{condition}", False))
        floor.later(every_s - for_s)


def test_a_quiet_shift_says_that_nothing_came(tmp_path: Path) -> None:
    async def scene(floor: ShopFloor, page: AlarmsPresenter) -> None:
        floor.later(3600)
        view = await page.load()
        assert (view.headline, view.status) == ("Press 07: no alarm in this time.", Status.NORMAL)
        assert view.detail == "Early, since 06:00"
        assert [(one.name, one.verdict, one.count_text) for one in view.stations] == [
            ("Press 07", "no alarm", "0 alarms")
        ]
        assert view.frequent == () and view.nothing
        assert [one.most for one in view.bars] == [0]
        assert not any(one.is_off for one in view.figures)

    play(tmp_path, scene)


def test_a_flood_is_named_with_its_hour_and_the_most_frequent_with_what_to_do(tmp_path: Path) -> None:
    async def scene(floor: ShopFloor, page: AlarmsPresenter) -> None:
        floor.later(2 * 3600)
        await comes(floor, "oil low", 8, every_s=40)
        await comes(floor, "guard open", 4, every_s=40)
        floor.later(60)
        view = await page.load()
        assert view.status is Status.WARNING
        assert view.headline == (
            "Press 07: too many alarms at once. Nobody can answer more than 10 in ten minutes; the most were 12."
        )
        assert [(bar.label, bar.most, bar.is_flood) for bar in view.bars] == [
            ("06:00", 0, False),
            ("07:00", 0, False),
            ("08:00", 12, True),
        ]
        first, second = view.frequent
        assert (first.title, first.times, first.response) == (
            "oil low",
            "8 ×",
            "Fill up oil. (For: operator)",
        )
        assert first.facts == "Press 07 · 67 % of all · stood 1 min in all"
        assert second.response == "Nobody has written down what people do about it."
        shown = {one.name: (one.value, one.wanted, one.is_off) for one in view.figures}
        assert shown["Most alarms in 10 minutes"] == ("12", "at most 10", True)
        assert shown["Share of medium priority"] == ("100 %", "15 %", False)
        assert shown["Conditions that are not declared alarms"] == ("4", "0", True)

    play(tmp_path, scene)


def test_what_chatters_and_what_stands_for_days_is_said_with_what_helps(tmp_path: Path) -> None:
    async def scene(floor: ShopFloor, page: AlarmsPresenter) -> None:
        await comes(floor, "oil low", 4, every_s=5, for_s=2)
        view = await page.load()
        assert view.headline.startswith("Press 07: oil low chatters, 4 ×.")
        assert (view.frequent[0].remark, view.frequent[0].status) == ("chatters", Status.CAUTION)
        await floor.hear(floor.reading("condition:guard open", True))
        floor.later(1)
        assert [one.remark for one in (await page.load()).frequent] == ["chatters", "stands now"]
        floor.later(30 * 3600)
        view = await page.load()
        assert view.headline.startswith("Press 07: guard open has been standing for 30 h.")
        assert [(one.title, one.times, one.remark) for one in view.frequent] == [
            ("guard open", "0 ×", "stands for 30 h")
        ]

    play(tmp_path, scene)


def test_seven_days_have_a_bar_for_each_day_and_what_came_earlier(tmp_path: Path) -> None:
    async def scene(floor: ShopFloor, page: AlarmsPresenter) -> None:
        await comes(floor, "oil low", 2)
        floor.later(3 * 24 * 3600)
        assert (await page.load()).frequent == ()
        page.turn()
        view = await page.load()
        assert [one.times for one in view.frequent] == ["2 ×"]
        assert [bar.most for bar in view.bars] == [0, 0, 0, 0, 2, 0, 0, 0]
        assert view.bars[4].label == "Nov 23"
        assert (view.detail, view.switch) == ("7 days, since Nov 19, 06:02", "Show this shift")
        page.turn()
        assert (await page.load()).switch == "Show 7 days"

    play(tmp_path, scene)


def test_each_station_is_measured_by_itself_and_any_can_be_looked_at(tmp_path: Path) -> None:
    async def scene(floor: ShopFloor, page: AlarmsPresenter) -> None:
        other = StationAnnounced(
            station_id="ff", code="ST08", name="Press 08", area="Line 3", role="operator", machines=("P08",),
            app_version="0", at=floor.clock.now(),
        )  # fmt: skip
        desk = msgspec.structs.replace(other, code="LEAD", name="Lead's desk", machines=())
        await floor.dispatcher.report([other, desk], ITSELF)
        floor.later(600)
        await comes(floor, "oil low", 3, every_s=5, for_s=1)
        view = await page.load()
        assert [(one.name, one.is_chosen) for one in view.stations] == [
            ("Press 07", True),
            ("Press 08", False),
        ]
        page.choose("ST08")
        view = await page.load()
        assert view.headline == "Press 08: no alarm in this time."
        assert [one.is_chosen for one in view.stations] == [False, True]
        assert view.frequent == ()
        page.choose("gone")
        assert [one.is_chosen for one in (await page.load()).stations] == [True, False]

    play(tmp_path, scene)


def test_a_store_without_a_machine_has_no_station(tmp_path: Path) -> None:
    floor = ShopFloor(tmp_path, nouns=(), station=replace(STATION, machines=()))

    async def play() -> None:
        await floor.open()
        view = await AlarmsPresenter(floor.reader, floor.clock, floor.station).load()
        assert view.stations == () and view.empty_text and view.headline == ""

    asyncio.run(play())
    floor.close()


@pytest.mark.parametrize(
    ("minutes", "hours", "verdict"),
    [((), 8, Verdict.QUIET), (range(0, 480, 60), 8, Verdict.GOOD), (range(0, 480, 8), 8, Verdict.BUSY),
     (range(11), 8, Verdict.GOOD), ([n / 2 for n in range(11)], 8, Verdict.FLOOD),
     (range(0, 40, 5), 0.7, Verdict.GOOD)],
)  # fmt: skip
def test_the_worst_that_can_be_said(minutes: Sequence[float], hours: float, verdict: Verdict) -> None:
    changes = [
        AlarmChange(PRESS, f"alarm {n}", SIX + timedelta(minutes=minute, seconds=later), later == 0)
        for n, minute in enumerate(minutes)
        for later in (0, 20)
    ]
    assert judged(alarm_figures(changes, SIX, SIX + timedelta(hours=hours))) is verdict


@pytest.mark.parametrize("is_week", [False, True])
def test_edges_never_run_backwards_when_clocks_change(is_week: bool) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    for day in (datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)):
        for minute in range(0, 24 * 60, 30):
            end = (day + timedelta(minutes=minute)).astimezone(berlin)
            start = (end.astimezone(UTC) - timedelta(hours=7)).astimezone(berlin)
            edges = _edges(start, end, is_week=is_week)
            moments = [edge.astimezone(UTC) for edge in edges]
            assert moments == sorted(moments)
