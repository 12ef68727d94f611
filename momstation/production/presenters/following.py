"""Which order comes next at this station, and what it waits for."""

from dataclasses import dataclass

import sqlalchemy as sa

from momstation.core.errors import Refused
from momstation.plant import records as plant
from momstation.plant.nouns import JobOrder
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
    waiting: NextOrder | None = None
    for planned in dispatch_order(plant.job_orders(conn, station.machines)):
        order_facts = querying.order_facts(conn, planned.id, station, facts.now)
        if planned.id == current or order_facts.work.phase not in (Phase.QUEUED, Phase.PAUSED):
            continue
        refusal = why_not_ready(order_facts)
        found = NextOrder(planned, material_text(conn, plant.work_master(conn, planned.work_master)), refusal)
        if refusal is None:
            return found
        waiting = waiting or (found if refusal.key.startswith("production.order_waits") else None)
    return waiting
