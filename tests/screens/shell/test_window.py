"""The window answers every scan, tap and key, and never says that something is recorded before it is."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from momstation.core.errors import Refused
from momstation.core.part import Command, Part, Recorded, Scan
from momstation.events.machines import PartsCounted
from momstation.events.production import OrderStarted, StopReasonGiven
from momstation.plant.readings import Quality, Reading, ScannerStatus
from momstation.production.model.commands import DeclareQuantity, GiveStopReason, StartOrder
from momstation.sync.status import SyncState, SyncStatus
from momstation.ui.banner import VerdictBanner
from tests.conftest import ExpectedLog
from tests.support import production_views as made
from tests.support.shell_builders import record_of, scanned
from tests.support.shell_stage import Stage, present

Build = Callable[..., Stage]


async def order_code(scan: Scan) -> Command | None:
    return StartOrder(order=scan.fields["order"], how="scan") if "order" in scan.fields else None


PRODUCTION = Part(name="production", scans=(order_code,), accepts=("an order's code",))


def banner(one: Stage) -> VerdictBanner:
    shown = one.sees("verdict.refused") or one.sees("verdict.accepted")
    assert isinstance(shown, VerdictBanner)
    return shown


@pytest.mark.parametrize(
    "way", ["home", "tile.orders", "tile.oee", "tile.scrap", "tile.quantity", "link", "people.acting"]
)
def test_a_scan_gets_its_verdict_on_every_screen_and_over_every_sheet(stage: Build, way: str) -> None:
    one = stage(parts=(PRODUCTION,))

    async def scene() -> None:
        if way != "home":
            await one.tap(way)
        one.bus.publish(scanned("4006381333931"))
        await one.settle()
        assert "4006381333931" in banner(one).title
        assert "an order's code" in banner(one).detail
        top = one.window.childAt(banner(one).geometry().center())
        assert top is banner(one), "something lies over the verdict"

    one.play(scene)


def test_a_refused_scan_is_said_and_the_code_for_an_order_starts_it(stage: Build) -> None:
    one = stage(parts=(PRODUCTION,))

    async def scene() -> None:
        one.bus.publish(scanned("ORDER:4711-30", received=12.5))
        await one.settle()
        assert banner(one).title == "Order 4711-30 started."
        one.desk.trouble = Refused("core.sign_on_first")
        one.bus.publish(scanned("ORDER:4711-40"))
        await one.settle()
        assert "Nobody is signed on" in banner(one).title
        assert one.sees("verdict.refused") is not None

    one.play(scene)
    assert ("scan_to_paint", 12.5) in one.probe.notes


def test_nothing_is_said_to_be_recorded_before_it_is(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        one.desk.gate = asyncio.Event()
        await one.tap("tile.scrap")
        await one.tap("scrap.reason.BURR")
        assert one.sees("sheet.scrap") is not None
        assert one.sees("undo") is None
        assert one.sees("verdict.accepted") is None
        await one.tap("scrap.reason.CRACK")
        assert len(one.desk.sent) == 1, "a second tap while the first is on its way is no second entry"
        one.desk.gate.set()
        await one.settle()
        assert one.sees("undo.button") is not None

    one.play(scene)


def test_a_full_disk_is_shown_loudly_and_the_tap_not_as_booked(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        one.desk.trouble = Refused("store.disk_full", file="P07.db")
        await one.tap("tile.scrap")
        await one.tap("scrap.reason.BURR")
        assert banner(one).title.startswith("Not recorded")
        assert one.sees("sheet.scrap") is not None, "what was entered stays on screen"
        assert one.sees("undo") is None

    one.play(scene)


def test_a_fault_of_the_station_is_said_and_logged(stage: Build, expect_log: ExpectedLog) -> None:
    expect_log("Command FinishOrder failed")
    one = stage()

    async def scene() -> None:
        one.desk.trouble = ValueError("a bug")
        await one.tap("tile.finish")
        assert "Not recorded" in banner(one).title

    one.play(scene)


def test_a_tile_that_cannot_act_says_why(stage: Build) -> None:
    scrap = replace(made.TILES[1], refusal="No order is running here.")
    one = stage(home=made.a_home(tiles=(made.TILES[0], scrap, *made.TILES[2:])))

    async def scene() -> None:
        await one.tap("tile.scrap")
        assert banner(one).title == "No order is running here."
        assert one.sees("sheet.scrap") is None

    one.play(scene)


def test_a_press_meant_for_what_lay_there_before_gives_no_reason(stage: Build) -> None:
    one = stage(home=made.a_home(state=made.stopped(), stop_to_explain="stop-1"))

    async def scene() -> None:
        assert one.window.sheets.stop.is_settling
        await one.tap("reason.JAM")
        assert one.desk.sent == []

    one.play(scene)


def test_later_closes_the_question_and_it_does_not_come_back_by_itself(stage: Build) -> None:
    one = stage(home=made.a_home(state=made.stopped(), stop_to_explain="stop-1"))

    async def scene() -> None:
        await one.tap("stop.later")
        one.bus.publish(Recorded((record_of(_started()),), is_own=True))
        await one.settle()
        assert one.sees("sheet.stop_reason") is None
        await one.tap("tile.stop_reason")
        assert one.sees("sheet.stop_reason") is not None

    one.play(scene)


def test_a_reason_taken_back_makes_the_question_come_again(stage: Build) -> None:
    one = stage(home=made.a_home(state=made.stopped(), stop_to_explain="stop-1"))

    async def scene() -> None:
        await one.until(lambda: not one.window.sheets.stop.is_settling, "the sheet lies still")
        await one.tap("reason.JAM")
        await one.tap("undo.button")
        sent = one.desk.sent[-1]
        assert isinstance(sent, GiveStopReason)
        assert sent.reason is None
        await one.settle()
        assert one.sees("sheet.stop_reason") is not None

    one.play(scene)


def test_the_question_waits_until_the_open_sheet_is_done(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("tile.scrap")
        one.home.view = made.a_home(state=made.stopped(), stop_to_explain="stop-1")
        one.bus.publish(Recorded((record_of(_started()),), is_own=True))
        await one.settle()
        assert one.sees("sheet.stop_reason") is None, "it must not jump under the finger"
        await one.tap("sheet.close")
        assert one.sees("sheet.stop_reason") is not None

    one.play(scene)


def test_a_stop_that_was_explained_elsewhere_closes_its_question(stage: Build) -> None:
    one = stage(home=made.a_home(state=made.stopped(), stop_to_explain="stop-1"))

    async def scene() -> None:
        assert one.sees("sheet.stop_reason") is not None
        one.home.view = made.a_home()
        given = StopReasonGiven(
            stop="stop-1", machine="P07", station="P08", at=made.NOW, reason="JAM", by="P2"
        )
        one.bus.publish(Recorded((record_of(given),), is_own=False))
        await one.settle()
        assert one.sees("sheet.stop_reason") is None

    one.play(scene)


def test_a_reason_given_by_scan_closes_the_question_that_was_opened_by_tap(stage: Build) -> None:
    one = stage(home=made.a_home(state=made.stopped()))

    async def scene() -> None:
        await one.tap("tile.stop_reason")
        assert one.sees("sheet.stop_reason") is not None
        given = StopReasonGiven(
            stop="stop-1", machine="P07", station="P07", at=made.NOW, reason="JAM", by="P1"
        )
        one.bus.publish(Recorded((record_of(given),), is_own=True))
        await one.settle()
        assert one.sees("sheet.stop_reason") is None

    one.play(scene)


def test_only_records_that_matter_reload_the_home(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        before = one.home.loads
        one.bus.publish(Recorded((record_of(_started()),), is_own=False))
        await one.settle()
        assert one.home.loads == before + 1
        assert one.dispatch.loads == 0, "a hidden screen only notes that it is old"
        await one.tap("tile.orders")
        assert one.dispatch.loads == 1

    one.play(scene)


def test_a_reading_is_told_at_once(stage: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    one = stage()
    told = made.a_home(state=made.a_state(cycle_text="Cycle 5.1 s"))

    async def scene() -> None:
        monkeypatch.setattr(one.home, "retold", lambda _view: told)
        one.bus.publish(_reading(one.clock.monotonic()))
        await one.settle()
        assert one.home.loads == 1, "live values need no look into the store"

    one.play(scene)


def test_a_counted_part_is_timed_from_when_its_reading_was_received(stage: Build) -> None:
    one = stage()
    counted = PartsCounted(
        machine="P07", at=one.clock.now(), good=1, reject=0, good_counter=413, reject_counter=7
    )

    async def scene() -> None:
        received = one.clock.monotonic()
        one.bus.publish(_reading(received))
        await one.settle()
        assert one.probe.notes == [], "nothing new is shown before it is recorded"
        one.clock.advance(0.05)
        one.home.view = made.a_home(state=made.a_state(cycle_text="Cycle 5.1 s"))
        one.bus.publish(Recorded((record_of(counted),), is_own=True))
        await one.settle()

    one.play(scene)
    assert one.probe.notes == [("reading_to_paint", 1000.0)]


def test_a_press_is_timed(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("tile.orders")
        await one.tap("dispatch.4711-30")

    one.play(scene)
    assert [kind for kind, _ in one.probe.notes].count("tap_to_paint") == 2


def test_a_missing_scanner_has_its_card_and_the_work_goes_on(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        one.bus.publish(ScannerStatus("S1", False, "Scanner S1 is not there. Check its cable at COM3."))
        await one.settle()
        assert one.sees("strip.scanner-S1") is not None
        await one.tap("tile.primary")
        says = one.sees("scan.accepts")
        assert says is not None
        assert "COM3" in says.accessibleName()
        one.window.go_home()
        one.bus.publish(ScannerStatus("S1", True))
        await one.settle()
        assert one.sees("strip.scanner-S1") is None

    one.play(scene)


def test_the_central_database_away_is_said_with_what_waits(stage: Build) -> None:
    one = stage()
    one.link = SyncStatus(
        SyncState.OFFLINE,
        31,
        datetime(2026, 11, 23, 13, 20, tzinfo=UTC),
        made.NOW,
        "The plant's database does not answer.",
    )

    async def scene() -> None:
        assert "31" in one.window.frame.top.link.word
        await one.tap("link")
        sentence = one.sees("link.sentence")
        assert sentence is not None
        assert "31 records wait here since 13:20." in sentence.accessibleName()
        assert "nothing is lost" in sentence.accessibleName()

    one.play(scene)


def test_nobody_signed_on_is_said(stage: Build) -> None:
    one = stage()
    one.present.view = present()

    async def scene() -> None:
        assert one.sees("people.nobody") is not None
        assert one.sees("people.acting") is None

    one.play(scene)


def test_colours_are_switched_and_remembered(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("link")
        await one.tap("theme.dark")
        assert one.host.theme.name == "dark"
        await one.press(Qt.Key.Key_Escape)
        await one.press(Qt.Key.Key_F11)
        assert one.host.theme.name == "contrast"

    one.play(scene)
    assert one.remembered == [("theme", "dark"), ("theme", "contrast")]


def test_a_quantity_with_scrap_needs_its_reason_first(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("tile.quantity")
        await one.types("12")
        await one.tap("quantity.scrap")
        await one.types("3")
        await one.tap("keypad.enter")
        assert "reason" in banner(one).title
        assert one.desk.sent == []
        await one.tap("verdict.refused")
        await one.tap("quantity.reason.SIZE")
        await one.tap("quantity.rework")
        await one.types("1")
        await one.tap("keypad.enter")
        sent = one.desk.sent[-1]
        assert isinstance(sent, DeclareQuantity)
        assert (sent.good, sent.scrap, sent.scrap_reason, sent.rework) == (12, 3, "SIZE", 1)

    one.play(scene)


def test_more_scrap_than_was_made_is_not_sent(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("tile.scrap")
        await one.types("9999")
        await one.tap("scrap.reason.BURR")
        assert "419" in banner(one).title
        await one.types("0")

    one.play(scene)
    assert one.desk.sent == []


def _started() -> OrderStarted:
    return OrderStarted(order="4711-30", at=made.NOW, station="P07", machine="P07", how="tap")


def _reading(at: float) -> Reading:
    return Reading("P07", "cycle_time", "5.1", Quality.GOOD, "", None, None, made.NOW, at)
