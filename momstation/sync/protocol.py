"""The rules of push and pull as plain values: no socket, no database, no clock."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from momstation.sync.envelope import Entry, Row

PAGE = 500
LOOK_BACK = 2000  # positions of a topic that are compared with what the plant has now
OLDEST_SCHEMA = 2  # of the plant's database, that has all that this station asks for
_START_ROWS = 50
_QUICK_S = 0.2


@dataclass(frozen=True, slots=True)
class Head:
    """How far a topic goes, and the first position of it that the plant still keeps."""

    topic_id: int
    code: str
    pos: int
    oldest: int = 0


@dataclass(frozen=True, slots=True)
class Greeting:
    """``offset_ms``: the station's clock minus the plant's; ``server`` is new after each start of it.

    ``schema`` is the version of the plant's database, None if it does not tell; after an outage stations come back
    over ``spread_s``.
    """

    offset_ms: int
    server: str
    schema: int | None = None
    spread_s: float = 0.0


@dataclass(frozen=True, slots=True)
class PushAnswer:
    """``last_seq`` and ``head_hash`` are the plant's end of this log; ``heads`` the topics that grew.

    ``astray`` records were addressed to topics that the station may not write. The plant asks to wait ``wait_s``
    before the next push.
    """

    is_taken: bool
    last_seq: int
    head_hash: bytes
    offset_ms: int
    heads: Mapping[int, int] = field(default_factory=dict)
    astray: int = 0
    wait_s: float = 0.0


@dataclass(frozen=True, slots=True)
class OpenStreams:
    """The open streams of a topic with the position of their last record, as of one moment: ``head_pos``."""

    head_pos: int
    last: Mapping[str, int]


FIRST = (-(1 << 63), bytes(16))


class Central(Protocol):
    """The plant's side. Every call may raise ``Unreached``, after which nothing is known about its effect."""

    def hello(self) -> Greeting: ...

    def heads(self) -> Sequence[Head]: ...

    def push(self, epoch: int, prev_seq: int, prev_hash: bytes, batch: str) -> PushAnswer: ...

    def pull(self, topic_id: int, pos: int, limit: int) -> Sequence[Row]: ...

    def feed_ids(self, topic_id: int, after: int, limit: int) -> Sequence[tuple[int, bytes]]: ...

    def push_bulk(self, epoch: int, prev_seq: int, prev_hash: bytes, entries: Sequence[Entry]) -> PushAnswer:
        """As ``push``, for thousands. Raises Unreached OUTDATED where there is no such way."""

    def open_streams(self, topic_id: int) -> OpenStreams: ...

    def stream_page(
        self, topic_id: int, streams: Sequence[str], after: tuple[int, bytes], limit: int
    ) -> Sequence[Row]:
        """The records of these streams, one stream after the other, each in the order of (stamp, id); of the first
        stream only those after ``after``. A page may end early; it is empty only where there is no more.
        ``pos`` is the stream's place in ``streams``, from 1."""

    def own_log(self, epoch: int, after: int, limit: int) -> Sequence[tuple[int, bytes]]: ...

    def open_epoch(self, why: str, known: int, again: bool) -> int: ...


class BatchSize:
    """Grows while the plant answers quickly, halves when it does not."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.rows = min(_START_ROWS, most)

    def answered(self, sent: int, elapsed_s: float) -> None:
        if elapsed_s < _QUICK_S and sent >= self.rows:
            self.rows = min(self.rows * 2, self._most)

    def too_much(self, sent: int) -> None:
        self.rows = max(1, min(self.rows, sent) // 2)


@dataclass(frozen=True, slots=True)
class Next:
    """The rows behind the cursor, without a gap."""

    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What stood at the cursor does not stand there any more: the plant was restored from a backup."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A position is missing. It is never skipped."""

    missing: int


def read_page(
    pos: int, event_id: bytes | None, rows: Sequence[Row], oldest: int = 0
) -> Next | Rewritten | Gap:
    """Judge a page that was asked from ``pos`` on, where ``event_id`` stood (None: not known).

    The row at ``pos`` may be missing only just before the ``oldest`` that the plant keeps.
    """
    fresh = rows
    if pos > 0 and pos != oldest - 1:
        if not rows or rows[0].pos != pos:
            return Rewritten()
        if event_id is not None and rows[0].event_id.bytes != event_id:
            return Rewritten()
        fresh = rows[1:]
    for place, row in enumerate(fresh, start=pos + 1):
        if row.pos != place:
            return Gap(place)
    return Next(fresh)


def last_common(
    log: Sequence[tuple[int, bytes]], hash_at: Callable[[int], bytes | None]
) -> tuple[int | None, bool]:
    """The last place of ``log`` that the own log shares, and whether the two part after it."""
    common: int | None = None
    for seq, there in log:
        here = hash_at(seq)
        if here != there:
            return common, True
        common = seq
    return common, False


def first_difference(
    after: int, upto: int, there: Sequence[tuple[int, bytes]], here: Callable[[int], bytes | None]
) -> int | None:
    """The first position in (``after``, ``upto``] where the plant has another event than was read, or none.

    Positions of which nothing is remembered here (None) cannot differ, as long as the plant has them. But a cursor
    whose own event is not remembered proves nothing: the difference may be anywhere in front of it.
    """
    held = dict(there)
    for pos in range(after + 1, upto + 1):
        if pos not in held or here(pos) not in (None, held[pos]):
            return pos
    return upto if upto > after and here(upto) is None else None


def last_proven(difference: int, here: Callable[[int], bytes | None]) -> int:
    """From where to read again. What is remembered ends without a hole at the cursor: where it does not reach beyond
    the difference, nobody knows what differs in front of it, and the topic is begun anew."""
    before = difference - 1
    return before if here(before) is not None else 0
