"""The one door through which a fact comes in; it opens again only when the fact is durable."""

from collections.abc import Callable, Sequence

from momstation.core.event import Event, Record
from momstation.core.part import Recorded
from momstation.store.ledger import Ledger
from momstation.store.writer import Writer

Listener = Callable[[Recorded], None]
Work = Callable[[], tuple[Record, ...]]
Tell = Callable[[tuple[Record, ...]], None]


class StoreJournal:
    """Is a ``core.dispatcher.Journal``. After Refused store.disk_full or its like nothing was recorded."""

    def __init__(self, writer: Writer, ledger: Ledger, tell: Listener) -> None:
        self._writer = writer
        self._ledger = ledger
        self._tell = tell

    async def record(self, events: Sequence[Event], *, command_id: str | None = None) -> tuple[Record, ...]:
        """All of ``events`` in one transaction; returns after the commit is durable."""
        return await self._writer.carry_out(*self._request(tuple(events), command_id))

    def record_now(self, events: Sequence[Event], *, command_id: str | None = None) -> tuple[Record, ...]:
        """As ``record``, for tools without a loop: blocks."""
        return self._writer.submit(*self._request(tuple(events), command_id)).result()

    async def recorded_by(self, command_id: str) -> tuple[Record, ...] | None:
        """What the command recorded when it was first carried out; None if it never was."""
        return await self._writer.carry_out_alone(lambda: self._ledger.recorded_by(command_id))

    def _request(self, events: tuple[Event, ...], command_id: str | None) -> tuple[Work, Tell]:
        """What the writer is to do, and whom to tell: nobody of what was recorded before."""
        is_new = True

        def work() -> tuple[Record, ...]:
            nonlocal is_new
            known = self._ledger.recorded_by(command_id) if command_id is not None else None
            is_new = known is None
            return self._ledger.record(events, command_id) if known is None else known

        def tell(records: tuple[Record, ...]) -> None:
            if is_new and records:
                self._tell(Recorded(records=records, is_own=True))

        return work, tell
