"""Real stores of several stations that hear of each other's records when a test lets them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from momstation import production
from momstation.core.clock import ManualClock
from momstation.core.event import Event, Record
from momstation.events import codec
from momstation.plant.definitions import definition_fold
from momstation.plant.records import definition_projection
from momstation.production.records.tables import TABLES
from momstation.store.fold import AnyFold
from momstation.store.open import Store, open_store
from momstation.store.verify import state_hash

START = datetime(2026, 11, 23, 6, tzinfo=UTC)
_DISCREPANCIES = "SELECT id, stream, rule, detail, involved, hlc, resolved_by FROM discrepancy ORDER BY id"


class Plant:
    """Stations by code. ``said`` is every record, in the order in which it was recorded."""

    def __init__(self, folder: Path, codes: Sequence[str], folds: Sequence[AnyFold] | None = None) -> None:
        self.clock = ManualClock(START)
        self.said: list[Record] = []
        self._heard = dict.fromkeys(codes, 0)
        self.stores: dict[str, Store] = {
            code: open_store(
                folder / code / "station.db",
                code=code,
                topics=("area/a",),
                folds=(*production.folds(), definition_fold()) if folds is None else folds,
                projections=(*production.projections(), definition_projection()),
                clock=self.clock,
            )
            for code in codes
        }

    def record(self, code: str, *events: Event) -> list[Record]:
        self.clock.advance(1)
        records = list(self.stores[code].journal.record_now(events))
        self.said.extend(records)
        return records

    def hear(self, code: str, records: Sequence[Record]) -> None:
        """The station takes these in, in this order, in one piece."""
        place = self._heard[code]
        read = [_read(record) for record in records]
        rows = list(enumerate(read, start=place + 1))
        self._heard[code] += len(rows)
        self.stores[code].sync.absorb(1, "area/a", rows)

    def all_hear_all(self) -> None:
        for code in self.stores:
            self.hear(code, self.said)

    def close(self) -> None:
        for store in self.stores.values():
            store.close()


@contextmanager
def plant(folder: Path, *codes: str, folds: Sequence[AnyFold] | None = None) -> Iterator[Plant]:
    stations = Plant(folder, codes, folds)
    try:
        yield stations
    finally:
        stations.close()


def _read(record: Record) -> Record:
    """As this version of the station reads it off the wire."""
    return replace(record, event=codec.decode(record.kind, record.v, record.stream, record.payload))


def discrepancies(store: Store) -> list[tuple[object, ...]]:
    return store.reader.read_now(lambda conn: [tuple(row) for row in conn.exec_driver_sql(_DISCREPANCIES)])


def rules(store: Store, *, is_open: bool = True) -> list[str]:
    sql = f"SELECT rule FROM discrepancy WHERE resolved_by IS {'' if is_open else 'NOT '}NULL ORDER BY rule"
    return store.reader.read_now(lambda conn: [str(row[0]) for row in conn.exec_driver_sql(sql)])


def everything(store: Store) -> object:
    """All that two stations with the same records must have alike: states, heads, contradictions, tables."""

    def read(conn: sa.Connection) -> object:
        streams = conn.exec_driver_sql("SELECT stream, heads, n, state, partial FROM stream ORDER BY stream")
        heads = [
            (row[0], sorted(row[1][n : n + 16] for n in range(0, len(row[1]), 16)), *row[2:])
            for row in streams
        ]
        tables = {
            table.name: sorted(repr(tuple(row)) for row in conn.execute(sa.select(table)))
            for table in TABLES.sorted_tables
        }
        return state_hash(conn), heads, tables

    return store.reader.read_now(read), discrepancies(store)


def at(second: float) -> datetime:
    return START + timedelta(seconds=second)
