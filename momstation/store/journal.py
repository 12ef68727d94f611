"""The one door through which a fact comes in; it opens again only when the fact is durable."""

from collections.abc import Callable, Sequence

from momstation.core.event import Event, Record
from momstation.core.part import Recorded
from momstation.core.pulses import Tick
from momstation.store.kept import Kept
from momstation.store.ledger import Ledger
from momstation.store.ticks import PendingTicks
from momstation.store.writer import Writer

Listener = Callable[[Recorded], None]
Keep = Callable[[Kept], None]


class StoreJournal:
    """Is a ``core.dispatcher.Journal``. After Refused store.disk_full or its like nothing was recorded."""

    def __init__(
        self, writer: Writer, ledger: Ledger, tell: Listener, ticks: PendingTicks, keep: Keep
    ) -> None:
        """``keep`` copies what is durable now, before anybody hears of it."""
        self._writer = writer
        self._ledger = ledger
        self._tell = tell
        self._ticks = ticks
        self._keep = keep

    async def record(
        self,
        events: Sequence[Event],
        *,
        command_id: str | None = None,
        takes_ticks: Sequence[int] = (),
        adds_ticks: Sequence[Tick] = (),
    ) -> tuple[Record, ...]:
        """All in one transaction: ``events`` recorded, ticks that they tell taken away, new ones kept. Returns
        after the commit is durable. Raises ValueError if a tick to be taken was told before."""
        request = self._request(events, command_id, takes_ticks, adds_ticks)
        return await self._writer.carry_out(request.work, request.tell)

    def record_now(
        self,
        events: Sequence[Event],
        *,
        command_id: str | None = None,
        takes_ticks: Sequence[int] = (),
        adds_ticks: Sequence[Tick] = (),
    ) -> tuple[Record, ...]:
        """As ``record``, for tools without a loop: blocks."""
        request = self._request(events, command_id, takes_ticks, adds_ticks)
        return self._writer.submit(request.work, request.tell).result()

    async def recorded_by(self, command_id: str) -> tuple[Record, ...] | None:
        """What the command recorded when it was first carried out; None if it never was."""
        return await self._writer.carry_out_alone(lambda: self._ledger.recorded_by(command_id))

    def _request(
        self, events: Sequence[Event], command_id: str | None, takes: Sequence[int], adds: Sequence[Tick]
    ) -> "_Request":
        return _Request(
            self._ledger, self._ticks, self._keep, self._tell, tuple(events), command_id, tuple(takes), tuple(adds)
        )  # fmt: skip


class _Request:
    """What the writer is to do, and whom to tell: nobody of what was recorded before."""

    def __init__(
        self,
        ledger: Ledger,
        ticks: PendingTicks,
        keep: Keep,
        tell: Listener,
        events: tuple[Event, ...],
        command_id: str | None,
        takes: tuple[int, ...],
        adds: tuple[Tick, ...],
    ) -> None:
        self._ledger = ledger
        self._ticks = ticks
        self._keep = keep
        self._listener = tell
        self._events = events
        self._command_id = command_id
        self._takes = takes
        self._adds = adds
        self._added: tuple[Tick, ...] = ()
        self._after = 0
        self._is_new = True

    def work(self) -> tuple[Record, ...]:
        """May be done a second time, after the first was rolled back."""
        known = self._ledger.recorded_by(self._command_id) if self._command_id is not None else None
        self._is_new = known is None
        if known is not None:
            return known
        self._ledger.ticks.take(self._takes)
        self._added = self._ledger.ticks.add(self._adds)
        records = self._ledger.record(self._events, self._command_id)
        self._after = self._ledger.last_stamp
        return records

    def tell(self, records: tuple[Record, ...]) -> None:
        if not self._is_new:
            return
        self._keep(Kept(records, self._command_id, self._takes, self._added, self._after))
        self._ticks.committed(self._takes, self._added)
        counted = frozenset[str]().union(*(tick.kinds for tick in self._added))
        if records or counted:
            self._listener(Recorded(records=records, is_own=True, counted=counted))
