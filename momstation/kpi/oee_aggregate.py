"""Overall equipment effectiveness of several shifts or machines together."""

# ruff: noqa: RUF009 -- given() and found() make dataclass fields.

from dataclasses import dataclass
from typing import ClassVar

from momstation.kpi.declare import AtMost, Calculation, RecordOf, Rule, found, given
from momstation.kpi.exact import Exact, Ratio
from momstation.kpi.kinds import ListOf, Text
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


CALCULATIONS = (
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
)
