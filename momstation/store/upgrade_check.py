"""Looks whether a changed copy still holds every record, before it may take the place of the file."""

from dataclasses import dataclass

import sqlalchemy as sa

from momstation.events.codec import chain_hash, content_of
from momstation.store.rows import SELECT_OWN_FROM, record_of
from momstation.store.sqlite import cursor_of

_LAST_CHECKED = 2_000
_COUNTED = ("event", "own_log", "push_state", "feed_cursor", "feed_pos", "stream", "discrepancy", "command")


@dataclass(frozen=True, slots=True)
class Contents:
    """What must be the same after a change of form: who it is, how many rows, where the logs end."""

    identity: tuple[object, ...] | None
    counts: tuple[tuple[str, int], ...]
    ends: tuple[tuple[object, ...], ...]


class NotTheSame(Exception):
    """The copy does not hold what the file holds."""


def contents_of(conn: sa.Connection) -> Contents:
    cursor = cursor_of(conn)
    identity = cursor.execute("SELECT * FROM identity").fetchone()
    counts = []
    for table in _COUNTED:
        row = cursor.execute(f"SELECT count(*) FROM {table}").fetchone()
        counts.append((table, int(row[0]) if row else 0))
    ends = cursor.execute(
        "SELECT epoch, max(seq), hash FROM own_log GROUP BY epoch ORDER BY epoch"
    ).fetchall()
    acked = cursor.execute("SELECT epoch, acked_seq FROM push_state ORDER BY epoch").fetchall()
    return Contents(identity, tuple(counts), (*ends, *acked))


def check_copy(conn: sa.Connection, before: Contents) -> None:
    """Raises NotTheSame."""
    said = conn.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    if said != "ok":
        raise NotTheSame(f"the copy is not whole: {said}")
    after = contents_of(conn)
    if after != before:
        raise NotTheSame(f"the copy holds {after}, the file {before}")
    _check_tail(conn)


def _check_tail(conn: sa.Connection) -> None:
    """Recompute the hashes of the last own records: what is read from the copy is what was recorded."""
    cursor = cursor_of(conn)
    last = cursor.execute("SELECT epoch, max(seq) FROM own_log GROUP BY epoch ORDER BY epoch DESC").fetchone()
    if last is None:
        return
    epoch, first = last[0], max(1, last[1] - _LAST_CHECKED)
    rows = cursor.execute(SELECT_OWN_FROM, (epoch, first, _LAST_CHECKED + 1)).fetchall()
    before = b"" if first == 1 else None
    for record in map(record_of, rows):
        if before is not None and chain_hash(before, content_of(record)) != record.hash:
            raise NotTheSame(f"record {record.seq} of epoch {record.epoch} has changed")
        before = record.hash
