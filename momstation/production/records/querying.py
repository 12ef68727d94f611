"""The questions that production's rules ask of its tables."""

from collections.abc import Iterable
from datetime import datetime

import msgspec
import sqlalchemy as sa

from momstation.events.machines import MachineState
from momstation.events.production import QuantityCounted
from momstation.plant import records as plant
from momstation.plant.station import StationFacts
from momstation.plant.time_words import zone_of
from momstation.production.model.facts import OrderFacts, Running
from momstation.production.model.order import OrderWork, Phase
from momstation.production.model.order_fold import with_count
from momstation.production.model.readiness import dispatch_order
from momstation.production.model.sequencing import Listed, Waiting
from momstation.production.model.shift import CurrentShift, current_shift
from momstation.production.model.stop import GivenReason, StopStory
from momstation.production.records.projecting import stamp
from momstation.production.records.sequencing import sequences
from momstation.production.records.tables import (
    production_entry,
    production_machine_state,
    production_order,
    production_parts,
    production_place,
    production_stop,
)
from momstation.store.among import among
from momstation.store.ticks import pending_in


def order_work(conn: sa.Connection, order: str) -> OrderWork:
    """An order that nobody worked on is queued."""
    return works(conn, (order,)).get(order, OrderWork(order=order))


def works(conn: sa.Connection, orders: Iterable[str]) -> dict[str, OrderWork]:
    """The work on each of these orders that anything was recorded of, with the parts that are counted and not
    recorded yet."""
    table = production_order
    rows = conn.execute(sa.select(table.c.order, table.c.state).where(table.c.order.in_(among(orders))))
    found = {row.order: msgspec.json.decode(row.state, type=OrderWork) for row in rows}
    for counted in waiting_counts(conn):
        if counted.order in found:
            found[counted.order] = with_count(found[counted.order], counted)
    return found


def is_unfinished() -> sa.ColumnElement[bool]:
    """Of a row of what is planned: nobody finished the order. Asked of an index, not of each order's story."""
    table = production_order
    finished = sa.exists().where(
        table.c.order == plant.plant_definition.c.id, table.c.phase == Phase.FINISHED.value
    )
    return ~finished.correlate(plant.plant_definition)


def waiting_counts(conn: sa.Connection) -> list[QuantityCounted]:
    """Parts that this station's machines counted for orders and that are no record yet; durable all the
    same."""
    events = (event for tick in pending_in(conn) for event in tick.events)
    return [event for event in events if isinstance(event, QuantityCounted)]


def running_here(conn: sa.Connection, station: str) -> tuple[Running, ...]:
    """What runs at the station, the longest first."""
    table = production_place
    rows = conn.execute(
        sa.select(table.c.order, table.c.machine, table.c.since)
        .join(production_order, production_order.c.order == table.c.order)
        .where(table.c.station == station, production_order.c.phase == Phase.RUNNING.value)
        .order_by(table.c.since, table.c.order)
    )
    return tuple(Running(row.order, row.machine, datetime.fromisoformat(row.since)) for row in rows)


def running_on(conn: sa.Connection, station: str, machine: str) -> Running | None:
    """What runs on this machine at this station; of several orders, the one that started last."""
    found = [each for each in running_here(conn, station) if each.machine == machine]
    return found[-1] if found else None


def order_facts(
    conn: sa.Connection, order: str, station: StationFacts, now: datetime | None = None
) -> OrderFacts:
    """All that a decision about the order rests on, of one moment; without ``now`` nothing is said of the
    shift."""
    planned = plant.job_order(conn, order)
    before = None if planned is None else planned.predecessor
    return OrderFacts(
        station=station,
        work=order_work(conn, order),
        planned=planned,
        predecessor=None if before is None else plant.job_order(conn, before),
        predecessor_work=None if before is None else works(conn, (before,)).get(before),
        here=running_here(conn, station.code),
        shift_start=None if now is None else shift_now(conn, station, now).start,
    )


