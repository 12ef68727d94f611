"""The table of what holds now in the plant, and the questions that every function asks of it."""

from collections.abc import Iterable
from typing import TypeVar

import sqlalchemy as sa

from momstation.core.event import Record
from momstation.events.plant import DefinitionPut
from momstation.plant.definitions import Definition, noun_of, sought_by
from momstation.plant.nouns import (
    ENTITIES,
    Equipment,
    JobOrder,
    MaterialDefinition,
    Noun,
    Permission,
    Person,
    Reason,
    ReasonKind,
    Shift,
    WorkMaster,
)
from momstation.store.among import among
from momstation.store.projection import Projection
from momstation.store.putting import put

N = TypeVar("N", bound=Noun)
_ENTITY_OF: dict[type[Noun], str] = {kind: entity for entity, kind in ENTITIES.items()}

TABLES = sa.MetaData()
plant_definition = sa.Table(
    "plant_definition",
    TABLES,
    sa.Column("entity", sa.Text, nullable=False),
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("sought_by", sa.Text, nullable=True),
    sa.Column("is_readable", sa.Boolean(name="plant_definition_is_readable"), nullable=False),
    sa.PrimaryKeyConstraint("entity", "id", name="plant_definition_pk"),
)
sa.Index("plant_definition_sought", plant_definition.c.entity, plant_definition.c.sought_by)


def _project(conn: sa.Connection, record: Record, state: object | None) -> None:
    if not isinstance(state, Definition) or state.version == 0:
        return
    noun = noun_of(state.entity, state.body)
    row = {
        "entity": state.entity,
        "id": state.id,
        "version": state.version,
        "body": state.body,
        "sought_by": sought_by(noun),
        "is_readable": noun is not None,
    }
    put(conn, plant_definition, row)


def definition_projection() -> Projection:
    return Projection(
        name="plant", version=1, tables=TABLES, kinds=frozenset({DefinitionPut.kind}), apply=_project
    )


def job_orders(
    conn: sa.Connection, work_units: Iterable[str], *where: sa.ColumnElement[bool]
) -> list[JobOrder]:
    """What is planned for these work units, in the order of dispatch: priority, then due date. ``where`` leaves
    out what nobody will look at, by ``plant_definition.c.id``: planning forgets no order, and years of them
    gather."""
    orders = _all(conn, JobOrder, plant_definition.c.sought_by.in_(tuple(work_units)), *where)
    return sorted(orders, key=lambda order: (order.priority, order.due, order.id))


def planned_among(conn: sa.Connection, orders: Iterable[str], work_units: Iterable[str]) -> set[str]:
    """Which of these orders are planned for one of the work units. Only these are read, however many are planned."""
    table, units = plant_definition, frozenset(work_units)
    of_these = table.c.entity == _ENTITY_OF[JobOrder], table.c.id.in_(among(orders))
    rows = conn.execute(sa.select(table.c.id, table.c.sought_by).where(*of_these))
    return {row.id for row in rows if row.sought_by in units}


def job_order(conn: sa.Connection, order: str) -> JobOrder | None:
    return _one(conn, JobOrder, order)


def work_master(conn: sa.Connection, master: str) -> WorkMaster | None:
    return _one(conn, WorkMaster, master)


def material(conn: sa.Connection, item: str) -> MaterialDefinition | None:
    return _one(conn, MaterialDefinition, item)


def equipment(conn: sa.Connection, unit: str) -> Equipment | None:
    return _one(conn, Equipment, unit)


def equipment_all(conn: sa.Connection) -> list[Equipment]:
    return _all(conn, Equipment)


def reasons(conn: sa.Connection, kind: ReasonKind) -> list[Reason]:
    return _all(conn, Reason, plant_definition.c.sought_by == kind.value)


def reason(conn: sa.Connection, code: str) -> Reason | None:
    return _one(conn, Reason, code)


def persons(conn: sa.Connection) -> list[Person]:
    """Everybody, by name."""
    return sorted(_all(conn, Person), key=lambda person: (person.name, person.id))


def person(conn: sa.Connection, who: str) -> Person | None:
    return _one(conn, Person, who)


def person_by_badge(conn: sa.Connection, badge: str) -> Person | None:
    found = _all(conn, Person, plant_definition.c.sought_by == badge) if badge else []
    return found[0] if found else None


def permissions(conn: sa.Connection) -> list[Permission]:
    """The rows of the table of roles that the plant has written anew."""
    return _all(conn, Permission)


def shifts(conn: sa.Connection) -> list[Shift]:
    """By the time they start."""
    return sorted(_all(conn, Shift), key=lambda shift: (shift.start, shift.id))


def current_definitions(conn: sa.Connection) -> dict[tuple[str, str], Definition]:
    """Everything that holds now, by entity and id: what an import is compared with."""
    table = plant_definition
    rows = conn.execute(sa.select(table.c.entity, table.c.id, table.c.version, table.c.body))
    return {(row.entity, row.id): Definition(**row._mapping) for row in rows}


def unreadable(conn: sa.Connection) -> list[tuple[str, str]]:
    """Entity and id of definitions that a later version of the station wrote and this one cannot read."""
    table = plant_definition
    rows = conn.execute(
        sa.select(table.c.entity, table.c.id).where(~table.c.is_readable).order_by(table.c.id)
    )
    return [(row.entity, row.id) for row in rows]


def _one(conn: sa.Connection, kind: type[N], noun_id: str) -> N | None:
    found = _all(conn, kind, plant_definition.c.id == noun_id)
    return found[0] if found else None


def _all(conn: sa.Connection, kind: type[N], *where: sa.ColumnElement[bool]) -> list[N]:
    entity = _ENTITY_OF[kind]
    table = plant_definition
    query = sa.select(table.c.body).where(table.c.entity == entity, table.c.is_readable, *where)
    found = (noun_of(entity, body) for body in conn.scalars(query.order_by(table.c.id)))
    return [noun for noun in found if isinstance(noun, kind)]
