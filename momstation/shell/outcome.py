"""Says in the shop floor's words what the records of a command are, and how one tap takes them back."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from momstation.core.event import Event, Record
from momstation.core.i18n import _
from momstation.core.part import Command
from momstation.events import discrepancy as settling
from momstation.events import production as made
from momstation.events import workforce as people
from momstation.production.model.commands import (
    EndSetup,
    GiveStopReason,
    ReverseEntry,
    StartSetup,
    UndoFinish,
)
from momstation.shell.inbox.commands import ReopenDiscrepancy

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
        said = await _outcome(record.event, describe)
        if said is not None:
            return said
    return Outcome(_("Recorded.") if records else _("Nothing to do: it was so already."))


async def said_of(record: Record, describe: Describe) -> str:
    """What one record says, also one that no command made."""
    if isinstance(record.event, made.QuantityCounted):
        event = record.event
        return _("Counted by the machine: {good} good, {rejected} rejected").format(
            good=event.good, rejected=event.rejected
        )
    said = await _outcome(record.event, describe)
    return said.text if said is not None else _("Recorded.")


async def _outcome(event: Event, describe: Describe) -> Outcome | None:
    if isinstance(event, made.QuantityDeclared):
        return await _declared(event, describe)
    if isinstance(event, made.StopReasonGiven):
        return await _explained(event, describe)
    if isinstance(event, settling.EVENTS):
        return _settled(event)
    if isinstance(event, people.EVENTS):
        return await _person(event, describe)
    return _order(event)


def _order(event: Event) -> Outcome | None:
    if isinstance(event, made.OrderStarted):
        return Outcome(_("Order {order} started.").format(order=event.order))
    if isinstance(event, made.OrderResumed):
        return Outcome(_("Order {order} goes on.").format(order=event.order))
    if isinstance(event, made.OrderPaused):
        return Outcome(_("Order {order} paused.").format(order=event.order))
    if isinstance(event, made.OrderFinished):
        return Outcome(_("Order {order} finished.").format(order=event.order), UndoFinish(order=event.order))
    if isinstance(event, made.OrderReopened):
        return Outcome(_("Order {order} is open again.").format(order=event.order))
    if isinstance(event, made.LineCleared):
        return Outcome(_("The line is clear."))
    if isinstance(event, made.SetupStarted):
        return Outcome(
            _("Setup for order {order} started.").format(order=event.order), EndSetup(order=event.order)
        )
    if isinstance(event, made.SetupEnded):
        return Outcome(
            _("Setup for order {order} ended.").format(order=event.order), StartSetup(order=event.order)
        )
    if isinstance(event, made.EntryReversed):
        return Outcome(_("The last entry was taken back."))
    return None


def _settled(event: Event) -> Outcome | None:
    if isinstance(event, settling.DiscrepancySettled):
        return Outcome(_("Settled."), ReopenDiscrepancy(discrepancy=event.discrepancy))
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
        _("Stop reason: {reason}").format(reason=reason), GiveStopReason(stop=event.stop, reason=None)
    )


async def _person(event: Event, describe: Describe) -> Outcome | None:
    if isinstance(event, people.PersonSignedOn):
        name = await describe("person", event.person)
        return Outcome(_("Signed on: {name}").format(name=name))
    if isinstance(event, people.PersonSignedOff):
        name = await describe("person", event.person)
        return Outcome(_("Signed off: {name}").format(name=name))
    if isinstance(event, people.ActingPersonChanged):
        name = await describe("person", event.person)
        return Outcome(_("Now acting: {name}").format(name=name))
    return None
