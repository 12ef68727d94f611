"""The pulses that wait, once more, in a file of their own beside the second journal's months.

A pulse was shown as counted before any record tells it; a damaged store must not forget it. The file holds what
waits and what was taken since it was begun, and is begun anew whenever it has grown: it never gets long.
"""

import os
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from momstation.store import held_ticks
from momstation.store.copy_frames import (
    IdentityFrame,
    TakenFrame,
    TickFrame,
    identity_frame,
    packed_frame,
    read_frames,
)
from momstation.store.identity import Identity

NAME = "ticks.log"
_LONGEST = 1 << 18
_FAR = -(1 << 40)


class TickCopy:
    """``heard`` on the writer's thread, the others on any. They raise OSError."""

    def __init__(self, folder: Path, identity: Callable[[], Identity], waiting: Iterable[TickFrame]) -> None:
        self._path = folder / NAME
        self._identity = identity
        self._lock = threading.Lock()
        self._file_lock = threading.RLock()  # not held by who only hears: a medium may hang
        self._waiting = {tick.n: tick for tick in waiting}
        self._left: list[TickFrame] = []

    def heard(self, taken: Sequence[int], added: Sequence[TickFrame]) -> bytes:
        """What is durable now; the frames that say so."""
        with self._lock:
            for n in taken:
                self._waiting.pop(n, None)
            self._waiting.update((tick.n, tick) for tick in added)
        told = [packed_frame(TakenFrame(tuple(taken)))] if taken else []
        return b"".join((*told, *map(packed_frame, added)))

    def begin_early(self) -> None:
        """Write the file anew while the journal may still lack records that told some of what the file holds: those
        stay, under numbers that nobody else uses. Whoever reads them finds out that they were told."""
        with self._file_lock:
            with self._lock:
                known = [held_ticks.said(tick) for tick in self._waiting.values()]
            found = waiting_in(self._path.parent, self._identity().station_id)
            left = held_ticks.beyond(found, known)
            self._left = [msgspec.structs.replace(tick, n=_FAR - n) for n, tick in enumerate(left)]
            self._write()

    def begin(self) -> None:
        """Write the file anew, with what waits; the journal holds every record."""
        with self._file_lock:
            self._left = []
            self._write()

    def _write(self) -> None:
        """Whoever reads finds the one file or the other."""
        with self._lock:
            frames = [packed_frame(tick) for tick in (*self._left, *self._waiting.values())]
        new = self._path.with_name(f"{NAME}.part")
        new.write_bytes(b"".join((identity_frame(self._identity(), "", ""), *frames)))
        new.replace(self._path)

    def append(self, frames: bytes) -> None:
        with self._file_lock:
            self._append(frames)

    def _append(self, frames: bytes) -> None:
        flags = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0)
        try:
            descriptor = os.open(self._path, flags)
        except FileNotFoundError:
            self._write()
            return
        try:
            is_long = os.fstat(descriptor).st_size > _LONGEST
            if not is_long:
                os.write(descriptor, frames)
        finally:
            os.close(descriptor)
        if is_long:
            self._write()


def waiting_in(folder: Path, station_id: bytes) -> list[TickFrame]:
    """What waited when the file was written last, in the order in which it was counted. Nothing where the
    medium fails, which is told when the records are read."""
    try:
        data = (folder / NAME).read_bytes()
    except OSError:
        return []
    found: dict[int, TickFrame] = {}
    for frame in read_frames(data):
        match frame:
            case IdentityFrame(identity=identity) if identity.station_id != station_id:
                return []
            case TickFrame():
                found[frame.n] = frame
            case TakenFrame():
                for n in frame.numbers:
                    found.pop(n, None)
    return list(found.values())
