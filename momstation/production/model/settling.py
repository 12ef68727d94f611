"""What a person's decision about a contradiction does to the order."""

import msgspec

from momstation.core.event import Record
from momstation.events.discrepancy import Decision, DiscrepancySettled
from momstation.store.merging.branches import Branches, Step, grown, shown
from momstation.store.merging.causality import Past

PRECEDENCE = ("paused", "reopened", "ran", "finished")
"""Of branches that contradict each other the last in this list is shown: an order that runs anywhere runs, and
one that somebody finished is finished until a person decides otherwise."""
FINISHED = PRECEDENCE[-1]


STATE_FORK = "production.state_fork"


class Settlement(msgspec.Struct, frozen=True):
    """``event`` is the record of the decision (hex). Of one discrepancy the last decision holds, unless it was
    taken back."""

    discrepancy: str
    rule: str
    decision: Decision
    event: str
    is_taken_back: bool = False


def settled(
    steps: Branches, record: Record, event: DiscrepancySettled, past: Past
) -> tuple[Branches, tuple[str, ...]]:
    """The branches joined in the one that stands, and the finishes that are open again."""
    if not steps.forks:
        return steps, ()
    tips = steps.forks[-1].tips
    stands = shown(tips, PRECEDENCE)
    assert stands is not None, "a fork has branches"
    again: tuple[str, ...] = ()
    other = shown([tip for tip in tips if tip.what != stands.what], PRECEDENCE)
    if event.decision is Decision.OVERRULED and event.rule == STATE_FORK and other is not None:
        again = tuple(tip.event for tip in tips if tip.what == FINISHED)
        stands = other
    if steps.open_fork is None:
        return steps, again
    step = Step(record.event_id.hex(), stands.station, stands.at, stands.by, what=stands.what)
    return grown(steps, step, past), again


def taken_back(settlements: tuple[Settlement, ...], discrepancy: str) -> tuple[Settlement, ...]:
    """Every decision about it; they stay known, since they are what joined the branches."""
    return tuple(
        msgspec.structs.replace(each, is_taken_back=True) if each.discrepancy == discrepancy else each
        for each in settlements
    )


def is_overruled(settlements: tuple[Settlement, ...], discrepancy: bytes) -> bool:
    name = discrepancy.hex()
    valid = [each for each in settlements if each.discrepancy == name and not each.is_taken_back]
    return bool(valid) and valid[-1].decision is Decision.OVERRULED
