"""Keeps a second station from opening the same store, and tells it who has it."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

from momstation.core.clock import Clock
from momstation.core.errors import Refused

_FAR = 1 << 30


class InstanceLock:
    """Held from the moment it is made until ``release``; a killed process releases it by dying."""

    def __init__(self, store: Path, clock: Clock) -> None:
        self._path = store.with_name(store.name + ".lock")
        self._file = _open(self._path)
        if not _try_lock(self._file):
            pid, since = _holder(self._file)
            self._file.close()
            raise Refused("store.in_use", file=str(store), pid=pid, since=since)
        with suppress(OSError):  # a full disk takes no note of who has the store; the lock holds all the same
            self._file.seek(0)
            self._file.truncate()
            self._file.write(f"{os.getpid()} {clock.now().isoformat(timespec='seconds')}\n")
            self._file.flush()

    def release(self) -> None:
        with suppress(OSError):  # what a full disk did not take is tried once more here, and is not missed
            self._file.close()


def _open(path: Path) -> IO[str]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused("store.no_folder", folder=str(path.parent), detail=error.strerror) from error
    try:
        return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o644), "r+", encoding="ascii")
    except OSError as error:
        raise Refused("store.read_only", file=str(path), detail=error.strerror) from error


def _holder(file: IO[str]) -> tuple[str, str]:
    file.seek(0)
    words = file.read().split()
    return (words[0], words[1]) if len(words) == 2 else ("?", "?")


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[str]) -> bool:
        """A byte far behind the text is locked: Windows lets nobody read a locked one."""
        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(file: IO[str]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
