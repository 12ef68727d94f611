"""Says in the shop floor's words what the records of a command are, and how one tap takes them back."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

import msgspec

from momstation.core.event import Event, Record
from momstation.core.i18n import _
from momstation.core.part import Command
from momstation.events import discrepancy as settling
from momstation.events import production as made
from momstation.events import workforce as people
from momstation.production.model.commands import (
    EndSetup,
    GiveStopReason,
    PauseOrder,
    ResumeOrder,
    ReverseEntry,
    SequenceOrders,
    StartSetup,
    UndoFinish,
    WithdrawClearance,
    WithdrawStart,
)
from momstation.shell.inbox.commands import ReopenDiscrepancy
from momstation.workforce.model import SignOff

Describe = Callable[[str, str], Awaitable[str]]
"""Entity and id → what people call it, such as ``("reason", "BURR")`` → ``Burr``."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """``undo`` is None where nothing can be taken back by a tap."""

    text: str
    undo: Command | None = None


async def outcome_of(records: Sequence[Record], describe: Describe) -> Outcome:
    """What the first record that people care about says; a command may have recorded more than one."""
    for record in records:
        said = await _outcome(record, describe)
        if said is not None:
            return await _with_lender(_with_others(said, records), records, describe)
    return Outcome(_("Recorded.") if records else _("Nothing to do: it was so already."))


async def _with_lender(said: Outcome, records: Sequence[Record], describe: Describe) -> Outcome:
    """Whose badge allowed it is said in the same breath."""
    lent = next((one.event for one in records[1:] if isinstance(one.event, people.PermissionLent)), None)
    allowed = await _person(lent, describe) if lent is not None else None
    return said if allowed is None else replace(said, text=f"{said.text} · {allowed.text}")


def _with_others(said: Outcome, records: Sequence[Record]) -> Outcome:
    """One reason for several stops is one entry, and taken back as one."""
    given = [one.event for one in records if isinstance(one.event, made.StopReasonGiven)]
    if len(given) < 2 or not isinstance(said.undo, GiveStopReason):
        return said
    others = tuple(one.stop for one in given[1:])
    is_alike = all(one.before == given[0].before for one in given)
    return replace(
        said,
        text=f"{said.text} · {len(given)} ×",
        undo=msgspec.structs.replace(said.undo, others=others) if is_alike else None,
    )


async def said_of(record: Record, describe: Describe) -> str:
    """What one record says, also one that no command made."""
    if isinstance(record.event, made.QuantityCounted):
        event = record.event
        return _("Counted by the machine: {good} good, {rejected} rejected").format(
            good=event.good, rejected=event.rejected
        )
    said = await _outcome(record, describe)
    return said.text if said is not None else _("Recorded.")


async def _outcome(record: Record, describe: Describe) -> Outcome | None:
    event = record.event
    if isinstance(event, made.QuantityDeclared):
        return await _declared(event, describe)
    if isinstance(event, made.StopReasonGiven):
        return await _explained(event, describe)
    if isinstance(event, settling.EVENTS):
        return _settled(event)
    if isinstance(event, people.EVENTS):
        return await _person(event, describe)
    return _run(record) or _prepared(record) or _taken_back(event)


def _run(record: Record) -> Outcome | None:
    event = record.event
    if isinstance(event, made.OrderStarted):
        back: Command = WithdrawStart(order=event.order, started=record.event_id.hex())
        return Outcome(_("Order {order} started.").format(order=event.order), back)
    if isinstance(event, made.OrderResumed):
        text = _("Order {order} goes on.").format(order=event.order)
        return Outcome(text, None if event.how == "undo" else PauseOrder(order=event.order))
    if isinstance(event, made.OrderPaused):
        back = ResumeOrder(order=event.order, machine=event.machine, how="undo")
        return Outcome(_("Order {order} paused.").format(order=event.order), back)
    if isinstance(event, made.OrderFinished):
        return Outcome(_("Order {order} finished.").format(order=event.order), UndoFinish(order=event.order))
    return None


def _prepared(record: Record) -> Outcome | None:
    event = record.event
    if isinstance(event, made.LineCleared):
        back = WithdrawClearance(order=event.order, cleared=record.event_id.hex())
        return Outcome(_("The line is clear."), back)
    if isinstance(event, made.SetupStarted):
        return Outcome(
            _("Setup for order {order} started.").format(order=event.order), EndSetup(order=event.order)
        )
    if isinstance(event, made.SetupEnded):
        return Outcome(
            _("Setup for order {order} ended.").format(order=event.order), StartSetup(order=event.order)
        )
    return None


def _taken_back(event: Event) -> Outcome | None:
    if isinstance(event, made.OrdersSequenced):
        back = SequenceOrders(work_unit=event.work_unit, orders=event.before)
        return Outcome(_("The sequence of orders is changed."), back)
    if isinstance(event, made.OrderReopened):
        return Outcome(_("Order {order} is open again.").format(order=event.order))
    if isinstance(event, made.StartWithdrawn):
        return Outcome(_("The start of order {order} was taken back.").format(order=event.order))
    if isinstance(event, made.ClearanceWithdrawn):
        return Outcome(_("The line still has to be cleared."))
    if isinstance(event, made.EntryReversed):
        return Outcome(_("The last entry was taken back."))
    return None


def _settled(event: Event) -> Outcome | None:
    if isinstance(event, settling.DiscrepancySettled):
        said = _("Settled: {note}").format(note=event.note) if event.note else _("Settled.")
        return Outcome(said, ReopenDiscrepancy(discrepancy=event.discrepancy))
    return Outcome(_("Open again: it waits to be settled."))


async def _declared(event: made.QuantityDeclared, describe: Describe) -> Outcome:
    said = []
    if event.good:
        said.append(_("Good {count}").format(count=event.good))
    if event.scrap and event.scrap_reason:
        reason = await describe("reason", event.scrap_reason)
        said.append(_("Scrap {count}: {reason}").format(count=event.scrap, reason=reason))
    elif event.scrap:
        said.append(_("Scrap {count}").format(count=event.scrap))
    if event.rework:
        said.append(_("Rework {count}").format(count=event.rework))
    if event.counter_end is not None:
        said.append(_("Counter at {reading}").format(reading=event.counter_end))
    return Outcome(" · ".join(said), ReverseEntry(entry=event.entry))


async def _explained(event: made.StopReasonGiven, describe: Describe) -> Outcome:
    if event.reason is None:
        return Outcome(_("The stop's reason was taken back."))
    reason = await describe("reason", event.reason)
    return Outcome(
        _("Stop reason: {reason}").format(reason=reason), GiveStopReason(stop=event.stop, reason=event.before)
    )


async def _person(event: Event, describe: Describe) -> Outcome | None:
    if isinstance(event, people.PersonSignedOn):
        name = await describe("person", event.person)
        return Outcome(_("Signed on: {name}").format(name=name), SignOff(person=event.person))
    if isinstance(event, people.PersonSignedOff):
        name = await describe("person", event.person)
        return Outcome(_("Signed off: {name}").format(name=name))
    if isinstance(event, people.StationLocked):
        return Outcome(_("The station is locked."))
    if isinstance(event, people.StationUnlocked):
        name = await describe("person", event.person)
        return Outcome(_("Unlocked: {name}").format(name=name))
    if isinstance(event, people.PermissionLent):
        name = await describe("person", event.person)
        return Outcome(_("Allowed by {name}").format(name=name))
    if isinstance(event, people.ActingPersonChanged):
        name = await describe("person", event.person)
        return Outcome(_("Now acting: {name}").format(name=name))
    return None
