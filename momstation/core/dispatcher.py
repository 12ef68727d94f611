"""The way from a request to durable facts: permission, decision, reactions, one transaction."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from momstation.core.clock import Clock
from momstation.core.errors import Refused
from momstation.core.event import Event, Record
from momstation.core.part import Actor, Command, Context, Handler, Part, Reaction
from momstation.core.pulses import Buckets

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
    """One request at a time: what a handler read is still true when its events are recorded.

    With ``buckets`` a report of pulses alone is kept as ticks; everything else first tells what waits, so that
    a part belongs to what was true when it was counted, and a handler reads every part."""

    def __init__(
        self, parts: Sequence[Part], journal: Journal, clock: Clock, buckets: Buckets | None = None
    ) -> None:
        self._journal = journal
        self._clock = clock
        self._buckets = buckets
        self._lock = asyncio.Lock()
        self._handlers: dict[type[Command], Handler] = {}
        self._permissions: dict[type[Command], str] = {}
        self._reactions: dict[type[Event], list[Reaction]] = {}
        for part in parts:
            self._handlers.update(part.handlers)
            self._permissions.update(part.permissions)
            for kind, reactions in part.reactions.items():
                self._reactions.setdefault(kind, []).extend(reactions)

    async def send(self, command: Command, actor: Actor, beside: Sequence[Event] = ()) -> tuple[Record, ...]:
        """Carry ``command`` out. Raises Refused when it may not be, or the handler says no. ``beside`` is
        recorded together with what it led to, and not at all where it led to nothing."""
        handler = self._handlers[type(command)]
        async with self._lock:
            known = await self._journal.recorded_by(command.command_id)
            if known is not None:
                return known
            self._check(command, actor)
            await self._tell_waiting()
            context = Context(actor=actor, now=self._clock.now())
            events = list(await handler(command, context))
            return await self._record([*events, *beside] if events else [], context, command.command_id)

    async def report(self, events: Sequence[Event], actor: Actor) -> tuple[Record, ...]:
        """Record facts that nobody asked for, such as a machine's; reactions included. What is kept as a pulse
        is durable too, and no record yet."""
        async with self._lock:
            context = Context(actor=actor, now=self._clock.now())
            if self._buckets is None:
                return await self._record(list(events), context, None)
            answered = await self._answered(list(events), context)
            if self._buckets.may_wait(answered):
                return await self._buckets.wait(answered)
            return await self._buckets.record(answered)

    async def tell_counts(self, now: datetime | None = None) -> tuple[Record, ...]:
        """Record the pulses that wait; with ``now`` only if their bucket is over then."""
        async with self._lock:
            if self._buckets is None or (now is not None and not self._buckets.is_due(now)):
                return ()
            return await self._buckets.record(())

    async def _tell_waiting(self) -> None:
        if self._buckets is not None:
            await self._buckets.record(())

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
        answered = await self._answered(events, context)
        if not answered:
            return ()
        return await self._journal.record(answered, command_id=command_id)

    async def _answered(self, events: list[Event], context: Context) -> list[Event]:
        """The events with all that neighbours say to them."""
        position = 0
        while position < len(events):
            if position >= MOST_EVENTS:
                raise RuntimeError("Reactions answer each other without end")
            for reaction in self._reactions.get(type(events[position]), ()):
                events.extend(await reaction(events[position], context))
            position += 1
        return events


def refusal_sentences(parts: Sequence[Part]) -> Mapping[str, str]:
    """Every part's refusals by key, in English."""
    return {key: sentence for part in parts for key, sentence in part.refusals.items()}
