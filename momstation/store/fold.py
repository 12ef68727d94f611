"""Turns the records of one stream into its state, the same whatever order they arrived in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec

from momstation.core.event import Record, UnknownEvent
from momstation.store.merging.causality import Causality, Past
from momstation.store.merging.found import Found

S = TypeVar("S", bound=msgspec.Struct)


def nothing_found(_state: object) -> Sequence[Found]:
    """Of a fold whose records cannot contradict each other."""
    return ()


@dataclass(frozen=True)
class Fold(Generic[S]):
    """A pure rule: no clock, no randomness, no floats, no reading or writing.

    ``name`` is the stream's prefix: ``order`` for ``order/4711-20``. ``state`` must survive JSON and back.
    ``apply`` sees the records in the order (hlc, station, epoch, seq), each once, and none that this version
    cannot read. A fold that must know what was concurrent gives ``apply_seen`` as well, which is told what
    each record had seen; ``apply`` is then for a record that had seen everything before it.
    ``discrepancies`` says what contradicts itself in a state; it is asked after every record, so it must cost
    nothing where nothing does. Raise ``version`` whenever the same records give another state or discrepancy.
    """

    name: str
    version: int
    state: type[S]
    empty: Callable[[str], S]
    apply: Callable[[S, Record], S]
    apply_seen: Callable[[S, Record, Past], S] | None = None
    discrepancies: Callable[[S], Sequence[Found]] = nothing_found

    def step(self, state: S, record: Record, past: Past) -> S:
        """The state after one more record."""
        if self.apply_seen is None:
            return self.apply(state, record)
        return self.apply_seen(state, record, past)


AnyFold = Fold[Any]


def prefix(stream: str) -> str:
    """The name of the fold that a stream belongs to."""
    return stream.partition("/")[0]


def in_order(records: Iterable[Record]) -> list[Record]:
    """Each record once, in the order in which folds see them."""
    return sorted({record.event_id: record for record in records}.values(), key=lambda record: record.order)


def fold_of(fold: Fold[S], stream: str, records: Iterable[Record]) -> S:
    """The state of ``stream`` by definition: every record once, in order. The store must agree with it."""
    ordered = in_order(records)
    causality = Causality((record.event_id, record.basis) for record in ordered)
    state = fold.empty(stream)
    for record in ordered:
        if not isinstance(record.event, UnknownEvent):
            state = fold.step(state, record, causality.past_of(record.event_id))
    return state
