-- What administrators, auditors and jobs may ask of the central database. Stations can execute nothing of it.
-- Applied again after each migration, behind api.sql and partitions.sql.

DROP FUNCTION IF EXISTS mom.enrol(uuid, text, text, text[], name, bytea);  -- its name until version 2

-- Writes a station in, again and again with the same effect. One that was revoked may come back.
CREATE OR REPLACE FUNCTION mom.admit(
  p_station uuid, p_code text, p_home text, p_topics text[], p_role name, p_token_hash bytea, p_machine_fp text)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, mom, pg_temp AS $$
DECLARE
  home int;
BEGIN
  INSERT INTO mom.topic (code) SELECT DISTINCT c FROM unnest(p_topics || p_home) AS c
  ON CONFLICT (code) DO NOTHING;
  SELECT topic_id INTO home FROM mom.topic WHERE code = p_home;
  INSERT INTO mom.station AS s (station_id, code, home_topic, db_role, token_hash, machine_fp)
  VALUES (p_station, p_code, home, p_role, p_token_hash, p_machine_fp)
  ON CONFLICT (station_id) DO UPDATE
     SET code = excluded.code, home_topic = excluded.home_topic, db_role = excluded.db_role,
         token_hash = excluded.token_hash, machine_fp = excluded.machine_fp,
         status = 'active', revoked_at = NULL, revoked_why = '';
  INSERT INTO mom.station_topic (station_id, topic_id)
  SELECT p_station, t.topic_id FROM mom.topic t WHERE t.code = ANY (p_topics || p_home)
  ON CONFLICT (station_id, topic_id) DO NOTHING;
  INSERT INTO mom.log_head (station_id, epoch, opened_why) VALUES (p_station, 1, 'enrol')
  ON CONFLICT (station_id, epoch) DO NOTHING;
END
$$;

-- Takes the code of a station away from whoever else has it; the logins that are thereby without use.
CREATE OR REPLACE FUNCTION mom.make_room(p_code text, p_station uuid) RETURNS SETOF name
LANGUAGE sql SET search_path = pg_catalog, mom, pg_temp AS $$
  UPDATE mom.station SET status = 'revoked', revoked_at = clock_timestamp(), revoked_why = 'replaced'
   WHERE code = p_code AND station_id <> p_station AND status = 'active' RETURNING db_role
$$;

CREATE OR REPLACE FUNCTION mom.sealed(p_text bytea, p_code text) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  pad bytea := sha256(convert_to('momstation seal ' || p_code, 'UTF8'));
BEGIN
  FOR at IN 0 .. least(length(p_text), 32) - 1 LOOP
    p_text := set_byte(p_text, at, get_byte(p_text, at) # get_byte(pad, at));
  END LOOP;
  RETURN p_text;
END
$$;

CREATE OR REPLACE FUNCTION mom.ticket_hash(p_code text) RETURNS bytea
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT sha256(convert_to('momstation code ' || p_code, 'UTF8'))
$$;

-- For a station that is to be let in: takes its code, once, and gives it all that it needs to come in. It answers what
-- is wrong instead of raising it. Wrong codes cost time and are counted, whatever the caller does with his
-- transaction; after a thousand every open code is void.
CREATE OR REPLACE FUNCTION mom.enrol(p_code text, p_station uuid, p_station_code text, p_home text, p_machine_fp text)
RETURNS TABLE (outcome text, station_code text, home text, login name, password text, token bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, mom, pg_temp AS $$
#variable_conflict use_column
DECLARE
  found  mom.ticket;
  before name;
  fresh  bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
BEGIN
  IF (SELECT last_value FROM mom.wrong_codes) >= 1000 THEN
    outcome := 'too_many'; RETURN NEXT; RETURN;
  END IF;
  SELECT * INTO found FROM mom.ticket t WHERE t.code_hash = mom.ticket_hash(p_code) FOR UPDATE;
  outcome := CASE WHEN found.ticket_id IS NULL THEN 'wrong'
                  WHEN found.used_at IS NOT NULL THEN 'used'
                  WHEN found.valid_until < clock_timestamp() THEN 'expired'
                  WHEN found.station_code <> p_station_code OR found.home <> p_home THEN 'other'
                  WHEN NOT found.is_replacing AND EXISTS (
                    SELECT 1 FROM mom.station s WHERE s.code = found.station_code AND s.station_id <> p_station
                       AND s.status = 'active') THEN 'taken' END;
  IF outcome IS NOT NULL THEN
    IF outcome = 'wrong' THEN
      PERFORM nextval('mom.wrong_codes'), pg_sleep(0.2);
    END IF;
    station_code := found.station_code; home := found.home; RETURN NEXT; RETURN;
  END IF;
  SELECT s.db_role INTO before FROM mom.station s WHERE s.station_id = p_station;
  PERFORM mom.make_room(found.station_code, p_station);
  PERFORM mom.admit(p_station, found.station_code, found.home, found.topics, found.role, sha256(fresh),
                    left(p_machine_fp, 200));
  UPDATE mom.ticket t SET used_at = clock_timestamp(), used_by = p_station, sealed = '', former_role = before
   WHERE t.ticket_id = found.ticket_id;
  RETURN QUERY SELECT 'enrolled', found.station_code, found.home, found.login,
                      convert_from(mom.sealed(found.sealed, p_code), 'UTF8'), fresh;
END
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA mom FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA mom FROM PUBLIC;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA mom FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA mom REVOKE ALL ON TABLES FROM PUBLIC;

GRANT USAGE ON SCHEMA mom TO mom_enrol, mom_partition, mom_projector, mom_auditor;
GRANT EXECUTE ON FUNCTION mom.enrol TO mom_enrol;
GRANT EXECUTE ON FUNCTION mom.make_partitions, mom.retire_partitions, mom.parts TO mom_partition;
GRANT SELECT ON mom.event, mom.event_again, mom.feed, mom.topic, mom.log_head, mom.stream_topic, mom.station_topic,
                mom.station_seen, mom.schema_version TO mom_projector, mom_auditor;
-- Of a station everything but the hash of its token.
GRANT SELECT (station_id, code, home_topic, db_role, status, enrolled_at, revoked_at, revoked_why, machine_fp)
   ON mom.station TO mom_projector, mom_auditor;
GRANT EXECUTE ON FUNCTION mom.parts TO mom_auditor;
