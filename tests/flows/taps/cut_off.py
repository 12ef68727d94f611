"""A station whose plant does not answer: the real sync thread calls a port at which nobody listens."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from momstation.core.clock import SystemClock
from momstation.core.part import Recorded
from momstation.sync.config import SyncConfig
from momstation.sync.status import SyncStatus
from momstation.sync.thread import SyncThread
from tests.flows.taps.tap_station import TapStation


@contextmanager
def calls_nobody(one: TapStation, *, is_wanted: bool = True) -> Iterator[None]:
    """``is_wanted`` False: a station that is as it was. The port is kept, so that nobody else comes to listen there."""
    if not is_wanted:
        yield
        return
    with socket.socket() as kept:
        kept.bind(("127.0.0.1", 0))
        dsn = f"host=127.0.0.1 port={kept.getsockname()[1]} dbname=plant sslmode=disable"
        config = SyncConfig(dsn, one.store.identity.station_id, b"t" * 32, user="nobody", longest_retry_s=0.5)

        def tell(status: SyncStatus) -> None:
            one.loop.call_soon_threadsafe(setattr, one, "status", status)

        thread = SyncThread(config, one.store.sync, tell, SystemClock())
        one.bus.subscribe(Recorded, lambda recorded: thread.wake() if recorded.is_own else None)
        thread.start()
        try:
            yield
        finally:
            thread.stop()
