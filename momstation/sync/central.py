"""The administrator's side of the central database: make it, write stations in, and shut them out."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from momstation.core.errors import Refused
from momstation.sync.config import SyncConfig, secured
from momstation.sync.connecting import connected, run_script
from momstation.sync.migrate import is_superuser, migrate, need_schema
from momstation.sync.partitions import make_partitions

PLANT_TOPIC = "plant"
_AHEAD_MONTHS = 3
_MOST_CONNECTIONS = 8
_STATION_SETTINGS: tuple[tuple[str, str], ...] = (
    ("statement_timeout", "10s"),
    ("lock_timeout", "5s"),
    ("idle_in_transaction_session_timeout", "5s"),
    ("client_connection_check_interval", "5s"),
)
_TEMP_LIMIT = "64MB"  # which a station cannot raise, unlike the settings above


def init(dsn: str) -> int:
    """Make or bring up to date the schema, with partitions for the next months; harmless to repeat.

    The version that stands afterwards. Raises Refused ``sync.*``.
    """
    done = migrate(dsn, is_new_allowed=True)
    make_partitions(dsn, ahead=_AHEAD_MONTHS)
    return done.version


def enrol(
    dsn: str,
    *,
    code: str,
    area: str,
    station_id: bytes,
    token: bytes | None = None,
    password: str | None = None,
    topics: tuple[str, ...] = (PLANT_TOPIC,),
    role: str | None = None,
    is_replacing: bool = False,
) -> SyncConfig:
    """Write a station in; harmless to repeat. What the station needs to come in.

    ``token`` and ``password`` are those that the station holds already: they stay valid, so that a station
    which was shut out goes on by itself. ``role`` names a login role that
    several stations share, for instance behind a pooler; by default the station gets one of its own.
    """
    token = token or secrets.token_bytes(32)
    with connected(dsn) as connection:
        need_schema(connection)
        _make_room(connection, code, station_id, is_replacing)
        user, password = (role, None) if role else login(connection, code, station_id.hex()[-8:], password)
        run_script(connection, "SET LOCAL ROLE mom_owner")
        connection.execute(
            sa.text("SELECT mom.admit(:id, :code, :home, :topics, :role, :hash, '')"),
            {
                "id": UUID(bytes=station_id),
                "code": code,
                "home": f"area/{area}",
                "topics": list(topics),
                "role": None if role else user,
                "hash": hashlib.sha256(token).digest(),
            },
        )
    return SyncConfig(where(dsn), station_id, token, user, password)


def where(dsn: str) -> str:
    """The address alone: without the administrator's login, and not less safe than it may be."""
    parts = {
        key: value
        for key, value in conninfo_to_dict(dsn).items()
        if key not in ("user", "password", "passfile") and value is not None
    }
    return secured(make_conninfo("", **parts))


def _make_room(connection: sa.Connection, code: str, station_id: bytes, is_replacing: bool) -> None:
    other = sa.text(
        "SELECT 1 FROM mom.station WHERE code = :code AND station_id <> :id AND status = 'active'"
    )
    values = {"code": code, "id": UUID(bytes=station_id)}
    if connection.execute(other, values).first() is None:
        return
    if not is_replacing:
        raise Refused("sync.code_taken", code=code)
    freed = connection.execute(sa.text("SELECT mom.make_room(:code, :id)"), values).scalars().all()
    for role in freed:
        if role is not None:
            run_script(connection, sql.SQL("ALTER ROLE {} NOLOGIN").format(sql.Identifier(role)).as_string())


def login(connection: sa.Connection, code: str, suffix: str, password: str | None = None) -> tuple[str, str]:
    """A login role that may run the API and nothing else, with that password or a new one."""
    readable = re.sub(r"[^a-z0-9]+", "_", code.lower()).strip("_")[:24]
    role = f"mom_{readable}_{suffix}"
    password = password or secrets.token_urlsafe(24)
    name = sql.Identifier(role)
    known = connection.execute(sa.text("SELECT 1 FROM pg_roles WHERE rolname = :r"), {"r": role}).first()
    verb = sql.SQL("CREATE" if known is None else "ALTER")
    settings = _STATION_SETTINGS
    if is_superuser(connection):
        settings = (*settings, ("temp_file_limit", _TEMP_LIMIT))
    statements = [
        sql.SQL("{} ROLE {} LOGIN INHERIT CONNECTION LIMIT {} PASSWORD {}").format(
            verb, name, sql.Literal(_MOST_CONNECTIONS), sql.Literal(password)
        ),
        sql.SQL("GRANT mom_station TO {}").format(name),
        *(
            sql.SQL("ALTER ROLE {} SET {} = {}").format(name, sql.Identifier(key), sql.Literal(value))
            for key, value in settings
        ),
    ]
    for statement in statements:
        run_script(connection, statement.as_string())
    return role, password


@dataclass(frozen=True, slots=True)
class Revoked:
    """``ended`` connections were cut; ``is_left`` if some could not be, which the next call of theirs ends."""

    code: str
    ended: int
    is_left: bool


def revoke(dsn: str, code: str, why: str = "") -> Revoked:
    """Shut a station out; harmless to repeat. It keeps its records and says why; enrolled again, it sends them."""
    with connected(dsn) as connection:
        need_schema(connection)
        rows = connection.execute(
            sa.text(
                "UPDATE mom.station SET status = 'revoked', revoked_why = :why,"
                " revoked_at = coalesce(revoked_at, clock_timestamp())"
                " WHERE code = :code AND (status = 'active' OR NOT EXISTS"
                "  (SELECT 1 FROM mom.station WHERE code = :code AND status = 'active')) RETURNING db_role"
            ),
            {"code": code, "why": why},
        ).all()
        if not rows:
            raise Refused("sync.no_such_station", code=code)
        roles = [str(role) for (role,) in rows if role is not None]
        for role in roles:
            run_script(connection, sql.SQL("ALTER ROLE {} NOLOGIN").format(sql.Identifier(role)).as_string())
    # Only now: a connection that is cut before the login is shut would be made anew.
    return Revoked(code, *_cut(dsn, roles))


_CUT = sa.text(
    "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)), count(*)"
    " FROM pg_stat_activity WHERE usename = ANY (:roles)"
)


def _cut(dsn: str, roles: list[str]) -> tuple[int, bool]:
    try:
        with connected(dsn) as connection:
            if not is_superuser(
                connection
            ):  # who may end only the connections of roles that he is a member of
                for role in roles:
                    statement = sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(role))
                    run_script(connection, statement.as_string())
            ended, there = connection.execute(_CUT, {"roles": roles}).one()
    except Refused as refused:
        if refused.key != "sync.database_said_no":
            raise
        return 0, True
    return ended, ended < there
