"""A log of machine states with shifts, breaks and counters, cut into the time elements of each shift."""

# ruff: noqa: RUF009 -- given() and found() make dataclass fields.

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, NamedTuple

from momstation.core.errors import Refused
from momstation.kpi.counters import check_below_modulus, deltas
from momstation.kpi.declare import Before, RecordOf, Rule, Together, given
from momstation.kpi.exact import Exact
from momstation.kpi.kinds import Choice, ListOf, MapTo, Number, Text, shown
from momstation.kpi.refusal import refuse_above
from momstation.kpi.spans import Span, joined, total_length, within, without
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


class Run(NamedTuple):
    """A stretch in which the machine stays in one time element, however many events repeat it."""

    span: Span
    element: Element


class Counts(NamedTuple):
    """Parts made in a shift; ``None`` where no reading tells."""

    total: int | None
    good: int | None


@dataclass(frozen=True, slots=True)
class ShiftTimes:
    """The time elements of one shift in seconds."""

    by_element: Mapping[Element, Exact]
    planned: Exact
    short_stops: Exact
    short_stop_count: int
    fault_starts: int
    run_in_breaks: Exact

    @property
    def busy(self) -> Exact:
        """Planned busy time (PBT): what was neither planned stop nor unknown."""
        return sum((time for element, time in self.by_element.items() if element in BUSY), 0)


BUSY = frozenset({Element.APT, Element.AUST, Element.ADET, Element.ADOT})


class StateLog:
    """The log in a form from which each shift is cut; raises ``Refused`` if a state is not explained."""

    def __init__(self, inputs: LogInputs) -> None:
        _check_states(inputs)
        _check_apart(inputs.shifts)
        _check_counters(inputs)
        self._runs = _runs(inputs)
        self._run_ends = [run.span.end for run in self._runs]
        self._breaks = joined(each.span for each in inputs.breaks)
        self._inputs = inputs

    def times(self, shift: ShiftSpan, short_stop_below_s: Exact = 0) -> ShiftTimes:
        """The elements of a shift; unplanned stops shorter than the given time are told apart.

        A stop's length is its whole length in the log, before shift edges and breaks cut it.
        """
        window = shift.span
        breaks = within(self._breaks, window)
        sums: dict[Element, Exact] = dict.fromkeys(Element, 0)
        short, short_count, starts, run_in_breaks = 0, 0, 0, 0
        known: Exact = 0
        short_time: Exact = short
        broken: Exact = run_in_breaks
        for run in self._runs_in(window):
            inside = within([run.span], window)
            worked = total_length(without(inside, breaks))
            known += total_length(inside)
            sums[run.element] += worked
            if run.element is Element.APT:
                broken += total_length(inside) - worked
            if run.element is Element.ADET:
                is_start_here = window.start <= run.span.start < window.end
                starts += is_start_here
                if run.span.length < short_stop_below_s:
                    short_time += worked
                    short_count += is_start_here
        gap = without([window], joined(run.span for run in self._runs_in(window)))
        sums[Element.UNKNOWN] += total_length(without(gap, breaks))
        planned = sums[Element.PLANNED] + total_length(breaks)
        return ShiftTimes(sums, planned, short_time, short_count, starts, broken)

    def fault_ends(self, shift: ShiftSpan, at_least_s: Exact = 0) -> int:
        """How many faults of at least that whole length ended in the shift; the log's own end ends none."""
        ended = self._runs[:-1]
        return sum(
            run.element is Element.ADET
            and run.span.length >= at_least_s
            and shift.start < run.span.end <= shift.end
            for run in ended
        )

    def counts(self, shift: ShiftSpan) -> Counts:
        """Parts counted after the start of the shift up to and including its end.

        What was counted between two readings belongs to the shift in which the later one was taken.
        """
        readings = self._inputs.counters
        if not readings or readings[0].at > shift.end:
            return Counts(None, None)
        total = self._counted([each.total for each in readings], shift)
        rejects = [each.reject for each in readings if each.reject is not None]
        if len(rejects) < len(readings):
            return Counts(total, None)
        reject = self._counted(rejects, shift)
        if reject > total:
            raise refuse_above(f'Rejected parts of the shift "{shift.name}"', reject, "the parts made", total)
        return Counts(total, total - reject)

    def _counted(self, values: Sequence[int], shift: ShiftSpan) -> int:
        times = [each.at for each in self._inputs.counters]
        first, last = bisect_right(times, shift.start), bisect_right(times, shift.end)
        before = max(first - 1, 0)
        return sum(each.parts for each in deltas(values[before:last], self._inputs.modulus))

    def _runs_in(self, window: Span) -> list[Run]:
        first = bisect_right(self._run_ends, window.start)
        inside: list[Run] = []
        for run in self._runs[first:]:
            if run.span.start >= window.end:
                break
            inside.append(run)
        return inside


def _runs(inputs: LogInputs) -> list[Run]:
    last_end = max(shift.end for shift in inputs.shifts)
    runs: list[Run] = []
    for index, event in enumerate(inputs.events):
        end = inputs.events[index + 1].at if index + 1 < len(inputs.events) else max(last_end, event.at)
        element = inputs.state_map[event.state]
        if runs and runs[-1].element is element:
            runs[-1] = Run(Span(runs[-1].span.start, end), element)
        else:
            runs.append(Run(Span(event.at, end), element))
    return runs


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
