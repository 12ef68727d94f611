"""How many parts lie between two values of a machine's counter, whatever happened to it in between."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

_USUAL_MODULI = (1 << 15, 1 << 16, 1 << 31, 1 << 32)
_MOST_PARTS_A_SECOND = 1000
"""No machine is as fast: a counter that ran ahead further was set to a number, by a person or at a restart."""


class Mark(StrEnum):
    """Why a difference may not be the whole truth; the weightiest of a batch is recorded."""

    FIRST_SEEN = "first_seen"
    RESET = "reset"
    ROLLOVER = "rollover"
    GAP = "gap"


_WEIGHT = (None, Mark.GAP, Mark.ROLLOVER, Mark.RESET, Mark.FIRST_SEEN)


def weightier(one: Mark | None, other: Mark | None) -> Mark | None:
    return max(one, other, key=_WEIGHT.index)


@dataclass(frozen=True, slots=True)
class Counter:
    """``value`` is the last that was counted from; None before the first. ``is_gap``: the machine was not
    heard without interruption since. ``before_reset`` is the value before a reset that was just seen."""

    value: int | None = None
    is_gap: bool = False
    source_time: datetime | None = None
    before_reset: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What one reading of a counter adds."""

    counter: Counter
    parts: int
    mark: Mark | None


def step(counter: Counter, value: int, source_time: datetime | None, modulus: int | None) -> Step:
    """The parts that ``value`` adds to what was counted.

    The first value is a baseline: whoever made those parts, it was not counted here. A value older than the
    last by the machine's own clock is a late duplicate and adds nothing.
    """
    if _is_late(counter, source_time) and not counter.is_gap:
        return Step(counter, 0, None)
    seen = Counter(value=value, source_time=source_time or counter.source_time)
    if counter.value is None:
        return Step(seen, 0, Mark.FIRST_SEEN)
    if value >= counter.value:
        taken = _forward(counter, seen, value - counter.value)
        if taken.mark is not Mark.RESET and _is_preset(counter.source_time, source_time, taken.parts):
            return Step(seen, 0, Mark.RESET)
        return taken
    return _backward(counter, seen, counter.value, value, modulus)


def interrupted(counter: Counter) -> Counter:
    """From now on a difference also holds what was made while nobody listened."""
    return replace(counter, is_gap=True)


def _is_late(counter: Counter, source_time: datetime | None) -> bool:
    return None not in (counter.source_time, source_time) and source_time < counter.source_time  # type: ignore[operator]  # neither is None


def _forward(counter: Counter, seen: Counter, parts: int) -> Step:
    mark = Mark.GAP if counter.is_gap and parts else None
    if parts == 0:
        return Step(replace(seen, before_reset=counter.before_reset), 0, None)
    value, before = seen.value, counter.before_reset
    if before is not None and value is not None and value >= before and counter.value is not None:
        # A PLC that answers 0 once while it starts, then the old count again: the zero was no reset.
        return Step(seen, max(0, value - before - counter.value), Mark.RESET)
    return Step(seen, parts, mark)


def _is_preset(before: datetime | None, now: datetime | None, parts: int) -> bool:
    """Judged by the machine's own clock alone; without it, or with one that went back, every part counts."""
    if before is None or now is None:
        return False
    elapsed = (now - before).total_seconds()
    return elapsed >= 0 and parts > _MOST_PARTS_A_SECOND * (1 + elapsed)


def _backward(counter: Counter, seen: Counter, last: int, value: int, modulus: int | None) -> Step:
    rolled = _rolled_over(last, value, modulus)
    if rolled is not None:
        return Step(seen, rolled, Mark.ROLLOVER)
    if value > last - last // 4:
        # A little less than before is a correction at the machine, not a new count from zero.
        return Step(seen, 0, Mark.RESET)
    return Step(replace(seen, before_reset=last), value, Mark.RESET)


def _rolled_over(last: int, value: int, modulus: int | None) -> int | None:
    """The parts if the counter passed its end; a guessed end is believed only for a short step across it."""
    if modulus is not None:
        parts = value + modulus - last
        return parts if last < modulus and parts <= modulus // 4 else None
    for end in _USUAL_MODULI:
        parts = value + end - last
        if last < end and 0 < parts <= min(end // 50, 10_000):
            return parts
    return None
