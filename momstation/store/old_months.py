"""Removes month files of the second journal that nobody can need any more, and remembers how far they reached.

A month goes only when all of it could be read, central had every own record in it for ``keep_own``, the store still
accounts for each (it holds it, or let go of it by its own rule), and a sound backup reaches beyond the month.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from momstation.core.clock import Clock
from momstation.core.errors import Refused
from momstation.store import sqlite, upkeep
from momstation.store.catching_up import REMOVED
from momstation.store.copy_file import Gathered, gather_file, month_files
from momstation.store.copy_frames import Place, RecordFrame
from momstation.store.open import Store
from momstation.store.reader import ReadConnection
from momstation.store.rows import time_text
from momstation.store.sqlite import Cursor, cursor_of
from momstation.store.thinning import safe_acked
from momstation.store.upkeep import Backups

_STANDS = "SELECT event_id FROM own_log WHERE epoch = ? AND seq = ?"
_WAS_LET_GO = "SELECT 1 FROM thinned WHERE stream = ? AND instr(ids, ?)"
_PLACE_NOW = "SELECT epoch, seq FROM event WHERE event_id = ?"
_LEFT = 2  # the month that is written and the one before stay whatever they hold


class OldMonths:
    """A chore of the caretaker; ``run`` blocks, and reads a month at a time."""

    def __init__(
        self, store: Store, backups: Backups, clock: Clock, keep_own: timedelta, pause: Callable[[], bool]
    ) -> None:
        self._store = store
        self._backups = backups
        self._clock = clock
        self._keep_own = keep_own
        self._pause = pause

    def run(self) -> str:
        """The names of what was removed, oldest first. It stops at the first month that must stay: the oldest is the
        one that a store without a backup would have to begin with."""
        folder = self._store.copy_folder
        removed: list[str] = []
        if folder is None or not self._store.is_copied:
            return ""
        try:
            for path in month_files(folder)[:-_LEFT]:
                if self._pause():
                    raise upkeep.Stopped
                last = self._last_of(path)
                if last is None:
                    break
                self._store.maintain(lambda conn, last=last: _note(conn, self._clock.now(), last))  # type: ignore[misc]
                path.unlink()
                removed.append(path.name)
        except OSError as error:
            raise Refused(
                "store.old_months", folder=str(folder), detail=error.strerror or str(error)
            ) from error
        return " ".join(removed)

    def _last_of(self, path: Path) -> Place | None:
        """The last place in a month that may go; None for one that must stay."""
        now = self._clock.now()
        found = Gathered()
        gather_file(path, found)
        if found.faults or found.unreadable_bytes or not found.records:
            return None
        frames = sorted(found.records.values(), key=lambda frame: frame.place)
        with closing(ReadConnection(self._store.path)) as look:
            if not look.run(lambda conn: _may_go(conn, frames, now - self._keep_own)):
                return None
        return frames[-1].place if self._is_backed_up(frames) else None

    def _is_backed_up(self, frames: Sequence[RecordFrame]) -> bool:
        backup = self._backups.newest_sound(self._store.identity.code)
        if backup is None:
            return False
        conn = sqlite.open_frozen(backup)
        try:
            return _reaches(cursor_of(conn), frames[-1])
        finally:
            sqlite.close(conn)


def _may_go(conn: sa.Connection, frames: Sequence[RecordFrame], before: datetime) -> bool:
    cursor, safe, border = cursor_of(conn), safe_acked(conn, before), time_text(before)
    return all(_is_safe(cursor, frame, safe) and frame.row()[5] < border for frame in frames)


def _is_safe(cursor: Cursor, frame: RecordFrame, safe: Mapping[int, int]) -> bool:
    """Held under its present number, which a new epoch may have given it; or let go under its last."""
    now = cursor.execute(_PLACE_NOW, (frame.event_id,)).fetchone()
    place = frame.place if now is None else (now[0], now[1])
    if place[1] > safe.get(place[0], 0) or not _stands(cursor, place, frame.event_id):
        return False
    stream = frame.row()[9]
    return now is not None or cursor.execute(_WAS_LET_GO, (stream, frame.event_id)).fetchone() is not None


def _reaches(cursor: Cursor, last: RecordFrame) -> bool:
    now = cursor.execute(_PLACE_NOW, (last.event_id,)).fetchone()
    return _stands(cursor, last.place if now is None else (now[0], now[1]), last.event_id)


def _stands(cursor: Cursor, place: Place, event_id: bytes) -> bool:
    row = cursor.execute(_STANDS, place).fetchone()
    return row is not None and row[0] == event_id


def _note(conn: sa.Connection, now: datetime, last: Place) -> None:
    upkeep.note(cursor_of(conn), REMOVED, now, json.dumps(last))
