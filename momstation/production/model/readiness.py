"""Whether an order may start at this station now, and if not, why: said before anybody tries."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from momstation.core.errors import Refused
from momstation.plant.nouns import DispatchStatus, JobOrder
from momstation.production.model.facts import OrderFacts
from momstation.production.model.order import Phase

_PLANNED_AWAY = {
    DispatchStatus.CLOSED: "production.order_closed_by_planning",
    DispatchStatus.CANCELLED: "production.order_cancelled",
    DispatchStatus.HELD: "production.order_held",
    DispatchStatus.WAITING: "production.order_not_released",
}


def dispatch_order(
    orders: Iterable[JobOrder], sequences: Mapping[str, Sequence[str]] | None = None
) -> list[JobOrder]:
    """The lower priority number first, then the earlier due date; the id settles what is left.

    What a person has put into a sequence at its work unit takes the places of those orders in that sequence;
    every other order keeps its own, so that a new urgent one is not put behind what was sorted before it came.
    """
    planned = sorted(orders, key=lambda order: (order.priority, order.due, order.id))
    for work_unit, wanted in (sequences or {}).items():
        rank = {order: place for place, order in enumerate(wanted)}
        places = [
            place for place, order in enumerate(planned) if order.work_unit == work_unit and order.id in rank
        ]
        moved = sorted((planned[place] for place in places), key=lambda order: rank[order.id])
        for place, order in zip(places, moved, strict=True):
            planned[place] = order
    return planned


def why_not_workable(facts: OrderFacts) -> Refused | None:
    """What speaks against any work on this order here: unknown, closed, held, somebody else's."""
    order = facts.order
    if facts.planned is None:
        return Refused("production.order_unknown", order=order)
    if facts.work.phase is Phase.FINISHED:
        return Refused("production.order_closed", order=order)
    away = _PLANNED_AWAY.get(facts.planned.status)
    if away is not None:
        return Refused(away, order=order)
    if facts.planned.work_unit not in facts.station.work_units:
        return Refused(
            "production.order_foreign", order=order, work_unit=facts.planned.work_unit, here=places_of(facts)
        )
    return None


def why_not_ready(facts: OrderFacts) -> Refused | None:
    """What the order itself still waits for, whatever else happens at the machine."""
    return why_not_workable(facts) or _why_waits(facts)


def why_not_startable(facts: OrderFacts, machine: str | None) -> Refused | None:
    """Everything that keeps the order from running on ``machine`` this moment."""
    return why_not_ready(facts) or _why_runs_already(facts) or _why_taken(facts, machine)


def places_of(facts: OrderFacts) -> str:
    return ", ".join(facts.station.work_units)


def is_overdue(planned: JobOrder, now: datetime) -> bool:
    return planned.due < now


def _why_waits(facts: OrderFacts) -> Refused | None:
    planned = facts.planned
    if planned is None or planned.predecessor is None or facts.work.started_at is not None:
        return None
    before, done = facts.predecessor, facts.predecessor_work
    if done is not None and done.phase is Phase.FINISHED:
        return None
    if before is None:
        return Refused("production.order_waits_unknown", order=planned.id, predecessor=planned.predecessor)
    good = 0 if done is None else done.good
    return Refused(
        "production.order_waits", order=planned.id, predecessor=before.id, done=good, due=before.quantity
    )


def _why_runs_already(facts: OrderFacts) -> Refused | None:
    if facts.work.place_at(facts.station.code) is not None:
        return Refused("production.order_runs_here", order=facts.order)
    if facts.work.places:
        return Refused(
            "production.order_runs_elsewhere", order=facts.order, place=facts.work.places[0].station
        )
    return None


def _why_taken(facts: OrderFacts, machine: str | None) -> Refused | None:
    other = facts.running_on(machine)
    if other is None or other.order == facts.order:
        return None
    return Refused(
        "production.other_order_runs",
        order=facts.order,
        other=other.order,
        machine=machine or facts.station.name,
    )
