"""Random histories of several stations with partial knowledge: who recorded what, having seen which records."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from hypothesis import strategies as st

from momstation.store.merging.causality import Causality, Past

W = TypeVar("W")
Said_co = TypeVar("Said_co", covariant=True)
STATIONS = ("P07", "P08", "W02")


@dataclass(frozen=True)
class Told(Generic[Said_co]):
    """One record: its id, who wrote it, what it had seen, when by the logical clock, and what it says."""

    id: bytes
    station: str
    basis: tuple[bytes, ...]
    hlc: int
    what: Said_co

    @property
    def hex(self) -> str:
        return self.id.hex()


@dataclass(frozen=True)
class History(Generic[W]):
    """``told`` in the order of the logical clock; ``past`` by the whole transitive closure, kept naively."""

    told: tuple[Told[W], ...]
    past: dict[bytes, frozenset[bytes]]

    def saw(self, one: Told[W], other: Told[W]) -> bool:
        return other.id in self.past[one.id]

    def are_concurrent(self, one: Told[W], other: Told[W]) -> bool:
        return one is not other and not self.saw(one, other) and not self.saw(other, one)

    def causality(self) -> Causality:
        return Causality((each.id, each.basis) for each in self.told)

    def pasts(self) -> list[tuple[Told[W], Past]]:
        causality = self.causality()
        return [(each, causality.past_of(each.id)) for each in self.told]


def histories(what: st.SearchStrategy[W], most: int = 14) -> st.SearchStrategy[History[W]]:
    """Each step is a record of one station, after which some of the others may hear of all it knows."""
    step = st.tuples(
        st.sampled_from(STATIONS), what, st.sets(st.sampled_from(STATIONS), max_size=2), st.integers(1, 4)
    )
    return st.lists(step, max_size=most).map(_history)


def _history(steps: Sequence[tuple[str, W, set[str], int]]) -> History[W]:
    known: dict[str, dict[bytes, Told[W]]] = {station: {} for station in STATIONS}
    past: dict[bytes, frozenset[bytes]] = {}
    for number, (station, what, listeners, skew) in enumerate(steps):
        seen = known[station]
        heads = tuple(one for one in seen if not any(one in past[other] for other in seen))
        hlc = max((each.hlc for each in seen.values()), default=0) + skew
        event_id = number.to_bytes(16, "big")
        past[event_id] = frozenset(seen)
        seen[event_id] = Told(event_id, station, heads, hlc, what)
        for listener in listeners:
            known[listener] |= seen
    every = {one: told for seen in known.values() for one, told in seen.items()}
    ordered = sorted(every.values(), key=lambda each: (each.hlc, each.station, each.id))
    return History(tuple(ordered), past)
