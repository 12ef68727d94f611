"""What a log of machine states is made of: events, shifts, breaks, counter readings, and their rules."""

# ruff: noqa: RUF009 -- given() and found() make dataclass fields.

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from momstation.core.errors import Refused
from momstation.kpi.counters import check_below_modulus
from momstation.kpi.declare import Before, RecordOf, Rule, Together, given
from momstation.kpi.exact import Exact
from momstation.kpi.kinds import Choice, ListOf, MapTo, Number, Text, shown
from momstation.kpi.spans import Span
from momstation.kpi.time_kinds import Instant


class Element(StrEnum):
    """What a machine state is in the time model of ISO 22400-2."""

    APT = "APT"
    """Actual production time: producing."""
    AUST = "AUST"
    """Actual unit setup time: being set up."""
    ADET = "ADET"
    """Actual unit delay time: stopped by a fault or another unplanned delay while it has work."""
    ADOT = "ADOT"
    """Actual unit down time: available, but no work runs."""
    PLANNED = "PLANNED"
    """Planned stop: not part of planned busy time."""
    UNKNOWN = "UNKNOWN"
    """Nobody knows what the machine did: excluded on both sides, never taken for a stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateAt:
    """The machine enters a state, which holds until the next entry."""

    at: Exact = given(Instant(), "When the state begins; it holds until the next event")
    state: str = given(Text(), "The state's name in the machine's own words")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftSpan:
    """One shift, or any other stretch of time to report on."""

    RULES: ClassVar[tuple[Rule, ...]] = (Before("start", "end"),)
    name: str = given(Text(), "The shift's name")
    start: Exact = given(Instant(), "Start of the shift")
    end: Exact = given(Instant(), "End of the shift, itself not in it")

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSpan:
    """A stretch of time."""

    RULES: ClassVar[tuple[Rule, ...]] = (Before("start", "end"),)
    start: Exact = given(Instant(), "Start")
    end: Exact = given(Instant(), "End, itself not in it")

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterReading:
    """What the machine's counters showed."""

    at: Exact = given(Instant(), "When the counters were read")
    total: int = given(Number("parts", whole=True), "Counter of all parts")
    reject: int | None = given(Number("parts", whole=True), "Counter of rejected parts", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogInputs:
    """A log of states with what is needed to read it."""

    RULES: ClassVar[tuple[Rule, ...]] = (Together("modulus", "counters"),)
    shifts: tuple[ShiftSpan, ...] = given(
        ListOf(RecordOf(ShiftSpan), at_least=1, distinct="name"),
        "The shifts to report on; they do not overlap",
    )
    events: tuple[StateAt, ...] = given(
        ListOf(RecordOf(StateAt), at_least=1, ascending="at"),
        "State events, oldest first; the last one before a shift gives the state in which it begins",
    )
    state_map: Mapping[str, Element] = given(
        MapTo(Choice(Element)),
        "Time element of each state: production APT, setup AUST, fault or delay ADET,"
        " idle without work ADOT, planned stop PLANNED, no data UNKNOWN",
    )
    breaks: tuple[TimeSpan, ...] = given(
        ListOf(RecordOf(TimeSpan)),
        "Planned breaks, whatever the machine does meanwhile; may overlap",
        default=(),
    )
    counters: tuple[CounterReading, ...] = given(
        ListOf(RecordOf(CounterReading), ascending="at"), "Readings of the counters, oldest first", default=()
    )
    modulus: int | None = given(
        Number("parts", whole=True, at_least=2),
        "The counters run from 0 to modulus - 1 and then start again; without it every fall is a reset",
        default=None,
    )
    ideal_cycle_s: Exact | None = given(
        Number("s per part", above=0),
        "Ideal cycle, in ISO 22400 the planned run time per unit (PRU); without it performance is null",
        default=None,
    )


def check_log(inputs: LogInputs) -> None:
    """What the declarations cannot say: raises ``Refused`` where states, shifts or counters contradict."""
    _check_states(inputs)
    _check_apart(inputs.shifts)
    _check_counters(inputs)


def _check_states(inputs: LogInputs) -> None:
    for index, event in enumerate(inputs.events):
        if event.state not in inputs.state_map:
            accepted = ", ".join(shown(state) for state in inputs.state_map)
            raise Refused(
                "kpi.not_mapped", field=f"events[{index}].state", value=shown(event.state), accepted=accepted
            )


def _check_apart(shifts: Sequence[ShiftSpan]) -> None:
    in_order = sorted(shifts, key=lambda shift: shift.start)
    for index in range(1, len(in_order)):
        before, now = in_order[index - 1], in_order[index]
        if now.start < before.end:
            raise Refused(
                "kpi.overlap",
                field="The shift",
                value=shown(now.name),
                other="the shift",
                limit=shown(before.name),
            )


def _check_counters(inputs: LogInputs) -> None:
    check_below_modulus([each.total for each in inputs.counters], inputs.modulus, "counters[{}].total")
    rejects = [each.reject for each in inputs.counters if each.reject is not None]
    check_below_modulus(rejects, inputs.modulus, "counters[{}].reject")
