"""What each alarm of a machine asks of people: how urgent it is, what to do, and whose it is.

An alarm is a condition that needs somebody's timely response (ISA-18.2, IEC 62682): one without a response and an
owner is none.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from momstation.core.i18n import N_
from momstation.events.machines import AlarmPriority

ANY_RESPONSE = N_("Look at the machine. If the message stays, call maintenance.")
ANY_OWNER = "maintenance"
"""For a condition that the settings do not declare an alarm: it is shown, so it has an answer as well."""


@dataclass(frozen=True, slots=True)
class AlarmClass:
    """``condition`` is the name after ``condition:``; ``priority`` None: not declared an alarm; ``owner`` a role's
    id; ``delay_s``: how long a change must hold before it is a fact."""

    machine: str
    condition: str
    priority: AlarmPriority | None = None
    response: str = ""
    owner: str = ANY_OWNER
    delay_s: float = 0.0


def class_of(classes: Iterable[AlarmClass], machine: str, condition: str) -> AlarmClass:
    """As declared, else the class of what nobody declared."""
    found = (one for one in classes if (one.machine, one.condition) == (machine, condition))
    return next(found, AlarmClass(machine, condition))
