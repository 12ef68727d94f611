"""The first form: it was never reached from another one."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    raise RuntimeError("A file without tables is made by store.schema, not by a revision")
