"""Tells when a condition of a machine came and went, so that none is forgotten and none that only flickers counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from momstation.core.event import Event
from momstation.events.machines import ConditionCame, ConditionWent
from momstation.plant.alarms import AlarmClass, class_of
from momstation.plant.readings import Quality, Reading
from momstation.plant.signals import CONDITION


@dataclass(frozen=True, slots=True)
class Change:
    """What was first said of a condition that is not a fact yet."""

    is_on: bool
    at: datetime
    source_at: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """``recorded`` are the conditions that hold as far as the records know. A lost link and a bad value change
    nothing: nobody knows whether the condition has gone."""

    recorded: frozenset[str] = frozenset()
    waiting: Mapping[str, Change] = field(default_factory=lambda: MappingProxyType({}))

    def hear(self, reading: Reading, source_at: datetime | None) -> "Standing":
        """The machine said something of a condition; ``settle`` tells whether it is a fact. Numbers are none."""
        if reading.quality is not Quality.GOOD or not isinstance(reading.value, bool):
            return self
        name, is_on = reading.signal.removeprefix(CONDITION), reading.value
        if is_on == (name in self.recorded):
            return self if name not in self.waiting else self._without({name})
        if name in self.waiting:
            return self
        change = Change(is_on, reading.received_at, source_at)
        return replace(self, waiting=MappingProxyType({**self.waiting, name: change}))

    def settle(
        self, at: datetime, machine: str, classes: Iterable[AlarmClass] = ()
    ) -> tuple["Standing", tuple[Event, ...]]:
        """What has held for as long as its class asks becomes a fact of the time when it was first said."""
        if not self.waiting:
            return self, ()
        due = {
            name: (change, known)
            for name, change in self.waiting.items()
            if _is_due(change, at, known := class_of(classes, machine, name))
        }
        if not due:
            return self, ()
        settled = replace(self._without(set(due)), recorded=self.recorded ^ due.keys())
        return settled, tuple(_told(change, known) for change, known in due.values())

    def _without(self, names: set[str]) -> "Standing":
        left = {name: change for name, change in self.waiting.items() if name not in names}
        return replace(self, waiting=MappingProxyType(left))


def _is_due(change: Change, at: datetime, known: AlarmClass) -> bool:
    """A clock that was set back makes nobody wait."""
    return not timedelta() <= at - change.at < timedelta(seconds=known.delay_s)


def _told(change: Change, known: AlarmClass) -> Event:
    machine, condition = known.machine, known.condition
    if not change.is_on:
        return ConditionWent(machine=machine, at=change.at, condition=condition, source_at=change.source_at)
    return ConditionCame(
        machine=machine,
        at=change.at,
        condition=condition,
        priority=known.priority,
        source_at=change.source_at,
    )
