-- Roles belong to the whole cluster. None of these may log in, except mom_enrol, and that one only while a code for
-- one use is open. Run by the administrator, before everything else.
DO $$
DECLARE
  wanted name;
BEGIN
  FOREACH wanted IN ARRAY ARRAY[
    'mom_owner',      -- owns the schema; nobody logs in as it
    'mom_station',    -- the group of all stations: may execute the functions for stations
    'mom_enrol',      -- redeems a code for one use, and nothing else
    'mom_partition',  -- the job that makes partitions ahead and takes old ones out
    'mom_projector',  -- reads events and feeds, writes the read models
    'mom_auditor',    -- reads every event and what is needed to verify them
    'mom_reader'      -- reads the read models
  ]
  LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END LOOP;
END $$;

-- A station makes nothing of its own in this database: no temporary table, no large object, nothing in public.
DO $$
BEGIN
  EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO mom_owner, mom_projector', current_database());
  IF to_regnamespace('public') IS NOT NULL THEN
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
  END IF;
  IF current_setting('is_superuser') = 'on' THEN
    REVOKE EXECUTE ON FUNCTION
      pg_catalog.lo_creat(int), pg_catalog.lo_create(oid), pg_catalog.lo_from_bytea(oid, bytea),
      pg_catalog.lo_open(oid, int), pg_catalog.lowrite(int, bytea), pg_catalog.lo_put(oid, bigint, bytea)
      FROM PUBLIC;
  END IF;
END $$;
