"""Which order comes next at this station, and what it waits for."""

from dataclasses import dataclass

import sqlalchemy as sa

from momstation.core.errors import Refused
from momstation.plant import records as plant
from momstation.plant.nouns import DispatchStatus, JobOrder
from momstation.plant.station import StationFacts
from momstation.production.model.order import Phase
from momstation.production.model.readiness import dispatch_order, why_not_ready
from momstation.production.presenters.gathering import StationAtWork, material_text
from momstation.production.records import querying


@dataclass(frozen=True, slots=True)
class NextOrder:
    """The next order of the list that is ready; if none is, the first that waits, with the reason."""

    planned: JobOrder
    material: str
    refusal: Refused | None


def next_order(conn: sa.Connection, station: StationFacts, facts: StationAtWork) -> NextOrder | None:
    current = None if facts.order is None else facts.order.work.order
    listed = dispatch_order(plant.job_orders(conn, station.machines))
    works = querying.works(conn, (each.id for each in listed))
    waiting: NextOrder | None = None
    for planned in listed:
        phase = works[planned.id].phase if planned.id in works else Phase.QUEUED
        if planned.id == current or planned.status in _AWAY or phase not in (Phase.QUEUED, Phase.PAUSED):
            continue
        refusal = why_not_ready(querying.order_facts(conn, planned.id, station))
        if refusal is None:
            return _found(conn, planned, None)
        waiting = waiting or _found(conn, planned, refusal)
    return waiting


def _found(conn: sa.Connection, planned: JobOrder, refusal: Refused | None) -> NextOrder:
    return NextOrder(planned, material_text(conn, plant.work_master(conn, planned.work_master)), refusal)


_AWAY = frozenset(
    {DispatchStatus.CLOSED, DispatchStatus.CANCELLED, DispatchStatus.HELD, DispatchStatus.WAITING}
)
