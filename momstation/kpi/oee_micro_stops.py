"""Overall equipment effectiveness where short stops are lost speed instead of lost time."""

# ruff: noqa: RUF009 -- given() and found() make dataclass fields.

from dataclasses import dataclass
from typing import ClassVar

from momstation.kpi.declare import AtMost, Calculation, Rule, found, given
from momstation.kpi.exact import Exact, Ratio
from momstation.kpi.kinds import ListOf, number_text
from momstation.kpi.oee import (
    AVAILABILITY,
    CYCLE,
    GOOD,
    IDEAL,
    OEE,
    OEE_SOURCE,
    PARTS,
    PERFORMANCE,
    PLANNED,
    QUALITY,
    SECONDS,
    SHARED_CONVENTIONS,
    TOTAL,
    factors,
)
from momstation.kpi.refusal import refuse_above


@dataclass(frozen=True, slots=True, kw_only=True)
class MicroStopInputs:
    """Planned time with every stop by its length."""

    RULES: ClassVar[tuple[Rule, ...]] = (AtMost(("good_count",), "total_count"),)
    planned_s: Exact = given(SECONDS, PLANNED)
    ideal_cycle_s: Exact = given(CYCLE, IDEAL)
    total_count: int = given(PARTS, TOTAL)
    good_count: int = given(PARTS, GOOD)
    stops_s: tuple[Exact, ...] = given(ListOf(SECONDS), "Length of each stop that was not planned")
    threshold_s: Exact = given(SECONDS, "A stop shorter than this is a micro-stop")


@dataclass(frozen=True, slots=True, kw_only=True)
class MicroStopResult:
    """OEE with micro-stops counted as lost speed."""

    run_s: Exact = found("Planned production time less the stops at or above the threshold", "s")
    downtime_s: Exact = found("Stops at or above the threshold, together", "s")
    micro_stop_s: Exact = found("Micro-stops together", "s")
    micro_stop_count: int = found("How many micro-stops there were", "times")
    availability: Ratio = found(AVAILABILITY, "ratio")
    performance: Ratio = found(PERFORMANCE, "ratio")
    quality: Ratio = found(QUALITY, "ratio")
    oee: Ratio = found(OEE, "ratio")


def oee_micro_stops(inputs: MicroStopInputs) -> MicroStopResult:
    """OEE where stops below the threshold are lost speed and the others lost time; OEE itself is the same."""
    if sum(inputs.stops_s) > inputs.planned_s:
        raise refuse_above(
            "The sum of stops_s",
            number_text(sum(inputs.stops_s, 0)),
            "planned_s",
            number_text(inputs.planned_s),
        )
    micro = [stop for stop in inputs.stops_s if stop < inputs.threshold_s]
    downtime = sum((stop for stop in inputs.stops_s if stop >= inputs.threshold_s), 0)
    cycle, run = inputs.ideal_cycle_s, inputs.planned_s - downtime
    each = factors(inputs.planned_s, run, cycle * inputs.total_count, cycle * inputs.good_count)
    return MicroStopResult(
        run_s=run,
        downtime_s=downtime,
        micro_stop_s=sum(micro, 0),
        micro_stop_count=len(micro),
        availability=each.availability,
        performance=each.performance,
        quality=each.quality,
        oee=each.oee,
    )


CALCULATIONS = (
    Calculation(
        name="oee.micro_stops",
        title="OEE with stops below a threshold counted as lost speed",
        inputs=MicroStopInputs,
        outputs=MicroStopResult,
        run=oee_micro_stops,
        source=OEE_SOURCE + "; minor stops as a loss of speed: the six big losses of TPM",
        conventions=(
            *SHARED_CONVENTIONS,
            "A stop of exactly the threshold is not a micro-stop.",
            "The threshold moves loss between availability and performance and never changes OEE.",
        ),
        example={
            "planned_s": 25200,
            "ideal_cycle_s": 4,
            "total_count": 5400,
            "good_count": 5346,
            "stops_s": [20, 20, 20, 300, 420, 900],
            "threshold_s": 300,
        },
    ),
)
