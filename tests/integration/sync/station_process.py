"""A station in a process of its own, to be killed: records without end and says what was kept."""

import asyncio
import sys
from pathlib import Path

from momstation.core.clock import SystemClock
from momstation.core.dispatcher import Journal
from momstation.store.open import open_store
from momstation.sync.config import read_access
from momstation.sync.thread import SyncThread
from tests.support.memory_door import counted


def main(store_file: Path, access: Path) -> None:
    store = open_store(
        store_file, code="P07", topics=("area/A",), folds=(), projections=(), clock=SystemClock()
    )
    thread = SyncThread(read_access(access), store.sync, lambda status: None)
    store.on_recorded(lambda recorded: thread.wake() if recorded.is_own else None)
    thread.start()
    asyncio.run(_work(store.journal))


async def _work(journal: Journal) -> None:
    while True:
        (record,) = await journal.record([counted()])
        sys.stdout.write(f"{record.event_id.hex()}\n")
        sys.stdout.flush()
        await asyncio.sleep(0.002)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
