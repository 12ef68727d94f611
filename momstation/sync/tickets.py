"""Codes for one use: the administrator makes one, somebody types it at the station, and the station is let in.

A code is four groups, such as ``K7QF-2M4X-9RTB-HD5W``. The first three (60 bits) are the secret: the database
keeps a hash of them, and the new login's password sealed with them. The fourth opens the door that the secret
is shown at: it is the password of the login mom_enrol, which may do nothing but redeem codes, and which is shut
while no code is open.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from psycopg import sql
from psycopg.conninfo import make_conninfo

from momstation.core.errors import Refused
from momstation.sync.central import PLANT_TOPIC, login, where
from momstation.sync.config import SyncConfig
from momstation.sync.connecting import connected, run_script
from momstation.sync.migrate import need_schema

VALID = timedelta(minutes=15)
_DOOR = "mom_enrol"
_DOOR_CONNECTIONS = 5
_STILL_ANSWERED = timedelta(hours=1)  # so that somebody who comes late hears that the code has expired
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SECRET, _GATE = 12, 4


@dataclass(frozen=True, slots=True)
class Ticket:
    """``shown`` is what the administrator passes on; nobody can make it out again."""

    shown: str
    valid_until: datetime
    where: str


def make_ticket(
    dsn: str,
    *,
    code: str,
    area: str,
    topics: tuple[str, ...] = (PLANT_TOPIC,),
    role: str | None = None,
    is_replacing: bool = False,
    valid: timedelta = VALID,
) -> Ticket:
    """A code that lets in, once, whoever brings it as station ``code``. Raises Refused ``sync.*``."""
    secret = _drawn(_SECRET)
    with connected(dsn) as connection:
        need_schema(connection)
        _tidy(connection)
        gate, until = _open_door(connection, valid)
        own, password = (None, "") if role else login(connection, code, secrets.token_hex(4))
        run_script(connection, "SET LOCAL ROLE mom_owner")
        connection.execute(sa.text("SELECT setval('mom.wrong_codes', 0)"))
        connection.execute(
            sa.text(
                "INSERT INTO mom.ticket (code_hash, station_code, home, topics, login, role, sealed, gate,"
                " is_replacing, valid_until) VALUES (mom.ticket_hash(:secret), :code, :home, :topics, :login, :role,"
                " mom.sealed(convert_to(:password, 'UTF8'), :secret), :gate, :replacing, :until)"
            ),
            {
                "secret": secret,
                "code": code,
                "home": f"area/{area}",
                "topics": list(topics),
                "login": own or role,
                "role": own,
                "password": password,
                "gate": gate,
                "replacing": is_replacing,
                "until": until,
            },
        )
    return Ticket("-".join(re.findall("....", secret + gate)), until, where(dsn))


def _drawn(length: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def _open_door(connection: sa.Connection, valid: timedelta) -> tuple[str, datetime]:
    """The password of the door, which is the same for all codes that are open at one time."""
    now, gate = connection.execute(
        sa.text(
            "SELECT clock_timestamp(), (SELECT gate FROM mom.ticket WHERE used_at IS NULL"
            " AND valid_until > clock_timestamp() ORDER BY valid_until DESC LIMIT 1)"
        )
    ).one()
    gate, until = gate or _drawn(_GATE), now + valid
    statement = sql.SQL(
        "ALTER ROLE {} LOGIN NOINHERIT CONNECTION LIMIT {} PASSWORD {} VALID UNTIL {}"
    ).format(
        sql.Identifier(_DOOR),
        sql.Literal(_DOOR_CONNECTIONS),
        sql.Literal(gate),
        sql.Literal((until + _STILL_ANSWERED).isoformat()),
    )
    run_script(connection, statement.as_string())
    return gate, until


def _tidy(connection: sa.Connection) -> None:
    """Drop the logins of codes that nobody redeemed, and those that a station had before it got a new one."""
    unused = connection.exec_driver_sql(
        "SELECT DISTINCT r.rolname FROM mom.ticket t JOIN pg_roles r ON r.rolname IN (t.role, t.former_role)"
        " WHERE NOT EXISTS (SELECT 1 FROM mom.station s WHERE s.db_role = r.rolname)"
        "   AND (r.rolname = t.former_role OR t.used_at IS NULL AND t.valid_until < clock_timestamp())"
    ).scalars()
    for role in unused.all():
        run_script(connection, sql.SQL("DROP ROLE {}").format(sql.Identifier(role)).as_string())


def redeem(dsn: str, shown: str, *, code: str, area: str, station_id: bytes, machine_fp: str) -> SyncConfig:
    """Bring a code to the plant, at the station, which is then let in as what the code is for.

    Raises Refused ``sync.ticket_*``, ``sync.unreachable``.
    """
    typed = _typed(shown)
    address = where(dsn)
    secret, gate = typed[:_SECRET], typed[_SECRET:]
    try:
        with connected(make_conninfo(address, user=_DOOR, password=gate), is_autocommit=True) as connection:
            row = connection.execute(
                sa.text(
                    "SELECT outcome, station_code, home, login, password, token"
                    " FROM mom.enrol(:secret, :station, :code, :home, :machine)"
                ),
                {
                    "secret": secret,
                    "station": UUID(bytes=station_id),
                    "code": code,
                    "home": f"area/{area}",
                    "machine": machine_fp,
                },
            ).one()
    except Refused as refused:
        raise _at_the_door(refused) from refused
    outcome, its_code, its_home, user, password, token = row
    if outcome != "enrolled":
        its_area = (its_home or "").removeprefix("area/")
        raise Refused(f"sync.ticket_{outcome}", code=its_code or "", area=its_area, found=code, here=area)
    return SyncConfig(address, station_id, bytes(token), user, password or None)


def _typed(shown: str) -> str:
    """Without dashes and spaces, and with the letters that people take for digits."""
    found = re.sub(r"[\s-]", "", shown).upper().translate(str.maketrans("OIL", "011"))
    if len(found) != _SECRET + _GATE or not set(found) <= set(_ALPHABET):
        raise Refused("sync.ticket_wrong")
    return found


def _at_the_door(refused: Refused) -> Refused:
    """The door is shut while no code is open, and to a wrong fourth group."""
    said = str(refused.values.get("error", ""))
    is_shut = "authentication failed" in said or "not permitted to log in" in said
    return Refused("sync.ticket_wrong") if is_shut else refused
