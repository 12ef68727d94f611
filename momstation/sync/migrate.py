"""Makes the tables of the central database and brings older ones up to date, in one transaction.

PostgreSQL takes back changes of tables like any other, so there is nothing to copy and to swap: whatever
happens on the way, the database is as it was before, and the same command can be given again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

import psycopg
import sqlalchemy as sa

from momstation.core.errors import Refused
from momstation.sync.connecting import connected, first_line, run_script
from momstation.sync.migrations import known, latest

if TYPE_CHECKING:
    from alembic.config import Config

_OLDEST_SERVER = 150_000
_ONE_AT_A_TIME = 0x6D6F6D31
_PATIENCE = "10s"
_FUNCTIONS = ("api", "partitions", "admin")


@dataclass(frozen=True, slots=True)
class Step:
    """One revision, and the sentence that tells what it does."""

    version: int
    says: str


@dataclass(frozen=True, slots=True)
class Migration:
    """What was, or is to be, done: from which version (0: an empty database) to which, by which steps."""

    found: int
    steps: Sequence[Step]
    version: int


def migrate(dsn: str, *, is_new_allowed: bool = False, is_dry: bool = False) -> Migration:
    """Bring the database to the present schema; harmless to repeat. Raises Refused ``sync.*``."""
    with connected(dsn) as connection:
        if is_dry:
            found = check(connection, is_new_allowed)
            return Migration(found, pending(found), latest())
        _take_turn(connection)
        run_script(connection, script("roles"))
        found = check(connection, is_new_allowed)
        steps = pending(found)
        if not is_superuser(connection):
            run_script(
                connection, "GRANT mom_owner, mom_projector TO CURRENT_USER"
            )  # to make tables in their names
        run_script(connection, "CREATE SCHEMA IF NOT EXISTS mom AUTHORIZATION mom_owner")
        run_script(connection, "CREATE SCHEMA IF NOT EXISTS rm AUTHORIZATION mom_projector")
        run_script(connection, "SET LOCAL ROLE mom_owner")
        _run_revisions(connection, found)
        for name in _FUNCTIONS:
            run_script(connection, script(name))
    return Migration(found, steps, latest())


def check(connection: sa.Connection, is_new_allowed: bool = False) -> int:
    """The version that is there. Raises Refused if this momstation cannot work with it."""
    server = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one())
    if server < _OLDEST_SERVER:
        raise Refused("sync.too_old", found=connection.exec_driver_sql("SHOW server_version").scalar_one())
    found = version_of(connection)
    if found == 0 and not is_new_allowed:
        raise Refused("sync.not_initialised")
    if found > latest():
        raise Refused("sync.too_new", found=found, known=latest())
    return found


def need_schema(connection: sa.Connection) -> int:
    """The version, for commands that need the present tables. Raises Refused ``sync.*``."""
    found = check(connection)
    if found < latest():
        raise Refused("sync.to_migrate", found=found, known=latest())
    return found


def version_of(connection: sa.Connection) -> int:
    """0 if there is no schema."""
    if connection.exec_driver_sql("SELECT to_regclass('mom.schema_version')").scalar_one() is None:
        return 0
    return int(
        connection.exec_driver_sql("SELECT coalesce(max(version), 0) FROM mom.schema_version").scalar_one()
    )


def pending(found: int) -> tuple[Step, ...]:
    """What is to be done for a database of that version."""
    from alembic.script import ScriptDirectory  # fast start: only to migrate

    scripts = ScriptDirectory.from_config(_config(None))
    steps = []
    for version in known():
        if version > found:
            revision = scripts.get_revision(f"{version:04d}")
            assert revision is not None
            steps.append(Step(version, revision.doc))
    return tuple(steps)


def script(name: str) -> str:
    return files("momstation.sync").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


def _config(connection: sa.Connection | None) -> "Config":
    from alembic.config import Config  # fast start: only to migrate

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "momstation.sync:migrations")
    return config


def _run_revisions(connection: sa.Connection, found: int) -> None:
    from alembic import command  # fast start: only to migrate
    from alembic.util import CommandError

    config = _config(connection)
    has_table = sa.text("SELECT to_regclass('mom.revision') IS NOT NULL")
    try:
        if found and not connection.execute(has_table).scalar_one():
            command.stamp(config, f"{found:04d}")  # made before there were revisions: nothing is done again
        command.upgrade(config, f"{latest():04d}")
    except (CommandError, psycopg.Error) as error:
        raise Refused("sync.not_migrated", error=first_line(error)) from error


def _take_turn(connection: sa.Connection) -> None:
    """Two administrators do not migrate at once, and nobody can keep one waiting for ever."""
    run_script(connection, f"SET LOCAL lock_timeout = '{_PATIENCE}'")
    try:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})")
    except sa.exc.OperationalError as error:
        if isinstance(error.orig, psycopg.errors.LockNotAvailable):
            raise Refused("sync.turn_taken") from error
        raise


def is_superuser(connection: sa.Connection) -> bool:
    return bool(connection.exec_driver_sql("SELECT current_setting('is_superuser') = 'on'").scalar_one())
