"""Records and folds for histories of faults: a lot that is held and released, and kinds that older versions
of the station cannot read."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import ClassVar

import msgspec

from momstation.core.event import CLOSES_STREAM, Event, Record, UnknownEvent
from momstation.events import codec
from momstation.production.records.projecting import order_fold
from momstation.store.fold import AnyFold, Fold, in_order, prefix
from momstation.store.merging.causality import Causality

RELEASES = (1, 2, 3)


class _OfLot(Event, frozen=True, kw_only=True):
    lot: str

    def stream(self) -> str:
        return f"lot/{self.lot}"


class LotHeld(_OfLot, frozen=True, kw_only=True):
    kind: ClassVar[str] = "test.lot_held"
    why: str = ""


class LotReleased(_OfLot, frozen=True, kw_only=True):
    """``holds`` are those that the screen showed, by id."""

    kind: ClassVar[str] = "test.lot_released"
    holds: tuple[str, ...]


class LotClosed(_OfLot, frozen=True, kw_only=True):
    """Nobody expects more of this lot; but who was away may have."""

    kind: ClassVar[str] = "test.lot_closed"

    def flags(self) -> int:
        return CLOSES_STREAM


class LotWeighed(_OfLot, frozen=True, kw_only=True):
    """The second release brought it."""

    kind: ClassVar[str] = "test.lot_weighed"
    grams: int


class LotTested(_OfLot, frozen=True, kw_only=True):
    """The third release brought it."""

    kind: ClassVar[str] = "test.lot_tested"
    verdict: str


class Lot(msgspec.Struct, frozen=True):
    """``open`` are the holds that no release has named."""

    holds: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    grams: int = 0
    verdicts: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[str, ...]:
        return tuple(sorted(set(self.holds) - set(self.named)))


BREAKS = "breaks the fold"


def _apply(state: Lot, record: Record) -> Lot:
    match record.event:
        case LotHeld(why=why):
            if why == BREAKS:
                raise ValueError("this hold breaks the fold")
            return msgspec.structs.replace(state, holds=(*state.holds, record.event_id.hex()))
        case LotReleased(holds=holds):
            return msgspec.structs.replace(state, named=tuple(sorted({*state.named, *holds})))
        case LotWeighed(grams=grams):
            return msgspec.structs.replace(state, grams=state.grams + grams)
        case LotTested(verdict=verdict):
            return msgspec.structs.replace(state, verdicts=(*state.verdicts, verdict))
    return state


def lot_fold(release: int) -> Fold[Lot]:
    return Fold(name="lot", version=release, state=Lot, empty=lambda stream: Lot(), apply=_apply)


def folds_of(release: int) -> Sequence[AnyFold]:
    """The product's own rule for orders, and the one above."""
    return (order_fold(), lot_fold(release))


_NEW = {1: (LotHeld, LotReleased, LotClosed), 2: (LotWeighed,), 3: (LotTested,)}
PRODUCT = codec.KINDS


def kinds_of(release: int) -> Mapping[tuple[str, int], type[Event]]:
    """What a release of the station can read."""
    classes = [one for n in RELEASES if n <= release for one in _NEW[n]]
    return {**PRODUCT, **{(one.kind, one.v): one for one in classes}}


_READABLE = {release: kinds_of(release) for release in RELEASES}


@contextmanager
def reading(release: int) -> Iterator[None]:
    """What is decoded here is decoded by a station of that release."""
    before = codec.KINDS
    codec.KINDS = _READABLE[release]
    try:
        yield
    finally:
        codec.KINDS = before


def states_of(records: Iterable[Record], folds: Sequence[AnyFold]) -> dict[str, bytes]:
    """Every stream's state by definition, as JSON; a record on which the fold fails is left out, as in the store."""
    by_name = {fold.name: fold for fold in folds}
    by_stream: dict[str, list[Record]] = {}
    for record in records:
        by_stream.setdefault(record.stream, []).append(record)
    return {stream: _state(by_name.get(prefix(stream)), stream, some) for stream, some in by_stream.items()}


def _state(fold: AnyFold | None, stream: str, records: Sequence[Record]) -> bytes:
    if fold is None:
        return b"null"
    state = fold.empty(stream)
    ordered = in_order(records)
    causality = Causality((record.event_id, record.basis) for record in ordered)
    for record in ordered:
        event = codec.decode(record.kind, record.v, record.stream, record.payload)
        if isinstance(event, UnknownEvent):
            continue
        try:
            state = fold.step(state, _with(record, event), causality.past_of(record.event_id))
        except Exception:  # noqa: S112 the station notes it: what is left is compared
            continue
    return msgspec.json.encode(state, order="sorted")


def _with(record: Record, event: Event) -> Record:
    if event == record.event:
        return record
    return replace(record, event=event)


def state_hash(states: Mapping[str, bytes]) -> str:
    said = b"\n".join(
        stream.encode("utf-8", "surrogatepass") + b"\t" + state for stream, state in sorted(states.items())
    )
    return hashlib.sha256(said).hexdigest()
