"""Listens to all machines of the station: what the wires say becomes facts, in the order in which it was
heard."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from momstation.core.event import Event
from momstation.core.part import Command, Context
from momstation.events.machines import ConditionAcknowledged, ConditionWent, MachineState, MachineStateChanged
from momstation.machines.model.commands import AcknowledgeConditions
from momstation.machines.model.story import MachineStory
from momstation.machines.model.watch import MachineWatch, WatchRules, removed, resumed
from momstation.plant.live import LiveSignals
from momstation.plant.readings import MachineLink, Reading
from momstation.store.questions import StateReader

Report = Callable[[Sequence[Event]], Awaitable[object]]
StoryOf = Callable[[str], Awaitable[MachineStory | None]]

MOST_UNKEPT = 10_000
NOT_RUNNING = "the station was not running"


@dataclass(frozen=True, slots=True)
class LinkHeard:
    link: MachineLink
    at: datetime


Heard = Reading | LinkHeard | datetime
"""A reading, a word on the link, or that it is so late now."""


class MachineService:
    """One watch per machine. The board shows what is heard at once; a watch moves on only when its facts are
    kept, so that a full disk costs time and no part."""

    def __init__(self, rules: Iterable[WatchRules], live: LiveSignals) -> None:
        self.live = live
        self._watches = {each.machine: MachineWatch(each) for each in rules}
        self._order = asyncio.Lock()
        self._unkept: list[Heard] = []

    @property
    def machines(self) -> tuple[str, ...]:
        return tuple(self._watches)

    async def resume(self, story_of: StoryOf, heard_until: datetime | None = None) -> tuple[Event, ...]:
        """Go on from what was recorded, and say since when nobody listened.

        ``heard_until`` is when this station last recorded anything; until then it was alive and would have
        said that a machine fell silent. The events are for the journal.
        """
        events = list[Event]()
        for machine, watch in self._watches.items():
            story = await story_of(machine)
            self._watches[machine] = resumed(watch.rules, story)
            events.extend(_silence(story, heard_until))
            if story is not None and story.last_at is not None:
                events.extend(removed(watch.rules, story, heard_until or story.last_at))
        self._adopt_silence(events)
        for machine, watch in self._watches.items():
            self.live.resume(machine, watch.standing.recorded)
        return tuple(events)

    def fall_silent(self, now: datetime) -> tuple[Event, ...]:
        """The station stops: from now on nobody knows what the machines do."""
        events: list[Event] = [
            MachineStateChanged(machine=machine, at=now, state=MachineState.UNKNOWN, heard=NOT_RUNNING)
            for machine, watch in self._watches.items()
            if watch.recorded not in (None, MachineState.UNKNOWN)
        ]
        self._adopt_silence(events)
        return tuple(events)

    async def hear(self, batch: Sequence[Reading], report: Report) -> None:
        """Record a batch through ``report``; if that fails, it is heard again with the next one, or with
        time."""
        for reading in batch:
            self.live.hear(reading)
        await self._record(batch, report)

    async def hear_link(self, link: MachineLink, now: datetime, report: Report) -> None:
        """Record what a change of the link means; the link itself is only shown."""
        self.live.hear_link(link)
        await self._record([LinkHeard(link, now)], report)

    async def hear_time(self, now: datetime, report: Report) -> None:
        """Record what only needed time to pass, and what could not be recorded before."""
        self.live.tick(now)
        await self._record([now], report)

    async def _record(self, heard: Sequence[Heard], report: Report) -> None:
        async with self._order:
            waiting = [*self._unkept, *heard]
            watches, events = self._advance(waiting)
            if events:
                self._unkept = _lasting(waiting)
                await report(events)
            self._unkept = []
            self._watches.update(watches)

    def _advance(self, heard: Iterable[Heard]) -> tuple[dict[str, MachineWatch], tuple[Event, ...]]:
        """Where the watches would be after all this, and what it means; nothing moves yet."""
        watches, events = dict(self._watches), list[Event]()
        for is_reading, group in groupby(heard, key=lambda each: isinstance(each, Reading)):
            if is_reading:
                meant = self._hear(watches, [each for each in group if isinstance(each, Reading)])
                events.extend(meant)
                continue
            for each in group:
                if isinstance(each, LinkHeard):
                    events.extend(self._hear_link(watches, each))
                elif isinstance(each, datetime):
                    watches, passed = self._pass_time(watches, each)
                    events.extend(passed)
        return watches, tuple(events)

    def _hear(self, watches: dict[str, MachineWatch], batch: Iterable[Reading]) -> list[Event]:
        by_machine: dict[str, list[Reading]] = {}
        for reading in batch:
            by_machine.setdefault(reading.machine, []).append(reading)
        events = list[Event]()
        for machine, readings in by_machine.items():
            if machine in watches:
                watches[machine], heard = watches[machine].hear(readings)
                events.extend(heard)
        return events

    def _hear_link(self, watches: dict[str, MachineWatch], heard: LinkHeard) -> tuple[Event, ...]:
        machine = heard.link.machine
        if machine not in watches:
            return ()
        watches[machine], events = watches[machine].hear_link(heard.link, heard.at)
        return events

    def _pass_time(
        self, watches: dict[str, MachineWatch], now: datetime
    ) -> tuple[dict[str, MachineWatch], tuple[Event, ...]]:
        events = list[Event]()
        for machine, watch in watches.items():
            watches[machine], heard = watch.tick(now)
            events.extend(heard)
        return watches, tuple(events)

    def _adopt_silence(self, events: Iterable[Event]) -> None:
        for event in events:
            if isinstance(event, ConditionWent):
                self._watches[event.machine] = self._watches[event.machine].forgotten(event.condition)
            elif isinstance(event, MachineStateChanged):
                self._watches[event.machine] = self._watches[event.machine].silenced(event.at)


class Acknowledging:
    """Records once for each time a condition stands that somebody has seen it, and who."""

    def __init__(self, reader: StateReader) -> None:
        self._reader = reader

    async def acknowledge(self, command: Command, context: Context) -> Sequence[Event]:
        """Nothing for what has gone meanwhile or was seen before."""
        assert isinstance(command, AcknowledgeConditions)
        story = await self._reader.state(f"machine/{command.machine}", MachineStory)
        standing = {} if story is None else story.standing
        return [
            ConditionAcknowledged(
                machine=command.machine, at=context.now, condition=condition, by=context.actor.person
            )
            for condition in dict.fromkeys(command.conditions)
            if standing.get(condition) is False
        ]


def _lasting(heard: Iterable[Heard]) -> list[Heard]:
    """What must be heard again; a time that passed needs no repeating."""
    lasting: list[Heard] = [each for each in heard if not isinstance(each, datetime)]
    return lasting[-MOST_UNKEPT:]


def _silence(story: MachineStory | None, heard_until: datetime | None) -> tuple[Event, ...]:
    if story is None or story.state in (None, MachineState.UNKNOWN) or story.last_at is None:
        return ()
    at = story.last_at if heard_until is None else max(story.last_at, heard_until)
    silent = MachineStateChanged(machine=story.machine, at=at, state=MachineState.UNKNOWN, heard=NOT_RUNNING)
    return (silent,)
