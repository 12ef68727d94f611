"""Reads in one go what the home and the board say of a station, so that every number is of the same
moment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

import sqlalchemy as sa

from momstation.events.machines import MachineState
from momstation.plant import records as plant
from momstation.plant.nouns import (
    Equipment,
    EquipmentLevel,
    JobOrder,
    Shift,
    WorkMaster,
)
from momstation.plant.station import StationFacts
from momstation.plant.time_words import zone_of
from momstation.production.model.order import OrderWork
from momstation.production.model.plan import Hour, PlanNow, hours, overlap_s, plan_now
from momstation.production.model.shift import CurrentShift, current_shift, work_times
from momstation.production.model.stop import StopStory
from momstation.production.records import querying, showing


@dataclass(frozen=True, slots=True)
class OrderAtWork:
    """An order with what is needed to speak of it; ``planned`` None when planning's definition has gone.

    ``left_over`` is the product of the order before, while nobody has seen that nothing of it is left."""

    work: OrderWork
    planned: JobOrder | None
    master: WorkMaster | None
    material: str
    plan: PlanNow | None
    machine: str | None
    is_counted: bool
    left_over: str = ""

    @property
    def target(self) -> int:
        return 0 if self.planned is None else self.planned.quantity


@dataclass(frozen=True, slots=True)
class MachineAtWork:
    """A machine of the station; ``stop`` is the one that lasts, ``order`` what runs on it, since
    ``order_since``."""

    machine: str
    equipment: Equipment
    state: MachineState
    since: datetime | None
    heard: str
    stop: StopStory | None
    order: str | None
    order_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class StationAtWork:
    """A station at one moment. ``reasons`` words those of the stops that last. ``order`` is that of
    ``machine``, else what runs or was paused here last."""

    station: StationFacts
    now: datetime
    zone: tzinfo
    shift: CurrentShift
    order: OrderAtWork | None
    is_paused: bool
    machine: MachineAtWork | None
    machines: tuple[MachineAtWork, ...]
    hours: tuple[Hour, ...]
    reasons: dict[str, str]
    stops: tuple[StopStory, ...]


def station_at_work(conn: sa.Connection, station: StationFacts, now: datetime) -> StationAtWork:
    shifts = plant.shifts(conn)
    zone = zone_of(station, shifts)
    shift = current_shift(shifts, now, zone)
    found = tuple(_machine(conn, station, each) for each in station.machines)
    order, is_paused = _order_here(conn, station, found)
    at_work = None if order is None else order_at_work(conn, order, station, shifts, now)
    return StationAtWork(
        station=station,
        now=now,
        zone=zone,
        shift=shift,
        order=at_work,
        is_paused=is_paused,
        machine=_shown_machine(found, order),
        machines=found,
        hours=_hours(conn, station, at_work, shifts, shift, now, zone),
        reasons=reason_texts(conn, (each.stop.reason for each in found if each.stop is not None)),
        stops=tuple(showing.stops(conn, station.machines, shift.start, now)),
    )


def order_at_work(
    conn: sa.Connection, order: str, station: StationFacts, shifts: Sequence[Shift], now: datetime
) -> OrderAtWork:
    work, planned = querying.order_work(conn, order), plant.job_order(conn, order)
    master = None if planned is None else plant.work_master(conn, planned.work_master)
    place = work.place_at(station.code) or next(iter(work.places), None)
    machine = place.machine if place is not None else (None if planned is None else planned.work_unit)
    plan = None
    if planned is not None and master is not None and work.started_at is not None:
        worked = overlap_s(showing.run_times(conn, order, now), work_times(shifts, work.started_at, now))
        plan = plan_now(work.good, planned.quantity, master.ideal_cycle_s, worked, now)
    return OrderAtWork(
        work=work,
        planned=planned,
        master=master,
        material=material_text(conn, master),
        plan=plan,
        machine=machine,
        is_counted=querying.is_counting(conn, machine),
        left_over=_left_over(conn, work, master, machine, station.code),
    )


def _left_over(
    conn: sa.Connection, work: OrderWork, master: WorkMaster | None, machine: str | None, station: str
) -> str:
    if machine is None or work.place_at(station) is None or work.is_cleared_at(station):
        return ""
    before = showing.order_before(conn, machine, work.order)
    planned = None if before is None else plant.job_order(conn, before)
    made = None if planned is None else plant.work_master(conn, planned.work_master)
    if made is None or (master is not None and made.material == master.material):
        return ""
    return material_text(conn, made)


def material_text(conn: sa.Connection, master: WorkMaster | None) -> str:
    """What is made, in words; the work's own description where the material is not known."""
    if master is None:
        return ""
    material = plant.material(conn, master.material)
    return master.description if material is None else material.description


def _machine(conn: sa.Connection, station: StationFacts, machine: str) -> MachineAtWork:
    state, since, heard = querying.machine_state(conn, machine)
    equipment = plant.equipment(conn, machine)
    running = querying.running_on(conn, station.code, machine)
    return MachineAtWork(
        machine=machine,
        equipment=equipment or Equipment(id=machine, name=machine, level=EquipmentLevel.WORK_UNIT),
        state=state,
        since=since,
        heard=heard,
        stop=querying.open_stop(conn, machine),
        order=None if running is None else running.order,
        order_since=None if running is None else running.since,
    )


def _order_here(
    conn: sa.Connection, station: StationFacts, machines: Sequence[MachineAtWork]
) -> tuple[str | None, bool]:
    on_machine = next((each.order for each in machines if each.order is not None), None)
    if on_machine is not None:
        return on_machine, False
    here = querying.running_here(conn, station.code)
    if here:
        return here[-1].order, False
    paused = showing.last_paused(conn, station.code)
    return paused, paused is not None


def _shown_machine(machines: Sequence[MachineAtWork], order: str | None) -> MachineAtWork | None:
    """The one that runs the order; without one the station's first."""
    running = (each for each in machines if order is not None and each.order == order)
    return next(running, machines[0] if machines else None)


def _hours(
    conn: sa.Connection,
    station: StationFacts,
    order: OrderAtWork | None,
    shifts: Sequence[Shift],
    shift: CurrentShift,
    now: datetime,
    zone: tzinfo,
) -> tuple[Hour, ...]:
    goods = showing.goods_by_minute(conn, station.code, shift.start, now)
    cycle = None if order is None or order.master is None else order.master.ideal_cycle_s
    if not goods and cycle is None:
        return ()
    first = showing.first_start(conn, station.code)
    start = max(shift.start, first or now).astimezone(zone)
    return tuple(hours(start, now, goods, work_times(shifts, shift.start, now), cycle))


def reason_texts(conn: sa.Connection, codes: Iterable[str | None]) -> dict[str, str]:
    """In words, those that the plant knows; most moments need one or none, so the catalogue is not read for
    it."""
    known = (plant.reason(conn, code) for code in {code for code in codes if code is not None})
    return {each.id: each.text for each in known if each is not None}
