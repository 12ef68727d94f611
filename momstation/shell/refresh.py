"""Loads a view again when what it shows has changed: at once if it is shown, when it is next shown if not."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from momstation.core.part import Recorded
from momstation.core.tasks import spawn

View = TypeVar("View")


class Refresher(Generic[View]):
    """One load at a time; what changes meanwhile is loaded once more afterwards.

    ``kinds`` are the record kinds that the view depends on; ``show`` gets each loaded view.
    """

    def __init__(
        self,
        name: str,
        kinds: frozenset[str],
        load: Callable[[], Awaitable[View]],
        show: Callable[[View], None],
    ) -> None:
        self._name = name
        self._kinds = kinds
        self._load = load
        self._show = show
        self._is_shown = False
        self._is_dirty = True
        self._is_loading = False
        self._is_closed = False
        self._task: asyncio.Task[None] | None = None

    @property
    def is_shown(self) -> bool:
        return self._is_shown

    def set_shown(self, is_shown: bool) -> None:
        self._is_shown = is_shown
        self._go()

    def hear(self, recorded: Recorded) -> None:
        """A listener for the bus."""
        if not self._kinds.isdisjoint(recorded.kinds):
            self.renew()

    def renew(self) -> None:
        self._is_dirty = True
        self._go()

    def close(self) -> None:
        """Show nothing more, even if a load is under way."""
        self._is_closed = True

    async def end(self) -> None:
        """As ``close``, and wait for the load that is under way: it may read no longer afterwards."""
        self.close()
        if self._task is not None:
            await self._task

    def _go(self) -> None:
        if self._is_shown and self._is_dirty and not self._is_loading and not self._is_closed:
            self._is_loading = True
            self._task = spawn(self._run(), name=f"load {self._name}")

    async def _run(self) -> None:
        try:
            while self._is_dirty and self._is_shown and not self._is_closed:
                self._is_dirty = False
                view = await self._load()
                if not self._is_closed:
                    self._show(view)
        finally:
            self._is_loading = False
