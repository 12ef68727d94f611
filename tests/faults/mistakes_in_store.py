"""Known mistakes in how the store keeps and folds, as patches that a test switches on."""

import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import msgspec

from momstation.core.event import Record, UnknownEvent
from momstation.store import hlc, sqlite
from momstation.store.fold import Fold
from momstation.store.folding import Folding
from momstation.store.ledger import Ledger
from momstation.store.log import OwnLog
from momstation.store.streams import Streams
from momstation.store.ticks import TickRows
from momstation.store.writer import Writer
from tests.faults import kinds
from tests.faults.kinds import LotHeld, LotReleased, LotWeighed

# -- the store


def dedupe_by_number_only() -> Any:
    insert = Ledger._insert_unknown

    def seen(self: Ledger, record: Record) -> bool:
        sql = "SELECT 1 FROM event WHERE station_id = ? AND epoch = ? AND seq = ?"
        place = (record.station_id, record.epoch, record.seq)
        return self._cursor.execute(sql, place).fetchone() is None and insert(self, record)

    return patch.object(Ledger, "_insert_unknown", seen)


def twice_is_folded_twice() -> Any:
    """In a fold that may be applied in any order, and so is never made anew."""
    insert = Ledger._insert_unknown

    def always(self: Ledger, record: Record) -> bool:
        insert(self, record)
        return True

    stack = sums_of(1)
    stack.enter_context(patch.object(Ledger, "_insert_unknown", always))
    return stack


def unknown_kinds_are_dropped() -> Any:
    take = Ledger._take_in

    def known(self: Ledger, records: Sequence[Record]) -> Any:
        return take(self, [record for record in records if not isinstance(record.event, UnknownEvent)])

    return patch.object(Ledger, "_take_in", known)


def fork_keeps_what_was_acknowledged_only() -> Any:
    return patch.object(OwnLog, "_unacknowledged", lambda self: [])


def folded_as_they_come() -> Any:
    """A late record is folded behind those that were stamped after it."""

    def pulled(self: Streams, stream: str, records: Sequence[Record], **_: object) -> None:
        for record in records:
            self._step(self._standings.of(stream), record)

    stack = ExitStack()
    stack.enter_context(patch.object(Streams, "take_pulled", pulled))
    stack.enter_context(
        patch.object(
            Streams, "take_own", lambda self, record: self._step(self._standings.of(record.stream), record)
        )
    )
    return stack


class Weight(msgspec.Struct, frozen=True):
    """A fold that may be applied in any order, if only its sum were whole."""

    holds: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    grams: float = 0


def _sums(factor: float | int) -> Fold[Weight]:
    def apply(state: Weight, record: Record) -> Weight:
        match record.event:
            case LotHeld() if record.event.why != kinds.BREAKS:
                held = tuple(sorted({*state.holds, record.event_id.hex()}))
                return msgspec.structs.replace(
                    state, holds=held, grams=state.grams + factor * record.event_id[-1]
                )
            case LotReleased(holds=holds):
                return msgspec.structs.replace(state, named=tuple(sorted({*state.named, *holds})))
            case LotWeighed(grams=grams):
                return msgspec.structs.replace(state, grams=state.grams + factor * grams)
        return state

    return Fold(name="lot", version=1, state=Weight, empty=lambda stream: Weight(), apply=apply)


def sums_of(factor: float | int) -> Any:
    """Folded as they come: right for whole numbers, and the control for floats."""
    stack = ExitStack()
    stack.enter_context(folded_as_they_come())
    fold = _sums(factor)
    stack.enter_context(patch.object(kinds, "lot_fold", lambda release: replace(fold, version=release)))
    return stack


def released_by_clock() -> Any:
    """A release lifts every hold that was stamped before it, whoever saw it."""

    def apply(state: kinds.Lot, record: Record) -> kinds.Lot:
        if isinstance(record.event, LotReleased):
            return msgspec.structs.replace(state, named=tuple(sorted({*state.named, *state.holds})))
        return kinds._apply(state, record)

    fold = Fold(name="lot", version=1, state=kinds.Lot, empty=lambda stream: kinds.Lot(), apply=apply)
    return patch.object(kinds, "lot_fold", lambda release: replace(fold, version=release))


def a_wrong_clock_is_believed() -> Any:
    return patch.object(hlc, "seen", lambda last, remote, true_ms: max(last, remote))


def the_clock_alone_stamps() -> Any:
    return patch.object(hlc, "tick", lambda own, seen, now_ms: hlc.at_ms(now_ms))


def one_bad_fold_stops_the_rest() -> Any:
    def bare(self: Folding, fold: Any, state: Any, record: Record, past: Any) -> Any:
        if fold is None or isinstance(record.event, UnknownEvent):
            return state, fold is None
        return fold.step(state, record, past), True

    return patch.object(Folding, "step", bare)


# -- power


def synchronous(level: str) -> Any:
    pragmas = tuple(one.replace("synchronous = FULL", f"synchronous = {level}") for one in sqlite._WRITER)
    return patch.object(sqlite, "_WRITER", pragmas)


def _commit_between(method: str) -> Callable[[Any], Any]:
    def split(cls: Any) -> Any:
        first = getattr(cls, method)

        def apart(self: Any, *arguments: Any, **named: Any) -> Any:
            result = first(self, *arguments, **named)
            self._cursor.execute("COMMIT")
            self._cursor.execute("BEGIN IMMEDIATE")
            return result

        return patch.object(cls, method, apart)

    return split


def tick_taken_before_it_is_told() -> Any:
    return _commit_between("take")(TickRows)


def cursor_before_its_records() -> Any:
    absorb = Ledger.absorb

    def apart(self: Ledger, topic_id: int, topic_code: str, rows: Any) -> Any:
        if rows:
            self._put_cursor(topic_id, topic_code, rows[-1][0], rows[-1][1].event_id)
            self._cursor.execute("COMMIT")
            self._cursor.execute("BEGIN IMMEDIATE")
        with patch.object(Ledger, "_check_contiguous", lambda self, topic, rows: None):
            return absorb(self, topic_id, topic_code, rows)

    return patch.object(Ledger, "absorb", apart)


def records_of_one_command_apart() -> Any:
    return _commit_between("_record_one")(Ledger)


def confirmed_before_the_commit() -> Any:
    def early(self: Writer, batch: Any) -> Any:
        self._memory.begin_all()
        self._cursor.execute("BEGIN IMMEDIATE")
        for request in batch:
            self._memory.begin_request()
            request.keep(request.work())()
            _after_a_while()
        self._cursor.execute("COMMIT")
        return []

    return patch.object(Writer, "_transaction", early)


def _after_a_while() -> None:
    threading.Event().wait(0.005)  # the one who was told goes on
