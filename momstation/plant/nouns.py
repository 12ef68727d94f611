"""The definitions that every function speaks of, each a frozen value with its ISA-95 name."""

from datetime import datetime, time
from decimal import Decimal
from enum import StrEnum

import msgspec


class EquipmentLevel(StrEnum):
    """Role-based equipment hierarchy (ISA-95 part 1)."""

    ENTERPRISE = "Enterprise"
    SITE = "Site"
    AREA = "Area"
    WORK_CENTER = "WorkCenter"
    WORK_UNIT = "WorkUnit"


class DispatchStatus(StrEnum):
    """What the planner says of a job order; the floor's own state is the fold of its events."""

    WAITING = "Waiting"
    READY = "Ready"
    HELD = "Held"
    CANCELLED = "Cancelled"
    CLOSED = "Closed"


class ReasonKind(StrEnum):
    STOP = "stop"
    SCRAP = "scrap"
    REWORK = "rework"


class ReasonGroup(StrEnum):
    """How a stop's reason counts in ISO 22400 times: planned down time, delay (ADET), setup (AUST)."""

    PLANNED = "planned"
    UNPLANNED = "unplanned"
    CHANGEOVER = "changeover"


class Noun(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A definition; ``id`` is unique within its entity."""

    id: str


class Equipment(Noun, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    level: EquipmentLevel
    parent: str | None = None
    microstop_s: int = 60
    ask_reason_after_s: int = 300


class MaterialDefinition(Noun, frozen=True, kw_only=True, forbid_unknown_fields=True):
    description: str
    unit: str = "pcs"


class WorkMaster(Noun, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The template of the work. ``ideal_cycle_s``: planned run time per unit (PRU), seconds."""

    description: str
    material: str
    ideal_cycle_s: Decimal


class JobOrder(Noun, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The smallest dispatched work. A lower ``priority`` number comes first, then the earlier ``due``."""

    work_master: str
    work_unit: str
    quantity: int
    due: datetime
    planned_start: datetime | None = None
    priority: int = 5
    status: DispatchStatus = DispatchStatus.READY
    predecessor: str | None = None


class Reason(Noun, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A leaf that a person taps. ``icon`` names a file of resources/icons without its ending."""

    kind: ReasonKind
    text: str
    group: ReasonGroup = ReasonGroup.UNPLANNED
    icon: str = "help"
    assistance: str | None = None


class Person(Noun, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``badge`` is the text on the badge's code; ``pin_hash`` an argon2id hash or empty (no PIN); ``language``
    a code such as ``de``, or empty: the station's own."""

    name: str
    badge: str
    roles: tuple[str, ...]
    pin_hash: str = ""
    language: str = ""


class Permission(Noun, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The plant's own row of the table of roles: ``id`` is a right such as ``production.finish_order``."""

    roles: tuple[str, ...]


class Break(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    start: time
    end: time


class Shift(Noun, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A wall-clock shift in ``timezone``; an end before the start is on the next day. Day 0 is Monday."""

    name: str
    timezone: str
    start: time
    end: time
    breaks: tuple[Break, ...] = ()
    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)


ENTITIES: dict[str, type[Noun]] = {
    "equipment": Equipment,
    "material": MaterialDefinition,
    "work_master": WorkMaster,
    "job_order": JobOrder,
    "reason": Reason,
    "person": Person,
    "shift": Shift,
    "permission": Permission,
}
