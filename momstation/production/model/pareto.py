"""Which reasons to offer first: those that this station has given most, the catalogue for the rest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from momstation.plant.nouns import Reason

TOP = 6
CATCH_ALL = "OTHER"
"""The reason, by its id, that says only that none of the others fitted."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a reason was given, and for how long or how many pieces."""

    count: int
    weight: float


@dataclass(frozen=True, slots=True)
class Offer:
    """``top`` are the first tiles, ``rest`` what stands behind "More", both in the order to show."""

    top: tuple[Reason, ...]
    rest: tuple[Reason, ...]


def offer(catalogue: Sequence[Reason], given: Mapping[str, Tally], top: int = TOP) -> Offer:
    """By count, then by duration; a reason never given keeps its place in the catalogue, so that tiles do not
    wander.

    A reason that left the catalogue is not offered, however often it was given.
    """
    ranked = sorted(enumerate(catalogue), key=lambda each: _rank(each[0], given.get(each[1].id)))
    ordered = tuple(reason for _place, reason in ranked)
    return Offer(ordered[:top], ordered[top:])


def _rank(place: int, tally: Tally | None) -> tuple[int, float, int]:
    return (0, 0.0, place) if tally is None else (-tally.count, -tally.weight, place)


@dataclass(frozen=True, slots=True)
class CatchAll:
    """How many of the stops that were explained went to it: more than one in twenty, and the catalogue is at fault."""

    text: str
    count: int
    total: int


def catch_all(catalogue: Sequence[Reason], given: Mapping[str, Tally]) -> CatchAll | None:
    """None where the plant has no such reason, or nobody has needed it."""
    reason = next((each for each in catalogue if each.id == CATCH_ALL), None)
    if reason is None or CATCH_ALL not in given:
        return None
    return CatchAll(reason.text, given[CATCH_ALL].count, sum(each.count for each in given.values()))


def tallies(rows: Iterable[tuple[str, float]]) -> dict[str, Tally]:
    """From one row per time that a reason was given."""
    sums: dict[str, Tally] = {}
    for reason, weight in rows:
        before = sums.get(reason, Tally(0, 0.0))
        sums[reason] = Tally(before.count + 1, before.weight + weight)
    return sums
