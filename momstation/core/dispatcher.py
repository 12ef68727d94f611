"""The way from a request to durable facts: permission, decision, reactions, one transaction."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Protocol

from momstation.core.clock import Clock
from momstation.core.errors import Refused
from momstation.core.event import Event, Record
from momstation.core.part import Actor, Command, Context, Handler, Part, Reaction

_log = logging.getLogger(__name__)
MOST_EVENTS = 1024


class Journal(Protocol):
    """The one door to the store. ``record`` returns after the commit is durable; a known ``command_id`` gives
    back what it recorded the first time."""

    async def record(
        self, events: Sequence[Event], *, command_id: str | None = None
    ) -> tuple[Record, ...]: ...

    async def recorded_by(self, command_id: str) -> tuple[Record, ...] | None: ...


class Dispatcher:
    """One request at a time: what a handler read is still true when its events are recorded."""

    def __init__(self, parts: Sequence[Part], journal: Journal, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock
        self._lock = asyncio.Lock()
        self._handlers: dict[type[Command], Handler] = {}
        self._permissions: dict[type[Command], str] = {}
        self._reactions: dict[type[Event], list[Reaction]] = {}
        for part in parts:
            self._handlers.update(part.handlers)
            self._permissions.update(part.permissions)
            for kind, reactions in part.reactions.items():
                self._reactions.setdefault(kind, []).extend(reactions)

    async def send(self, command: Command, actor: Actor) -> tuple[Record, ...]:
        """Carry ``command`` out. Raises Refused when it may not be, or the handler says no."""
        handler = self._handlers[type(command)]
        async with self._lock:
            known = await self._journal.recorded_by(command.command_id)
            if known is not None:
                return known
            self._check(command, actor)
            context = Context(actor=actor, now=self._clock.now())
            events = list(await handler(command, context))
            return await self._record(events, context, command.command_id)

    async def report(self, events: Sequence[Event], actor: Actor) -> tuple[Record, ...]:
        """Record facts that nobody asked for, such as a machine's; reactions included."""
        async with self._lock:
            return await self._record(list(events), Context(actor=actor, now=self._clock.now()), None)

    def _check(self, command: Command, actor: Actor) -> None:
        needed = self._permissions.get(type(command))
        if needed is None or needed in actor.permissions:
            return
        if actor.person is None:
            raise Refused("core.sign_on_first")
        raise Refused("core.not_permitted", person=actor.name, permission=needed)

    async def _record(
        self, events: list[Event], context: Context, command_id: str | None
    ) -> tuple[Record, ...]:
        position = 0
        while position < len(events):
            if position >= MOST_EVENTS:
                raise RuntimeError("Reactions answer each other without end")
            for reaction in self._reactions.get(type(events[position]), ()):
                events.extend(await reaction(events[position], context))
            position += 1
        if not events:
            return ()
        return await self._journal.record(events, command_id=command_id)


def refusal_sentences(parts: Sequence[Part]) -> Mapping[str, str]:
    """Every part's refusals by key, in English."""
    return {key: sentence for part in parts for key, sentence in part.refusals.items()}
