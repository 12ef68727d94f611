"""What an operator does in a shift, played on a whole station: what it books must be durable within its taps and scans.

The limits are those of the design; ``D`` digits of a number count as taps. A task is played from home, the person being
known unless that is the task.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt

from momstation.core.event import Event
from momstation.events.machines import MachineState, MachineStateChanged, PartsCounted
from momstation.events.production import (
    EntryReversed,
    OrderFinished,
    OrdersSequenced,
    OrderStarted,
    QuantityDeclared,
    StopOpened,
    StopReasonGiven,
)
from momstation.events.workforce import (
    ActingPersonChanged,
    PersonSignedOff,
    PersonSignedOn,
    StationLocked,
    StationUnlocked,
)
from tests.flows.taps.tap_station import TapStation

Scene = Callable[[TapStation], Awaitable[None]]


LEAD = "team_lead"


@dataclass(frozen=True, slots=True)
class Task:
    """``key``: the design's row; ``what``: the way in which it is done; ``books``: the fact that it must record."""

    key: str
    what: str
    taps: int
    scans: int
    books: type[Event]
    scene: Scene
    role: str = "operator"


async def sign_on_by_badge(one: TapStation) -> None:
    one.begin()
    await one.scan("BADGE:B-1")
    await one.says("people.acting", "A. Meyer")


async def sign_on_by_pin(one: TapStation) -> None:
    await one.shows("people.nobody")
    one.begin()
    await one.tap("people.nobody")
    await one.shows("people.P3")
    await one.tap("people.P3")
    await one.shows("keypad.4")
    for digit in "4711":
        await one.tap(f"keypad.{digit}")
    await one.says("people.acting", "C. Ito")


async def act_by_badge(one: TapStation) -> None:
    await one.somebody_signs_on()
    await one.scan("BADGE:B-2")
    await one.says("people.acting", "B. Novak")
    one.begin()
    await one.scan("BADGE:B-1")
    await one.says("people.acting", "A. Meyer")


async def start_by_scan(one: TapStation) -> None:
    await one.somebody_signs_on()
    one.begin()
    await one.scan("ORDER:4711-20")
    await one.says("order.card", "4711-20")


async def start_by_tap(one: TapStation) -> None:
    await one.somebody_signs_on()
    await one.shows("strip.next")
    one.begin()
    await one.tap("strip.next")
    await one.shows("order.card")


async def count_by_machine(one: TapStation) -> None:
    await one.an_order_runs()
    one.begin()
    await one.made(5)
    await one.says("order.good", "5")


async def count_any_number(one: TapStation) -> None:
    await one.an_order_runs()
    one.begin()
    await one.tap("tile.quantity")
    await one.shows("sheet.quantity")
    await one.tap("keypad.4")
    await one.tap("keypad.8")
    await one.tap("keypad.enter")
    await one.says("order.good", "48")


async def scrap_by_scan(one: TapStation) -> None:
    await one.an_order_runs(10)
    one.begin()
    await one.scan("SCRAP:BURR")
    await one.says("order.scrap", "1")


async def scrap_by_tap(one: TapStation) -> None:
    await one.an_order_runs(10)
    one.begin()
    await one.tap("tile.scrap")
    await one.shows("scrap.reason.BURR")
    await one.tap("scrap.reason.BURR")
    await one.says("order.scrap", "1")


async def scrap_many(one: TapStation) -> None:
    await one.an_order_runs(30)
    one.begin()
    await one.tap("tile.scrap")
    await one.shows("scrap.reason.BURR")
    await one.tap("keypad.1")
    await one.tap("keypad.2")
    await one.tap("scrap.reason.BURR")
    await one.says("order.scrap", "12")


async def reason_by_tap(one: TapStation) -> None:
    await one.an_order_runs()
    await one.the_machine_stops()
    one.begin()
    await one.tap("reason.JAM")
    await one.gone("sheet.stop_reason")
    await one.says("machine.state", "Material jam")


