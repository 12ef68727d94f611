"""Compares every state with what its records say, and folds anew what a failing disk has changed since.

A flipped bit in a state leaves the file sound and every chain whole, and no check of SQLite sees it. The
records are what counts: a state can always be made again.
"""

import logging
from collections.abc import Callable

import msgspec
import sqlalchemy as sa

from momstation.core.errors import Refused
from momstation.core.event import Record
from momstation.store import health, sqlite
from momstation.store.budget import Budget
from momstation.store.fold import prefix
from momstation.store.open import Store
from momstation.store.refolding import retold
from momstation.store.rows import SELECT_STREAM, joined, record_of

_WHOLE = (
    "SELECT stream FROM stream WHERE NOT dirty AND NOT partial AND stream NOT IN (SELECT stream FROM thinned) "
    "ORDER BY stream"
)
_STATELESS = (
    "SELECT stream FROM event WHERE stream NOT IN (SELECT stream FROM stream) GROUP BY stream ORDER BY stream"
)
_STATE = "SELECT state, heads, n, fold_v FROM stream WHERE stream = ? AND NOT dirty AND NOT partial"
_encode = msgspec.json.Encoder(order="sorted").encode
_log = logging.getLogger(__name__)


class States:
    """``breathe`` is called after each stream; it raises to end early."""

    def __init__(self, store: Store, breathe: Callable[[], None]) -> None:
        self._store = store
        self._breathe = breathe

    def run(self) -> str:
        """How many streams were compared, and how many of them folded anew."""
        budget = Budget()
        conn = sqlite.open_reader(self._store.path)
        try:
            sqlite.read_damaged_text(conn)
            names = [row[0] for row in sqlite.cursor_of(conn).execute(_WHOLE).fetchall()]
            renewed = sum(self._renew_if_wrong(conn, budget, name) for name in names)
            renewed += sum(
                self._renew(row[0]) for row in sqlite.cursor_of(conn).execute(_STATELESS).fetchall()
            )
        finally:
            budget.close()
            sqlite.close(conn)
        return f"{len(names)}, {renewed} anew"

    def _renew_if_wrong(self, conn: sa.Connection, budget: Budget, stream: str) -> bool:
        self._breathe()
        return False if self._is_right(conn, budget, stream) else self._renew(stream)

    def _renew(self, stream: str) -> bool:
        self._breathe()
        _log.error("The state of %s was not what its records say; it was made anew", stream)
        self._store.renew(stream)
        return True

    def _is_right(self, conn: sa.Connection, budget: Budget, stream: str) -> bool:
        """Both from one snapshot, so that a record that comes meanwhile is in neither or in both."""
        fold = self._store.folds.get(prefix(stream))
        cursor = sqlite.cursor_of(conn)
        cursor.execute("BEGIN")
        try:
            row = cursor.execute(_STATE, (stream,)).fetchone()
            records = self._records(cursor, stream)
        finally:
            cursor.execute("COMMIT")
        if row is None or row[3] != (fold.version if fold is not None else 0):
            return True  # it is being made anew already
        told = retold(fold, stream, records, budget)
        if told.errors or told.is_partial:
            return True  # known not to be whole
        return (row[0], bytes(row[1]), row[2]) == (
            _encode(told.state).decode(),
            joined(told.heads),
            len(records),
        )

    def _records(self, cursor: sqlite.Cursor, stream: str) -> list[Record]:
        """Raises Refused store.damaged for a record that is none any more; the next start puts all together anew."""
        try:
            return [record_of(one) for one in cursor.execute(SELECT_STREAM, (stream,)).fetchall()]
        except ValueError as error:
            refused = Refused("store.damaged", file=str(self._store.path), detail=str(error))
            health.note_damage(self._store.path, refused)
            raise refused from error
