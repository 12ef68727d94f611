"""What production's screens read, each question answered from one moment of the store."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
import sqlalchemy as sa

from momstation.core.pulses import told
from momstation.events.machines import MachineState
from momstation.events.production import QuantityCounted
from momstation.production.model.order import Phase
from momstation.production.model.pareto import Tally, tallies
from momstation.production.model.plan import Stretch
from momstation.production.model.stop import StopStory
from momstation.production.records.projecting import stamp
from momstation.production.records.querying import moment, stop_of, waiting_counts
from momstation.production.records.tables import (
    production_count,
    production_entry,
    production_machine_state,
    production_order,
    production_parts,
    production_run,
    production_station,
    production_stop,
)
from momstation.store.among import among

_BEGINS = ("production.order_started", "production.order_resumed")
_ENDS = ("production.order_paused", "production.start_withdrawn", "production.order_finished")
PARETO_DAYS = timedelta(days=30)
LONGEST_STOP = timedelta(days=7)
TOGETHER_S = 60
"""A minute is the finest that a screen tells counts apart by."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Parts of an order, by the machine (``entry`` None) or declared; ``scrap`` includes what was
    rejected."""

    at: datetime
    order: str
    good: int
    scrap: int
    rework: int
    reason: str | None
    entry: str | None
    event_id: bytes
    from_good: bool = False

    def is_new_scrap(self, is_counted: bool) -> bool:
        """Where the machine counts, declared scrap that did not leave good only explains what it rejected."""
        return self.entry is None or self.from_good or not is_counted


@dataclass(frozen=True, slots=True)
class StateEntry:
    at: datetime
    state: MachineState
    heard: str
    event_id: bytes


@dataclass(frozen=True, slots=True)
class StationEntry:
    code: str
    name: str
    area: str
    role: str
    machines: tuple[str, ...]


def stations(conn: sa.Connection, area: str) -> list[StationEntry]:
    """Every station that said it stands in this area, by its latest word."""
    table = production_station
    rows = conn.execute(sa.select(table).order_by(table.c.hlc))
    last = {
        row.code: StationEntry(
            row.code, row.name, row.area, row.role, msgspec.json.decode(row.machines, type=tuple[str, ...])
        )
        for row in rows
    }
    return sorted((each for each in last.values() if each.area == area), key=lambda each: each.code)


def last_paused(conn: sa.Connection, station: str) -> str | None:
    """The order that was paused last at this station and still waits to be resumed."""
    run, order = production_run, production_order
    paused = conn.scalars(sa.select(order.c.order).where(order.c.phase == Phase.PAUSED.value)).all()
    if not paused:
        return None
    rows = conn.execute(  # asked by order alone: by the station, all that ever ran there would be read
        sa.select(run.c.order, run.c.station)
        .where(run.c.order.in_(among(paused)))
        .group_by(run.c.order, run.c.station)
        .order_by(sa.func.max(run.c.hlc).desc())
    )
    return next((row.order for row in rows if row.station == station), None)


def order_before(conn: sa.Connection, machine: str, order: str) -> str | None:
    """The other order that ran last on this machine before this one first did; one whose start was taken back
    never did."""
    run, work = production_run, production_order
    first = sa.select(sa.func.min(run.c.hlc)).where(run.c.order == order, run.c.machine == machine)
    return conn.scalar(
        sa.select(run.c.order)
        .join(work, work.c.order == run.c.order)
        .where(run.c.machine == machine, run.c.order != order, run.c.hlc < first.scalar_subquery())
        .where(work.c.phase != Phase.QUEUED.value)
        .order_by(run.c.hlc.desc())
        .limit(1)
    )


def run_times(conn: sa.Connection, order: str, now: datetime) -> list[Stretch]:
    """When the order ran, wherever: from each start or resume to the next pause or finish."""
    return _stretches(_runs(conn, (order,)).get(order, ()), now)


def machine_order_times(conn: sa.Connection, machine: str, start: datetime, now: datetime) -> list[Stretch]:
    """When any order ran on this machine since ``start``."""
    run, order = production_run, production_order
    running = conn.scalars(sa.select(order.c.order).where(order.c.phase == Phase.RUNNING.value)).all()
    recent = conn.scalars(sa.select(order.c.order).where(order.c.last_at >= stamp(start))).all()
    known = {*running, *recent}  # two questions, as SQLite reads all orders to answer both in one
    here = conn.execute(sa.select(run.c.order, run.c.machine).where(run.c.order.in_(among(known))))
    orders = {row.order for row in here if row.machine == machine}
    times = [stretch for runs in _runs(conn, orders).values() for stretch in _stretches(runs, now)]
    return sorted(stretch for stretch in times if stretch[1] > start)


def _runs(conn: sa.Connection, orders: Iterable[str]) -> dict[str, list[tuple[datetime, str]]]:
    """Of each order, when it was started, paused and so on; all in one question: a shift may have hundreds."""
    table = production_run
    rows = conn.execute(
        sa.select(table.c.order, table.c.at, table.c.kind)
        .where(table.c.order.in_(among(orders)))
        .order_by(table.c.order, table.c.hlc, table.c.event_id)
    )
    runs: dict[str, list[tuple[datetime, str]]] = {}
    for order, at, kind in rows:
        runs.setdefault(order, []).append((datetime.fromisoformat(at), kind))
    return runs


def _stretches(runs: Iterable[tuple[datetime, str]], now: datetime) -> list[Stretch]:
    stretches, begun = list[Stretch](), None
    for at, kind in runs:
        if kind in _BEGINS and begun is None:
            begun = at
        elif kind in _ENDS and begun is not None:
            if begun < at:  # a clock that was set back in between leaves nothing to count
                stretches.append((begun, at))
            begun = None
    if begun is not None and begun < now:
        stretches.append((begun, now))
    return stretches


def parts_without_order(conn: sa.Connection, machine: str, start: datetime, end: datetime) -> int:
    """What the machine counted while no order ran on it."""
    parts, count = production_parts, production_count
    made = conn.scalar(
        sa.select(sa.func.sum(parts.c.good + parts.c.reject)).where(
            parts.c.machine == machine, parts.c.at >= stamp(start), parts.c.at <= stamp(end)
        )
    )
    booked = conn.scalar(
        sa.select(sa.func.sum(count.c.good + count.c.rejected)).where(
            count.c.machine == machine, count.c.at >= stamp(start), count.c.at <= stamp(end)
        )
    )
    return max(0, int(made or 0) - int(booked or 0))


def counted(
    conn: sa.Connection, station: str | None, machine: str | None, start: datetime, end: datetime
) -> list[Counted]:
    """What was counted and declared for orders, in order of time: at one station or all, of one machine or
    all."""
    table = production_count
    mine = [table.c.at >= stamp(start), table.c.at <= stamp(end)]
    if station is not None:
        mine.append(table.c.station == station)
    if machine is not None:
        mine.append(table.c.machine == machine)
    counts = [
        Counted(
            datetime.fromisoformat(row.at), row.order, row.good, row.rejected, 0, None, None, row.event_id
        )
        for row in conn.execute(sa.select(table).where(*mine))
    ]
    waiting = [
        Counted(each.at, each.order, each.good, each.rejected, 0, None, None, b"")
        for each in waiting_between(conn, station, machine, start, end)
    ]
    return sorted([*counts, *waiting, *declared(conn, station, start, end)], key=lambda each: each.at)


def waiting_between(
    conn: sa.Connection, station: str | None, machine: str | None, start: datetime, end: datetime
) -> list[QuantityCounted]:
    """Counts that wait to be recorded, those of the same few seconds as one."""
    waiting = told(waiting_counts(conn), TOGETHER_S)
    return [
        each
        for each in waiting
        if isinstance(each, QuantityCounted)
        and start <= each.at <= end
        and station in (None, each.station)
        and machine in (None, each.machine)
    ]


def first_start(conn: sa.Connection, station: str) -> datetime | None:
    """When an order was first started at the station; before that it owed nothing to any plan."""
    run = production_run
    at = conn.scalar(sa.select(run.c.at).where(run.c.station == station).order_by(run.c.hlc).limit(1))
    return None if at is None else datetime.fromisoformat(at)


def goods_by_minute(
    conn: sa.Connection, station: str, start: datetime, end: datetime
) -> list[tuple[datetime, int]]:
    """Good parts of the station, one sum for each minute that had any: enough for bars of an hour in every
    zone."""
    table = production_count
    minute = sa.func.substr(table.c.at, 1, 16)
    rows = conn.execute(
        sa.select(minute.label("minute"), sa.func.sum(table.c.good).label("good"))
        .where(table.c.station == station, table.c.at >= stamp(start), table.c.at <= stamp(end))
        .group_by(minute)
    )
    made = [(datetime.fromisoformat(f"{row.minute}:00+00:00"), int(row.good)) for row in rows]
    made.extend((each.at, each.good) for each in waiting_between(conn, station, None, start, end))
    return [*made, *((each.at, each.good) for each in declared(conn, station, start, end))]


def declared(conn: sa.Connection, station: str | None, start: datetime, end: datetime) -> list[Counted]:
    """An entry that was taken back does not count, and one that is only a counter's first reading is none."""
    table = production_entry
    mine = [table.c.at >= stamp(start), table.c.at <= stamp(end), ~table.c.is_reversed]
    mine.append(table.c.good + table.c.scrap + table.c.rework > 0)
    if station is not None:
        mine.append(table.c.station == station)
    rows = conn.execute(sa.select(table).where(*mine))
    return [
        Counted(
            at=datetime.fromisoformat(row.at),
            order=row.order,
            good=row.good - (row.scrap + row.rework if row.from_good else 0),
            scrap=row.scrap,
            rework=row.rework,
            reason=row.scrap_reason,
            entry=row.entry,
            event_id=row.event_id or b"",
            from_good=row.from_good,
        )
        for row in rows
    ]


