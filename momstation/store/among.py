"""Asks for rows among given values in one text of SQL, however many the values are."""

from collections.abc import Iterable

import msgspec
import sqlalchemy as sa


def among(values: Iterable[str]) -> sa.Select[tuple[str]]:
    """For ``in_``. The driver keeps each text that it was given with all that SQLite made of it, and a text for each
    number of orders was megabytes."""
    given = sa.func.json_each(msgspec.json.encode(tuple(values)).decode()).table_valued("value")
    return sa.select(given.c.value)
