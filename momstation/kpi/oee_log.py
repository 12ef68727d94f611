"""OEE of each shift, and of all together, from a log of machine states and the readings of the counters."""

# ruff: noqa: RUF009 -- given() and found() make dataclass fields.

from dataclasses import dataclass

from momstation.core.errors import Refused
from momstation.kpi.declare import Calculation, found, given
from momstation.kpi.exact import Exact, Ratio, plus, ratio, times
from momstation.kpi.kinds import number_text
from momstation.kpi.log_inputs import Element, LogInputs
from momstation.kpi.oee import (
    AVAILABILITY,
    GOOD,
    OEE,
    OEE_SOURCE,
    PERFORMANCE,
    QUALITY,
    SECONDS,
    SHARED_CONVENTIONS,
    TOTAL,
    factors,
)
from momstation.kpi.refusal import refuse_above
from momstation.kpi.statelog import StateLog

WHOLE = "all shifts"


@dataclass(frozen=True, slots=True, kw_only=True)
class OeeLogInputs(LogInputs):
    """A log of states for OEE."""

    micro_stop_below_s: Exact = given(
        SECONDS, "An ADET stop shorter than this is lost speed instead of lost time; 0 if left out", default=0
    )
    planned_s: Exact | None = given(
        SECONDS,
        "Planned production time where the calendar gives it; if left out it is the shift less planned stops"
        " and less time in which the state is unknown; only with exactly one shift",
        default=None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OeeOfShift:
    """OEE of one shift, or of all, with the times that it was taken from."""

    shift: str = found("The shift's name", "text")
    planned_s: Exact = found("Planned production time", "s")
    run_s: Exact = found("Run time: APT, and micro-stops", "s")
    micro_stop_s: Exact = found("Micro-stops inside the shift", "s")
    micro_stop_count: int = found("Micro-stops that began in the shift", "times")
    downtime_s: Exact = found("Stopped, set up or idle in planned production time", "s")
    planned_stop_s: Exact = found("Planned stops and breaks", "s")
    unknown_s: Exact = found("Time in which nobody knows the state", "s")
    run_in_breaks_s: Exact = found("Production during breaks; it is in no other figure", "s")
    total_count: int | None = found(TOTAL, "parts")
    good_count: int | None = found(GOOD, "parts")
    availability: Ratio = found(AVAILABILITY, "ratio")
    performance: Ratio = found(PERFORMANCE, "ratio")
    quality: Ratio = found(QUALITY, "ratio")
    oee: Ratio = found(OEE, "ratio")


@dataclass(frozen=True, slots=True, kw_only=True)
class OeeLogResult:
    """OEE of each shift and of the whole."""

    shifts: tuple[OeeOfShift, ...] = found("Each shift in the order given", "list", of=OeeOfShift)
    total: OeeOfShift = found("All shifts together: ratios of sums", "record", of=OeeOfShift)


def oee_from_log(inputs: OeeLogInputs) -> OeeLogResult:
    """OEE of each shift; raises ``Refused`` where the log and the calendar contradict each other."""
    if inputs.planned_s is not None and len(inputs.shifts) != 1:
        raise Refused("kpi.one_shift", field="planned_s", value=len(inputs.shifts))
    log = StateLog(inputs)
    shifts = tuple(_of_shift(inputs, log, index) for index in range(len(inputs.shifts)))
    return OeeLogResult(shifts=shifts, total=_whole(shifts, inputs.ideal_cycle_s))


def _of_shift(inputs: OeeLogInputs, log: StateLog, index: int) -> OeeOfShift:
    shift = inputs.shifts[index]
    cut = log.times(shift, inputs.micro_stop_below_s)
    made = log.counts(shift)
    run = cut.by_element[Element.APT] + cut.short_stops
    planned = cut.busy if inputs.planned_s is None else inputs.planned_s
    if run > planned:
        raise refuse_above("The run time of the log", number_text(run), "planned_s", number_text(planned))
    cycle = inputs.ideal_cycle_s
    each = factors(planned, run, times(cycle, made.total), times(cycle, made.good))
    return OeeOfShift(
        shift=shift.name,
        planned_s=planned,
        run_s=run,
        micro_stop_s=cut.short_stops,
        micro_stop_count=cut.short_stop_count,
        downtime_s=cut.busy - run,
        planned_stop_s=cut.planned,
        unknown_s=cut.by_element[Element.UNKNOWN],
        run_in_breaks_s=cut.run_in_breaks,
        total_count=made.total,
        good_count=made.good,
        availability=each.availability,
        performance=each.performance,
        quality=ratio(made.good, made.total),
        oee=each.oee,
    )


def _whole(shifts: tuple[OeeOfShift, ...], cycle: Exact | None) -> OeeOfShift:
    planned, run = sum((each.planned_s for each in shifts), 0), sum((each.run_s for each in shifts), 0)
    made = _parts(*(each.total_count for each in shifts))
    good = _parts(*(each.good_count for each in shifts))
    whole = factors(planned, run, times(cycle, made), times(cycle, good))
    return OeeOfShift(
        shift=WHOLE,
        planned_s=planned,
        run_s=run,
        micro_stop_s=sum((each.micro_stop_s for each in shifts), 0),
        micro_stop_count=sum(each.micro_stop_count for each in shifts),
        downtime_s=sum((each.downtime_s for each in shifts), 0),
        planned_stop_s=sum((each.planned_stop_s for each in shifts), 0),
        unknown_s=sum((each.unknown_s for each in shifts), 0),
        run_in_breaks_s=sum((each.run_in_breaks_s for each in shifts), 0),
        total_count=made,
        good_count=good,
        availability=whole.availability,
        performance=whole.performance,
        quality=ratio(good, made),
        oee=whole.oee,
    )


def _parts(*counts: int | None) -> int | None:
    total = plus(*counts)
    return None if total is None else int(total)


CALCULATIONS = (
    Calculation(
        name="oee.from_log",
        title="OEE of each shift from a log of machine states and counter readings",
        inputs=OeeLogInputs,
        outputs=OeeLogResult,
        run=oee_from_log,
        source=OEE_SOURCE + "; time elements by ISO 22400-2",
        conventions=(
            *SHARED_CONVENTIONS,
            "A state holds until the next event, the last one until the end of the last shift.",
            "Time before the first event is unknown and, like UNKNOWN states, neither planned nor run.",
            "Time in a break is a planned stop whatever the machine does; overlapping breaks count once.",
            "A stop's length for the micro-stop threshold is its whole length in the log.",
            "A counter reading belongs to the shift with start < time <= end; the last one at or before"
            " the start is the base, else the first one in the shift.",
            "A shift before the first reading has no count; one without a reading of its own made nothing.",
            "Rollover and reset of the counters are told apart as in counter.deltas.",
        ),
        example={
            "shifts": [
                {"name": "early", "start": "2026-03-23T06:00:00+01:00", "end": "2026-03-23T14:00:00+01:00"}
            ],
            "events": [
                {"at": "2026-03-23T05:40:00+01:00", "state": "Execute"},
                {"at": "2026-03-23T09:10:00+01:00", "state": "Aborted"},
                {"at": "2026-03-23T09:40:00+01:00", "state": "Execute"},
            ],
            "state_map": {"Execute": "APT", "Aborted": "ADET"},
            "breaks": [{"start": "2026-03-23T10:00:00+01:00", "end": "2026-03-23T10:30:00+01:00"}],
            "counters": [
                {"at": "2026-03-23T06:00:00+01:00", "total": 65000, "reject": 12},
                {"at": "2026-03-23T14:00:00+01:00", "total": 264, "reject": 20},
            ],
            "modulus": 65536,
            "ideal_cycle_s": 30,
            "micro_stop_below_s": 300,
        },
    ),
)
