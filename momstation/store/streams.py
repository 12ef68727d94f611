"""Keeps every stream's state, and the tables made of it, in step with records that come in any order."""

import logging
import traceback
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import msgspec
import sqlalchemy as sa

from momstation.core.clock import Clock
from momstation.core.event import Record, UnknownEvent
from momstation.store.fold import AnyFold, prefix
from momstation.store.projection import Projection
from momstation.store.rows import SELECT_STREAM, joined, parted, record_of, time_text
from momstation.store.sqlite import cursor_of, is_in_transaction, is_medium_failure

_MOST_KEPT = 1024
_LOAD = "SELECT heads, last_hlc, n, state, fold_v, partial, dirty FROM stream WHERE stream = ?"
_SAVE = (
    "INSERT INTO stream (stream, heads, last_hlc, n, state, fold_v, partial, dirty) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT (stream) DO UPDATE SET "
    "heads = excluded.heads, last_hlc = excluded.last_hlc, n = excluded.n, "
    "state = excluded.state, fold_v = excluded.fold_v, partial = excluded.partial, dirty = 0"
)
_NOTE_ERROR = (
    "INSERT INTO apply_error (event_id, fold_v, error, at) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (event_id) DO UPDATE SET error = error || char(10) || excluded.error"
)
_FORGET_ERRORS = "DELETE FROM apply_error WHERE event_id IN (SELECT event_id FROM event WHERE stream = ?)"
_encode = msgspec.json.Encoder(order="sorted").encode
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where a stream stands: its unanswered records, its latest stamp, how many records, and their state."""

    heads: tuple[bytes, ...]
    last_hlc: int
    n: int
    state: object | None
    is_partial: bool
    is_dirty: bool


class Streams:
    """Only for the writer's thread, inside its transaction."""

    def __init__(
        self,
        conn: sa.Connection,
        folds: Iterable[AnyFold],
        projections: Iterable[Projection],
        clock: Clock,
    ) -> None:
        self._conn = conn
        self._cursor = cursor_of(conn)
        self._folds = {fold.name: fold for fold in folds}
        self._projections = tuple(projections)
        self._by_kind = _by_kind(self._projections)
        self._clock = clock
        self._kept: OrderedDict[str, _Standing] = OrderedDict()
        self._touched: set[str] = set()

    def heads(self, stream: str) -> tuple[bytes, ...]:
        """The records that no later record of the stream has seen: the basis of the next one."""
        return self._standing(stream).heads

    def take_own(self, record: Record) -> None:
        """An own record has seen everything that this store has."""
        before = self._standing(record.stream)
        if before.is_dirty or record.hlc <= before.last_hlc:
            self.refold(record.stream)
        else:
            self._step(before, record)

    def take_pulled(self, stream: str, records: Sequence[Record], *, is_suspect: bool) -> None:
        """New records of one stream from elsewhere, already stored."""
        before = self._standing(stream)
        ordered = sorted(records, key=lambda record: record.order)
        if is_suspect or before.is_dirty or ordered[0].hlc <= before.last_hlc:
            self.refold(stream)
            return
        for record in ordered:
            self._step(self._standing(stream), record)

    def refold(self, stream: str) -> None:
        """Fold all records of the stream from the beginning, and show them all to the projections again."""
        records = self.records(stream)
        self._cursor.execute(_FORGET_ERRORS, (stream,))
        fold = self._folds.get(prefix(stream))
        state = fold.empty(stream) if fold else None
        is_partial = False
        for record in records:
            state, is_whole = self._fold(fold, state, record)
            is_partial = is_partial or not is_whole
        seen = {one for record in records for one in record.basis}
        heads = tuple(record.event_id for record in records if record.event_id not in seen)
        last = max((record.hlc for record in records), default=0)
        text = self._text(state, records[-1]) if records else None
        if text is None:
            state, is_partial = (fold.empty(stream) if fold else None), bool(records) or is_partial
        for record in records:
            is_partial = not self._show(record, state, self._by_kind) or is_partial
        self._save(stream, _Standing(heads, last, len(records), state, is_partial, is_dirty=False), text)

    def refold_if_dirty(self, stream: str) -> None:
        if self._standing(stream).is_dirty:
            self.refold(stream)

    def show_all(self, stream: str, projections: Sequence[Projection]) -> None:
        """Fill tables that were made anew with the records of one stream."""
        self.refold_if_dirty(stream)
        before = self._standing(stream)
        by_kind = _by_kind(projections)
        for record in self.records(stream):
            if not self._show(record, before.state, by_kind) and not before.is_partial:
                before = replace(before, is_partial=True)
                self._save(stream, before)

    def records(self, stream: str) -> list[Record]:
        return [record_of(row) for row in self._cursor.execute(SELECT_STREAM, (stream,)).fetchall()]

    def refold_dirty(self, most: int) -> int:
        """Fold some of the streams that an older version folded; how many there were."""
        rows = self._cursor.execute("SELECT stream FROM stream WHERE dirty LIMIT ?", (most,)).fetchall()
        for (stream,) in rows:
            self.refold(stream)
        return len(rows)

    def settle(self) -> None:
        """The request is done; what it touched may stay in memory."""
        self._touched.clear()

    def forget_touched(self) -> None:
        """The request was rolled back: what it touched is read from the file again."""
        for stream in self._touched:
            self._kept.pop(stream, None)
        self._touched.clear()

    def forget(self, stream: str) -> None:
        self._kept.pop(stream, None)

    def forget_all(self) -> None:
        self._kept.clear()
        self._touched.clear()

    def _step(self, before: _Standing, record: Record) -> None:
        fold = self._folds.get(prefix(record.stream))
        state, is_whole = self._fold(fold, before.state, record)
        text = self._text(state, record)
        if text is None:
            state, is_whole = before.state, False
        is_whole = self._show(record, state, self._by_kind) and is_whole
        answered = set(record.basis)
        heads = (*(head for head in before.heads if head not in answered), record.event_id)
        is_partial = before.is_partial or not is_whole
        after = _Standing(heads, record.hlc, before.n + 1, state, is_partial, is_dirty=False)
        self._save(record.stream, after, text)

    def _fold(self, fold: AnyFold | None, state: object | None, record: Record) -> tuple[object | None, bool]:
        if isinstance(record.event, UnknownEvent):
            return state, False
        if fold is None:
            return None, True
        try:
            return fold.apply(state, record), True
        except Exception as error:  # a fold is a neighbour's rule: its fault must not cost a fact
            self._note(record, f"fold {fold.name}", error)
            return state, False

    def _text(self, state: object | None, record: Record) -> str | None:
        try:
            return _encode(state).decode()
        except Exception as error:  # a state that is no JSON is a fault of the rule as well
            self._note(record, "state", error)
            return None

    def _show(self, record: Record, state: object | None, by_kind: dict[str, tuple[Projection, ...]]) -> bool:
        if isinstance(record.event, UnknownEvent):
            return True
        is_whole = True
        for projection in by_kind.get(record.kind, ()):
            is_whole = self._project(projection, record, state) and is_whole
        return is_whole

    def _project(self, projection: Projection, record: Record, state: object | None) -> bool:
        self._cursor.execute("SAVEPOINT projection")
        try:
            projection.apply(self._conn, record, state)
        except Exception as error:  # as above; but a failing disk is no fault of the projection
            if is_medium_failure(error) or not is_in_transaction(self._conn):
                raise
            self._cursor.execute("ROLLBACK TO projection")
            self._cursor.execute("RELEASE projection")
            self._note(record, f"projection {projection.name}", error)
            return False
        self._cursor.execute("RELEASE projection")
        return True

    def _note(self, record: Record, where: str, error: Exception) -> None:
        _log.error("%s failed on %s of %s", where, record.kind, record.stream, exc_info=error)
        fold = self._folds.get(prefix(record.stream))
        text = f"{where}: {''.join(traceback.format_exception_only(error)).strip()}"
        now = time_text(self._clock.now())
        self._cursor.execute(_NOTE_ERROR, (record.event_id, fold.version if fold else 0, text, now))

    def _standing(self, stream: str) -> _Standing:
        kept = self._kept.get(stream)
        if kept is not None:
            self._kept.move_to_end(stream)
            return kept
        found = self._load(stream)
        self._keep(stream, found)
        return found

    def _keep(self, stream: str, standing: _Standing) -> None:
        self._touched.add(stream)
        self._kept[stream] = standing
        self._kept.move_to_end(stream)
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)

    def _load(self, stream: str) -> _Standing:
        fold = self._folds.get(prefix(stream))
        row = self._cursor.execute(_LOAD, (stream,)).fetchone()
        if row is None:
            return _Standing((), 0, 0, fold.empty(stream) if fold else None, is_partial=False, is_dirty=False)
        heads, last_hlc, n, text, fold_v, partial, dirty = row
        state, is_dirty = None, bool(dirty) or fold_v != (fold.version if fold else 0)
        if fold is not None and not is_dirty:
            try:
                state = msgspec.json.decode(text, type=fold.state)
            except msgspec.MsgspecError:
                is_dirty = True  # the shape of the state changed without a new version: fold anew
        return _Standing(parted(heads), last_hlc, n, state, bool(partial), is_dirty)

    def _save(self, stream: str, standing: _Standing, text: str | None = None) -> None:
        fold = self._folds.get(prefix(stream))
        self._cursor.execute(
            _SAVE,
            (
                stream,
                joined(standing.heads),
                standing.last_hlc,
                standing.n,
                text if text is not None else _encode(standing.state).decode(),
                fold.version if fold else 0,
                int(standing.is_partial),
            ),
        )
        self._keep(stream, standing)


def _by_kind(projections: Iterable[Projection]) -> dict[str, tuple[Projection, ...]]:
    found: dict[str, tuple[Projection, ...]] = {}
    for projection in projections:
        for kind in projection.kinds:
            found[kind] = (*found.get(kind, ()), projection)
    return found
