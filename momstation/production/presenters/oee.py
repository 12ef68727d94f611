"""OEE of the shift in words, each number with the events behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal
from fractions import Fraction

import sqlalchemy as sa

from momstation.core.i18n import _, ngettext
from momstation.events.machines import MachineState
from momstation.plant import records as plant
from momstation.plant.nouns import Equipment, ReasonKind
from momstation.plant.state_words import words_of
from momstation.plant.time_words import clock_face, duration, zone_of
from momstation.production.model.oee import Made, Piece, ShiftOee, StateSince, pieces, shift_oee
from momstation.production.model.pareto import CatchAll, catch_all
from momstation.production.model.shift import CurrentShift, current_shift
from momstation.production.model.stop import StopStory
from momstation.production.presenters.base import (
    MACHINE_KINDS,
    ORDER_KINDS,
    PLANT_KINDS,
    PRESENCE_KINDS,
    Presenter,
)
from momstation.production.presenters.oee_evidence import (
    availability_evidence,
    events_text,
    output_evidence,
    quality_evidence,
)
from momstation.production.presenters.wording import clocks_text, percent, reason_text
from momstation.production.records import clocking, querying, showing
from momstation.production.records.showing import Counted, StateEntry
from momstation.production.views import EvidenceRow, OeeNumber, OeeView, SpanView, TimeRow


@dataclass(frozen=True, slots=True)
class OeeFacts:
    machine: str
    name: str
    shift: CurrentShift
    now: datetime
    zone: tzinfo
    states: Sequence[StateEntry]
    stops: Sequence[StopStory]
    counts: Sequence[Counted]
    pieces: Sequence[Piece]
    made: Sequence[Made]
    reasons: Mapping[str, str]
    marks: Sequence[str]
    without_order: int
    is_counted: bool
    clocks_text: str = ""
    catch_all: CatchAll | None = None


class OeePresenter(Presenter):
    """Of the station's first machine, or the one that ``choose`` named, which may be another station's."""

    kinds = ORDER_KINDS | MACHINE_KINDS | PLANT_KINDS | PRESENCE_KINDS

    _chosen: str | None = None

    def choose(self, machine: str | None) -> None:
        self._chosen = machine

    async def load(self) -> OeeView:
        machine, now = self._chosen or self._station.main_machine, self._clock.now()
        if machine is None:
            return _empty(None, _("No machine belongs to this station, so there is nothing to measure."))
        facts = await self._reader.read(lambda conn: self._facts(conn, machine, now))
        if not facts.states or now <= facts.shift.start:
            return _empty(machine, _("The machine has not been heard in this shift."))
        breaks = facts.shift.breaks
        return _view(facts, shift_oee(facts.pieces, facts.made, breaks, facts.shift.start, now))

    def _facts(self, conn: sa.Connection, machine: str, now: datetime) -> OeeFacts:
        shifts = plant.shifts(conn)
        zone = zone_of(self._station, shifts)
        shift = current_shift(shifts, now, zone)
        states = showing.states(conn, machine, shift.start, now)
        stops = showing.stops(conn, (machine,), shift.start, now)
        counts = _of_machine(conn, machine, shift.start, now)
        reasons = plant.reasons(conn, ReasonKind.STOP)
        equipment: Equipment | None = plant.equipment(conn, machine)
        is_counted = querying.is_counting(conn, machine)
        return OeeFacts(
            machine=machine,
            name=machine if equipment is None else equipment.name,
            shift=shift,
            now=now,
            zone=zone,
            states=states,
            stops=stops,
            counts=counts,
            pieces=pieces(
                [StateSince(each.at, each.state) for each in states],
                showing.machine_order_times(conn, machine, shift.start, now),
                stops,
                {each.id: each.group for each in reasons},
                shift.start,
                now,
            ),
            made=[
                _made(conn, order, counts, is_counted) for order in sorted({each.order for each in counts})
            ],
            reasons={each.id: each.text for kind in ReasonKind for each in plant.reasons(conn, kind)},
            marks=showing.marked_parts(conn, machine, shift.start, now),
            without_order=showing.parts_without_order(conn, machine, shift.start, now),
            is_counted=is_counted,
            clocks_text=_clocks(conn, self._station.code, machine, now),
            catch_all=catch_all(reasons, showing.stop_reasons(conn, (machine,), now)),
        )


def _clocks(conn: sa.Connection, station: str, machine: str, now: datetime) -> str:
    """Of the order that runs on the machine here, from its own start and not the shift's."""
    running = querying.running_on(conn, station, machine)
    if running is None:
        return ""
    said = clocks_text(clocking.clocks_of(conn, running.order, now))
    return _("Order {order}: {clocks}").format(order=running.order, clocks=said)


