"""Brings a new or long absent station to work: the open streams of a topic, most urgent first, page by page."""

import base64
import json
import logging
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from momstation.sync.door import Door
from momstation.sync.envelope import record_of
from momstation.sync.protocol import FIRST, Central, Head
from momstation.sync.standing import is_standing, standing_in
from momstation.sync.status import Progress

_PAGE = 500
_NAMES = 100
_NOTHING_YET = (-1, "")
_log = logging.getLogger(__name__)


def _nothing(_streams: Sequence[str]) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Urgency:
    """Which streams matter first, by how their names begin.

    Without the ``needed`` nobody can work. ``own`` is asked when those are in the store, with the streams that are open
    and not here: it answers with those, or beginnings of names, of this station's own work; with them the station is
    at work. The ``later`` come in this order, then all.
    """

    needed: tuple[str, ...] = ("definition/",)
    own: Callable[[Sequence[str]], Sequence[str]] = _nothing
    later: tuple[str, ...] = ("stop/", "order/", "machine/")


@dataclass(slots=True)
class _Mark:
    """What a station that is stopped must know to go on: the streams that were open at ``head`` of that server, and
    up to which, in the order of the rest, they are here. A server that was started again may have been restored
    from a backup, and its positions mean something else."""

    server: str
    head: int
    streams: tuple[str, ...]
    past: tuple[int, str] = _NOTHING_YET


@dataclass(slots=True)
class Lists:
    """Those of the topics that are begun together: a stream may live in several. They are made before a page of any of
    them is read, but for what a station had read before it was stopped: that may have grown since in a topic whose
    list was made later, and have been closed there."""

    topics: int = 0
    streams: set[str] = field(default_factory=set)
    read_before: set[str] = field(default_factory=set)

    @property
    def whole(self) -> Sequence[str]:
        """The streams of which nothing is missing when all are read."""
        return sorted(self.streams - self.read_before if self.topics > 1 else self.streams)


class Bootstrap:
    """One topic's, over as many connections as it takes. It stands in the store how far it is.

    Nothing is missed: the list of open streams is of one moment, ``head``, before any page is read; each of them is
    then read whole, and the topic's feed from ``head`` on. What comes twice is known by its id. A station that is
    stopped on the way goes on with the same list and the same head: a stream that was closed meanwhile is still read,
    and that it was closed is in the feed. A stream that is here and in no list was closed when the lists were made:
    whether all of it is here is doubted, and it is read again when there is time.

    What stood in the feed before the list was made is remembered like what was read. If the plant is put back to an
    older state and hands the same positions out again it shows there: later as ever, and on the way a page is taken
    only if the plant had everything when it was read. If it had not, the list is made anew.
    """

    def __init__(
        self, door: Door, head: Head, server: str, urgency: Urgency, lists: Lists | None = None
    ) -> None:
        """``lists`` is shared by the topics that are begun together."""
        self._lists = lists if lists is not None else Lists()
        self._lists.topics += 1
        self._door = door
        self._head = head
        self._server = server
        self._urgency = urgency
        self._mark: _Mark | None = None
        self._may_go_on = True
        self._names = ""
        self._left: set[str] = set()
        self._set_out()

    def _set_out(self) -> None:
        self._phases = [self._needed, self._own, self._rest]
        self._queue: list[str] = []
        self._after = FIRST

    def _begin_anew(self) -> None:
        """What was taken stays, but of a stream that is not in the next list it may be a part; also of one that was
        read for another topic, since the next list is made after that."""
        _log.warning("Topic %s was put back at the plant while its open streams were read", self._head.code)
        self._lists.streams.clear()
        self._mark, self._may_go_on = None, False
        self._set_out()

    @property
    def is_begun(self) -> bool:
        return self._mark is not None

    @property
    def progress(self) -> Progress:
        total = len(self._mark.streams) if self._mark is not None else 0
        return Progress(total - len(self._left), total, self._mark is not None and not self._phases)

    def step(self, central: Central) -> bool:
        """One page; True when the topic's open streams are all in the store and its feed is read on from there."""
        mark = self._mark
        if mark is None:
            self._begin(central)
            return False
        while not self._queue and self._phases:
            self._queue = self._phases.pop(0)()
        if not self._queue:
            self._door.doubt(self._lists.whole)
            self._door.adopt(self._head.topic_id, self._head.code, mark.head, ())
            return True
        self._take_page(central, mark)
        return False

    def _begin(self, central: Central) -> None:
        noted, standing = self._door.taking(self._head.topic_id), None
        mark = _mark_of(noted) if noted and self._may_go_on else None
        if mark is None or mark.server != self._server:
            end, standing = standing_in(central, self._head)  # first: what is put back later shows there
            found = central.open_streams(self._head.topic_id)
            mark = _Mark(self._server, min(end, found.head_pos), tuple(found.last))
        self._mark = mark
        self._names = _packed(mark.streams)
        self._lists.streams.update(mark.streams)
        self._left = set(mark.streams)
        if mark.past != _NOTHING_YET:  # the rest was begun, so what is urgent is here
            self._left -= {*self._needed(), *self._own()}
            self._phases, self._queue = [], self._rest()
            self._lists.read_before.update(set(mark.streams) - self._left)
        self._door.take_streams(self._head.topic_id, self._note(mark), (), standing)
        said = "Topic %s is begun with its streams that were open at %d: %d of %d to read"
        _log.info(said, self._head.code, mark.head, len(self._left), len(mark.streams))

    def _note(self, mark: _Mark) -> str:
        return json.dumps([mark.server, mark.head, *mark.past, self._names])

    def _take_page(self, central: Central, mark: _Mark) -> None:
        names = self._queue[:_NAMES]
        rows = central.stream_page(self._head.topic_id, names, self._after, _PAGE)
        if not is_standing(central, self._door, self._head, mark.head):
            self._begin_anew()
            return
        if rows:
            last = rows[-1]
            done, self._after = last.pos - 1, (last.hlc, last.event_id.bytes)
        else:
            done, self._after = len(names), FIRST
        self._left.difference_update(names[:done])
        if done and not self._phases:
            mark.past = self._key(names[done - 1])
        self._door.take_streams(self._head.topic_id, self._note(mark), [record_of(row) for row in rows])
        self._queue = self._queue[done:]

    def _needed(self) -> list[str]:
        return self._matching(self._urgency.needed)

    def _own(self) -> list[str]:
        return self._matching(self._urgency.own(sorted(self._left)))

    def _rest(self) -> list[str]:
        assert self._mark is not None
        past = self._mark.past
        self._left = {stream for stream in self._left if self._key(stream) > past}
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


def _packed(streams: Sequence[str]) -> str:
    """Written with every page, so it had better be short: names are much alike."""
    return base64.b64encode(zlib.compress(json.dumps(streams).encode())).decode("ascii")


def _mark_of(noted: str) -> _Mark:
    server, head, place, stream, packed = json.loads(noted)
    names = json.loads(zlib.decompress(base64.b64decode(packed)))
    return _Mark(server, head, tuple(names), (place, stream))
