"""What may be asked of production."""

from momstation.core.part import Command


class StartOrder(Command, frozen=True, kw_only=True):
    """``machine`` None: the machine that the order was planned for, if this station serves it.
    ``how``: ``scan`` or ``tap``."""

    order: str
    machine: str | None = None
    how: str = "tap"


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


class DeclareQuantity(Command, frozen=True, kw_only=True):
    """One sheet for good, scrap with its reason, and rework. ``order`` None: the one that runs here.

    ``from_good``: the scrap was counted good before, so it leaves good. Numbers may arrive as text or Decimal from
    a keypad or scanner; whole pieces are due and anything else is refused."""

    order: str | None = None
    good: object = 0
    scrap: object = 0
    scrap_reason: str | None = None
    rework: object = 0
    from_good: bool = False


class GiveStopReason(Command, frozen=True, kw_only=True):
    """``stop`` None: the stop that is open here now. ``reason`` None takes a given reason back."""

    stop: str | None = None
    reason: str | None


class ReverseEntry(Command, frozen=True, kw_only=True):
    entry: str
