"""How a station reaches the central database: written by enrolment beside the store, read by the station."""

import os
import re
import secrets
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal
from uuid import UUID

import msgspec

from momstation.core.errors import Refused
from momstation.settings import CentralSettings
from momstation.sync import keys

_ACTIVE_S = 0.25
_FILE, _KEYRING = "file", "keyring"
_SAFE = "verify-full"
_DECIDED = re.compile(r"\bsslmode *= *'?(verify-full|verify-ca|require|disable)\b")
_HOSTS = re.compile(r"\bhost(?:addr)? *= *(\S+)")
_PORTS = re.compile(r"[0-9]*(,[0-9]*)*")
_NO_SUCH_PART = re.compile(r"invalid (?:connection option|URI query parameter):? ?\"(\w+)\"")
_UNSURE = ("allow", "prefer")  # which go on without encryption if somebody in between asks for it


@dataclass(frozen=True, slots=True)
class SyncConfig:
    """``station_id`` is the 16 bytes of the store's UUID; times are in seconds.

    ``poll_active_s`` is the time between two looks while records flow, ``poll_idle_s`` when none did for a
    while; both stand behind the doorbell. ``call_timeout_s`` is the deadline of one call to the database.
    A topic longer than ``replay_most`` is begun with its open streams instead of its whole past. Behind a pooler of
    transactions ``doorbell`` is ``poll``: nothing then outlives a call on the connection.
    """

    dsn: str
    station_id: bytes
    token: bytes
    user: str | None = None
    password: str | None = None
    poll_active_s: float = 0.25
    poll_idle_s: float = 1.5
    active_for_s: float = 10.0
    connect_timeout_s: float = 5.0
    call_timeout_s: float = 8.0
    first_retry_s: float = 0.2
    longest_retry_s: float = 30.0
    most_rows: int = 500
    most_bytes: int = 512 * 1024
    bulk_rows: int = 4000
    replay_most: int = 50_000
    is_in_keyring: bool = False
    doorbell: Literal["listen", "poll"] = "listen"


class _AccessFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    dsn: str
    user: str
    password: str | None
    station_id: str
    token: str
    secret_in: str = _FILE


def access_path(store: Path) -> Path:
    """Where enrolment leaves the access of a station that has a store and no settings file."""
    return store.with_suffix(".central.json")


def configured(central: CentralSettings) -> SyncConfig | None:
    """The access of a station with these settings; None if it works alone or was not enrolled yet.

    The settings say where the database is, if they say anything; who the station is there, enrolment says.
    """
    found = read_access(central.token_file)
    if found is None:
        return None
    return replace(
        found,
        dsn=secured(central.dsn or found.dsn),
        poll_active_s=min(_ACTIVE_S, central.poll_s),
        poll_idle_s=central.poll_s,
        call_timeout_s=central.deadline_s,
        doorbell=central.doorbell,
    )


def secured(dsn: str) -> str:
    """The address with an encrypted and verified connection, unless it is on this computer or says otherwise.

    Raises Refused sync.downgrade if it names a way that anybody in between can switch off, sync.address_* if it was
    written wrongly. What is plain to see is not read to its end here: then the first attempt to connect says so.
    """
    hosts = _HOSTS.findall(dsn)
    if _DECIDED.search(dsn) or (hosts and all(one.startswith("/") and "," not in one for one in hosts)):
        return dsn
    from psycopg import ProgrammingError  # fast start: only if it is not plain to see
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    try:
        parts = conninfo_to_dict(dsn)
    except ProgrammingError as error:
        raise _unreadable(str(error)) from None
    if not _PORTS.fullmatch(str(parts.get("port") or "")):
        raise Refused("sync.address_wrong")
    mode = parts.get("sslmode")
    if _is_here(str(parts.get("host") or ""), str(parts.get("hostaddr") or "")):
        return dsn
    if mode in _UNSURE:
        raise Refused("sync.downgrade", mode=mode)
    return dsn if mode else make_conninfo(dsn, sslmode=_SAFE)


def _unreadable(said: str) -> Refused:
    """Without what libpq quotes of the address, which may be a part of a password."""
    part = _NO_SUCH_PART.search(said)
    return Refused("sync.address_part", part=part.group(1)) if part else Refused("sync.address_wrong")


def _is_here(hosts: str, addresses: str) -> bool:
    named = (addresses or hosts).split(",")
    return all(one in ("", "localhost", "::1") or one.startswith(("/", "@", "127.")) for one in named)


def write_access(path: Path, config: SyncConfig, *, is_keyring_wanted: bool = True) -> bool:
    """Write the access so that only the owner may read it, whole or not at all.

    Whether its secrets went to the computer's keyring instead of into the file.
    """
    secrets_ = keys.Secrets(config.token.hex(), config.password)
    is_kept = is_keyring_wanted and keys.keep(config.station_id, secrets_)
    access = _AccessFile(
        config.dsn,
        config.user or "",
        None if is_kept else secrets_.password,
        str(UUID(bytes=config.station_id)),
        "" if is_kept else secrets_.token,
        _KEYRING if is_kept else _FILE,
    )
    partial = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(access)) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    return is_kept


def read_access(path: Path) -> SyncConfig | None:
    """What enrolment left, or None if there was none. Raises Refused sync.access_unreadable.

    Secrets that are in the keyring are not asked for here: ``unlocked`` does, away from the screen.
    """
    try:
        found = msgspec.json.decode(path.read_bytes(), type=_AccessFile)
        station_id, token = UUID(found.station_id).bytes, bytes.fromhex(found.token)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise Refused("sync.access_unreadable", file=str(path), error=str(error)) from error
    is_locked = found.secret_in == _KEYRING
    return SyncConfig(
        found.dsn, station_id, token, found.user or None, found.password, is_in_keyring=is_locked
    )


def unlocked(config: SyncConfig) -> SyncConfig:
    """The configuration with its secrets. Never on the screen's thread. Raises Refused sync.keeper_silent."""
    if not config.is_in_keyring:
        return config
    found = keys.look_up(config.station_id)
    return replace(config, token=bytes.fromhex(found.token), password=found.password, is_in_keyring=False)
