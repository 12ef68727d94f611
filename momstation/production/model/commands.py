"""What may be asked of production."""

from decimal import Decimal

from momstation.core.part import Command

Pieces = int | Decimal | str


class StartOrder(Command, frozen=True, kw_only=True):
    """``machine`` None: the machine that the order was planned for, if this station serves it.
    ``how``: ``scan`` or ``tap``."""

    order: str
    machine: str | None = None
    how: str = "tap"


class WithdrawStart(Command, frozen=True, kw_only=True):
    """The undo of a start. ``started`` is the hex id of its record."""

    order: str
    started: str


class PauseOrder(Command, frozen=True, kw_only=True):
    """End of somebody's work on it; the order stays open for the next person."""

    order: str


class ResumeOrder(Command, frozen=True, kw_only=True):
    order: str
    machine: str | None = None
    how: str = "tap"


class FinishOrder(Command, frozen=True, kw_only=True):
    """``order`` None: the one that runs here (a scanned ``FINISH``)."""

    order: str | None = None


class UndoFinish(Command, frozen=True, kw_only=True):
    order: str


class ClearLine(Command, frozen=True, kw_only=True):
    """Nothing of the product before is left here. ``order`` None: the one that runs here."""

    order: str | None = None


class WithdrawClearance(Command, frozen=True, kw_only=True):
    """The undo of a line clearance. ``cleared`` is the hex id of its record."""

    order: str
    cleared: str


class StartSetup(Command, frozen=True, kw_only=True):
    """The place is being set up from now on. ``order`` None: the one that runs here."""

    order: str | None = None


class EndSetup(Command, frozen=True, kw_only=True):
    """``order`` None: the one that runs here."""

    order: str | None = None


class DeclareQuantity(Command, frozen=True, kw_only=True):
    """One sheet for good, scrap with its reason, and rework. ``order`` None: the one that runs here.

    ``from_good``: the pieces were counted good before, so scrap and rework leave good; None lets the rule
    decide (they explain what the machine rejected, then leave what it counted good). Numbers may arrive as
    text or Decimal from a keypad or scanner; whole pieces are due and anything else is refused.
    ``counter``: what the counter shows now, instead of ``good``; the first reading is only remembered.
    """

    order: str | None = None
    good: Pieces = 0
    scrap: Pieces = 0
    scrap_reason: str | None = None
    rework: Pieces = 0
    from_good: bool | None = None
    counter: Pieces | None = None


class GiveStopReason(Command, frozen=True, kw_only=True):
    """``stop`` None: the stop that is open here now. ``reason`` None takes a given reason back. ``others``:
    further stops that had the same reason."""

    stop: str | None = None
    reason: str | None
    others: tuple[str, ...] = ()


class ReverseEntry(Command, frozen=True, kw_only=True):
    entry: str


class SequenceOrders(Command, frozen=True, kw_only=True):
    """The work unit's orders in the order in which they shall be worked on; none: as planning has them."""

    work_unit: str
    orders: tuple[str, ...]


COMMANDS: tuple[type[Command], ...] = (
    StartOrder,
    WithdrawStart,
    PauseOrder,
    ResumeOrder,
    FinishOrder,
    UndoFinish,
    ClearLine,
    WithdrawClearance,
    StartSetup,
    EndSetup,
    DeclareQuantity,
    GiveStopReason,
    ReverseEntry,
    SequenceOrders,
)
