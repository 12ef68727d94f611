"""Overall equipment effectiveness where there are several products, several shifts or many short stops."""

# ruff: noqa: RUF009 -- given() and found() make dataclass fields.

from dataclasses import dataclass
from typing import ClassVar

from momstation.kpi.declare import AtMost, Calculation, RecordOf, Rule, found, given
from momstation.kpi.exact import Exact, Ratio, ratio
from momstation.kpi.kinds import ListOf, Text, number_text
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
    RUN,
    SECONDS,
    SHARED_CONVENTIONS,
    TOTAL,
    factors,
)
from momstation.kpi.refusal import refuse_above


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductItem:
    """What was made of one product."""

    RULES: ClassVar[tuple[Rule, ...]] = (AtMost(("good_count",), "total_count"),)
    product: str = given(Text(), "The product's name")
    ideal_cycle_s: Exact = given(CYCLE, IDEAL)
    total_count: int = given(PARTS, TOTAL)
    good_count: int = given(PARTS, GOOD)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductsInputs:
    """Several products on one machine over one stretch of planned time."""

    RULES: ClassVar[tuple[Rule, ...]] = (AtMost(("run_s",), "planned_s"),)
    planned_s: Exact = given(SECONDS, PLANNED)
    run_s: Exact = given(SECONDS, RUN)
    items: tuple[ProductItem, ...] = given(
        ListOf(RecordOf(ProductItem), at_least=1), "One entry for each product"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductsResult:
    """OEE over several products."""

    standard_s: Exact = found("Standard time of all parts: sum of ideal cycle x parts made", "s")
    good_standard_s: Exact = found("Standard time of the good parts: sum of ideal cycle x good parts", "s")
    availability: Ratio = found(AVAILABILITY, "ratio")
    performance: Ratio = found(PERFORMANCE, "ratio")
    quality: Ratio = found(QUALITY + " (weighted by time, so that A x P x Q = OEE)", "ratio")
    quality_by_count: Ratio = found("Good parts / all parts, for comparison only", "ratio")
    oee: Ratio = found(OEE, "ratio")


def oee_multi_product(inputs: ProductsInputs) -> ProductsResult:
    """OEE over mixed products by sums of standard time, never by a mean cycle."""
    standard = sum((item.ideal_cycle_s * item.total_count for item in inputs.items), 0)
    good_standard = sum((item.ideal_cycle_s * item.good_count for item in inputs.items), 0)
    each = factors(inputs.planned_s, inputs.run_s, standard, good_standard)
    return ProductsResult(
        standard_s=standard,
        good_standard_s=good_standard,
        availability=each.availability,
        performance=each.performance,
        quality=each.quality,
        quality_by_count=ratio(
            sum(item.good_count for item in inputs.items), sum(item.total_count for item in inputs.items)
        ),
        oee=each.oee,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodItem:
    """One shift, or one machine, that goes into the whole."""

    RULES: ClassVar[tuple[Rule, ...]] = (
        AtMost(("run_s",), "planned_s"),
        AtMost(("good_count",), "total_count"),
    )
    name: str = given(Text(), "The shift or the machine")
    planned_s: Exact = given(SECONDS, PLANNED)
    run_s: Exact = given(SECONDS, RUN)
    ideal_cycle_s: Exact = given(CYCLE, IDEAL)
    total_count: int = given(PARTS, TOTAL)
    good_count: int = given(PARTS, GOOD)


@dataclass(frozen=True, slots=True, kw_only=True)
class AggregateInputs:
    """Several shifts or machines."""

    rows: tuple[PeriodItem, ...] = given(
        ListOf(RecordOf(PeriodItem), at_least=1), "One entry for each shift or machine"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RowResult:
    """OEE of one of the rows."""

    name: str = found("The shift or the machine", "text")
    availability: Ratio = found(AVAILABILITY, "ratio")
    performance: Ratio = found(PERFORMANCE, "ratio")
    quality: Ratio = found(QUALITY, "ratio")
    oee: Ratio = found(OEE, "ratio")


@dataclass(frozen=True, slots=True, kw_only=True)
class AggregateResult:
    """OEE of the whole, and of each row."""

    planned_s: Exact = found("Planned production time of all rows", "s")
    run_s: Exact = found("Run time of all rows", "s")
    total_count: int = found(TOTAL, "parts")
    good_count: int = found(GOOD, "parts")
    availability: Ratio = found(AVAILABILITY + ", of the sums", "ratio")
    performance: Ratio = found(PERFORMANCE + ", of the sums", "ratio")
    quality: Ratio = found(QUALITY + ", of the sums", "ratio")
    oee: Ratio = found(OEE + ", of the sums", "ratio")
    rows: tuple[RowResult, ...] = found("Each row by itself, in the order given", "list", of=RowResult)


def oee_aggregate(inputs: AggregateInputs) -> AggregateResult:
    """OEE of several shifts or machines: a ratio of sums, never a mean of ratios."""
    rows = inputs.rows
    planned, run = sum((row.planned_s for row in rows), 0), sum((row.run_s for row in rows), 0)
    standard = sum((row.ideal_cycle_s * row.total_count for row in rows), 0)
    whole = factors(planned, run, standard, sum((row.ideal_cycle_s * row.good_count for row in rows), 0))
    return AggregateResult(
        planned_s=planned,
        run_s=run,
        total_count=sum(row.total_count for row in rows),
        good_count=sum(row.good_count for row in rows),
        availability=whole.availability,
        performance=whole.performance,
        quality=whole.quality,
        oee=whole.oee,
        rows=tuple(_row_result(row) for row in rows),
    )


def _row_result(row: PeriodItem) -> RowResult:
    cycle = row.ideal_cycle_s
    each = factors(row.planned_s, row.run_s, cycle * row.total_count, cycle * row.good_count)
    return RowResult(
        name=row.name,
        availability=each.availability,
        performance=each.performance,
        quality=each.quality,
        oee=each.oee,
    )


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
        name="oee.multi_product",
        title="OEE over several products by sums of standard time",
        inputs=ProductsInputs,
        outputs=ProductsResult,
        run=oee_multi_product,
        source=OEE_SOURCE + "; for mixed products the sum of ideal cycle x count",
        conventions=(
            *SHARED_CONVENTIONS,
            "Quality is weighted by standard time, so that A x P x Q is exactly OEE.",
        ),
        example={
            "planned_s": 27000,
            "run_s": 25200,
            "items": [
                {"product": "A", "ideal_cycle_s": 30, "total_count": 400, "good_count": 392},
                {"product": "B", "ideal_cycle_s": 90, "total_count": 100, "good_count": 90},
            ],
        },
    ),
    Calculation(
        name="oee.aggregate",
        title="OEE of several shifts or machines together",
        inputs=AggregateInputs,
        outputs=AggregateResult,
        run=oee_aggregate,
        source=OEE_SOURCE + "; the whole is a ratio of sums, not a mean of ratios",
        conventions=SHARED_CONVENTIONS,
        example={
            "rows": [
                {
                    "name": "early",
                    "planned_s": 27000,
                    "run_s": 26000,
                    "ideal_cycle_s": 20,
                    "total_count": 1250,
                    "good_count": 1240,
                },
                {
                    "name": "late",
                    "planned_s": 13500,
                    "run_s": 6000,
                    "ideal_cycle_s": 20,
                    "total_count": 250,
                    "good_count": 240,
                },
            ]
        },
    ),
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
