"""What a person can have begun at a window, how it is seen, and how the team or the window changes meanwhile."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent

from momstation.core.part import Recorded
from momstation.events.workforce import PersonSignedOn
from momstation.shell.window import StationWindow
from momstation.ui.calibration import CardOutline
from tests.support import inbox_views as waiting
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
