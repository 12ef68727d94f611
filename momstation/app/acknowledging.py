"""Lets a team lead answer what the store says: records put together anew are seen, or nobody waits for the plant."""

import asyncio
from collections.abc import Callable

from momstation.app.assembly import Assembly
from momstation.core.i18n import _
from momstation.core.tasks import spawn
from momstation.shell.trouble import card_of
from momstation.shell.window import StationWindow
from momstation.store.behind import BEHIND
from momstation.store.opening import REBUILT
from momstation.workforce.presenters import acting_actor

_ANSWER = "station.answer_notice"
_AGAIN_WITHIN_S = 30.0
"""Long enough for a team lead who shows a badge both times."""


class Acknowledging:
    """Hears the button below a message that was read; for everybody else the message stays, and says who may."""

    def __init__(self, assembly: Assembly, window: StationWindow, go_on: Callable[[], None]) -> None:
        """``go_on``: count without waiting for what the plant has of this station's records."""
        self._assembly = assembly
        self._go_on = go_on
        self._warned_s = float("-inf")
        self._window = window
        window.notices.answered.connect(self._answered)

    def _answered(self, key: str) -> None:
        if key == card_of(REBUILT):
            spawn(self._acknowledge(), name="acknowledge the rebuilt store")
        elif key == card_of(BEHIND):
            spawn(self._decide(), name="decide not to wait for the plant")

    async def _acknowledge(self) -> None:
        if await self._is_lead():
            await self._see()
        else:
            self._window.crew.leave.ask(_ANSWER, self._let_see)

    def _let_see(self) -> None:
        spawn(self._see(), name="take the message away")

    async def _see(self) -> None:
        await asyncio.to_thread(self._assembly.store.rebuilt_was_seen)

    async def _decide(self) -> None:
        """Asked twice, since it cannot be taken back."""
        if await self._is_lead():
            self._warn_or_go_on()
        else:
            self._window.crew.leave.ask(_ANSWER, self._warn_or_go_on)

    def _warn_or_go_on(self) -> None:
        now_s = self._assembly.clock.monotonic()
        if now_s - self._warned_s <= _AGAIN_WITHIN_S:
            self._go_on()
            return
        self._warned_s = now_s
        self._window.messages.explain(
            _(
                "If the station counts on now, parts that the plant still has in its records will count twice. "
                "Press it again to count on all the same."
            )
        )

    async def _is_lead(self) -> bool:
        actor = await acting_actor(self._assembly.store.reader, self._assembly.facts.code)
        return _ANSWER in actor.permissions
