"""Makes of an order's facts what is known of its work, the same whatever order they arrived in.

Contradictions stay: an order that two stations started offline runs at two places, and the counts of both add
up. What contradicts itself is kept beside it (``steps``, ``corrections``, ``late``), told by ``contradictions``
and settled by a person.
"""

from datetime import datetime

import msgspec

from momstation.core.event import Record
from momstation.events.discrepancy import DiscrepancyReopened, DiscrepancySettled
from momstation.events.production import (
    ClearanceWithdrawn,
    EntryReversed,
    LineCleared,
    OrderFinished,
    OrderPaused,
    OrderReopened,
    OrderResumed,
    OrderStarted,
    QuantityCounted,
    QuantityDeclared,
    SetupEnded,
    SetupStarted,
    StartWithdrawn,
)
from momstation.production.model.late import with_late
from momstation.production.model.order import Clearance, Did, Entry, Finish, OrderWork, Place, Setup
from momstation.production.model.settling import Settlement, settled, taken_back
from momstation.store.merging.branches import Step, grown
from momstation.store.merging.causality import EVERYTHING, Past
from momstation.store.merging.corrections import corrected
from momstation.store.merging.mark import Mark


def empty_order(stream: str) -> OrderWork:
    return OrderWork(order=stream.partition("/")[2])


def apply_order(work: OrderWork, record: Record, past: Past = EVERYTHING) -> OrderWork:
    changed = _changed(work, record, past)
    if changed is work:
        return work
    at: datetime | None = getattr(record.event, "at", None)
    return msgspec.structs.replace(changed, last_at=_latest(work.last_at, at))


def _changed(work: OrderWork, record: Record, past: Past) -> OrderWork:
    match record.event:
        case QuantityCounted() as event:
            return _late(with_count(work, event), record, event, past)
        case QuantityDeclared() as event:
            return _late(_declared(work, event), record, event, past)
        case OrderStarted() | OrderResumed() as event:
            return _stepped(_placed(work, record, event), record, event, Did.RAN, past)
        case StartWithdrawn() as event:
            return _stepped(_unplaced(work, event), record, event, Did.PAUSED, past)
        case OrderPaused() as event:
            return _stepped(_paused(work, event.station), record, event, Did.PAUSED, past)
        case OrderFinished() as event:
            return _stepped(_finished(work, record, event, past), record, event, Did.FINISHED, past)
        case OrderReopened(finished_event=finished) as event:
            again = msgspec.structs.replace(work, reopened=work.reopened | {finished: record.event_id.hex()})
            return _stepped(again, record, event, Did.REOPENED, past)
        case EntryReversed(entry=entry) as event:
            mark = Mark(record.event_id.hex(), event.station, event.at, event.by)
            return msgspec.structs.replace(work, corrections=corrected(work.corrections, entry, mark))
        case DiscrepancySettled() as event:
            return _settled(work, record, event, past)
        case DiscrepancyReopened() as event:
            return _unsettled(work, event)
        case _:
            return _prepared(work, record)


def _prepared(work: OrderWork, record: Record) -> OrderWork:
    """What readies the place for the order: nothing of it contradicts."""
    match record.event:
        case LineCleared(station=station, at=at, by=by):
            clearance = Clearance(event=record.event_id.hex(), station=station, at=at, by=by)
            return msgspec.structs.replace(work, clearances=(*work.clearances, clearance))
        case ClearanceWithdrawn(cleared_event=cleared):
            kept = tuple(each for each in work.clearances if each.event != cleared)
            return msgspec.structs.replace(work, clearances=kept)
        case SetupStarted(station=station, at=at):
            setup = Setup(station=station, since=at)
            return msgspec.structs.replace(work, setups=(*_no_setup(work, station), setup))
        case SetupEnded(station=station):
            return msgspec.structs.replace(work, setups=_no_setup(work, station))
        case _:
            return work


def with_count(work: OrderWork, counted: QuantityCounted) -> OrderWork:
    return msgspec.structs.replace(
        work,
        counted_good=work.counted_good + counted.good,
        counted_rejected=work.counted_rejected + counted.rejected,
    )


def _no_setup(work: OrderWork, station: str) -> tuple[Setup, ...]:
    return tuple(setup for setup in work.setups if setup.station != station)


