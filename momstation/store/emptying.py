"""Lets go of what people practised, and of nothing else: a file that is not marked as practice stays."""

from pathlib import Path

from momstation.core.clock import Clock
from momstation.core.errors import Refused
from momstation.store.command.asking import looked_into
from momstation.store.identity import is_for_training
from momstation.store.lock import InstanceLock
from momstation.store.sqlite import cursor_of

_BESIDE = ("-shm", "-wal", "-journal", "")
"""The file itself last: while it is there, the mark in it says what all of them are."""


def empty_training_store(path: Path, clock: Clock) -> bool:
    """Delete a record file that people practised on, for them to begin anew; False where there is none.

    Raises Refused store.in_use, store.not_for_training, and what a file says that cannot be read.
    """
    if not path.exists():
        return False
    lock = InstanceLock(path, clock)
    try:
        with looked_into(path) as conn:
            is_training = is_for_training(cursor_of(conn))
        if not is_training:
            raise Refused("store.not_for_training", file=str(path))
        for ending in _BESIDE:
            path.with_name(path.name + ending).unlink(missing_ok=True)
    finally:
        lock.release()
    return True
