"""Opens a station's store, or refuses with what a person can do about it."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa

from momstation.core.clock import Clock
from momstation.core.part import Recorded
from momstation.core.pulses import Tick
from momstation.store import behind, health, held_ticks, sqlite
from momstation.store.fold import AnyFold
from momstation.store.guards import Guards
from momstation.store.identity import Hint, Identity, identity_of
from momstation.store.journal import StoreJournal
from momstation.store.kept import Kept
from momstation.store.ledger import Ledger
from momstation.store.local_disk import refuse_network
from momstation.store.lock import InstanceLock
from momstation.store.log import OwnLog
from momstation.store.notices import Notice, NoticeBoard
from momstation.store.opening import (
    REBUILT,
    Asked,
    connect,
    forget_rebuilt,
    opening_notices,
    rebuild_damaged,
    rebuild_missing,
    refuse_emptied,
    remember_rebuilt,
    take_back,
)
from momstation.store.progress import Report, tell_nobody
from momstation.store.projection import Projection
from momstation.store.reader import ReadConnection, Reader
from momstation.store.sources import Rebuilt, Sources
from momstation.store.streams import Streams
from momstation.store.sync_door import SyncDoor
from momstation.store.ticks import PendingTicks, pending_in
from momstation.store.upkeep import Backups
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
        guards: Guards,
        rebuilt: Rebuilt | None = None,
        are_pulses_held: bool = False,
    ) -> None:
        self.path = path
        self._lock = lock
        self._writer = writer
        self._ledger = ledger
        self._streams = streams
        self._guards = guards
        self.rebuilt = rebuilt
        self._are_pulses_held = are_pulses_held
        self._listeners: list[Listener] = []
        self._look = look
        self.ticks = PendingTicks(lambda: screens.run(pending_in))
        self.journal = StoreJournal(writer, ledger, self._tell, self.ticks, guards.hear)
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

    @property
    def notices(self) -> NoticeBoard:
        """What the store has to say of its own health."""
        return self._guards.board

    @property
    def is_copied(self) -> bool:
        """Whether the second journal holds everything; False also where there is none."""
        return self._guards.copy is not None and self._guards.copy.is_in_step

    def rebuilt_was_seen(self) -> None:
        """Somebody who may has read that the records were put together anew; blocks."""
        self._writer.submit(lambda: forget_rebuilt(self._ledger.connection)).result()
        self.notices.say(Notice("store.seen", REBUILT, is_over=True))

    def caught_up(self) -> None:
        """All that the plant could send back of this station's own records is here; blocks."""
        self._writer.submit(lambda: behind.forget(self._ledger.connection)).result()

    @property
    def copy_folder(self) -> Path | None:
        """Where the second journal is."""
        return self._guards.copy.folder if self._guards.copy is not None else None

    def release_pulses(self) -> None:
        """All that the plant has was here, or nobody waits for it: pulses that came back from the second journal
        and that no record tells may be told now. Before machines are heard again; blocks where there are any."""
        if self._are_pulses_held:
            work = self._ledger.release_pulses
            self._writer.submit(work, self._released).result()
            self._are_pulses_held = False

    def _released(self, found: tuple[tuple[int, ...], tuple[Tick, ...]]) -> None:
        were_held, added = found
        self._guards.hear(Kept(taken=were_held, added=added, after=self._ledger.last_stamp))
        self.ticks.committed((), added)
        counted = frozenset[str]().union(*(tick.kinds for tick in added))
        if counted:
            self._tell(Recorded(records=(), is_own=True, counted=counted))

    @property
    def folds(self) -> Mapping[str, AnyFold]:
        """The rules by the prefix of their streams."""
        return self._streams.folds

    def renew(self, stream: str) -> None:
        """Fold a stream anew, and show it to the tables again. Blocks."""
        self._writer.submit(lambda: self._streams.refold(stream)).result()

    def maintain(self, work: Callable[[sa.Connection], T]) -> T:
        """Do what only the writer's connection may and no transaction allows: a backup, a limit. Blocks."""
        return self._writer.submit_alone(lambda: work(self._ledger.connection)).result()

    def thin(self, work: Callable[[sa.Connection], Sequence[str]]) -> int:
        """Let go of what need not be kept, in a transaction; ``work`` returns the streams, this how many. Blocks."""
        return self._writer.submit(lambda: self._forget(work(self._ledger.connection))).result()

    def close(self) -> None:
        """Write what waits, then let go of the file; the writer last, since only it may empty the log."""
        self.reader.close()
        self._look.close()
        self._guards.stop()
        self._writer.close()
        self._streams.close()
        self._lock.release()

    def _tell(self, recorded: Recorded) -> None:
        for listener in tuple(self._listeners):
            listener(recorded)

    def _forget(self, streams: Sequence[str]) -> int:
        for stream in streams:
            self._streams.forget(stream)
        return len(streams)

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
    copy_to: Path | None = None,
    backups: Path | None = None,
    identity_hint: Hint | None = None,
    ballast_mb: int | None = None,
    on_progress: Report | None = None,
    is_training: bool = False,
) -> Store:
    """Open the store file of station ``code``; a missing one is made, with its folder.

    ``topics`` are written on every own record. ``on_damage`` is called from another thread when damage is found
    after the start. ``copy_to`` is the folder of the second journal, ``backups`` that of the backups: with either,
    a damaged or missing file is made anew instead of refused; ``identity_hint`` is asked for the station's id
    when neither knows it. ``ballast_mb`` is kept in reserve on the disk; None: the disk is not watched.
    ``on_progress`` is called on the caller's thread. ``is_training``: a store on which people practise; neither
    kind is ever opened as the other. Raises Refused: store.in_use, store.corrupt, store.not_moved,
    store.not_a_store, store.read_only, store.no_folder, store.disk_full, store.disk_failing, store.newer,
    store.other_station, store.for_training, store.not_for_training, store.sqlite_too_old, store.on_network.
    """
    refuse_network(path)
    lock = InstanceLock(path, clock)
    keeps = Keeps(copy_to, ballast_mb, on_damage, identity_hint, is_training)
    is_rebuilt = copy_to is not None or backups is not None
    newest = partial(Backups(backups).newest_sound, code) if backups is not None else None
    sources = Sources(copy_to, newest, identity_hint) if is_rebuilt else None
    asked = Asked(path, code, folds, projections, clock, sources, on_progress or tell_nobody)
    try:
        return _open_or_rebuild(asked, lock, topics, keeps)
    except Exception as error:
        lock.release()
        refused = sqlite.refusal(error, path)
        if refused is None:
            raise
        raise refused from error


