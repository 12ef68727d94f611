"""Folds all records of a stream from the beginning: what a late record, or a new version, makes necessary."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from momstation.core.event import Record, UnknownEvent
from momstation.store.budget import Budget, OutOfTime
from momstation.store.discrepancies import found_dangling
from momstation.store.fold import AnyFold
from momstation.store.merging.causality import EVERYTHING, Causality
from momstation.store.merging.found import Found

_LEAST_S = 5.0
_RECORD_S = 0.0005
"""A fold takes some microseconds a record: a hundred times that is a fault."""


@dataclass(slots=True)
class Told:
    """The state of a whole stream, its heads, what is missing in it, and what went wrong on the way."""

    state: object | None
    heads: tuple[bytes, ...] = ()
    is_partial: bool = False
    dangling: list[Found] = field(default_factory=list)
    errors: list[tuple[Record, BaseException]] = field(default_factory=list)


def retold(fold: AnyFold | None, stream: str, records: Sequence[Record], budget: Budget) -> Told:
    """``records`` in the order of the fold. A record at which the fold raises is left out of the state; one at
    which it takes too long ends the fold there."""
    told = Told(None if fold is None else fold.empty(stream))
    place = [0]
    if fold is not None:
        try:
            budget.run(lambda: _walk(fold, told, records, place), _LEAST_S + _RECORD_S * len(records))
        except OutOfTime as error:
            told.is_partial = True
            told.errors.append((records[place[0]], error))
    elif any(isinstance(record.event, UnknownEvent) for record in records):
        told.is_partial = True
    _tie(told, records)
    return told


def _walk(fold: AnyFold, told: Told, records: Sequence[Record], place: list[int]) -> None:
    """In a line of records each has seen all before it; only where they part is the whole past looked up."""
    causality: Causality | None = None
    heads: tuple[bytes, ...] = ()
    step = fold.step
    for index, record in enumerate(records):
        place[0] = index
        if record.basis == heads:
            past = EVERYTHING
            heads = (record.event_id,)
        else:
            if causality is None:
                causality = Causality((one.event_id, one.basis) for one in records)
            past = causality.past_of(record.event_id)
            heads = (*(head for head in heads if head not in record.basis), record.event_id)
        if isinstance(record.event, UnknownEvent):
            told.is_partial = True
            continue
        try:
            told.state = step(told.state, record, past)
        except Exception as error:  # a fold is a neighbour's rule: its fault must not cost a fact
            told.is_partial = True
            told.errors.append((record, error))


def _tie(told: Told, records: Sequence[Record]) -> None:
    """The heads are what nobody names; what is named and not here dangles."""
    names: dict[bytes, bytes] = {}
    for record in records:
        for one in record.basis:
            names.setdefault(one, record.event_id)
    told.heads = tuple(record.event_id for record in records if record.event_id not in names)
    told.dangling = found_dangling(_missing(names, records), names)


def _missing(names: Iterable[bytes], records: Sequence[Record]) -> set[bytes]:
    return set(names).difference(record.event_id for record in records)