def _of_machine(conn: sa.Connection, machine: str, start: datetime, now: datetime) -> list[Counted]:
    """Counts of the machine, and entries for orders that were planned for it, at whichever station."""
    found = showing.counted(conn, None, machine, start, now)
    declared = {each.order for each in found if each.entry is not None}
    known = (plant.job_order(conn, order) for order in declared)
    planned = {each.id for each in known if each is not None and each.work_unit == machine}
    return [each for each in found if each.entry is None or each.order in planned]


def _made(conn: sa.Connection, order: str, counts: Sequence[Counted], is_counted: bool) -> Made:
    """Where the machine counts, scrap that did not leave good explains what it rejected and is no part of its
    own."""
    mine = [each for each in counts if each.order == order]
    planned = plant.job_order(conn, order)
    master = None if planned is None else plant.work_master(conn, planned.work_master)
    return Made(
        order=order,
        cycle_s=None if master is None else master.ideal_cycle_s,
        good=sum(each.good for each in mine),
        scrap=sum(each.scrap for each in mine if each.is_new_scrap(is_counted)),
        rework=sum(each.rework for each in mine),
    )


def _view(facts: OeeFacts, found: ShiftOee) -> OeeView:
    return OeeView(
        machine=facts.machine,
        title=_("Shift at {machine}").format(machine=facts.name),
        shift_text=_shift_text(facts),
        oee=_oee(found),
        factors=(_availability(facts, found), _effectiveness(facts, found), _quality(facts, found)),
        times=_times(found),
        spans=tuple(_span(each, facts) for each in facts.pieces),
        start=facts.shift.start.astimezone(facts.zone),
        end=facts.shift.end.astimezone(facts.zone),
        caveats=_caveats(facts, found),
        empty_text="",
        clocks_text=facts.clocks_text,
    )


def _oee(found: ShiftOee) -> OeeNumber:
    formula = (
        _("Planned busy time is not known yet.")
        if found.factors.oee is None
        else _("{good} of ideal time for good parts in {busy} of planned busy time").format(
            good=_time(found.good_standard_s), busy=_time(found.elements.pbt)
        )
    )
    return _number("oee", _("OEE"), found.factors.oee, formula, "A × E × Q", (), 0)


def _availability(facts: OeeFacts, found: ShiftOee) -> OeeNumber:
    formula = _("{run} producing of {busy} planned busy time").format(
        run=_time(found.elements.apt), busy=_time(found.elements.pbt)
    )
    rows = availability_evidence(facts.states, facts.stops, facts.reasons, facts.name, facts.zone)
    return _number(
        "availability",
        _("Availability"),
        found.factors.availability,
        formula,
        "APT / PBT",
        rows,
        len(facts.states),
    )


def _effectiveness(facts: OeeFacts, found: ShiftOee) -> OeeNumber:
    formula = (
        _("The ideal cycle of an order is not known.")
        if found.standard_s is None
        else _("{count} parts at their ideal cycle, {standard}, in {run} producing").format(
            count=found.total, standard=_time(found.standard_s), run=_time(found.elements.apt)
        )
    )
    rows = output_evidence(facts.counts, facts.zone)
    return _number(
        "effectiveness",
        _("Effectiveness"),
        found.factors.performance,
        formula,
        "PRU × PQ / APT",
        rows,
        len(facts.counts),
    )


