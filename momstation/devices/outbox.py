"""Readings on their way to the station: kept while nobody listens, in bounded memory.

A machine process outlives its station for a minute. When more readings gather than there is room for, values
that a later one replaces go first (a counter says with its last value what the earlier ones said); states are
kept longest, because a short stop is in none of the later ones.
"""

from collections import deque
from collections.abc import Iterable

from momstation.plant.readings import Quality, Reading
from momstation.plant.signals import CONDITION, CYCLE_TIME, STATE

BATCH = 500
"""So many at most the station takes at one go, on the thread that paints its screen."""
WINDOW = 4


class Outbox:
    """First in, first out; a batch stays here until it is acknowledged."""

    def __init__(self, room: int = 20_000) -> None:
        self._room = room
        self._waiting: deque[Reading] = deque()
        self._sent: dict[int, tuple[Reading, ...]] = {}
        self._last_number = 0
        self.dropped = 0

    def __len__(self) -> int:
        return len(self._waiting) + sum(len(batch) for batch in self._sent.values())

    def put(self, reading: Reading) -> None:
        self._waiting.append(reading)
        if len(self._waiting) > self._room:
            self._make_room()

    def next_batch(self) -> tuple[int, tuple[Reading, ...]] | None:
        """The next readings to send, or None: nothing waits, or the station has not yet taken what it got."""
        if not self._waiting or len(self._sent) >= WINDOW:
            return None
        self._drop_replaced()
        count = min(BATCH, len(self._waiting))
        batch = tuple(self._waiting.popleft() for _ in range(count))
        self._last_number += 1
        self._sent[self._last_number] = batch
        return self._last_number, batch

    def acknowledge(self, number: int) -> None:
        self._sent.pop(number, None)

    def take_back(self) -> None:
        """What was sent and not acknowledged waits again: the station that got it is gone."""
        for number in sorted(self._sent, reverse=True):
            self._waiting.extendleft(reversed(self._sent.pop(number)))
        if len(self._waiting) > self._room:
            self._make_room()

    def _drop_replaced(self) -> None:
        """Of a measured value that came several times since the last batch, only the last is worth the way."""
        seen: set[str] = set()
        kept: list[Reading] = []
        for reading in reversed(self._waiting):
            if _is_measured(reading):
                if reading.signal in seen:
                    continue
                seen.add(reading.signal)
            kept.append(reading)
        if len(kept) < len(self._waiting):
            self._waiting = deque(reversed(kept))

    def _make_room(self) -> None:
        before = len(self._waiting)
        self._waiting = deque(_only_last_of_each(self._waiting))
        while len(self._waiting) > self._room:
            self._waiting.popleft()
        self.dropped += before - len(self._waiting)


def _is_measured(reading: Reading) -> bool:
    """A temperature or the time of a cycle: decimals are text. Nothing is counted or recorded of these."""
    is_value = reading.quality is Quality.GOOD and isinstance(reading.value, str)
    return is_value and (reading.signal == CYCLE_TIME or reading.signal.startswith(CONDITION))


def _only_last_of_each(readings: Iterable[Reading]) -> list[Reading]:
    """States all, of every other signal the last."""
    kept: list[Reading] = []
    seen: set[str] = set()
    for reading in reversed(list(readings)):
        if reading.signal == STATE or reading.signal not in seen:
            kept.append(reading)
            seen.add(reading.signal)
    kept.reverse()
    return kept
