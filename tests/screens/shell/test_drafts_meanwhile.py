"""What was begun meets what happened meanwhile: it comes back in turn, is dropped with a word, or is never kept."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from momstation.events.discrepancy import Decision, DiscrepancySettled
from momstation.production.model.commands import SequenceOrders
from momstation.shell.inbox.commands import SettleDiscrepancy
from momstation.workforce.views import PinPadView
from tests.support import inbox_views as waiting
from tests.support import production_views as made
from tests.support.drafts_begun import (
    ANNA,
    BOB,
    Build,
    changed_over,
    choose_a_stop,
    leave_a_note,
    people,
    quantity,
    quantity_is_there,
    scrap_is_there,
    scrap_page,
)
from tests.support.window_hands import WindowHands


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
