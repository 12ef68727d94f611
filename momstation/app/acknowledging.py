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
_AGAIN_WITHIN_S = 10.0


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
            await asyncio.to_thread(self._assembly.store.rebuilt_was_seen)
        else:
            self._window.messages.explain(
                _("Only a team lead takes this away. Sign on as one, then press it again.")
            )

    async def _decide(self) -> None:
        """Asked twice, since it cannot be taken back."""
        if not await self._is_lead():
            self._window.messages.explain(
                _("The station waits for the plant. Only a team lead may decide not to wait.")
            )
            return
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
