"""Keeps some space in reserve on the store's disk: given up when the disk is full, so that the record still fits."""

import logging
import math
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from momstation.store import sqlite
from momstation.store.notices import Notice, Tell

_MB = 1 << 20
_LEAST = 16 * _MB
_AMPLE = 4
_LOOK_S = 30.0
_REST_S = 300.0
_TOPIC = "disk"
_log = logging.getLogger(__name__)
FreeBytes = Callable[[Path], int | None]


class Ballast:
    """A file of real blocks beside the store. ``size_mb`` 0: none is kept, but the disk is watched all the same.

    ``make_room`` is called when the disk is nearly full: it lets go of what the store can do without.
    """

    def __init__(
        self,
        store: Path,
        size_mb: int,
        tell: Tell,
        make_room: Callable[[], None] = lambda: None,
        *,
        free: FreeBytes = sqlite.free_bytes,
        look_s: float = _LOOK_S,
        rest_s: float = _REST_S,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.path = ballast_path(store)
        self._store = store
        self._size = size_mb * _MB
        self._tell = tell
        self._make_room = make_room
        self._free = free
        self._look_s = look_s
        self._rest_s = rest_s
        self._monotonic = monotonic
        self._given_up_s = -math.inf
        self._is_low = False
        self._wake = threading.Event()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="store-ballast", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def release(self) -> bool:
        """Give the space up; whether there was any. On the writer's thread."""
        if not give_up(self._store):
            return False
        _log.warning("The disk is full: the reserve of %d MB was given up", self._size // _MB)
        self._given_up_s = self._monotonic()
        self._is_low = True
        values = {"size": self._size // _MB, "file": self._store}
        self._tell(Notice("disk.reserve_used", _TOPIC, values, is_urgent=True))
        return True

    def look(self) -> None:
        """Keep the file if there is ample space, and tell when there is little."""
        free = self._free(self._store.parent)
        if free is None:
            return
        if not self._is_low and free < self._low():
            self._begin_low(free)
        elif self._is_low and free >= self._ample() and self._has_rested():
            self._is_low = False
            self._tell(Notice("disk.has_space", _TOPIC, {"mb": free // _MB}, is_over=True))
        if self._size and not self._is_low and free >= self._ample() and not self._is_there():
            self._make()

    def close(self) -> None:
        self._end.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._end.is_set():
            self.look()
            self._wake.wait(self._look_s)
            self._wake.clear()

    def _has_rested(self) -> bool:
        """A quota or a limit is full while the disk has space: what was given up must not come back at once."""
        return self._monotonic() - self._given_up_s >= self._rest_s

    def _low(self) -> int:
        """The reserve is gone, or there is no more left beside it than it holds itself."""
        return max(self._size, _LEAST) if self._is_there() or not self._size else self._ample()

    def _ample(self) -> int:
        return _AMPLE * max(self._size, _LEAST)

    def _begin_low(self, free: int) -> None:
        self._is_low = True
        values = {"mb": free // _MB, "file": self._store}
        self._tell(Notice("disk.nearly_full", _TOPIC, values, is_urgent=True))
        self._make_room()

    def _is_there(self) -> bool:
        try:
            return self.path.stat().st_size >= self._size
        except OSError:
            return False

    def _make(self) -> None:
        partial = self.path.with_name(f"{self.path.name}.part")
        try:
            _fill(partial, self._size, self._end.is_set)
            partial.replace(self.path)
        except OSError as error:
            _log.info("No reserve on the disk: %s", error)
            with suppress(OSError):
                partial.unlink(missing_ok=True)


def ballast_path(store: Path) -> Path:
    return store.with_name(f"{store.name}.ballast")


def give_up(store: Path) -> bool:
    """Delete the reserve of a store; whether there was one."""
    path = ballast_path(store)
    try:
        size = path.stat().st_size
        path.unlink()
    except OSError:
        return False
    return size > 0


def _fill(path: Path, size: int, is_ending: Callable[[], bool]) -> None:
    """Really allocated: a file with holes would hold no space."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(descriptor, 0, size)
            return
        piece = bytes(_MB)
        for _ in range(size // _MB):
            if is_ending():
                raise OSError("the station is closing")
            os.write(descriptor, piece)
    finally:
        os.close(descriptor)
