"""OEE of a shift from what was recorded: which time element each moment is, and what the parts were worth.

The calculation itself is momstation.kpi, the one that ``momstation compute`` prints; here its inputs are put
together. The time model needs state, order and reason at once (OPC 40001-1, Annex C): a machine that stands
still is delayed only while it has an order, and a stop that was planned or a changeover is known by its
reason alone.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from momstation.events.machines import MachineState
from momstation.kpi.exact import Exact, moment
from momstation.kpi.iso22400_log import ShiftElements, elements_from_log
from momstation.kpi.log_inputs import Element, LogInputs, ShiftSpan, StateAt, TimeSpan
from momstation.kpi.oee import Factors, factors
from momstation.plant.nouns import ReasonGroup
from momstation.production.model.plan import Stretch
from momstation.production.model.stop import StopStory

_BY_GROUP = {
    ReasonGroup.PLANNED: Element.PLANNED,
    ReasonGroup.CHANGEOVER: Element.AUST,
    ReasonGroup.UNPLANNED: Element.ADET,
}


@dataclass(frozen=True, slots=True)
class StateSince:
    at: datetime
    state: MachineState


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the shift in one state; ``stop`` is the stop that lasted then."""

    start: datetime
    end: datetime
    state: MachineState
    element: Element
    stop: StopStory | None


@dataclass(frozen=True, slots=True)
class Made:
    """Parts of one order in the shift. ``cycle_s`` is its ideal cycle (planned run time per unit)."""

    order: str
    cycle_s: Decimal | None
    good: int
    scrap: int
    rework: int

    @property
    def total(self) -> int:
        return self.good + self.scrap + self.rework


@dataclass(frozen=True, slots=True)
class ShiftOee:
    """``standard_s`` is the ideal time of all parts; None when an order's cycle is not known."""

    elements: ShiftElements
    factors: Factors
    total: int
    good: int
    standard_s: Exact | None
    good_standard_s: Exact | None


def pieces(
    states: Sequence[StateSince],
    order_times: Sequence[Stretch],
    stops: Sequence[StopStory],
    groups: Mapping[str, ReasonGroup],
    start: datetime,
    end: datetime,
) -> list[Piece]:
    """The shift cut wherever the machine's state, its order or its stop changes; unknown before the first
    state."""
    cuts = {start, end}
    cuts.update(each.at for each in states)
    cuts.update(moment for stretch in order_times for moment in stretch)
    for stop in stops:
        cuts.update(at for at in (stop.opened_at, stop.closed_at) if at is not None)
    inside = sorted(at for at in cuts if start <= at <= end)
    found = list[Piece]()
    for begun, ended in pairwise(inside):
        state = _state_at(states, begun)
        lasting = _stop_at(stops, begun)
        has_order = any(one <= begun < other for one, other in order_times)
        element = element_of(state, has_order, lasting, groups)
        found.append(Piece(begun, ended, state, element, lasting))
    return found


def element_of(
    state: MachineState, has_order: bool, stop: StopStory | None, groups: Mapping[str, ReasonGroup]
) -> Element:
    """The time element of ISO 22400-2 that a moment belongs to."""
    if state is MachineState.UNKNOWN:
        return Element.UNKNOWN
    if state is MachineState.PRODUCING:
        return Element.APT
    if stop is not None and stop.reason is not None:
        return _BY_GROUP[groups.get(stop.reason, ReasonGroup.UNPLANNED)]
    if state is MachineState.SETUP:
        return Element.AUST
    return Element.ADET if has_order else Element.ADOT


def shift_oee(
    found: Sequence[Piece], made: Sequence[Made], breaks: Sequence[Stretch], start: datetime, end: datetime
) -> ShiftOee:
    """Raises ``Refused`` (kpi.*) if the log contradicts itself; ``end`` must lie after ``start``."""
    inputs = LogInputs(
        shifts=(ShiftSpan(name="shift", start=moment(start), end=moment(end)),),
        events=tuple(StateAt(at=moment(each.start), state=each.element.value) for each in found),
        state_map={element.value: element for element in Element},
        breaks=tuple(TimeSpan(start=moment(one), end=moment(other)) for one, other in breaks),
    )
    elements = elements_from_log(inputs).per_shift[0]
    standard = _standard(made, [each.total for each in made])
    good_standard = _standard(made, [each.good for each in made])
    return ShiftOee(
        elements=elements,
        factors=factors(elements.pbt, elements.apt, standard, good_standard),
        total=sum(each.total for each in made),
        good=sum(each.good for each in made),
        standard_s=standard,
        good_standard_s=good_standard,
    )


def _standard(made: Sequence[Made], counts: Sequence[int]) -> Exact | None:
    total: Exact = 0
    for each, count in zip(made, counts, strict=True):
        if each.cycle_s is None:
            return None
        total += Fraction(each.cycle_s) * count
    return total


def _state_at(states: Sequence[StateSince], at: datetime) -> MachineState:
    known = bisect_right(states, at, key=lambda each: each.at)
    return states[known - 1].state if known else MachineState.UNKNOWN


def _stop_at(stops: Sequence[StopStory], at: datetime) -> StopStory | None:
    return next(
        (
            stop
            for stop in stops
            if stop.opened_at is not None
            and stop.opened_at <= at
            and (stop.closed_at is None or at < stop.closed_at)
        ),
        None,
    )