async def reason_by_scan(one: TapStation) -> None:
    await one.an_order_runs()
    await one.the_machine_stops()
    one.begin()
    await one.scan("STOP:JAM")
    await one.gone("sheet.stop_reason")
    await one.says("machine.state", "Material jam")


async def rare_reason(one: TapStation) -> None:
    await one.an_order_runs()
    await one.the_machine_stops()
    one.begin()
    await one.tap("reasons.more")
    await one.shows("reason.R9")
    await one.tap("reason.R9")
    await one.says("machine.state", "Rare reason 9")


async def micro_stop(one: TapStation) -> None:
    await one.an_order_runs()
    one.begin()
    await one.machine(MachineState.STOPPED)
    await one.says("machine.state", "Stopped")
    await one.later(5)
    await one.machine(MachineState.PRODUCING)
    await one.later(60)
    await one.says("machine.state", "Running")
    assert one.sees("sheet.stop_reason") is None


async def finish(one: TapStation) -> None:
    await one.an_order_runs(10)
    one.begin()
    await one.tap("tile.finish")
    await one.shows("order.empty")


async def undo_at_once(one: TapStation) -> None:
    await one.an_order_runs(10)
    await one.tap("tile.scrap")
    await one.shows("scrap.reason.BURR")
    await one.tap("scrap.reason.BURR")
    await one.says("order.scrap", "1")
    one.begin()
    await one.tap("undo.button")
    await one.says("order.good", "10")


async def undo_within_the_shift(one: TapStation) -> None:
    await one.an_order_runs(10)
    await one.scan("SCRAP:BURR")
    await one.says("order.scrap", "1")
    await one.later(600)
    one.begin()
    await one.tap("tile.quantity")
    await one.until(lambda: bool(one.names("entry.")), "the entry is listed")
    await one.tap(one.names("entry.")[0])
    await one.says("order.good", "10")


async def sign_off(one: TapStation) -> None:
    await one.somebody_signs_on()
    one.begin()
    await one.scan("SIGN-OFF")
    await one.shows("people.nobody")


async def act_by_tap(one: TapStation) -> None:
    await one.somebody_signs_on()
    await one.scan("BADGE:B-2")
    await one.shows("acts.P1")
    one.window.messages.banner.clear()
    one.begin()
    await one.tap("acts.P1")
    await one.shows("acts.P2")


async def lock(one: TapStation) -> None:
    await one.somebody_signs_on()
    one.begin()
    await one.scan("LOCK")
    await one.shows("lock")


async def come_back(one: TapStation) -> None:
    await one.somebody_signs_on()
    await one.scan("LOCK")
    await one.shows("lock")
    one.begin()
    await one.scan("BADGE:B-1")
    await one.gone("lock")


async def see_the_worst(one: TapStation) -> None:
    await one.machine(MachineState.PRODUCING)
    await one.says("board.headline", "All stations")
    one.begin()
    await one.machine(MachineState.STOPPED)
    await one.says("board.headline", "Press 07")


async def sequence_by_drag(one: TapStation) -> None:
    await one.a_lead_signs_on()
    await one.shows("move.4711-30")
    one.begin()
    await one.drag("move.4711-30", "planned.4711-20")
    await one.shows("undo.button")


async def sequence_by_keys(one: TapStation) -> None:
    await one.a_lead_signs_on()
    await one.shows("move.4711-30")
    one.begin()
    await one.key(Qt.Key.Key_F3)
    await one.key(Qt.Key.Key_Return)
    await one.shows("undo.button")


async def explain_a_stop(one: TapStation) -> None:
    await one.a_lead_signs_on()
    await one.stopped_for(60)
    await one.until(lambda: bool(one.names("explain.")), "its reasons are offered")
    await one.lies_still()
    one.begin()
    await one.tap(one.names("explain.")[0])
    await one.until(lambda: not one.names("explain."), "no stop is left without a reason")


