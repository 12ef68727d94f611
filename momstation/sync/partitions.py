"""Makes partitions of the central tables ahead of time and takes old ones out, giving way to the stations."""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import psycopg
import sqlalchemy as sa

from momstation.core.errors import Refused
from momstation.sync.connecting import connected
from momstation.sync.migrate import need_schema

_ATTEMPTS = 10
_PAUSE_S = 0.5
_MONTHS_AT_ONCE, _DAYS_AT_ONCE = 6, 30  # the tables are locked meanwhile, and stations wait
_GAVE_WAY = (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected)


@dataclass(frozen=True, slots=True)
class Made:
    """``names`` of the months or days made; ``moved`` rows lay in the default partition of a table."""

    names: Sequence[str]
    moved: dict[str, int]


@dataclass(frozen=True, slots=True)
class Retired:
    """``kept`` records of the partitions belong to streams that are still open, and stay."""

    taken_out: Sequence[str]
    dropped: Sequence[str]
    kept: int


def make_partitions(dsn: str, *, ahead: int, is_daily: bool = False) -> Made:
    """Make what lacks for today and so many months (or days) more; harmless to repeat. Raises Refused ``sync.*``."""
    names: list[str] = []
    moved: dict[str, int] = {}
    at_once = _DAYS_AT_ONCE if is_daily else _MONTHS_AT_ONCE
    for until in (*range(at_once, ahead, at_once), ahead):
        query = "SELECT made, moved FROM mom.make_partitions(:ahead, :daily)"
        for name, count in _call(dsn, query, ahead=until, daily=is_daily):
            if count:
                table = name.removesuffix("_default")
                moved[table] = moved.get(table, 0) + count
            else:
                names.append(name)
    return Made(tuple(names), moved)


def retire_partitions(dsn: str, *, keep_months: int, is_dropping: bool = False) -> Retired:
    """Take out what was appended before that many full months; harmless to repeat. Raises Refused ``sync.*``."""
    if keep_months < 2:
        raise Refused("sync.keep_longer")
    query = "SELECT part, is_dropped, kept FROM mom.retire_partitions(:keep, :drop)"
    rows = _call(dsn, query, keep=keep_months, drop=is_dropping)
    return Retired(
        tuple(part for part, is_dropped, _ in rows if not is_dropped),
        tuple(part for part, is_dropped, _ in rows if is_dropped),
        sum(kept for _, _, kept in rows),
    )


def _call(dsn: str, query: str, **values: object) -> Sequence[Any]:
    """Each attempt waits less than a second for the lock, so that no station ever waits long for this."""
    for attempt in range(_ATTEMPTS):
        if attempt:
            time.sleep(_PAUSE_S)
        with suppress(_BusyError):
            return _try(dsn, query, values)
    raise Refused("sync.tables_busy")


class _BusyError(Exception):
    """Somebody else has the tables."""


def _try(dsn: str, query: str, values: dict[str, object]) -> Sequence[Any]:
    with connected(dsn) as connection:
        need_schema(connection)
        try:
            return connection.execute(sa.text(query), values).all()
        except sa.exc.OperationalError as error:
            if isinstance(error.orig, _GAVE_WAY):
                raise _BusyError from error
            raise
