"""What a machine was heard to do."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

import msgspec

from momstation.core.event import Event


class MachineState(StrEnum):
    """What the station distinguishes; from PackML or Machinery states (see machines.model)."""

    PRODUCING = "producing"
    STOPPED = "stopped"
    STARVED = "starved"
    BLOCKED = "blocked"
    SETUP = "setup"
    IDLE = "idle"
    OFF = "off"
    UNKNOWN = "unknown"


class AlarmPriority(StrEnum):
    """How soon somebody must respond; ISA-18.2 and EEMUA 191 want some 5 % high, 15 % medium and 80 % low."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class _OfMachine(Event, frozen=True, kw_only=True):
    machine: str
    at: datetime

    def stream(self) -> str:
        return f"machine/{self.machine}"


class MachineStateChanged(_OfMachine, frozen=True, kw_only=True):
    """``at`` is the station's clock, ``source_at`` the machine's; ``heard`` its own word (``PackML 6 Execute``)."""

    kind: ClassVar[str] = "machines.state_changed"
    state: MachineState
    heard: str
    source_at: datetime | None = None


class PartsCounted(_OfMachine, frozen=True, kw_only=True):
    """Differences of the machine's counters since the last record, and the counters' values they led to.

    ``mark`` says why the difference may not be the whole truth: ``first_seen``, ``reset``, ``rollover``, ``gap``.
    """

    kind: ClassVar[str] = "machines.parts_counted"
    good: int
    reject: int
    good_counter: int | None
    reject_counter: int | None
    mark: str | None = None

    def joined(self, later: Event) -> "PartsCounted | None":
        """Two counts of one machine, neither of them doubtful."""
        if not isinstance(later, PartsCounted) or later.machine != self.machine or self.mark or later.mark:
            return None
        return msgspec.structs.replace(
            later,
            good=self.good + later.good,
            reject=self.reject + later.reject,
            good_counter=self.good_counter if later.good_counter is None else later.good_counter,
            reject_counter=self.reject_counter if later.reject_counter is None else later.reject_counter,
        )


class ConditionCame(_OfMachine, frozen=True, kw_only=True):
    """A true/false condition of the machine began to hold. ``priority``, ``response`` and ``owner`` (a role's id) are
    those of its class at this time, None and empty where the settings did not declare it an alarm; ``source_at`` is the
    machine's clock."""

    kind: ClassVar[str] = "machines.condition_came"
    condition: str
    priority: AlarmPriority | None = None
    source_at: datetime | None = None
    response: str = ""
    owner: str = ""


class ConditionWent(_OfMachine, frozen=True, kw_only=True):
    """It holds no longer. A machine that is not heard ends nothing: what stood still stands until it says otherwise.

    ``is_removed``: the station's settings do not know the condition any more."""

    kind: ClassVar[str] = "machines.condition_went"
    condition: str
    source_at: datetime | None = None
    is_removed: bool = False


class ConditionAcknowledged(_OfMachine, frozen=True, kw_only=True):
    """Somebody at the station has seen it while it stood; ``by`` a person's id, None if nobody was signed on."""

    kind: ClassVar[str] = "machines.condition_acknowledged"
    condition: str
    by: str | None = None


EVENTS: tuple[type[Event], ...] = (
    MachineStateChanged,
    PartsCounted,
    ConditionCame,
    ConditionWent,
    ConditionAcknowledged,
)
