"""Reads the plant's feeds onward and writes what they mean, a piece at a time; each piece is one transaction."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from momstation.app.projector import models, tables
from momstation.app.projector.meaning import Change, Gone, Row, area_of, of_record, of_state
from momstation.core.event import Record
from momstation.events.discrepancy import DiscrepancyReopened, DiscrepancySettled
from momstation.store.fold import AnyFold, fold_of, prefix
from momstation.sync.envelope import Row as FeedRow
from momstation.sync.envelope import record_of

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
        self._known: OrderedDict[str, dict[bytes, Record]] = OrderedDict()

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
        changes: list[Change] = [change for record in records for change in of_record(record)]
        touched = list(dict.fromkeys(r.stream for r in records if prefix(r.stream) in self._folds))
        self._load([stream for stream in touched if stream not in self._known])
        for record in records:
            if record.stream in self._known:
                self._known[record.stream][record.event_id] = record
        for stream in touched:
            changes.extend(self._of_stream(stream))
        self._write(changes)
        self._forget_some()

    def _load(self, streams: Sequence[str]) -> None:
        """Whole streams: what was told of one before is told again with what is new, the same or corrected."""
        for stream in streams:
            self._known[stream] = {}
        if streams:
            for row in self._connection.execute(_STREAM, {"streams": list(streams)}):
                record = record_of(FeedRow(*row))
                if record.stream in self._known:
                    self._known[record.stream][record.event_id] = record

    def _of_stream(self, stream: str) -> list[Change]:
        self._known.move_to_end(stream)
        fold, records = self._folds[prefix(stream)], self._known[stream].values()
        state = fold_of(fold, stream, records)
        latest = max(records, key=lambda record: record.order)
        area = area_of(latest.topics)
        changes = list(of_state(stream, state, area))
        changes.append(Gone(tables.discrepancy, "stream", stream))
        settled = _settlements(records)
        for found in fold.discrepancies(state):
            name = found.id_in(stream)
            by = found.resolved_by.hex() if found.resolved_by is not None else settled.get(name.hex())
            values = {"discrepancy_id": name, "area": area, "stream": stream, "rule": found.rule}
            detail = ", ".join(f"{key}={value}" for key, value in sorted(found.detail.items()))
            changes.append(
                Row(tables.discrepancy, {**values, "detail": detail, "settled_by": by, "is_open": by is None})
            )
        return changes

    def _write(self, changes: Iterable[Change]) -> None:
        """In their order; neighbouring rows of a table go in one statement, each key once."""
        waiting: dict[tuple[object, ...], Mapping[str, Any]] = {}
        table: sa.Table | None = None
        for change in changes:
            if isinstance(change, Gone) or change.table is not table:
                self._put(table, list(waiting.values()))
                waiting, table = {}, None if isinstance(change, Gone) else change.table
            if isinstance(change, Gone):
                gone = change.table.c[change.column] == change.value
                self._connection.execute(sa.delete(change.table).where(gone))
            else:
                key = tuple(change.values[column.name] for column in change.table.primary_key)
                waiting[key] = change.values
        self._put(table, list(waiting.values()))

    def _put(self, table: sa.Table | None, rows: Sequence[Mapping[str, Any]]) -> None:
        if table is None or not rows:
            return
        put = insert(table)
        others = {column.name: put.excluded[column.name] for column in table.c if not column.primary_key}
        self._connection.execute(
            put.on_conflict_do_update(index_elements=list(table.primary_key), set_=others), rows
        )

    def _forget_some(self) -> None:
        """Memory is bounded; what is forgotten is read again from the records."""
        held = sum(len(records) for records in self._known.values())
        while self._known and (len(self._known) > _STREAMS_KEPT or held > _RECORDS_KEPT):
            _, records = self._known.popitem(last=False)
            held -= len(records)


def _settlements(records: Iterable[Record]) -> dict[str, str]:
    settled: dict[str, str] = {}
    for record in sorted(records, key=lambda record: record.order):
        if isinstance(record.event, DiscrepancySettled):
            settled[record.event.discrepancy] = record.event_id.hex()
        elif isinstance(record.event, DiscrepancyReopened):
            settled.pop(record.event.discrepancy, None)
    return settled
