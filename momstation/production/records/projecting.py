"""Fills production's tables from records; the same records give the same rows in whatever order they come."""

from datetime import UTC, datetime

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from momstation.core.event import Event, Record
from momstation.events import machines, production, station, workforce
from momstation.production.model.order import OrderWork, apply_order, empty_order
from momstation.production.model.stop import StopStory, apply_stop, empty_stop
from momstation.production.records.tables import (
    TABLES,
    production_count,
    production_entry,
    production_machine_state,
    production_order,
    production_parts,
    production_place,
    production_presence,
    production_run,
    production_setup,
    production_station,
    production_stop,
)
from momstation.store.fold import Fold
from momstation.store.projection import Projection

_EVENTS: tuple[type[Event], ...] = (
    *production.EVENTS,
    *machines.EVENTS,
    station.StationAnnounced,
    workforce.PersonSignedOn,
    workforce.PersonSignedOff,
)
_RUNS = (
    production.OrderStarted,
    production.OrderResumed,
    production.OrderPaused,
    production.OrderFinished,
    production.OrderReopened,
)


def order_fold() -> Fold[OrderWork]:
    return Fold(name="order", version=3, state=OrderWork, empty=empty_order, apply=apply_order)


def stop_fold() -> Fold[StopStory]:
    return Fold(name="stop", version=1, state=StopStory, empty=empty_stop, apply=apply_stop)


def production_projection() -> Projection:
    return Projection(
        name="production",
        version=4,
        tables=TABLES,
        kinds=frozenset(event.kind for event in _EVENTS),
        apply=_project,
    )


def stamp(at: datetime) -> str:
    """UTC with microseconds always written, so that text sorts as time does."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _project(conn: sa.Connection, record: Record, state: object | None) -> None:
    match state:
        case OrderWork():
            _write_order(conn, state, record)
        case StopStory():
            _write_stop(conn, state)
        case _:
            pass
    _log(conn, record)


def _log(conn: sa.Connection, record: Record) -> None:
    match record.event:
        case production.QuantityCounted() as event:
            _keep(
                conn,
                production_count,
                record,
                order=event.order,
                machine=event.machine,
                station=event.station,
                at=stamp(event.at),
                good=event.good,
                rejected=event.rejected,
            )
        case machines.MachineStateChanged() as event:
            _keep(
                conn,
                production_machine_state,
                record,
                machine=event.machine,
                at=stamp(event.at),
                hlc=record.hlc,
                state=event.state.value,
                heard=event.heard,
            )
        case machines.PartsCounted() as event:
            _keep(
                conn,
                production_parts,
                record,
                machine=event.machine,
                at=stamp(event.at),
                good=event.good,
                reject=event.reject,
                mark=event.mark,
            )
        case station.StationAnnounced() as event:
            _keep(
                conn,
                production_station,
                record,
                code=event.code,
                hlc=record.hlc,
                name=event.name,
                area=event.area,
                role=event.role,
                machines=_text(event.machines),
            )
        case production.SetupStarted() | production.SetupEnded() as event:
            _keep(
                conn,
                production_setup,
                record,
                order=event.order,
                station=event.station,
                at=stamp(event.at),
                hlc=record.hlc,
                kind=event.kind,
            )
        case workforce.PersonSignedOn() | workforce.PersonSignedOff() as event:
            _keep(
                conn,
                production_presence,
                record,
                station=event.station,
                person=event.person,
                at=stamp(event.at),
                hlc=record.hlc,
                is_here=isinstance(event, workforce.PersonSignedOn),
            )
        case event if isinstance(event, _RUNS):
            _keep(
                conn,
                production_run,
                record,
                order=event.order,
                station=event.station,
                machine=getattr(event, "machine", None),
                at=stamp(event.at),
                hlc=record.hlc,
                kind=event.kind,
            )
        case _:
            pass


def _keep(conn: sa.Connection, table: sa.Table, record: Record, **values: object) -> None:
    row = {"event_id": record.event_id, **values}
    conn.execute(insert(table).values(row).on_conflict_do_nothing())


def _write_order(conn: sa.Connection, work: OrderWork, record: Record) -> None:
    finish = work.open_finishes[-1] if work.open_finishes else None
    row = {
        "order": work.order,
        "phase": work.phase.value,
        "started_at": None if work.started_at is None else stamp(work.started_at),
        "finished_at": None if finish is None else stamp(finish.at),
        "finished_station": None if finish is None else finish.station,
        "last_at": None if work.last_at is None else stamp(work.last_at),
        "state": _text(work),
    }
    conn.execute(
        insert(production_order).values(row).on_conflict_do_update(index_elements=["order"], set_=row)
    )
    if isinstance(record.event, _RUNS):
        _write_places(conn, work)
    if isinstance(record.event, production.QuantityDeclared | production.EntryReversed):
        _write_entries(conn, work, record)


def _write_places(conn: sa.Connection, work: OrderWork) -> None:
    conn.execute(sa.delete(production_place).where(production_place.c.order == work.order))
    for place in work.places:
        row = {
            "order": work.order,
            "station": place.station,
            "machine": place.machine,
            "since": stamp(place.since),
        }
        conn.execute(insert(production_place).values(row))


def _write_entries(conn: sa.Connection, work: OrderWork, record: Record) -> None:
    named = getattr(record.event, "entry", "")
    entry = work.entry(named)
    if entry is None:
        return
    row: dict[str, object] = {
        **msgspec.structs.asdict(entry),
        "order": work.order,
        "at": stamp(entry.at),
        "is_reversed": entry.entry in work.reversed,
    }
    if isinstance(record.event, production.QuantityDeclared):
        row["event_id"] = record.event_id
    conn.execute(
        insert(production_entry).values(row).on_conflict_do_update(index_elements=["entry"], set_=row)
    )


def _write_stop(conn: sa.Connection, story: StopStory) -> None:
    given = story.reasons[-1] if story.reasons else None
    row = {
        "stop": story.stop,
        "machine": story.machine,
        "station": story.station,
        "state": story.state,
        "order": story.order,
        "opened_at": None if story.opened_at is None else stamp(story.opened_at),
        "closed_at": None if story.closed_at is None else stamp(story.closed_at),
        "is_micro": story.is_micro,
        "reason": None if given is None else given.reason,
        "reason_at": None if given is None else stamp(given.at),
    }
    conn.execute(insert(production_stop).values(row).on_conflict_do_update(index_elements=["stop"], set_=row))


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()
