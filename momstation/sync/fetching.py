"""Fetches the past of streams of which this station has only a late part, when there is nothing more urgent to do."""

import logging
from collections import deque
from collections.abc import Callable, Mapping
from itertools import islice

from momstation.core.errors import Refused
from momstation.core.event import Record
from momstation.sync.door import Door
from momstation.sync.envelope import Row, record_of
from momstation.sync.faults import Fault, Unreached
from momstation.sync.protocol import FIRST, Central, Head
from momstation.sync.standing import is_standing

_PAGE = 500
_NAMES = 100
_MOST = 5000
_REST_S = 60.0
_LONGEST_REST_S = 3600.0
_log = logging.getLogger(__name__)


class Fetching:
    """Some streams together, each from all topics that this station may read, a page at a time: after a topic was begun
    anew many thousands may be asked for, of which most are as they were.

    A stream is handed over whole: half a history would make a wrong state. What is not handed over yet is only in
    memory; a station that is stopped asks again. Where several cannot be fetched together they are asked for one by
    one. A stream that could not be fetched alone rests, however often the connection is made anew: a page that takes
    too long must not cost the connection each time.
    """

    def __init__(self, door: Door, monotonic: Callable[[], float]) -> None:
        self._door = door
        self._monotonic = monotonic
        self._resting: dict[str, tuple[float, float]] = {}
        self._together = _NAMES
        self._streams: list[str] = []
        self._topics: list[int] = []
        self._names: list[str] = []  # of these streams, what is left of the topic that is read
        self._after = FIRST
        self._found: dict[str, dict[bytes, Record]] = {}
        self._ready: deque[tuple[str, list[Record]]] = deque()

    def begin_anew(self) -> None:
        """The server was started since: what was read may not be there any more."""
        self.ask_again()
        self._resting.clear()

    def ask_again(self) -> None:
        """What was read and is not handed over may be less than what is missing now."""
        self._drop()
        self._ready.clear()

    def _drop(self) -> None:
        self._streams, self._topics, self._names, self._found = [], [], [], {}

    def step(self, central: Central, heads: Mapping[int, Head]) -> bool:
        """Read a page, or hand a stream over. False if nothing is missing."""
        if self._ready:
            self._hand_over(*self._ready.popleft())
            return True
        if not self._topics and not self._choose(heads):
            return False
        together, self._together = self._together, 1  # unless it goes well
        alone = self._streams[0] if len(self._streams) == 1 else None
        before = self._rest(alone) if alone is not None else None
        if not self._read_page(central, heads):
            return True
        self._together = together
        if alone is not None:
            self._wake(alone, before)
        if not self._topics:
            self._ready.extend((one, list(self._found.get(one, {}).values())) for one in self._streams)
            self._together = min(together * 2, _NAMES)
            self._drop()
        return True

    def _rest(self, stream: str) -> tuple[float, float] | None:
        """Gives back what was so before."""
        before = self._resting.get(stream)
        rest_s = min(before[0] * 2, _LONGEST_REST_S) if before is not None else _REST_S
        self._resting[stream] = (rest_s, self._monotonic() + rest_s)
        return before

    def _wake(self, stream: str, before: tuple[float, float] | None) -> None:
        if before is None:
            del self._resting[stream]
        else:
            self._resting[stream] = (before[0], 0.0)

    def _choose(self, heads: Mapping[int, Head]) -> bool:
        now_s = self._monotonic()
        awake = (one for one in self._door.lacking() if self._resting.get(one, (0.0, 0.0))[1] <= now_s)
        some = list(islice(awake, self._together))
        if not some or not heads:
            return False
        streams = [one for one in some if one not in self._resting] or some[:1]  # what failed before, alone
        self._streams, self._names, self._topics, self._after = streams, list(streams), list(heads), FIRST
        return True

    def _read_page(self, central: Central, heads: Mapping[int, Head]) -> bool:
        try:
            rows = central.stream_page(self._topics[0], self._names, self._after, _PAGE)
            is_all = self._is_standing(central, heads.get(self._topics[0]))
        except Unreached as unreached:
            said = self._said
            self._drop()
            if unreached.fault is Fault.TRANSIENT:
                raise
            _log.warning("The past of %s cannot be fetched now: %s", said, unreached)
            return False
        if not is_all:
            _log.warning("The past of %s is not fetched from a plant that was put back", self._said)
            self._drop()
            return False
        for row in rows:
            self._found.setdefault(row.stream, {})[row.event_id.bytes] = record_of(row)
        if rows:
            self._go_on(rows[-1])
        else:
            del self._topics[0]
            self._names, self._after = list(self._streams), FIRST
        return True

    def _go_on(self, last: Row) -> None:
        """So many that they had better not all be kept in memory: those that were not reached yet come later."""
        self._names, self._after = self._names[last.pos - 1 :], (last.hlc, last.event_id.bytes)
        if sum(map(len, self._found.values())) >= _MOST:
            self._streams = self._streams[: self._streams.index(self._names[0]) + 1]
            self._names = self._names[:1]
            self._found = {one: self._found[one] for one in self._streams if one in self._found}

    @property
    def _said(self) -> str:
        return self._streams[0] if len(self._streams) == 1 else f"{len(self._streams)} streams"

    def _is_standing(self, central: Central, head: Head | None) -> bool:
        """Whether the plant has all that was read of this topic: what it lacks may lack in the page too."""
        places = {cursor.topic_id: cursor.pos for cursor in self._door.cursors()}
        return head is None or is_standing(central, self._door, head, places.get(head.topic_id, 0))

    def _hand_over(self, stream: str, found: list[Record]) -> None:
        self._rest(stream)  # unless it goes well
        try:
            self._door.take_past(stream, found)
        except (Refused, OSError):
            raise
        except Exception:
            _log.exception("The past of %s cannot be taken in", stream)
            return
        del self._resting[stream]
        _log.debug("The past of %s was asked for: the plant has %d records", stream, len(found))
