"""What a person decided about records that contradict each other."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from momstation.core.event import Event


class Decision(StrEnum):
    """``ACCEPTED``: what the station shows stands. ``OVERRULED``: the other of the rule's two readings does,
    such as the branch that was not shown, or parts counted to the order instead of kept as extra."""

    ACCEPTED = "accepted"
    OVERRULED = "overruled"


class _OfDiscrepancy(Event, frozen=True, kw_only=True):
    """``discrepancy`` is its id (hex); ``on`` the stream whose records contradict each other, on which this is
    recorded as well, so that its basis names their heads."""

    discrepancy: str
    on: str
    rule: str
    station: str
    at: datetime
    by: str | None

    def stream(self) -> str:
        return self.on


class DiscrepancySettled(_OfDiscrepancy, frozen=True, kw_only=True):
    """A person with the right to do so has looked at it and decided."""

    kind: ClassVar[str] = "discrepancy.settled"
    decision: Decision
    note: str = ""


class DiscrepancyReopened(_OfDiscrepancy, frozen=True, kw_only=True):
    """The undo of a settlement."""

    kind: ClassVar[str] = "discrepancy.reopened"


EVENTS: tuple[type[Event], ...] = (DiscrepancySettled, DiscrepancyReopened)
