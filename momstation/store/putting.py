"""Writes rows of projections as plain text of SQL: making a statement object for each row costs more than the row."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

import sqlalchemy as sa

from momstation.store.sqlite import cursor_of

Row = Mapping[str, object]


def put(conn: sa.Connection, table: sa.Table, row: Row) -> None:
    """Write the columns that ``row`` has; those of a row with the same primary key are replaced by them."""
    keys = tuple(column.name for column in table.primary_key.columns)
    cursor_of(conn).execute(_put_text(table.name, tuple(row), keys), tuple(row.values()))


def add(conn: sa.Connection, table: sa.Table, rows: Iterable[Row]) -> None:
    """Add rows, which have all the same columns; a row whose key is there already stays as it is."""
    some = list(rows)
    if some:
        values = [tuple(row.values()) for row in some]
        cursor_of(conn).executemany(_add_text(table.name, tuple(some[0])), values)


@lru_cache(maxsize=128)
def _put_text(table: str, names: tuple[str, ...], keys: tuple[str, ...]) -> str:
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name not in keys)
    named = ", ".join(f'"{key}"' for key in keys)
    return f"{_insert(table, names)} ON CONFLICT ({named}) DO UPDATE SET {changes}"


@lru_cache(maxsize=128)
def _add_text(table: str, names: tuple[str, ...]) -> str:
    return f"{_insert(table, names)} ON CONFLICT DO NOTHING"


def _insert(table: str, names: tuple[str, ...]) -> str:
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    return f'INSERT INTO "{table}" ({columns}) VALUES ({marks})'