@dataclass(frozen=True)
class Keeps:
    """What stands around the store while it is open."""

    copy_to: Path | None
    ballast_mb: int | None
    on_damage: health.Damage | None
    identity_hint: Hint | None
    is_training: bool


def _open_or_rebuild(asked: Asked, lock: InstanceLock, topics: Sequence[str], keeps: Keeps) -> Store:
    rebuilt = rebuild_missing(asked)
    try:
        return _open(asked, lock, topics, keeps, rebuilt)
    except Exception as error:
        again = rebuild_damaged(asked, error) if rebuilt is None else None
        if again is None:
            raise
        return _open(asked, lock, topics, keeps, again)


def _open(
    asked: Asked, lock: InstanceLock, topics: Sequence[str], keeps: Keeps, rebuilt: Rebuilt | None
) -> Store:
    path, clock = asked.path, asked.clock
    opened = ExitStack()
    conn = connect(asked)
    opened.callback(sqlite.close, conn)
    try:
        cursor = sqlite.cursor_of(conn)
        refuse_emptied(conn, asked)
        who = partial(identity_of, cursor, asked.code, clock, path, is_training=keeps.is_training)
        put = take_back(conn, who(keeps.identity_hint), asked)
        log = OwnLog(cursor, who(), topics, clock)
        streams = Streams(conn, asked.folds, asked.projections, clock)
        opened.callback(streams.close)
        is_any_dirty = bring_up_to_date(conn, streams, asked.folds, asked.projections)
        if rebuilt is not None:
            remember_rebuilt(conn, rebuilt, clock)
        notices = opening_notices(conn, rebuilt, put, asked)
        waiting = held_ticks.waiting_frames(conn, log.tail.own_hlc)
        look, screens = ReadConnection(path), ReadConnection(path)
    except BaseException:
        opened.close()
        raise
    ledger = Ledger(conn, log, streams)
    left_out = frozenset(put.left_out) | (rebuilt.left_out if rebuilt is not None else frozenset())
    guards = Guards(
        path, clock, lambda: ledger.identity,
        copy_to=keeps.copy_to, ballast_mb=keeps.ballast_mb, on_damage=keeps.on_damage, left_out=left_out,
        waiting=waiting,
    )  # fmt: skip
    look.on_damage = screens.on_damage = guards.damaged
    for notice in notices:
        guards.board.say(notice)
    are_held = any(tick.n < 0 for tick in waiting)
    writer = Writer(conn, path, ledger, ledger.refold_some if is_any_dirty else None, guards.hooks())
    store = Store(path, lock, writer, ledger, streams, look, screens, guards, rebuilt, are_held)
    guards.start(lambda work: writer.submit_alone(lambda: work(conn)), check=not health.is_small(path))
    return store
