"""Lays the stops of a shift over a machine's states, so that a thin band can show both."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from momstation.events.machines import MachineState


@dataclass(frozen=True, slots=True)
class StopStretch:
    """A stop that is not a micro stop; ``closed_at`` None while it lasts."""

    stop: str
    opened_at: datetime
    closed_at: datetime | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class BandPiece:
    """A stretch in one state; ``stop`` is the one that lasted then."""

    start: datetime
    end: datetime
    state: MachineState
    stop: StopStretch | None


def band(
    states: Sequence[tuple[datetime, MachineState]],
    stops: Sequence[StopStretch],
    start: datetime,
    end: datetime,
) -> list[BandPiece]:
    """Neither overlapping nor empty pieces from ``start`` to ``end``, ``states`` in order of time; unknown before
    the first state. Of two stops that overlap, which no machine has but a merged past may, the later one is shown."""
    ordered = sorted(stops, key=lambda each: each.opened_at)
    cuts = {start, end, *(at for at, _state in states)}
    for each in ordered:
        cuts.update((each.opened_at, each.closed_at or end))
    heard, opened = [at for at, _state in states], [each.opened_at for each in ordered]
    found = list[BandPiece]()
    for begun, ended in pairwise(sorted(at for at in cuts if start <= at <= end)):
        last = bisect_right(heard, begun)
        state = states[last - 1][1] if last else MachineState.UNKNOWN
        stop = _lasting(ordered, bisect_right(opened, begun) - 1, begun)
        if found and (found[-1].state, found[-1].stop) == (state, stop):
            found[-1] = BandPiece(found[-1].start, ended, state, stop)
        else:
            found.append(BandPiece(begun, ended, state, stop))
    return found


def _lasting(stops: Sequence[StopStretch], index: int, at: datetime) -> StopStretch | None:
    if index < 0:
        return None
    stop = stops[index]
    return stop if stop.closed_at is None or at < stop.closed_at else None
