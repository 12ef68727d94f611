"""Tells what need not be painted again: a view that says the same, a reading that no screen shows."""

from dataclasses import replace

from momstation.core.part import Recorded
from momstation.events.machines import EVENTS as MACHINE_EVENTS
from momstation.plant.readings import Quality, Reading
from momstation.plant.signals import CONDITION
from momstation.production.views import HomeView

_MACHINE_KINDS = frozenset(event.kind for event in MACHINE_EVENTS)


def looks_same(before: HomeView, after: HomeView) -> bool:
    return replace(before, refreshed_at=after.refreshed_at) == after


def is_shown(reading: Reading) -> bool:
    """A bare number such as a temperature is on no screen of the operator's."""
    is_number = reading.signal.startswith(CONDITION) and not isinstance(reading.value, bool)
    return not is_number or reading.quality is not Quality.GOOD


def is_of_machine(recorded: Recorded) -> bool:
    """Whether a reading was recorded here; the record that tells pulses together shows nothing new."""
    return recorded.is_own and not _MACHINE_KINDS.isdisjoint(recorded.kinds)
