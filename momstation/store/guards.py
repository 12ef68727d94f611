"""Stands around an open store: the second journal, the reserve on the disk, the check, and what they have to say."""

from collections.abc import Callable, Sequence
from pathlib import Path

import sqlalchemy as sa

from momstation.core.clock import Clock
from momstation.core.errors import Refused
from momstation.store import health
from momstation.store.ballast import Ballast
from momstation.store.copy_frames import TickFrame
from momstation.store.identity import Identity
from momstation.store.kept import Kept
from momstation.store.notices import Notice, NoticeBoard
from momstation.store.second_journal import SecondJournal
from momstation.store.sqlite import cursor_of
from momstation.store.writer import Hooks

_KEPT_POSITIONS = 2_000
_TRIM = (
    "DELETE FROM feed_pos WHERE pos < "
    "(SELECT pos - ? FROM feed_cursor c WHERE c.topic_id = feed_pos.topic_id)"
)


class Guards:
    """``hooks`` are for the writer; ``start`` when the store is open."""

    def __init__(
        self,
        path: Path,
        clock: Clock,
        identity: Callable[[], Identity],
        *,
        copy_to: Path | None,
        ballast_mb: int | None,
        on_damage: health.Damage | None,
        left_out: frozenset[bytes] = frozenset(),
        waiting: Sequence[TickFrame] = (),
    ) -> None:
        self.board = NoticeBoard()
        self._path = path
        self._on_damage = on_damage
        self._is_damaged = False
        self._check: health.BackgroundCheck | None = None
        self._maintain: Callable[[Callable[[sa.Connection], None]], object] = lambda work: None
        self.copy = (
            SecondJournal(copy_to, path, identity, clock, self.board.say, left_out=left_out, waiting=waiting)
            if copy_to is not None
            else None
        )
        self.ballast = (
            Ballast(path, ballast_mb, self.board.say, self._make_room) if ballast_mb is not None else None
        )

    def hooks(self) -> Hooks:
        return Hooks(self._committed, self._release, self.damaged, self._closing)

    def start(self, maintain: Callable[[Callable[[sa.Connection], None]], object], *, check: bool) -> None:
        """``maintain`` does work on the writer's connection without waiting for it."""
        self._maintain = maintain
        if self.copy is not None:
            self.copy.start()
        if self.ballast is not None:
            self.ballast.start()
        if check:
            self._check = health.BackgroundCheck(self._path, self.damaged)

    def hear(self, kept: Kept) -> None:
        if self.copy is not None:
            self.copy.hear_all(kept)

    def damaged(self, refused: Refused) -> None:
        """Damage was found while the store is open: said once, and noted for the next start."""
        if self._is_damaged:
            return
        self._is_damaged = True
        health.note_damage(self._path, refused)
        detail = refused.values.get("detail", "")
        self.board.say(Notice("store.damaged", "damage", {"detail": detail}, is_urgent=True))
        if self._on_damage is not None:
            self._on_damage(refused)

    def stop(self) -> None:
        """Before the writer ends. The second journal ends with the writer's last word."""
        if self._check is not None:
            self._check.wait()
        if self.ballast is not None:
            self.ballast.close()

    def _committed(self) -> None:
        if self.copy is not None:
            self.copy.look()

    def _release(self) -> bool:
        return self.ballast is not None and self.ballast.release()

    def _closing(self) -> None:
        if self.copy is not None:
            self.copy.close()

    def _make_room(self) -> None:
        self._maintain(let_go_of_caches)


def let_go_of_caches(conn: sa.Connection) -> None:
    """What the store can do without on a disk that is nearly full: old positions of the feed, which only serve to
    compare with a restored server, and what was written twice."""
    cursor_of(conn).execute(_TRIM, (_KEPT_POSITIONS,))
    conn.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
