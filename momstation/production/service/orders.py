"""Carries out what is asked of orders: start, pause, finish, set up, clear the line, and in which order they come."""

from collections.abc import Sequence

from momstation.core.event import Event
from momstation.core.part import Command, Context, Handler
from momstation.plant.station import StationFacts
from momstation.production.model import sequencing, working
from momstation.production.model.commands import (
    ClearLine,
    EndSetup,
    FinishOrder,
    PauseOrder,
    ResumeOrder,
    SequenceOrders,
    StartOrder,
    StartSetup,
    UndoFinish,
    WithdrawClearance,
    WithdrawStart,
)
from momstation.production.records import querying
from momstation.production.service.facts_of import FactsOf
from momstation.store.questions import Reader


class OrderService:
    def __init__(self, reader: Reader, station: StationFacts) -> None:
        self._reader = reader
        self._station = station
        self._facts = FactsOf(reader, station)

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
            SequenceOrders: self._sequence,
        }

    async def _begin(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, StartOrder | ResumeOrder)
        facts = await self._facts.order(command.order, context)
        return working.begin(facts, command.machine, command.how, context.actor.person, context.now)

    async def _pause(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, PauseOrder)
        facts = await self._facts.order(command.order, context)
        return working.pause(facts, context.actor.person, context.now)

    async def _withdraw_start(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, WithdrawStart)
        facts = await self._facts.order(command.order, context)
        return working.withdraw_start(facts, command.started, context.actor.person, context.now)

    async def _finish(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, FinishOrder)
        facts = await self._facts.order(command.order, context)
        return working.finish(facts, context.actor.person, context.now)

    async def _undo_finish(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, UndoFinish)
        facts = await self._facts.order(command.order, context)
        return working.undo_finish(facts, context.actor.person, context.now)

    async def _clear_line(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, ClearLine)
        facts = await self._facts.order(command.order, context)
        return working.clear_line(facts, context.actor.person, context.now)

    async def _withdraw_clearance(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, WithdrawClearance)
        facts = await self._facts.order(command.order, context)
        return working.withdraw_clearance(facts, command.cleared, context.actor.person, context.now)

    async def _start_setup(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, StartSetup)
        facts = await self._facts.order(command.order, context)
        return working.start_setup(facts, context.actor.person, context.now)

    async def _end_setup(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, EndSetup)
        facts = await self._facts.order(command.order, context)
        return working.end_setup(facts, context.actor.person, context.now)

    async def _sequence(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, SequenceOrders)
        unit = command.work_unit
        listed = await self._reader.read(lambda conn: querying.listed_at(conn, unit))
        return sequencing.sequence(
            listed, command.orders, station=self._station.code, by=context.actor.person, now=context.now
        )
