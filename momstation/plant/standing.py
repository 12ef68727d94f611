"""Tells when a condition of a machine came and went, so that none is forgotten and none that only flickers counts:
the same for what is recorded, shown and heard."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from momstation.core.event import Event
from momstation.events.machines import ConditionCame, ConditionWent
from momstation.plant.alarms import AlarmClass, class_of
from momstation.plant.readings import Quality, Reading
from momstation.plant.signals import CONDITION

Settled = tuple["Standing", tuple[Event, ...]]
_NOTHING: Mapping[str, "Change"] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Change:
    """What was first said of a condition that is not a fact yet."""

    is_on: bool
    at: datetime
    source_at: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """``recorded`` are the conditions of one machine that hold as far as is known. A lost link and a bad value end
    nothing: nobody knows whether the condition has gone; neither do they let a delay run on.

    The delays are those of ISA-18.2, on and off the same: ``AlarmClass.delay_s``.
    """

    recorded: frozenset[str] = frozenset()
    waiting: Mapping[str, Change] = field(default_factory=lambda: _NOTHING)

    def hear(
        self,
        reading: Reading,
        machine: str,
        classes: Iterable[AlarmClass] = (),
        source_at: datetime | None = None,
    ) -> Settled:
        """The machine said something of a condition. What had held for long enough before that is a fact, whatever it
        says now; so is at once what need not wait. Numbers are no conditions that come; there may be thousands a
        second of them."""
        if reading.quality is Quality.GOOD and not isinstance(reading.value, bool):
            return self, ()
        at = reading.received_at
        before, came = self.settle(at, machine, classes)
        heard = before._heard(reading, source_at)
        if not heard.waiting:
            return heard, came
        after, more = heard.settle(at, machine, classes)
        return after, (*came, *more)

    def settle(self, at: datetime, machine: str, classes: Iterable[AlarmClass] = ()) -> Settled:
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

    def unheard(self) -> "Standing":
        """The link is lost: what waits has not been seen to hold."""
        return replace(self, waiting=_NOTHING) if self.waiting else self

    def _heard(self, reading: Reading, source_at: datetime | None) -> "Standing":
        name = reading.signal.removeprefix(CONDITION)
        if reading.quality is not Quality.GOOD:
            return self._without({name}) if name in self.waiting else self
        is_on = reading.value is True
        if is_on == (name in self.recorded):
            return self._without({name}) if name in self.waiting else self
        if name in self.waiting:
            return self
        change = Change(is_on, reading.received_at, source_at)
        return replace(self, waiting=MappingProxyType({**self.waiting, name: change}))

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
        response=known.response,
        owner=known.owner if known.priority is not None else "",
    )
