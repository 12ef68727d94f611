"""Waits longer after each failure and never gives up; random, so that stations do not return in step."""

import random


class Backoff:
    """Full jitter: a random time up to a ceiling that doubles, from ``first_s`` to ``longest_s``."""

    def __init__(self, first_s: float, longest_s: float, chance: random.Random) -> None:
        self._first_s = first_s
        self._longest_s = longest_s
        self._chance = chance
        self._ceiling_s = first_s

    def after_failure(self, spread_s: float = 0.0) -> float:
        """Seconds to wait now. At least a fifth of the first step: a fault is no busy loop. ``spread_s`` is how long
        the plant wants all its stations to take for coming back: they lost it in the same moment."""
        ceiling_s = min(max(self._ceiling_s, spread_s), self._longest_s)
        wait_s = max(self._chance.uniform(0, ceiling_s), self._first_s / 5)
        self._ceiling_s = min(self._ceiling_s * 2, self._longest_s)
        return wait_s

    def slowly(self) -> float:
        """Seconds to wait when only a person can help."""
        return self._longest_s * self._chance.uniform(0.75, 1.0)

    def reset(self) -> None:
        self._ceiling_s = self._first_s
