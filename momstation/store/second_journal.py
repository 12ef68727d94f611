"""Keeps the second journal in step with the store, and never lets a failing medium fail or delay a record.

On the disk of the store itself the writer's thread writes, before anybody is told that the record is there. A
medium of its own may hang instead of failing, so a thread of its own writes to it. Whatever the copy lacks, for
whatever reason, is brought from the store's own log at the start and whenever the medium is back; on the disk of the
store itself that keeps nothing from being written at once.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue

from momstation.core.clock import Clock
from momstation.core.event import Record
from momstation.store.catching_up import CatchUp, Ending, Foreign
from momstation.store.copy_file import CopyFile
from momstation.store.copy_frames import CommandFrame, InStepFrame, Place, TickFrame
from momstation.store.early_copy import EarlyCopy, is_same_disk
from momstation.store.identity import Identity
from momstation.store.kept import Kept
from momstation.store.notices import Notice, Tell
from momstation.store.tick_copy import TickCopy

RETRY_S = 10.0
_LEAVE_AFTER_S = 3.0
_MOST_WAITING = 20_000
_TOPIC = "copy"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one transaction has for the files."""

    records: Sequence[Record] = ()
    command: CommandFrame | None = None
    ticks: bytes = b""


class SecondJournal:
    """``hear`` and ``look`` are called on the writer's thread, after a commit; everything else happens on its own."""

    def __init__(
        self,
        folder: Path,
        store: Path,
        identity: Callable[[], Identity],
        clock: Clock,
        tell: Tell,
        *,
        left_out: frozenset[bytes] = frozenset(),
        waiting: Sequence[TickFrame] = (),
        retry_s: float = RETRY_S,
    ) -> None:
        """``left_out``: records in the folder that were found to be none of the station's. ``waiting``: pulses that
        no record tells yet."""
        self.folder = folder
        self._store = store
        self._identity = identity
        self._tell = tell
        self._left_out = left_out
        self._retry_s = retry_s
        self._file = CopyFile(folder, clock.now)
        self._ticks = TickCopy(folder, identity, waiting)
        self._early = EarlyCopy(folder, store, identity, clock.now, self._ticks)
        self._mark: InStepFrame | None = None
        self._queue: SimpleQueue[_Piece | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._end = threading.Event()
        self._is_in_step = False
        self._is_near = False
        self._is_misplaced = False
        self._has_more = 0
        self._upto: Place = (0, 0)
        self._tail_hash = b""
        self._said = ""
        self._thread = threading.Thread(target=self._run, name="second-journal", daemon=True)

    def start(self) -> None:
        """Before anything is recorded."""
        self._mark = self._early.begin()
        self._thread.start()

    @property
    def is_in_step(self) -> bool:
        return self._is_in_step

    def hear(self, records: Sequence[Record]) -> None:
        """Own records that are durable now."""
        self.hear_all(Kept(records))

    def hear_all(self, kept: Kept) -> None:
        """As ``hear``, with the command and the pulses."""
        piece = _Piece(kept.records, kept.command, self._ticks.heard(kept.taken, kept.ticks))
        if not self._is_in_step:  # what is not written now is brought from the own log later
            self._early.write(piece.records, piece.command, piece.ticks)
            return
        self._early.rest()
        if self._is_near:
            self._write(piece)
        elif self._queue.qsize() < _MOST_WAITING:
            self._queue.put(piece)
        else:
            self._is_in_step = False  # the medium hangs: what it lacks is in the own log

    def look(self) -> None:
        """After any commit: a new epoch gives records other numbers."""
        if self._is_in_step and self._identity().epoch != self._upto[0]:
            self._is_in_step = False
            self._queue.put(_Piece())

    def close(self) -> None:
        """Write what waits and the mark that nothing lacks. A medium that hangs is left alone."""
        self._early.rest()
        self._end.set()
        self._queue.put(None)
        if self._thread.is_alive():
            self._thread.join(_LEAVE_AFTER_S)

    def _run(self) -> None:
        while not self._end.is_set():
            if not self._is_in_step and not self._catch_up():
                self._end.wait(self._retry_s)
                continue
            try:
                piece = self._queue.get(timeout=self._retry_s if not self._is_in_step else None)
            except Empty:
                continue
            if piece is not None:
                self._write(piece)
        self._leave()

    def _write(self, piece: _Piece) -> None:
        if not self._is_in_step:
            return
        with self._lock:
            try:
                self._append(piece)
            except OSError as error:
                self._fail(error)

    def _append(self, piece: _Piece) -> None:
        if piece.records:
            self._append_records(piece.records, piece.command)
        if piece.ticks:
            self._ticks.append(piece.ticks)

    def _append_records(self, records: Sequence[Record], command: CommandFrame | None) -> None:
        epoch = self._identity().epoch
        if epoch != self._upto[0]:
            self._is_in_step = False
            self._early.write(records, command, b"")
            return
        new = [record for record in records if (record.epoch, record.seq) > self._upto]
        if not new:
            return
        self._file.append(new, self._identity(), command)
        self._upto, self._tail_hash = (new[-1].epoch, new[-1].seq), new[-1].hash

    def _catch_up(self) -> bool:
        with self._lock:
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                self._is_near = is_same_disk(self.folder, self._store)
                self._check_medium()
                mark, self._mark = self._mark, None
                comparison = CatchUp(self._store, self._file, self._identity(), self._left_out, mark)
                caught_up = comparison.run(self._end.is_set, self._begin_hearing)
                self._ticks.begin()
            except Foreign as foreign:
                self._say(Notice("copy.foreign", _TOPIC, {"folder": self.folder, "found": foreign.code}))
                return False
            except Ending:
                self._is_in_step = False
                return False
            except OSError as error:
                self._fail(error)
                return False
            except Exception:  # an edge: the store itself may fail or be closing; the copy waits
                _log.exception("The second journal could not be compared with the store")
                self._is_in_step = False
                return False
            self._upto, self._tail_hash = caught_up.place, caught_up.hash
            self._has_more = caught_up.has_more
            self._early.is_on = self._is_near
            self._well()  # before anything that is heard can fail: it is told in the order in which it happened
        return True

    def _check_medium(self) -> None:
        """A folder that is meant for a medium of its own is a plain one while nothing is mounted there."""
        is_meant_elsewhere = not self.folder.absolute().is_relative_to(self._store.absolute().parent)
        is_misplaced = is_meant_elsewhere and self._is_near
        if is_misplaced != self._is_misplaced:
            self._is_misplaced = is_misplaced
            self._tell(
                Notice("copy.same_disk", "copy_place", {"folder": self.folder}, is_over=not is_misplaced)
            )

    def _begin_hearing(self) -> None:
        self._is_in_step = True

    def _leave(self) -> None:
        with self._lock:
            try:
                while not self._queue.empty():
                    self._append(self._queue.get() or _Piece())
                if self._is_in_step and not self._has_more:
                    self._file.mark_in_step(self._upto, self._tail_hash, self._identity())
            except OSError as error:
                _log.warning("The second journal could not be ended: %s", error)
            self._file.close()

    def _fail(self, error: OSError) -> None:
        self._is_in_step = self._early.is_on = False
        self._file.close()
        self._queue.put(_Piece())
        detail = error.strerror or str(error)
        self._say(Notice("copy.failing", _TOPIC, {"folder": self.folder, "detail": detail}))

    def _well(self) -> None:
        values: dict[str, object] = {"folder": self.folder, "n": self._has_more}
        if self._has_more:
            self._say(Notice("copy.ahead", _TOPIC, values))
        elif self._said:
            self._say(Notice("copy.works", _TOPIC, values, is_over=True))

    def _say(self, notice: Notice) -> None:
        """Once, however often it is found again."""
        said = "" if notice.is_over else notice.key
        if said != self._said:
            self._said = said
            _log.warning("%s: %s", notice.key, dict(notice.values))
            self._tell(notice)
