"""Each topic knows its oldest kept position, so that old records can be taken out of the database."""

from momstation.sync.migrations.versions import run

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    # 0: every record since the first is kept. A reader whose cursor is below has to begin anew.
    run("ALTER TABLE mom.topic ADD COLUMN oldest_pos bigint NOT NULL DEFAULT 0")
