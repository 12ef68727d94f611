"""How the administrator's commands reach the central database, and how its answers become refusals."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from momstation.core.errors import Refused


@contextmanager
def connected(dsn: str, *, is_autocommit: bool = False) -> Iterator[sa.Connection]:
    """A connection of the administrator, in one transaction or in none. Raises Refused ``sync.*``."""
    engine = sa.create_engine(
        "postgresql+psycopg://",
        creator=lambda: psycopg.connect(dsn, connect_timeout=5),
        poolclass=NullPool,
        use_native_hstore=False,
        isolation_level="AUTOCOMMIT" if is_autocommit else "READ COMMITTED",
    )
    try:
        with engine.begin() as connection:
            yield connection
    except sa.exc.DBAPIError as error:
        has_answered = isinstance(error.orig, psycopg.Error) and error.orig.sqlstate is not None
        key = "sync.database_said_no" if has_answered else "sync.unreachable"
        raise Refused(key, error=first_line(error.orig)) from error
    finally:
        engine.dispose()


def first_line(error: BaseException | None) -> str:
    """An error in one line."""
    said = str(error).strip() if error is not None else ""
    return said.splitlines()[0] if said else "no reason given"


def run_script(connection: sa.Connection, script: str) -> None:
    """Many statements at once, without parameters: colons and percent signs mean themselves."""
    driver = connection.connection.driver_connection
    assert driver is not None
    try:
        driver.execute(script)
    except psycopg.Error as error:
        raise Refused("sync.database_said_no", error=first_line(error)) from error
