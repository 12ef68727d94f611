"""Writes to a second journal on the store's own disk from the first moment on, while what it lacks is being sought.

To compare the journal with the store takes as long as it has become. A station that dies meanwhile, perhaps again and
again, would else have shown what its disk alone holds.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from momstation.core.event import Record
from momstation.store.copy_file import CopyFile, in_step_mark, owner_of
from momstation.store.copy_frames import CommandFrame, InStepFrame
from momstation.store.identity import Identity
from momstation.store.tick_copy import TickCopy

_log = logging.getLogger(__name__)


class EarlyCopy:
    """``begin`` before anything is recorded, ``write`` and ``rest`` on the writer's thread. What is written here and
    brought from the own log later is in the files twice, and counts once."""

    def __init__(
        self,
        folder: Path,
        store: Path,
        identity: Callable[[], Identity],
        now: Callable[[], datetime],
        ticks: TickCopy,
    ) -> None:
        self._folder = folder
        self._store = store
        self._identity = identity
        self._ticks = ticks
        self._file = CopyFile(folder, now)
        self.is_on = False

    def begin(self) -> InStepFrame | None:
        """Gives the mark with which the journal was ended the last time: it is last no more when something is
        written behind it. A medium of its own may hang, so that nothing is written there early."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            mark = in_step_mark(self._folder)
            owner = owner_of(self._folder)
            is_ours = owner is None or owner.station_id == self._identity().station_id
            if is_ours and is_same_disk(self._folder, self._store):
                self._ticks.begin_early()
                self.is_on = True
        except OSError as error:
            _log.info("The second journal cannot be written yet: %s", error)
            return None
        return mark

    def write(self, records: Sequence[Record], command: CommandFrame | None, ticks: bytes) -> None:
        if not self.is_on:
            return
        try:
            if records:
                self._file.append(records, self._identity(), command)
            if ticks:
                self._ticks.append(ticks)
        except OSError as error:
            self.is_on = False
            self._file.close()
            _log.info("The second journal cannot be written now: %s", error)

    def rest(self) -> None:
        """Hold no file open: it may be removed one day."""
        self._file.close()


def is_same_disk(folder: Path, store: Path) -> bool:
    return folder.stat().st_dev == store.parent.stat().st_dev
