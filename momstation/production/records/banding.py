"""Reads the shift of many machines at once, as coarse as a thin band can show it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
import sqlalchemy as sa

from momstation.events.machines import MachineState
from momstation.production.model.band import StopStretch
from momstation.production.records.projecting import stamp
from momstation.production.records.querying import moment
from momstation.production.records.showing import LONGEST_STOP
from momstation.production.records.tables import production_machine_state, production_stop

LEAST_STATE = timedelta(seconds=40)
"""As much of a shift as two pixels; the state before goes on. A machine that halts each cycle has thousands."""
_DAY_S = 86_400.0


def coarse_states(
    conn: sa.Connection, machines: Sequence[str], start: datetime, end: datetime
) -> dict[str, list[tuple[datetime, MachineState]]]:
    """By machine and in order of time, from the state in which ``start`` found it; short ones are left out by the
    database, before they cost anything here."""
    table = production_machine_state
    wanted = sa.func.json_each(msgspec.json.encode(list(machines)).decode()).table_valued("value")
    earlier = table.alias()
    before = (
        sa.select(earlier.c.at)
        .where(earlier.c.machine == wanted.c.value, earlier.c.at <= stamp(start))
        .order_by(earlier.c.at.desc())
        .limit(1)
        .correlate(wanted)
        .scalar_subquery()
    )
    following = sa.func.lead(table.c.at, 1, stamp(end)).over(
        partition_by=table.c.machine, order_by=(table.c.at, table.c.hlc)
    )
    told = (
        sa.select(table.c.machine, table.c.at, table.c.hlc, table.c.state, following.label("until"))
        .select_from(wanted.join(table, table.c.machine == wanted.c.value))
        .where(table.c.at >= sa.func.coalesce(before, ""), table.c.at <= stamp(end))
        .subquery()
    )
    lasted = (sa.func.julianday(told.c.until) - sa.func.julianday(told.c.at)) * _DAY_S
    rows = conn.execute(
        sa.select(told.c.machine, told.c.at, told.c.state)
        .where(lasted >= LEAST_STATE.total_seconds())
        .order_by(told.c.machine, told.c.at, told.c.hlc)
    )
    found: dict[str, list[tuple[datetime, MachineState]]] = {machine: [] for machine in machines}
    for row in rows:
        found[row.machine].append((datetime.fromisoformat(row.at), MachineState(row.state)))
    return found


def stop_stretches(
    conn: sa.Connection, machines: Sequence[str], start: datetime, end: datetime
) -> dict[str, list[StopStretch]]:
    """By machine, those that lasted at some moment between the two; micro stops are none of a person's."""
    table = production_stop
    mine = table.c.machine.in_(tuple(machines)) & ~table.c.is_micro & (table.c.opened_at <= stamp(end))
    ended = (table.c.closed_at >= stamp(start)) & (table.c.opened_at >= stamp(start - LONGEST_STOP))
    columns = (table.c.machine, table.c.stop, table.c.opened_at, table.c.closed_at, table.c.reason)
    rows = conn.execute(sa.select(*columns).where(mine, sa.or_(table.c.closed_at.is_(None), ended)))
    found: dict[str, list[StopStretch]] = {machine: [] for machine in machines}
    for row in rows:
        opened = datetime.fromisoformat(row.opened_at)
        found[row.machine].append(StopStretch(row.stop, opened, moment(row.closed_at), row.reason))
    return found
