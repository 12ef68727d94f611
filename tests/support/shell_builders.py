"""Records, scans and a station's answer, for tests of what the shell makes of them."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from momstation.core.event import Event, Record
from momstation.core.part import Command
from momstation.events.codec import encode
from momstation.events.production import (
    EntryReversed,
    LineCleared,
    OrderFinished,
    OrderPaused,
    OrderResumed,
    OrdersSequenced,
    OrderStarted,
    QuantityDeclared,
    SetupEnded,
    SetupStarted,
    StopReasonGiven,
)
from momstation.events.workforce import (
    ActingPersonChanged,
    PersonSignedOff,
    PersonSignedOn,
    StationLocked,
)
from momstation.plant.readings import CodeScanned
from momstation.production.model import commands
from momstation.workforce.model import ActAs, LockStation, SignOff, SignOnByBadge, SignOnByPin

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def record_of(event: Event) -> Record:
    return Record(
        event_id=uuid4().bytes,
        station_id=b"s" * 16,
        epoch=1,
        seq=1,
        hlc=1,
        recorded_at=NOON,
        clock_off_ms=None,
        kind=event.kind,
        v=event.v,
        stream=event.stream(),
        flags=0,
        basis=(),
        topics=(),
        payload=encode(event),
        hash=b"",
        event=event,
    )


def scanned(text: str, *, trouble: str = "", received: float = 0.0) -> CodeScanned:
    return CodeScanned("S1", text, text.encode("utf-8", "replace"), NOON, received, trouble)


def event_for(command: Command) -> Event:
    """The fact that the floor's own rules would record for a command that they accept."""
    common: dict[str, Any] = {"at": NOON, "station": "P07"}
    if isinstance(command, commands.StartOrder):
        return OrderStarted(order=command.order, machine="P07", how=command.how, **common)
    if isinstance(command, commands.ResumeOrder):
        return OrderResumed(order=command.order, machine="P07", how=command.how, **common)
    if isinstance(command, commands.ClearLine):
        return LineCleared(order=command.order or "4711-20", machine="P07", **common)
    if isinstance(command, commands.StartSetup):
        return SetupStarted(order=command.order or "4711-20", machine="P07", **common)
    if isinstance(command, commands.EndSetup):
        return SetupEnded(order=command.order or "4711-20", **common)
    if isinstance(command, commands.PauseOrder):
        return OrderPaused(order=command.order, **common)
    if isinstance(command, commands.ReverseEntry):
        return EntryReversed(order="4711-20", entry=command.entry, **common)
    if isinstance(command, commands.FinishOrder):
        return OrderFinished(order=command.order or "4711-20", **common)
    if isinstance(command, commands.GiveStopReason):
        return StopReasonGiven(
            stop=command.stop or "stop-1", machine="P07", reason=command.reason, by="P1", **common
        )
    if isinstance(command, commands.DeclareQuantity):
        return QuantityDeclared(
            order=command.order or "4711-20",
            entry="entry-1",
            good=int(command.good),
            scrap=int(command.scrap),
            scrap_reason=command.scrap_reason,
            rework=int(command.rework),
            from_good=bool(command.from_good),
            counter_end=None if command.counter is None else int(command.counter),
            **common,
        )
    return _workforce_event(command)


def _workforce_event(command: Command) -> Event:
    common: dict[str, Any] = {"at": NOON, "station": "P07"}
    if isinstance(command, SignOnByBadge):
        return PersonSignedOn(person="P1", how="badge", **common)
    if isinstance(command, SignOnByPin):
        return PersonSignedOn(person=command.person, how="pin", **common)
    if isinstance(command, ActAs):
        return ActingPersonChanged(person=command.person, **common)
    if isinstance(command, SignOff):
        return PersonSignedOff(person=command.person, **common)
    if isinstance(command, LockStation):
        return StationLocked(by="P1", **common)
    if isinstance(command, commands.SequenceOrders):
        return OrdersSequenced(work_unit=command.work_unit, orders=command.orders, by="P1", **common)
    raise AssertionError(f"no fact for {command}")


class Desk:
    """A station's dispatcher as a screen sees it: keeps what was sent, answers as told."""

    def __init__(self) -> None:
        self.sent: list[Command] = []
        self.gate: asyncio.Event | None = None
        self.trouble: Exception | None = None
        self.facts: Callable[[Command], Event] = event_for

    async def send(self, command: Command) -> tuple[Record, ...]:
        self.sent.append(command)
        if self.gate is not None:
            await self.gate.wait()
        if self.trouble is not None:
            raise self.trouble
        return (record_of(self.facts(command)),)


async def names(entity: str, one: str) -> str:
    known = {("reason", "BURR"): "Burr", ("reason", "JAM"): "Material jam", ("person", "P1"): "A. Meyer"}
    return known.get((entity, one), one)


def always(value: object) -> Callable[..., Awaitable[object]]:
    async def load(*_arguments: object) -> object:
        return value

    return load
