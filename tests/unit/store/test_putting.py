"""Rows of projections: put replaces what has the same key, add leaves it as it is."""

import sqlalchemy as sa

from momstation.store.putting import add, put

TABLES = sa.MetaData()
PLACE = sa.Table(
    "place",
    TABLES,
    sa.Column("order", sa.Text, primary_key=True),
    sa.Column("by", sa.Text, primary_key=True),
    sa.Column("good", sa.Integer),
    sa.Column("is_here", sa.Boolean),
)


def rows_after(*steps: tuple[str, dict[str, object]]) -> list[tuple[object, ...]]:
    with sa.create_engine("sqlite://").connect() as conn:
        TABLES.create_all(conn)
        for how, row in steps:
            if how == "put":
                put(conn, PLACE, row)
            else:
                add(conn, PLACE, [row])
        return [tuple(row) for row in conn.execute(sa.select(PLACE).order_by(PLACE.c.by))]


FIRST = {"order": "4711", "by": "P1", "good": 1, "is_here": True}


def test_put_replaces_the_columns_that_it_is_given() -> None:
    later = {"order": "4711", "by": "P1", "good": 7}
    assert rows_after(("put", FIRST), ("put", later)) == [("4711", "P1", 7, True)]


def test_the_whole_key_tells_rows_apart() -> None:
    assert rows_after(("put", FIRST), ("put", {**FIRST, "by": "P2", "is_here": False})) == [
        ("4711", "P1", 1, True),
        ("4711", "P2", 1, False),
    ]


def test_add_leaves_what_is_there() -> None:
    assert rows_after(("add", FIRST), ("add", {**FIRST, "good": 9})) == [("4711", "P1", 1, True)]


def test_no_rows_are_no_work() -> None:
    with sa.create_engine("sqlite://").connect() as conn:
        add(conn, PLACE, ())  # there is not even a table
