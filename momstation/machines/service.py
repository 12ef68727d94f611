"""Listens to all machines of the station: what the wires say becomes facts, in the order in which it was
heard."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime

from momstation.core.event import Event
from momstation.events.machines import MachineState, MachineStateChanged
from momstation.machines.model.story import MachineStory
from momstation.machines.model.watch import MachineWatch, WatchRules, resumed
from momstation.plant.live import LiveSignals
from momstation.plant.readings import MachineLink, Reading

Report = Callable[[Sequence[Event]], Awaitable[object]]
StoryOf = Callable[[str], Awaitable[MachineStory | None]]

NOT_RUNNING = "the station was not running"


class MachineService:
    """One watch per machine. The board shows what is heard at once; a watch moves on only when its facts are
    kept, so that a full disk costs a moment of display and no part."""

    def __init__(self, rules: Iterable[WatchRules], live: LiveSignals) -> None:
        self.live = live
        self._watches = {each.machine: MachineWatch(each) for each in rules}
        self._order = asyncio.Lock()

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
        self._adopt_silence(events)
        return tuple(events)

    def on_readings(self, batch: Iterable[Reading]) -> tuple[Event, ...]:
        """Facts of one batch; the watches move on at once. A machine that is not ours says nothing."""
        watches, events = self._hear(batch)
        self._watches.update(watches)
        return events

    def on_link(self, link: MachineLink, now: datetime) -> tuple[Event, ...]:
        watches, events = self._hear_link(link, now)
        self._watches.update(watches)
        return events

    def tick(self, now: datetime) -> tuple[Event, ...]:
        """Facts that only needed time to pass: states that have held as long as the debounce asks."""
        events = list[Event]()
        for machine, watch in self._watches.items():
            self._watches[machine], heard = watch.tick(now)
            events.extend(heard)
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
        """Record a batch through ``report``; if that fails, the next reading counts what this one would
        have."""
        async with self._order:
            watches, events = self._hear(batch)
            if events:
                await report(events)
            self._watches.update(watches)

    async def hear_link(self, link: MachineLink, now: datetime, report: Report) -> None:
        """Record what a change of the link means; the link itself is only shown."""
        async with self._order:
            watches, events = self._hear_link(link, now)
            if events:
                await report(events)
            self._watches.update(watches)

    def _hear(self, batch: Iterable[Reading]) -> tuple[dict[str, MachineWatch], tuple[Event, ...]]:
        by_machine: dict[str, list[Reading]] = {}
        for reading in batch:
            self.live.hear(reading)
            by_machine.setdefault(reading.machine, []).append(reading)
        watches, events = dict[str, MachineWatch](), list[Event]()
        for machine, readings in by_machine.items():
            if machine in self._watches:
                watches[machine], heard = self._watches[machine].hear(readings)
                events.extend(heard)
        return watches, tuple(events)

    def _hear_link(
        self, link: MachineLink, now: datetime
    ) -> tuple[dict[str, MachineWatch], tuple[Event, ...]]:
        self.live.hear_link(link)
        if link.machine not in self._watches:
            return {}, ()
        watch, events = self._watches[link.machine].hear_link(link, now)
        return {link.machine: watch}, events

    def _adopt_silence(self, events: Iterable[Event]) -> None:
        for event in events:
            if isinstance(event, MachineStateChanged):
                self._watches[event.machine] = self._watches[event.machine].silenced(event.at)


def _silence(story: MachineStory | None, heard_until: datetime | None) -> tuple[Event, ...]:
    if story is None or story.state in (None, MachineState.UNKNOWN) or story.last_at is None:
        return ()
    at = story.last_at if heard_until is None else max(story.last_at, heard_until)
    silent = MachineStateChanged(machine=story.machine, at=at, state=MachineState.UNKNOWN, heard=NOT_RUNNING)
    return (silent,)