async def explain_similar_stops(one: TapStation) -> None:
    await one.a_lead_signs_on()
    for _turn in range(3):
        await one.stopped_for(60)
    await one.until(lambda: one.stops_to_explain == 3, "three stops lack their reasons")
    await one.lies_still()
    one.begin()
    await one.tap(one.names("alike.")[0])
    await one.tap(one.names("explain.")[0])
    await one.until(lambda: not one.names("explain."), "no stop is left without a reason")


async def act_by_keys(one: TapStation) -> None:
    await one.a_lead_signs_on()
    await one.stopped_for(60)
    await one.until(lambda: bool(one.names("explain.")), "its reasons are offered")
    await one.press(Qt.Key.Key_Question)
    await one.shows("key.stops")
    await one.press(Qt.Key.Key_Escape)
    await one.lies_still()
    one.begin()
    await one.key(Qt.Key.Key_F2)
    await one.key(Qt.Key.Key_Return)
    await one.until(lambda: not one.names("explain."), "no stop is left without a reason")


TASKS = (
    Task("O1", "sign on by badge", 0, 1, PersonSignedOn, sign_on_by_badge),
    Task("O1", "sign on by PIN", 6, 0, PersonSignedOn, sign_on_by_pin),
    Task("O2", "let another person act", 0, 1, ActingPersonChanged, act_by_badge),
    Task("O2", "let another person act, by tap", 1, 0, ActingPersonChanged, act_by_tap),
    Task("O3", "start the next order by scan", 0, 1, OrderStarted, start_by_scan),
    Task("O3", "start the next order by tap", 1, 0, OrderStarted, start_by_tap),
    Task("O4", "good pieces that the machine counts", 0, 0, PartsCounted, count_by_machine),
    Task("O4", "48 good pieces by hand", 1 + 2 + 1, 0, QuantityDeclared, count_any_number),
    Task("O5", "one piece of scrap with its reason, by scan", 0, 1, QuantityDeclared, scrap_by_scan),
    Task("O5", "one piece of scrap with its reason, by tap", 2, 0, QuantityDeclared, scrap_by_tap),
    Task("O6", "12 pieces of scrap", 2 + 2, 0, QuantityDeclared, scrap_many),
    Task("O7", "the reason of a stop, by tap", 1, 0, StopReasonGiven, reason_by_tap),
    Task("O7", "the reason of a stop, by scan", 0, 1, StopReasonGiven, reason_by_scan),
    Task("O7", "a rare reason of a stop", 2, 0, StopReasonGiven, rare_reason),
    Task("O7", "a micro-stop", 0, 0, MachineStateChanged, micro_stop),
    Task("O13", "finish the order", 1, 0, OrderFinished, finish),
    Task("O17", "take the last entry back", 1, 0, EntryReversed, undo_at_once),
    Task("O17", "take an entry of the shift back", 3, 0, EntryReversed, undo_within_the_shift),
    Task("O18", "sign off", 0, 1, PersonSignedOff, sign_off),
    Task("O18", "lock the station", 0, 1, StationLocked, lock),
    Task("O18", "come back to a locked station", 0, 1, StationUnlocked, come_back),
    Task("L1", "see which station is abnormal", 0, 0, StopOpened, see_the_worst, LEAD),
    Task(
        "L3", "put two orders into another sequence, by drag", 1, 0, OrdersSequenced, sequence_by_drag, LEAD
    ),
    Task(
        "L3", "put two orders into another sequence, by keys", 2, 0, OrdersSequenced, sequence_by_keys, LEAD
    ),
    Task("L5", "the reason of a stop of the shift", 1, 0, StopReasonGiven, explain_a_stop, LEAD),
    Task("L5", "one reason for all similar stops", 2, 0, StopReasonGiven, explain_similar_stops, LEAD),
    Task("L9", "the reason of a stop without a mouse, in keys", 2, 0, StopReasonGiven, act_by_keys, LEAD),
)
