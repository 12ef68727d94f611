"""Brings a new or long absent station to work: the open streams of a topic, most urgent first, page by page."""

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from momstation.sync.door import Door
from momstation.sync.envelope import record_of
from momstation.sync.protocol import FIRST, Central, Head, OpenStreams
from momstation.sync.status import Progress

_PAGE = 500
_NAMES = 100
_NOTHING_YET = (-1, "")
_log = logging.getLogger(__name__)


def _nothing() -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Urgency:
    """Which streams matter first, by how their names begin.

    Without the ``needed`` nobody can work. ``own`` is asked when those are in the store: the streams, or beginnings of
    names, of this station's own work; with them the station is at work. The ``later`` come in this order, then all.
    """

    needed: tuple[str, ...] = ("definition/",)
    own: Callable[[], Sequence[str]] = _nothing
    later: tuple[str, ...] = ("stop/", "order/", "machine/")


@dataclass(slots=True)
class _Mark:
    """Every stream up to ``past``, in the order of the rest, was read at least up to ``head`` of that server: one
    that was started again may have been restored from a backup, and its positions mean something else."""

    server: str
    head: int
    past: tuple[int, str]


class Bootstrap:
    """One topic's, over as many connections as it takes. It stands in the store how far it is.

    Nothing is missed: the list of open streams is of one moment, ``head_pos``, before any page is read; each stream
    is then read whole, and the topic's feed from ``head_pos`` on. What comes twice is known by its id. After a crash
    the list is asked for anew; streams in which nothing has happened since are not read a second time.
    """

    def __init__(self, door: Door, head: Head, server: str, urgency: Urgency) -> None:
        self._door = door
        self._head = head
        self._server = server
        self._urgency = urgency
        self._phases = [self._needed, self._own, self._rest]
        self._queue: list[str] = []
        self._after = FIRST
        self._open: OpenStreams | None = None
        self._left: set[str] = set()
        self._mark = _Mark(server, 0, _NOTHING_YET)

    @property
    def progress(self) -> Progress:
        total = len(self._open.last) if self._open is not None else 0
        return Progress(total - len(self._left), total, self._open is not None and not self._phases)

    def step(self, central: Central) -> bool:
        """One page; True when the topic's open streams are all in the store and its feed is read on from there."""
        if self._open is None:
            self._begin(central)
        assert self._open is not None
        while not self._queue and self._phases:
            self._queue = self._phases.pop(0)()
        if not self._queue:
            self._door.adopt(self._head.topic_id, self._head.code, self._open.head_pos, ())
            return True
        self._take_page(central)
        return False

    def _begin(self, central: Central) -> None:
        self._open = central.open_streams(self._head.topic_id)
        self._left = set(self._open.last)
        noted = self._door.taking(self._head.topic_id)
        mark = _mark_of(noted) if noted else None
        is_known = mark is not None and mark.server == self._server
        self._mark = mark if mark and is_known else _Mark(self._server, self._open.head_pos, _NOTHING_YET)
        _log.info(
            "Topic %s is begun with its %d open streams as of %d",
            self._head.code,
            len(self._left),
            self._open.head_pos,
        )

    def _take_page(self, central: Central) -> None:
        names = self._queue[:_NAMES]
        rows = central.stream_page(self._head.topic_id, names, self._after, _PAGE)
        if rows:
            last = rows[-1]
            done, self._after = last.pos - 1, (last.hlc, last.event_id.bytes)
        else:
            done, self._after = len(names), FIRST
        self._left.difference_update(names[:done])
        if done and not self._phases:
            self._mark.past = max(self._mark.past, self._key(names[done - 1]))
        records = [record_of(row) for row in rows]
        self._door.take_streams(self._head.topic_id, _note_of(self._mark), records)
        self._queue = self._queue[done:]

    def _needed(self) -> list[str]:
        return self._matching(self._urgency.needed)

    def _own(self) -> list[str]:
        return self._matching(self._urgency.own())

    def _rest(self) -> list[str]:
        assert self._open is not None
        known = {
            stream
            for stream in self._left
            if self._key(stream) <= self._mark.past and self._open.last[stream] <= self._mark.head
        }
        self._left -= known
        return sorted(self._left, key=self._key)

    def _matching(self, beginnings: Sequence[str]) -> list[str]:
        """In the order of the beginnings, then of names."""
        found: dict[str, None] = {}
        for beginning in beginnings:
            found |= dict.fromkeys(sorted(stream for stream in self._left if stream.startswith(beginning)))
        return list(found)

    def _key(self, stream: str) -> tuple[int, str]:
        later = self._urgency.later
        place = next((n for n, beginning in enumerate(later) if stream.startswith(beginning)), len(later))
        return place, stream


def _note_of(mark: _Mark) -> str:
    return json.dumps([mark.server, mark.head, *mark.past])


def _mark_of(noted: str) -> _Mark:
    server, head, place, stream = json.loads(noted)
    return _Mark(str(server), int(head), (int(place), str(stream)))


