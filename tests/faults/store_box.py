"""A real store as a station's disk in a history of faults, with what a test wants to see of it."""

import itertools
import os
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import sqlalchemy as sa

from momstation.core.clock import Clock
from momstation.core.event import Event, Record
from momstation.core.ids import uuid7
from momstation.store import sqlite
from momstation.store.fold import AnyFold, prefix
from momstation.store.open import Store, open_store
from momstation.store.rows import COLUMNS, parted, record_of, time_text
from momstation.store.sqlite import cursor_of
from momstation.store.thinned import let_go
from tests.faults.kinds import folds_of, reading

FILE = "station.db"
_OWN = (
    f"SELECT {COLUMNS}, o.epoch, o.seq, o.hash FROM own_log o JOIN event e USING (event_id) ORDER BY 16, 17"
)
_FOLDS: Callable[[int], Sequence[AnyFold]] = folds_of


class StoreBox:
    """Where ``MemoryDoor`` keeps dicts, this asks the file. ``clone`` copies the folder of a store that is shut."""

    folds = staticmethod(_FOLDS)

    def __init__(
        self, folder: Path, topics: tuple[str, ...], clock: Clock, release: int, shelf: "Shelf"
    ) -> None:
        self.folder, self._topics, self._clock, self._release, self._shelf = (
            folder,
            topics,
            clock,
            release,
            shelf,
        )
        self._open()
        shelf.boxes.append(self)

    def _open(self) -> None:
        with reading(self._release):
            self.store: Store = open_store(
                self.folder / FILE, code="P07", topics=self._topics, folds=self.folds(self._release),
                projections=(), clock=self._clock,
            )  # fmt: skip

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store.sync, name)

    @property
    def station_id(self) -> bytes:
        return self.store.identity.station_id

    @property
    def epoch(self) -> int:
        return self.store.identity.epoch

    def record(self, event: Event) -> Record:
        return self.store.journal.record_now((event,))[0]

    def _rows(self, sql: str) -> Sequence[tuple[Any, ...]]:
        return self.store.reader.read_now(
            lambda conn: [tuple(row) for row in conn.exec_driver_sql(sql).fetchall()]
        )

    @property
    def events(self) -> dict[bytes, Record]:
        return {
            record.event_id: record for record in map(record_of, self._rows(f"SELECT {COLUMNS} FROM event e"))
        }

    @property
    def own(self) -> dict[int, list[Record]]:
        found: dict[int, list[Record]] = {one.epoch: [] for one in self.store.sync.epochs()}
        for row in self._rows(_OWN):
            found[row[15]].append(replace(record_of(row[:15]), epoch=row[15], seq=row[16], hash=row[17]))
        return found

    def states(self, release: int) -> dict[str, bytes]:
        """As ``release`` shows them; a later one than before is an update: close, open, fold again."""
        if release != self._release:
            self.store.close()
            self._release = release
            self._open()
        with reading(release):
            for (stream,) in self._rows("SELECT stream FROM stream WHERE dirty"):
                self.store._freshen(stream).result()
        rows = self._rows("SELECT stream, state FROM stream")
        names = {fold.name for fold in self.folds(release)}
        return {stream: state.encode() if prefix(stream) in names else b"null" for stream, state in rows}

    @property
    def gone(self) -> dict[str, frozenset[bytes]]:
        return {
            stream: frozenset(parted(ids)) for stream, ids in self._rows("SELECT stream, ids FROM thinned")
        }

    def let_go(self, stream: str) -> None:
        """What thinning does with a stream that it may take."""

        def work(conn: sa.Connection) -> Sequence[str]:
            return [stream] if let_go(cursor_of(conn), stream, time_text(self._clock.now())) else []

        self.store.thin(work)

    def again(self) -> None:
        """Shut and open: the program ended and was started."""
        self.store.close()
        self._open()

    def clone(self) -> "StoreBox":
        self.store.close()
        twin = self._shelf.folder()
        shutil.copytree(self.folder, twin, dirs_exist_ok=True)
        self._open()
        return StoreBox(twin, self._topics, self._clock, self._release, self._shelf)


class Shelf:
    """All disks of one history; ``box`` makes a new one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = itertools.count()
        self.boxes: list[StoreBox] = []

    def folder(self) -> Path:
        made = self._folder / f"disk-{next(self._count)}"
        made.mkdir()
        return made

    def box(self, topics: tuple[str, ...], clock: Clock, chance: random.Random, release: int) -> StoreBox:
        return StoreBox(self.folder(), topics, clock, release, self)

    def close(self) -> None:
        for box in self.boxes:
            box.store.close()


@contextmanager
def shelf(folder: Path, chance: random.Random) -> Iterator[Shelf]:
    """Identifiers come from ``chance``, and no disk is waited for: nobody cuts the power here."""
    made = Shelf(folder)
    quick = tuple("synchronous = OFF" if "synchronous" in one else one for one in sqlite._WRITER)

    def identifier(now: Any, random_bytes: Callable[[int], bytes] = os.urandom) -> Any:
        return uuid7(now, chance.randbytes)

    with ExitStack() as stack:
        stack.enter_context(patch.object(sqlite, "_WRITER", quick))
        stack.enter_context(patch("momstation.store.log.uuid7", identifier))
        stack.enter_context(patch("momstation.store.identity.uuid7", identifier))
        try:
            yield made
        finally:
            made.close()
