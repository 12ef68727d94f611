"""Keeps the table of contradictions in step with what the folds find, in the record's own transaction.

The table says what the records of a stream say, and nothing else: a row whose contradiction is no longer true,
because a late record explains it, disappears here as it never was at a station that had the record in time.
A row is resolved by the record with which history came to an end with it, or by a person's settlement that
names it; the latest settlement holds, and one that was taken back does not.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from momstation.events.codec import canonical, decode
from momstation.events.discrepancy import DiscrepancyReopened, DiscrepancySettled
from momstation.store.merging.found import Found
from momstation.store.sqlite import Cursor

DANGLING = "dangling_basis"
CLOCK_SUSPECT = "clock_suspect"
SETTLING = frozenset({DiscrepancySettled.kind, DiscrepancyReopened.kind})

_ROWS = "SELECT id, rule, detail, involved, hlc, resolved_by FROM discrepancy WHERE stream = ? AND rule != ?"
_DELETE = "DELETE FROM discrepancy WHERE id = ?"
_PUT = (
    "INSERT INTO discrepancy (id, stream, rule, detail, involved, hlc, resolved_by) VALUES (?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (id) DO UPDATE SET detail = excluded.detail, hlc = excluded.hlc, "
    "resolved_by = excluded.resolved_by"
)
_SETTLED = (
    "SELECT event_id, kind, v, payload FROM event WHERE stream = ? AND kind IN (?, ?) "
    "ORDER BY hlc, station_id, epoch, seq"
)
_DANGLING = "SELECT involved FROM discrepancy WHERE stream = ? AND rule = ?"
_SUSPECT = (
    "UPDATE discrepancy SET resolved_by = ? WHERE stream = ? AND rule = ? AND id = ? AND resolved_by IS NOT ?"
)
_OF_CLOCKS = "SELECT id FROM discrepancy WHERE stream = ? AND rule = ?"
Row = tuple[bytes, str, str, bytes, int, bytes | None]


class Discrepancies:
    """Only for the writer's thread, inside its transaction."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def keep(self, stream: str, found: Iterable[Found], *, is_whole: bool) -> None:
        """Make the rows of the stream what was found; those of bad clocks only change their resolution.

        ``is_whole``: all records were looked at, so that ``found`` says what dangles as well."""
        settled = self._settlements(stream)
        wanted = {row[0]: row for row in (self._row(stream, each, settled) for each in found)}
        known: dict[bytes, Row] = {
            row[0]: row
            for row in self._cursor.execute(_ROWS, (stream, CLOCK_SUSPECT)).fetchall()
            if is_whole or row[1] != DANGLING
        }
        for gone in known.keys() - wanted.keys():
            self._cursor.execute(_DELETE, (gone,))
        for row_id, row in wanted.items():
            if known.get(row_id) != row:
                self._cursor.execute(_PUT, (row_id, stream, *row[1:]))
        self._settle_clocks(stream, settled)

    def dangling(self, stream: str) -> frozenset[bytes]:
        """Records that a basis in this stream names and that are not here."""
        rows = self._cursor.execute(_DANGLING, (stream, DANGLING)).fetchall()
        return frozenset(row[0] for row in rows)

    def _settlements(self, stream: str) -> dict[bytes, bytes]:
        """The settling record by the id of what it settles."""
        by_id: dict[bytes, bytes] = {}
        for event_id, kind, v, payload in self._cursor.execute(
            _SETTLED, (stream, *sorted(SETTLING))
        ).fetchall():
            event = decode(kind, v, stream, payload)
            named = _bytes_of(event)
            if isinstance(event, DiscrepancySettled):
                by_id[named] = event_id
            elif isinstance(event, DiscrepancyReopened):
                by_id.pop(named, None)
        return by_id

    def _row(self, stream: str, found: Found, settled: dict[bytes, bytes]) -> Row:
        row_id = found.id_in(stream)
        resolved_by = found.resolved_by or settled.get(row_id)
        involved = tuple(sorted(set(found.involved)))
        detail = canonical(dict(found.detail))
        return (row_id, found.rule, detail, b"".join(involved), self._latest(involved), resolved_by)

    def _latest(self, involved: Sequence[bytes]) -> int:
        marks = ", ".join("?" * len(involved))
        sql = f"SELECT max(hlc) FROM event WHERE event_id IN ({marks})"
        rows = self._cursor.execute(sql, involved).fetchall()
        return int(rows[0][0] or 0)

    def _settle_clocks(self, stream: str, settled: dict[bytes, bytes]) -> None:
        for (row_id,) in self._cursor.execute(_OF_CLOCKS, (stream, CLOCK_SUSPECT)).fetchall():
            by = settled.get(row_id)
            self._cursor.execute(_SUSPECT, (by, stream, CLOCK_SUSPECT, row_id, by))


def found_dangling(missing: Iterable[bytes], names: dict[bytes, bytes]) -> list[Found]:
    """One contradiction for each record that is named and not here; ``names`` has who named it first."""
    return [Found(DANGLING, (one,), {"by": names[one].hex()}) for one in sorted(missing)]


def _bytes_of(event: Any) -> bytes:
    try:
        return bytes.fromhex(getattr(event, "discrepancy", ""))
    except ValueError:
        return b""
