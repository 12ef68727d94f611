"""Fills the plain tables that screens query, in the transaction of the record itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from momstation.core.event import Record


@dataclass(frozen=True)
class Projection:
    """Tables made of records; disposable, since they can be made again.

    ``apply(connection, record, state)`` runs in the journal's transaction, for records whose kind is in
    ``kinds``, with the state of the record's stream (None where no fold has its prefix). Records may come in
    any order and more than once: insert rows keyed by the event's id (``INSERT OR IGNORE``), or write rows
    from the state. When a stream was folded anew, all its records are shown again with the new state;
    ``apply_many``, where it is given, gets them all at once, so that rows made of the state are written once.
    Raise ``version`` when tables or rows change: the tables are then dropped and filled again at the next
    start.
    """

    name: str
    version: int
    tables: sa.MetaData
    kinds: frozenset[str]
    apply: Callable[[sa.Connection, Record, object | None], None]
    apply_many: Callable[[sa.Connection, Sequence[Record], object | None], None] | None = None
