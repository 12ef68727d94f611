"""The form of the store file; the envelope's tables are frozen, everything else can be made again from them.

``event`` has no UNIQUE (station_id, epoch, seq): after a disk was cloned another record may rightly arrive
with a number that this copy has used itself, and must not be refused. ``own_log`` keeps own numbers unique,
the central server everyone's. ``epoch``, ``seq`` and ``hash`` of an event may change in one way only: into
a later epoch, in which ``own_log`` has the same numbers. So it needs no index by event, and each record
costs a page less to write.

``thinned`` remembers the ids of records that were let go long after central had them, so that none of them counts
again should central send it again.

Whoever changes a table raises ``VERSION`` and adds the revision that brings older files there (migrations/);
a test compares the tables with the frozen ones of each version.
"""

from pathlib import Path

import sqlalchemy as sa

from momstation.core.errors import Refused
from momstation.store.sqlite import APPLICATION_ID

VERSION = 2

_TABLES = (
    """CREATE TABLE identity (one INTEGER PRIMARY KEY CHECK (one = 1), station_id BLOB NOT NULL,
      code TEXT NOT NULL, epoch INTEGER NOT NULL, install_id BLOB NOT NULL,
      machine_fp TEXT NOT NULL) STRICT""",
    """CREATE TABLE event (event_id BLOB PRIMARY KEY, station_id BLOB NOT NULL, epoch INTEGER NOT NULL,
      seq INTEGER NOT NULL, hlc INTEGER NOT NULL, recorded_at TEXT NOT NULL, clock_off_ms INTEGER,
      kind TEXT NOT NULL, v INTEGER NOT NULL, stream TEXT NOT NULL, flags INTEGER NOT NULL DEFAULT 0,
      basis BLOB NOT NULL DEFAULT x'', topics TEXT NOT NULL DEFAULT '', payload TEXT NOT NULL,
      hash BLOB NOT NULL) STRICT, WITHOUT ROWID""",
    "CREATE INDEX event_stream ON event (stream, hlc)",
    """CREATE TABLE own_log (epoch INTEGER NOT NULL, seq INTEGER NOT NULL, event_id BLOB NOT NULL,
      hash BLOB NOT NULL, PRIMARY KEY (epoch, seq)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE push_state (epoch INTEGER PRIMARY KEY, acked_seq INTEGER NOT NULL, acked_at TEXT,
      opened_why TEXT NOT NULL DEFAULT '') STRICT""",
    """CREATE TABLE feed_cursor (topic_id INTEGER PRIMARY KEY, code TEXT NOT NULL, pos INTEGER NOT NULL,
      event_id BLOB, seen_hlc INTEGER NOT NULL DEFAULT 0) STRICT""",
    """CREATE TABLE feed_pos (topic_id INTEGER, pos INTEGER, event_id BLOB NOT NULL,
      PRIMARY KEY (topic_id, pos)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE stream (stream TEXT PRIMARY KEY, heads BLOB NOT NULL, last_hlc INTEGER NOT NULL,
      n INTEGER NOT NULL, state TEXT NOT NULL, fold_v INTEGER NOT NULL, partial INTEGER NOT NULL DEFAULT 0,
      dirty INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID""",
    "CREATE INDEX stream_dirty ON stream (stream) WHERE dirty",
    """CREATE TABLE discrepancy (id BLOB PRIMARY KEY, stream TEXT NOT NULL, rule TEXT NOT NULL,
      detail TEXT NOT NULL, involved BLOB NOT NULL DEFAULT x'', hlc INTEGER NOT NULL DEFAULT 0,
      resolved_by BLOB) STRICT, WITHOUT ROWID""",
    "CREATE INDEX discrepancy_of ON discrepancy (stream)",
    "CREATE INDEX discrepancy_open ON discrepancy (hlc) WHERE resolved_by IS NULL",
    """CREATE TABLE tick (n INTEGER PRIMARY KEY, source TEXT NOT NULL, at TEXT NOT NULL,
      note TEXT NOT NULL) STRICT""",
    """CREATE TABLE upkeep (name TEXT PRIMARY KEY, done_at TEXT NOT NULL, said TEXT NOT NULL)
      STRICT, WITHOUT ROWID""",
    """CREATE TABLE thinned (stream TEXT PRIMARY KEY, n INTEGER NOT NULL, last_hlc INTEGER NOT NULL,
      heads BLOB NOT NULL, ids BLOB NOT NULL, at TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    """CREATE TABLE apply_error (event_id BLOB PRIMARY KEY, fold_v INTEGER NOT NULL, error TEXT NOT NULL,
      at TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    """CREATE TABLE command (command_id TEXT PRIMARY KEY, first_event BLOB NOT NULL, n INTEGER NOT NULL,
      at TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    """CREATE TABLE projection (name TEXT PRIMARY KEY, version INTEGER NOT NULL,
      kinds TEXT NOT NULL DEFAULT '') STRICT, WITHOUT ROWID""",
    """CREATE TRIGGER event_immutable BEFORE UPDATE OF event_id, station_id, hlc, recorded_at, clock_off_ms,
      kind, v, stream, flags, basis, topics, payload ON event
      BEGIN SELECT RAISE(ABORT, 'events are immutable'); END""",
    """CREATE TRIGGER event_only_into_later_epoch BEFORE UPDATE OF epoch, seq, hash ON event
      WHEN NEW.epoch <= OLD.epoch BEGIN SELECT RAISE(ABORT, 'events are immutable'); END""",
    """CREATE TRIGGER event_no_delete_unacked BEFORE DELETE ON event
      WHEN EXISTS (SELECT 1 FROM own_log o JOIN push_state p USING (epoch)
                   WHERE o.epoch = OLD.epoch AND o.seq = OLD.seq AND o.event_id = OLD.event_id
                     AND o.seq > p.acked_seq)
      BEGIN SELECT RAISE(ABORT, 'unacknowledged event'); END""",
)


def prepare(conn: sa.Connection, path: Path) -> bool:
    """Make the tables in a new file (True), or check that this version reads the file. Raises Refused.

    An older file passes: ``store.upgrade`` has brought it to this form before, or is about to.
    """
    application = _pragma(conn, "application_id")
    found = _pragma(conn, "user_version")
    if application == 0 and found == 0 and _is_empty(conn):
        _create(conn)
        return True
    check_readable(conn, path)
    return False


def check_readable(conn: sa.Connection, path: Path) -> None:
    """Raises Refused store.not_a_store, store.newer."""
    application = _pragma(conn, "application_id")
    found = _pragma(conn, "user_version")
    if application != APPLICATION_ID:
        raise Refused("store.not_a_store", file=str(path))
    if found > VERSION:
        raise Refused("store.newer", file=str(path), found=found, known=VERSION)


def form_of(conn: sa.Connection) -> int:
    """The version of the tables in a store file; 0 for a new or a foreign one."""
    return _pragma(conn, "user_version") if _pragma(conn, "application_id") == APPLICATION_ID else 0


def _create(conn: sa.Connection) -> None:
    conn.exec_driver_sql("BEGIN IMMEDIATE")
    for statement in _TABLES:
        conn.exec_driver_sql(statement)
    conn.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    conn.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
    conn.exec_driver_sql("COMMIT")


def _pragma(conn: sa.Connection, name: str) -> int:
    return int(conn.exec_driver_sql(f"PRAGMA {name}").scalar_one())


def _is_empty(conn: sa.Connection) -> bool:
    return conn.exec_driver_sql("SELECT 1 FROM sqlite_schema LIMIT 1").first() is None
