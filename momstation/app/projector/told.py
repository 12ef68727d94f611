"""Remembers of one stream its state and the rows that it made, so that only what changes is written."""

import logging
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from momstation.app.projector import tables
from momstation.app.projector.meaning import Key, Place, Row, area_of, of_state
from momstation.core.event import Record, UnknownEvent
from momstation.events.discrepancy import DiscrepancyReopened, DiscrepancySettled
from momstation.store.fold import AnyFold, in_order
from momstation.store.merging.causality import Causality
from momstation.store.merging.found import Found

_log = logging.getLogger(__name__)


class Told:
    """Begins with all records of the stream; ``go_on`` takes more, as long as none belongs before the last."""

    def __init__(self, fold: AnyFold, stream: str, records: Sequence[Record]) -> None:
        ordered = in_order(records)
        self._fold, self._stream = fold, stream
        self._causality = Causality((record.event_id, record.basis) for record in ordered)
        self._state = fold.empty(stream)
        self._ids: set[bytes] = set()
        self._settled: dict[str, str] = {}
        self._last: Record | None = None
        self._rows: dict[tuple[sa.Table, Key], dict[str, Any]] = {}
        for record in ordered:
            self._take(record)

    def __len__(self) -> int:
        return len(self._ids)

    def go_on(self, records: Sequence[Record]) -> bool:
        """False, and nothing is taken, if a new record belongs between those that were taken before."""
        new = [record for record in in_order(records) if record.event_id not in self._ids]
        if new and self._last is not None and new[0].order < self._last.order:
            return False
        if any(record.event_id in self._causality.dangling for record in new):
            return False  # one that was taken had seen it
        for record in new:
            self._causality.add(record.event_id, record.basis)
            self._take(record)
        return True

    def _take(self, record: Record) -> None:
        self._ids.add(record.event_id)
        self._last = record
        if isinstance(record.event, UnknownEvent):
            return
        try:
            self._state = self._fold.step(self._state, record, self._causality.past_of(record.event_id))
        except Exception:  # a rule's fault must not stop the reports of everything else
            _log.exception("Fold %s failed on %s of %s", self._fold.name, record.kind, record.stream)
            return
        if isinstance(record.event, DiscrepancySettled):
            self._settled[record.event.discrepancy] = record.event_id.hex()
        elif isinstance(record.event, DiscrepancyReopened):
            self._settled.pop(record.event.discrepancy, None)

    def differences(self) -> tuple[list[Row], list[Place]]:
        """Rows that are new or other than when this was asked last, and places of rows that are no more."""
        rows = {(row.table, row.key): row for row in (*self._of_state(), *self._discrepancies())}
        changed = [row for place, row in rows.items() if self._rows.get(place) != row.values]
        gone = [place for place in self._rows if place not in rows]
        self._rows = {place: row.values for place, row in rows.items()}
        return changed, gone

    @property
    def _area(self) -> str | None:
        return area_of(self._last.topics) if self._last is not None else None

    def _of_state(self) -> list[Row]:
        return list(of_state(self._stream, self._state, self._area))

    def _discrepancies(self) -> list[Row]:
        return [self._discrepancy(found) for found in self._fold.discrepancies(self._state)]

    def _discrepancy(self, found: Found) -> Row:
        name = found.id_in(self._stream)
        by = found.resolved_by.hex() if found.resolved_by is not None else self._settled.get(name.hex())
        values = {
            "discrepancy_id": name,
            "area": self._area,
            "stream": self._stream,
            "rule": found.rule,
            "detail": ", ".join(f"{key}={value}" for key, value in sorted(found.detail.items())),
            "settled_by": by,
            "is_open": by is None,
        }
        return Row(tables.discrepancy, values)
