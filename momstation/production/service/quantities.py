"""Counts parts for the order that they belong to: those that a machine makes, and those that a person declares."""

from collections.abc import Sequence
from uuid import uuid4

import sqlalchemy as sa

from momstation.core.errors import Refused
from momstation.core.event import Event
from momstation.core.part import Command, Context, Handler, Reaction
from momstation.events.machines import PartsCounted
from momstation.events.production import QuantityCounted, SetupEnded
from momstation.plant import records as plant
from momstation.plant.station import StationFacts
from momstation.production.model import declaring
from momstation.production.model.commands import DeclareQuantity, ReverseEntry
from momstation.production.model.facts import OrderFacts
from momstation.production.records import querying
from momstation.production.service.facts_of import FactsOf
from momstation.production.service.request import OfRequest
from momstation.production.service.rules import ProductionRules
from momstation.store.questions import Reader


class QuantityService:
    """A good part ends a setup once in a request, which may hold many parts."""

    def __init__(self, reader: Reader, station: StationFacts, rules: ProductionRules) -> None:
        self._reader = reader
        self._station = station
        self._rules = rules
        self._facts = FactsOf(reader, station)
        self._set_up = OfRequest[set[str]](set)

    def handlers(self) -> dict[type[Command], Handler]:
        return {DeclareQuantity: self._declare, ReverseEntry: self._reverse}

    def reactions(self) -> dict[type[Event], Sequence[Reaction]]:
        return {PartsCounted: (self._on_parts,)}

    async def _declare(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, DeclareQuantity)
        facts = await self._facts.order(command.order, context)
        code = command.scrap_reason
        reason = None if code is None else await self._reader.read(lambda conn: plant.reason(conn, code))
        is_counting = await self._reader.read(lambda conn: _is_counted(conn, facts))
        return declaring.declare(
            facts,
            declaring.Declared(
                command.good, command.scrap, code, command.rework, command.from_good, command.counter
            ),
            reason,
            is_counting=is_counting,
            most_factor=self._rules.most_factor,
            new_entry=_new_entry,
            by=context.actor.person,
            now=context.now,
        )

    async def _reverse(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, ReverseEntry)
        order = await self._reader.read(lambda conn: querying.order_of_entry(conn, command.entry))
        if order is None:
            raise Refused("production.entry_unknown")
        facts = await self._facts.order(order, context)
        return declaring.reverse(facts, command.entry, context.actor.person, context.now)

    async def _on_parts(self, event: Event, context: Context) -> Sequence[Event]:
        """Parts of a machine belong to the order that runs on it; without one they are the machine's
        alone."""
        assert isinstance(event, PartsCounted)
        if not (event.good or event.reject):
            return ()
        order, is_setting_up = await self._reader.read(lambda conn: self._worked_on(conn, event.machine))
        if order is None:
            return ()
        counted = QuantityCounted(
            order=order,
            at=event.at,
            station=self._station.code,
            machine=event.machine,
            good=event.good,
            rejected=event.reject,
        )
        if event.good and is_setting_up and self._is_first(order, context):
            return (counted, SetupEnded(order=order, at=event.at, station=self._station.code))
        return (counted,)

    def _worked_on(self, conn: sa.Connection, machine: str) -> tuple[str | None, bool]:
        """The order that runs on the machine, and whether it is being set up: asked once for each pulse."""
        here = self._station.code
        running = querying.running_on(conn, here, machine)
        if running is None:
            return None, False
        return running.order, querying.order_work(conn, running.order).setup_at(here) is not None

    def _is_first(self, order: str, context: Context) -> bool:
        ended = self._set_up.of(context)
        if order in ended:
            return False
        ended.add(order)
        return True


def _new_entry() -> str:
    return uuid4().hex


def _is_counted(conn: sa.Connection, facts: OrderFacts) -> bool:
    place = facts.work.place_at(facts.station.code)
    planned = None if facts.planned is None else facts.planned.work_unit
    return querying.is_counting(conn, planned if place is None else place.machine)