def _stepped(
    work: OrderWork,
    record: Record,
    event: OrderStarted | StartWithdrawn | OrderResumed | OrderPaused | OrderFinished | OrderReopened,
    what: Did,
    past: Past,
) -> OrderWork:
    step = Step(record.event_id.hex(), event.station, event.at, event.by, what=what.value)
    return msgspec.structs.replace(work, steps=grown(work.steps, step, past))


def _placed(work: OrderWork, record: Record, event: OrderStarted | OrderResumed) -> OrderWork:
    others = tuple(
        place for place in work.places if (place.station, place.machine) != (event.station, event.machine)
    )
    place = Place(
        event=record.event_id.hex(),
        station=event.station,
        machine=event.machine,
        since=event.at,
        by=event.by,
    )
    return msgspec.structs.replace(
        work, places=(*others, place), started_at=event.at if work.started_at is None else work.started_at
    )


def _unplaced(work: OrderWork, event: StartWithdrawn) -> OrderWork:
    """An order of which nothing else is known than this start was never started."""
    gone = [place for place in work.places if place.event == event.started_event]
    left = tuple(place for place in work.places if place not in gone)
    is_untouched = not (left or work.finishes or work.entries or work.counted_good or work.counted_rejected)
    is_first = any(place.since == work.started_at for place in gone)
    return msgspec.structs.replace(
        work,
        places=left,
        setups=_no_setup(work, event.station) if gone else work.setups,
        started_at=None if is_untouched and is_first else work.started_at,
    )


def _paused(work: OrderWork, station: str) -> OrderWork:
    stays = tuple(place for place in work.places if place.station != station)
    return msgspec.structs.replace(work, places=stays, setups=_no_setup(work, station))


def _finished(work: OrderWork, record: Record, event: OrderFinished, past: Past) -> OrderWork:
    """Ends the work at the places that the one who finished knew of; where it ran unknown to them it still
    does, should the finish be taken back."""
    unseen = tuple(place for place in work.places if not past.saw(bytes.fromhex(place.event)))
    ended = tuple(place for place in work.places if place not in unseen)
    finish = Finish(event=record.event_id.hex(), station=event.station, at=event.at, places=ended)
    return msgspec.structs.replace(work, places=unseen, setups=(), finishes=(*work.finishes, finish))


def _late(
    work: OrderWork, record: Record, event: QuantityCounted | QuantityDeclared, past: Past
) -> OrderWork:
    unseen = [each.event for each in work.finishes if not past.saw(bytes.fromhex(each.event))]
    if not unseen:
        return work
    return msgspec.structs.replace(work, late=with_late(work.late, unseen, record, event))


def _settled(work: OrderWork, record: Record, event: DiscrepancySettled, past: Past) -> OrderWork:
    """A person's decision ends the fork that it saw; overruled finishes are open again."""
    steps, again = settled(work.steps, record, event, past)
    settlement = Settlement(event.discrepancy, event.rule, event.decision, record.event_id.hex())
    return msgspec.structs.replace(
        work,
        steps=steps,
        reopened=_without(work, event.discrepancy) | dict.fromkeys(again, settlement.event),
        settlements=(*work.settlements, settlement),
    )


def _unsettled(work: OrderWork, event: DiscrepancyReopened) -> OrderWork:
    return msgspec.structs.replace(
        work,
        settlements=taken_back(work.settlements, event.discrepancy),
        reopened=_without(work, event.discrepancy),
    )


def _without(work: OrderWork, discrepancy: str) -> dict[str, str]:
    """The finishes that are open again for another reason than a decision about this one."""
    gone = {each.event for each in work.settlements if each.discrepancy == discrepancy}
    return {finish: by for finish, by in work.reopened.items() if by not in gone}


def _declared(work: OrderWork, event: QuantityDeclared) -> OrderWork:
    if work.entry(event.entry) is not None:
        return work
    entry = Entry(
        entry=event.entry,
        station=event.station,
        at=event.at,
        by=event.by,
        good=event.good,
        scrap=event.scrap,
        scrap_reason=event.scrap_reason,
        rework=event.rework,
        from_good=event.from_good,
        counter_start=event.counter_start,
        counter_end=event.counter_end,
    )
    return msgspec.structs.replace(work, entries=(*work.entries, entry))


def _latest(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(filter(None, (one, other)), default=None)
