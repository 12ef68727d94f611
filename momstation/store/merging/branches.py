"""A state machine whose forks stay visible: what nobody had seen of each other goes on side by side.

In a line of records each follows the one before. Two steps that had not seen each other make a fork: both
branches are listed, the one of higher precedence is shown, and the fork ends with a step that saw all of its
branches. Two branches that both complete are a fork like any other; its rule has another name.
"""

from collections.abc import Sequence

import msgspec

from momstation.store.merging.causality import Past
from momstation.store.merging.mark import Mark


class Step(Mark, frozen=True, kw_only=True):
    """A record that changed the state, and what it changed to."""

    what: str


class Fork(msgspec.Struct, frozen=True):
    """``tips`` are the last steps of the branches, as long as they did not see each other."""

    tips: tuple[Step, ...]
    resolved_by: str | None = None

    def count(self, what: str) -> int:
        """How many branches came to this."""
        return sum(tip.what == what for tip in self.tips)


class Branches(msgspec.Struct, frozen=True):
    """``tips`` is one step while nothing contradicts; only the last fork can be open."""

    tips: tuple[Step, ...] = ()
    forks: tuple[Fork, ...] = ()

    @property
    def open_fork(self) -> Fork | None:
        last = self.forks[-1] if self.forks else None
        return last if last is not None and last.resolved_by is None else None


def grown(branches: Branches, step: Step, past: Past) -> Branches:
    """One more step: it follows the tips that it saw, and parts from those that it did not."""
    if any(past.was_seen_by(tip.id) for tip in branches.tips):
        return branches  # a clock was far ahead: others have long gone on from this step
    tips = (*(tip for tip in branches.tips if not past.saw(tip.id)), step)
    fork = branches.open_fork
    if fork is None:
        return Branches(tips, (*branches.forks, Fork(tips)) if len(tips) > 1 else branches.forks)
    fork = Fork(fork.tips, resolved_by=step.event) if len(tips) == 1 else Fork(tips)
    return Branches(tips, (*branches.forks[:-1], fork))


def shown(tips: Sequence[Step], precedence: Sequence[str]) -> Step | None:
    """Of several branches the one of highest precedence (last in ``precedence``), then the later step."""
    rank = {what: n for n, what in enumerate(precedence)}
    ranked = [(rank.get(tip.what, -1), n) for n, tip in enumerate(tips)]
    return tips[max(ranked)[1]] if ranked else None
