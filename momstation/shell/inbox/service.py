"""Decides what settling a contradiction records; a person's decision is a fact like any other."""

from collections.abc import Sequence
from typing import TypeVar

from momstation.core.errors import Refused
from momstation.core.event import Event
from momstation.core.part import Command, Context
from momstation.events.discrepancy import DiscrepancyReopened, DiscrepancySettled
from momstation.plant.station import StationFacts
from momstation.shell.inbox.commands import ReopenDiscrepancy, SettleDiscrepancy
from momstation.shell.inbox.records import Row, records_by_id, row_by_id
from momstation.store.questions import Reader

T = TypeVar("T")


class Settling:
    """Reads the table of contradictions; writes nothing."""

    def __init__(self, reader: Reader, station: StationFacts) -> None:
        self._reader = reader
        self._station = station

    async def settle(self, command: Command, context: Context) -> Sequence[Event]:
        """Nothing is recorded where it is settled already. Raises Refused inbox.*"""
        assert isinstance(command, SettleDiscrepancy)
        row = await self._row(command.discrepancy)
        if row.resolved_by is not None:
            return ()
        settled = DiscrepancySettled(
            discrepancy=row.id.hex(),
            on=row.stream,
            rule=row.rule,
            station=self._station.code,
            at=context.now,
            by=context.actor.person,
            decision=command.decision,
            note=command.note,
        )
        return (settled,)

    async def reopen(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, ReopenDiscrepancy)
        row = await self._row(command.discrepancy)
        if row.resolved_by is None:
            return ()
        by = row.resolved_by
        resolving = await self._reader.read(lambda conn: records_by_id(conn, (by,)))
        if not any(isinstance(record.event, DiscrepancySettled) for record in resolving):
            raise Refused("inbox.settled_by_history")
        reopened = DiscrepancyReopened(
            discrepancy=row.id.hex(),
            on=row.stream,
            rule=row.rule,
            station=self._station.code,
            at=context.now,
            by=context.actor.person,
        )
        return (reopened,)

    async def _row(self, discrepancy: str) -> Row:
        try:
            wanted = bytes.fromhex(discrepancy)
        except ValueError:
            raise Refused("inbox.unknown") from None
        row = await self._reader.read(lambda conn: row_by_id(conn, wanted))
        if row is None:
            raise Refused("inbox.unknown")
        return row
