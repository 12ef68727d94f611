"""Keeps in which sequence a person wants the orders of each work unit."""

from collections.abc import Iterable

import msgspec
import sqlalchemy as sa

from momstation.core.event import Record
from momstation.events.production import OrdersSequenced
from momstation.production.model.sequencing import DispatchSequence, apply_sequence, empty_sequence
from momstation.store.fold import Fold
from momstation.store.projection import Projection
from momstation.store.putting import put

TABLES = sa.MetaData()
production_sequence = sa.Table(
    "production_sequence",
    TABLES,
    sa.Column("work_unit", sa.Text, nullable=False),
    sa.Column("orders", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("work_unit", name="production_sequence_pk"),
)


def sequence_fold() -> Fold[DispatchSequence]:
    return Fold(
        name="dispatch", version=1, state=DispatchSequence, empty=empty_sequence, apply=apply_sequence
    )


def sequence_projection() -> Projection:
    """Tables of their own: the older ones need not be made again for them."""
    return Projection(
        name="production_sequence",
        version=1,
        tables=TABLES,
        kinds=frozenset({OrdersSequenced.kind}),
        apply=_project,
    )


def sequences(conn: sa.Connection, work_units: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The sequence of each of these work units that somebody has given one."""
    table = production_sequence
    rows = conn.execute(sa.select(table).where(table.c.work_unit.in_(tuple(work_units))))
    found = {row.work_unit: msgspec.json.decode(row.orders, type=tuple[str, ...]) for row in rows}
    return {unit: orders for unit, orders in found.items() if orders}


def _project(conn: sa.Connection, record: Record, state: object | None) -> None:
    if isinstance(state, DispatchSequence):
        row = {"work_unit": state.work_unit, "orders": msgspec.json.encode(state.orders).decode()}
        put(conn, production_sequence, row)
