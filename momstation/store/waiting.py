"""Brings the writer's answer to the one who waits for it: a thread that blocks, or a coroutine of a loop."""

import asyncio
from concurrent.futures import Future
from contextlib import suppress
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")
T_contra = TypeVar("T_contra", contravariant=True)


class Waiter(Protocol[T_contra]):
    """Used on the writer's thread."""

    def begin(self) -> bool:
        """Whether the answer is still wanted; if not, the request is not carried out."""
        ...

    def done(self, result: T_contra) -> None: ...

    def failed(self, error: Exception) -> None: ...


class ThreadWaiter(Generic[T]):
    """``future`` is for threads."""

    def __init__(self) -> None:
        self.future: Future[T] = Future()

    def begin(self) -> bool:
        return self.future.set_running_or_notify_cancel()

    def done(self, result: T) -> None:
        self.future.set_result(result)

    def failed(self, error: Exception) -> None:
        self.future.set_exception(error)


class LoopWaiter(Generic[T]):
    """``future`` is for the running loop. Shorter than a thread's future wrapped, on the way of every tap."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self.future: asyncio.Future[T] = self._loop.create_future()

    def begin(self) -> bool:
        return not self.future.cancelled()

    def done(self, result: T) -> None:
        with suppress(RuntimeError):  # the loop was closed meanwhile: nobody waits any more
            self._loop.call_soon_threadsafe(self._settle, result)

    def failed(self, error: Exception) -> None:
        with suppress(RuntimeError):  # as above
            self._loop.call_soon_threadsafe(self._settle_badly, error)

    def _settle(self, result: T) -> None:
        if not self.future.done():
            self.future.set_result(result)

    def _settle_badly(self, error: Exception) -> None:
        if not self.future.done():
            self.future.set_exception(error)
