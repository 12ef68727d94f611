"""Decides what a declared quantity records: whole pieces, believable, and never more scrap than was made."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from momstation.core.errors import Refused
from momstation.core.event import Event
from momstation.events.production import EntryReversed, QuantityDeclared
from momstation.plant.nouns import Reason, ReasonKind
from momstation.production.model.commands import Pieces
from momstation.production.model.counter import Reading, read_counter
from momstation.production.model.facts import OrderFacts
from momstation.production.model.order import Entry, OrderWork, Phase
from momstation.production.model.whole import whole
from momstation.production.model.working import check_this_shift

SECOND = "/2"
"""Ends the id of the second entry of a sheet, so that both are taken back together."""


@dataclass(frozen=True, slots=True)
class Declared:
    """The sheet as it was sent. ``from_good`` None lets the rule decide."""

    good: Pieces
    scrap: Pieces
    scrap_reason: str | None
    rework: Pieces
    from_good: bool | None
    counter: Pieces | None = None


def most_pieces(quantity: int, most_factor: int) -> int:
    """The largest number that one sheet may hold: a slip of the finger is not a record."""
    return max(1, quantity) * most_factor


def of_same_sheet(work: OrderWork, entry: Entry) -> list[Entry]:
    """The entries that one sheet made, those that were taken back left out."""
    sheet = entry.entry.removesuffix(SECOND)
    return [each for each in work.valid_entries if each.entry.removesuffix(SECOND) == sheet]


def declare(
    facts: OrderFacts,
    sheet: Declared,
    reason: Reason | None,
    *,
    is_counting: bool,
    most_factor: int,
    new_entry: Callable[[], str],
    by: str | None,
    now: datetime,
) -> list[Event]:
    """One entry, or two where the scrap partly explains what the machine rejected and partly leaves good.

    ``is_counting``: the machine of this order counts its parts, so that scrap found later was counted good.
    """
    _check_open(facts)
    most = most_pieces(facts.quantity, most_factor)
    read = (
        None
        if sheet.counter is None
        else read_counter(facts, sheet.good, sheet.counter, is_counting=is_counting)
    )
    good, scrap, rework = (
        whole(each, most, facts.quantity)
        for each in (sheet.good if read is None else read.good, sheet.scrap, sheet.rework)
    )
    if not (good or scrap or rework):
        _check_says_anything(read)
    if scrap:
        check_reason(sheet.scrap_reason, reason, ReasonKind.SCRAP)
    explained, leaving = _split(facts, sheet, scrap, is_counting=is_counting)
    rework_leaves = is_counting if sheet.from_good is None else sheet.from_good
    _check_made(facts, good, leaving + (rework if rework_leaves else 0), scrap + rework)
    sheet_id = new_entry()
    kept = QuantityDeclared(
        order=facts.order,
        at=now,
        by=by,
        station=facts.station.code,
        entry=sheet_id,
        good=good,
        scrap=explained,
        scrap_reason=sheet.scrap_reason if explained else None,
        rework=0 if rework_leaves else rework,
        from_good=False,
        counter_start=None if read is None else read.start,
        counter_end=None if read is None else read.end,
    )
    gone = QuantityDeclared(
        order=facts.order,
        at=now,
        by=by,
        station=facts.station.code,
        entry=sheet_id + SECOND,
        good=0,
        scrap=leaving,
        scrap_reason=sheet.scrap_reason if leaving else None,
        rework=rework if rework_leaves else 0,
        from_good=True,
    )
    if read is None and not (kept.good or kept.scrap or kept.rework):
        return [msgspec.structs.replace(gone, entry=sheet_id)]
    return [
        each
        for each in (kept, gone)
        if each.good or each.scrap or each.rework or each.counter_end is not None
    ]


def check_reason(code: str | None, reason: Reason | None, wanted: ReasonKind) -> None:
    if code is None:
        raise Refused("production.reason_missing")
    if reason is None:
        raise Refused("production.reason_unknown", reason=code[:40])
    if reason.kind is not wanted:
        raise Refused(f"production.{reason.kind.value}_reason_for_{wanted.value}", text=reason.text)


def reverse(facts: OrderFacts, entry_id: str, by: str | None, now: datetime) -> list[Event]:
    """Take a declaration back, all that its sheet booked; both stay in the log."""
    entry = facts.work.entry(entry_id)
    if entry is None:
        raise Refused("production.entry_unknown")
    if facts.work.is_reversed(entry_id):
        raise Refused("production.entry_reversed")
    if entry.station != facts.station.code:
        raise Refused("production.entry_foreign", place=entry.station)
    check_this_shift(facts, entry.at)
    sheet = of_same_sheet(facts.work, entry)
    change = sum(each.good_change for each in sheet)
    if facts.work.good - change < 0:
        raise Refused("production.entry_used", good=change - facts.work.good)
    return [
        EntryReversed(order=facts.order, at=now, by=by, station=facts.station.code, entry=each.entry)
        for each in sheet
    ]


def _check_open(facts: OrderFacts) -> None:
    if facts.planned is None and facts.work.phase is Phase.QUEUED:
        raise Refused("production.order_unknown", order=facts.order)
    if facts.work.phase is Phase.FINISHED:
        raise Refused("production.order_closed", order=facts.order)
    if facts.work.phase is Phase.QUEUED:
        raise Refused("production.order_not_started", order=facts.order)
    if facts.work.places and facts.work.place_at(facts.station.code) is None:
        raise Refused(
            "production.order_runs_elsewhere", order=facts.order, place=facts.work.places[0].station
        )


def _check_says_anything(read: Reading | None) -> None:
    """The first reading of a counter is worth recording though no part is; one that did not move is not."""
    if read is None:
        raise Refused("production.nothing_declared")
    if read.start is not None:
        raise Refused("production.counter_unchanged", read=read.end)


def _split(facts: OrderFacts, sheet: Declared, scrap: int, *, is_counting: bool) -> tuple[int, int]:
    """How much of the scrap does not leave good, and how much does."""
    if sheet.from_good is not None:
        return (0, scrap) if sheet.from_good else (scrap, 0)
    if not is_counting:
        return scrap, 0
    explained = min(scrap, facts.work.unreasoned)
    return explained, scrap - explained


def _check_made(facts: OrderFacts, good: int, leaving: int, read: int) -> None:
    """``good`` of the same sheet is not counted before; only what was there may leave."""
    if leaving > facts.work.good + good:
        raise Refused(
            "production.scrap_above_produced", read=read, good=max(0, facts.work.good), order=facts.order
        )
