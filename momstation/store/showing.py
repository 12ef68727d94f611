"""Shows records to the projections, each guarded: a fault in a screen's table must not cost a fact."""

from collections.abc import Callable, Iterable, Sequence

import sqlalchemy as sa

from momstation.core.event import Record, UnknownEvent
from momstation.store.projection import Projection
from momstation.store.sqlite import cursor_of, is_in_transaction, is_medium_failure

Note = Callable[[Record, str, BaseException], None]


class Shows:
    """``note`` writes down what went wrong with which record."""

    def __init__(self, conn: sa.Connection, projections: Iterable[Projection], note: Note) -> None:
        self._conn = conn
        self._cursor = cursor_of(conn)
        self._projections = tuple(projections)
        self._note = note
        self._by_kind: dict[str, tuple[Projection, ...]] = {}
        for projection in self._projections:
            for kind in projection.kinds:
                self._by_kind[kind] = (*self._by_kind.get(kind, ()), projection)

    def only(self, projections: Iterable[Projection]) -> "Shows":
        return Shows(self._conn, projections, self._note)

    def show(self, record: Record, state: object | None) -> bool:
        """One new record, to each projection that knows its kind; False when any of them failed."""
        if isinstance(record.event, UnknownEvent):
            return True
        is_whole = True
        for projection in self._by_kind.get(record.kind, ()):
            is_whole = self._one(projection, record, state) and is_whole
        return is_whole

    def show_many(self, records: Sequence[Record], state: object | None) -> bool:
        """All records of a stream that was folded anew."""
        shown = [self._many(projection, records, state) for projection in self._projections]
        return all(shown)

    def _many(self, projection: Projection, records: Sequence[Record], state: object | None) -> bool:
        known = [
            one for one in records if one.kind in projection.kinds and not isinstance(one.event, UnknownEvent)
        ]
        apply_many = projection.apply_many
        if not known:
            return True
        if apply_many is not None and self._guarded(lambda: apply_many(self._conn, known, state)) is None:
            return True
        shown = [self._one(projection, record, state) for record in known]
        return all(shown)

    def _one(self, projection: Projection, record: Record, state: object | None) -> bool:
        error = self._guarded(lambda: projection.apply(self._conn, record, state))
        if error is not None:
            self._note(record, f"projection {projection.name}", error)
        return error is None

    def _guarded(self, work: Callable[[], None]) -> Exception | None:
        self._cursor.execute("SAVEPOINT projection")
        try:
            work()
        except Exception as error:  # a neighbour's rule; but a failing disk is no fault of the projection
            if is_medium_failure(error) or not is_in_transaction(self._conn):
                raise
            self._cursor.execute("ROLLBACK TO projection")
            self._cursor.execute("RELEASE projection")
            return error
        self._cursor.execute("RELEASE projection")
        return None
