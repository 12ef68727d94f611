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
from momstation.store import sqlite
from momstation.store.rows import time_text
from momstation.store.sqlite import Cursor

Hint = Callable[[], bytes | None]
TRAINING = "training"
"""The name in ``upkeep`` by which a store says that nothing in it counts."""


@dataclass(frozen=True, slots=True)
class Identity:
    """``station_id`` and ``install_id`` are 16 bytes; ``epoch`` counts incarnations from 1."""

    station_id: bytes
    code: str
    epoch: int
    install_id: bytes
    machine_fp: str


def identity_of(
    cursor: Cursor,
    code: str,
    clock: Clock,
    path: Path,
    hint: Hint | None = None,
    *,
    is_training: bool = False,
) -> Identity:
    """Read who the store is, or make it so; ``hint`` is asked where something else than the store may know it.
    Raises Refused store.other_station, store.for_training, store.not_for_training."""
    row = cursor.execute("SELECT station_id, code, epoch, install_id, machine_fp FROM identity").fetchone()
    if row is None:
        return _make(cursor, code, clock, hint() if hint is not None else None, is_training)
    found = Identity(*row)
    if is_for_training(cursor) != is_training:
        raise Refused("store.not_for_training" if is_training else "store.for_training", file=str(path))
    if found.code != code:
        raise Refused("store.other_station", file=str(path), found=found.code, code=code)
    return found


def is_for_training(cursor: Cursor) -> bool:
    """Whether people practise on this store; it was made for that, and stays so."""
    try:
        return cursor.execute("SELECT 1 FROM upkeep WHERE name = ?", (TRAINING,)).fetchone() is not None
    except Exception as error:
        if sqlite.code_of(error) == sqlite.NO_SUCH:  # a file of the first form has no such table
            return False
        raise


def _make(cursor: Cursor, code: str, clock: Clock, station_id: bytes | None, is_training: bool) -> Identity:
    made = Identity(station_id or uuid7(clock.now()).bytes, code, 1, uuid4().bytes, machine_fingerprint())
    cursor.execute("BEGIN IMMEDIATE")
    cursor.execute(
        "INSERT INTO identity VALUES (1, ?, ?, ?, ?, ?)",
        (made.station_id, made.code, made.epoch, made.install_id, made.machine_fp),
    )
    cursor.execute("INSERT INTO push_state (epoch, acked_seq, opened_why) VALUES (1, 0, 'first')")
    if is_training:  # in the same transaction: no file is ever in doubt about what it is for
        mark = "INSERT INTO upkeep (name, done_at, said) VALUES (?, ?, '')"
        cursor.execute(mark, (TRAINING, time_text(clock.now())))
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
