"""When a machine counts as silent: pure, so that the one promise of the screen can be proven.

A value is live only if a publish of its own subscription came within three keep-alives *as the server revised
them*.
"""

import math

MISSED = 3
_TOLERANCE = 1.5
_SHORTEST_S = 0.05


class KeepAlive:
    """The keep-alive of one subscription. Times are those of ``time.monotonic``."""

    def __init__(self, wanted_s: float, now: float) -> None:
        self._wanted_s = wanted_s
        self._heard_at = now
        self.period_s = wanted_s

    def count_for(self, interval_ms: float) -> int:
        """How many publishing intervals without news make the wanted keep-alive."""
        return max(1, round(self._wanted_s * 1000 / max(interval_ms, 1)))

    def granted(self, interval_ms: float, count: int) -> bool:
        """Take what the server revised. False: far longer than wanted, so another count is worth asking for.

        A server that revises the publishing interval stretches the keep-alive with it: 10 intervals of 100 ms
        become 10 of 1 000 ms, and some libraries then ask for minutes.
        """
        self.period_s = max(interval_ms * count / 1000, _SHORTEST_S)
        return self.period_s <= self._wanted_s * _TOLERANCE

    def heard(self, now: float) -> None:
        self._heard_at = now

    def slept(self, now: float) -> None:
        """This computer stood still, not the machine: silence begins anew."""
        self._heard_at = now

    def is_silent(self, now: float) -> bool:
        return now - self._heard_at > self.period_s * MISSED

    def look_every_s(self) -> float:
        return min(self.period_s / 4, 0.5)


def lifetime_of(count: int) -> int:
    """The lifetime count that goes with a keep-alive count: long enough for any hiccup (OPC 10000-4 asks for
    3)."""
    return math.ceil(count * 30)
