"""The tables of what stations said, in the order in which everybody hears it."""

from momstation.sync.migrations.versions import run_file

revision = "0001"
down_revision = None


def upgrade() -> None:
    run_file("r0001.sql")
