"""Brings states and tables up to date when the rules that made them have a new version."""

from collections.abc import Sequence

import sqlalchemy as sa

from momstation.events.codec import KINDS
from momstation.store.fold import AnyFold
from momstation.store.projection import Projection
from momstation.store.sqlite import Cursor, cursor_of
from momstation.store.streams import TO_FOLD, Streams
from momstation.store.thinned import THINNED

_KNOWN_KINDS = "events"
_PUT = (
    "INSERT INTO projection (name, version, kinds) VALUES (?, ?, ?) "
    "ON CONFLICT (name) DO UPDATE SET version = excluded.version, kinds = excluded.kinds"
)


def bring_up_to_date(
    conn: sa.Connection, streams: Streams, folds: Sequence[AnyFold], projections: Sequence[Projection]
) -> bool:
    """Mark streams that must be folded anew, which is done in idle time or when one is needed, and fill the
    tables of changed projections. Whether any stream waits to be folded anew."""
    cursor = cursor_of(conn)
    stored = {name: (v, kinds) for name, v, kinds in cursor.execute("SELECT * FROM projection").fetchall()}
    cursor.execute("BEGIN IMMEDIATE")
    _mark_unknown(cursor, stored)
    for fold in folds:
        _mark_fold(cursor, fold, stored)
    changed = [p for p in projections if stored.get(_table_of(p)) != (p.version, _kinds_of(p))]
    for projection in changed:
        projection.tables.drop_all(conn)
        projection.tables.create_all(conn)
        cursor.execute(_PUT, (_table_of(projection), projection.version, _kinds_of(projection)))
    if changed:
        _fill(cursor, streams, changed)
    is_any_dirty = cursor.execute(f"{TO_FOLD} LIMIT 1").fetchone() is not None
    cursor.execute("COMMIT")
    streams.settle()
    return is_any_dirty


def _mark_unknown(cursor: Cursor, stored: dict[str, tuple[int, str]]) -> None:
    """After an update this version may read what the one before could not."""
    known = "\n".join(sorted(f"{kind} {v}" for kind, v in KINDS))
    if stored.get(_KNOWN_KINDS) == (1, known):
        return
    cursor.execute(f"UPDATE stream SET dirty = 1 WHERE partial AND dirty <> {THINNED}")
    cursor.execute(_PUT, (_KNOWN_KINDS, 1, known))


def _mark_fold(cursor: Cursor, fold: AnyFold, stored: dict[str, tuple[int, str]]) -> None:
    name = f"fold {fold.name}"
    if stored.get(name) == (fold.version, ""):
        return
    below, above = f"{fold.name}/", f"{fold.name}0"  # "0" is the character after "/"
    sql = f"UPDATE stream SET dirty = 1 WHERE stream >= ? AND stream < ? AND dirty <> {THINNED}"
    cursor.execute(sql, (below, above))
    cursor.execute(_PUT, (name, fold.version, ""))


def _fill(cursor: Cursor, streams: Streams, changed: Sequence[Projection]) -> None:
    kinds = sorted({kind for projection in changed for kind in projection.kinds})
    marks = ", ".join("?" * len(kinds))
    sql = f"SELECT DISTINCT stream FROM event WHERE kind IN ({marks})"
    for (stream,) in cursor.execute(sql, kinds).fetchall():
        streams.show_all(stream, changed)


def _table_of(projection: Projection) -> str:
    return f"table {projection.name}"


def _kinds_of(projection: Projection) -> str:
    return "\n".join(sorted(projection.kinds))