def _quality(facts: OeeFacts, found: ShiftOee) -> OeeNumber:
    formula = (
        _("No part has been made yet.")
        if not found.total
        else _("{good} good of {count} parts made").format(good=found.good, count=found.total)
    )
    rows = quality_evidence(facts.counts, facts.reasons, facts.zone)
    lost = sum(1 for each in facts.counts if each.scrap or each.rework)
    return _number("quality", _("Quality ratio"), found.factors.quality, formula, "GQ / PQ", rows, lost)


def _number(
    key: str,
    label: str,
    value: Fraction | None,
    formula: str,
    definition: str,
    rows: Sequence[EvidenceRow],
    total: int,
) -> OeeNumber:
    """``total`` counts the events of which ``rows`` are the newest."""
    return OeeNumber(
        key=key,
        label=label,
        value=None if value is None else Decimal(value.numerator) / Decimal(value.denominator),
        text=percent(value),
        formula=formula,
        definition=definition,
        events=tuple(rows),
        events_text=events_text(len(rows), total),
    )


def _times(found: ShiftOee) -> tuple[TimeRow, ...]:
    each = found.elements
    rows = (
        ("PBT", _("Planned busy time"), each.pbt),
        ("APT", _("Producing"), each.apt),
        ("AUST", _("Setting up"), each.aust),
        ("ADET", _("Stopped or delayed with an order"), each.adet),
        ("ADOT", _("Ready without an order"), each.adot),
        ("PLANNED", _("Breaks and planned stops"), each.planned),
        ("UNKNOWN", _("Nobody knows"), each.unknown),
    )
    return tuple(TimeRow(key, label, _time(value), Decimal(float(value))) for key, label, value in rows)


def _span(piece: Piece, facts: OeeFacts) -> SpanView:
    return SpanView(
        start=piece.start,
        end=piece.end,
        kind="hatched" if piece.state is MachineState.UNKNOWN else piece.state.value,
        word=words_of(piece.state).word,
        reason_text="" if piece.stop is None else reason_text(facts.reasons, piece.stop.reason),
        stop=None if piece.stop is None else piece.stop.stop,
    )


def _shift_text(facts: OeeFacts) -> str:
    name = facts.shift.name or _("Today")
    return _("{shift}, {start}–{end}").format(
        shift=name,
        start=clock_face(facts.shift.start, facts.zone),
        end=clock_face(facts.shift.end, facts.zone),
    )


def _caveats(facts: OeeFacts, found: ShiftOee) -> tuple[str, ...]:
    said = list[str]()
    if found.elements.unknown > 0:
        unknown = _time(found.elements.unknown)
        said.append(
            _("For {time} nobody knows what the machine did; that time is left out.").format(time=unknown)
        )
    if found.standard_s is None:
        said.append(_("An order has no ideal cycle, so effectiveness and OEE cannot be given."))
    if facts.without_order:
        sentence = ngettext(
            "{count} part was made without an order and is left out.",
            "{count} parts were made without an order and are left out.",
            facts.without_order,
        )
        said.append(sentence.format(count=facts.without_order))
    if facts.marks:
        said.append(
            _("The machine's counter was reset, rolled over or not heard for a while; counts may be off.")
        )
    if not facts.is_counted:
        said.append(_("The machine does not count; only what people declared is known."))
    if facts.catch_all is not None:
        said.append(_catch_all(facts.catch_all))
    return tuple(said)


def _catch_all(found: CatchAll) -> str:
    sentence = _("Reason “{reason}” in 30 days: {share} of what was explained ({count} of {total}).")
    share = percent(Fraction(found.count, found.total), 0)
    return sentence.format(reason=found.text, share=share, count=found.count, total=found.total)


def _time(value: Fraction | int | None) -> str:
    return duration(float(value or 0))


def _empty(machine: str | None, text: str) -> OeeView:
    nothing = _number("oee", _("OEE"), None, text, "A × E × Q", (), 0)
    return OeeView(
        machine=machine,
        title=_("Shift"),
        shift_text="",
        oee=nothing,
        factors=(),
        times=(),
        spans=(),
        start=None,
        end=None,
        caveats=(),
        empty_text=text,
    )