def states(conn: sa.Connection, machine: str, start: datetime, end: datetime) -> list[StateEntry]:
    """The states of a machine, from the one in which ``start`` found it."""
    table = production_machine_state
    before = conn.execute(
        sa.select(table)
        .where(table.c.machine == machine, table.c.at <= stamp(start))
        .order_by(table.c.at.desc(), table.c.hlc.desc())
        .limit(1)
    ).all()
    inside = conn.execute(
        sa.select(table)
        .where(table.c.machine == machine, table.c.at > stamp(start), table.c.at <= stamp(end))
        .order_by(table.c.at, table.c.hlc)
    ).all()
    return [
        StateEntry(datetime.fromisoformat(row.at), MachineState(row.state), row.heard, row.event_id)
        for row in (*before, *inside)
    ]


def marked_parts(conn: sa.Connection, machine: str, start: datetime, end: datetime) -> list[str]:
    """Why counts of this time may not be the whole truth, one word per record."""
    table = production_parts
    rows = conn.scalars(
        sa.select(table.c.mark).where(
            table.c.machine == machine,
            table.c.at >= stamp(start),
            table.c.at <= stamp(end),
            table.c.mark.is_not(None),
            table.c.mark != "first_seen",
        )
    )
    return [mark for mark in rows if mark is not None]


