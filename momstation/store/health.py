"""Looks whether the file is whole without keeping anybody waiting who has a large one."""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa

from momstation.core.errors import Refused
from momstation.events.codec import chain_hash, content_of
from momstation.store import sqlite
from momstation.store.quarantine import damage_mark
from momstation.store.rows import COLUMNS, record_of

_AT_ONCE_BYTES = 4 * 1024 * 1024
_MOST_UNSENT = 200
_UNSENT = (
    f"SELECT o.hash, {COLUMNS} FROM (SELECT seq, hash, event_id FROM own_log "
    "WHERE epoch = (SELECT epoch FROM identity) ORDER BY seq DESC LIMIT ?) o "
    "LEFT JOIN event e USING (event_id) ORDER BY o.seq DESC"
)
_log = logging.getLogger(__name__)
Damage = Callable[[Refused], None]


def quick_check(path: Path) -> Refused | None:
    """SQLite's own check of the file's structure; a refusal when it finds damage."""
    try:
        conn = sqlite.open_reader(path)
        try:
            said = sqlite.damage_in(conn)
        finally:
            sqlite.close(conn)
    except Exception as error:
        refused = sqlite.refusal(error, path)
        if refused is None and not sqlite.is_misread(error):
            raise
        return refused or damaged(path, str(error))
    return None if said is None else damaged(path, said)


def check_last_own(conn: sa.Connection, path: Path) -> None:
    """Recompute the chain of the latest own records, which central may not have yet: a flipped byte inside a text
    is nothing that SQLite notices. Raises Refused store.corrupt."""
    rows = sqlite.cursor_of(conn).execute(_UNSENT, (_MOST_UNSENT,)).fetchall()
    for number, (own_hash, event_id, *rest) in enumerate(rows, start=1):
        if event_id is None:
            raise damaged(path, "an own record is missing")
        try:
            record = record_of((event_id, *rest))
        except (ValueError, TypeError, AttributeError) as error:
            raise damaged(path, "an own record cannot be read") from error
        if number == len(rows) and record.seq > 1:
            return
        last = rows[number][0] if number < len(rows) else b""
        if own_hash != record.hash or chain_hash(last, content_of(record)) != record.hash:
            raise damaged(path, f"own record {record.seq} is not what was recorded")


def damaged(path: Path, detail: str) -> Refused:
    return Refused("store.corrupt", file=str(path), detail=detail)


def is_small(path: Path) -> bool:
    """Whether the check takes so little time that a start may wait for it."""
    return path.stat().st_size <= _AT_ONCE_BYTES


def note_damage(path: Path, damage: Refused) -> None:
    """Let the next start look closely, however large the file is, and make it anew if it must."""
    _log.error("The store is damaged: %s", damage)
    with suppress(
        OSError
    ):  # on a disk that is full or fails: the next start finds the damage as this one did
        damage_mark(path).write_text(f"{damage.values.get('detail', '')}\n", encoding="utf-8")


class BackgroundCheck:
    """Checks a large file right after the start; damage is told, and recording goes on."""

    def __init__(self, path: Path, on_damage: Damage) -> None:
        self._path = path
        self._on_damage = on_damage
        self._thread = threading.Thread(target=self._run, name="store-check", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        damage = quick_check(self._path)
        if damage is not None:
            self._on_damage(damage)

    def wait(self) -> None:
        self._thread.join()
