"""How much comes through right at the first go: yields of a chain of steps, and defects per opportunity."""

# ruff: noqa: RUF009 -- given() and found() make dataclass fields.

import math
from dataclasses import dataclass
from fractions import Fraction
from statistics import NormalDist
from typing import ClassVar

from momstation.kpi.declare import Calculation, RecordOf, Rule, found, given
from momstation.kpi.exact import Exact, Ratio, ratio
from momstation.kpi.kinds import ListOf, Number, Text
from momstation.kpi.refusal import refuse_above

UNITS = Number("units", whole=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepItem:
    """What one step of the chain lost."""

    name: str = given(Text(), "The step's name")
    scrapped: int = given(UNITS, "Units scrapped in this step")
    reworked: int = given(UNITS, "Units repaired in this step and passed on")
    units_in: int | None = given(
        UNITS, "Units that entered this step; if left out, units_started", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainInputs:
    """A chain of steps in the order in which units pass them."""

    units_started: int = given(Number("units", whole=True, at_least=1), "Units that entered the chain")
    steps: tuple[StepItem, ...] = given(
        ListOf(RecordOf(StepItem), at_least=1, at_most=1000, distinct="name"), "The steps in their order"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StepYield:
    """First-time yield of one step."""

    name: str = found("The step's name", "text")
    units_in: int = found("Units that entered the step", "units")
    first_time_yield: Ratio = found("(Units in - scrapped - reworked) / units in", "ratio")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainResult:
    """Yields of the chain."""

    scrapped: int = found("Units scrapped in all steps", "units")
    reworked: int = found("Units reworked in all steps", "units")
    final_yield: Ratio = found("(Units started - scrapped) / units started", "ratio")
    first_time_yield: Ratio = found("(Units started - scrapped - reworked) / units started", "ratio")
    rolled_throughput_yield: Ratio = found("Product of the steps' first-time yields", "ratio")
    steps: tuple[StepYield, ...] = found("Each step in its order", "list", of=StepYield)


def yield_chain(inputs: ChainInputs) -> ChainResult:
    """First-time and rolled throughput yield; raises ``Refused`` if a step loses more than entered."""
    steps = tuple(_step_yield(inputs, index) for index in range(len(inputs.steps)))
    scrapped = sum(step.scrapped for step in inputs.steps)
    reworked = sum(step.reworked for step in inputs.steps)
    started = inputs.units_started
    if scrapped > started:
        raise refuse_above("scrapped of all steps", scrapped, "units_started", started)
    rolled: Ratio = Fraction(1)
    for step in steps:
        rolled = None if rolled is None or step.first_time_yield is None else rolled * step.first_time_yield
    return ChainResult(
        scrapped=scrapped,
        reworked=reworked,
        final_yield=ratio(started - scrapped, started),
        first_time_yield=ratio(max(started - scrapped - reworked, 0), started),
        rolled_throughput_yield=rolled,
        steps=steps,
    )


def _step_yield(inputs: ChainInputs, index: int) -> StepYield:
    step = inputs.steps[index]
    units_in = inputs.units_started if step.units_in is None else step.units_in
    if units_in > inputs.units_started:
        raise refuse_above(f"steps[{index}].units_in", units_in, "units_started", inputs.units_started)
    lost = step.scrapped + step.reworked
    if lost > units_in:
        raise refuse_above(
            f"scrapped + reworked of steps[{index}]", lost, "the units that entered it", units_in
        )
    return StepYield(name=step.name, units_in=units_in, first_time_yield=ratio(units_in - lost, units_in))


@dataclass(frozen=True, slots=True, kw_only=True)
class DefectInputs:
    """Defects found on a number of units."""

    RULES: ClassVar[tuple[Rule, ...]] = ()
    units: int = given(Number("units", whole=True), "Units looked at")
    opportunities_per_unit: int = given(
        Number("opportunities", whole=True, at_least=1), "Ways in which one unit can have a defect"
    )
    defects: int = given(Number("defects", whole=True), "Defects found; a unit can have several")
    shift_sigma: Exact = given(
        Number("sigma"), "Long-term shift that the sigma level adds; 1.5 if left out", default=Fraction(3, 2)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DefectResult:
    """Defect rates."""

    dpu: Ratio = found("Defects per unit: defects / units", "defects per unit")
    dpo: Ratio = found("Defects per opportunity: DPU / opportunities per unit", "ratio")
    dpmo: Ratio = found(
        "Defects per million opportunities: DPO x 1 000 000", "defects per million opportunities"
    )
    throughput_yield: float | None = found("Share of units without a defect, exp(-DPU)", "ratio")
    sigma_level: float | None = found(
        "Normal quantile of 1 - DPO, plus shift_sigma; null where DPO is 0 or 1", "sigma"
    )


def defect_rates(inputs: DefectInputs) -> DefectResult:
    """DPU, DPMO and what follows; raises ``Refused`` if there are more defects than opportunities."""
    chances = inputs.units * inputs.opportunities_per_unit
    if inputs.defects > chances:
        raise refuse_above("defects", inputs.defects, "units x opportunities_per_unit", chances)
    dpu, dpo = ratio(inputs.defects, inputs.units), ratio(inputs.defects, chances)
    return DefectResult(
        dpu=dpu,
        dpo=dpo,
        dpmo=None if dpo is None else dpo * 1_000_000,
        throughput_yield=None if dpu is None else math.exp(-float(dpu)),
        sigma_level=_sigma_level(dpo, inputs.shift_sigma),
    )


def _sigma_level(dpo: Ratio, shift: Exact) -> float | None:
    if dpo is None or not 0 < float(dpo) < 1:
        return None
    # The lower tail keeps its digits where 1 - DPO would round to 1.
    return -NormalDist().inv_cdf(float(dpo)) + float(shift)


CALCULATIONS = (
    Calculation(
        name="yield.first_time_rolled",
        title="Final, first-time and rolled throughput yield of a chain of steps",
        inputs=ChainInputs,
        outputs=ChainResult,
        run=yield_chain,
        source="Six Sigma practice: first-time yield = right at the first go / entered; rolled throughput"
        " yield = product over the steps",
        conventions=(
            "A step whose units_in is left out is taken as entered by all units started.",
            "First-time yield of the chain counts each scrapped or reworked unit once and is never below 0.",
        ),
        example={
            "units_started": 1915,
            "steps": [
                {"name": "mount", "scrapped": 3, "reworked": 1},
                {"name": "solder", "scrapped": 5, "reworked": 2},
                {"name": "test", "scrapped": 12, "reworked": 4},
            ],
        },
    ),
    Calculation(
        name="yield.defects",
        title="Defects per unit and per million opportunities, throughput yield, sigma level",
        inputs=DefectInputs,
        outputs=DefectResult,
        run=defect_rates,
        source="Six Sigma practice: DPU = defects / units, DPMO = 1 000 000 x defects / (units x"
        " opportunities); throughput yield exp(-DPU) by the Poisson model",
        conventions=("The sigma level is the short-term one: the usual long-term shift of 1.5 is added.",),
        example={"units": 1, "opportunities_per_unit": 1915, "defects": 20},
    ),
)