def stops(conn: sa.Connection, machines: Sequence[str], start: datetime, end: datetime) -> list[StopStory]:
    """Stops that lasted or began between two moments, the newest first. One that lasts is found however old
    it is, one that has ended if it began within LONGEST_STOP before ``start``: so the question costs the same
    every year."""
    table = production_stop
    mine = sa.select(table).where(table.c.machine.in_(tuple(machines)))
    lasting = mine.where(table.c.closed_at.is_(None), table.c.opened_at <= stamp(end))
    ended = mine.where(
        table.c.opened_at >= stamp(start - LONGEST_STOP),
        table.c.opened_at <= stamp(end),
        table.c.closed_at >= stamp(start),
    )
    rows = [*conn.execute(lasting), *conn.execute(ended)]
    return [stop_of(row) for row in sorted(rows, key=lambda row: str(row.opened_at), reverse=True)]


def stop_reasons(conn: sa.Connection, machines: Sequence[str], now: datetime) -> dict[str, Tally]:
    """How often each reason was given at these machines in the last 30 days, and how long those stops
    were."""
    table = production_stop
    rows = conn.execute(
        sa.select(table.c.reason, table.c.opened_at, table.c.closed_at).where(
            table.c.machine.in_(tuple(machines)),
            table.c.opened_at >= stamp(now - PARETO_DAYS),
            table.c.reason.is_not(None),
        )
    )
    return tallies(
        (row.reason, ((moment(row.closed_at) or now) - datetime.fromisoformat(row.opened_at)).total_seconds())
        for row in rows
    )


def scrap_reasons(conn: sa.Connection, station: str, now: datetime) -> dict[str, Tally]:
    table = production_entry
    rows = conn.execute(
        sa.select(table.c.scrap_reason, table.c.scrap).where(
            table.c.station == station,
            table.c.at >= stamp(now - PARETO_DAYS),
            table.c.scrap_reason.is_not(None),
            ~table.c.is_reversed,
        )
    )
    return tallies((row.scrap_reason, float(row.scrap)) for row in rows)
