"""The lock and what one may not do, as they are drawn: nothing cut, nothing small, nothing reached behind it."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest
from PySide6.QtCore import Qt

from momstation.core.errors import Refused
from momstation.core.i18n import LONG, SHIPPED
from momstation.core.part import Recorded
from momstation.events.workforce import PersonSignedOn
from momstation.shell.begun import begun_in
from momstation.shell.drafts import DraftKeeper
from momstation.shell.inbox.commands import SettleDiscrepancy
from momstation.ui.button import Button
from momstation.workforce.model import LockStation, SignOnByPin
from momstation.workforce.views import PresentPeopleView
from tests.screens.shell.test_fits import _outside, _too_small
from tests.support.shell_builders import record_of
from tests.support.shell_stage import PANELS, Stage, present

Build = Callable[..., Stage]
SETTLE = "Settle a contradiction of records: only for team lead. Ask E. Kaya."


async def shows(one: Stage, view: PresentPeopleView) -> None:
    """The team is so now."""
    one.present.view = view
    came = PersonSignedOn(station="P07", at=one.clock.now(), person="P1", how="badge")
    one.bus.publish(Recorded((record_of(came),), is_own=True))
    await one.settle()


def locked() -> PresentPeopleView:
    return replace(present("A. Meyer", "B. Novak", "C. Ito", acting="P1"), is_locked=True)


async def look_at_the_lock(one: Stage) -> dict[str, list[object]]:
    found: dict[str, list[object]] = {}

    async def look(name: str) -> None:
        await one.settle()
        one.clipped.clear()
        one.window.grab()
        found[name] = [*one.clipped, *_too_small(one), *_outside(one)]

    await one.tap("tile.quantity")
    await one.types("12")
    await shows(one, locked())
    await one.shows("lock")
    await look("lock")
    await one.tap("lock.pin")
    await look("names")
    await one.tap("people.P2")
    await look("pin")
    await shows(one, replace(locked(), is_locked=False))
    await one.gone("lock")
    return {name: faults for name, faults in found.items() if faults}


@pytest.mark.parametrize(("size", "scale"), list(product(PANELS, (100, 125))))
def test_the_lock_fits_every_panel(stage: Build, size: tuple[int, int], scale: int) -> None:
    one = stage(size=size, scale=scale)

    async def scene() -> None:
        assert await look_at_the_lock(one) == {}

    one.play(scene)


@pytest.mark.parametrize("language", [*SHIPPED, LONG])
def test_the_lock_fits_every_language(stage: Build, speaking: Callable[[str], None], language: str) -> None:
    speaking(language)
    one = stage(scale=100 if language == LONG else 125)

    async def scene() -> None:
        assert await look_at_the_lock(one) == {}

    one.play(scene)


def test_a_station_that_was_locked_when_it_stopped_starts_locked(stage: Build) -> None:
    one = stage()
    one.present.view = locked()

    async def scene() -> None:
        await one.shows("lock")
        await shows(one, replace(locked(), is_locked=False))
        await one.gone("lock")
        assert one.sees("screen.home") is not None

    one.play(scene)


def test_the_lock_asks_for_a_pin_by_a_tap_on_a_name(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await shows(one, locked())
        await one.tap("lock.P2")
        await one.types("1234")
        sent = one.desk.sent[-1]
        assert isinstance(sent, SignOnByPin)
        assert sent.pin == "1234"

    one.play(scene)


def test_no_key_reaches_what_lies_below(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("tile.quantity")
        await shows(one, locked())
        before = list(one.desk.sent)
        for key in (Qt.Key.Key_Escape, Qt.Key.Key_F1, Qt.Key.Key_F3, Qt.Key.Key_F8, Qt.Key.Key_Tab):
            await one.press(key)
        one.window.sheets.quantity.close_sheet()
        for key in (Qt.Key.Key_F8, Qt.Key.Key_F3):
            await one.press(key)
        assert one.desk.sent == before
        assert one.window.sheets.shown is None

    one.play(scene)


def test_a_draft_on_its_way_back_is_not_lost_when_the_window_is_put_up_anew(stage: Build) -> None:
    one = stage()
    said: list[str] = []

    async def scene() -> None:
        sheets = one.window.sheets
        await one.tap("tile.quantity")
        await one.types("12")
        keeper, next_one = (DraftKeeper(begun_in(one.window), sheets, said.append) for _ in range(2))
        keeper.set_aside("P1")
        await one.gone("sheet.quantity")
        keeper.give_back("P1")
        next_one.take_over(keeper, None)  # before the sheet has opened
        await one.shows("sheet.quantity")
        sheets.quantity.close_sheet()
        next_one.give_back("P1")
        await one.shows("sheet.quantity")
        draft = sheets.quantity.draft()
        assert draft is not None
        assert sum(draft.entry.counts.values()) == 12
        assert said == []

    one.play(scene)


def test_a_key_locks(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        one.desk.trouble = Refused("workforce.nobody_to_lock")
        await one.press(Qt.Key.Key_Pause)
        assert isinstance(one.desk.sent[-1], LockStation)

    one.play(scene)


def test_an_inbox_that_one_may_not_settle_says_who_may_and_asks_all_the_same(stage: Build) -> None:
    one = stage(role="team_lead", size=(1920, 1080))
    view = replace(present("A. Meyer", acting="P1"), refusals={"inbox.settle_discrepancy": SETTLE})
    one.present.view = view

    async def scene() -> None:
        one.window.open_inbox()
        await one.until(lambda: bool(one.names("settle.")), "the inbox is shown")
        name = one.names("settle.")[0]
        button = one.sees(name)
        assert isinstance(button, Button)
        assert (button.is_available, button.refusal) == (False, SETTLE)
        one.desk.trouble = Refused(
            "core.not_permitted", person="A. Meyer", permission="inbox.settle_discrepancy"
        )
        await one.tap(name)
        assert isinstance(one.desk.sent[-1], SettleDiscrepancy), "its refusal waits for a lead's badge"

    one.play(scene)
