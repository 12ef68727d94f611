"""Decides what starting, pausing and finishing an order records, or why it may not be."""

from datetime import datetime

from momstation.core.errors import Refused
from momstation.core.event import Event
from momstation.events.production import (
    ClearanceWithdrawn,
    LineCleared,
    OrderFinished,
    OrderPaused,
    OrderReopened,
    OrderResumed,
    OrderStarted,
    SetupEnded,
    SetupStarted,
    StartWithdrawn,
)
from momstation.production.model.facts import OrderFacts
from momstation.production.model.order import Finish, Phase
from momstation.production.model.readiness import places_of, why_not_startable


def begin(facts: OrderFacts, machine: str | None, how: str, by: str | None, now: datetime) -> list[Event]:
    """Start an order, or go on with one that was paused: for the person at the machine it is the same
    wish."""
    if machine is not None and machine not in facts.station.machines:
        raise Refused("production.machine_foreign", machine=machine, here=places_of(facts))
    where = machine or (None if facts.planned is None else facts.planned.work_unit)
    refusal = why_not_startable(facts, where)
    if refusal is not None:
        raise refusal
    begun = OrderStarted if facts.work.phase is Phase.QUEUED else OrderResumed
    return [begun(order=facts.order, at=now, by=by, station=facts.station.code, machine=where, how=how)]


def pause(facts: OrderFacts, by: str | None, now: datetime) -> list[Event]:
    _check_known(facts)
    place = facts.work.place_at(facts.station.code)
    if place is None:
        raise Refused("production.order_not_running", order=facts.order)
    here = facts.station.code
    return [OrderPaused(order=facts.order, at=now, by=by, station=here, machine=place.machine)]


def withdraw_start(facts: OrderFacts, started: str, by: str | None, now: datetime) -> list[Event]:
    """Only where it was started, and while it runs since then: after a pause there is nothing to take back."""
    place = next((each for each in facts.work.places if each.event == started), None)
    if place is None:
        raise Refused("production.order_not_running", order=facts.order)
    if place.station != facts.station.code:
        raise Refused("production.order_runs_elsewhere", order=facts.order, place=place.station)
    check_this_shift(facts, place.since)
    here = facts.station.code
    return [StartWithdrawn(order=facts.order, at=now, by=by, station=here, started_event=started)]


def finish(facts: OrderFacts, by: str | None, now: datetime) -> list[Event]:
    """An order that runs or is paused here may finish, whatever it has made: planning decides what is
    missing."""
    _check_known(facts)
    if facts.work.phase is Phase.FINISHED:
        raise Refused("production.order_closed", order=facts.order)
    if facts.work.phase is Phase.QUEUED:
        raise Refused("production.order_not_started", order=facts.order)
    elsewhere = [place for place in facts.work.places if place.station != facts.station.code]
    if elsewhere:
        raise Refused("production.order_runs_elsewhere", order=facts.order, place=elsewhere[0].station)
    return [OrderFinished(order=facts.order, at=now, by=by, station=facts.station.code)]


def clear_line(facts: OrderFacts, by: str | None, now: datetime) -> list[Event]:
    _check_known(facts)
    place = facts.work.place_at(facts.station.code)
    if place is None:
        raise Refused("production.order_not_running", order=facts.order)
    if facts.work.is_cleared_at(facts.station.code):
        raise Refused("production.line_cleared_already", order=facts.order)
    cleared = LineCleared(order=facts.order, at=now, by=by, station=facts.station.code, machine=place.machine)
    return [cleared]


def withdraw_clearance(facts: OrderFacts, cleared: str, by: str | None, now: datetime) -> list[Event]:
    clearance = next((each for each in facts.work.clearances if each.event == cleared), None)
    if clearance is None or clearance.station != facts.station.code:
        raise Refused("production.not_cleared", order=facts.order)
    check_this_shift(facts, clearance.at)
    here = facts.station.code
    return [ClearanceWithdrawn(order=facts.order, at=now, by=by, station=here, cleared_event=cleared)]


def start_setup(facts: OrderFacts, by: str | None, now: datetime) -> list[Event]:
    _check_known(facts)
    place = facts.work.place_at(facts.station.code)
    if place is None:
        raise Refused("production.order_not_running", order=facts.order)
    if facts.work.setup_at(facts.station.code) is not None:
        raise Refused("production.setup_runs", order=facts.order)
    here = facts.station.code
    return [SetupStarted(order=facts.order, at=now, by=by, station=here, machine=place.machine)]


def end_setup(facts: OrderFacts, by: str | None, now: datetime) -> list[Event]:
    _check_known(facts)
    if facts.work.setup_at(facts.station.code) is None:
        raise Refused("production.no_setup_runs", order=facts.order)
    return [SetupEnded(order=facts.order, at=now, by=by, station=facts.station.code)]


def undo_finish(facts: OrderFacts, by: str | None, now: datetime) -> list[Event]:
    """Open the order again; it runs on where it ran, unless another one has taken the place meanwhile."""
    _check_known(facts)
    taken_back = _last_finish(facts)
    if taken_back.station != facts.station.code:
        raise Refused("production.finished_elsewhere", order=facts.order, place=taken_back.station)
    check_this_shift(facts, taken_back.at)
    here = facts.station.code
    events: list[Event] = [
        OrderReopened(order=facts.order, at=now, by=by, station=here, finished_event=each.event)
        for each in facts.work.open_finishes
    ]
    for place in taken_back.places:
        if place.station == here and facts.running_on(place.machine) is None:
            events.append(
                OrderResumed(
                    order=facts.order, at=now, by=by, station=here, machine=place.machine, how="undo"
                )
            )
    return events


def check_this_shift(facts: OrderFacts, booked_at: datetime) -> None:
    """What an earlier shift booked is no longer the operator's to take back."""
    if facts.shift_start is not None and booked_at < facts.shift_start:
        raise Refused("production.too_late")


def _last_finish(facts: OrderFacts) -> Finish:
    finishes = facts.work.open_finishes
    if not finishes:
        raise Refused("production.not_finished", order=facts.order)
    return finishes[-1]


def _check_known(facts: OrderFacts) -> None:
    if facts.planned is None and facts.work.phase is Phase.QUEUED:
        raise Refused("production.order_unknown", order=facts.order)
