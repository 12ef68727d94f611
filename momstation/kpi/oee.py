"""Overall equipment effectiveness of one product from its times and counts."""

# ruff: noqa: RUF009 -- given() and found() make dataclass fields.

from dataclasses import dataclass
from typing import ClassVar

from momstation.kpi.declare import AtMost, Calculation, Rule, found, given
from momstation.kpi.exact import Exact, Ratio, ratio, times
from momstation.kpi.kinds import Number

SECONDS = Number("s")
CYCLE = Number("s per part", above=0)
PARTS = Number("parts", whole=True)

PLANNED = "Planned production time: the shift less its planned stops"
RUN = "Run time: planned production time less the stops that were not planned"
IDEAL = "Ideal cycle: the shortest time that one part can take"
TOTAL = "Parts made, good and bad"
GOOD = "Parts that were good at the first go"
AVAILABILITY = "Run time / planned production time"
PERFORMANCE = "Sum of ideal cycle x parts made / run time; above 1 it is shown as it is"
QUALITY = "Standard time of the good parts / standard time of all parts"
OEE = "Standard time of the good parts / planned production time"


@dataclass(frozen=True, slots=True)
class Factors:
    """Availability, performance, quality and their product; ``None`` where undefined."""

    availability: Ratio
    performance: Ratio
    quality: Ratio
    oee: Ratio


def factors(planned: Exact, run: Exact, standard: Exact | None, good_standard: Exact | None) -> Factors:
    """The factors from planned and run time and the standard time of all and of the good parts, in seconds.

    OEE is good standard time over planned time and so is defined as soon as time was planned,
    also where performance or quality is not; where all are defined it is exactly their product.
    """
    return Factors(
        ratio(run, planned),
        ratio(standard, run),
        ratio(good_standard, standard),
        ratio(good_standard, planned),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TimesInputs:
    """One product over one stretch of planned time."""

    RULES: ClassVar[tuple[Rule, ...]] = (
        AtMost(("run_s",), "planned_s"),
        AtMost(("good_count",), "total_count"),
    )
    planned_s: Exact = given(SECONDS, PLANNED)
    run_s: Exact = given(SECONDS, RUN)
    ideal_cycle_s: Exact = given(CYCLE, IDEAL)
    total_count: int = given(PARTS, TOTAL)
    good_count: int | None = given(PARTS, GOOD + "; without it quality and OEE are null", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OeeResult:
    """OEE and its factors, with what they were taken from."""

    planned_s: Exact = found(PLANNED, "s")
    run_s: Exact = found(RUN, "s")
    total_count: int = found(TOTAL, "parts")
    good_count: int | None = found(GOOD, "parts")
    availability: Ratio = found(AVAILABILITY, "ratio")
    performance: Ratio = found(PERFORMANCE, "ratio")
    quality: Ratio = found(QUALITY, "ratio")
    oee: Ratio = found(OEE, "ratio")


def oee_from_times(inputs: TimesInputs) -> OeeResult:
    """OEE from planned time, run time and counts."""
    cycle = inputs.ideal_cycle_s
    each = factors(
        inputs.planned_s, inputs.run_s, cycle * inputs.total_count, times(cycle, inputs.good_count)
    )
    return OeeResult(
        planned_s=inputs.planned_s,
        run_s=inputs.run_s,
        total_count=inputs.total_count,
        good_count=inputs.good_count,
        availability=each.availability,
        performance=each.performance,
        quality=each.quality,
        oee=each.oee,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftInputs:
    """One product over a shift, as the shift's sheet has it."""

    RULES: ClassVar[tuple[Rule, ...]] = (
        AtMost(("planned_stops_s", "stops_s"), "shift_s"),
        AtMost(("reject_count",), "total_count"),
    )
    shift_s: Exact = given(SECONDS, "Length of the shift")
    planned_stops_s: Exact = given(SECONDS, "Breaks and other planned stops together")
    stops_s: Exact = given(SECONDS, "Stops that were not planned, together")
    ideal_cycle_s: Exact = given(CYCLE, IDEAL)
    total_count: int = given(PARTS, TOTAL)
    reject_count: int = given(PARTS, "Parts that were not good at the first go")


def oee_from_shift(inputs: ShiftInputs) -> OeeResult:
    """OEE from the length of a shift, its stops and its rejects."""
    planned = inputs.shift_s - inputs.planned_stops_s
    return oee_from_times(
        TimesInputs(
            planned_s=planned,
            run_s=planned - inputs.stops_s,
            ideal_cycle_s=inputs.ideal_cycle_s,
            total_count=inputs.total_count,
            good_count=inputs.total_count - inputs.reject_count,
        )
    )


OEE_SOURCE = (
    "OEE = availability x performance x quality (S. Nakajima, Introduction to TPM, 1988), in the form"
    " with the ideal cycle that Vorne's worked example (oee.com) uses"
)
SHARED_CONVENTIONS = (
    "A ratio without a denominator is null, never 0.",
    "OEE is good standard time / planned time, so it is 0, not null, as soon as time was planned.",
    "Performance above 1 is shown, not cut off: it says that the ideal cycle is too long.",
)

CALCULATIONS = (
    Calculation(
        name="oee.from_times",
        title="OEE of one product from planned time, run time and counts",
        inputs=TimesInputs,
        outputs=OeeResult,
        run=oee_from_times,
        source=OEE_SOURCE,
        conventions=SHARED_CONVENTIONS,
        example={
            "planned_s": 25200,
            "run_s": 22380,
            "ideal_cycle_s": 1.0,
            "total_count": 19271,
            "good_count": 18848,
        },
    ),
    Calculation(
        name="oee.from_shift",
        title="OEE of one product from the length of the shift, its stops and its rejects",
        inputs=ShiftInputs,
        outputs=OeeResult,
        run=oee_from_shift,
        source=OEE_SOURCE,
        conventions=SHARED_CONVENTIONS,
        example={
            "shift_s": 28800,
            "planned_stops_s": 3600,
            "stops_s": 2820,
            "ideal_cycle_s": 1.0,
            "total_count": 19271,
            "reject_count": 423,
        },
    ),
)
