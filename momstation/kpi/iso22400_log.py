"""The ISO 22400 time elements of each shift from a log of machine states, and the ratios that they feed."""

# ruff: noqa: RUF009 -- given() and found() make dataclass fields.

from dataclasses import dataclass

from momstation.kpi.declare import Calculation, found
from momstation.kpi.exact import Exact, Ratio, ratio, times
from momstation.kpi.iso22400 import ISO_SOURCE
from momstation.kpi.log_inputs import Element, LogInputs, ShiftSpan
from momstation.kpi.oee import factors
from momstation.kpi.statelog import StateLog


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftElements:
    """Time elements and ratios of one shift."""

    shift: str = found("The shift's name", "text")
    pbt: Exact = found("Planned busy time: the shift less planned stops and unknown time", "s", name="PBT")
    apt: Exact = found("Actual production time", "s", name="APT")
    aust: Exact = found("Actual unit setup time", "s", name="AUST")
    adet: Exact = found("Actual unit delay time", "s", name="ADET")
    adot: Exact = found("Actual unit down time", "s", name="ADOT")
    planned: Exact = found("Planned stops and breaks", "s")
    unknown: Exact = found("Time in which nobody knows the state", "s")
    aupt: Exact = found("Actual unit processing time: APT + AUST", "s", name="AUPT")
    aubt: Exact = found("Actual unit busy time: AUPT + ADET", "s", name="AUBT")
    fault_starts: int = found("How often ADET began in the shift", "times")
    pq: int | None = found("Produced quantity", "parts", name="PQ")
    gq: int | None = found("Good quantity", "parts", name="GQ")
    availability: Ratio = found("APT / PBT", "ratio")
    allocation_efficiency: Ratio = found("AUBT / PBT", "ratio")
    utilization_efficiency: Ratio = found("APT / AUBT", "ratio")
    technical_efficiency: Ratio = found("APT / (APT + ADET)", "ratio")
    setup_ratio: Ratio = found("AUST / AUPT", "ratio")
    effectiveness: Ratio = found("PRU x PQ / APT", "ratio")
    quality_ratio: Ratio = found("GQ / PQ", "ratio")
    oee_index: Ratio = found("Availability x effectiveness x quality ratio, as PRU x GQ / PBT", "ratio")
    nee_index: Ratio = found("AUPT / PBT x effectiveness x quality ratio", "ratio")


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementsResult:
    """The elements of each shift."""

    per_shift: tuple[ShiftElements, ...] = found("Each shift in the order given", "list", of=ShiftElements)


def elements_from_log(inputs: LogInputs) -> ElementsResult:
    """Time elements by ISO 22400-2 of each shift."""
    log = StateLog(inputs)
    return ElementsResult(per_shift=tuple(_of_shift(inputs, log, shift) for shift in inputs.shifts))


def _of_shift(inputs: LogInputs, log: StateLog, shift: ShiftSpan) -> ShiftElements:
    cut, made, pru = log.times(shift), log.counts(shift), inputs.ideal_cycle_s
    apt, aust, adet = cut.by_element[Element.APT], cut.by_element[Element.AUST], cut.by_element[Element.ADET]
    aupt, pbt, aubt = apt + aust, cut.busy, apt + aust + adet
    index = factors(pbt, apt, times(pru, made.total), times(pru, made.good))
    return ShiftElements(
        shift=shift.name,
        pbt=pbt,
        apt=apt,
        aust=aust,
        adet=adet,
        adot=cut.by_element[Element.ADOT],
        planned=cut.planned,
        unknown=cut.by_element[Element.UNKNOWN],
        aupt=aupt,
        aubt=aubt,
        fault_starts=cut.fault_starts,
        pq=made.total,
        gq=made.good,
        availability=index.availability,
        allocation_efficiency=ratio(aubt, pbt),
        utilization_efficiency=ratio(apt, aubt),
        technical_efficiency=ratio(apt, apt + adet),
        setup_ratio=ratio(aust, aupt),
        effectiveness=index.performance,
        quality_ratio=ratio(made.good, made.total),
        oee_index=index.oee,
        nee_index=ratio(times(aupt, times(pru, made.good)), pbt * apt),
    )


CALCULATIONS = (
    Calculation(
        name="iso22400.elements_from_log",
        title="ISO 22400 time elements and ratios of each shift from a log of machine states",
        inputs=LogInputs,
        outputs=ElementsResult,
        run=elements_from_log,
        source=ISO_SOURCE + "; which state is which element follows OPC 40001-1 Annex C",
        conventions=(
            "A state holds until the next event, the last one until the end of the last shift.",
            "Time before the first event is unknown and, like UNKNOWN states, not part of PBT.",
            "Time in a break is a planned stop whatever the machine does; overlapping breaks count once.",
            "PBT = AUBT + ADOT, and PBT + planned + unknown = length of the shift.",
            "A fault start is an ADET event after another element; ADET events in a row are one.",
            "Counters are read as in oee.from_log.",
        ),
        example={
            "shifts": [{"name": "night", "start": 79200, "end": 108000}],
            "events": [
                {"at": 78769, "state": "FAULT"},
                {"at": 81115, "state": "PLANNED"},
                {"at": 82915, "state": "RUN"},
                {"at": 101013, "state": "SETUP"},
                {"at": 102826, "state": "RUN"},
            ],
            "state_map": {
                "RUN": "APT",
                "SETUP": "AUST",
                "FAULT": "ADET",
                "IDLE": "ADOT",
                "PLANNED": "PLANNED",
            },
        },
    ),
)
