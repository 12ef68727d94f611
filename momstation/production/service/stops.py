"""Opens and closes stops as machines were heard to stand and go, and takes the reasons that people give."""

from collections.abc import Iterable, Sequence

from momstation.core.errors import Refused
from momstation.core.event import Event
from momstation.core.part import Command, Context, Handler, Reaction
from momstation.events.machines import MachineStateChanged
from momstation.events.production import OrderFinished, OrderPaused, StartWithdrawn, StopClosed, StopOpened
from momstation.plant import records as plant
from momstation.plant.nouns import Equipment, EquipmentLevel
from momstation.plant.station import StationFacts
from momstation.production.model import stopping
from momstation.production.model.commands import GiveStopReason
from momstation.production.model.stop import StopStory
from momstation.production.records import querying
from momstation.production.service.request import OfRequest
from momstation.production.service.rules import EXPLAIN_OLD_STOP, JUST_ENDED, ProductionRules
from momstation.store.questions import Reader

Decided = dict[str, StopStory | None]


class StopService:
    """One batch of a machine may hold a stop and its end: what a request has decided counts before it is recorded."""

    def __init__(self, reader: Reader, station: StationFacts, rules: ProductionRules) -> None:
        self._reader = reader
        self._station = station
        self._rules = rules
        self._decided = OfRequest[Decided](dict)

    def handlers(self) -> dict[type[Command], Handler]:
        return {GiveStopReason: self._give_reason}

    def reactions(self) -> dict[type[Event], Sequence[Reaction]]:
        return {
            MachineStateChanged: (self._on_machine_state,),
            OrderPaused: (self._on_order_gone,),
            OrderFinished: (self._on_order_gone,),
            StartWithdrawn: (self._on_order_gone,),
        }

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

    async def _stop_meant(self, command: GiveStopReason, context: Context) -> StopStory | None:
        named = command.stop
        if named is not None:
            return await self._reader.read(lambda conn: querying.stop_by_id(conn, named))
        machines, ended_after = self._station.machines, context.now - JUST_ENDED
        stop = await self._reader.read(lambda conn: querying.stop_to_name(conn, machines, ended_after))
        if stop is None:
            raise Refused("production.no_stop")
        return stop

    async def _on_machine_state(self, event: Event, context: Context) -> Sequence[Event]:
        assert isinstance(event, MachineStateChanged)
        order = await self._order_on(event.machine)
        stop = await self._open_stop(event.machine, context)
        microstop_s = (await self._equipment(event.machine)).microstop_s
        events = stopping.follow_machine(event, self._station.code, stop, order, microstop_s)
        return self._noted(event.machine, events, context)

    async def _on_order_gone(self, event: Event, context: Context) -> Sequence[Event]:
        assert isinstance(event, OrderPaused | OrderFinished | StartWithdrawn)
        events = list[Event]()
        for machine in self._station.machines:
            if await self._order_on(machine) != event.order:
                continue
            stop = await self._open_stop(machine, context)
            microstop_s = (await self._equipment(machine)).microstop_s
            gone = stopping.order_gone(stop, event.at, microstop_s)
            events.extend(self._noted(machine, gone, context))
        return events

    async def _open_stop(self, machine: str, context: Context) -> StopStory | None:
        decided = self._decided.of(context)
        if machine in decided:
            return decided[machine]
        return await self._reader.read(lambda conn: querying.open_stop(conn, machine))

    def _noted(self, machine: str, events: Sequence[Event], context: Context) -> Sequence[Event]:
        decided = self._decided.of(context)
        for event in events:
            match event:
                case StopOpened():
                    decided[machine] = StopStory(
                        stop=event.stop,
                        machine=machine,
                        station=event.station,
                        state=event.state,
                        order=event.order,
                        opened_at=event.at,
                    )
                case StopClosed():
                    decided[machine] = None
                case _:
                    pass
        return events

    async def _order_on(self, machine: str) -> str | None:
        here = self._station.code
        running = await self._reader.read(lambda conn: querying.running_on(conn, here, machine))
        return None if running is None else running.order

    async def _equipment(self, machine: str) -> Equipment:
        known = await self._reader.read(lambda conn: plant.equipment(conn, machine))
        return known or Equipment(id=machine, name=machine, level=EquipmentLevel.WORK_UNIT)
