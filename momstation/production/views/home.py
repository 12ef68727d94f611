"""The operator's home: the order, the machine, the hours, the strip and the tiles."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from momstation.events.machines import MachineState
from momstation.ui.status import Status


class ActionKey(StrEnum):
    """What a tile of the home does; the screen maps it to a sheet, another screen or a command."""

    START = "start"  # send StartOrder(order=action.order)
    RESUME = "resume"  # send ResumeOrder(order=action.order)
    PAUSE = "pause"  # send PauseOrder(order=action.order)
    FINISH = "finish"  # send FinishOrder(order=action.order)
    CLEAR = "clear"  # send ClearLine(order=action.order)
    START_SETUP = "start_setup"  # send StartSetup(order=action.order)
    END_SETUP = "end_setup"  # send EndSetup(order=action.order)
    STOP_REASON = "stop_reason"  # open the stop-reason sheet
    SCRAP = "scrap"  # open the scrap sheet (ScrapView)
    QUANTITY = "quantity"  # open the sheet for good, scrap and rework (QuantityView)
    ORDERS = "orders"  # open the dispatch list
    OEE = "oee"  # open the OEE of the shift
    SCAN = "scan"  # show what may be scanned here
    SIGN_ON = "sign_on"  # open the people screen


@dataclass(frozen=True, slots=True)
class Action:
    """A tile. ``refusal`` is empty when it may be tapped, else the sentence that says why not.
    ``order`` is the order that START, RESUME, PAUSE, FINISH, CLEAR, START_SETUP or END_SETUP is
    about."""

    key: ActionKey
    label: str
    icon: str
    refusal: str = ""
    badge: str = ""
    badge_status: Status = Status.NORMAL
    order: str | None = None


@dataclass(frozen=True, slots=True)
class DeltaView:
    """Good parts against the plan at this moment: ``−18 behind`` over ``plan 430 at 14:05``."""

    text: str
    detail: str
    status: Status
    delta: int
    plan: int


@dataclass(frozen=True, slots=True)
class OrderCard:
    """The order that is worked on here.

    title         ``Order 4711-20``; subtitle: the material in words
    good_text     ``412`` for the glance; rest_text ``of 600 good``
    planned       plan at now for the marker on the progress bar; None without a plan
    delta         None without a plan (no ideal cycle known)
    is_paused     work stays open but nobody counts
    scrap_text    ``Scrap 7 · 1.7 %``; rework_text ``Rework 2``
    unreasoned    parts the machine rejected that have no reason yet; unreasoned_text says so, or is empty
    done_text     ``Done 17:40 (due 17:20)``, ``Target reached`` or a dash
    refusal       why the acting person may declare nothing for it; empty: they may
    machine_text  what the machine counted beside what was declared, when both exist (``machine 410 · declared
    2``)
    """

    order: str
    title: str
    subtitle: str
    machine: str | None
    good: int
    target: int
    good_text: str
    rest_text: str
    planned: int | None
    delta: DeltaView | None
    scrap: int
    rework: int
    scrap_text: str
    rework_text: str
    unreasoned: int
    unreasoned_text: str
    done_text: str
    machine_text: str
    started_at: datetime | None
    due: datetime | None
    is_paused: bool
    is_target_reached: bool
    spoken: str
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class StateView:
    """The state bar. ``is_hatched``: the machine is not heard, so the time is unqualified (draw it hatched).

    since_text   ``1 h 12 min since last stop``, ``stopped 02:14``; cycle_text ``Cycle 4.3 s`` or a dash with
    the
                 age; ideal_text ``ideal 4.0 s``; note says why nothing is heard, or is empty
    """

    machine: str | None
    state: MachineState
    status: Status
    icon: str
    word: str
    since: datetime | None
    since_text: str
    cycle_text: str
    ideal_text: str
    reason_text: str
    note: str
    is_hatched: bool


@dataclass(frozen=True, slots=True)
class HourView:
    """One bar: good parts in the hour that begins at ``label`` (``14:00``), against its target (Decimal
    pieces)."""

    label: str
    good: int
    target: int
    is_low: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class StripCard:
    """A card of the strip at the side. ``action`` None: nothing to tap. ``key`` is stable while the matter
    lasts. ``alarms``: machine and condition of each alarm that is acknowledged when the card is pressed."""

    key: str
    status: Status
    icon: str
    kicker: str
    title: str
    text: str
    action: Action | None
    alarms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class HomeView:
    """The operator's home.

    card            None: no order here; then ``empty_title`` and ``empty_hint`` say what to do
    strip           at most four, worst first
    tiles           fixed order and number, whatever the state; the primary one is apart
    primary         the ONE primary action
    stop_to_explain id of the stop whose reason is due now (open the sheet by itself); None: do not ask
    refreshed_at    the moment that the texts speak of
    """

    station: str
    area: str
    card: OrderCard | None
    empty_title: str
    empty_hint: str
    state: StateView
    hours: tuple[HourView, ...]
    hours_text: str
    strip: tuple[StripCard, ...]
    tiles: tuple[Action, ...]
    primary: Action
    micro_stops: int
    micro_stops_text: str
    stop_to_explain: str | None
    refreshed_at: datetime
