"""Keeps a restored station from counting parts twice: it hears its machines when its own records are back."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from momstation.core.errors import Refused
from momstation.core.tasks import spawn
from momstation.store.behind import BEHIND, behind_since
from momstation.store.notices import Notice
from momstation.store.open import Store
from momstation.sync.status import SyncStatus

_log = logging.getLogger(__name__)
Resume = Callable[[datetime | None], Awaitable[None]]


class CountingAgain:
    """``begin`` once before the wires, ``stop`` once before they end.

    ``resume`` goes on from what is recorded, up to a moment if one is given; ``listen`` starts to hear machines.
    Without a plant nothing can come back, and the station goes on at once.
    """

    def __init__(self, store: Store, has_plant: bool, resume: Resume, listen: Callable[[], None]) -> None:
        self._store = store
        self._has_plant = has_plant
        self._resume = resume
        self._listen = listen
        self._since: datetime | None = None
        self._is_due = False
        self._is_over = False
        self._work: asyncio.Task[None] | None = None

    @property
    def is_waiting(self) -> bool:
        return self._since is not None

    async def begin(self) -> None:
        self._since = await self._store.reader.read(behind_since)
        if self._since is not None and self._has_plant:
            _log.warning("This store is behind: machines are heard when the plant has sent back its records")
            self._store.notices.say(Notice("store.behind", BEHIND, is_urgent=True))
            return
        await self._resume_all()
        await self._forget()

    def hear(self, status: SyncStatus) -> None:
        if status.is_caught_up and self.is_waiting:
            self._is_due = True
            self.look()

    def go_on(self) -> None:
        """Somebody who may has decided not to wait for the plant."""
        if self.is_waiting:
            _log.warning("Machines are heard although the plant has not sent back this station's records")
            self._is_due = True
            self.look()

    def look(self) -> None:
        """Go on if it is time to; again and again, since a full disk may have refused it before."""
        is_at_work = self._work is not None and not self._work.done()
        if self.is_waiting and self._is_due and not self._is_over and not is_at_work:
            self._work = spawn(self._go_on(), name="count again")

    async def stop(self) -> None:
        self._is_over = True
        if self._work is not None:
            await asyncio.wait({self._work})  # what went wrong in it was said when it did

    async def _go_on(self) -> None:
        try:
            await self._resume_all()
            await self._forget()
        except Refused as refused:
            _log.warning("Machines cannot be heard yet: %s", refused)
            return
        self._store.notices.say(Notice("store.counts_again", BEHIND, is_over=True))
        if not self._is_over:
            self._listen()

    async def _resume_all(self) -> None:
        """First the pulses that came back with the second journal: the watches go on from what they come to."""
        await asyncio.to_thread(self._store.release_pulses)
        await self._resume(self._since)

    async def _forget(self) -> None:
        """Only when the watches go on from what is there now; killed before, the station waits once more."""
        if self._since is not None:
            await asyncio.to_thread(self._store.caught_up)
            self._since = None
