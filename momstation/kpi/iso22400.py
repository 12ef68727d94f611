"""The ISO 22400 key figures that a station's times, quantities and orders feed."""

# ruff: noqa: RUF009 -- given() and found() make dataclass fields.

from dataclasses import dataclass
from typing import ClassVar

from momstation.core.errors import Refused
from momstation.kpi.declare import AtMost, Calculation, Rule, found, given, inputs_of
from momstation.kpi.exact import Exact, Ratio, plus, ratio, times
from momstation.kpi.kinds import Choice, Number
from momstation.kpi.units import TimeUnit

ISO_SOURCE = (
    "ISO 22400-2 (2014) key figures, by the formulas of the ontology"
    " IndustrialStandard-ODP-ISO22400-2 2.0.0 (MIT)"
)
DURATION = Number("time_unit")
QUANTITY = Number("quantity unit")


def _time(meaning: str, name: str) -> Exact | None:
    value: Exact | None = given(DURATION, meaning, name=name, default=None)
    return value


def _quantity(meaning: str, name: str) -> Exact | None:
    value: Exact | None = given(QUANTITY, meaning, name=name, default=None)
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class IsoInputs:
    """The elements that are known; a figure whose element is missing is null."""

    RULES: ClassVar[tuple[Rule, ...]] = (
        AtMost(("APT", "ADOT"), "PBT"),
        AtMost(("PBT",), "calendar_time"),
        AtMost(("APWT",), "APAT"),
        AtMost(("GQ", "SQ"), "PQ"),
        AtMost(("RQ",), "PQ"),
        AtMost(("GP",), "IP"),
    )
    time_unit: TimeUnit = given(
        Choice(TimeUnit), "Unit of every time below; s if left out", default=TimeUnit.SECOND
    )
    calendar_time: Exact | None = _time("Calendar time of the period, for TEEP", "calendar_time")
    pbt: Exact | None = _time("Planned busy time: planned operation time less planned downtime", "PBT")
    apt: Exact | None = _time("Actual production time", "APT")
    aust: Exact | None = _time("Actual unit setup time", "AUST")
    adet: Exact | None = _time(
        "Actual unit delay time: malfunctions, minor stoppages, unplanned delays", "ADET"
    )
    adot: Exact | None = _time("Actual unit down time: available without work; it feeds no figure", "ADOT")
    aqt: Exact | None = _time("Actual queuing time of the order", "AQT")
    att: Exact | None = _time("Actual transport time of the order", "ATT")
    apwt: Exact | None = _time("Actual personnel work time: on orders", "APWT")
    apat: Exact | None = _time("Actual personnel attendance time: present, less breaks", "APAT")
    cmt: Exact | None = _time("Corrective maintenance time", "CMT")
    pmt: Exact | None = _time("Planned maintenance time", "PMT")
    pru: Exact | None = given(
        Number("time_unit per quantity unit", above=0), "Planned run time per unit", name="PRU", default=None
    )
    pq: Exact | None = _quantity("Produced quantity", "PQ")
    gq: Exact | None = _quantity("Good quantity", "GQ")
    sq: Exact | None = _quantity("Scrap quantity", "SQ")
    rq: Exact | None = _quantity("Rework quantity", "RQ")
    psq: Exact | None = _quantity("Planned scrap quantity", "PSQ")
    pq_first: Exact | None = _quantity("Produced quantity of the first operation of the order", "PQ_first")
    gp: Exact | None = _quantity("Good parts at the first inspection", "GP")
    ip: Exact | None = _quantity("Inspected parts", "IP")
    epc: Exact | None = _quantity("Equipment production capacity over the period", "EPC")
    cm: Exact | None = _quantity("Consumed material", "CM")
    igq: Exact | None = _quantity("Integrated good quantity", "IGQ")
    pl: Exact | None = _quantity("Production loss", "PL")
    stl: Exact | None = _quantity("Storage and transportation loss", "STL")
    ol: Exact | None = _quantity("Other loss", "OL")
    th: Exact | None = _quantity("Throughput over the period", "TH")
    inv: Exact | None = _quantity("Average inventory over the period", "INV")
    energy: Exact | None = given(Number("kWh"), "Energy of the production cycle", name="E_kWh", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class IsoResult:
    """The key figures; ``None`` where an element is missing or the divisor is 0."""

    time_unit: TimeUnit = found("Unit of the times", "text")
    aupt: Exact | None = found("Actual unit processing time: APT + AUST", "time_unit", name="AUPT")
    aubt: Exact | None = found("Actual unit busy time: AUPT + ADET", "time_unit", name="AUBT")
    aoet: Exact | None = found("Actual order execution time: AUBT + AQT + ATT", "time_unit", name="AOET")
    worker_efficiency: Ratio = found("APWT / APAT", "ratio")
    allocation_ratio: Ratio = found("AUBT / AOET", "ratio")
    throughput_rate: Ratio = found("PQ / AOET", "quantity unit per time_unit")
    allocation_efficiency: Ratio = found("AUBT / PBT", "ratio")
    utilization_efficiency: Ratio = found("APT / AUBT", "ratio")
    availability: Ratio = found("APT / PBT", "ratio")
    effectiveness: Ratio = found("PRU x PQ / APT; above 1 it is shown as it is", "ratio")
    quality_ratio: Ratio = found("GQ / PQ", "ratio")
    oee_index: Ratio = found("Availability x effectiveness x quality ratio, as PRU x GQ / PBT", "ratio")
    nee_index: Ratio = found("AUPT / PBT x effectiveness x quality ratio", "ratio")
    teep: Ratio = found("OEE index x PBT / calendar time (not in ISO 22400: a custom of the trade)", "ratio")
    setup_ratio: Ratio = found("AUST / AUPT", "ratio")
    technical_efficiency: Ratio = found("APT / (APT + ADET)", "ratio")
    production_process_ratio: Ratio = found("APT / AOET", "ratio")
    actual_to_planned_scrap_ratio: Ratio = found("SQ / PSQ", "ratio")
    first_pass_yield: Ratio = found("GP / IP", "ratio")
    scrap_ratio: Ratio = found("SQ / PQ", "ratio")
    rework_ratio: Ratio = found("RQ / PQ", "ratio")
    fall_off_ratio: Ratio = found("SQ / PQ of the first operation", "ratio")
    finished_goods_ratio: Ratio = found("GQ / CM", "ratio")
    integrated_goods_ratio: Ratio = found("IGQ / CM", "ratio")
    production_loss_ratio: Ratio = found("PL / CM", "ratio")
    storage_transport_loss_ratio: Ratio = found("STL / CM", "ratio")
    other_loss_ratio: Ratio = found("OL / CM", "ratio")
    equipment_load_ratio: Ratio = found("PQ / EPC", "ratio")
    inventory_turns: Ratio = found("TH / INV", "turns")
    corrective_maintenance_ratio: Ratio = found("CMT / (CMT + PMT)", "ratio")
    energy_per_unit: Ratio = found(
        "E / PQ (the short form of comprehensive energy consumption)", "kWh per quantity unit"
    )


def iso_kpis(given_: IsoInputs) -> IsoResult:
    """All key figures that the known elements feed; raises ``Refused`` when none is given."""
    e = given_
    names = [name for name, (attribute, _) in inputs_of(IsoInputs).items() if attribute.default is None]
    if all(getattr(e, inputs_of(IsoInputs)[name][0].name) is None for name in names):
        raise Refused("kpi.nothing_given", accepted=", ".join(names))
    aupt = plus(e.apt, e.aust)
    aubt = plus(aupt, e.adet)
    aoet = plus(aubt, e.aqt, e.att)
    good_standard = times(e.pru, e.gq)
    oee = ratio(good_standard, e.pbt)
    return IsoResult(
        time_unit=e.time_unit,
        aupt=aupt,
        aubt=aubt,
        aoet=aoet,
        worker_efficiency=ratio(e.apwt, e.apat),
        allocation_ratio=ratio(aubt, aoet),
        throughput_rate=ratio(e.pq, aoet),
        allocation_efficiency=ratio(aubt, e.pbt),
        utilization_efficiency=ratio(e.apt, aubt),
        availability=ratio(e.apt, e.pbt),
        effectiveness=ratio(times(e.pru, e.pq), e.apt),
        quality_ratio=ratio(e.gq, e.pq),
        oee_index=oee,
        nee_index=ratio(times(aupt, good_standard), times(e.pbt, e.apt)),
        teep=ratio(times(oee, e.pbt), e.calendar_time),
        setup_ratio=ratio(e.aust, aupt),
        technical_efficiency=ratio(e.apt, plus(e.apt, e.adet)),
        production_process_ratio=ratio(e.apt, aoet),
        actual_to_planned_scrap_ratio=ratio(e.sq, e.psq),
        first_pass_yield=ratio(e.gp, e.ip),
        scrap_ratio=ratio(e.sq, e.pq),
        rework_ratio=ratio(e.rq, e.pq),
        fall_off_ratio=ratio(e.sq, e.pq_first),
        finished_goods_ratio=ratio(e.gq, e.cm),
        integrated_goods_ratio=ratio(e.igq, e.cm),
        production_loss_ratio=ratio(e.pl, e.cm),
        storage_transport_loss_ratio=ratio(e.stl, e.cm),
        other_loss_ratio=ratio(e.ol, e.cm),
        equipment_load_ratio=ratio(e.pq, e.epc),
        inventory_turns=ratio(e.th, e.inv),
        corrective_maintenance_ratio=ratio(e.cmt, plus(e.cmt, e.pmt)),
        energy_per_unit=ratio(e.energy, e.pq),
    )


CALCULATIONS = (
    Calculation(
        name="iso22400.kpis",
        title="ISO 22400 key figures from the elements that are known",
        inputs=IsoInputs,
        outputs=IsoResult,
        run=iso_kpis,
        source=ISO_SOURCE,
        conventions=(
            "A figure is null where one of its elements is left out or its divisor is 0.",
            "OEE index = PRU x GQ / PBT, the product of its three factors where they are defined.",
            "Effectiveness above 1 is shown, not cut off.",
            "All times share time_unit; PRU is in time_unit per quantity unit.",
        ),
        example={
            "time_unit": "min",
            "calendar_time": 1440,
            "PBT": 900,
            "APT": 690,
            "AUST": 75,
            "ADET": 60,
            "AQT": 120,
            "ATT": 15,
            "PRU": 1.5,
            "PQ": 430,
            "GQ": 412,
            "SQ": 11,
            "RQ": 7,
            "PSQ": 9,
        },
    ),
)
