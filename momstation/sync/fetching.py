"""Fetches the past of streams of which this station has only a late part, when there is nothing more urgent to do."""

import logging
from collections.abc import Callable, Mapping

from momstation.core.errors import Refused
from momstation.core.event import Record
from momstation.sync.door import Door
from momstation.sync.envelope import record_of
from momstation.sync.faults import Fault, Unreached
from momstation.sync.protocol import FIRST, Central, Head
from momstation.sync.standing import is_standing

_PAGE = 500
_REST_S = 60.0
_LONGEST_REST_S = 3600.0
_log = logging.getLogger(__name__)


class Fetching:
    """One stream after the other, each from all topics that this station may read, a page at a time.

    A stream is handed over whole: half a history would make a wrong state. What is not handed over yet is only in
    memory; a station that is stopped asks again. A stream that could not be fetched rests, however often the
    connection is made anew: a page that takes too long must not cost the connection each time.
    """

    def __init__(self, door: Door, monotonic: Callable[[], float]) -> None:
        self._door = door
        self._monotonic = monotonic
        self._resting: dict[str, tuple[float, float]] = {}
        self._stream = ""
        self._topics: list[int] = []
        self._after = FIRST
        self._found: dict[bytes, Record] = {}

    def begin_anew(self) -> None:
        """The server was started since: what was read may not be there any more."""
        self._stream = ""
        self._topics.clear()
        self._found.clear()
        self._resting.clear()

    def step(self, central: Central, heads: Mapping[int, Head]) -> bool:
        """Read a page, or hand a stream over. False if nothing is missing."""
        if not self._topics and not self._choose(heads):
            return False
        before = self._resting.get(self._stream)
        rest_s = min(before[0] * 2, _LONGEST_REST_S) if before is not None else _REST_S
        self._resting[self._stream] = (rest_s, self._monotonic() + rest_s)  # unless it goes well
        if not self._read_page(central, heads):
            return True
        if self._topics:
            self._wake(before)
        elif self._hand_over():
            self._wake(None)
        return True

    def _wake(self, before: tuple[float, float] | None) -> None:
        if before is None:
            del self._resting[self._stream]
        else:
            self._resting[self._stream] = (before[0], 0.0)

    def _choose(self, heads: Mapping[int, Head]) -> bool:
        now_s = self._monotonic()
        awake = (one for one in self._door.lacking() if self._resting.get(one, (0.0, 0.0))[1] <= now_s)
        stream = next(awake, None)
        if stream is None or not heads:
            return False
        self._stream, self._topics, self._after = stream, list(heads), FIRST
        return True

    def _read_page(self, central: Central, heads: Mapping[int, Head]) -> bool:
        try:
            rows = central.stream_page(self._topics[0], [self._stream], self._after, _PAGE)
            is_all = self._is_standing(central, heads.get(self._topics[0]))
        except Unreached as unreached:
            self._topics, self._found = [], {}
            if unreached.fault is Fault.TRANSIENT:
                raise
            _log.warning("The past of %s cannot be fetched now: %s", self._stream, unreached)
            return False
        if not is_all:
            self._topics, self._found = [], {}
            _log.warning("The past of %s is not fetched from a plant that was put back", self._stream)
            return False
        for row in rows:
            self._found[row.event_id.bytes] = record_of(row)
        if rows:
            self._after = (rows[-1].hlc, rows[-1].event_id.bytes)
        else:
            del self._topics[0]
            self._after = FIRST
        return True

    def _is_standing(self, central: Central, head: Head | None) -> bool:
        """Whether the plant has all that was read of this topic: what it lacks may lack in the page too."""
        places = {cursor.topic_id: cursor.pos for cursor in self._door.cursors()}
        return head is None or is_standing(central, self._door, head, places.get(head.topic_id, 0))

    def _hand_over(self) -> bool:
        stream, found = self._stream, list(self._found.values())
        self._found = {}
        try:
            self._door.take_past(stream, found)
        except (Refused, OSError):
            raise
        except Exception:
            _log.exception("The past of %s cannot be taken in", stream)
            return False
        _log.info("The past of %s was asked for: the plant has %d records", stream, len(found))
        return True
