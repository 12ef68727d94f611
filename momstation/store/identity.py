"""Who this store is: made at the first start, so that a station can record before a server knows it."""

import hashlib
import platform
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from momstation.core.clock import Clock
from momstation.core.errors import Refused
from momstation.core.ids import uuid7
from momstation.store.sqlite import Cursor

Hint = Callable[[], bytes | None]


@dataclass(frozen=True, slots=True)
class Identity:
    """``station_id`` and ``install_id`` are 16 bytes; ``epoch`` counts incarnations from 1."""

    station_id: bytes
    code: str
    epoch: int
    install_id: bytes
    machine_fp: str


def identity_of(cursor: Cursor, code: str, clock: Clock, path: Path, hint: Hint | None = None) -> Identity:
    """Read who the store is, or make it so; ``hint`` is asked where something else than the store may know it.
    Raises Refused store.other_station."""
    row = cursor.execute("SELECT station_id, code, epoch, install_id, machine_fp FROM identity").fetchone()
    if row is None:
        return _make(cursor, code, clock, hint() if hint is not None else None)
    found = Identity(*row)
    if found.code != code:
        raise Refused("store.other_station", file=str(path), found=found.code, code=code)
    return found


def _make(cursor: Cursor, code: str, clock: Clock, station_id: bytes | None) -> Identity:
    made = Identity(station_id or uuid7(clock.now()).bytes, code, 1, uuid4().bytes, machine_fingerprint())
    cursor.execute("BEGIN IMMEDIATE")
    cursor.execute(
        "INSERT INTO identity VALUES (1, ?, ?, ?, ?, ?)",
        (made.station_id, made.code, made.epoch, made.install_id, made.machine_fp),
    )
    cursor.execute("INSERT INTO push_state (epoch, acked_seq, opened_why) VALUES (1, 0, 'first')")
    cursor.execute("COMMIT")
    return made


def machine_fingerprint() -> str:
    """Tells two computers apart without saying which they are."""
    said = [platform.node(), platform.machine()]
    for place in (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id")):
        if place.is_file():
            said.append(place.read_text(encoding="ascii", errors="replace").strip())
            break
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:32]
