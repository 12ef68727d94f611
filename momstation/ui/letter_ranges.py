"""Cuts a long list of names into stretches such as ``A–C``, as the tabs of a card index do; free of Qt.

Names stand in the order of their letters, whatever their case and accents; a number counts as a number, so that
``M9`` stands before ``M10``.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_MOST_LETTERS = 4
"""Of one end of a label: more cannot be read at a glance."""
_MORE = "…"


@dataclass(frozen=True, slots=True)
class Stretch:
    """``count`` names from the one at ``first`` on; ``label`` tells them from the stretches beside them."""

    first: int
    count: int
    label: str

    @property
    def last(self) -> int:
        return self.first + self.count - 1


@dataclass(frozen=True, slots=True, order=True)
class _Sign:
    """A letter, a whole number, or the gap between two words, in this order: gap, number, letter."""

    rank: int
    number: int
    letter: str
    shown: str

    @property
    def is_gap(self) -> bool:
        return self.rank == 0


_GAP = _Sign(0, 0, "", " ")
_Signs = tuple[_Sign, ...]


def in_letters(text: str) -> tuple["_Signs", str]:
    """The key by which names are sorted."""
    return _signs(text), text


class CardIndex:
    """``texts`` are sorted by ``in_letters``."""

    def __init__(self, texts: Sequence[str]) -> None:
        every = [_signs(text) for text in texts]
        lead = _lead(every)
        self._signs = [signs[lead:] for signs in every]
        self._shared = [_shared(one, other) for one, other in pairwise(self._signs)]

    def stretches(self, most: int) -> tuple[Stretch, ...]:
        """Of at most ``most`` names each, as few as that takes. They part names that begin with other letters,
        where there are such, and are of like length."""
        found = self._cut(most)
        even = -(-len(self._signs) // max(1, len(found)))
        tried = (self._cut(fewer) for fewer in range(even, most))
        return next((cut for cut in tried if len(cut) <= len(found)), found)

    def _cut(self, most: int) -> tuple[Stretch, ...]:
        found: list[Stretch] = []
        first = 0
        while first < len(self._signs):
            end = self._end(first, most)
            found.append(Stretch(first, end - first, self._label(first, end - 1)))
            first = end
        return tuple(found)

    def _end(self, first: int, most: int) -> int:
        """Where the next stretch begins: late, but before that where the names have the least in common."""
        if len(self._signs) - first <= most:
            return len(self._signs)
        may = range(first + max(1, (most + 1) // 2), first + most + 1)
        return min(may, key=lambda end: (self._shared[end - 1], -end))

    def _label(self, first: int, last: int) -> str:
        """From as much of the first name as tells it from the one before, to as much of the last as tells it from
        the one after; where they have more in common, the same much of both."""
        signs, shared = self._signs, self._shared
        before = shared[first - 1] if first else 0
        after = shared[last] if last < len(shared) else 0
        inside = _shared(signs[first], signs[last])
        begin = _guide(signs[first], max(before, min(inside, after)) + 1)
        end = _guide(signs[last], max(after, min(inside, before)) + 1)
        return (begin if begin == end else f"{begin}–{end}") or _MORE


def _guide(signs: _Signs, needed: int) -> str:
    """So many signs, or the end of them where that is too much to read."""
    taken = list(signs[:needed])
    if sum(len(sign.shown) for sign in taken) <= _MOST_LETTERS or len(taken) < 2:
        shown = "".join(sign.shown for sign in taken)
        return shown[:1].upper() + shown[1:]
    gaps = [place for place, sign in enumerate(taken) if sign.is_gap]
    word = taken[gaps[-1] + 1 :] if gaps else taken
    return _MORE + "".join(sign.shown for sign in word[-_MOST_LETTERS + 1 :])


def _lead(every: Sequence[_Signs]) -> int:
    """How many signs all begin with, in whole words: ``Reason number`` tells nothing where it stands before all."""
    if len(every) < 2:
        return 0
    same = every[0][: _shared(every[0], every[-1])]
    return max((place + 1 for place, sign in enumerate(same) if sign.is_gap), default=0)


def _shared(one: _Signs, other: _Signs) -> int:
    places = enumerate(zip(one, other, strict=False))
    return next((place for place, (here, there) in places if here != there), min(len(one), len(other)))


def _signs(text: str) -> _Signs:
    plain = unicodedata.normalize("NFKD", text.casefold())
    found: list[_Sign] = []
    digits = ""
    for letter in plain:
        if letter.isdecimal():
            digits += letter
            continue
        if digits:
            found.append(_Sign(1, int(digits), "", digits))
            digits = ""
        if letter.isalnum():
            found.append(_Sign(2, 0, letter, letter))
        elif not unicodedata.combining(letter) and found and not found[-1].is_gap:
            found.append(_GAP)
    if digits:
        found.append(_Sign(1, int(digits), "", digits))
    return tuple(found)
