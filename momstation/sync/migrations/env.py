"""Alembic's way in: runs the revisions on the connection that ``sync.migrate`` hands over, and on no other.

That connection is in a transaction already, which ``sync.migrate`` ends: all revisions stand, or none.
"""

from typing import Any

import sqlalchemy as sa
from alembic import context

from momstation.sync.migrations.versions import REVISION_TABLE

_NOTE = sa.text("INSERT INTO mom.schema_version (version) VALUES (:version) ON CONFLICT (version) DO NOTHING")


def _note(ctx: Any, step: Any, heads: Any, run_args: Any) -> None:
    """The history of versions that anyone may read without Alembic."""
    if step.is_upgrade and not step.is_stamp:
        ctx.connection.execute(_NOTE, {"version": int(step.up_revision_id)})


context.configure(
    connection=context.config.attributes["connection"],
    version_table=REVISION_TABLE,
    version_table_schema="mom",
    on_version_apply=_note,
)
context.run_migrations()
