"""Pulses of counters, what was done for the store's safety, and discrepancies that name their records."""

from alembic import op

revision = "0002"
down_revision = "0001"

_STATEMENTS = (
    "ALTER TABLE discrepancy RENAME TO discrepancy_0001",
    """CREATE TABLE discrepancy (id BLOB PRIMARY KEY, stream TEXT NOT NULL, rule TEXT NOT NULL,
      detail TEXT NOT NULL, involved BLOB NOT NULL DEFAULT x'', hlc INTEGER NOT NULL DEFAULT 0,
      resolved_by BLOB) STRICT, WITHOUT ROWID""",
    # the one rule of the first form is clock_suspect, whose detail is the record's id in hexadecimal
    """INSERT INTO discrepancy (id, stream, rule, detail, involved, hlc, resolved_by)
      SELECT d.id, d.stream, d.rule, '{}', unhex(d.detail),
             coalesce((SELECT e.hlc FROM event e WHERE e.event_id = unhex(d.detail)), 0), d.resolved_by
      FROM discrepancy_0001 d""",
    "DROP TABLE discrepancy_0001",
    "CREATE INDEX discrepancy_of ON discrepancy (stream)",
    "CREATE INDEX discrepancy_open ON discrepancy (hlc) WHERE resolved_by IS NULL",
    """CREATE TABLE tick (n INTEGER PRIMARY KEY, source TEXT NOT NULL, at TEXT NOT NULL,
      note TEXT NOT NULL) STRICT""",
    """CREATE TABLE upkeep (name TEXT PRIMARY KEY, done_at TEXT NOT NULL, said TEXT NOT NULL)
      STRICT, WITHOUT ROWID""",
    """CREATE TABLE thinned (stream TEXT PRIMARY KEY, n INTEGER NOT NULL, last_hlc INTEGER NOT NULL,
      heads BLOB NOT NULL, ids BLOB NOT NULL, at TEXT NOT NULL) STRICT, WITHOUT ROWID""",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
