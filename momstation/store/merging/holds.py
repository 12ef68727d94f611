"""Hold and release: something is held while any hold on it is named by no release.

A release names the holds that its screen showed. A hold that nobody had seen then survives it, whatever the
clocks said: no clock and no order takes part.
"""

from collections.abc import Iterable

import msgspec


class Holds(msgspec.Struct, frozen=True):
    """``put`` and ``released`` are ids of holds (hex), sorted."""

    put: tuple[str, ...] = ()
    released: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[str, ...]:
        return tuple(each for each in self.put if each not in self.released)

    @property
    def is_held(self) -> bool:
        return bool(self.open)


def hold(holds: Holds, by: str) -> Holds:
    return Holds(_with(holds.put, (by,)), holds.released)


def release(holds: Holds, named: Iterable[str]) -> Holds:
    """Lifts exactly the holds that are named, also one that has not arrived yet."""
    return Holds(holds.put, _with(holds.released, named))


def _with(names: tuple[str, ...], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({*names, *more}))
