"""How a station reaches the central database: written by enrolment beside the store, read by the station."""

import os
import secrets
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import msgspec

from momstation.core.errors import Refused
from momstation.settings import CentralSettings

_ACTIVE_S = 0.25


@dataclass(frozen=True, slots=True)
class SyncConfig:
    """``station_id`` is the 16 bytes of the store's UUID; times are in seconds.

    ``poll_active_s`` is the time between two looks while records flow, ``poll_idle_s`` when none did for a
    while; both stand behind the doorbell. ``call_timeout_s`` is the deadline of one call to the database.
    A topic longer than ``replay_most`` is begun with its open streams instead of its whole past.
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
    replay_most: int = 50_000


class _AccessFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    dsn: str
    user: str
    password: str | None
    station_id: str
    token: str


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
        dsn=central.dsn or found.dsn,
        poll_active_s=min(_ACTIVE_S, central.poll_s),
        poll_idle_s=central.poll_s,
        call_timeout_s=central.deadline_s,
    )


def write_access(path: Path, config: SyncConfig) -> None:
    """Write the access so that only the owner may read it, whole or not at all."""
    access = _AccessFile(
        config.dsn, config.user or "", config.password, str(UUID(bytes=config.station_id)), config.token.hex()
    )
    partial = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(access)) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def read_access(path: Path) -> SyncConfig | None:
    """What enrolment left, or None if there was none. Raises Refused sync.access_unreadable."""
    try:
        found = msgspec.json.decode(path.read_bytes(), type=_AccessFile)
        station_id, token = UUID(found.station_id).bytes, bytes.fromhex(found.token)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise Refused("sync.access_unreadable", file=str(path), error=str(error)) from error
    return SyncConfig(found.dsn, station_id, token, found.user or None, found.password)
