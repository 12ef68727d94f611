"""Planned and run time of a window from breaks and stops, however these overlap each other and its edges."""

# ruff: noqa: RUF009 -- given() and found() make dataclass fields.

from dataclasses import dataclass
from typing import ClassVar

from momstation.kpi.declare import Before, Calculation, RecordOf, Rule, found, given
from momstation.kpi.exact import Exact, Ratio, ratio
from momstation.kpi.kinds import ListOf
from momstation.kpi.log_inputs import TimeSpan
from momstation.kpi.spans import Span, joined, total_length, within, without
from momstation.kpi.time_kinds import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class StopInputs:
    """A window with its breaks and stops."""

    RULES: ClassVar[tuple[Rule, ...]] = (Before("start", "end"),)
    start: Exact = given(Instant(), "Start of the shift")
    end: Exact = given(Instant(), "End of the shift, itself not in it")
    breaks: tuple[TimeSpan, ...] = given(ListOf(RecordOf(TimeSpan)), "Planned stops", default=())
    stops: tuple[TimeSpan, ...] = given(ListOf(RecordOf(TimeSpan)), "Stops that were not planned", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class StopResult:
    """The time of the window by what it was."""

    planned_stop_s: Exact = found("Planned stops in the shift", "s")
    planned_s: Exact = found("Planned production time: the shift less planned stops", "s")
    stop_s: Exact = found("Unplanned stops in planned production time", "s")
    run_s: Exact = found("Run time: planned production time less unplanned stops", "s")
    availability: Ratio = found("Run time / planned production time", "ratio")


def planned_and_stops(inputs: StopInputs) -> StopResult:
    """Every moment once: a break takes it before a stop does; outside the window nothing counts."""
    window = Span(inputs.start, inputs.end)
    breaks = joined(within((each.span for each in inputs.breaks), window))
    stops = without(joined(within((each.span for each in inputs.stops), window)), breaks)
    planned_stop, stop = total_length(breaks), total_length(stops)
    planned = window.length - planned_stop
    return StopResult(
        planned_stop_s=planned_stop,
        planned_s=planned,
        stop_s=stop,
        run_s=planned - stop,
        availability=ratio(planned - stop, planned),
    )


CALCULATIONS = (
    Calculation(
        name="time.planned_and_stops",
        title="Planned and run time of a shift from overlapping breaks and stops",
        inputs=StopInputs,
        outputs=StopResult,
        run=planned_and_stops,
        source="Half-open interval arithmetic; planned production time and run time as in OEE",
        conventions=(
            "Every moment counts once: in a break it is a planned stop, whatever else lies over it.",
            "Breaks may overlap each other, stops too; what lies outside the shift is left out.",
            "The start of a span is in it, its end is not.",
        ),
        example={
            "start": 0,
            "end": 28800,
            "breaks": [{"start": 7200, "end": 8100}, {"start": 14400, "end": 16200}],
            "stops": [{"start": 6600, "end": 8400}, {"start": 28200, "end": 29700}],
        },
    ),
)
