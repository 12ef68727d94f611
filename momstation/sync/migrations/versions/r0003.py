"""Stations enrol with codes for one use, and logs and topics may begin later than with their first record."""

from momstation.sync.migrations.versions import run

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    run("""
-- Where the kept part of a log begins: dense from first_seq on, which follows the record with before_hash.
ALTER TABLE mom.log_head
  ADD COLUMN first_seq   bigint NOT NULL DEFAULT 1,
  ADD COLUMN before_hash bytea  NOT NULL DEFAULT ''::bytea;

ALTER TABLE mom.station
  ADD COLUMN revoked_at  timestamptz,
  ADD COLUMN revoked_why text NOT NULL DEFAULT '',
  ADD COLUMN machine_fp  text NOT NULL DEFAULT '';

-- A code for one use, of which the database only knows a hash; the password is sealed with the code itself.
CREATE TABLE mom.ticket (
  ticket_id    int GENERATED ALWAYS AS IDENTITY CONSTRAINT ticket_pk PRIMARY KEY,
  code_hash    bytea       NOT NULL CONSTRAINT ticket_once UNIQUE,
  station_code text        NOT NULL,
  home         text        NOT NULL,
  topics       text[]      NOT NULL,
  login        name        NOT NULL,              -- as whom the station comes in
  role         name,                              -- the same, if it is the station's own; NULL: several share it
  sealed       bytea       NOT NULL,
  gate         text        NOT NULL,
  is_replacing bool        NOT NULL,
  made_by      name        NOT NULL DEFAULT session_user,
  made_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  valid_until  timestamptz NOT NULL,
  used_at      timestamptz,
  used_by      uuid,
  former_role  name                               -- the login that its station had before, to be tidied away
);
-- Of what was appended before kept_since only records of open streams are kept, in the default partition.
CREATE TABLE mom.retention (
  one        bool CONSTRAINT retention_pk PRIMARY KEY DEFAULT true CONSTRAINT retention_once CHECK (one),
  kept_since date NOT NULL DEFAULT '-infinity'
);
INSERT INTO mom.retention DEFAULT VALUES;

-- Counts wrong codes; a sequence, because a caller who takes back his transaction must not take back the count.
CREATE SEQUENCE mom.wrong_codes MINVALUE 0 START 0;

-- A trigger against emptying is not handed down to partitions.
CREATE TRIGGER event_not_cut BEFORE TRUNCATE ON mom.event_default
  FOR EACH STATEMENT EXECUTE FUNCTION mom.forbid_change();
CREATE TRIGGER feed_not_cut  BEFORE TRUNCATE ON mom.feed_default
  FOR EACH STATEMENT EXECUTE FUNCTION mom.forbid_change();
""")
