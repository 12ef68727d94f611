"""The dispatch list, and the sheets for a stop's reason, scrap and quantities."""

from dataclasses import dataclass
from datetime import datetime

from momstation.production.views.home import Action, ActionKey
from momstation.ui.status import Status


@dataclass(frozen=True, slots=True)
class DispatchRow:
    """An order of the dispatch list; ``refusal`` empty: may be started (or resumed) here now.

    action  START or RESUME, PAUSE for the one that runs here; None where nothing may be done
    right   ``0 of 600``; right_detail ``due 17:20``; detail the material and, when blocked, the reason
    wants_right  the refusal is for want of a right alone: asked for all the same, somebody else may allow it
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
    wants_right: bool = False


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
class OpenStopRow:
    """A stop without a reason: ``9:41–9:58 · 17 min``. ``reasons``: the most frequent ones of its machine, where
    they can be tapped beside it. ``is_foreign``: at a machine of another station. ``refusal``: why the acting
    person may not give one."""

    stop: str
    title: str
    detail: str
    machine: str = ""
    reasons: tuple[ReasonTile, ...] = ()
    is_foreign: bool = False
    refusal: str = ""


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
    is_open: bool
    reason: str | None
    reason_text: str
    top: tuple[ReasonTile, ...]
    more: tuple[ReasonGroupView, ...]
    more_label: str
    empty_text: str
    earlier: tuple[OpenStopRow, ...] = ()


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
class EntryRow:
    """A declaration of this order, newest first; ``refusal`` empty: ReverseEntry(entry) is accepted."""

    entry: str
    title: str
    detail: str
    is_reversed: bool
    refusal: str
    at: datetime


@dataclass(frozen=True, slots=True)
class QuantityView:
    """The one sheet for good, scrap with its reason, and rework.

    machine_good is what the machine counted, or None without a counting machine; compare_text puts it beside
    what was declared, and compare_status colours the difference. ``*_most`` are the largest numbers
    accepted. ``clocks_text`` says how long the order was set up, made and worked on; ``setup`` starts a
    setup or ends the one that runs, None where no order runs here. ``has_counter``: nothing counts by itself, so
    a person may give a counter's reading; ``counter_start`` is the reading before, None before the first.
    ``scrap_reasons`` are the station's own most frequent; ``more_reasons`` all others, behind ``more_label``."""

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
    entries: tuple[EntryRow, ...]
    clocks_text: str = ""
    setup: Action | None = None
    has_counter: bool = False
    counter_start: int | None = None
    counter_most: int = 0
    more_reasons: tuple[ReasonTile, ...] = ()
    more_label: str = ""
