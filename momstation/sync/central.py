"""The administrator's side of the central database: make it, and write stations in."""

import hashlib
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from uuid import UUID

import psycopg
import sqlalchemy as sa
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from sqlalchemy.pool import NullPool

from momstation.core.errors import Refused
from momstation.sync.config import SyncConfig

SCHEMA_VERSION = 1
PLANT_TOPIC = "plant"
_OLDEST_SERVER = 150_000
_ONE_AT_A_TIME = 0x6D6F6D31
_STATION_SETTINGS = (
    ("statement_timeout", "10s"),
    ("lock_timeout", "5s"),
    ("idle_in_transaction_session_timeout", "5s"),
    ("client_connection_check_interval", "5s"),
)


@contextmanager
def connected(dsn: str) -> Iterator[sa.Connection]:
    """A connection of the administrator, in one transaction. Raises Refused ``sync.*``."""
    engine = sa.create_engine(
        "postgresql+psycopg://",
        creator=lambda: psycopg.connect(dsn, connect_timeout=5),
        poolclass=NullPool,
        use_native_hstore=False,
    )
    try:
        with engine.begin() as connection:
            yield connection
    except sa.exc.DBAPIError as error:
        has_answered = isinstance(error.orig, psycopg.Error) and error.orig.sqlstate is not None
        key = "sync.database_said_no" if has_answered else "sync.unreachable"
        raise Refused(key, error=_first_line(error.orig)) from error
    finally:
        engine.dispose()


def _first_line(error: BaseException | None) -> str:
    return (
        str(error).strip().splitlines()[0] if error is not None and str(error).strip() else "no reason given"
    )


def init(dsn: str) -> int:
    """Make or bring up to date the schema; harmless to repeat. The version that stands afterwards."""
    with connected(dsn) as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})")
        server = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one())
        if server < _OLDEST_SERVER:
            raise Refused(
                "sync.too_old", found=connection.exec_driver_sql("SHOW server_version").scalar_one()
            )
        _run_script(connection, _script("roles"))
        found = _version(connection)
        if found > SCHEMA_VERSION:
            raise Refused("sync.too_new", found=found, known=SCHEMA_VERSION)
        if not _is_superuser(connection):
            _run_script(connection, "GRANT mom_owner TO CURRENT_USER")  # to make tables in its name
        _run_script(connection, "CREATE SCHEMA IF NOT EXISTS mom AUTHORIZATION mom_owner")
        _run_script(connection, "SET LOCAL ROLE mom_owner")
        for version in range(found + 1, SCHEMA_VERSION + 1):
            _run_script(connection, _script(f"{version:04d}"))
            connection.execute(
                sa.text("INSERT INTO mom.schema_version (version) VALUES (:v)"), {"v": version}
            )
        _run_script(connection, _script("api"))
    return SCHEMA_VERSION


def _is_superuser(connection: sa.Connection) -> bool:
    return bool(connection.exec_driver_sql("SELECT current_setting('is_superuser') = 'on'").scalar_one())


def _script(start: str) -> str:
    for entry in sorted(files("momstation.sync").joinpath("sql").iterdir(), key=lambda one: one.name):
        if entry.name.startswith(start):
            return entry.read_text(encoding="utf-8")
    raise FileNotFoundError(start)


def _run_script(connection: sa.Connection, script: str) -> None:
    """Many statements at once, without parameters: colons and percent signs mean themselves."""
    driver = connection.connection.driver_connection
    assert driver is not None
    try:
        driver.execute(script)
    except psycopg.Error as error:
        raise Refused("sync.database_said_no", error=_first_line(error)) from error


def _version(connection: sa.Connection) -> int:
    if connection.exec_driver_sql("SELECT to_regclass('mom.schema_version')").scalar_one() is None:
        return 0
    return int(
        connection.exec_driver_sql("SELECT coalesce(max(version), 0) FROM mom.schema_version").scalar_one()
    )


def need_schema(connection: sa.Connection) -> int:
    found = _version(connection)
    if found == 0:
        raise Refused("sync.not_initialised")
    if found > SCHEMA_VERSION:
        raise Refused("sync.too_new", found=found, known=SCHEMA_VERSION)
    return found


def enrol(
    dsn: str,
    *,
    code: str,
    area: str,
    station_id: bytes,
    token: bytes | None = None,
    topics: tuple[str, ...] = (PLANT_TOPIC,),
    role: str | None = None,
    is_replacing: bool = False,
) -> SyncConfig:
    """Write a station in; harmless to repeat. What the station needs to come in.

    ``token`` is the one that the station holds already: it stays valid. ``role`` names a login role that
    several stations share, for instance behind a pooler; by default the station gets one of its own.
    """
    token = token or secrets.token_bytes(32)
    with connected(dsn) as connection:
        need_schema(connection)
        _make_room(connection, code, station_id, is_replacing)
        user, password = (role, None) if role else _login(connection, code, station_id)
        _run_script(connection, "SET LOCAL ROLE mom_owner")
        connection.execute(
            sa.text("SELECT mom.enrol(:id, :code, :home, :topics, :role, :hash)"),
            {
                "id": UUID(bytes=station_id),
                "code": code,
                "home": f"area/{area}",
                "topics": list(topics),
                "role": None if role else user,
                "hash": hashlib.sha256(token).digest(),
            },
        )
    where = make_conninfo("", **_without_login(dsn))
    return SyncConfig(where, station_id, token, user, password)


def _without_login(dsn: str) -> dict[str, str | int]:
    return {
        key: value
        for key, value in conninfo_to_dict(dsn).items()
        if key not in ("user", "password") and value is not None
    }


def _make_room(connection: sa.Connection, code: str, station_id: bytes, is_replacing: bool) -> None:
    other = sa.text(
        "SELECT 1 FROM mom.station WHERE code = :code AND station_id <> :id AND status = 'active'"
    )
    values = {"code": code, "id": UUID(bytes=station_id)}
    if connection.execute(other, values).first() is None:
        return
    if not is_replacing:
        raise Refused("sync.code_taken", code=code)
    connection.execute(
        sa.text("UPDATE mom.station SET status = 'revoked' WHERE code = :code AND station_id <> :id"), values
    )


def _login(connection: sa.Connection, code: str, station_id: bytes) -> tuple[str, str]:
    """A login role that may run the API and nothing else, with a new password."""
    readable = re.sub(r"[^a-z0-9]+", "_", code.lower()).strip("_")[:24]
    role = f"mom_{readable}_{station_id.hex()[-8:]}"
    password = secrets.token_urlsafe(24)
    name = sql.Identifier(role)
    known = connection.execute(sa.text("SELECT 1 FROM pg_roles WHERE rolname = :r"), {"r": role}).first()
    verb = sql.SQL("CREATE" if known is None else "ALTER")
    statements = [
        sql.SQL("{} ROLE {} LOGIN INHERIT PASSWORD {}").format(verb, name, sql.Literal(password)),
        sql.SQL("GRANT mom_station TO {}").format(name),
        *(
            sql.SQL("ALTER ROLE {} SET {} = {}").format(name, sql.Identifier(key), sql.Literal(value))
            for key, value in _STATION_SETTINGS
        ),
    ]
    for statement in statements:
        _run_script(connection, statement.as_string())
    return role, password
