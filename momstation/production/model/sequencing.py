"""Decides whether a person may put the orders of a work unit into another sequence.

A sequence is a register: the last that was written by the plant's logical clock holds, which is one that had
seen the others or, of two that nobody saw, the same one everywhere. Nothing is lost by it that a person would
have to settle: the sequence before stands in the record that replaced it, and one move puts it right again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from momstation.core.errors import Refused
from momstation.core.event import Event, Record
from momstation.events.production import OrdersSequenced
from momstation.plant.nouns import DispatchStatus, JobOrder
from momstation.production.model.order import OrderWork, Phase

_GONE = frozenset({DispatchStatus.CLOSED, DispatchStatus.CANCELLED})


class DispatchSequence(msgspec.Struct, frozen=True, kw_only=True):
    """The state of ``dispatch/<work unit>``: what a person has put in front of what; empty: as planned."""

    work_unit: str
    orders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """An order of the work unit with the work on it so far."""

    planned: JobOrder
    work: OrderWork

    @property
    def is_running(self) -> bool:
        return self.work.phase is Phase.RUNNING

    @property
    def is_open(self) -> bool:
        return self.planned.status not in _GONE and self.work.phase is not Phase.FINISHED


@dataclass(frozen=True, slots=True)
class Listed:
    """All orders of a work unit in the order of dispatch, and the sequence that a person has given so far."""

    work_unit: str
    orders: tuple[Waiting, ...]
    given: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[Waiting, ...]:
        """What is not finished, what runs first."""
        return tuple(
            sorted((each for each in self.orders if each.is_open), key=lambda each: not each.is_running)
        )


def empty_sequence(stream: str) -> DispatchSequence:
    return DispatchSequence(work_unit=stream.partition("/")[2])


def apply_sequence(sequence: DispatchSequence, record: Record) -> DispatchSequence:
    if isinstance(record.event, OrdersSequenced):
        return msgspec.structs.replace(sequence, orders=record.event.orders)
    return sequence


def sequence(
    listed: Listed, wanted: Sequence[str], *, station: str, by: str | None, now: datetime
) -> list[Event]:
    """``wanted`` are orders of the work unit, those that run first; none at all: as planning has them."""
    orders = tuple(dict.fromkeys(wanted))
    if orders == listed.given:
        return []
    _check(listed, orders)
    return [
        OrdersSequenced(
            work_unit=listed.work_unit, orders=orders, before=listed.given, at=now, by=by, station=station
        )
    ]


def _check(listed: Listed, orders: Sequence[str]) -> None:
    known = {each.planned.id: each for each in listed.orders}
    has_waiting = False
    for order in orders:
        found = known.get(order)
        if found is None:
            raise Refused("production.not_planned_there", order=order, work_unit=listed.work_unit)
        if found.is_running and has_waiting:
            raise Refused("production.running_stays_first", order=order)
        has_waiting = has_waiting or not found.is_running


def moved(orders: Sequence[str], order: str, to: int) -> tuple[str, ...]:
    """``orders`` with this one at the place ``to``, counted without it; as it was for an order it has not."""
    if order not in orders:
        return tuple(orders)
    others = [each for each in orders if each != order]
    place = min(len(others), max(0, to))
    return (*others[:place], order, *others[place:])
