"""Tells what others recorded while this station was alone, as far as it concerns this station."""

from collections.abc import Iterator

import sqlalchemy as sa

from momstation.core.clock import Clock
from momstation.core.event import Record
from momstation.core.i18n import _, ngettext
from momstation.events import production as made
from momstation.events.plant import DefinitionPut
from momstation.plant import records as plant
from momstation.plant.station import StationFacts
from momstation.shell.inbox.naming import PlantWords, plant_words
from momstation.shell.inbox.presenter import sentence_of
from momstation.shell.inbox.records import Row, open_rows
from momstation.shell.meanwhile.records import arrived, is_touched, worked_here
from momstation.shell.meanwhile.view import MeanwhileLine, MeanwhileView
from momstation.shell.meanwhile.watch import Alone
from momstation.store.questions import Reader
from momstation.ui.status import Status

MOST = 8
ORDER = "job_order"
_CHANGES = (
    made.OrderStarted,
    made.StartWithdrawn,
    made.OrderPaused,
    made.OrderResumed,
    made.OrderFinished,
    made.OrderReopened,
)


class MeanwhilePresenter:
    """``is_lead``: everything of the area concerns a team lead; a station, the orders of its machines."""

    def __init__(self, reader: Reader, clock: Clock, facts: StationFacts, *, is_lead: bool) -> None:
        self._reader = reader
        self._clock = clock
        self._facts = facts
        self._is_lead = is_lead

    async def load(self, alone: Alone | None) -> MeanwhileView:
        """None: the station was never alone for long."""
        if alone is None:
            return _view("", ())
        return await self._reader.read(lambda conn: self._tell(conn, alone))

    def _tell(self, conn: sa.Connection, alone: Alone) -> MeanwhileView:
        words = plant_words(conn, self._facts, self._clock.now())
        records = arrived(conn, alone.before, alone.after)
        rows = open_rows(conn)
        told = {order for record in records for order in _orders_of(record)}
        mine = self._orders(conn, told.union(map(_order_in, rows)))
        lines = (
            *self._contradictions(conn, rows, alone, words, mine),
            *self._order_changes(records, words, mine),
            *self._new_orders(records, words, mine),
            *self._reasons(conn, records, words),
            *self._definitions(records, words),
        )
        detail = _("Without a connection from {start} to {end}").format(
            start=words.moment(alone.since), end=words.moment(alone.until)
        )
        return _view(detail, lines)

    def _orders(self, conn: sa.Connection, told: set[str]) -> set[str] | None:
        """Which of the orders that are told of concern this station; None: all do."""
        if self._is_lead:
            return None
        planned = plant.planned_among(conn, told, self._facts.work_units)
        return planned | worked_here(conn, told, self._facts.code)

    def _contradictions(
        self, conn: sa.Connection, rows: list[Row], alone: Alone, words: PlantWords, mine: set[str] | None
    ) -> Iterator[MeanwhileLine]:
        for row in rows:
            if mine is not None and _order_in(row) not in mine:
                continue
            said = sentence_of(row, words, self._facts.code)
            if said is not None and is_touched(conn, row.stream, alone.before, alone.after):
                when = words.moment(row.at)
                yield MeanwhileLine(row.id.hex(), said.status, "", said.sentence, when)

    def _order_changes(
        self, records: list[Record], words: PlantWords, mine: set[str] | None
    ) -> Iterator[MeanwhileLine]:
        """The last that happened to each order, the latest first."""
        last: dict[str, Record] = {}
        for record in records:
            if isinstance(record.event, _CHANGES) and (mine is None or record.event.order in mine):
                last.pop(record.event.order, None)
                last[record.event.order] = record
        for record in reversed(last.values()):
            event = record.event
            assert isinstance(event, _CHANGES)
            text = _changed(event).format(order=event.order, place=words.station(event.station))
            yield _line(record, "swap_horiz", text, words)

    def _new_orders(
        self, records: list[Record], words: PlantWords, mine: set[str] | None
    ) -> Iterator[MeanwhileLine]:
        """The last word on each order: new where this station had not heard of it before."""
        first: dict[str, tuple[Record, DefinitionPut]] = {}
        for record in reversed(records):
            if isinstance(record.event, DefinitionPut) and _is_order(record):
                first[record.event.id] = (record, record.event)
        for name, (record, event) in sorted(first.items()):
            if mine is not None and name not in mine:
                continue
            text = _("Order {order} is new.") if event.version == 1 else _("Planning changed order {order}.")
            yield _line(record, "assignment", text.format(order=name), words)

    def _reasons(
        self, conn: sa.Connection, records: list[Record], words: PlantWords
    ) -> Iterator[MeanwhileLine]:
        for record in records:
            event = record.event
            if not isinstance(event, made.StopReasonGiven) or event.reason is None:
                continue
            if not self._is_lead and event.machine not in self._facts.machines:
                continue
            reason = plant.reason(conn, event.reason)
            text = _("A stop of {machine} got the reason “{reason}” at {place}.").format(
                machine=_machine(conn, event.machine),
                reason=reason.text if reason is not None else event.reason,
                place=words.station(event.station),
            )
            yield _line(record, "history", text, words)

    def _definitions(self, records: list[Record], words: PlantWords) -> Iterator[MeanwhileLine]:
        put = [each for each in records if isinstance(each.event, DefinitionPut) and not _is_order(each)]
        if put:
            count = len({record.stream for record in put})
            text = ngettext(
                "{count} definition of the plant changed: reasons, people, materials or instructions.",
                "{count} definitions of the plant changed: reasons, people, materials or instructions.",
                count,
            )
            yield _line(put[-1], "menu_book", text.format(count=count), words)


def _changed(event: object) -> str:
    if isinstance(event, made.OrderFinished):
        return _("Order {order} was finished at {place}.")
    if isinstance(event, made.OrderPaused):
        return _("Order {order} was paused at {place}.")
    if isinstance(event, made.StartWithdrawn):
        return _("The start of order {order} at {place} was taken back.")
    if isinstance(event, made.OrderReopened):
        return _("Order {order} was opened again at {place}.")
    return _("Order {order} runs at {place}.")


def _machine(conn: sa.Connection, machine: str) -> str:
    known = plant.equipment(conn, machine)
    return known.name if known is not None else machine


def _orders_of(record: Record) -> tuple[str, ...]:
    """The order that the record tells of, if any."""
    if isinstance(record.event, _CHANGES):
        return (record.event.order,)
    return (record.event.id,) if isinstance(record.event, DefinitionPut) and _is_order(record) else ()


def _order_in(row: Row) -> str:
    return row.stream.partition("/")[2]


def _is_order(record: Record) -> bool:
    return isinstance(record.event, DefinitionPut) and record.event.entity == ORDER


def _line(record: Record, icon: str, text: str, words: PlantWords) -> MeanwhileLine:
    return MeanwhileLine(record.event_id.hex(), Status.NORMAL, icon, text, words.moment(record.recorded_at))


def _view(detail: str, lines: tuple[MeanwhileLine, ...]) -> MeanwhileView:
    rest = len(lines) - MOST
    more = ngettext("and {count} more", "and {count} more", rest).format(count=rest) if rest > 0 else ""
    return MeanwhileView(
        title=_("While this station was alone"),
        detail=detail,
        lines=lines[:MOST],
        more=more,
        empty_text=_("Nothing changed that concerns this station."),
    )
