"""Answers questions from the store without ever making the writer, or the person at the screen, wait."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec
import sqlalchemy as sa

from momstation.core.errors import Refused
from momstation.store import sqlite

T = TypeVar("T")
S = TypeVar("S", bound=msgspec.Struct)


class ReadConnection:
    """One connection that cannot write. A query sees one moment of the store in all its statements.

    ``on_damage`` is called when a query shows that the file is damaged.
    """

    def __init__(self, path: Path) -> None:
        self.on_damage: Callable[[Refused], None] = lambda refused: None
        self._path = path
        self._lock = threading.Lock()
        self._conn = sqlite.open_reader(path)
        self._cursor = sqlite.cursor_of(self._conn)

    def run(self, query: Callable[[sa.Connection], T]) -> T:
        """Raises Refused store.* when disk or file fail."""
        return self._guarded(lambda: self._at_one_moment(query))

    def version(self) -> int:
        """Another number after each commit of anybody else, also of another process. Raises as ``run``."""
        return self._guarded(self._version)

    def _version(self) -> int:
        row = self._cursor.execute("PRAGMA data_version").fetchone()
        assert row is not None
        return int(row[0])

    def _guarded(self, work: Callable[[], T]) -> T:
        with self._lock:
            try:
                return work()
            except Exception as error:
                refused = sqlite.refusal(error, self._path)
                if refused is None or isinstance(error, Refused):
                    raise
                if sqlite.is_damage(error):
                    self.on_damage(refused)
                raise refused from error

    def _at_one_moment(self, query: Callable[[sa.Connection], T]) -> T:
        self._cursor.execute("BEGIN")
        try:
            return query(self._conn)
        finally:
            if sqlite.is_in_transaction(self._conn):
                self._cursor.execute("ROLLBACK")

    def close(self) -> None:
        with self._lock:
            sqlite.close(self._conn)


class Freshener(Protocol):
    """Who folds a stream again that an older version folded; the future is done when that is committed."""

    def __call__(self, stream: str) -> "Future[None]": ...


class Reader:
    """For presenters and services: their queries run on a thread of their own."""

    def __init__(self, connection: ReadConnection, freshen: Freshener) -> None:
        self._connection = connection
        self._freshen = freshen
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store-reader")

    async def read(self, query: Callable[[sa.Connection], T]) -> T:
        """What ``query`` answers; everything whose recording was awaited before is seen."""
        return await asyncio.wrap_future(self._pool.submit(self._connection.run, query))

    def read_now(self, query: Callable[[sa.Connection], T]) -> T:
        """As ``read``, for tools without a loop: blocks."""
        return self._connection.run(query)

    async def state(self, stream: str, kind: type[S]) -> S | None:
        """The state of a stream; None when nothing was recorded in it."""
        found = await self.read(lambda conn: _state_row(conn, stream))
        if found is not None and found.is_dirty:
            await asyncio.wrap_future(self._freshen(stream))
            found = await self.read(lambda conn: _state_row(conn, stream))
        return None if found is None else msgspec.json.decode(found.text, type=kind)

    def close(self) -> None:
        self._pool.shutdown(wait=True)
        self._connection.close()


class _Found(msgspec.Struct, frozen=True):
    text: str
    is_dirty: bool


def _state_row(conn: sa.Connection, stream: str) -> _Found | None:
    sql = "SELECT state, dirty FROM stream WHERE stream = ?"
    row = sqlite.cursor_of(conn).execute(sql, (stream,)).fetchone()
    return None if row is None else _Found(row[0], bool(row[1]))
