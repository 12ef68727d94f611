"""Reads what can still be read of a damaged store file; no record in it is believed that its chain does not prove.

A pulse that waits is in no chain: it is believed when it is whole and agrees with itself.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from momstation.store import held_ticks, sqlite
from momstation.store.copy_frames import CommandFrame, RecordFrame, Row, TickFrame
from momstation.store.identity import Identity
from momstation.store.put_back import frames_of
from momstation.store.rows import COLUMNS
from momstation.store.ticks import agrees

_TYPES = (bytes, bytes, int, int, int, str, (int, type(None)), str, int, str, int, bytes, str, str, bytes)
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Salvaged:
    """``waiting``: pulses that no record in the file tells; ``held``: those that some other record may tell."""

    identity: Identity | None = None
    frames: list[RecordFrame] = field(default_factory=list)
    commands: list[CommandFrame] = field(default_factory=list)
    waiting: list[TickFrame] = field(default_factory=list)
    held: list[TickFrame] = field(default_factory=list)


def salvage(path: Path) -> Salvaged:
    """``path`` is a file that no station has open. Never raises for what is wrong with the file."""
    found = Salvaged()
    if not path.is_file() or path.stat().st_size == 0:
        return found
    try:
        conn = sqlite.open_frozen(path)
    except Exception as error:  # an edge: whatever a damaged file makes the driver say
        _log.warning("Nothing can be read of %s: %s", path, error)
        return found
    try:
        sqlite.read_damaged_text(conn)
        found.identity = _identity(conn)
        if found.identity is not None:
            found.frames = frames_of(_own_rows(conn, found.identity))
            found.commands = _commands(conn, found.frames)
            found.waiting = [tick for tick in _waiting(conn) if agrees(tick.source, tick.at, tick.note)]
            found.held = [tick for tick in _held(conn) if agrees(tick.source, tick.at, tick.note)]
    except Exception as error:  # as above
        _log.warning("No more can be read of %s: %s", path, error)
    finally:
        sqlite.close(conn)
    return found


def _identity(conn: sa.Connection) -> Identity | None:
    rows = list(_until_it_fails(conn, "SELECT station_id, code, epoch, install_id, machine_fp FROM identity"))
    return Identity(*rows[0]) if rows and isinstance(rows[0][0], bytes) and len(rows[0][0]) == 16 else None


def _own_rows(conn: sa.Connection, identity: Identity) -> list[Row]:
    """By the own log, record by record, so that a bad page costs only what is on it."""
    ids: dict[bytes, None] = {}
    for direction in ("ASC", "DESC"):
        sql = f"SELECT event_id FROM own_log ORDER BY epoch {direction}, seq {direction}"
        ids.update((row[0], None) for row in _until_it_fails(conn, sql))
    by_id = f"SELECT {COLUMNS} FROM event e WHERE event_id = ?"
    rows = [row for one in ids for row in _until_it_fails(conn, by_id, one)]
    if not ids:
        for direction in ("ASC", "DESC"):
            rows += _until_it_fails(conn, f"SELECT {COLUMNS} FROM event e ORDER BY event_id {direction}")
    return [row for row in rows if _is_whole(row) and row[1] == identity.station_id]


def _commands(conn: sa.Connection, frames: Sequence[RecordFrame]) -> list[CommandFrame]:
    """Each with the records that follow its first, as they stood in the log."""
    ids = [frame.event_id for frame in sorted(frames, key=lambda one: one.place)]
    at_of = {event_id: number for number, event_id in enumerate(ids)}
    found: dict[str, CommandFrame] = {}
    for direction in ("ASC", "DESC"):
        sql = f"SELECT command_id, first_event, n, at FROM command ORDER BY command_id {direction}"
        for command_id, first, n, at in _until_it_fails(conn, sql):
            is_whole = isinstance(command_id, str) and isinstance(at, str) and isinstance(n, int)
            if is_whole and isinstance(first, bytes) and first in at_of:
                some = tuple(ids[at_of[first] : at_of[first] + n])
                found[command_id] = CommandFrame(command_id, at, some)
    return list(found.values())


def _waiting(conn: sa.Connection) -> list[TickFrame]:
    rows: dict[Row, None] = {}
    for direction in ("ASC", "DESC"):
        sql = f"SELECT n, source, at, note FROM tick ORDER BY n {direction}"
        rows.update((row, None) for row in _until_it_fails(conn, sql))
    return [TickFrame(n, source, at, note, 0) for n, source, at, note in rows]


def _held(conn: sa.Connection) -> list[TickFrame]:
    rows = _until_it_fails(conn, "SELECT said FROM upkeep WHERE name = ?", held_ticks.HELD)
    return [tick for row in rows for tick in held_ticks.read_held(row[0])]


def _until_it_fails(conn: sa.Connection, sql: str, *parameters: object) -> Iterator[Row]:
    try:
        cursor = sqlite.cursor_of(conn).execute(sql, parameters)
        while (row := cursor.fetchone()) is not None:
            yield row
    except Exception as error:  # as above
        _log.info("%s of a damaged store: %s", sql.split(" FROM ")[-1], error)


def _is_whole(row: Row) -> bool:
    return all(isinstance(value, kind) for value, kind in zip(row, _TYPES, strict=True))  # type: ignore[arg-type]
