"""What a person's decision about a contradiction does to the order."""

import msgspec

from momstation.core.event import Record
from momstation.events.discrepancy import Decision, DiscrepancySettled
from momstation.store.merging.branches import Branches, Step, grown, seen_tips, shown
from momstation.store.merging.causality import Past

PRECEDENCE = ("paused", "reopened", "ran", "finished")
"""Of branches that contradict each other the last in this list is shown: an order that runs anywhere runs, and
one that somebody finished is finished until a person decides otherwise."""
FINISHED = PRECEDENCE[-1]


class Settlement(msgspec.Struct, frozen=True):
    """``event`` is the record of the decision (hex). Of one discrepancy the last decision holds."""

    discrepancy: str
    rule: str
    decision: Decision
    event: str


def settled(
    steps: Branches, record: Record, event: DiscrepancySettled, past: Past
) -> tuple[Branches, tuple[str, ...]]:
    """The branches joined in the one that stands, and the finishes that are open again."""
    tips = seen_tips(steps, past)
    stands = shown(tips, PRECEDENCE)
    if steps.open_fork is None or stands is None:
        return steps, ()
    again: tuple[str, ...] = ()
    if event.decision is Decision.OVERRULED:
        other = shown([tip for tip in tips if tip.what != stands.what], PRECEDENCE)
        if other is not None:
            again = tuple(tip.event for tip in tips if tip.what == FINISHED)
            stands = other
    step = Step(record.event_id.hex(), stands.station, stands.at, stands.by, what=stands.what)
    return grown(steps, step, past), again


def unsettled(settlements: tuple[Settlement, ...], discrepancy: str) -> tuple[Settlement, ...]:
    return tuple(each for each in settlements if each.discrepancy != discrepancy)


def is_overruled(settlements: tuple[Settlement, ...], discrepancy: bytes) -> bool:
    name = discrepancy.hex()
    return any(each.discrepancy == name and each.decision is Decision.OVERRULED for each in settlements)
