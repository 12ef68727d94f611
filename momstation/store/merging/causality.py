"""Answers what a record had seen when it was written, so that nobody has to believe clocks.

Each record names the heads of its stream that its writer had (``basis``). One record is in the past of another
when a chain of these names leads to it; two records are concurrent when neither is in the past of the other.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol


class Past(Protocol):
    """What one record had seen of its stream."""

    def saw(self, event_id: bytes) -> bool:
        """Whether that record is in the past of this one; False for a record that is not known here."""
        ...

    def was_seen_by(self, event_id: bytes) -> bool:
        """Whether this record is in the past of that one: possible where a clock was far ahead."""
        ...


class _Everything:
    """The past of a record that named all heads there were."""

    def saw(self, event_id: bytes) -> bool:
        return True

    def was_seen_by(self, event_id: bytes) -> bool:
        return False


EVERYTHING: Past = _Everything()
Node = tuple[bytes, Sequence[bytes]]


class Causality:
    """The whole past of one stream, as chains of records and how far along each chain a record had seen.

    A line of records is one chain, so that the question costs one comparison. ``dangling`` are the ids that a
    basis names and that are not known: such a chain of names ends there, and nothing is guessed.
    """

    def __init__(self, nodes: Iterable[Node] = ()) -> None:
        self._place: dict[bytes, tuple[int, int]] = {}
        self._seen: dict[bytes, dict[int, int]] = {}  # along other chains than its own
        self._tails: list[bytes] = []
        self.dangling: set[bytes] = set()
        for event_id, basis in _causes_first(nodes):
            self.add(event_id, basis)

    def __contains__(self, event_id: bytes) -> bool:
        return event_id in self._place

    def __len__(self) -> int:
        return len(self._place)

    def add(self, event_id: bytes, basis: Sequence[bytes]) -> None:
        """One more record; what it names should be known by now, else it dangles."""
        if event_id in self._place:
            return
        known = [one for one in basis if one in self._place]
        self.dangling.update(one for one in basis if one not in self._place)
        self.dangling.discard(event_id)
        chain = next((self._place[one][0] for one in known if self._tails[self._place[one][0]] == one), None)
        if chain is None:
            chain, here, others = len(self._tails), 1, self._joined(known)
            self._tails.append(event_id)
        elif len(known) == 1:  # the next one in a line: what it had seen of others is shared, not copied
            here, others = self._place[known[0]][1] + 1, self._seen[known[0]]
        else:
            others = self._joined(known)
            here = others.pop(chain) + 1
        self._tails[chain] = event_id
        self._place[event_id] = (chain, here)
        self._seen[event_id] = others

    def saw(self, later: bytes, earlier: bytes) -> bool:
        """Whether ``earlier`` is in the past of ``later``; no record is in its own past."""
        place, seer = self._place.get(earlier), self._place.get(later)
        if place is None or seer is None or earlier == later:
            return False
        chain, index = place
        return index <= (seer[1] if seer[0] == chain else self._seen[later].get(chain, 0))

    def are_concurrent(self, one: bytes, other: bytes) -> bool:
        return one != other and not self.saw(one, other) and not self.saw(other, one)

    def past_of(self, event_id: bytes) -> Past:
        return _Seen(self, event_id)

    def _joined(self, known: Sequence[bytes]) -> dict[int, int]:
        """How far along each chain ``known`` and their pasts go."""
        joined: dict[int, int] = {}
        for one in known:
            chain, here = self._place[one]
            for other, index in ((chain, here), *self._seen[one].items()):
                joined[other] = max(joined.get(other, 0), index)
        return joined


class _Seen:
    """One record's view of a whole past."""

    def __init__(self, causality: Causality, event_id: bytes) -> None:
        self._causality = causality
        self._event_id = event_id

    def saw(self, event_id: bytes) -> bool:
        return self._causality.saw(self._event_id, event_id)

    def was_seen_by(self, event_id: bytes) -> bool:
        return self._causality.saw(event_id, self._event_id)


def _causes_first(nodes: Iterable[Node]) -> list[Node]:
    """Records after all that they name. Forged names may go round in a circle: it is cut where it is met."""
    basis_of = dict(nodes)
    done: set[bytes] = set()
    ordered: list[Node] = []
    for first in basis_of:
        stack = [first]
        begun: set[bytes] = set()
        while stack:
            event_id = stack[-1]
            missing = [
                one for one in basis_of[event_id] if one in basis_of and one not in done and one not in begun
            ]
            if event_id in done:
                stack.pop()
            elif missing and event_id not in begun:
                begun.add(event_id)
                stack.extend(missing)
            else:
                stack.pop()
                done.add(event_id)
                ordered.append((event_id, basis_of[event_id]))
    return ordered
