"""Keeps every stream's state, and the tables made of it, in step with records that come in any order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa

from momstation.core.clock import Clock
from momstation.core.event import Record
from momstation.store.budget import Budget
from momstation.store.discrepancies import SETTLING, Discrepancies
from momstation.store.fold import AnyFold, prefix
from momstation.store.fold_faults import FoldFaults
from momstation.store.folding import Folding
from momstation.store.merging.causality import EVERYTHING
from momstation.store.merging.found import Found
from momstation.store.projection import Projection
from momstation.store.rows import SELECT_STREAM, joined, record_of
from momstation.store.seen import Seen
from momstation.store.showing import Shows
from momstation.store.sqlite import cursor_of
from momstation.store.standings import Standing, Standings, encode
from momstation.store.thinned import THINNED, Left, left_of

TO_FOLD = f"SELECT stream FROM stream WHERE dirty AND dirty <> {THINNED}"
_ADD_LATE = "UPDATE stream SET heads = ?, last_hlc = ?, n = ?, partial = 1 WHERE stream = ?"


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
        self._faults = FoldFaults(self._cursor, self._folds, clock)
        self._shows = Shows(conn, projections, self._faults.note)
        self._discrepancies = Discrepancies(self._cursor)
        self._budget = budget or Budget()
        self._folding = Folding(self._folds, self._budget, self._faults.note)
        self._standings = Standings(self._cursor, self._folds)
        self._seen = Seen(self._cursor)
        self._at_hand = (self._standings.at_hand, self._seen.at_hand)

    def close(self) -> None:
        self._budget.close()

    @property
    def folds(self) -> Mapping[str, AnyFold]:
        """By the prefix of their streams."""
        return self._folds

    def heads(self, stream: str) -> tuple[bytes, ...]:
        """The records that no later record of the stream has seen: the basis of the next one."""
        return self._standings.of(stream).heads

    def take_own(self, record: Record) -> None:
        """An own record has seen everything that this store has."""
        before = self._standings.of(record.stream)
        if self._must_refold(before, record.stream, (record,)):
            self.refold(record.stream)
        else:
            self._step(before, record)

    def take_pulled(self, stream: str, records: Sequence[Record]) -> None:
        """New records of one stream from elsewhere, already stored."""
        before = self._standings.of(stream)
        ordered = sorted(records, key=lambda record: record.order)
        if self._must_refold(before, stream, ordered):
            self.refold(stream)
        elif len(ordered) == 1 or not self._go_on(before, ordered):
            for record in ordered:
                self._step(self._standings.of(stream), record)

    def _go_on(self, before: Standing, ordered: Sequence[Record]) -> bool:
        """Fold these records after what is there, and show, look and save once. False where they are to be
        taken one by one, as one of them makes a state that cannot be kept."""
        stream = ordered[0].stream
        fold = self._folding.of(stream)
        state, heads, is_partial = before.state, before.heads, before.is_partial
        for record in ordered:
            past = self._seen.of(heads, record) if fold is not None else EVERYTHING
            if past is None:
                self.refold(stream)
                return True
            state, is_whole = self._folding.step(fold, state, record, past)
            is_partial = is_partial or not is_whole
            heads = _after(heads, record)
        try:
            text = encode(state).decode()
        except Exception:  # noted by whoever takes them one by one
            return False
        is_partial = not self._shows.show_many(ordered, state) or is_partial
        found = self._folding.found(fold, state, ordered[-1])
        last, n = max(before.last_hlc, ordered[-1].hlc), before.n + len(ordered)
        self._standings.save(
            stream, Standing(heads, last, n, state, is_partial, is_dirty=False, found=found), text
        )
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
        self._faults.forget(stream)
        self._seen.at_hand.drop(stream)
        self._folding.try_again(stream)
        told = self._folding.whole(stream, records)
        fold = self._folding.of(stream)
        state, is_partial = told.state, told.is_partial
        text = self._folding.text(state, records[-1]) if records else None
        if text is None:
            state, is_partial = (fold.empty(stream) if fold else None), bool(records) or is_partial
        is_partial = not self._shows.show_many(records, state) or is_partial
        found = self._folding.found(fold, state, records[-1]) if records else ()
        self._discrepancies.keep(stream, (*found, *told.dangling), is_whole=True)
        last = records[-1].hlc if records else 0
        standing = Standing(told.heads, last, len(records), state, is_partial, is_dirty=False, found=found)
        self._standings.save(stream, standing, text)

    def _add_late(self, stream: str, left: Left, records: Sequence[Record]) -> None:
        """Records of a stream whose past was let go: kept and shown, but nothing is left to fold them with."""
        if not records:
            return
        seen = {one for record in records for one in record.basis}
        heads = (one for one in (*left.heads, *(record.event_id for record in records)) if one not in seen)
        last = max(left.last_hlc, *(record.hlc for record in records))
        self._cursor.execute(_ADD_LATE, (joined(heads), last, left.n + len(records), stream))
        self._standings.at_hand.drop(stream)
        state = self._standings.read(stream, is_past_gone=True).state
        if state is not None:
            self._shows.show_many(records, state)

    def refold_if_dirty(self, stream: str) -> None:
        if self._standings.of(stream).is_dirty:
            self.refold(stream)

    def show_all(self, stream: str, projections: Sequence[Projection]) -> None:
        """Fill tables that were made anew with the records of one stream."""
        before = self._standings.of(stream)
        if before.is_dirty:
            self.refold(stream)  # shows them to every projection
            return
        if not self._shows.only(projections).show_many(self.records(stream), before.state):
            self._standings.save(stream, replace(before, is_partial=True))

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
        for kept in self._at_hand:
            kept.settle()

    def forget_touched(self) -> None:
        """The request was rolled back: what it touched is read from the file again."""
        for kept in self._at_hand:
            kept.roll_back()

    def forget(self, stream: str) -> None:
        for kept in self._at_hand:
            kept.drop(stream)

    def forget_all(self) -> None:
        for kept in self._at_hand:
            kept.clear()

    def _must_refold(self, before: Standing, stream: str, ordered: Sequence[Record]) -> bool:
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

    def _is_line(self, before: Standing, ordered: Sequence[Record]) -> bool:
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

    def _step(self, before: Standing, record: Record) -> None:
        stream, fold = record.stream, self._folding.of(record.stream)
        past = self._seen.of(before.heads, record) if fold is not None else EVERYTHING
        if past is None:
            self.refold(stream)
            return
        state, is_whole = self._folding.step(fold, before.state, record, past)
        text = self._folding.text(state, record)
        if text is None:
            state, is_whole = before.state, False
        is_whole = self._shows.show(record, state) and is_whole
        heads = _after(before.heads, record)
        is_partial = before.is_partial or not is_whole
        found = self._folding.found(fold, state, record)
        last = max(before.last_hlc, record.hlc)
        after = Standing(heads, last, before.n + 1, state, is_partial, is_dirty=False, found=found)
        self._standings.save(stream, after, text)
        if found != self._found_before(fold, before, record) or record.kind in SETTLING:
            self._discrepancies.keep(stream, found, is_whole=False)

    def _found_before(self, fold: AnyFold | None, before: Standing, record: Record) -> tuple[Found, ...]:
        return self._folding.found(fold, before.state, record) if before.found is None else before.found
