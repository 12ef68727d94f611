"""What production's screens show: finished words beside the raw values they were made from."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from momstation.events.machines import MachineState
from momstation.ui.status import Status


class ActionKey(StrEnum):
    """What a tile of the home does; the screen maps it to a sheet, another screen or a command."""

    START = "start"  # send StartOrder(order=action.order)
    RESUME = "resume"  # send ResumeOrder(order=action.order)
    PAUSE = "pause"  # send PauseOrder(order=action.order)
    FINISH = "finish"  # send FinishOrder(order=action.order)
    STOP_REASON = "stop_reason"  # open the stop-reason sheet
    SCRAP = "scrap"  # open the scrap sheet (ScrapView)
    QUANTITY = "quantity"  # open the sheet for good, scrap and rework (QuantityView)
    ORDERS = "orders"  # open the dispatch list
    OEE = "oee"  # open the OEE of the shift
    SCAN = "scan"  # show what may be scanned here


@dataclass(frozen=True, slots=True)
class Action:
    """A tile. ``refusal`` is empty when it may be tapped, else the sentence that says why not.
    ``order`` is the order that START, RESUME, PAUSE or FINISH is about."""

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
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class StripCard:
    """A card of the strip at the side. ``action`` None: nothing to tap. ``key`` is stable while the matter
    lasts."""

    key: str
    status: Status
    icon: str
    kicker: str
    title: str
    text: str
    action: Action | None


@dataclass(frozen=True, slots=True)
class UndoView:
    """The last entry that one tap may still take back; show it until ``until`` (10 s after the entry).

    Exactly one of ``entry`` (ReverseEntry), ``finished_order`` (UndoFinish) and ``stop`` (GiveStopReason with
    ``reason=None``) is set."""

    text: str
    until: datetime
    entry: str | None = None
    finished_order: str | None = None
    stop: str | None = None


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
    undo: UndoView | None
    refreshed_at: datetime


@dataclass(frozen=True, slots=True)
class DispatchRow:
    """An order of the dispatch list; ``refusal`` empty: may be started (or resumed) here now.

    action  START or RESUME, PAUSE for the one that runs here; None where nothing may be done
    right   ``0 of 600``; right_detail ``due 17:20``; detail the material and, when blocked, the reason
    """

    order: str
    title: str
    detail: str
    right: str
    right_detail: str
    icon: str
    status: Status
    refusal: str
    action: ActionKey | None
    is_running: bool
    is_ready: bool
    good: int
    quantity: int
    due: datetime
    priority: int


@dataclass(frozen=True, slots=True)
class DispatchView:
    """The dispatch list, already ordered: running, then priority, then due date.

    ``rows`` are those that the filter lets through; ``hidden`` counts the others, ``filter_label`` is the
    text of the switch (``Ready only``), ``hidden_text`` says how many it hides (``3 more are not ready``)."""

    title: str
    rows: tuple[DispatchRow, ...]
    is_ready_only: bool
    filter_label: str
    hidden: int
    hidden_text: str
    empty_text: str


@dataclass(frozen=True, slots=True)
class ReasonTile:
    """``share_text`` says how often it came up here (``5 × in 30 days``), empty when never."""

    reason: str
    text: str
    icon: str
    share_text: str
    is_suggested: bool = False


@dataclass(frozen=True, slots=True)
class ReasonGroupView:
    """The second page: a heading (``Planned``, ``Unplanned``, ``Changeover``) and its tiles."""

    title: str
    tiles: tuple[ReasonTile, ...]


@dataclass(frozen=True, slots=True)
class StopReasonView:
    """The stop-reason sheet. ``stop`` None: no stop here; then ``empty_text`` says so.

    title      ``Stopped 02:14``; detail ``Press 07 · since 14:02``; heard ``machine says: …`` or empty
    top        at most six tiles by this station's own Pareto; more: all others by group (``More``)
    reason_text the reason given already (it may be replaced), or empty
    earlier    stops of this shift that still lack a reason, newest first
    """

    stop: str | None
    title: str
    detail: str
    heard: str
    since: datetime | None
    ended_at: datetime | None
    is_open: bool
    reason: str | None
    reason_text: str
    top: tuple[ReasonTile, ...]
    more: tuple[ReasonGroupView, ...]
    more_label: str
    empty_text: str
    earlier: tuple["OpenStopRow", ...] = ()


@dataclass(frozen=True, slots=True)
class OpenStopRow:
    """A stop without a reason: ``9:41–9:58 · 17 min``."""

    stop: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class ScrapView:
    """The scrap sheet: quantity preset 1, product and order preset, one tap on a reason declares it.

    ``refusal`` not empty: no order here, so nothing can be scrapped; say so. ``most`` is the largest number
    accepted. Send DeclareQuantity(order=view.order, scrap=n, scrap_reason=tile.reason); whether the pieces
    leave good or explain what the machine rejected is decided when it is recorded. ``unreasoned``: rejected
    by the machine and still without a reason; these are explained first."""

    order: str | None
    title: str
    detail: str
    refusal: str
    preset: int
    most: int
    unreasoned: int
    unreasoned_text: str
    top: tuple[ReasonTile, ...]
    more: tuple[ReasonTile, ...]
    more_label: str


@dataclass(frozen=True, slots=True)
class QuantityView:
    """The one sheet for good, scrap with its reason, and rework.

    machine_good is what the machine counted, or None without a counting machine; compare_text puts it beside
    what was declared, and compare_status colours the difference. ``*_most`` are the largest numbers
    accepted."""

    order: str | None
    title: str
    detail: str
    refusal: str
    good: int
    scrap: int
    rework: int
    machine_good: int | None
    compare_text: str
    compare_status: Status
    good_most: int
    scrap_most: int
    rework_most: int
    scrap_reasons: tuple[ReasonTile, ...]
    entries: tuple["EntryRow", ...]


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A declaration of this order, newest first; ``refusal`` empty: ReverseEntry(entry) is accepted."""

    entry: str
    title: str
    detail: str
    is_reversed: bool
    refusal: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """An event behind a number: its time, a sentence, and the id it has in every store (hex)."""

    at: datetime
    at_text: str
    sentence: str
    event_id: str


