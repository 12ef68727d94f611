"""Alembic's way in: runs the revisions on the connection that ``store.upgrade`` hands over, and on no other.

The file itself says which version its tables have (``user_version``), so Alembic's own table is in memory
and leaves nothing behind.
"""

from alembic import context

context.configure(connection=context.config.attributes["connection"], version_table_schema="revisions")
context.run_migrations()
