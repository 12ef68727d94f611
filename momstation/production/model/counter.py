"""Turns what a counter shows into pieces: what it ran on since the reading before."""

from dataclasses import dataclass

from momstation.core.errors import Refused
from momstation.production.model.commands import Pieces
from momstation.production.model.facts import OrderFacts
from momstation.production.model.whole import whole

MOST_READING = 9_999_999
"""Seven digits, as a keypad takes them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """``start`` None: the first one of this order here, from which the next will count."""

    start: int | None
    end: int

    @property
    def good(self) -> int:
        return 0 if self.start is None else self.end - self.start


def read_counter(facts: OrderFacts, good: Pieces, counter: Pieces, *, is_counting: bool) -> Reading:
    """A counter never runs back: one that shows less was reset or misread, and nobody guesses which."""
    if is_counting:
        raise Refused("production.machine_counts")
    if whole(good, MOST_READING, facts.quantity) != 0:
        raise Refused("production.counter_or_number")
    end, start = _shown(counter), facts.work.counter_at(facts.station.code)
    if start is not None and end < start:
        raise Refused("production.counter_below_start", read=end, start=start)
    return Reading(start, end)


def _shown(counter: Pieces) -> int:
    try:
        return whole(counter, MOST_READING, MOST_READING)
    except Refused as refused:
        if refused.key != "production.too_many":
            raise
        raise Refused("production.counter_too_high", read=str(counter)[:40], most=MOST_READING) from None
