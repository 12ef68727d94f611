-- What a station may ask of the central database. Each function checks the station's token and runs as mom_owner;
-- stations can execute these and nothing else. Applied again at every "central init".

-- The one place where a caller becomes a station.
CREATE OR REPLACE FUNCTION mom.whoami(p_station uuid, p_token bytea) RETURNS mom.station
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, mom AS $$
DECLARE
  s mom.station;
BEGIN
  SELECT * INTO s FROM mom.station WHERE station_id = p_station;
  IF NOT FOUND OR s.token_hash <> sha256(p_token) OR s.status <> 'active'
     OR (s.db_role IS NOT NULL AND s.db_role <> session_user) THEN
    RAISE EXCEPTION 'station not authorised' USING ERRCODE = '28000';
  END IF;
  RETURN s;
END
$$;

CREATE OR REPLACE FUNCTION mom.may_read(p_station uuid, p_topic int) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, mom AS $$
BEGIN
  PERFORM 1 FROM mom.station_topic WHERE station_id = p_station AND topic_id = p_topic;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'topic % not granted', p_topic USING ERRCODE = '42501';
  END IF;
END
$$;

-- Says "I am here" and reads the server's clock; called on connecting and once a minute. A server that was started
-- since may have been restored from a backup.
CREATE OR REPLACE FUNCTION mom.hello(p_station uuid, p_token bytea, p_app text)
RETURNS TABLE (server_now timestamptz, server text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, mom AS $$
#variable_conflict use_column
BEGIN
  PERFORM mom.whoami(p_station, p_token);
  INSERT INTO mom.station_seen AS seen (station_id, seen_at, app) VALUES (p_station, clock_timestamp(), p_app)
  ON CONFLICT (station_id) DO UPDATE SET seen_at = excluded.seen_at, app = excluded.app;
  RETURN QUERY SELECT clock_timestamp(), pg_postmaster_start_time()::text;
END
$$;

CREATE OR REPLACE FUNCTION mom.heads(p_station uuid, p_token bytea)
RETURNS TABLE (topic_id int, code text, head_pos bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, mom AS $$
#variable_conflict use_column
BEGIN
  PERFORM mom.whoami(p_station, p_token);
  RETURN QUERY
    SELECT t.topic_id, t.code, t.head_pos
      FROM mom.station_topic g JOIN mom.topic t ON t.topic_id = g.topic_id
     WHERE g.station_id = p_station ORDER BY t.topic_id;
END
$$;

-- Compare and append: the batch is taken only if the server's end of this station's log is the one that the station
-- names. A second attempt after a lost answer appends nothing; a cloned disk is found out at its first push.
-- Locks go log_head (the station's own), then topics in order of id: no deadlock, and topics are held last.
CREATE OR REPLACE FUNCTION mom.push(
  p_station uuid, p_token bytea, p_epoch int, p_prev_seq bigint, p_prev_hash bytea, p_batch json)
RETURNS TABLE (is_taken bool, last_seq bigint, head_hash bytea, server_now timestamptz, topic_ids int[], heads bigint[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, mom AS $$
#variable_conflict use_column
DECLARE
  s      mom.station := mom.whoami(p_station, p_token);
  head   mom.log_head;
  today  date := (now() AT TIME ZONE 'UTC')::date;
  taken  bigint;
  ends   bytea;
  topic  record;
  told   bigint;
  place  bigint;
  t_ids  int[] := '{}';
  t_pos  bigint[] := '{}';
  known  uuid[] := '{}';
BEGIN
  SELECT * INTO head FROM mom.log_head l WHERE l.station_id = p_station AND l.epoch = p_epoch FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'epoch % is not open', p_epoch USING ERRCODE = 'MM001';
  END IF;
  IF head.last_seq <> p_prev_seq OR head.head_hash <> p_prev_hash OR json_array_length(p_batch) = 0 THEN
    RETURN QUERY SELECT false, head.last_seq, head.head_hash, clock_timestamp(), t_ids, t_pos;
    RETURN;
  END IF;

  -- Only a station whose log was ever parted can send a record that is here already, under another epoch.
  IF (SELECT count(*) > 1 FROM mom.log_head l WHERE l.station_id = p_station) THEN
    PERFORM 1 FROM mom.station o WHERE o.station_id = p_station FOR UPDATE;
    SELECT coalesce(array_agg(e.event_id), '{}') INTO known FROM mom.event e
     WHERE e.station_id = p_station
       AND e.event_id IN (SELECT (b.value ->> 'id')::uuid FROM json_array_elements(p_batch) AS b);
    INSERT INTO mom.event_again (station_id, epoch, seq, event_id, hash)
    SELECT p_station, p_epoch, p_prev_seq + b.place, (b.value ->> 'id')::uuid, decode(b.value ->> 'h', 'hex')
      FROM json_array_elements(p_batch) WITH ORDINALITY AS b (value, place)
     WHERE (b.value ->> 'id')::uuid = ANY (known);
  END IF;
  INSERT INTO mom.event (part_day, event_id, station_id, epoch, seq, hlc, recorded_at, clock_off_ms,
                         kind, v, stream, flags, basis, topics, payload, hash)
  SELECT today, e.id, p_station, p_epoch, p_prev_seq + e.place, e.hlc, e.at, e.off,
         e.k, e.v, e.s, e.f, e.b, e."to", e.p, decode(e.h, 'hex')
    FROM ROWS FROM (json_to_recordset(p_batch) AS (
           id uuid, hlc bigint, at timestamptz, off int, k text, v smallint, s text, f smallint,
           b uuid[], "to" text[], p text, h text)) WITH ORDINALITY
      AS e (id, hlc, at, off, k, v, s, f, b, "to", p, h, place)
   WHERE e.id <> ALL (known);
  taken := json_array_length(p_batch);
  ends := decode(p_batch -> -1 ->> 'h', 'hex');
  UPDATE mom.log_head l SET last_seq = p_prev_seq + taken, head_hash = ends
   WHERE l.station_id = p_station AND l.epoch = p_epoch;

  -- A record addressed to a topic that the station may not write still goes to its home topic: a mistake in the
  -- permissions must not hide it.
  FOR topic IN
    SELECT t.topic_id AS id, t.code FROM mom.topic t
     WHERE t.topic_id = s.home_topic
        OR t.topic_id IN (SELECT g.topic_id FROM mom.station_topic g WHERE g.station_id = p_station AND g.can_write)
     ORDER BY t.topic_id
  LOOP
    SELECT count(*) INTO told FROM mom.event e
     WHERE e.part_day = today AND e.station_id = p_station AND e.epoch = p_epoch AND e.seq > p_prev_seq
       AND (topic.id = s.home_topic OR topic.code = ANY (e.topics));
    CONTINUE WHEN told = 0;
    UPDATE mom.topic t SET head_pos = t.head_pos + told WHERE t.topic_id = topic.id RETURNING t.head_pos INTO place;
    t_ids := t_ids || topic.id;
    t_pos := t_pos || place;
    WITH told_now AS (
      SELECT e.event_id, e.stream, e.flags, place - told + row_number() OVER (ORDER BY e.seq) AS pos
        FROM mom.event e
       WHERE e.part_day = today AND e.station_id = p_station AND e.epoch = p_epoch AND e.seq > p_prev_seq
         AND (topic.id = s.home_topic OR topic.code = ANY (e.topics))
    ), fed AS (
      INSERT INTO mom.feed (part_day, topic_id, pos, event_id)
      SELECT today, topic.id, n.pos, n.event_id FROM told_now n
    )
    INSERT INTO mom.stream_topic AS o (topic_id, stream, first_day, last_pos, is_closed)
    SELECT DISTINCT ON (n.stream) topic.id, n.stream, today, n.pos, n.flags & 2 = 2
      FROM told_now n ORDER BY n.stream, n.pos DESC
    ON CONFLICT (topic_id, stream) DO UPDATE SET last_pos = excluded.last_pos, is_closed = excluded.is_closed;
  END LOOP;
  RETURN QUERY SELECT true, p_prev_seq + taken, ends, clock_timestamp(), t_ids, t_pos;
END
$$;

-- From the reader's own position on, that row included: it proves that the past was not rewritten.
CREATE OR REPLACE FUNCTION mom.pull(p_station uuid, p_token bytea, p_topic int, p_pos bigint, p_limit int)
RETURNS TABLE (pos bigint, event_id uuid, station_id uuid, epoch int, seq bigint, hlc bigint, recorded_at timestamptz,
               clock_off_ms int, kind text, v smallint, stream text, flags smallint, basis uuid[], topics text[],
               payload text, hash bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, mom AS $$
#variable_conflict use_column
BEGIN
  PERFORM mom.whoami(p_station, p_token);
  PERFORM mom.may_read(p_station, p_topic);
  RETURN QUERY
    SELECT f.pos, e.event_id, e.station_id, e.epoch, e.seq, e.hlc, e.recorded_at, e.clock_off_ms, e.kind, e.v,
           e.stream, e.flags, e.basis, e.topics, e.payload, e.hash
      FROM (SELECT * FROM mom.feed w WHERE w.topic_id = p_topic AND w.pos >= p_pos
             ORDER BY w.pos LIMIT least(p_limit, 1000)) f
      JOIN mom.event e ON e.event_id = f.event_id AND e.part_day = f.part_day
     ORDER BY f.pos;
END
$$;

-- What stands where: for a reader that has to find out whether its past is still the plant's.
CREATE OR REPLACE FUNCTION mom.feed_ids(p_station uuid, p_token bytea, p_topic int, p_after bigint, p_limit int)
RETURNS TABLE (pos bigint, event_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, mom AS $$
#variable_conflict use_column
BEGIN
  PERFORM mom.whoami(p_station, p_token);
  PERFORM mom.may_read(p_station, p_topic);
  RETURN QUERY SELECT f.pos, f.event_id FROM mom.feed f
    WHERE f.topic_id = p_topic AND f.pos > p_after ORDER BY f.pos LIMIT least(p_limit, 5000);
END
$$;

-- The head of a topic and the whole history of its open streams, from one snapshot.
CREATE OR REPLACE FUNCTION mom.bootstrap(p_station uuid, p_token bytea, p_topic int)
RETURNS TABLE (head_pos bigint, event_id uuid, station_id uuid, epoch int, seq bigint, hlc bigint,
               recorded_at timestamptz, clock_off_ms int, kind text, v smallint, stream text, flags smallint,
               basis uuid[], topics text[], payload text, hash bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, mom AS $$
#variable_conflict use_column
BEGIN
  PERFORM mom.whoami(p_station, p_token);
  PERFORM mom.may_read(p_station, p_topic);
  RETURN QUERY
    SELECT t.head_pos, e.event_id, e.station_id, e.epoch, e.seq, e.hlc, e.recorded_at, e.clock_off_ms, e.kind, e.v,
           e.stream, e.flags, e.basis, e.topics, e.payload, e.hash
      FROM mom.topic t
      LEFT JOIN mom.stream_topic o ON o.topic_id = t.topic_id AND NOT o.is_closed
      LEFT JOIN mom.event e ON e.stream = o.stream AND e.part_day >= o.first_day
     WHERE t.topic_id = p_topic;
END
$$;

-- The station's own log as the server has it: where a station finds the last record that both hold.
CREATE OR REPLACE FUNCTION mom.own_log(p_station uuid, p_token bytea, p_epoch int, p_after bigint, p_limit int)
RETURNS TABLE (seq bigint, hash bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, mom AS $$
#variable_conflict use_column
BEGIN
  PERFORM mom.whoami(p_station, p_token);
  RETURN QUERY
    SELECT e.seq, e.hash FROM mom.event e
     WHERE e.station_id = p_station AND e.epoch = p_epoch AND e.seq > p_after
    UNION ALL
    SELECT a.seq, a.hash FROM mom.event_again a
     WHERE a.station_id = p_station AND a.epoch = p_epoch AND a.seq > p_after
     ORDER BY 1 LIMIT least(p_limit, 5000);
END
$$;

-- A new incarnation of the station's log. p_known is the highest epoch that the station itself knows, so that a
-- server restored from a backup never hands out a number that was used before. With p_again the server only
-- opens p_known once more, because it has forgotten it.
CREATE OR REPLACE FUNCTION mom.open_epoch(p_station uuid, p_token bytea, p_why text, p_known int, p_again bool)
RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, mom AS $$
DECLARE
  highest int;
  opened  int;
BEGIN
  PERFORM mom.whoami(p_station, p_token);
  PERFORM 1 FROM mom.station WHERE station_id = p_station FOR UPDATE;
  SELECT coalesce(max(l.epoch), 0) INTO highest FROM mom.log_head l WHERE l.station_id = p_station;
  opened := CASE WHEN p_again AND p_known > highest THEN p_known ELSE greatest(highest, p_known) + 1 END;
  INSERT INTO mom.log_head (station_id, epoch, opened_why) VALUES (p_station, opened, p_why);
  RETURN opened;
END
$$;

-- For the administrator: writes a station in, again and again with the same effect.
CREATE OR REPLACE FUNCTION mom.enrol(
  p_station uuid, p_code text, p_home text, p_topics text[], p_role name, p_token_hash bytea)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, mom AS $$
DECLARE
  home int;
BEGIN
  INSERT INTO mom.topic (code) SELECT DISTINCT c FROM unnest(p_topics || p_home) AS c
  ON CONFLICT (code) DO NOTHING;
  SELECT topic_id INTO home FROM mom.topic WHERE code = p_home;
  INSERT INTO mom.station AS s (station_id, code, home_topic, db_role, token_hash)
  VALUES (p_station, p_code, home, p_role, p_token_hash)
  ON CONFLICT (station_id) DO UPDATE
     SET code = excluded.code, home_topic = excluded.home_topic, db_role = excluded.db_role,
         token_hash = excluded.token_hash, status = 'active';
  INSERT INTO mom.station_topic (station_id, topic_id)
  SELECT p_station, t.topic_id FROM mom.topic t WHERE t.code = ANY (p_topics || p_home)
  ON CONFLICT (station_id, topic_id) DO NOTHING;
  INSERT INTO mom.log_head (station_id, epoch, opened_why) VALUES (p_station, 1, 'enrol')
  ON CONFLICT (station_id, epoch) DO NOTHING;
END
$$;

REVOKE ALL ON SCHEMA mom FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA mom FROM PUBLIC;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA mom FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA mom FROM PUBLIC;
GRANT USAGE ON SCHEMA mom TO mom_station;
GRANT EXECUTE ON FUNCTION mom.hello, mom.heads, mom.push, mom.pull, mom.feed_ids, mom.bootstrap, mom.own_log, mom.open_epoch
   TO mom_station;
