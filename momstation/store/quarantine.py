"""Moves a damaged store file out of the way without ever deleting it: what is in it may still be wanted."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from momstation.core.errors import Refused

FOLDER = "quarantine"
_STAMP = "%Y%m%dT%H%M%SZ"
_MOST_A_DAY = 5
_WITH = ("", "-wal", "-shm", "-journal")


def quarantine(path: Path, now: datetime) -> Path:
    """Move the file and what SQLite keeps beside it; the folder where they are now. Raises Refused
    store.not_moved, with everything left where it was or on its way, and store.damaged_again when a disk damages
    whatever is written to it."""
    _check_often(path, now)
    folder = _new_folder(path, now)
    try:
        folder.mkdir(parents=True)
        for ending in reversed(
            _WITH
        ):  # the file itself last: while it is there, the next start comes here again
            part = path.with_name(path.name + ending)
            if part.exists():
                part.rename(folder / part.name)
    except OSError as error:
        detail = error.strerror or str(error)
        raise Refused("store.not_moved", file=str(path), folder=str(folder), detail=detail) from error
    return folder


def _check_often(path: Path, now: datetime) -> None:
    since = now.astimezone(UTC) - timedelta(days=1)
    stamps = [
        _moment(folder.name) for folder in (path.parent / FOLDER).glob("*/") if (folder / path.name).exists()
    ]
    count = sum(stamp is not None and since < stamp for stamp in stamps)
    if count >= _MOST_A_DAY:
        raise Refused("store.damaged_again", file=str(path), n=count)


def _moment(name: str) -> datetime | None:
    try:
        return datetime.strptime(name[:16], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _new_folder(path: Path, now: datetime) -> Path:
    stamp = f"{now.astimezone(UTC):{_STAMP}}"
    first = path.parent / FOLDER / stamp
    number, folder = 1, first
    while folder.exists():
        number += 1
        folder = first.with_name(f"{stamp}-{number}")
    return folder


def damage_mark(path: Path) -> Path:
    """A file that says: damage was found while the station was running, look closely at the next start."""
    return path.with_name(f"{path.name}.damaged")
