"""Mean times between failures and to restoration, in both conventions, each under its own name."""

# ruff: noqa: RUF009 -- given() and found() make dataclass fields.

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from momstation.kpi.declare import Calculation, Rule, Together, found, given
from momstation.kpi.exact import Exact, Ratio, ratio
from momstation.kpi.kinds import Choice, Flag, ListOf, Number
from momstation.kpi.units import TimeUnit

DURATION = Number("time_unit")
MTBF_SOURCE = (
    "MTBF = total operating time / failures (reliability practice);"
    " ISO 22400-2 (2014) divides by failure events + 1"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureInputs:
    """Operating and restoring periods of one machine over a window."""

    RULES: ClassVar[tuple[Rule, ...]] = (Together("is_down_at_end", "restoring"),)
    time_unit: TimeUnit = given(
        Choice(TimeUnit), "Unit of every time below; s if left out", default=TimeUnit.SECOND
    )
    operating: tuple[Exact, ...] = given(
        ListOf(DURATION, at_least=1),
        "Each operating period, also the one that still runs when the window ends",
    )
    restoring: tuple[Exact, ...] = given(
        ListOf(DURATION), "Each period from a failure to restoration: one a failure"
    )
    is_down_at_end: bool = given(
        Flag(),
        "The last restoring period is not finished when the window ends: it is a failure and its time counts,"
        " but it is not a restoration; false if left out",
        default=False,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureResult:
    """Mean times in both conventions."""

    time_unit: TimeUnit = found("Unit of the times", "text")
    failures: int = found("Failures: one for each restoring period", "times")
    operating_total: Exact = found("Operating time of all periods", "time_unit")
    restoring_total: Exact = found("Restoring time of all periods", "time_unit")
    mtbf_classic: Ratio = found("Operating time / failures", "time_unit")
    mttr_classic: Ratio = found("Restoring time / finished restorations", "time_unit")
    mtbf_iso22400: Ratio = found("Operating time / (failures + 1)", "time_unit")
    mttr_iso22400: Ratio = found("Restoring time / (failures + 1)", "time_unit")
    availability_inherent: Ratio = found("Classic MTBF / (classic MTBF + classic MTTR)", "ratio")


def mtbf_mttr(inputs: FailureInputs) -> FailureResult:
    """Mean times between failures and to restoration."""
    failures = len(inputs.restoring)
    operating, restoring = sum(inputs.operating, 0), sum(inputs.restoring, 0)
    mtbf = ratio(operating, failures)
    mttr = ratio(restoring, failures - (1 if inputs.is_down_at_end and failures else 0))
    return FailureResult(
        time_unit=inputs.time_unit,
        failures=failures,
        operating_total=operating,
        restoring_total=restoring,
        mtbf_classic=mtbf,
        mttr_classic=mttr,
        mtbf_iso22400=Fraction(operating, failures + 1),
        mttr_iso22400=Fraction(restoring, failures + 1),
        availability_inherent=None if mtbf is None or mttr is None else ratio(mtbf, mtbf + mttr),
    )


CALCULATIONS = (
    Calculation(
        name="maintenance.mtbf_mttr",
        title="MTBF and MTTR, classic and with the divisor of ISO 22400",
        inputs=FailureInputs,
        outputs=FailureResult,
        run=mtbf_mttr,
        source=MTBF_SOURCE,
        conventions=(
            "The house shows the classic convention; the other one is shown under its own name.",
            "The period that still runs at the end of the window counts as operating time.",
            "Without a failure the classic means are null.",
        ),
        example={"time_unit": "min", "operating": [310, 95, 512, 208, 75], "restoring": [22, 13, 41, 8]},
    ),
)
