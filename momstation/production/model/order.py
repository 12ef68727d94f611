"""What is known of a job order's work: the fold of its facts, the same whatever order they arrived in.

Contradictions stay: an order that two stations started offline runs at two places, and the counts of both add
up. What contradicts itself is kept beside it (``steps``, ``corrections``, ``late``), told by ``contradictions``
and settled by a person.
"""

from datetime import datetime
from enum import StrEnum

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
from momstation.production.model.late import LateWork, with_late
from momstation.production.model.settling import Settlement, settled, taken_back
from momstation.store.merging.branches import Branches, Step, grown
from momstation.store.merging.causality import EVERYTHING, Past
from momstation.store.merging.corrections import Corrections, corrected, is_corrected
from momstation.store.merging.mark import Mark


class Phase(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"


class Did(StrEnum):
    """What a step did to the order, as far as steps that had not seen each other can contradict."""

    PAUSED = "paused"
    REOPENED = "reopened"
    RAN = "ran"
    FINISHED = "finished"


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where the order runs, since when and through whom; ``event`` is the record that says so (hex)."""

    event: str = ""
    station: str
    machine: str | None
    since: datetime
    by: str | None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What a person declared in one sheet."""

    entry: str
    station: str
    at: datetime
    by: str | None
    good: int
    scrap: int
    scrap_reason: str | None
    rework: int
    from_good: bool
    counter_start: int | None = None
    counter_end: int | None = None

    @property
    def good_change(self) -> int:
        return self.good - (self.scrap + self.rework if self.from_good else 0)


class Finish(msgspec.Struct, frozen=True, kw_only=True):
    """``event`` is the hex id of the record, by which an undo names it."""

    event: str
    station: str
    at: datetime
    places: tuple[Place, ...]


class Clearance(msgspec.Struct, frozen=True, kw_only=True):
    """Who saw when that the place was free of the product before; ``event`` is the record's hex id."""

    event: str = ""
    station: str
    at: datetime
    by: str | None


class Setup(msgspec.Struct, frozen=True, kw_only=True):
    """A person sets the station up for the order since then."""

    station: str
    since: datetime


class OrderWork(msgspec.Struct, frozen=True, kw_only=True):
    """The state of ``order/<id>``. ``counted_good`` and ``counted_rejected`` are the machine's, entries a
    person's; ``corrections`` say which entries were taken back, ``reopened`` which finishes and by which
    record."""

    order: str
    started_at: datetime | None = None
    places: tuple[Place, ...] = ()
    finishes: tuple[Finish, ...] = ()
    reopened: dict[str, str] = {}
    counted_good: int = 0
    counted_rejected: int = 0
    entries: tuple[Entry, ...] = ()
    corrections: Corrections = ()
    clearances: tuple[Clearance, ...] = ()
    setups: tuple[Setup, ...] = ()
    last_at: datetime | None = None
    steps: Branches = Branches()
    late: tuple[LateWork, ...] = ()
    settlements: tuple[Settlement, ...] = ()

    @property
    def phase(self) -> Phase:
        if self.open_finishes:
            return Phase.FINISHED
        if self.places:
            return Phase.RUNNING
        return Phase.QUEUED if self.started_at is None else Phase.PAUSED

    @property
    def open_finishes(self) -> tuple[Finish, ...]:
        return tuple(each for each in self.finishes if each.event not in self.reopened)

    @property
    def valid_entries(self) -> tuple[Entry, ...]:
        return tuple(each for each in self.entries if not self.is_reversed(each.entry))

    @property
    def good(self) -> int:
        return self.counted_good + sum(each.good_change for each in self.valid_entries)

    @property
    def declared_good(self) -> int:
        return sum(each.good for each in self.valid_entries)

    @property
    def scrap(self) -> int:
        """Declared scrap, and what the machine rejected beyond that which a person has explained."""
        return self._scrapped(from_good=True) + max(self._scrapped(from_good=False), self.counted_rejected)

    @property
    def unreasoned(self) -> int:
        """Rejected by the machine, still without a reason. Scrap that did not leave good explains it."""
        return max(0, self.counted_rejected - self._scrapped(from_good=False))

    @property
    def rework(self) -> int:
        return sum(each.rework for each in self.valid_entries)

    @property
    def scrap_by_reason(self) -> dict[str, int]:
        sums: dict[str, int] = {}
        for each in self.valid_entries:
            if each.scrap and each.scrap_reason is not None:
                sums[each.scrap_reason] = sums.get(each.scrap_reason, 0) + each.scrap
        return sums

    def place_at(self, station: str) -> Place | None:
        return next((place for place in self.places if place.station == station), None)

    def counter_at(self, station: str) -> int | None:
        """What the counter showed when it was last read there; a reading that was taken back never was."""
        read = [each.counter_end for each in self.valid_entries if each.station == station]
        return next((each for each in reversed(read) if each is not None), None)

    def setup_at(self, station: str) -> Setup | None:
        return next((setup for setup in self.setups if setup.station == station), None)

    def is_cleared_at(self, station: str) -> bool:
        """Once per station: the line does not get foreign parts back while the order is paused for a
        break."""
        return any(each.station == station for each in self.clearances)

    def is_reversed(self, entry: str) -> bool:
        return is_corrected(self.corrections, entry)

    def entry(self, entry: str) -> Entry | None:
        return next((each for each in self.entries if each.entry == entry), None)

    def _scrapped(self, *, from_good: bool) -> int:
        return sum(each.scrap for each in self.valid_entries if each.from_good is from_good)


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
