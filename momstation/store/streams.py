"""Keeps every stream's state, and the tables made of it, in step with records that come in any order."""

import logging
import traceback
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec
import sqlalchemy as sa

from momstation.core.clock import Clock
from momstation.core.event import Record, UnknownEvent
from momstation.store.budget import Budget, OutOfTime
from momstation.store.discrepancies import SETTLING, Discrepancies
from momstation.store.fold import AnyFold, prefix
from momstation.store.merging.causality import EVERYTHING, Causality, Past
from momstation.store.merging.found import Found
from momstation.store.projection import Projection
from momstation.store.refolding import Told, retold
from momstation.store.rows import SELECT_STREAM, joined, parted, record_of, time_text
from momstation.store.showing import Shows
from momstation.store.sqlite import cursor_of
from momstation.store.thinned import THINNED, Left, left_of

_MOST_KEPT = 256
_MOST_GRAPHS = 16
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
_GRAPH = "SELECT event_id, basis FROM event WHERE stream = ? ORDER BY hlc, station_id, epoch, seq"
TO_FOLD = f"SELECT stream FROM stream WHERE dirty AND dirty <> {THINNED}"
_ADD_LATE = "UPDATE stream SET heads = ?, last_hlc = ?, n = ?, partial = 1 WHERE stream = ?"
_encode = msgspec.json.Encoder(order="sorted").encode
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where a stream stands: its unanswered records, its latest stamp, how many records, and their state.
    ``found`` None: what contradicts itself in it was not asked for since it was read from the file."""

    heads: tuple[bytes, ...]
    last_hlc: int
    n: int
    state: object | None
    is_partial: bool
    is_dirty: bool
    found: tuple[Found, ...] | None = ()


def _after(heads: tuple[bytes, ...], record: Record) -> tuple[bytes, ...]:
    """The heads once ``record`` has come: those that it does not name, and itself."""
    if record.basis == heads:
        return (record.event_id,)
    answered = set(record.basis)
    return (*(head for head in heads if head not in answered), record.event_id)


class Streams:
    """Only for the writer's thread, inside its transaction."""

    def __init__(
        self,
        conn: sa.Connection,
        folds: Iterable[AnyFold],
        projections: Iterable[Projection],
        clock: Clock,
        budget: Budget | None = None,
    ) -> None:
        self._cursor = cursor_of(conn)
        self._folds = {fold.name: fold for fold in folds}
        self._shows = Shows(conn, projections, self._note)
        self._discrepancies = Discrepancies(self._cursor)
        self._clock = clock
        self._budget = budget or Budget()
        self._kept: OrderedDict[str, _Standing] = OrderedDict()
        self._graphs: OrderedDict[str, Causality] = OrderedDict()
        self._given_up: set[str] = set()
        self._touched: set[str] = set()

    def close(self) -> None:
        self._budget.close()

    @property
    def folds(self) -> Mapping[str, AnyFold]:
        """By the prefix of their streams."""
        return self._folds

    def heads(self, stream: str) -> tuple[bytes, ...]:
        """The records that no later record of the stream has seen: the basis of the next one."""
        return self._standing(stream).heads

    def take_own(self, record: Record) -> None:
        """An own record has seen everything that this store has."""
        before = self._standing(record.stream)
        if self._must_refold(before, record.stream, (record,)):
            self.refold(record.stream)
        else:
            self._step(before, record)

    def take_pulled(self, stream: str, records: Sequence[Record]) -> None:
        """New records of one stream from elsewhere, already stored."""
        before = self._standing(stream)
        ordered = sorted(records, key=lambda record: record.order)
        if self._must_refold(before, stream, ordered):
            self.refold(stream)
        elif len(ordered) == 1 or not self._go_on(before, ordered):
            for record in ordered:
                self._step(self._standing(stream), record)

    def _go_on(self, before: _Standing, ordered: Sequence[Record]) -> bool:
        """Fold these records after what is there, and show, look and save once. False where they are to be
        taken one by one, as one of them makes a state that cannot be kept."""
        stream = ordered[0].stream
        fold = self._folds.get(prefix(stream))
        state, heads, is_partial = before.state, before.heads, before.is_partial
        for record in ordered:
            past = self._past(heads, record) if fold is not None else EVERYTHING
            if past is None:
                self.refold(stream)
                return True
            state, is_whole = self._fold(fold, state, record, past)
            is_partial = is_partial or not is_whole
            heads = _after(heads, record)
        try:
            text = _encode(state).decode()
        except Exception:  # noted by whoever takes them one by one
            return False
        is_partial = not self._shows.show_many(ordered, state) or is_partial
        found = self._found(fold, state, ordered[-1])
        last, n = max(before.last_hlc, ordered[-1].hlc), before.n + len(ordered)
        self._save(stream, _Standing(heads, last, n, state, is_partial, is_dirty=False, found=found), text)
        is_settling = any(record.kind in SETTLING for record in ordered)
        if is_settling or found != self._found_before(fold, before, ordered[0]):
            self._discrepancies.keep(stream, found, is_whole=False)
        return True

    def refold(self, stream: str) -> None:
        """Fold all records of the stream from the beginning, and show them all to the projections again."""
        records = self.records(stream)
        left = left_of(self._cursor, stream)
        if left is not None:
            self._add_late(stream, left, records)
            return
        self._cursor.execute(_FORGET_ERRORS, (stream,))
        self._graphs.pop(stream, None)
        self._given_up.discard(stream)
        told = self._retold(stream, records)
        fold = self._folds.get(prefix(stream))
        state, is_partial = told.state, told.is_partial
        text = self._text(state, records[-1]) if records else None
        if text is None:
            state, is_partial = (fold.empty(stream) if fold else None), bool(records) or is_partial
        is_partial = not self._shows.show_many(records, state) or is_partial
        found = self._found(fold, state, records[-1]) if records else ()
        self._discrepancies.keep(stream, (*found, *told.dangling), is_whole=True)
        last = records[-1].hlc if records else 0
        standing = _Standing(told.heads, last, len(records), state, is_partial, is_dirty=False, found=found)
        self._save(stream, standing, text)

    def _add_late(self, stream: str, left: Left, records: Sequence[Record]) -> None:
        """Records of a stream whose past was let go: kept and shown, but nothing is left to fold them with."""
        if not records:
            return
        seen = {one for record in records for one in record.basis}
        heads = (one for one in (*left.heads, *(record.event_id for record in records)) if one not in seen)
        last = max(left.last_hlc, *(record.hlc for record in records))
        self._cursor.execute(_ADD_LATE, (joined(heads), last, left.n + len(records), stream))
        self._kept.pop(stream, None)
        state = self._load(stream, is_past_gone=True).state
        if state is not None:
            self._shows.show_many(records, state)

    def refold_if_dirty(self, stream: str) -> None:
        if self._standing(stream).is_dirty:
            self.refold(stream)

    def show_all(self, stream: str, projections: Sequence[Projection]) -> None:
        """Fill tables that were made anew with the records of one stream."""
        before = self._standing(stream)
        if before.is_dirty:
            self.refold(stream)  # shows them to every projection
            return
        if not self._shows.only(projections).show_many(self.records(stream), before.state):
            self._save(stream, replace(before, is_partial=True))

    def records(self, stream: str) -> list[Record]:
        return [record_of(row) for row in self._cursor.execute(SELECT_STREAM, (stream,)).fetchall()]

    def refold_dirty(self, most: int) -> int:
        """Fold some of the streams that an older version folded; how many there were."""
        rows = self._cursor.execute(f"{TO_FOLD} LIMIT ?", (most,)).fetchall()
        for (stream,) in rows:
            self.refold(stream)
        return len(rows)

    def settle(self) -> None:
        """The request is done; what it touched may stay in memory."""
        self._touched.clear()

    def forget_touched(self) -> None:
        """The request was rolled back: what it touched is read from the file again."""
        for stream in self._touched:
            self.forget(stream)
        self._touched.clear()

    def forget(self, stream: str) -> None:
        self._kept.pop(stream, None)
        self._graphs.pop(stream, None)

    def forget_all(self) -> None:
        self._kept.clear()
        self._graphs.clear()
        self._touched.clear()

    def _must_refold(self, before: _Standing, stream: str, ordered: Sequence[Record]) -> bool:
        """A record below the latest, or one that others named before it came, changes what they say. Without
        a fold there is nothing to say anew, and only the heads are to be found."""
        if before.is_dirty:
            return True
        if prefix(stream) in self._folds:
            if ordered[0].hlc <= before.last_hlc:
                return True
            is_line = ordered[0].basis == before.heads
            own = {record.event_id for record in ordered}
            return not is_line and not own.isdisjoint(self._discrepancies.dangling(stream))
        return not self._is_line(before, ordered) and self._is_tangled(stream, ordered)

    def _is_line(self, before: _Standing, ordered: Sequence[Record]) -> bool:
        """Whether each of these has seen just the one before it, and the first what is here."""
        bases = (before.heads, *((record.event_id,) for record in ordered[:-1]))
        return ordered[0].hlc > before.last_hlc and all(
            record.basis == basis for record, basis in zip(ordered, bases, strict=True)
        )

    def _is_tangled(self, stream: str, ordered: Sequence[Record]) -> bool:
        """Whether what these records name is missing, or was missing until they came."""
        own = {record.event_id for record in ordered}
        named = {one for record in ordered for one in record.basis} - own
        marks = ", ".join("?" * len(named))
        known = f"SELECT count(*) FROM event WHERE event_id IN ({marks}) AND stream = ?"
        rows = self._cursor.execute(known, (*named, stream)).fetchall()
        return rows[0][0] != len(named) or not own.isdisjoint(self._discrepancies.dangling(stream))

    def _step(self, before: _Standing, record: Record) -> None:
        stream, fold = record.stream, self._folds.get(prefix(record.stream))
        past = self._past(before.heads, record) if fold is not None else EVERYTHING
        if past is None:
            self.refold(stream)
            return
        state, is_whole = self._fold(fold, before.state, record, past)
        text = self._text(state, record)
        if text is None:
            state, is_whole = before.state, False
        is_whole = self._shows.show(record, state) and is_whole
        heads = _after(before.heads, record)
        is_partial = before.is_partial or not is_whole
        found = self._found(fold, state, record)
        last = max(before.last_hlc, record.hlc)
        after = _Standing(heads, last, before.n + 1, state, is_partial, is_dirty=False, found=found)
        self._save(stream, after, text)
        if found != self._found_before(fold, before, record) or record.kind in SETTLING:
            self._discrepancies.keep(stream, found, is_whole=False)

    def _past(self, heads: tuple[bytes, ...], record: Record) -> Past | None:
        """What the record had seen; None where it names what is not here, so that all must be looked at."""
        graph = self._graphs.get(record.stream)
        if record.basis == heads and graph is None:
            return EVERYTHING
        self._touched.add(record.stream)
        if graph is None:
            rows = self._cursor.execute(_GRAPH, (record.stream,)).fetchall()
            graph = Causality((event_id, parted(basis)) for event_id, basis in rows)
            self._graphs[record.stream] = graph
            if len(self._graphs) > _MOST_GRAPHS:
                self._graphs.popitem(last=False)
        graph.add(record.event_id, record.basis)
        return None if graph.dangling else graph.past_of(record.event_id)

    def _found_before(self, fold: AnyFold | None, before: _Standing, record: Record) -> tuple[Found, ...]:
        return self._found(fold, before.state, record) if before.found is None else before.found

    def _found(self, fold: AnyFold | None, state: object | None, record: Record) -> tuple[Found, ...]:
        if fold is None:
            return ()
        try:
            return tuple(fold.discrepancies(state))
        except Exception as error:  # as of the fold itself
            self._note(record, f"discrepancies of {fold.name}", error)
            return ()

    def _fold(
        self, fold: AnyFold | None, state: object | None, record: Record, past: Past
    ) -> tuple[object | None, bool]:
        if isinstance(record.event, UnknownEvent):
            return state, False
        if fold is None:
            return None, True
        if record.stream in self._given_up:
            return state, False
        try:
            return self._budget.run(lambda: fold.step(state, record, past)), True
        except Exception as error:  # a fold is a neighbour's rule: its fault must not cost a fact
            self._note(record, f"fold {fold.name}", error)
        except OutOfTime as error:
            self._give_up(fold, record, error)
        return state, False

    def _retold(self, stream: str, records: Sequence[Record]) -> Told:
        fold = self._folds.get(prefix(stream))
        told = retold(fold, stream, records, self._budget)
        for record, error in told.errors:
            if fold is not None and isinstance(error, OutOfTime):
                self._give_up(fold, record, error)
            else:
                self._note(record, f"fold {prefix(stream)}", error)
        return told

    def _give_up(self, fold: AnyFold, record: Record, error: OutOfTime) -> None:
        """One stream's endless rule must not stop the station at each of its records: only the next version
        or the next start tries it again."""
        self._given_up.add(record.stream)
        self._note(record, f"fold {fold.name} took too long and", error)

    def _text(self, state: object | None, record: Record) -> str | None:
        try:
            return _encode(state).decode()
        except Exception as error:  # a state that is no JSON is a fault of the rule as well
            self._note(record, "state", error)
            return None

    def _note(self, record: Record, where: str, error: BaseException) -> None:
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

    def _load(self, stream: str, *, is_past_gone: bool = False) -> _Standing:
        fold = self._folds.get(prefix(stream))
        row = self._cursor.execute(_LOAD, (stream,)).fetchone()
        if row is None:
            return _Standing((), 0, 0, fold.empty(stream) if fold else None, is_partial=False, is_dirty=False)
        heads, last_hlc, n, text, fold_v, partial, dirty = row
        state, is_dirty = None, bool(dirty) or fold_v != (fold.version if fold else 0)
        if fold is not None and (is_past_gone or not is_dirty):
            try:
                state = msgspec.json.decode(text, type=fold.state)
            except msgspec.MsgspecError:
                is_dirty = True  # the shape of the state changed without a new version: fold anew
        return _Standing(parted(heads), last_hlc, n, state, bool(partial), is_dirty, found=None)

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
