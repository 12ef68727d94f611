"""Fills production's tables from records; the same records give the same rows in whatever order they come."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from momstation.core.event import Event, Record
from momstation.events import discrepancy, machines, production, station, workforce
from momstation.production.model.contradictions import contradictions
from momstation.production.model.order import Entry, OrderWork
from momstation.production.model.order_fold import apply_order, empty_order
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
from momstation.store.putting import add, put
from momstation.store.sqlite import cursor_of

_EVENTS: tuple[type[Event], ...] = (
    *production.EVENTS,
    machines.MachineStateChanged,
    machines.PartsCounted,
    *discrepancy.EVENTS,
    station.StationAnnounced,
    workforce.PersonSignedOn,
    workforce.PersonSignedOff,
)
_NO_PLACES = 'DELETE FROM production_place WHERE "order" = ?'
_RUNS = (
    production.OrderStarted,
    production.StartWithdrawn,
    production.OrderResumed,
    production.OrderPaused,
    production.OrderFinished,
    production.OrderReopened,
)


def order_fold() -> Fold[OrderWork]:
    return Fold(
        name="order",
        version=5,
        state=OrderWork,
        empty=empty_order,
        apply=apply_order,
        apply_seen=apply_order,
        discrepancies=contradictions,
    )


def stop_fold() -> Fold[StopStory]:
    return Fold(name="stop", version=1, state=StopStory, empty=empty_stop, apply=apply_stop)


def production_projection() -> Projection:
    return Projection(
        name="production",
        version=8,
        tables=TABLES,
        kinds=frozenset(event.kind for event in _EVENTS),
        apply=_project,
        apply_many=_project_many,
    )


def stamp(at: datetime) -> str:
    """UTC with microseconds always written, so that text sorts as time does."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _project(conn: sa.Connection, record: Record, state: object | None) -> None:
    match state:
        case OrderWork():
            _write_order(conn, state)
            if isinstance(record.event, _RUNS):
                _write_places(conn, state)
            if isinstance(record.event, production.QuantityDeclared | production.EntryReversed):
                _write_entries(conn, state, (record,))
        case StopStory():
            _write_stop(conn, state)
        case _:
            pass
    logged = _log(record)
    if logged is not None:
        add(conn, logged[0], (logged[1],))


def _project_many(conn: sa.Connection, records: Sequence[Record], state: object | None) -> None:
    """All records of one stream: what is made of the state is written once, the log table by table."""
    match state:
        case OrderWork():
            _write_order(conn, state)
            _write_places(conn, state)
            _write_entries(conn, state, records)
        case StopStory():
            _write_stop(conn, state)
        case _:
            pass
    rows: dict[sa.Table, list[dict[str, object]]] = {}
    for record in records:
        logged = _log(record)
        if logged is not None:
            rows.setdefault(logged[0], []).append(logged[1])
    for table, some in rows.items():
        add(conn, table, some)


Logged = tuple[sa.Table, dict[str, object]]


def _log(record: Record) -> Logged | None:
    """The row that keeps this very record, and its table; None for a kind that only changes states."""
    logged = _LOGGED.get(type(record.event))
    if logged is None:
        return None
    table, row_of = logged
    return table, {"event_id": record.event_id, **row_of(record, record.event)}


def _count_row(record: Record, event: production.QuantityCounted) -> dict[str, object]:
    return {
        "order": event.order,
        "machine": event.machine,
        "station": event.station,
        "at": stamp(event.at),
        "good": event.good,
        "rejected": event.rejected,
    }


def _state_row(record: Record, event: machines.MachineStateChanged) -> dict[str, object]:
    return {
        "machine": event.machine,
        "at": stamp(event.at),
        "hlc": record.hlc,
        "state": event.state.value,
        "heard": event.heard,
    }


def _parts_row(record: Record, event: machines.PartsCounted) -> dict[str, object]:
    return {
        "machine": event.machine,
        "at": stamp(event.at),
        "good": event.good,
        "reject": event.reject,
        "mark": event.mark,
    }


def _station_row(record: Record, event: station.StationAnnounced) -> dict[str, object]:
    return {
        "code": event.code,
        "hlc": record.hlc,
        "name": event.name,
        "area": event.area,
        "role": event.role,
        "machines": _text(event.machines),
    }


def _setup_row(record: Record, event: production.SetupStarted | production.SetupEnded) -> dict[str, object]:
    return {
        "order": event.order,
        "station": event.station,
        "at": stamp(event.at),
        "hlc": record.hlc,
        "kind": event.kind,
    }


def _presence_row(
    record: Record, event: workforce.PersonSignedOn | workforce.PersonSignedOff
) -> dict[str, object]:
    return {
        "station": event.station,
        "person": event.person,
        "at": stamp(event.at),
        "hlc": record.hlc,
        "is_here": isinstance(event, workforce.PersonSignedOn),
    }


def _run_row(record: Record, event: production.OrderStarted) -> dict[str, object]:
    return {
        "order": event.order,
        "station": event.station,
        "machine": getattr(event, "machine", None),
        "at": stamp(event.at),
        "hlc": record.hlc,
        "kind": event.kind,
    }


_LOGGED: dict[type[Event], tuple[sa.Table, Callable[[Record, Any], dict[str, object]]]] = {
    production.QuantityCounted: (production_count, _count_row),
    machines.MachineStateChanged: (production_machine_state, _state_row),
    machines.PartsCounted: (production_parts, _parts_row),
    station.StationAnnounced: (production_station, _station_row),
    production.SetupStarted: (production_setup, _setup_row),
    production.SetupEnded: (production_setup, _setup_row),
    workforce.PersonSignedOn: (production_presence, _presence_row),
    workforce.PersonSignedOff: (production_presence, _presence_row),
    **dict.fromkeys(_RUNS, (production_run, _run_row)),
}


def _write_order(conn: sa.Connection, work: OrderWork) -> None:
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
    put(conn, production_order, row)


def _write_places(conn: sa.Connection, work: OrderWork) -> None:
    cursor_of(conn).execute(_NO_PLACES, (work.order,))
    rows = (
        {
            "order": work.order,
            "station": place.station,
            "machine": place.machine,
            "since": stamp(place.since),
        }
        for place in work.places
    )
    add(conn, production_place, rows)


def _write_entries(conn: sa.Connection, work: OrderWork, records: Iterable[Record]) -> None:
    """The entries that these records declared or took back, as the state has them."""
    declared = {
        record.event.entry: record.event_id
        for record in records
        if isinstance(record.event, production.QuantityDeclared)
    }
    named = declared.keys() | {
        record.event.entry for record in records if isinstance(record.event, production.EntryReversed)
    }
    for entry in work.entries:
        if entry.entry in named:
            _write_entry(conn, work, entry, declared.get(entry.entry))


def _write_entry(conn: sa.Connection, work: OrderWork, entry: Entry, event_id: bytes | None) -> None:
    row: dict[str, object] = {
        **msgspec.structs.asdict(entry),
        "order": work.order,
        "at": stamp(entry.at),
        "is_reversed": work.is_reversed(entry.entry),
    }
    if event_id is not None:
        row["event_id"] = event_id
    put(conn, production_entry, row)


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
    put(conn, production_stop, row)


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()
