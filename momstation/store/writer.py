"""Lets one thread alone write, and lets all that wait at the same moment share one durable commit."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Generic, Protocol, TypeVar

import sqlalchemy as sa

from momstation.core.errors import Refused
from momstation.store import sqlite
from momstation.store.waiting import LoopWaiter, ThreadWaiter, Waiter

T = TypeVar("T")
_MOST_AT_ONCE = 256


def _nothing() -> None:
    """What nobody asked to be told."""


_log = logging.getLogger(__name__)


class Undoable(Protocol):
    """What the writer keeps in memory beside the file, and must set back when SQLite rolls back."""

    def begin_all(self) -> None: ...

    def begin_request(self) -> None: ...

    def undo_request(self) -> None: ...

    def undo_all(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Hooks:
    """All are called on the writer's thread. ``committed`` after each durable commit; ``make_room`` when the disk
    is full, says whether it made any; ``damaged`` when the file is found to be; ``closing`` when all is done."""

    committed: Callable[[], None] = _nothing
    make_room: Callable[[], bool] = bool
    damaged: Callable[[Refused], None] = lambda refused: None
    closing: Callable[[], None] = _nothing


@dataclass(slots=True)
class _Request(Generic[T]):
    """``then`` is told of the result after the commit, before the one who waits."""

    work: Callable[[], T]
    then: Callable[[T], None] | None
    waiter: Waiter[T]
    is_alone: bool = False
    is_answered: bool = False

    def keep(self, result: T) -> Callable[[], None]:
        return lambda: self._deliver(result)

    def _deliver(self, result: T) -> None:
        try:
            if self.then is not None:
                self.then(result)
        finally:
            self.is_answered = True
            self.waiter.done(result)

    def fail(self, error: Exception) -> None:
        self.is_answered = True
        self.waiter.failed(error)


class Writer:
    """Owns the one connection that writes. Requests are carried out in the order in which they came."""

    def __init__(
        self,
        conn: sa.Connection,
        path: Path,
        memory: Undoable,
        idle: Callable[[], bool] | None = None,
        hooks: Hooks | None = None,
    ) -> None:
        self._conn = conn
        self._cursor = sqlite.cursor_of(conn)
        self._path = path
        self._memory = memory
        self._idle = idle
        self._hooks = hooks or Hooks()
        self._queue: SimpleQueue[_Request[object] | None] = SimpleQueue()
        self._gate = threading.Lock()
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[], T], then: Callable[[T], None] | None = None) -> "Future[T]":
        """Carry ``work`` out in a transaction; its future is done when the commit is durable."""
        waiter: ThreadWaiter[T] = ThreadWaiter()
        self._put(_Request(work, then, waiter))
        return waiter.future

    def submit_alone(self, work: Callable[[], T]) -> "Future[T]":
        """Carry ``work`` out between transactions, for what SQLite does not do inside one."""
        waiter: ThreadWaiter[T] = ThreadWaiter()
        self._put(_Request(work, None, waiter, is_alone=True))
        return waiter.future

    async def carry_out(self, work: Callable[[], T], then: Callable[[T], None] | None = None) -> T:
        """As ``submit``, for a coroutine."""
        waiter: LoopWaiter[T] = LoopWaiter()
        self._put(_Request(work, then, waiter))
        return await waiter.future

    async def carry_out_alone(self, work: Callable[[], T]) -> T:
        """As ``submit_alone``, for a coroutine."""
        waiter: LoopWaiter[T] = LoopWaiter()
        self._put(_Request(work, None, waiter, is_alone=True))
        return await waiter.future

    def _put(self, request: _Request[T]) -> None:
        with self._gate:
            if self._is_closed:
                raise RuntimeError("The store is closed")
            self._queue.put(request)  # type: ignore[arg-type]  # a request keeps its own type to itself

    def close(self) -> None:
        """Carry out what waits, then close the connection."""
        with self._gate:
            if self._is_closed:
                return
            self._is_closed = True
            self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        is_idle_work_left = self._idle is not None
        while True:
            try:
                first = self._queue.get(block=not is_idle_work_left)
            except Empty:
                is_idle_work_left = self._do_idle_work()
                continue
            batch, is_last = self._drain(first)
            self._carry_out(batch)
            if is_last:
                break
        self._tell(self._hooks.closing)
        sqlite.close(self._conn)

    def _drain(self, first: _Request[object] | None) -> tuple[list[_Request[object]], bool]:
        batch: list[_Request[object]] = []
        request = first
        while request is not None:
            if request.waiter.begin():
                batch.append(request)
            if len(batch) >= _MOST_AT_ONCE:
                return batch, False
            try:
                request = self._queue.get_nowait()
            except Empty:
                return batch, False
        return batch, True

    def _carry_out(self, batch: list[_Request[object]]) -> None:
        together: list[_Request[object]] = []
        for request in batch:
            if not request.is_alone:
                together.append(request)
                continue
            self._commit_together(together)
            together = []
            self._do_alone(request)
        self._commit_together(together)

    def _do_alone(self, request: _Request[object]) -> None:
        try:
            result = request.work()
        except Exception as error:  # the one who waits is told
            request.fail(self._said(error))
            return
        request.keep(result)()

    def _commit_together(self, batch: list[_Request[object]]) -> None:
        if not batch:
            return
        try:
            told = self._transaction(batch)
        except Exception as error:  # nothing of the batch is in the file; the ones who wait are told
            self._roll_back()
            if sqlite.is_out_of_space(error) and self._hooks.make_room():
                self._commit_together([request for request in batch if not request.is_answered])
            else:
                self._after_failure(batch, error)
            return
        for tell in told:
            self._tell(tell)
        self._tell(self._hooks.committed)

    def _tell(self, listener: Callable[[], None]) -> None:
        try:
            listener()
        except Exception:
            _log.exception("A listener to the store failed")

    def _after_failure(self, batch: list[_Request[object]], error: Exception) -> None:
        """A large request may have filled the disk where the small ones beside it still fit: one by one."""
        waiting = [request for request in batch if not request.is_answered]
        if len(waiting) == 1:
            waiting[0].fail(self._said(error))
            return
        for request in waiting:
            self._commit_together([request])

    def _transaction(self, batch: list[_Request[object]]) -> list[Callable[[], None]]:
        told = []
        self._memory.begin_all()
        self._cursor.execute("BEGIN IMMEDIATE")
        if len(batch) == 1:
            self._memory.begin_request()
            told.append(batch[0].keep(batch[0].work()))
        else:
            for request in batch:
                told.extend(self._in_savepoint(request))
        self._cursor.execute("COMMIT")
        return told

    def _in_savepoint(self, request: _Request[object]) -> list[Callable[[], None]]:
        self._cursor.execute("SAVEPOINT request")
        self._memory.begin_request()
        try:
            result = request.work()
        except Exception as error:
            if not sqlite.is_in_transaction(self._conn) or sqlite.is_out_of_space(error):
                raise  # SQLite has rolled everything back by itself, or room may be made for all of it
            self._cursor.execute("ROLLBACK TO request")
            self._cursor.execute("RELEASE request")
            self._memory.undo_request()
            request.fail(self._said(error))
            return []
        self._cursor.execute("RELEASE request")
        return [request.keep(result)]

    def _roll_back(self) -> None:
        self._memory.undo_all()
        if not sqlite.is_in_transaction(self._conn):
            return
        try:
            self._cursor.execute("ROLLBACK")
        except Exception:  # a disk that fails even here must not end the thread: the next request is told
            _log.exception("The store could not roll back")

    def _said(self, error: Exception) -> Exception:
        refused = sqlite.refusal(error, self._path)
        if refused is None:
            return error
        refused.__cause__ = error
        if sqlite.is_damage(error):
            self._tell(lambda: self._hooks.damaged(refused))
        return refused

    def _do_idle_work(self) -> bool:
        """One piece of what can wait; whether there is more of it."""
        waiter: ThreadWaiter[object] = ThreadWaiter()
        waiter.begin()
        self._commit_together([_Request(self._idle or bool, None, waiter)])
        failure = waiter.future.exception()
        if failure is not None:
            _log.error("Work in the store's idle time failed", exc_info=failure)
            return False
        return bool(waiter.future.result())
