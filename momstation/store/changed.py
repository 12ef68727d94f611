"""Remembers which records are not what their hashes say although the store was made anew: they came here so.

A disk that changed a record is healed by making the store anew. What the plant itself sends changed comes back with
it; to make the store anew every week for that would help nobody.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import msgspec
import sqlalchemy as sa

from momstation.store import sqlite, upkeep
from momstation.store.sqlite import Cursor
from momstation.store.verify import Fault

CHANGED = "changed records"
_decoder = msgspec.json.Decoder(frozenset[Fault])


def remember(cursor: Cursor, faults: Iterable[Fault], at: datetime) -> None:
    """The faults for which the store was made anew. In the caller's transaction."""
    upkeep.note(cursor, CHANGED, at, json.dumps([msgspec.to_builtins(fault) for fault in faults]))


def known_in(path: Path) -> frozenset[Fault]:
    """In a file that no station has open."""
    conn = sqlite.open_frozen(path)
    try:
        return known(conn)
    finally:
        sqlite.close(conn)


def known(conn: sa.Connection) -> frozenset[Fault]:
    done = upkeep.read(conn).get(CHANGED)
    try:
        return _decoder.decode(done.said) if done is not None else frozenset()
    except msgspec.MsgspecError:  # what a failing disk left of it
        return frozenset()
