"""Lets a team lead take away what the store said about records that were put together anew."""

import asyncio

from momstation.app.assembly import Assembly
from momstation.core.i18n import _
from momstation.core.tasks import spawn
from momstation.shell.trouble import card_of
from momstation.shell.window import StationWindow
from momstation.store.opening import REBUILT
from momstation.workforce.presenters import acting_actor

_LEAD = "lead"


class Acknowledging:
    """Hears the cards of the strip; for everybody else the card stays, and says who may."""

    def __init__(self, assembly: Assembly, window: StationWindow) -> None:
        self._assembly = assembly
        self._window = window
        window.frame.strip.activated.connect(self._tapped)

    def _tapped(self, key: str) -> None:
        if key == card_of(REBUILT):
            spawn(self._acknowledge(), name="acknowledge the rebuilt store")

    async def _acknowledge(self) -> None:
        actor = await acting_actor(self._assembly.store.reader, self._assembly.facts.code)
        if _LEAD not in actor.permissions:
            self._window.messages.explain(
                _("A team lead takes this away: sign on, read it, and tap it again.")
            )
            return
        await asyncio.to_thread(self._assembly.store.rebuilt_was_seen)