@dataclass(frozen=True, slots=True)
class OeeNumber:
    """One factor. ``value`` None: not computable, and ``formula`` says why. ``formula`` shows the numbers put
    in: ``6 h 12 min of 7 h 30 min``; ``definition`` is the norm's own (``APT / PBT``)."""

    key: str
    label: str
    value: Decimal | None
    text: str
    formula: str
    definition: str
    events: tuple[EvidenceRow, ...]
    events_text: str


@dataclass(frozen=True, slots=True)
class SpanView:
    """A piece of the shift's timeline: ``kind`` is the machine's state, or ``hatched`` where it was not
    heard."""

    start: datetime
    end: datetime
    kind: str
    word: str
    reason_text: str
    stop: str | None


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A time element of ISO 22400: ``APT`` ``Actual production time`` ``6 h 12 min``."""

    key: str
    label: str
    text: str
    seconds: Decimal


@dataclass(frozen=True, slots=True)
class OeeView:
    """OEE of the running shift at one machine. ``caveats`` are sentences about what keeps the numbers from
    being certain (time without signal, no ideal cycle, counter gaps)."""

    machine: str | None
    title: str
    shift_text: str
    oee: OeeNumber
    factors: tuple[OeeNumber, ...]
    times: tuple[TimeRow, ...]
    spans: tuple[SpanView, ...]
    start: datetime | None
    end: datetime | None
    caveats: tuple[str, ...]
    empty_text: str


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A station on the team lead's board, told by its worst machine.

    delta_text  ``−18`` or empty; progress_text ``412 of 600``; matter: what makes it as bad as it is, in
    words order_text  ``4711-20 · Bracket L, 3 mm`` or ``No order``
    """

    station: str
    name: str
    machine: str | None
    machine_name: str
    state: MachineState
    status: Status
    icon: str
    state_word: str
    since: datetime | None
    since_text: str
    order: str | None
    order_text: str
    good: int
    target: int
    progress_text: str
    delta: int | None
    delta_text: str
    matter: str
    stop: str | None
    stop_reason: str
    is_reason_missing: bool
    is_hatched: bool
    hours: tuple[HourView, ...]


@dataclass(frozen=True, slots=True)
class BoardView:
    """Every station of the area, worst first; ``headline`` names the worst one in a sentence."""

    title: str
    headline: str
    status: Status
    rows: tuple[BoardRow, ...]
    unreasoned: tuple[OpenStopRow, ...]
    empty_text: str
    refreshed_at: datetime