def listed_facts(conn: sa.Connection, station: StationFacts) -> list[OrderFacts]:
    """The same facts of every order that is planned for this station and not finished, in the order of
    dispatch."""
    unfinished = plant.job_orders(conn, station.work_units, is_unfinished())
    listed = dispatch_order(unfinished, sequences(conn, station.work_units))
    planned = {each.id: each for each in listed}
    befores = {each.predecessor for each in listed if each.predecessor is not None}
    known = works(conn, planned.keys() | befores)
    elsewhere = {before: plant.job_order(conn, before) for before in befores - planned.keys()}
    here = running_here(conn, station.code)
    return [
        OrderFacts(
            station=station,
            work=known.get(each.id, OrderWork(order=each.id)),
            planned=each,
            predecessor=planned.get(each.predecessor or "") or elsewhere.get(each.predecessor or ""),
            predecessor_work=known.get(each.predecessor or ""),
            here=here,
        )
        for each in listed
    ]


def listed_at(conn: sa.Connection, work_unit: str) -> Listed:
    """The unfinished orders of a work unit in the order of dispatch, whichever station serves it."""
    given = sequences(conn, (work_unit,))
    planned = dispatch_order(plant.job_orders(conn, (work_unit,), is_unfinished()), given)
    known = works(conn, (each.id for each in planned))
    return Listed(
        work_unit=work_unit,
        orders=tuple(Waiting(each, known.get(each.id, OrderWork(order=each.id))) for each in planned),
        given=given.get(work_unit, ()),
    )


def shift_now(conn: sa.Connection, station: StationFacts, now: datetime) -> CurrentShift:
    shifts = plant.shifts(conn)
    return current_shift(shifts, now, zone_of(station, shifts))


def is_counting(conn: sa.Connection, machine: str | None) -> bool:
    """Whether this machine has ever been heard to count."""
    if machine is None:
        return False
    table = production_parts
    return conn.scalar(sa.select(table.c.event_id).where(table.c.machine == machine).limit(1)) is not None


def machine_state(conn: sa.Connection, machine: str) -> tuple[MachineState, datetime | None, str]:
    """What the machine was last heard to be, since when, and its own word; UNKNOWN if it was never heard."""
    table = production_machine_state
    last = conn.execute(
        sa.select(table.c.state, table.c.at, table.c.heard)
        .where(table.c.machine == machine)
        .order_by(table.c.hlc.desc())
        .limit(1)
    ).first()
    if last is None:
        return MachineState.UNKNOWN, None, ""
    return MachineState(last.state), datetime.fromisoformat(last.at), last.heard


def open_stop(conn: sa.Connection, machine: str) -> StopStory | None:
    table = production_stop
    row = conn.execute(
        sa.select(table)
        .where(table.c.machine == machine, table.c.closed_at.is_(None), table.c.opened_at.is_not(None))
        .order_by(table.c.opened_at.desc())
        .limit(1)
    ).first()
    return None if row is None else stop_of(row)


def stop_by_id(conn: sa.Connection, stop: str) -> StopStory | None:
    row = conn.execute(sa.select(production_stop).where(production_stop.c.stop == stop)).first()
    return None if row is None else stop_of(row)


def stop_to_name(conn: sa.Connection, machines: Iterable[str], ended_after: datetime) -> StopStory | None:
    """The stop that a person at these machines means now: the one that lasts, else the last that ended since
    ``ended_after`` without a reason."""
    table = production_stop
    mine = sa.select(table).where(table.c.machine.in_(tuple(machines)), table.c.opened_at.is_not(None))
    newest = table.c.opened_at.desc()
    row = conn.execute(mine.where(table.c.closed_at.is_(None)).order_by(newest).limit(1)).first()
    if row is None:
        missing = mine.where(
            table.c.closed_at >= stamp(ended_after), table.c.reason.is_(None), ~table.c.is_micro
        )
        row = conn.execute(missing.order_by(newest).limit(1)).first()
    return None if row is None else stop_of(row)


def order_of_entry(conn: sa.Connection, entry: str) -> str | None:
    table = production_entry
    return conn.scalar(sa.select(table.c.order).where(table.c.entry == entry))


def stop_of(row: sa.Row[tuple[object, ...]]) -> StopStory:
    """A stop as its row has it: of its reasons only the one that holds."""
    values = row._mapping
    reason, reason_at = values["reason"], moment(values["reason_at"])
    given = () if reason_at is None else (GivenReason(reason=reason, by=None, at=reason_at),)
    return StopStory(
        stop=values["stop"],
        machine=values["machine"],
        station=values["station"],
        state=values["state"],
        order=values["order"],
        opened_at=moment(values["opened_at"]),
        closed_at=moment(values["closed_at"]),
        is_micro=values["is_micro"],
        reasons=given,
    )


def moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
