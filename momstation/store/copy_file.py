"""The second journal: month files beside the store, or on another medium, with everything this station recorded.

They are appended to and never flushed by force, so they cost a record almost nothing. A store file that was
damaged or is gone is made anew from them.
"""

import os
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from momstation.core.event import Record
from momstation.store.copy_frames import (
    COMPARE,
    IN_STEP_BYTES,
    CommandFrame,
    IdentityFrame,
    InStepFrame,
    Place,
    RecordFrame,
    Unreadable,
    identity_frame,
    in_step_frame,
    packed_frame,
    read_frames,
    record_frame,
)
from momstation.store.identity import Identity
from momstation.store.rows import row_of, time_text

_NAME = re.compile(r"journal-\d{6}\.log")
_CHUNK = 1 << 20
_GLANCE = 1 << 18


class CopyLost(OSError):
    """The file that was written to is no longer the one in the folder: it was deleted, or the medium was."""


class CopyFile:
    """The files of one folder. For one thread at a time; raises OSError when the medium fails or is missing."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self.folder = folder
        self._now = now
        self._open_name = ""
        self._descriptor = -1

    def append(
        self, records: Iterable[Record], identity: Identity, command: CommandFrame | None = None
    ) -> None:
        """Write own records, and which command they carried out, behind what is there. Cheap: no flush."""
        head = [packed_frame(command)] if command is not None else []
        self.write([*head, *(record_frame(row_of(record)) for record in records)], identity)

    def write(self, frames: Sequence[bytes], identity: Identity, why: str = "") -> None:
        """As ``append``, for frames; a new file begins with the station's identity, and so does a new epoch."""
        is_new = self._reach_file()
        head = [identity_frame(identity, why, time_text(self._now()))] if is_new or why else []
        content = b"".join((*head, *frames))
        while content:
            content = content[os.write(self._descriptor, content) :]

    def mark_in_step(self, place: Place, chained: bytes, identity: Identity) -> None:
        """Say at the end that nothing is lacking, which saves the next start from reading everything."""
        self._reach_file()
        self.write([in_step_frame(place, chained, total_size(self.folder))], identity)

    def close(self) -> None:
        if self._descriptor >= 0:
            with suppress(OSError):
                os.close(self._descriptor)
        self._descriptor = -1

    def _reach_file(self) -> bool:
        """Have the month's file open; whether it is empty."""
        name = f"journal-{self._now():%Y%m}.log"
        path = self.folder / name
        if self._descriptor >= 0 and name == self._open_name:
            there, held = path.stat(), os.fstat(self._descriptor)
            if (there.st_dev, there.st_ino) == (held.st_dev, held.st_ino):
                return there.st_size == 0
            self.close()
            raise CopyLost(f"{path} is another file now")
        self.close()
        self.folder.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
        self._descriptor, self._open_name = os.open(path, flags, 0o644), name
        return os.fstat(self._descriptor).st_size == 0


@dataclass(slots=True)
class Gathered:
    """What the files of a folder hold. ``records``: the last frame of each record, by id."""

    identity: Identity | None = None
    records: dict[bytes, RecordFrame] = field(default_factory=dict)
    commands: dict[str, CommandFrame] = field(default_factory=dict)
    unreadable_bytes: int = 0
    faults: list[str] = field(default_factory=list)


def month_files(folder: Path) -> list[Path]:
    """Oldest first; empty when there is no such folder. Raises OSError when the medium fails."""
    try:
        return sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))
    except FileNotFoundError:
        return []


def total_size(folder: Path) -> int:
    return sum(path.stat().st_size for path in month_files(folder))


def in_step_mark(folder: Path) -> InStepFrame | None:
    """The mark that was written last of all; None when anything was written behind it, or torn off."""
    files = month_files(folder)
    total = sum(path.stat().st_size for path in files)
    for path in reversed(files):
        frames = list(read_frames(_last_bytes(path, IN_STEP_BYTES)))
        if len(frames) == 1 and isinstance(frames[0], InStepFrame):
            return frames[0] if frames[0].total + IN_STEP_BYTES == total else None
    return None


def last_word(folder: Path) -> RecordFrame | None:
    """The record that was written last; None where that is not known at a glance, or where the copy says that it
    has more than the store."""
    for path in reversed(month_files(folder)):
        last: RecordFrame | None = None
        for frame in read_frames(_last_bytes(path, _GLANCE)):
            match frame:
                case RecordFrame():
                    last = frame
                case InStepFrame(place=place) if place == COMPARE:
                    return None
        if last is not None:
            return last
    return None


def owner_of(folder: Path) -> Identity | None:
    """Whose records the newest readable file holds."""
    for path in reversed(month_files(folder)):
        with path.open("rb") as file:
            for frame in read_frames(file.read(_CHUNK)):
                if isinstance(frame, IdentityFrame):
                    return frame.identity
    return None


def gather(
    folder: Path, newest: int | None = None, on_file: Callable[[int, int], None] = lambda done, total: None
) -> Gathered:
    """Read all files, or only the ``newest`` so many; what is unreadable is counted and stepped over."""
    found = Gathered()
    files = month_files(folder)
    files = files if newest is None else files[-newest:]
    for number, path in enumerate(files):
        on_file(number, len(files))
        gather_file(path, found)
    return found


def gather_file(path: Path, found: Gathered) -> None:
    """Add what one file holds."""
    data, fault = _content(path)
    if fault:
        found.faults.append(f"{path.name}: {fault}")
    _gather_from(data, found)


def _gather_from(data: bytes, found: Gathered) -> None:
    for frame in read_frames(data):
        match frame:
            case RecordFrame():
                known = found.records.get(frame.event_id)
                if known is None or frame.place[0] >= known.place[0]:
                    found.records[frame.event_id] = frame
            case IdentityFrame():
                if found.identity is None or frame.identity.epoch >= found.identity.epoch:
                    found.identity = frame.identity
            case CommandFrame():
                found.commands[frame.command_id] = frame
            case Unreadable():
                found.unreadable_bytes += frame.length


def _content(path: Path) -> tuple[bytes, str]:
    """As much as the medium gives, and what it said when it gave no more."""
    pieces: list[bytes] = []
    try:
        with path.open("rb") as file:
            while piece := file.read(_CHUNK):
                pieces.append(piece)
    except OSError as error:
        return b"".join(pieces), error.strerror or str(error)
    return b"".join(pieces), ""


def _last_bytes(path: Path, count: int) -> bytes:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - count))
        return file.read(count)
