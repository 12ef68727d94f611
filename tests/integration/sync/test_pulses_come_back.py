"""Pulses that come back with the second journal are told when the plant was heard and before the watches go on."""

import asyncio
from datetime import datetime
from pathlib import Path

import pytest

from momstation.app.counting_again import CountingAgain
from momstation.core.pulses import Tick
from momstation.events.machines import PartsCounted
from momstation.store.open import Store
from momstation.sync.status import SyncState, SyncStatus
from tests.conftest import ExpectedLog
from tests.support.kept_store import copied, kept, own_records
from tests.support.stores import START

CAUGHT_UP = SyncStatus(SyncState.LIVE, 0, None, None, "", is_caught_up=True)
ONLINE = SyncStatus(SyncState.LIVE, 0, None, None, "")


class Watches:
    """What a station does when it goes on: it tells what waits, and then hears its machines."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.began = 0

    async def resume(self, _until: datetime | None) -> None:
        self.began += 1
        waiting = self._store.ticks.pending()
        events = [event for tick in waiting for event in tick.events]
        await self._store.journal.record(events, takes_ticks=[tick.n for tick in waiting])


def _damaged(path: Path) -> None:
    parts = PartsCounted(machine="P07", at=START, good=1, reject=0, good_counter=101, reject_counter=None)
    with kept(path) as store:
        copied(store)
        store.journal.record_now([], adds_ticks=[Tick("machine/P07", START, (parts,))])
    path.write_bytes(path.read_bytes()[:8192])


@pytest.mark.parametrize("has_plant", [True, False])
def test_they_are_told_when_the_station_counts_again(
    tmp_path: Path, has_plant: bool, expect_log: ExpectedLog
) -> None:
    expect_log(r".*")
    path = tmp_path / "s.db"
    _damaged(path)

    async def story(store: Store) -> None:
        watches, listens = Watches(store), asyncio.Event()
        counting = CountingAgain(store, has_plant, watches.resume, listens.set)
        await counting.begin()
        if has_plant:
            counting.hear(ONLINE)
            assert (watches.began, store.ticks.pending()) == (0, ())
            counting.hear(CAUGHT_UP)
            await listens.wait()
        assert watches.began == 1
        await counting.stop()

    for _ in range(2):
        with kept(path) as store:
            asyncio.run(story(store))
            (record,) = own_records(store)
            assert isinstance(record.event, PartsCounted)
            assert record.event.good_counter == 101
            assert store.ticks.pending() == ()
        path.write_bytes(path.read_bytes()[:8192])
