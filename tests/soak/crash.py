"""Kills a station at a named point: ``MOM_CRASH_AT=after_commit:3`` is its third commit of its own.

Only the tests know these points: they are put around the product's functions in the process that is to die.
"""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from momstation.core.part import Recorded
from momstation.store import sqlite
from momstation.store.open import Store
from momstation.store.sync_door import SyncDoor
from momstation.sync.wire import Wire

VARIABLE = "MOM_CRASH_AT"
AROUND: dict[str, tuple[type, str, bool]] = {  # name: class, method, whether it has been carried out
    "before_push": (Wire, "push", False),
    "before_ack": (Wire, "push", True),
    "after_ack": (SyncDoor, "ack", True),
    "after_hello": (Wire, "hello", True),
    "before_absorb": (Wire, "pull", True),
    "before_ring": (Wire, "ring", False),
    "epoch_opened_there": (Wire, "open_epoch", True),
    "epoch_opened_here": (SyncDoor, "open_epoch", True),
    "compared": (Wire, "feed_ids", True),
    "rewound": (SyncDoor, "rewind", True),
}
IN_STORE = ("statement", "before_commit", "after_commit", "after_command", "after_absorb")
POINTS = (*IN_STORE, *AROUND)


def now() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Countdown:
    """The n-th time is the last."""

    def __init__(self, count: int) -> None:
        self._left = count

    def tick(self) -> None:
        self._left -= 1
        if self._left == 0:
            now()


def arm(text: str) -> "Callable[[Store], None]":
    """Make the station die at the point; the result is to be told of the open store."""
    name, _, count = text.partition(":")
    countdown = Countdown(int(count or 1))
    if name in AROUND:
        _around(*AROUND[name], countdown)
    elif name in ("statement", "before_commit"):
        _trace(countdown, "COMMIT" if name == "before_commit" else "")
    elif name in ("after_commit", "after_absorb"):
        is_own = name == "after_commit"
        return lambda store: _listen(store, lambda recorded: recorded.is_own is is_own, countdown)
    elif name == "after_command":
        return lambda store: _listen(store, lambda it: it.is_own and len(it.records) > 1, countdown)
    elif name:
        raise ValueError(f"no such point: {name}")
    return lambda store: None


def _listen(store: Store, counts: Callable[[Recorded], bool], countdown: Countdown) -> None:
    """On the writer's thread, after the commit and before anybody is told."""
    store.on_recorded(lambda recorded: countdown.tick() if counts(recorded) else None)


def _around(owner: type, method: str, is_after: bool, countdown: Countdown) -> None:
    real = getattr(owner, method)

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        if not is_after:
            countdown.tick()
        result = real(*args, **kwargs)
        if is_after:
            countdown.tick()
        return result

    setattr(owner, method, wrapped)


def _trace(countdown: Countdown, start: str) -> None:
    """SQLite itself says which statement it is about to carry out."""
    real = sqlite.open_writer

    def opened(path: Path) -> sa.Connection:
        conn = real(path)
        raw: Any = conn.connection.driver_connection
        raw.set_trace_callback(lambda sql: countdown.tick() if sql.startswith(start) else None)
        return conn

    sqlite.open_writer = opened
