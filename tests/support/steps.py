"""Counts what a question costs the database, in steps of its virtual machine: the same at every run."""

from collections.abc import Callable

import sqlalchemy as sa

from momstation.store.sqlite import ask_meanwhile


def steps_of(conn: sa.Connection, question: Callable[[sa.Connection], object]) -> int:
    """How many steps the statements of the question take; rows that are passed over count as well."""
    taken = 0

    def step() -> bool:
        nonlocal taken
        taken += 1
        return False

    question(conn)  # the first time may read the schema
    ask_meanwhile(conn, step, 1)
    try:
        question(conn)
    finally:
        ask_meanwhile(conn, lambda: False, 1_000_000)
    return taken
