"""Turns the records of one stream into its state, the same whatever order they arrived in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec

from momstation.core.event import Record, UnknownEvent

S = TypeVar("S", bound=msgspec.Struct)


@dataclass(frozen=True)
class Fold(Generic[S]):
    """A pure rule: no clock, no randomness, no floats, no reading or writing.

    ``name`` is the stream's prefix: ``order`` for ``order/4711-20``. ``state`` must survive JSON and back.
    ``apply`` sees the records in the order (hlc, station, epoch, seq), each once, and none that this version
    cannot read. Raise ``version`` whenever the same records give another state.
    """

    name: str
    version: int
    state: type[S]
    empty: Callable[[str], S]
    apply: Callable[[S, Record], S]


AnyFold = Fold[Any]


def prefix(stream: str) -> str:
    """The name of the fold that a stream belongs to."""
    return stream.partition("/")[0]


def in_order(records: Iterable[Record]) -> list[Record]:
    """Each record once, in the order in which folds see them."""
    return sorted({record.event_id: record for record in records}.values(), key=lambda record: record.order)


def fold_of(fold: Fold[S], stream: str, records: Iterable[Record]) -> S:
    """The state of ``stream`` by definition: every record once, in order. The store must agree with it."""
    state = fold.empty(stream)
    for record in in_order(records):
        if not isinstance(record.event, UnknownEvent):
            state = fold.apply(state, record)
    return state
