"""From a click to a coroutine: the only way a screen starts work, so that none runs unnamed or twice."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Protocol

from momstation.core.tasks import spawn


class Connectable(Protocol):
    """A bound Qt signal."""

    def connect(self, slot: Callable[..., object], /) -> object: ...


class CanBeBusy(Protocol):
    """A component that shows that its command runs."""

    def set_busy(self, is_busy: bool) -> None: ...


Handler = Callable[..., Coroutine[object, object, object]]
Spawn = Callable[..., asyncio.Task[object]]


class Run:
    """One signal's coroutine; while it runs, the signal is ignored."""

    def __init__(self, handler: Handler, name: str, busy: CanBeBusy | None, start: Spawn) -> None:
        self._handler = handler
        self._name = name
        self._busy = busy
        self._start = start
        self._task: asyncio.Task[object] | None = None

    @property
    def is_running(self) -> bool:
        return self._task is not None and not self._task.done()

    def __call__(self, *args: object) -> None:
        if self.is_running:
            return
        if self._busy is not None:
            self._busy.set_busy(True)
        self._task = self._start(self._handler(*args), name=self._name)
        self._task.add_done_callback(self._done)

    def cancel(self) -> None:
        """Stop it, when its screen goes away."""
        if self._task is not None:
            self._task.cancel()

    def _done(self, task: asyncio.Task[object]) -> None:
        if self._busy is not None:
            self._busy.set_busy(False)


def run_on(
    signal: Connectable,
    handler: Handler,
    *,
    name: str,
    busy: CanBeBusy | None = None,
    start: Spawn = spawn,
) -> Run:
    """Each emission of ``signal`` starts ``handler(*args)`` as the named task, unless it still runs."""
    run = Run(handler, name, busy, start)
    signal.connect(lambda *args: run(*args))
    return run
