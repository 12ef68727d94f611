"""The administrator's side of the central database: make it, and write stations in."""

import hashlib
import re
import secrets
from uuid import UUID

import sqlalchemy as sa
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from momstation.core.errors import Refused
from momstation.sync.config import SyncConfig
from momstation.sync.connecting import connected, run_script
from momstation.sync.migrate import migrate, need_schema

PLANT_TOPIC = "plant"
_STATION_SETTINGS = (
    ("statement_timeout", "10s"),
    ("lock_timeout", "5s"),
    ("idle_in_transaction_session_timeout", "5s"),
    ("client_connection_check_interval", "5s"),
)


def init(dsn: str) -> int:
    """Make or bring up to date the schema; harmless to repeat. The version that stands afterwards."""
    return migrate(dsn, is_new_allowed=True).version


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
        run_script(connection, "SET LOCAL ROLE mom_owner")
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
        run_script(connection, statement.as_string())
    return role, password
