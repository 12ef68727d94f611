"""Reads the plant's feeds onward and writes what they mean, a piece at a time; each piece is one transaction."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from momstation.app.projector import models, tables
from momstation.app.projector.meaning import OWNED, Key, Place, Row, of_record, storable
from momstation.app.projector.told import Told
from momstation.core.event import Record
from momstation.store.fold import AnyFold, prefix
from momstation.sync.envelope import SEALED_STREAM, record_of
from momstation.sync.envelope import Row as FeedRow

_PIECE = 2000
_STREAMS_KEPT = 2000
_RECORDS_KEPT = 200_000
_EVENT = (
    "e.event_id, e.station_id, e.epoch, e.seq, e.hlc, e.recorded_at, e.clock_off_ms, e.kind, e.v, e.stream, "
    "e.flags, e.basis, e.topics, e.payload, e.hash"
)
_NEXT = sa.text(f"""
    SELECT f.pos, {_EVENT}
      FROM (SELECT * FROM mom.feed w WHERE w.topic_id = :topic AND w.pos > :pos ORDER BY w.pos LIMIT :most) f
      JOIN mom.event e ON e.event_id = f.event_id AND e.part_day = f.part_day
     ORDER BY f.pos""")
_STREAM = sa.text(f"SELECT 0, {_EVENT} FROM mom.event e WHERE e.stream = ANY (:streams)")
_NOW = sa.text("SELECT clock_timestamp()")
_TEXTS = sa.ARRAY(sa.Text)


@contextmanager
def transaction(connection: sa.Connection) -> Iterator[None]:
    """All or nothing, on a connection that lives longer than its transactions."""
    connection.exec_driver_sql("BEGIN")
    try:
        yield
    except BaseException:
        connection.exec_driver_sql("ROLLBACK")
        raise
    connection.exec_driver_sql("COMMIT")


class Keeper:
    """Folds as stations do. ``folds`` are those whose states are in the read models."""

    def __init__(self, connection: sa.Connection, folds: Iterable[AnyFold]) -> None:
        self._connection = connection
        self._folds = {fold.name: fold for fold in folds}
        self._known: OrderedDict[str, Told] = OrderedDict()

    @property
    def versions(self) -> str:
        """Read models made with other versions of the folds are made anew."""
        return " ".join(f"{name}.{fold.version}" for name, fold in sorted(self._folds.items()))

    def begin(self) -> None:
        """Make or check the tables. Only for the leader."""
        with transaction(self._connection):
            models.act(self._connection)
            models.prepare(self._connection, self.versions)
            self._begin_anew_if_rewritten()

    def _begin_anew_if_rewritten(self) -> None:
        if any(models.is_rewritten(self._connection, topic) for topic in models.topics(self._connection)):
            self._connection.execute(sa.update(tables.standing).values(models_version=0))
            models.prepare(self._connection, self.versions)

    def step(self) -> int:
        """Read one piece of every topic that grew; how many records that was. 0: everything is told."""
        read = 0
        with transaction(self._connection):
            asked_at = self._connection.execute(_NOW).scalar_one()
            for topic in models.topics(self._connection):
                if topic.head_pos > topic.pos:
                    read += self._read_piece(topic)
            if read == 0:
                models.current(self._connection, asked_at)
        return read

    def behind(self) -> int:
        """Positions that were not read yet."""
        with transaction(self._connection):
            return sum(
                max(0, topic.head_pos - max(topic.pos, topic.oldest_pos - 1))
                for topic in models.topics(self._connection)
            )

    def _read_piece(self, topic: models.Topic) -> int:
        asked = {"topic": topic.topic_id, "pos": topic.pos, "most": _PIECE}
        rows = self._connection.execute(_NEXT, asked).all()
        if not rows:
            return 0
        records = [record_of(FeedRow(*row)) for row in rows]
        self._tell(records)
        models.note(self._connection, topic.topic_id, rows[-1][0], rows[-1][1])
        return len(rows)

    def _tell(self, records: Sequence[Record]) -> None:
        rows = [row for record in records for row in of_record(record)]
        new: dict[str, list[Record]] = {}
        for record in records:
            if prefix(record.stream) in self._folds:
                new.setdefault(record.stream, []).append(record)
        anew = [stream for stream, some in new.items() if not self._go_on(stream, some)]
        self._fold_anew(anew)
        gone: list[Place] = []
        for stream in new:
            changed, vanished = self._known[stream].differences()
            rows.extend(changed)
            gone.extend(vanished)
        self._write(rows, gone)
        self._forget_some()

    def _go_on(self, stream: str, records: Sequence[Record]) -> bool:
        """Fold on from what is known of a stream; False if it has to be folded from its first record."""
        known = self._known.get(stream)
        if known is None:
            return False
        self._known.move_to_end(stream)
        return known.go_on(records)

    def _fold_anew(self, streams: Sequence[str]) -> None:
        """Whole streams, of which nothing in the tables is believed but what comes out now."""
        if not streams:
            return
        for table, column, of_stream in OWNED:
            owned = [storable(value) for value in map(of_stream, streams) if value is not None]
            self._connection.execute(
                sa.delete(table).where(table.c[column] == sa.any_(sa.literal(owned, _TEXTS)))
            )
        by_stream: dict[str, list[Record]] = {stream: [] for stream in streams}
        asked = [SEALED_STREAM, *map(storable, streams)]  # a sealed record only tells inside where it belongs
        for row in self._connection.execute(_STREAM, {"streams": asked}):
            record = record_of(FeedRow(*row))
            if record.stream in by_stream:
                by_stream[record.stream].append(record)
        for stream, records in by_stream.items():
            self._known[stream] = Told(self._folds[prefix(stream)], stream, records)

    def _write(self, rows: Sequence[Row], gone: Sequence[Place]) -> None:
        by_table: dict[sa.Table, dict[Key, Mapping[str, Any]]] = {}
        for row in rows:
            by_table.setdefault(row.table, {})[row.key] = row.values
        for table, key in gone:
            match = [column == value for column, value in zip(table.primary_key, key, strict=True)]
            self._connection.execute(sa.delete(table).where(*match))
        for table, some in by_table.items():
            put = insert(table)
            others = {column.name: put.excluded[column.name] for column in table.c if not column.primary_key}
            self._connection.execute(
                put.on_conflict_do_update(index_elements=list(table.primary_key), set_=others),
                list(some.values()),
            )

    def _forget_some(self) -> None:
        """Memory is bounded; what is forgotten is read again from the records."""
        held = sum(len(told) for told in self._known.values())
        while self._known and (len(self._known) > _STREAMS_KEPT or held > _RECORDS_KEPT):
            _, told = self._known.popitem(last=False)
            held -= len(told)
