"""People at one station: signing on, taking turns, locking and coming back."""

from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from momstation.events.machines import MachineState
from tests.support.crew_at_station import Play, badge, lock, log, play, started
from tests.support.shell_builders import scanned
from tests.support.whole_station import WholeStation

__all__ = ["play"]


def test_one_tap_locks_and_the_badge_finds_everything_as_it_was(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await started(one)
        await one.tap("tile.quantity")
        await one.shows("sheet.quantity")
        await one.types("12")
        await one.says("quantity.good", "12")
        one.window.crew.ask_to_lock()
        await one.shows("lock")
        sheet = one.window.sheets.quantity
        covering = one.window.childAt(sheet.mapTo(one.window, sheet.panel.geometry().center()))
        lock = one.window.crew.lock
        assert covering is not None and (covering is lock or lock.isAncestorOf(covering))
        await one.says("lock.note", "A. Meyer")

        await one.types("99")
        await one.press(Qt.Key.Key_Return)
        await one.made(5)
        await one.says("lock.number", "15")
        one.bus.publish(scanned("FINISH"))
        await one.says("verdict.refused", "locked")

        await badge(one, 1)
        await one.gone("lock")
        await one.says("quantity.good", "12")
        await one.types("3")
        await one.says("quantity.good", "123")

    play(scene)


def test_somebody_else_begins_at_home_and_the_draft_waits_for_its_author(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await started(one)
        await one.tap("tile.quantity")
        await one.shows("sheet.quantity")
        await one.types("7")
        one.window.crew.ask_to_lock()
        await one.shows("lock")
        await badge(one, 2, "B. Novak")
        await one.gone("lock")
        assert one.sees("sheet.quantity") is None
        assert one.sees("screen.home") is not None
        await one.tap("tile.scrap")
        await one.shows("scrap.reason.BURR")
        await one.tap("scrap.reason.BURR")
        await one.gone("sheet.scrap")
        await badge(one, 1)
        await one.shows("sheet.quantity")
        await one.says("quantity.good", "7")
        await one.tap("keypad.enter")
        await one.gone("sheet.quantity")
        payloads = [row[0] for row in await log(one, "payload") if '"entry"' in row[0]]
        assert ['"by":"P2"' in one for one in payloads] == [True, False], "the scrap is Novak's"
        assert '"by":"P1"' in payloads[1], "the seven good ones are Meyer's"

    play(scene)


def test_a_draft_for_an_order_that_is_done_is_dropped_and_that_is_said(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await started(one)
        await one.tap("tile.quantity")
        await one.shows("sheet.quantity")
        await one.types("7")
        one.window.crew.ask_to_lock()
        await one.shows("lock")
        await badge(one, 2, "B. Novak")
        await one.gone("lock")
        one.bus.publish(scanned("FINISH"))
        await one.shows("order.empty")
        await badge(one, 1, "A. Meyer")
        await one.says("verdict.refused", "dropped")
        assert one.sees("sheet.quantity") is None

    play(scene)


def test_who_signs_off_finds_the_draft_again_at_the_next_sign_on(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await started(one)
        await one.tap("tile.scrap")
        await one.shows("sheet.scrap")
        await one.types("4")
        one.bus.publish(scanned("SIGN-OFF"))
        await one.shows("people.nobody")
        assert one.sees("sheet.scrap") is None
        await one.shows("strip.nobody")
        await badge(one, 1, "A. Meyer")
        await one.shows("sheet.scrap")
        await one.says("keypad.field", "4")

    play(scene)


def test_a_pin_unlocks_and_a_wrong_one_is_told_and_waits(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await started(one)
        await lock(one)
        await one.tap("lock.P1")
        await one.shows("pin.dots")
        for _ in range(2):
            await one.types("1111")
            await one.shows("verdict.refused")
            await one.until(lambda: one.sees("verdict.refused") is not None, "refused")
        await one.says("pin.refusal", "5 s")
        await one.later(6)
        await one.gone("pin.refusal")
        await one.types("2580")
        await one.gone("lock")
        await one.gone("pin.dots")
        assert one.sees("screen.home") is not None

    play(scene)


def test_a_locked_station_stays_locked_over_a_question_that_comes_up(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await started(one)
        await lock(one)
        await one.machine(MachineState.STOPPED)
        await one.later(40)
        assert one.sees("sheet.stop_reason") is None
        assert one.sees("lock") is not None
        await badge(one, 1)
        await one.gone("lock")
        await one.shows("sheet.stop_reason")

    play(scene)


def test_the_lock_card_locks_from_any_screen_and_the_place_stays(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await started(one)
        await one.tap("tile.orders")
        await one.shows("screen.orders")
        one.bus.publish(scanned("LOCK"))
        await one.shows("lock")
        await badge(one, 1)
        await one.gone("lock")
        assert one.sees("screen.orders") is not None
        assert one.taps == 1

    play(scene)


def test_nothing_of_production_is_shown_where_the_plant_does_not_want_it(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await started(one)
        await lock(one)
        assert one.sees("lock.number") is None

    def hidden(one: WholeStation) -> Coroutine[Any, Any, None]:
        object.__setattr__(one.window.services, "lock_shows_production", False)
        return scene(one)

    play(hidden)


def test_nobody_is_there_to_lock(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await one.tap("lock.now")
        await one.says("verdict.refused", "nothing to lock")
        assert one.sees("lock") is None

    play(scene)


def test_whose_language_acts_is_known(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        spoken: list[str] = []
        one.window.crew.spoken_changed.connect(spoken.append)
        await badge(one, 1, "A. Meyer")
        await badge(one, 4, "T. Berg")
        await badge(one, 1, "A. Meyer")
        assert spoken[-2:] == ["de", ""]

    play(scene)


def test_no_pin_is_in_the_stations_file_or_log(
    play: Play, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    async def scene(one: WholeStation) -> None:
        await one.shows("people.nobody")
        await one.tap("people.nobody")
        await one.shows("people.P1")
        await one.tap("people.P1")
        await one.shows("pin.dots")
        await one.types("7391")
        await one.shows("verdict.refused")
        await one.types("2580")
        await one.until(lambda: one.window.frame.top.people.word.startswith("A. Meyer"), "A. Meyer acts")
        payloads = "".join(row[0] for row in await log(one, "payload"))
        assert "7391" not in payloads and "2580" not in payloads

    with caplog.at_level("DEBUG"):
        play(scene)
    assert "7391" not in caplog.text and "2580" not in caplog.text


def test_one_tap_on_the_initials_of_another_lets_them_act(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await badge(one, 1, "A. Meyer")
        await badge(one, 2, "B. Novak")
        one.window.messages.banner.clear()
        before = one.taps
        await one.shows("acts.P1")
        await one.tap("acts.P1")
        await one.until(lambda: one.window.frame.top.people.word.startswith("A. Meyer"), "A. Meyer acts")
        assert one.taps - before == 1

    play(scene)
