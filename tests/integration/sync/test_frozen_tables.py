"""The tables of the newest version are what was frozen for it: whoever changes one makes a new version."""

import psycopg
from psycopg.rows import TupleRow

from momstation.sync.migrations import latest
from tests.integration.sync.test_migrations import FROZEN
from tests.support.postgres import Cluster

_OF_MOM = "c.relnamespace = 'mom'::regnamespace AND NOT c.relispartition"
SHAPE = {
    "columns": f"""
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
               pg_get_expr(d.adbin, d.adrelid)
          FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
          LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
         WHERE {_OF_MOM} AND c.relkind IN ('r', 'p', 'S') ORDER BY 1, 2""",
    "constraints": f"""
        SELECT c.relname, o.conname, pg_get_constraintdef(o.oid)
          FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid
         WHERE {_OF_MOM} AND o.contype <> 'n' ORDER BY 1, 2""",
    "indexes": f"""
        SELECT c.relname, pg_get_indexdef(i.indexrelid)
          FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE {_OF_MOM} ORDER BY 1, 2""",
    "triggers": f"""
        SELECT c.relname, t.tgname, pg_get_triggerdef(t.oid)
          FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
         WHERE {_OF_MOM} AND NOT t.tgisinternal ORDER BY 1, 2""",
}


def _shape(dsn: str) -> dict[str, list[TupleRow]]:
    with psycopg.connect(dsn) as admin:
        return {name: admin.execute(query).fetchall() for name, query in SHAPE.items()}


def test_the_tables_are_those_that_were_frozen(cluster: Cluster, plant: str, database: str) -> None:
    frozen = FROZEN / f"v{latest()}" / "schema.sql"
    with psycopg.connect(database) as admin:
        admin.execute("SET LOCAL check_function_bodies = off")
        admin.execute(frozen.read_text(encoding="utf-8"))
    there, here = _shape(database), _shape(plant)
    assert here["columns"]
    assert here == there, (
        f"make a revision, then freeze it: python -m tests.support.central_freeze {frozen.parent}"
    )
