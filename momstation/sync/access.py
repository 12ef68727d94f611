"""Notices that a station was enrolled, or enrolled again, while it runs, so that nobody need start it anew."""

from collections.abc import Callable
from pathlib import Path

from momstation.core.errors import Refused
from momstation.sync.config import SyncConfig

Look = tuple[int, ...]


class AccessWatch:
    """Call ``first`` once; ``again`` then gives the access each time that enrolment left a new one.

    Both read with ``read`` and raise its Refused. What could not be read is read anew at the next look.
    """

    def __init__(self, path: Path, read: Callable[[], SyncConfig | None], station_id: bytes) -> None:
        self._path = path
        self._read = read
        self._station_id = station_id
        self._seen: Look | None = None

    def first(self) -> SyncConfig | None:
        """What there is at the start."""
        return self._look(_look_of(self._path))

    def again(self) -> SyncConfig | None:
        """None if nothing changed: that is one question to the file system.

        Raises Refused sync.access_of_another, too: what is here to be sent is this station's.
        """
        now = _look_of(self._path)
        if now is None or now == self._seen:
            return None
        found = self._look(now)
        if found is not None and found.station_id != self._station_id:
            raise Refused("sync.access_of_another", file=str(self._path))
        return found

    def _look(self, now: Look | None) -> SyncConfig | None:
        # Looked at before it is read: what is written in between is found the next time.
        self._seen = None
        found = self._read()
        self._seen = now
        return found


def _look_of(path: Path) -> Look | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_size
