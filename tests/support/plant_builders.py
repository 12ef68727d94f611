"""Builds definitions, and a table of them, the way the store does it, for tests that ask about the plant."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal

import sqlalchemy as sa

from momstation.core.event import Event, Record
from momstation.events.codec import encode
from momstation.plant.definitions import definition_fold, put
from momstation.plant.nouns import (
    Equipment,
    EquipmentLevel,
    JobOrder,
    MaterialDefinition,
    Noun,
    Person,
    Reason,
    ReasonKind,
    WorkMaster,
)
from momstation.plant.records import TABLES, definition_projection

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def record_of(event: Event, *, hlc: int = 1, station: int = 1, seq: int = 1) -> Record:
    """The record that a journal would make; the envelope's hashes are of no interest here."""
    return Record(
        event_id=hlc.to_bytes(8, "big") + station.to_bytes(4, "big") + seq.to_bytes(4, "big"),
        station_id=bytes([station]) * 16,
        epoch=1,
        seq=seq,
        hlc=hlc,
        recorded_at=NOON,
        clock_off_ms=None,
        kind=event.kind,
        v=event.v,
        stream=event.stream(),
        flags=event.flags(),
        basis=(),
        topics=(),
        payload=encode(event),
        hash=b"",
        event=event,
    )


def an_order(order_id: str = "4711-20", **changes: object) -> JobOrder:
    due = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
    usual: dict[str, object] = {"work_master": "WM-1", "work_unit": "P07", "quantity": 100, "due": due}
    return JobOrder(id=order_id, **(usual | changes))  # type: ignore[arg-type]


def a_person(person_id: str = "P1001", **changes: object) -> Person:
    usual: dict[str, object] = {"name": "A. Meyer", "badge": f"B-{person_id}", "roles": ("operator",)}
    return Person(id=person_id, **(usual | changes))  # type: ignore[arg-type]


def a_plant() -> list[Noun]:
    """The least that holds together: a press, a part, how it is made, an order, reasons, a person."""
    return [
        Equipment(id="P07", name="Press 07", level=EquipmentLevel.WORK_UNIT),
        MaterialDefinition(id="M-1", description="Bracket left"),
        WorkMaster(id="WM-1", description="Stamp bracket left", material="M-1", ideal_cycle_s=Decimal("1.5")),
        an_order(),
        Reason(id="JAM", kind=ReasonKind.STOP, text="Material jam"),
        Reason(id="BURR", kind=ReasonKind.SCRAP, text="Burr"),
        a_person(),
    ]


@contextmanager
def plant_tables(nouns: Sequence[Noun] = ()) -> Iterator[sa.Connection]:
    """A database in memory that holds ``nouns`` at version 1."""
    engine = sa.create_engine("sqlite://")
    TABLES.create_all(engine)
    with engine.connect() as conn:
        put_all(conn, [record_of(put(noun, 1), hlc=at) for at, noun in enumerate(nouns, start=1)])
        yield conn
    engine.dispose()


def put_all(conn: sa.Connection, records: Sequence[Record]) -> None:
    """Fold the records of one or more streams from the start and show each state to the table."""
    fold, projection = definition_fold(), definition_projection()
    states = {record.stream: fold.empty(record.stream) for record in records}
    for record in sorted(records, key=lambda record: record.order):
        states[record.stream] = fold.apply(states[record.stream], record)
        projection.apply(conn, record, states[record.stream])
