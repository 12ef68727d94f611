"""Reads from a store's file what the doctor wants to know, without opening it as a station does."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa

from momstation.plant.nouns import Equipment, Shift
from momstation.plant.records import equipment_all, plant_definition, shifts, unreadable
from momstation.store import sqlite
from momstation.store.schema import check_readable

T = TypeVar("T")


def ask(store: Path, query: Callable[[sa.Connection], T]) -> T:
    """Raises Refused store.* when the file is no store, is damaged, or cannot be read."""
    try:
        conn = sqlite.open_reader(store)
    except sa.exc.DBAPIError as error:
        raise sqlite.refusal(error, store) or error from error
    try:
        check_readable(conn, store)
        return query(conn)
    except sa.exc.DBAPIError as error:
        raise sqlite.refusal(error, store) or error from error
    finally:
        sqlite.close(conn)


def code_of_store(conn: sa.Connection) -> str | None:
    """The station that the store belongs to; None when no station has used it yet."""
    found = conn.exec_driver_sql("SELECT code FROM identity").scalar()
    return str(found) if found is not None else None


def last_record_at(conn: sa.Connection) -> datetime | None:
    """The latest wall clock at which this station recorded anything."""
    sql = "SELECT max(e.recorded_at) FROM own_log o JOIN event e USING (event_id)"
    found = conn.exec_driver_sql(sql).scalar()
    return datetime.fromisoformat(found) if found else None


def waiting(conn: sa.Connection) -> int:
    """How many own records the plant has not acknowledged."""
    sql = "SELECT count(*) FROM own_log o JOIN push_state p USING (epoch) WHERE o.seq > p.acked_seq"
    return int(conn.exec_driver_sql(sql).scalar_one())


def plant_now(conn: sa.Connection) -> tuple[list[Equipment], list[Shift], list[tuple[str, str]]]:
    """Equipment, shifts, and what a later version wrote; all empty in a store without the plant's table."""
    if not sa.inspect(conn).has_table(plant_definition.name):
        return [], [], []
    return equipment_all(conn), shifts(conn), unreadable(conn)
