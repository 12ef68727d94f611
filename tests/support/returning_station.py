"""A counting station with a plant: it hears its press when the product lets it, and may be killed while it waits."""

import asyncio
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from momstation.app.counting_again import CountingAgain
from momstation.core.part import Recorded
from momstation.settings import load
from momstation.store.behind import BEHIND
from momstation.sync.config import configured
from momstation.sync.status import SyncState, SyncStatus
from momstation.sync.thread import SyncThread
from tests.support.central_station import until
from tests.support.counting_station import CountingStation


class ReturningStation(CountingStation):
    """``open`` as the window does it: the store, then the wires. The press goes on making parts, heard or not."""

    def __init__(self, config: Path, counter: int) -> None:
        super().__init__(config, counter)
        self.hears = False
        self.status: SyncStatus | None = None
        access = configured(load(config).central)
        self.sync = SyncThread(access, self.store.sync, self._hand_over)
        self._loop = asyncio.get_running_loop()
        self.counting = CountingAgain(
            self.store, access is not None, self._reporting.resume, self._begin_to_hear
        )
        self.store.on_recorded(self._wake)

    async def open(self) -> None:
        await self.define()
        await self.counting.begin()
        if not self.counting.is_waiting:
            self._begin_to_hear()
            await self._first_reading()
        self.sync.start()

    @property
    def says_behind(self) -> bool:
        return any(notice.topic == BEHIND for notice in self.store.notices.current())

    async def make(self, parts: int) -> None:
        self.counter += parts
        if self.hears:
            await self.hear("good_count", self.counter)

    async def until_heard(self) -> None:
        """Until the station hears its press again, and has read its counter."""
        await self.until(lambda: self.hears)
        await self._first_reading()

    async def until_state(self, state: SyncState) -> None:
        await self.until(lambda: self.status is not None and self.status.state is state)

    async def until_sent(self) -> None:
        """Until the plant has everything."""
        await self._dispatcher.tell_counts()
        await self.until(lambda: self.store.sync.waiting().count == 0)

    async def until(self, fact: Callable[[], bool]) -> None:
        """The loop goes on meanwhile: what is waited for happens there."""
        await asyncio.to_thread(until, fact, "what the station waits for")

    async def close(self) -> None:
        await self.counting.stop()
        await self._reporting.finish()
        if self.hears and self.status is not None and self.status.state is SyncState.LIVE:
            await self.until_sent()
        await asyncio.to_thread(self.sync.stop)
        self.store.close()

    def _begin_to_hear(self) -> None:
        self.hears = True

    async def _first_reading(self) -> None:
        await self._hear_link()
        await self.make(0)

    def _wake(self, recorded: Recorded) -> None:
        if recorded.is_own:
            self.sync.wake()

    def _hand_over(self, status: SyncStatus) -> None:
        with suppress(RuntimeError):  # the loop is closed: a test failed before it closed the station
            self._loop.call_soon_threadsafe(self._hear_status, status)

    def _hear_status(self, status: SyncStatus) -> None:
        self.status = status
        self.counting.hear(status)


async def wait_for_ever(config: Path, counter: int) -> None:
    """Until somebody kills it."""
    station = ReturningStation(config, counter)
    await station.open()
    sys.stdout.write("waits\n" if station.counting.is_waiting else "counts\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(wait_for_ever(Path(sys.argv[1]), int(sys.argv[2])))
