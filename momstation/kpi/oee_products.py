"""Overall equipment effectiveness of a machine that makes several products."""

# ruff: noqa: RUF009 -- given() and found() make dataclass fields.

from dataclasses import dataclass
from typing import ClassVar

from momstation.kpi.declare import AtMost, Calculation, RecordOf, Rule, found, given
from momstation.kpi.exact import Exact, Ratio, ratio
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
)
