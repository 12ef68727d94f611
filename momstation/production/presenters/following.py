"""Which order comes next at this station, and what it waits for."""

from dataclasses import dataclass

import sqlalchemy as sa

from momstation.core.errors import Refused
from momstation.plant import records as plant
from momstation.plant.nouns import DispatchStatus, JobOrder
from momstation.plant.station import StationFacts
from momstation.production.model.order import OrderWork, Phase
from momstation.production.model.readiness import why_not_ready
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
    waiting: NextOrder | None = None
    for order in querying.listed_facts(conn, station):
        if order.order == current or order.planned is None or not _may_follow(order.planned, order.work):
            continue
        refusal = why_not_ready(order)
        if refusal is None:
            return _found(conn, order.planned, None)
        waiting = waiting or _found(conn, order.planned, refusal)
    return waiting


def _may_follow(planned: JobOrder, work: OrderWork) -> bool:
    return planned.status not in _AWAY and work.phase in (Phase.QUEUED, Phase.PAUSED)


def _found(conn: sa.Connection, planned: JobOrder, refusal: Refused | None) -> NextOrder:
    return NextOrder(planned, material_text(conn, plant.work_master(conn, planned.work_master)), refusal)


_AWAY = frozenset(
    {DispatchStatus.CLOSED, DispatchStatus.CANCELLED, DispatchStatus.HELD, DispatchStatus.WAITING}
)
