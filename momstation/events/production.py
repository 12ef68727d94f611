"""What was made, by which job order, and why not more."""

from datetime import datetime
from typing import ClassVar

import msgspec

from momstation.core.event import CLOSES_STREAM, OPENS_STREAM, Event


class _OfOrder(Event, frozen=True, kw_only=True):
    """``order`` is the job order's id; ``at`` the station's wall clock; ``by`` a person's id or None (the
    station)."""

    order: str
    at: datetime
    by: str | None = None
    station: str

    def stream(self) -> str:
        return f"order/{self.order}"


class OrderStarted(_OfOrder, frozen=True, kw_only=True):
    kind: ClassVar[str] = "production.order_started"
    machine: str | None
    how: str  # "scan" or "tap"

    def flags(self) -> int:
        return OPENS_STREAM


class OrderPaused(_OfOrder, frozen=True, kw_only=True):
    """Work stays open: the end of somebody's operations, not of the order. ``machine``: where it ran."""

    kind: ClassVar[str] = "production.order_paused"
    machine: str | None = None


class OrderResumed(_OfOrder, frozen=True, kw_only=True):
    kind: ClassVar[str] = "production.order_resumed"
    machine: str | None
    how: str


class OrderFinished(_OfOrder, frozen=True, kw_only=True):
    kind: ClassVar[str] = "production.order_finished"

    def flags(self) -> int:
        return CLOSES_STREAM


class OrderReopened(_OfOrder, frozen=True, kw_only=True):
    """The undo of a finish; names the event it takes back (hex id)."""

    kind: ClassVar[str] = "production.order_reopened"
    finished_event: str


class StartWithdrawn(_OfOrder, frozen=True, kw_only=True):
    """The undo of a start; names the event it takes back (hex id). An order that made nothing waits as before."""

    kind: ClassVar[str] = "production.start_withdrawn"
    started_event: str


class LineCleared(_OfOrder, frozen=True, kw_only=True):
    """A person has seen that nothing of the product before is left at the place where this order runs."""

    kind: ClassVar[str] = "production.line_cleared"
    machine: str | None


class ClearanceWithdrawn(_OfOrder, frozen=True, kw_only=True):
    """The undo of a line clearance; names the event it takes back (hex id)."""

    kind: ClassVar[str] = "production.clearance_withdrawn"
    cleared_event: str


class SetupStarted(_OfOrder, frozen=True, kw_only=True):
    """A person sets the place up for this order from now on."""

    kind: ClassVar[str] = "production.setup_started"
    machine: str | None


class SetupEnded(_OfOrder, frozen=True, kw_only=True):
    """``by`` None: the machine made a good part of the order, so the place was set up."""

    kind: ClassVar[str] = "production.setup_ended"


class QuantityCounted(_OfOrder, frozen=True, kw_only=True):
    """Parts that the machine counted for this order. ``rejected`` are scrap without a person's reason yet."""

    kind: ClassVar[str] = "production.quantity_counted"
    machine: str
    good: int
    rejected: int

    def joined(self, later: Event) -> "QuantityCounted | None":
        """Two counts of one machine for one order."""
        if not isinstance(later, QuantityCounted) or _source(later) != _source(self):
            return None
        return msgspec.structs.replace(
            later, good=self.good + later.good, rejected=self.rejected + later.rejected
        )


def _source(counted: QuantityCounted) -> tuple[str, str, str, str | None]:
    return counted.order, counted.machine, counted.station, counted.by


class QuantityDeclared(_OfOrder, frozen=True, kw_only=True):
    """What a person declared in one sheet. Scrap and rework of parts that were already counted good set
    ``from_good``: these parts leave good. ``counter_end`` is a counter's reading that a person gave instead of
    a number: ``good`` is then what it ran on since ``counter_start``, the reading before; without one it is
    only remembered."""

    kind: ClassVar[str] = "production.quantity_declared"
    entry: str
    good: int
    scrap: int
    scrap_reason: str | None
    rework: int
    from_good: bool
    counter_start: int | None = None
    counter_end: int | None = None


class EntryReversed(_OfOrder, frozen=True, kw_only=True):
    """The undo of a declaration, naming it; both stay in the log."""

    kind: ClassVar[str] = "production.entry_reversed"
    entry: str


class _OfStop(Event, frozen=True, kw_only=True):
    stop: str
    machine: str
    station: str
    at: datetime

    def stream(self) -> str:
        return f"stop/{self.stop}"


class StopOpened(_OfStop, frozen=True, kw_only=True):
    """The machine stopped at ``at``; start and end are the machine's, only the reason is a person's."""

    kind: ClassVar[str] = "production.stop_opened"
    state: str
    order: str | None

    def flags(self) -> int:
        return OPENS_STREAM


class StopClosed(_OfStop, frozen=True, kw_only=True):
    kind: ClassVar[str] = "production.stop_closed"
    is_micro: bool

    def flags(self) -> int:
        return CLOSES_STREAM


class StopReasonGiven(_OfStop, frozen=True, kw_only=True):
    """A later reason replaces the earlier one on screen; both stay in the log. ``reason`` None takes it
    back. ``is_closed``: the stop had ended when it was given, and its stream stays closed. ``before``: the
    reason that it replaces."""

    kind: ClassVar[str] = "production.stop_reason_given"
    reason: str | None
    by: str | None
    is_closed: bool = False
    before: str | None = None

    def flags(self) -> int:
        return CLOSES_STREAM if self.is_closed else 0


class OrdersSequenced(Event, frozen=True, kw_only=True):
    """In which order a person wants the orders of a work unit dispatched; none at all: as planning has them.
    ``before`` is the sequence that it replaces."""

    kind: ClassVar[str] = "production.orders_sequenced"
    work_unit: str
    orders: tuple[str, ...]
    before: tuple[str, ...] = ()
    at: datetime
    by: str | None = None
    station: str

    def stream(self) -> str:
        return f"dispatch/{self.work_unit}"

    def flags(self) -> int:
        return OPENS_STREAM


EVENTS: tuple[type[Event], ...] = (
    OrderStarted,
    OrderPaused,
    OrderResumed,
    OrderFinished,
    OrderReopened,
    StartWithdrawn,
    LineCleared,
    ClearanceWithdrawn,
    SetupStarted,
    SetupEnded,
    QuantityCounted,
    QuantityDeclared,
    EntryReversed,
    StopOpened,
    StopClosed,
    StopReasonGiven,
    OrdersSequenced,
)
