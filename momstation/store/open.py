"""Opens a station's store, or refuses with what a person can do about it."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa

from momstation.core.clock import Clock
from momstation.core.part import Recorded
from momstation.store import health, sqlite
from momstation.store.fold import AnyFold
from momstation.store.identity import Identity, identity_of
from momstation.store.journal import StoreJournal
from momstation.store.ledger import Ledger
from momstation.store.lock import InstanceLock
from momstation.store.log import OwnLog
from momstation.store.projection import Projection
from momstation.store.reader import ReadConnection, Reader
from momstation.store.streams import Streams
from momstation.store.sync_door import SyncDoor
from momstation.store.ticks import PendingTicks, pending_in
from momstation.store.upgrade import open_in_present_form
from momstation.store.versions import bring_up_to_date
from momstation.store.writer import Writer

T = TypeVar("T")
Listener = Callable[[Recorded], None]


class Store:
    """An open store. ``journal`` records, ``reader`` answers, ``sync`` is the sync thread's door."""

    def __init__(
        self,
        path: Path,
        lock: InstanceLock,
        writer: Writer,
        ledger: Ledger,
        streams: Streams,
        look: ReadConnection,
        screens: ReadConnection,
        check: health.BackgroundCheck | None,
    ) -> None:
        self.path = path
        self._lock = lock
        self._writer = writer
        self._ledger = ledger
        self._streams = streams
        self._check = check
        self._listeners: list[Listener] = []
        self._look = look
        self.ticks = PendingTicks(lambda: screens.run(pending_in))
        self.journal = StoreJournal(writer, ledger, self._tell, self.ticks)
        self.reader = Reader(screens, self._freshen)
        self.sync = SyncDoor(self._look, writer, ledger, self._tell)

    @property
    def identity(self) -> Identity:
        return self._ledger.identity

    def on_recorded(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` on the writer's thread after each commit, before the one who recorded goes on;
        the result ends it. A listener hands on and returns: to wait for the store there would be for ever."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def maintain(self, work: Callable[[sa.Connection], T]) -> T:
        """Do what only the writer's connection may and no transaction allows: a backup, a limit. Blocks."""
        return self._writer.submit_alone(lambda: work(self._ledger.connection)).result()

    def close(self) -> None:
        """Write what waits, then let go of the file; the writer last, since only it may empty the log."""
        self.reader.close()
        self._look.close()
        if self._check is not None:
            self._check.wait()
        self._writer.close()
        self._lock.release()

    def _tell(self, recorded: Recorded) -> None:
        for listener in tuple(self._listeners):
            listener(recorded)

    def _freshen(self, stream: str) -> "Future[None]":
        return self._writer.submit(lambda: self._streams.refold_if_dirty(stream))


def open_store(
    path: Path,
    *,
    code: str,
    topics: Sequence[str],
    folds: Sequence[AnyFold],
    projections: Sequence[Projection],
    clock: Clock,
    on_damage: health.Damage | None = None,
) -> Store:
    """Open the store file of station ``code``; a missing one is made, with its folder.

    ``topics`` are written on every own record. ``on_damage`` is called from another thread when the check of
    a large file finds damage after the start. Raises Refused: store.in_use, store.corrupt, store.not_a_store,
    store.read_only, store.no_folder, store.disk_full, store.newer, store.other_station, store.sqlite_too_old.
    """
    lock = InstanceLock(path, clock)
    try:
        return _open(path, lock, code, topics, folds, projections, clock, on_damage)
    except Exception as error:
        lock.release()
        refused = sqlite.refusal(error, path)
        if refused is None:
            raise
        raise refused from error


def _open(
    path: Path,
    lock: InstanceLock,
    code: str,
    topics: Sequence[str],
    folds: Sequence[AnyFold],
    projections: Sequence[Projection],
    clock: Clock,
    on_damage: health.Damage | None,
) -> Store:
    conn = open_in_present_form(path, clock)
    try:
        is_small = health.is_small(path)
        damage = health.quick_check(path) if is_small else None
        if damage is not None:
            raise damage
        cursor = sqlite.cursor_of(conn)
        log = OwnLog(cursor, identity_of(cursor, code, clock, path), topics, clock)
        streams = Streams(conn, folds, projections, clock)
        is_any_dirty = bring_up_to_date(conn, streams, folds, projections)
        look, screens = ReadConnection(path), ReadConnection(path)
    except BaseException:
        sqlite.close(conn)
        raise
    ledger = Ledger(conn, log, streams)
    writer = Writer(conn, path, ledger, ledger.refold_some if is_any_dirty else None)
    check = None if is_small else health.BackgroundCheck(path, on_damage)
    return Store(path, lock, writer, ledger, streams, look, screens, check)
