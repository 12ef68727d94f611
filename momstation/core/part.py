"""What a function of the station offers the wiring: one manifest each, no registry."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import uuid4

import msgspec

from momstation.core.errors import Refused
from momstation.core.event import Event, Record


def new_command_id() -> str:
    return uuid4().hex


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """A request. A retry carries the same ``command_id`` and has no second effect."""

    command_id: str = msgspec.field(default_factory=new_command_id)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a signed-on person (id, name, what the person may do), or the station itself (``person`` None)."""

    person: str | None
    name: str
    permissions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Context:
    """What a handler or reaction may know about the moment: who and when (aware, UTC)."""

    actor: Actor
    now: datetime


@dataclass(frozen=True, slots=True)
class Scan:
    """A decoded code. ``text`` as read, ``symbology`` an AIM identifier or empty, ``fields`` such as
    ``{"order": "4711-20"}`` when the code itself says what it is."""

    text: str
    symbology: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


Handler = Callable[[Command, Context], Awaitable[Sequence[Event]]]
Reaction = Callable[[Event, Context], Awaitable[Sequence[Event]]]
ScanRule = Callable[[Scan], Awaitable[Command | None]]


class Versioned(Protocol):
    """A fold or projection, as far as core knows it."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> int: ...


@dataclass(frozen=True)
class Part:
    """A function's manifest.

    handlers     command class → coroutine that decides: events, or ``Refused``
    reactions    event class → coroutine that answers a neighbour's event; recorded in the cause's transaction
    folds        ``store.fold.Fold``; projections: ``store.projection.Projection``
    scans        asked in order; the first command wins, None passes on
    accepts      sentences that say which codes are accepted here, for the refusal of an unknown code
    permissions  command class → permission that the actor needs
    refusals     key → English sentence with named fields (marked with ``N_``)
    """

    name: str
    handlers: Mapping[type[Command], Handler] = field(default_factory=dict)
    reactions: Mapping[type[Event], Sequence[Reaction]] = field(default_factory=dict)
    folds: Sequence[Versioned] = ()
    projections: Sequence[Versioned] = ()
    scans: Sequence[ScanRule] = ()
    accepts: Sequence[str] = ()
    permissions: Mapping[type[Command], str] = field(default_factory=dict)
    refusals: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recorded:
    """Published after the commit: what is durable now. ``is_own`` is False for records pulled from the plant.

    ``counted`` are the kinds of counts that are durable and wait to be told as one record with those that
    follow within the same few seconds."""

    records: tuple[Record, ...]
    is_own: bool
    counted: frozenset[str] = frozenset()

    @property
    def kinds(self) -> frozenset[str]:
        """Of what may be shown differently now."""
        return self.counted.union(record.kind for record in self.records)


@dataclass(frozen=True, slots=True)
class RecordingHeld:
    """Published when facts that nobody asked for, such as a machine's, wait because the store refuses them;
    with None when they are recorded again."""

    refused: Refused | None
