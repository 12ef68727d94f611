"""Sums with corrections: every entry adds, and a correction takes back the entry that it names, once.

Two corrections of the same entry contradict each other: the entry is taken back once, and both are shown.
"""

import msgspec

from momstation.store.merging.mark import Mark


class Correction(msgspec.Struct, frozen=True):
    """``of`` is what is taken back; ``by`` the records that did it, in the order of the fold."""

    of: str
    by: tuple[Mark, ...]

    @property
    def is_doubled(self) -> bool:
        return len(self.by) > 1


Corrections = tuple[Correction, ...]


def corrected(corrections: Corrections, of: str, by: Mark) -> Corrections:
    """``of`` is taken back by ``by``; a second time changes nothing but what is known of it."""
    before = next((each for each in corrections if each.of == of), None)
    if before is None:
        return (*corrections, Correction(of, (by,)))
    if any(each.event == by.event for each in before.by):
        return corrections
    return tuple(Correction(of, (*each.by, by)) if each.of == of else each for each in corrections)


def is_corrected(corrections: Corrections, of: str) -> bool:
    return any(each.of == of for each in corrections)


def doubled(corrections: Corrections) -> Corrections:
    """What was taken back more than once."""
    return tuple(each for each in corrections if each.is_doubled)
