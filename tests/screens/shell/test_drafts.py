"""Whatever a person has begun is there again when they come back, in whatever window, and nobody else sees it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest

from momstation.core.part import Recorded
from momstation.events.discrepancy import Decision, DiscrepancySettled
from momstation.events.workforce import PersonSignedOn
from momstation.production.model.commands import SequenceOrders
from momstation.production.views import OpenStopRow
from momstation.shell.inbox.commands import SettleDiscrepancy
from momstation.shell.window import StationWindow
from momstation.ui.calibration import CardOutline
from momstation.workforce.views import PinPadView
from tests.support import inbox_views as waiting
from tests.support import production_views as made
from tests.support.shell_builders import record_of
from tests.support.shell_stage import Stage, present
from tests.support.window_hands import WindowHands

Build = Callable[..., Stage]
Do = Callable[[Stage], Awaitable[None]]
See = Callable[[WindowHands], Awaitable[None]]
ANNA, BOB = "P1", "P2"


async def people(one: Stage, acting: str, *, is_locked: bool = False) -> None:
    """The team is so now."""
    one.present.view = replace(present("A. Meyer", "B. Novak", acting=acting), is_locked=is_locked)
    came = PersonSignedOn(station="P07", at=one.clock.now(), person=acting, how="badge")
    one.bus.publish(Recorded((record_of(came),), is_own=True))
    await one.settle()


# -- what can be begun, how it is seen, and how it is told that it is not --


async def turn_the_page(one: Stage) -> None:
    await one.tap("tile.stop_reason")
    await one.tap("reasons.more")
    await one.shows("reason.HYDRAULIC")


async def page_is_turned(hands: WindowHands) -> None:
    await hands.shows("sheet.stop_reason")
    await hands.shows("reason.HYDRAULIC")


async def choose_a_stop(one: Stage) -> None:
    one.window.sheets.open_stop("stop-1")
    await one.shows("reason.JAM")


async def stop_is_chosen(hands: WindowHands) -> None:
    await hands.shows("reason.JAM")
    assert hands.window.sheets.stop.stop == "stop-1"


async def scrap_page(one: Stage) -> None:
    await one.tap("tile.scrap")
    await one.tap("scrap.more")
    await one.types("4")


async def scrap_is_there(hands: WindowHands) -> None:
    await hands.says("keypad.field", "4")
    await hands.says("scrap.more", "Most frequent")


async def search_an_order(one: Stage) -> None:
    await one.tap("tile.orders")
    await one.tap("dispatch_find")
    await one.types("4711-3")


async def search_is_there(hands: WindowHands) -> None:
    await hands.says("textpad.field", "4711-3")
    await hands.tap("textpad.done")
    await hands.shows("dispatch.4711-30")
    assert hands.sees("dispatch.4711-20") is None


async def quantity(one: Stage) -> None:
    await one.tap("tile.quantity")
    await one.types("12")
    await one.tap("quantity.rework")
    await one.types("3")


async def quantity_is_there(hands: WindowHands) -> None:
    await hands.says("quantity.good", "12")
    await hands.says("quantity.rework", "3")


async def measure_the_panel(one: Stage) -> None:
    one.window.open_station()
    await one.tap("station.panel")
    await one.tap("calibration.much_wider")
    await one.tap("calibration.wider")


async def panel_is_there(hands: WindowHands) -> None:
    card = await hands.shows("calibration.card")
    assert isinstance(card, CardOutline)
    before = round(85.6 * hands.window.services.host.units.display.px_per_mm)
    assert card.wide == before + 11


async def write_a_note(one: Stage) -> None:
    one.window.open_inbox()
    await one.shows(f"write.{waiting.LATE[:12]}")
    await one.tap(f"write.{waiting.LATE[:12]}")
    await one.types("half a")


async def note_goes_on(hands: WindowHands) -> None:
    await hands.says("textpad.field", "half a")
    await hands.types(" word")
    await hands.tap("textpad.done")
    await hands.says(f"note.{waiting.LATE[:12]}", "half a word")


async def leave_a_note(one: Stage) -> None:
    await write_a_note(one)
    await one.tap("textpad.done")
    await one.says(f"note.{waiting.LATE[:12]}", "half a")


async def note_stands(hands: WindowHands) -> None:
    hands.window.open_inbox()
    await hands.says(f"note.{waiting.LATE[:12]}", "half a")


async def mark_stops(one: Stage) -> None:
    await one.tap("alike.s1")
    assert one.window.places.marked() == "P07"


async def stops_are_marked(hands: WindowHands) -> None:
    await hands.until(lambda: hands.window.places.marked() == "P07", "the stops are marked")


@dataclass(frozen=True)
class Case:
    name: str
    begin: Do
    is_there: See
    sheet: str = ""
    role: str = "operator"


CASES = (
    Case("page of reasons", turn_the_page, page_is_turned, "sheet.stop_reason"),
    Case("chosen stop", choose_a_stop, stop_is_chosen, "sheet.stop_reason"),
    Case("scrap", scrap_page, scrap_is_there, "sheet.scrap"),
    Case("quantity", quantity, quantity_is_there, "sheet.quantity"),
    Case("search", search_an_order, search_is_there, "sheet.text"),
    Case("panel", measure_the_panel, panel_is_there, "sheet.panel"),
    Case("note begun", write_a_note, note_goes_on, "sheet.text", "team_lead"),
    Case("note", leave_a_note, note_stands, "", "team_lead"),
    Case("marked stops", mark_stops, stops_are_marked, "", "team_lead"),
)


def staged(stage: Build, case: Case) -> Stage:
    one = stage(role=case.role, **({"size": (1920, 1080)} if case.role == "team_lead" else {}))
    if case.role == "team_lead":
        rows = tuple(
            OpenStopRow(f"s{n}", f"Stop {n}", "", machine="P07", reasons=made.REASONS[:2]) for n in (1, 2, 3)
        )
        one.board.view = replace(one.board.view, unreasoned=rows)
    return one


def nothing_is_seen(one: Stage) -> None:
    window = one.window
    assert window.sheets.shown is None
    assert window.places.notes() is None and window.places.marked() is None
    for name in ("keypad.field", "textpad.field", f"note.{waiting.LATE[:12]}"):
        assert one.sees(name) is None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_is_there_for_its_author_after_a_lock(stage: Build, case: Case) -> None:
    one = staged(stage, case)

    async def scene() -> None:
        await case.begin(one)
        await people(one, ANNA, is_locked=True)
        await one.says("lock.note", "A. Meyer")
        await people(one, ANNA)
        await one.gone("lock")
        await case.is_there(one)

    one.play(scene)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_somebody_else_sees_nothing_of_it_and_its_author_all(stage: Build, case: Case) -> None:
    one = staged(stage, case)

    async def scene() -> None:
        await case.begin(one)
        await people(one, ANNA, is_locked=True)
        await one.shows("lock")
        await people(one, BOB)
        await one.gone("lock")
        nothing_is_seen(one)
        assert one.sees("screen.home" if case.role == "operator" else "screen.board") is not None
        if case.name != "marked stops":
            one.window.open_inbox()
            await one.settle()
            nothing_is_seen(one)
            one.window.go_home()
        await people(one, ANNA)
        await case.is_there(one)

    one.play(scene)


async def changed_over(one: Stage, scene: Callable[[WindowHands], Awaitable[None]]) -> None:
    """The window is put up anew, and ``scene`` is played in the new one."""
    first = one.window
    second = StationWindow(first.services)
    second.resize(first.size())
    second.show()
    second.take_over(first)
    second.start()
    await first.stop()
    first.hide()
    hands = WindowHands(second)
    try:
        await second.ready()
        await hands.settle()
        await scene(hands)
    finally:
        await second.stop()
        second.close()
        second.deleteLater()
        one.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_lies_open_in_the_window_that_comes(stage: Build, case: Case) -> None:
    one = staged(stage, case)

    async def whole() -> None:
        await case.begin(one)
        await changed_over(one, case.is_there)

    one.play(whole)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_window_that_comes_while_it_is_locked_keeps_it_for_its_author(stage: Build, case: Case) -> None:
    one = staged(stage, case)

    async def scene(hands: WindowHands) -> None:
        await hands.says("lock.note", "A. Meyer")
        await people(one, ANNA)
        await hands.gone("lock")
        await case.is_there(hands)

    async def whole() -> None:
        await case.begin(one)
        await people(one, ANNA, is_locked=True)
        await changed_over(one, scene)

    one.play(whole)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_window_that_comes_for_another_person_shows_nothing_of_it(stage: Build, case: Case) -> None:
    one = staged(stage, case)

    async def scene(hands: WindowHands) -> None:
        one.window = hands.window
        nothing_is_seen(one)
        await people(one, ANNA)
        await case.is_there(hands)

    async def whole() -> None:
        first = one.window
        await case.begin(one)
        await people(one, ANNA, is_locked=True)
        await one.shows("lock")
        await people(one, BOB)
        await one.gone("lock")
        await changed_over(one, scene)
        one.window = first

    one.play(whole)


def test_several_things_come_back_one_after_the_other(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await quantity(one)
        await people(one, ANNA, is_locked=True)
        await people(one, BOB)
        await one.gone("lock")
        await scrap_page(one)
        await people(one, ANNA)
        await one.shows("sheet.scrap")
        await people(one, ANNA, is_locked=True)
        await people(one, BOB)
        await one.gone("lock")
        assert one.window.sheets.shown is None
        await people(one, ANNA)
        await quantity_is_there(one)
        await one.press(Qt.Key.Key_Escape)
        await scrap_is_there(one)
        await one.press(Qt.Key.Key_Escape)
        await one.settle()
        assert one.window.sheets.shown is None, "what was closed does not come again"

    one.play(scene)


def test_a_stop_that_has_its_reason_meanwhile_is_not_asked_about_again(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await choose_a_stop(one)
        await people(one, ANNA, is_locked=True)
        await people(one, BOB)
        await one.gone("lock")
        one.stop.view = made.a_stop(reason="JAM", reason_text="Material jam")
        await people(one, ANNA)
        await one.says("verdict.refused", "has its reason by now")
        assert one.sees("sheet.stop_reason") is None

    one.play(scene)


def test_a_note_about_what_is_settled_meanwhile_is_said_to_be_dropped(stage: Build) -> None:
    one = stage(role="team_lead", size=(1920, 1080))

    async def scene() -> None:
        await leave_a_note(one)
        await people(one, ANNA, is_locked=True)
        await people(one, BOB)
        await one.gone("lock")
        one.inbox.view = waiting.an_inbox(*one.inbox.view.rows[1:])
        await people(one, ANNA)
        one.window.open_inbox()
        await one.says("verdict.refused", "settled meanwhile")
        assert one.window.places.notes() is None

    one.play(scene)


def test_a_note_that_was_recorded_goes_without_a_word(stage: Build) -> None:
    one = stage(role="team_lead", size=(1920, 1080))
    one.desk.facts = lambda _command: DiscrepancySettled(
        discrepancy=waiting.LATE, on="order/4711-20", rule="production.late_parts", station="P07",
        at=made.NOW, by=ANNA, decision=Decision.ACCEPTED,
    )  # fmt: skip

    async def scene() -> None:
        await leave_a_note(one)
        one.inbox.view = waiting.an_inbox(*one.inbox.view.rows[1:])
        await one.tap(f"settle.{waiting.LATE[:12]}")
        await one.gone(f"note.{waiting.LATE[:12]}")
        sent = one.desk.sent[-1]
        assert isinstance(sent, SettleDiscrepancy) and sent.note == "half a"
        assert one.sees("verdict.refused") is None

    one.play(scene)


def test_what_was_put_off_does_not_come_back_by_itself_in_another_window(stage: Build) -> None:
    one = stage(home=replace(made.a_home(), stop_to_explain="stop-1"))

    async def scene(hands: WindowHands) -> None:
        hands.window.tick()
        await hands.settle()
        assert hands.window.sheets.shown is None

    async def whole() -> None:
        await one.shows("sheet.stop_reason")
        await one.tap("stop.later")
        await changed_over(one, scene)

    one.play(whole)


# -- a PIN is never kept --


def test_digits_of_a_pin_are_gone_after_a_lock(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("people.acting")
        await one.tap("people.P2")
        await one.types("12")
        await one.says("pin.dots", "2 of 4")
        await people(one, ANNA, is_locked=True)
        await one.shows("lock")
        await people(one, ANNA)
        await one.gone("lock")
        if one.sees("pin.dots") is None:
            await one.tap("people.P2")
        await one.says("pin.dots", "0 of 4")

    one.play(scene)


def test_digits_of_a_pin_on_the_lock_are_gone_when_it_locks_again(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await people(one, ANNA, is_locked=True)
        await one.tap("lock.P2")
        await one.types("12")
        await one.says("pin.dots", "2 of 4")
        await people(one, ANNA)
        await one.gone("lock")
        await people(one, ANNA, is_locked=True)
        await one.tap("lock.P2")
        await one.says("pin.dots", "0 of 4")

    one.play(scene)


def test_no_digit_of_a_pin_goes_into_another_window(stage: Build) -> None:
    one = stage()
    one.sign_on.view = replace(
        one.sign_on.view, pad=PinPadView("P2", "B. Novak", "PIN of B. Novak", 4, True, "", None)
    )

    async def scene(hands: WindowHands) -> None:
        await hands.tap("people.acting")
        await hands.says("pin.dots", "0 of 4")

    async def whole() -> None:
        await one.tap("people.acting")
        await one.types("12")
        await one.says("pin.dots", "2 of 4")
        await changed_over(one, scene)

    one.play(whole)


# -- an order that somebody holds --


def test_an_order_in_somebodys_hand_goes_back_when_it_locks(stage: Build) -> None:
    one = stage(role="team_lead", size=(1920, 1080))

    async def scene() -> None:
        handle, row = one.sees("move.4731-10"), one.sees("planned.4731-10")
        assert handle is not None and row is not None
        was, middle = row.mapTo(one.window, QPoint()), handle.rect().center()
        QTest.mousePress(handle, Qt.MouseButton.LeftButton)
        QTest.mouseMove(handle, middle - QPoint(0, 2 * one.host.units.target))
        assert row.mapTo(one.window, QPoint()) != was
        await people(one, ANNA, is_locked=True)
        await one.shows("lock")
        assert row.mapTo(one.window, QPoint()) == was
        QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=middle - QPoint(0, 200))
        await one.settle()
        assert not [sent for sent in one.desk.sent if isinstance(sent, SequenceOrders)]

    one.play(scene)
