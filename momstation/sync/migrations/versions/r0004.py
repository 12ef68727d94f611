"""Readers of the tables for reports see the areas that they were given."""

from momstation.sync.migrations.versions import run

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    run("""
-- Which areas a login may see in the read models (schema rm); the models can be dropped, this may not be.
CREATE TABLE mom.reader_area (
  login name NOT NULL,
  area  text NOT NULL,
  CONSTRAINT reader_area_pk PRIMARY KEY (login, area)
);
GRANT SELECT ON mom.reader_area TO mom_projector;
""")
