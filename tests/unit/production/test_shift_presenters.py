"""What the shift's figures and the board say, and which events lie behind each number."""

import asyncio
from pathlib import Path

from momstation.events.machines import MachineState, MachineStateChanged
from momstation.events.station import StationAnnounced
from momstation.plant.readings import Link
from momstation.plant.station import StationFacts
from momstation.production.model.commands import (
    DeclareQuantity,
    GiveStopReason,
)
from momstation.production.presenters import (
    BoardPresenter,
    OeePresenter,
)
from momstation.ui.status import Status
from tests.support.shop_floor import ITSELF, STOPPED, OnFloor, ShopFloor, made


def test_oee_opens_to_the_events_behind_it(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        present = made(floor, OeePresenter)
        await floor.start()  # 06:00
        await floor.press_makes(60, reject=2, over_s=600)
        await floor.press_goes(STOPPED)
        floor.later(200)
        await floor.do(GiveStopReason(reason="JAM"))
        await floor.press_goes(6)
        await floor.press_makes(50, over_s=200)
        await floor.do(DeclareQuantity(scrap=10, scrap_reason="BURR"))  # two explain, eight were good
        view = await present.load()
        availability, effectiveness, quality = view.factors
        assert availability.text == "80.0 %"  # 800 of 1000 s
        assert effectiveness.text == "56.0 %"  # 112 x 4 s in 800 s
        assert quality.text == "91.1 %"  # 102 of 112
        assert view.oee.text == "40.8 %"  # 102 x 4 s in 1000 s
        assert availability.events[1].sentence == "Press 07: Stopped (PackML 2 Stopped) · Jam at the feeder"
        assert len(bytes.fromhex(availability.events[0].event_id)) == 16
        assert [row.sentence for row in quality.events][-1] == "The machine rejected 2 for 4711-20."
        assert {row.key: row.text for row in view.times}["ADET"] == "3 min"
        assert [span.word for span in view.spans] == ["Running", "Stopped", "Running"]
        assert view.caveats == ()

    on_floor(play)


def test_a_planned_reason_leaves_the_shift(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        await floor.press_makes(25, over_s=100)
        await floor.press_goes(STOPPED)
        floor.later(300)
        before = await made(floor, OeePresenter).load()
        assert before.factors[0].text == "25.0 %"
        await floor.do(GiveStopReason(reason="LUNCH"))
        after = await made(floor, OeePresenter).load()
        assert after.factors[0].text == "100.0 %"

    on_floor(play)


def test_unknown_time_is_left_out_and_said(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        await floor.press_makes(25, over_s=100)
        await floor.link(Link.LOST, "gone")
        floor.later(300)
        view = await made(floor, OeePresenter).load()
        assert view.factors[0].text == "100.0 %"
        assert view.caveats[0].startswith("For 5 min nobody knows")
        assert view.spans[-1].kind == "hatched"

    on_floor(play)


def test_the_board_shows_the_worst_first(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        board = made(floor, BoardPresenter)
        await floor.start()
        await floor.press_makes(15, over_s=60)
        view = await board.load()
        assert (view.rows[0].state_word, view.rows[0].progress_text) == ("Running", "15 of 100")
        assert view.status is Status.NORMAL
        await floor.press_goes(STOPPED)
        floor.later(300)
        view = await board.load()
        row = view.rows[0]
        assert (row.status, row.is_reason_missing, row.matter) == (
            Status.WARNING,
            True,
            "Stopped, no reason yet",
        )
        assert view.headline == "Press 07: Stopped, no reason yet"
        assert view.unreasoned[0].title == "06:01–now · 5 min"

    on_floor(play)


def test_the_board_holds_every_station_of_the_area(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        def announced(code: str, name: str, area: str, machine: str) -> StationAnnounced:
            return StationAnnounced(
                station_id="01", code=code, name=name, area=area, role="operator",
                machines=(machine,), app_version="0", at=floor.clock.now(),
            )  # fmt: skip

        await floor.dispatcher.report(
            [
                announced("ST08", "Press 08", "Line 3", "P08"),
                announced("ST90", "Weld 02", "Line 9", "W02"),
                MachineStateChanged(
                    machine="P08",
                    at=floor.clock.now(),
                    state=MachineState.STARVED,
                    heard="PackML 5 Suspended",
                ),
            ],
            ITSELF,
        )
        await floor.start()
        view = await made(floor, BoardPresenter).load()
        assert [(row.name, row.state_word) for row in view.rows] == [
            ("Press 08", "Waiting for parts"),
            ("Press 07", "Running"),
        ]
        assert view.headline.startswith("Press 08: Waiting for parts")

    on_floor(play)


def test_a_lead_opens_the_oee_of_another_stations_machine(tmp_path: Path) -> None:
    floor = ShopFloor(tmp_path)

    async def play() -> None:
        await floor.open()
        await floor.start()
        await floor.press_makes(20, over_s=100)
        await floor.do(DeclareQuantity(scrap=5, scrap_reason="BURR"))
        desk = StationFacts("LEAD1", "Lead", "Line 3", (), "UTC")
        oee = OeePresenter(floor.reader, floor.clock, desk, floor.live)
        assert (await oee.load()).empty_text
        oee.choose("P07")
        view = await oee.load()
        assert [each.text for each in view.factors] == ["100.0 %", "80.0 %", "75.0 %"]

    asyncio.run(play())
    floor.close()
