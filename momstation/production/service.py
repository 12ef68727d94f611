"""Carries out what is asked of production, and answers what machines were heard to do."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol, TypeVar
from uuid import uuid4

import sqlalchemy as sa

from momstation.core.errors import Refused
from momstation.core.event import Event
from momstation.core.part import Command, Context, Handler, Reaction
from momstation.events.machines import MachineStateChanged, PartsCounted
from momstation.events.production import (
    OrderFinished,
    OrderPaused,
    QuantityCounted,
    SetupEnded,
    StartWithdrawn,
    StopClosed,
    StopOpened,
)
from momstation.plant import records as plant
from momstation.plant.nouns import Equipment, EquipmentLevel
from momstation.plant.station import StationFacts
from momstation.production.model import declaring, sequencing, stopping, working
from momstation.production.model.commands import (
    ClearLine,
    DeclareQuantity,
    EndSetup,
    FinishOrder,
    GiveStopReason,
    PauseOrder,
    ResumeOrder,
    ReverseEntry,
    SequenceOrders,
    StartOrder,
    StartSetup,
    UndoFinish,
    WithdrawClearance,
    WithdrawStart,
)
from momstation.production.model.facts import OrderFacts, Running
from momstation.production.model.stop import StopStory
from momstation.production.records import querying

T = TypeVar("T")
EXPLAIN_OLD_STOP = "production.explain_old_stop"
JUST_ENDED = timedelta(minutes=15)


class Reader(Protocol):
    def read(self, query: Callable[[sa.Connection], T]) -> Awaitable[T]: ...


@dataclass(frozen=True, slots=True)
class ProductionRules:
    """``most_factor``: one sheet may hold at most so many times the ordered quantity. ``reason_window_h``:
    hours after a stop's end in which its reason may change."""

    most_factor: int = 10
    reason_window_h: int = 24


def new_entry() -> str:
    return uuid4().hex


