"""Stores to test with: a fold that notices any change of order, tables of both kinds, another station."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import msgspec
import sqlalchemy as sa

from momstation.core.clock import Clock, ManualClock
from momstation.core.event import Event, Record
from momstation.core.ids import uuid7
from momstation.events.codec import chain_hash, content_hash, encode
from momstation.events.plant import DefinitionPut
from momstation.store import hlc
from momstation.store.fold import Fold
from momstation.store.open import Store, open_store
from momstation.store.projection import Projection

START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


class Trail(msgspec.Struct, frozen=True):
    """What was put, in the order in which the fold saw it."""

    bodies: tuple[str, ...] = ()


TABLES = sa.MetaData()
trail = sa.Table(
    "trail",
    TABLES,
    sa.Column("stream", sa.Text, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
)
put_log = sa.Table(
    "put_log",
    TABLES,
    sa.Column("event_id", sa.LargeBinary, primary_key=True),
    sa.Column("body", sa.Text, nullable=False),
)


def _follow(state: Trail, record: Record) -> Trail:
    assert isinstance(record.event, DefinitionPut)
    if record.event.body == "breaks the fold":
        raise ValueError("this body breaks the fold")
    return Trail((*state.bodies, record.event.body))


def _show(conn: sa.Connection, record: Record, state: object | None) -> None:
    assert isinstance(record.event, DefinitionPut)
    assert isinstance(state, Trail)
    insert = "INSERT OR IGNORE INTO put_log VALUES (?, ?)"
    conn.exec_driver_sql(insert, (record.event_id, record.event.body))
    if record.event.body == "breaks the projection":
        raise ValueError("this body breaks the projection")
    upsert = "INSERT INTO trail VALUES (?, ?) ON CONFLICT (stream) DO UPDATE SET text = excluded.text"
    conn.exec_driver_sql(upsert, (record.stream, " ".join(state.bodies)))


def trail_fold(version: int = 1) -> Fold[Trail]:
    return Fold(name="definition", version=version, state=Trail, empty=lambda stream: Trail(), apply=_follow)


def trail_projection(version: int = 1) -> Projection:
    return Projection("trail", version, TABLES, frozenset({DefinitionPut.kind}), _show)


def put(body: str, of: str = "a", version: int = 1) -> DefinitionPut:
    """An event of the stream ``definition/reason/<of>``."""
    return DefinitionPut(entity="reason", id=of, version=version, body=body)


def stream(of: str = "a") -> str:
    return f"definition/reason/{of}"


@contextmanager
def opened(
    path: Path,
    *,
    code: str = "WS1",
    clock: Clock | None = None,
    topics: Sequence[str] = ("area/a", "plant/p"),
    folds: Sequence[Fold[Trail]] | None = None,
    projections: Sequence[Projection] | None = None,
    copy_to: Path | None = None,
) -> Iterator[Store]:
    store = open_store(
        path,
        code=code,
        topics=topics,
        folds=(trail_fold(),) if folds is None else folds,
        projections=(trail_projection(),) if projections is None else projections,
        clock=clock or ManualClock(START),
        copy_to=copy_to,
    )
    try:
        yield store
    finally:
        store.close()


def bodies(store: Store, of: str = "a") -> list[str]:
    """What the state of a stream holds, in order."""
    found = store.reader.read_now(
        lambda conn: conn.exec_driver_sql("SELECT state FROM stream WHERE stream = ?", (stream(of),)).scalar()
    )
    return list(msgspec.json.decode(found, type=Trail).bodies) if found else []


def shown(store: Store, of: str = "a") -> str | None:
    """What the table that is written from the state says."""
    return store.reader.read_now(
        lambda conn: conn.scalar(sa.select(trail.c.text).where(trail.c.stream == stream(of)))
    )


def one(store: Store, sql: str, *parameters: object) -> object:
    """The single value that a query of the store file gives."""
    return store.reader.read_now(lambda conn: conn.exec_driver_sql(sql, parameters).scalar())


class Elsewhere:
    """Another station, as far as its records are concerned."""

    def __init__(self, station_id: bytes | None = None, epoch: int = 1) -> None:
        self.station_id = station_id or uuid4().bytes
        self.epoch = epoch
        self._seq = 0
        self._hash = b""

    def record(
        self,
        event: Event,
        *,
        seconds: float = 0,
        basis: Iterable[bytes] = (),
        kind: str | None = None,
        payload: str | None = None,
    ) -> Record:
        """A record of ``seconds`` after START; ``kind`` and ``payload``: what a newer version would send."""
        moment = START + timedelta(seconds=seconds)
        stamp = hlc.at_ms(hlc.wall_ms(moment))
        event_id = uuid7(moment).bytes
        self._seq += 1
        said = encode(event) if payload is None else payload
        content = content_hash(
            event_id, stamp, kind or event.kind, event.v, event.stream(), tuple(basis), said
        )
        self._hash = chain_hash(self._hash, content)
        return Record(
            event_id=event_id,
            station_id=self.station_id,
            epoch=self.epoch,
            seq=self._seq,
            hlc=stamp,
            recorded_at=moment,
            clock_off_ms=None,
            kind=kind or event.kind,
            v=event.v,
            stream=event.stream(),
            flags=event.flags(),
            basis=tuple(basis),
            topics=("area/a",),
            payload=said,
            hash=self._hash,
            event=event,
        )


def numbered(records: Iterable[Record], first: int = 1) -> list[tuple[int, Record]]:
    """Rows of a feed, from position ``first``."""
    return list(enumerate(records, start=first))
