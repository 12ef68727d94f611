"""Writes down which rule failed on which record, until the stream is folded anew."""

import logging
import traceback
from collections.abc import Mapping

from momstation.core.clock import Clock
from momstation.core.event import Record
from momstation.store.fold import AnyFold, prefix
from momstation.store.rows import time_text
from momstation.store.sqlite import Cursor

_NOTE_ERROR = (
    "INSERT INTO apply_error (event_id, fold_v, error, at) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (event_id) DO UPDATE SET error = error || char(10) || excluded.error"
)
_FORGET_ERRORS = "DELETE FROM apply_error WHERE event_id IN (SELECT event_id FROM event WHERE stream = ?)"
_log = logging.getLogger(__name__)


class FoldFaults:
    def __init__(self, cursor: Cursor, folds: Mapping[str, AnyFold], clock: Clock) -> None:
        self._cursor = cursor
        self._folds = folds
        self._clock = clock

    def note(self, record: Record, where: str, error: BaseException) -> None:
        _log.error("%s failed on %s of %s", where, record.kind, record.stream, exc_info=error)
        fold = self._folds.get(prefix(record.stream))
        text = f"{where}: {''.join(traceback.format_exception_only(error)).strip()}"
        now = time_text(self._clock.now())
        self._cursor.execute(_NOTE_ERROR, (record.event_id, fold.version if fold else 0, text, now))

    def forget(self, stream: str) -> None:
        self._cursor.execute(_FORGET_ERRORS, (stream,))