class ProductionService:
    """One per station. Reads committed state, decides through the model, returns events; writes nothing."""

    def __init__(
        self,
        reader: Reader,
        station: StationFacts,
        rules: ProductionRules | None = None,
        entry_ids: Callable[[], str] = new_entry,
    ) -> None:
        self._reader = reader
        self._station = station
        self._rules = rules or ProductionRules()
        self._entry_ids = entry_ids
        self._stops = _StopsOfRequest()

    def handlers(self) -> dict[type[Command], Handler]:
        return {
            StartOrder: self._begin,
            ResumeOrder: self._begin,
            WithdrawStart: self._withdraw_start,
            PauseOrder: self._pause,
            FinishOrder: self._finish,
            UndoFinish: self._undo_finish,
            ClearLine: self._clear_line,
            WithdrawClearance: self._withdraw_clearance,
            StartSetup: self._start_setup,
            EndSetup: self._end_setup,
            DeclareQuantity: self._declare,
            ReverseEntry: self._reverse,
            GiveStopReason: self._give_reason,
            SequenceOrders: self._sequence,
        }

    def reactions(self) -> dict[type[Event], Sequence[Reaction]]:
        return {
            PartsCounted: (self._on_parts,),
            MachineStateChanged: (self._on_machine_state,),
            OrderPaused: (self._on_order_gone,),
            OrderFinished: (self._on_order_gone,),
            StartWithdrawn: (self._on_order_gone,),
        }

    async def _begin(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, StartOrder | ResumeOrder)
        facts = await self._facts(command.order, context)
        return working.begin(facts, command.machine, command.how, context.actor.person, context.now)

    async def _pause(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, PauseOrder)
        facts = await self._facts(command.order, context)
        return working.pause(facts, context.actor.person, context.now)

    async def _withdraw_start(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, WithdrawStart)
        facts = await self._facts(command.order, context)
        return working.withdraw_start(facts, command.started, context.actor.person, context.now)

    async def _finish(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, FinishOrder)
        facts = await self._facts(command.order, context)
        return working.finish(facts, context.actor.person, context.now)

    async def _undo_finish(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, UndoFinish)
        facts = await self._facts(command.order, context)
        return working.undo_finish(facts, context.actor.person, context.now)

    async def _clear_line(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, ClearLine)
        facts = await self._facts(command.order, context)
        return working.clear_line(facts, context.actor.person, context.now)

    async def _withdraw_clearance(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, WithdrawClearance)
        facts = await self._facts(command.order, context)
        return working.withdraw_clearance(facts, command.cleared, context.actor.person, context.now)

    async def _start_setup(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, StartSetup)
        facts = await self._facts(command.order, context)
        return working.start_setup(facts, context.actor.person, context.now)

    async def _end_setup(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, EndSetup)
        facts = await self._facts(command.order, context)
        return working.end_setup(facts, context.actor.person, context.now)

    async def _declare(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, DeclareQuantity)
        facts = await self._facts(command.order, context)
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
            new_entry=self._entry_ids,
            by=context.actor.person,
            now=context.now,
        )

    async def _reverse(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, ReverseEntry)
        order = await self._reader.read(lambda conn: querying.order_of_entry(conn, command.entry))
        if order is None:
            raise Refused("production.entry_unknown")
        facts = await self._facts(order, context)
        return declaring.reverse(facts, command.entry, context.actor.person, context.now)

    async def _give_reason(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, GiveStopReason)
        code = command.reason
        reason = None if code is None else await self._reader.read(lambda conn: plant.reason(conn, code))
        stops = await self._stops_meant(command, context)
        self._check_foreign(stops, context)
        return [
            event
            for stop in stops
            for event in stopping.give_reason(
                stop,
                code,
                reason,
                station=self._station,
                is_lead=EXPLAIN_OLD_STOP in context.actor.permissions,
                window_h=self._rules.reason_window_h,
                by=context.actor.person,
                now=context.now,
            )
        ]

    def _check_foreign(self, stops: Iterable[StopStory | None], context: Context) -> None:
        """Whose reason a station may not give, somebody with the right may; to ask for it is no mistake."""
        is_foreign = any(stop is not None and stop.machine not in self._station.machines for stop in stops)
        person = context.actor.person
        if is_foreign and person is not None and EXPLAIN_OLD_STOP not in context.actor.permissions:
            raise Refused("core.not_permitted", person=context.actor.name, permission=EXPLAIN_OLD_STOP)

    async def _stops_meant(self, command: GiveStopReason, context: Context) -> list[StopStory | None]:
        first = await self._stop_meant(command, context)
        named = [stop for stop in dict.fromkeys(command.others) if first is None or stop != first.stop]
        return [
            first,
            *await self._reader.read(lambda conn: [querying.stop_by_id(conn, one) for one in named]),
        ]

    async def _sequence(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, SequenceOrders)
        unit = command.work_unit
        listed = await self._reader.read(lambda conn: querying.listed_at(conn, unit))
        return sequencing.sequence(
            listed, command.orders, station=self._station.code, by=context.actor.person, now=context.now
        )

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
        """A good part ends a setup once in a request, which may hold many parts."""
        self._stops.of_request(context)
        if order in self._stops.set_up:
            return False
        self._stops.set_up.add(order)
        return True

    async def _on_machine_state(self, event: Event, context: Context) -> Sequence[Event]:
        assert isinstance(event, MachineStateChanged)
        order = await self._order_on(event.machine)
        stop = await self._open_stop(event.machine, context)
        microstop_s = (await self._equipment(event.machine)).microstop_s
        events = stopping.follow_machine(event, self._station.code, stop, order, microstop_s)
        return self._stops.noted(event.machine, events)

    async def _on_order_gone(self, event: Event, context: Context) -> Sequence[Event]:
        assert isinstance(event, OrderPaused | OrderFinished | StartWithdrawn)
        events = list[Event]()
        for machine in self._station.machines:
            if await self._order_on(machine) != event.order:
                continue
            stop = await self._open_stop(machine, context)
            microstop_s = (await self._equipment(machine)).microstop_s
            gone = stopping.order_gone(stop, event.at, microstop_s)
            events.extend(self._stops.noted(machine, gone))
        return events

    async def _facts(self, order: str | None, context: Context) -> OrderFacts:
        meant = order if order is not None else await self._only_order_here()
        return await self._reader.read(
            lambda conn: querying.order_facts(conn, meant, self._station, context.now)
        )

    async def _only_order_here(self) -> str:
        here = await self._reader.read(lambda conn: querying.running_here(conn, self._station.code))
        orders = _orders(here)
        if not orders:
            raise Refused("production.no_order_runs")
        if len(orders) > 1:
            raise Refused("production.several_orders_run", orders=", ".join(orders))
        return orders[0]

    async def _stop_meant(self, command: GiveStopReason, context: Context) -> StopStory | None:
        named = command.stop
        if named is not None:
            return await self._reader.read(lambda conn: querying.stop_by_id(conn, named))
        machines, ended_after = self._station.machines, context.now - JUST_ENDED
        stop = await self._reader.read(lambda conn: querying.stop_to_name(conn, machines, ended_after))
        if stop is None:
            raise Refused("production.no_stop")
        return stop

    async def _open_stop(self, machine: str, context: Context) -> StopStory | None:
        self._stops.of_request(context)
        if machine in self._stops.decided:
            return self._stops.decided[machine]
        return await self._reader.read(lambda conn: querying.open_stop(conn, machine))

    async def _order_on(self, machine: str) -> str | None:
        here = self._station.code
        running = await self._reader.read(lambda conn: querying.running_on(conn, here, machine))
        return None if running is None else running.order

    async def _equipment(self, machine: str) -> Equipment:
        known = await self._reader.read(lambda conn: plant.equipment(conn, machine))
        return known or Equipment(id=machine, name=machine, level=EquipmentLevel.WORK_UNIT)


class _StopsOfRequest:
    """What this very request has decided of stops and setups and not recorded yet: one batch of a machine may hold a
    stop and its end. The dispatcher gives each request a context of its own, so another context is another
    request."""

    def __init__(self) -> None:
        self._context: Context | None = None
        self.decided: dict[str, StopStory | None] = {}
        self.set_up: set[str] = set()

    def of_request(self, context: Context) -> None:
        if context is not self._context:
            self._context, self.decided, self.set_up = context, {}, set()

    def noted(self, machine: str, events: Sequence[Event]) -> Sequence[Event]:
        for event in events:
            match event:
                case StopOpened():
                    self.decided[machine] = StopStory(
                        stop=event.stop,
                        machine=machine,
                        station=event.station,
                        state=event.state,
                        order=event.order,
                        opened_at=event.at,
                    )
                case StopClosed():
                    self.decided[machine] = None
                case _:
                    pass
        return events


def _orders(here: Sequence[Running]) -> list[str]:
    return sorted({each.order for each in here})


def _is_counted(conn: sa.Connection, facts: OrderFacts) -> bool:
    place = facts.work.place_at(facts.station.code)
    planned = None if facts.planned is None else facts.planned.work_unit
    return querying.is_counting(conn, planned if place is None else place.machine)
