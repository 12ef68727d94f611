"""A station that no plant knows: it works the same, and says how many records wait."""

import subprocess
import sys
import threading

from momstation.sync.status import SyncState, SyncStatus
from momstation.sync.thread import SyncThread
from tests.support.memory_door import MemoryDoor, counted


def test_it_says_how_many_records_it_keeps() -> None:
    door = MemoryDoor()
    told: list[SyncStatus] = []
    change = threading.Condition()

    def hear(status: SyncStatus) -> None:
        with change:
            told.append(status)
            change.notify_all()

    thread = SyncThread(None, door, hear)
    thread.start()
    first = door.record(counted())
    thread.wake()
    door.record(counted())
    thread.wake()
    with change:
        assert change.wait_for(lambda: bool(told) and told[-1].waiting == 2, 60)
    thread.stop()
    assert {status.state for status in told} == {SyncState.NEVER_CONFIGURED}
    assert told[-1].oldest == first.recorded_at
    assert told[-1].reason == "This station is not connected to a plant. Every record is kept here."


def test_an_access_that_cannot_be_read_is_told_and_the_station_works() -> None:
    door = MemoryDoor()
    door.record(counted())
    told: list[SyncStatus] = []
    heard = threading.Event()

    def hear(status: SyncStatus) -> None:
        told.append(status)
        heard.set()

    thread = SyncThread(None, door, hear, trouble="its access is damaged")
    thread.start()
    assert heard.wait(60)
    thread.stop()
    assert (told[0].state, told[0].waiting) == (SyncState.REFUSED, 1)
    assert "its access is damaged" in told[0].reason


def test_stopping_what_never_started_is_harmless() -> None:
    SyncThread(None, MemoryDoor(), lambda status: None).stop()


def test_the_driver_is_not_loaded() -> None:
    code = (
        "import sys; import momstation.sync.thread, momstation.sync.config, momstation.sync.status;"
        "sys.exit(any(name.split('.')[0] == 'psycopg' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
