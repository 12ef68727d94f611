"""Turns what machines say into recorded facts, one batch after the other."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

import sqlalchemy as sa

from momstation.app.assembly import Assembly
from momstation.core.dispatcher import Dispatcher
from momstation.core.errors import Refused
from momstation.core.event import Event
from momstation.core.part import Actor, RecordingHeld
from momstation.core.tasks import spawn
from momstation.machines.model.story import MachineStory
from momstation.machines.service import MachineService
from momstation.plant.readings import MachineLink, Reading
from momstation.store.tail import last_recorded_at
from momstation.store.ticks import last_counted_at

_log = logging.getLogger(__name__)
Work = Callable[[], Awaitable[None]]


class MachineReporting:
    """Keeps the order in which machines spoke; a full disk makes a batch wait for the next, never lose a part.

    ``tell`` gets a RecordingHeld when facts begin to wait, and one with None when they are recorded again.
    """

    def __init__(
        self,
        assembly: Assembly,
        service: MachineService,
        dispatcher: Dispatcher,
        tell: Callable[[RecordingHeld], None] = lambda held: None,
    ) -> None:
        self._assembly = assembly
        self._service = service
        self._dispatcher = dispatcher
        self._tell = tell
        self._actor = Actor(person=None, name=assembly.facts.code, permissions=frozenset())
        self._waiting: deque[Work] = deque()
        self._worker: asyncio.Task[None] | None = None
        self.trouble: Refused | None = None

    async def resume(self, until: datetime | None = None) -> None:
        """Go on from what was recorded before the station was last closed, and from what waits since then: it
        is told first, so that counters go on from the last pulse that was kept. After ``until`` it heard no
        machine, whatever people recorded."""
        lived_until = await self._assembly.store.reader.read(lambda conn: _lived_until(conn, until))
        await self._dispatcher.tell_counts()
        events = await self._service.resume(self._story, lived_until)
        if events:
            await self._report(events)

    def hear(self, readings: Sequence[Reading]) -> None:
        self._add(lambda: self._service.hear(readings, self._report))

    def hear_link(self, link: MachineLink, now: datetime) -> None:
        self._add(lambda: self._service.hear_link(link, now, self._report))

    def tick(self, now: datetime) -> None:
        """Time passed: states may have held long enough to be facts, and a disk may have space again."""
        if not self._waiting:
            self._add(lambda: self._pass_time(now))

    async def settled(self) -> None:
        """Returns when all that was heard so far is recorded, or waits because the store refused it."""
        if self._worker is not None:
            await self._worker

    async def finish(self) -> None:
        """Record what was heard, then that nobody listens any more; a store that refuses keeps nobody here."""
        await self.settled()
        events = self._service.fall_silent(self._assembly.clock.now())
        if events:
            self._add(lambda: self._keep(events))
        self._add(self._tell_counts)
        await self.settled()

    def _add(self, work: Work) -> None:
        self._waiting.append(work)
        if self._worker is None or self._worker.done():
            self._worker = spawn(self._work(), name="record machines")

    async def _work(self) -> None:
        while self._waiting:
            try:
                await self._waiting.popleft()()
            except Refused as refused:
                self._held_by(refused)
            else:
                self._held_by(None)

    def _held_by(self, refused: Refused | None) -> None:
        """Said once going and once coming back."""
        before, self.trouble = self.trouble, refused
        if (before is None) == (refused is None):
            return
        if refused is None:
            _log.info("Machines' facts are recorded again")
        else:
            _log.error("Machines' facts wait: %s", refused)
        self._tell(RecordingHeld(refused))

    async def _pass_time(self, now: datetime) -> None:
        await self._service.hear_time(now, self._report)
        await self._dispatcher.tell_counts(now)

    async def _tell_counts(self) -> None:
        await self._dispatcher.tell_counts()

    async def _keep(self, events: Sequence[Event]) -> None:
        await self._report(events)

    async def _report(self, events: Sequence[Event]) -> object:
        return await self._dispatcher.report(events, self._actor)

    async def _story(self, machine: str) -> MachineStory | None:
        return await self._assembly.store.reader.state(f"machine/{machine}", MachineStory)


def _lived_until(conn: sa.Connection, until: datetime | None) -> datetime | None:
    """The last moment of which the store knows that the station was there."""
    return max(filter(None, (last_recorded_at(conn, until), last_counted_at(conn))), default=None)
