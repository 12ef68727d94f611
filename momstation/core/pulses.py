"""Rules by which a machine's pulses become few records: those of the same few seconds are told as one.

A pulse is durable at once, as a tick: the events that it would be told by, decided when the part was counted.
Ticks are told together in buckets of clock time. A bucket's length divides the minute, so no bucket reaches
across a minute, and none across the end of a shift or of an hour.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from momstation.core.errors import Refused
from momstation.core.event import Event, Record

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Tick:
    """A pulse that is durable and not a record yet; ``n`` 0 until it is kept, ``source`` whose pulse it is."""

    source: str
    at: datetime
    events: tuple[Event, ...]
    n: int = 0

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(event.kind for event in self.events)


class Ticks(Protocol):
    def pending(self) -> tuple[Tick, ...]:
        """What is durable and not told yet, in the order in which it was counted."""


class TickJournal(Protocol):
    async def record(
        self,
        events: Sequence[Event],
        *,
        command_id: str | None = None,
        takes_ticks: Sequence[int] = (),
        adds_ticks: Sequence[Tick] = (),
    ) -> tuple[Record, ...]:
        """All in one transaction: ``events`` recorded, ticks that they tell taken away, new ones kept."""


def adds_up(event: Event) -> bool:
    """Whether the event is a count that may be told together with others."""
    return event.joined(event) is not None


def bucket_of(at: datetime, bucket_s: int) -> int:
    """Which bucket a moment lies in; without a length every moment is its own."""
    micros = (at - _EPOCH) // (_EPOCH.resolution)
    return micros // (bucket_s * 1_000_000) if bucket_s else micros


def told(events: Iterable[Event], bucket_s: int) -> list[Event]:
    """The same facts in fewer events. What adds up is joined within its bucket, and never across another fact
    of its stream, such as a machine's change of state or a doubtful count."""
    out = list[Event]()
    waiting: dict[str, list[int]] = {}
    for event in events:
        stream = event.stream()
        if not adds_up(event):
            waiting.pop(stream, None)
            out.append(event)
            continue
        _tell_with(out, waiting.setdefault(stream, []), event, bucket_s)
    return out


def _tell_with(out: list[Event], places: list[int], event: Event, bucket_s: int) -> None:
    """Join ``event`` with the last count of its source, one of ``places``, or put it at the end: never before
    a later one, whose counter is the one to go on from."""
    for index, place in enumerate(places):
        one = out[place].joined(event)
        if one is None:
            continue
        if bucket_of(moment(out[place]), bucket_s) == bucket_of(moment(event), bucket_s):
            out[place] = one
            return
        del places[index]
        break
    places.append(len(out))
    out.append(event)


def moment(event: Event) -> datetime:
    """When a count was made; every event that adds up says so."""
    at: datetime = event.at  # type: ignore[attr-defined]  # see above
    return at


@dataclass(frozen=True, slots=True)
class Buckets:
    """Where pulses wait, and for how long; ``bucket_s`` 0: each is recorded at once."""

    journal: TickJournal
    ticks: Ticks
    bucket_s: int

    def may_wait(self, events: Sequence[Event]) -> bool:
        return self.bucket_s > 0 and bool(events) and all(adds_up(event) for event in events)

    async def wait(self, events: Sequence[Event]) -> tuple[Record, ...]:
        """Keep a pulse; what waits from an earlier bucket is recorded in the same transaction. Where no tick has
        room any more, a record may: it takes the place of those that wait."""
        at = moment(events[-1])
        tick = Tick(events[0].stream(), at, tuple(events))
        due = self.ticks.pending() if self.is_due(at) else ()
        try:
            return await self._record(due, (), (tick,))
        except Refused:
            return await self.record(events)

    async def record(self, events: Sequence[Event]) -> tuple[Record, ...]:
        """Record ``events`` now, and with them what waits."""
        return await self._record(self.ticks.pending(), events, ())

    def is_due(self, now: datetime) -> bool:
        """Whether something waits from another bucket than this moment's."""
        mine = bucket_of(now, self.bucket_s)
        return any(bucket_of(tick.at, self.bucket_s) != mine for tick in self.ticks.pending())

    async def _record(
        self, takes: Sequence[Tick], events: Sequence[Event], adds: Sequence[Tick]
    ) -> tuple[Record, ...]:
        if not takes and not events and not adds:
            return ()
        waited = [event for tick in takes for event in tick.events]
        return await self.journal.record(
            told([*waited, *events], self.bucket_s),
            takes_ticks=[tick.n for tick in takes],
            adds_ticks=adds,
        )
