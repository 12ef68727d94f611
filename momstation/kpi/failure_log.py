"""Failures, MTBF and MTTR of each shift, and of all together, from a log of machine states."""

# ruff: noqa: RUF009 -- given() and found() make dataclass fields.

from dataclasses import dataclass

from momstation.kpi.declare import Calculation, found, given
from momstation.kpi.exact import Exact, Ratio, ratio
from momstation.kpi.log_inputs import Element, LogInputs, ShiftSpan
from momstation.kpi.maintenance import MTBF_SOURCE
from momstation.kpi.oee import SECONDS
from momstation.kpi.statelog import StateLog

WHOLE = "all shifts"


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureLogInputs(LogInputs):
    """A log of states, read for its failures."""

    failure_from_s: Exact = given(
        SECONDS,
        "An ADET stop at least this long is a failure, a shorter one is not; 0 if left out",
        default=0,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FailuresOfShift:
    """Failures of one shift, or of all."""

    shift: str = found("The shift's name", "text")
    failures: int = found("Failures that began in the shift", "times")
    restorations: int = found("Failures that ended in the shift", "times")
    operating_s: Exact = found("Operating time: APT", "s")
    restoring_s: Exact = found("Time under failure in the shift, planned stops left out", "s")
    mtbf_classic_s: Ratio = found("Operating time / failures", "s")
    mttr_classic_s: Ratio = found("Restoring time / restorations", "s")
    mtbf_iso22400_s: Ratio = found("Operating time / (failures + 1)", "s")
    mttr_iso22400_s: Ratio = found("Restoring time / (failures + 1)", "s")


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureLogResult:
    """Failures of each shift and of the whole."""

    shifts: tuple[FailuresOfShift, ...] = found("Each shift in the order given", "list", of=FailuresOfShift)
    total: FailuresOfShift = found("All shifts together: ratios of sums", "record", of=FailuresOfShift)


def failures_from_log(inputs: FailureLogInputs) -> FailureLogResult:
    """Failures and mean times of each shift and of all."""
    log = StateLog(inputs)
    shifts = tuple(_of_shift(log, shift, inputs.failure_from_s) for shift in inputs.shifts)
    total = _means(
        WHOLE,
        failures=sum(each.failures for each in shifts),
        restorations=sum(each.restorations for each in shifts),
        operating=sum((each.operating_s for each in shifts), 0),
        restoring=sum((each.restoring_s for each in shifts), 0),
    )
    return FailureLogResult(shifts=shifts, total=total)


def _of_shift(log: StateLog, shift: ShiftSpan, failure_from: Exact) -> FailuresOfShift:
    cut = log.times(shift, failure_from)
    return _means(
        shift.name,
        failures=cut.fault_starts - cut.short_stop_count,
        restorations=log.fault_ends(shift, failure_from),
        operating=cut.by_element[Element.APT],
        restoring=cut.by_element[Element.ADET] - cut.short_stops,
    )


def _means(
    name: str, *, failures: int, restorations: int, operating: Exact, restoring: Exact
) -> FailuresOfShift:
    return FailuresOfShift(
        shift=name,
        failures=failures,
        restorations=restorations,
        operating_s=operating,
        restoring_s=restoring,
        mtbf_classic_s=ratio(operating, failures),
        mttr_classic_s=ratio(restoring, restorations),
        mtbf_iso22400_s=ratio(operating, failures + 1),
        mttr_iso22400_s=ratio(restoring, failures + 1),
    )


CALCULATIONS = (
    Calculation(
        name="maintenance.from_log",
        title="Failures, MTBF and MTTR of each shift from a log of machine states",
        inputs=FailureLogInputs,
        outputs=FailureLogResult,
        run=failures_from_log,
        source=MTBF_SOURCE + "; time elements by ISO 22400-2",
        conventions=(
            "A failure is an ADET stop; its length is its whole length in the log. Stops in a row are one.",
            "A failure that still lasts when the log ends is not restored.",
            "The house shows the classic convention; the other one is shown under its own name.",
            "Log, breaks and unknown time are read as in oee.from_log; counters are not needed.",
        ),
        example={
            "shifts": [{"name": "early", "start": 0, "end": 28800}],
            "events": [
                {"at": 0, "state": "Execute"},
                {"at": 6000, "state": "Aborted"},
                {"at": 7200, "state": "Execute"},
                {"at": 20000, "state": "Aborted"},
                {"at": 20060, "state": "Execute"},
            ],
            "state_map": {"Execute": "APT", "Aborted": "ADET"},
            "failure_from_s": 300,
        },
    ),
)
