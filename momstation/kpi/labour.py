"""Overall labour effectiveness: what the working time of people turns into good parts."""

# ruff: noqa: RUF009 -- given() and found() make dataclass fields.

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from momstation.kpi.declare import AtMost, Calculation, Rule, found, given
from momstation.kpi.exact import Exact, Ratio, ratio
from momstation.kpi.kinds import Number

SECONDS = Number("s")
UNITS = Number("units", whole=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabourInputs:
    """A crew over one shift."""

    RULES: ClassVar[tuple[Rule, ...]] = (
        AtMost(("break_s", "downtime_s"), "shift_s"),
        AtMost(("good_units",), "units"),
        AtMost(("good_units",), "started_units"),
    )
    workers: int = given(Number("persons", whole=True, at_least=1), "People in the crew")
    shift_s: Exact = given(SECONDS, "Length of the shift of each person")
    break_s: Exact = given(SECONDS, "Planned breaks of each person")
    downtime_s: Exact = given(SECONDS, "Time in which each person could not work: no material, machine down")
    standard_units_per_h: Exact = given(
        Number("units per hour and person", above=0), "Units that one person makes in an hour by the standard"
    )
    units: int = given(UNITS, "Units made")
    good_units: int = given(UNITS, "Units that were good")
    started_units: int = given(UNITS, "Units started, the base of quality")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabourResult:
    """Overall labour effectiveness and its factors."""

    planned_s: Exact = found("Planned working time of the crew: workers x (shift - break)", "s")
    productive_s: Exact = found("Planned working time less downtime", "s")
    standard_s: Exact = found("Standard time of the units made", "s")
    availability: Ratio = found("Productive time / planned working time", "ratio")
    performance: Ratio = found("Standard time / productive time; above 1 it is shown as it is", "ratio")
    quality: Ratio = found("Good units / started units", "ratio")
    ole: Ratio = found("Availability x performance x quality", "ratio")


def labour_effectiveness(inputs: LabourInputs) -> LabourResult:
    """OLE of a crew; it is 0, not null, when time was planned and nothing was made."""
    planned = inputs.workers * (inputs.shift_s - inputs.break_s)
    productive = planned - inputs.workers * inputs.downtime_s
    standard = Fraction(inputs.units * 3600) / Fraction(inputs.standard_units_per_h)
    quality = ratio(inputs.good_units, inputs.started_units)
    share = ratio(standard, planned)
    return LabourResult(
        planned_s=planned,
        productive_s=productive,
        standard_s=standard,
        availability=ratio(productive, planned),
        performance=ratio(standard, productive),
        quality=quality,
        ole=share if not share else None if quality is None else share * quality,
    )


CALCULATIONS = (
    Calculation(
        name="labour.ole",
        title="Overall labour effectiveness of a crew",
        inputs=LabourInputs,
        outputs=LabourResult,
        run=labour_effectiveness,
        source="Overall labor effectiveness = availability x performance x quality of the workforce"
        " (public definition in the English Wikipedia)",
        conventions=(
            "A ratio without a denominator is null, never 0.",
            "OLE = standard time / planned working time x quality; 0 where nothing was made.",
        ),
        example={
            "workers": 2,
            "shift_s": 28800,
            "break_s": 1800,
            "downtime_s": 3600,
            "standard_units_per_h": 60,
            "units": 700,
            "good_units": 670,
            "started_units": 700,
        },
    ),
)
