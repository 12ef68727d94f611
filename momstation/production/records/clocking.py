"""Reads what the three clocks of an order are made of."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from momstation.events import production
from momstation.events.machines import MachineState
from momstation.production.model.clocks import (
    MachineTimes,
    Mark,
    MarkKind,
    OrderClocks,
    Presence,
    order_clocks,
)
from momstation.production.model.plan import Stretch
from momstation.production.records.projecting import stamp
from momstation.production.records.showing import StateEntry, states
from momstation.production.records.tables import production_presence, production_run, production_setup

_KINDS = {
    production.OrderStarted.kind: MarkKind.BEGUN,
    production.OrderResumed.kind: MarkKind.BEGUN,
    production.OrderPaused.kind: MarkKind.LEFT,
    production.StartWithdrawn.kind: MarkKind.LEFT,
    production.OrderFinished.kind: MarkKind.FINISHED,
    production.SetupStarted.kind: MarkKind.SETUP_STARTED,
    production.SetupEnded.kind: MarkKind.SETUP_ENDED,
}
LONGEST_STAY = timedelta(days=7)
"""Who signed on longer ago and never left is not looked for: the question costs the same every year."""


def clocks_of(conn: sa.Connection, order: str, now: datetime) -> OrderClocks:
    """Wherever the order ran, from its first start until now."""
    marks = _marks(conn, order)
    begun = [mark for mark in marks if mark.kind is MarkKind.BEGUN]
    if not begun:
        return OrderClocks()
    first = min(mark.at for mark in begun)
    machines = {mark.machine for mark in begun if mark.machine is not None}
    presences = _presences(conn, {mark.station for mark in begun}, first, now)
    times = {machine: _machine_times(states(conn, machine, first, now), now) for machine in machines}
    return order_clocks(marks, presences, times, now)


def _marks(conn: sa.Connection, order: str) -> list[Mark]:
    run, setup = production_run, production_setup
    runs = conn.execute(sa.select(run).where(run.c.order == order)).mappings()
    setups = conn.execute(sa.select(setup).where(setup.c.order == order)).mappings()
    return [
        Mark(
            kind=_KINDS[row["kind"]],
            station=row["station"],
            machine=row.get("machine"),
            at=datetime.fromisoformat(row["at"]),
            turn=(row["hlc"], row["event_id"]),
        )
        for row in (*runs, *setups)
        if row["kind"] in _KINDS
    ]


def _presences(conn: sa.Connection, stations: set[str], first: datetime, now: datetime) -> list[Presence]:
    table = production_presence
    rows = conn.execute(
        sa.select(table).where(
            table.c.station.in_(sorted(stations)),
            table.c.at >= stamp(first - LONGEST_STAY),
            table.c.at <= stamp(now),
        )
    )
    return [
        Presence(
            row.station, row.person, row.is_here, datetime.fromisoformat(row.at), (row.hlc, row.event_id)
        )
        for row in rows
    ]


def _machine_times(entries: list[StateEntry], now: datetime) -> MachineTimes:
    """Each state lasts until the next one."""
    ends = [*(entry.at for entry in entries[1:]), now]
    spans = [(entry.state, (entry.at, end)) for entry, end in zip(entries, ends, strict=False)]
    return MachineTimes(_of(spans, MachineState.PRODUCING), _of(spans, MachineState.SETUP))


def _of(spans: list[tuple[MachineState, Stretch]], wanted: MachineState) -> tuple[Stretch, ...]:
    return tuple(stretch for state, stretch in spans if state is wanted and stretch[0] < stretch[1])
