-- The owner of the schema, and the group of all stations; both belong to the whole cluster.
DO $$ BEGIN
  CREATE ROLE mom_station NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$ BEGIN
  CREATE ROLE mom_owner NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
