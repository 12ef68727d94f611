-- What a station may ask of the central database. Each function checks the station's token and runs as mom_owner;
-- stations can execute these and nothing else. Applied again at every "central init" and after each migration.
--
-- Every search_path names pg_temp, and last: unnamed it is searched first, and a station's own type or table there
-- would then be taken for one of ours and its code run as mom_owner.

-- What these give back has changed since they were first made, which CREATE OR REPLACE does not allow.
DROP FUNCTION IF EXISTS
  mom.hello(uuid, bytea, text), mom.heads(uuid, bytea), mom.push(uuid, bytea, int, bigint, bytea, json),
  mom.push_bulk(uuid, bytea, int, bigint, bytea), mom.append(mom.station, int, bigint, bytea, mom.event[]),
  mom.bootstrap(uuid, bytea, int);

-- The one place where a caller becomes a station.
CREATE OR REPLACE FUNCTION mom.whoami(p_station uuid, p_token bytea) RETURNS mom.station
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, mom, pg_temp AS $$
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
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, mom, pg_temp AS $$
BEGIN
  PERFORM 1 FROM mom.station_topic WHERE station_id = p_station AND topic_id = p_topic;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'topic % not granted', p_topic USING ERRCODE = '42501';
  END IF;
END
$$;

-- Says "I am here" and reads the server's clock; called on connecting and once a minute. A server that was started
-- since may have been restored from a backup. After an outage stations come back over spread_ms, not all at once.
CREATE FUNCTION mom.hello(p_station uuid, p_token bytea, p_app text)
RETURNS TABLE (server_now timestamptz, server text, schema_version int, spread_ms int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, mom, pg_temp AS $$
#variable_conflict use_column
BEGIN
  PERFORM mom.whoami(p_station, p_token);
  INSERT INTO mom.station_seen AS seen (station_id, seen_at, app) VALUES (p_station, clock_timestamp(), p_app)
  ON CONFLICT (station_id) DO UPDATE SET seen_at = excluded.seen_at, app = excluded.app;
  RETURN QUERY SELECT clock_timestamp(), pg_postmaster_start_time()::text,
    (SELECT coalesce(max(v.version), 0) FROM mom.schema_version v),
    (SELECT 20 * count(*) FROM mom.station s WHERE s.status = 'active')::int;
END
$$;

-- How far each topic goes, and the first position of it that is still kept (0: all are).
CREATE FUNCTION mom.heads(p_station uuid, p_token bytea)
RETURNS TABLE (topic_id int, code text, head_pos bigint, oldest_pos bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, mom, pg_temp AS $$
#variable_conflict use_column
BEGIN
  PERFORM mom.whoami(p_station, p_token);
  RETURN QUERY
    SELECT t.topic_id, t.code, t.head_pos, t.oldest_pos
      FROM mom.station_topic g JOIN mom.topic t ON t.topic_id = g.topic_id
     WHERE g.station_id = p_station ORDER BY t.topic_id;
END
$$;

-- Text as a JSON string in ASCII, letter for letter as the station's encoder writes it: a hash is computed over it.
CREATE OR REPLACE FUNCTION mom.quoted_beyond_ascii(p_json text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT string_agg(
    CASE WHEN ascii(c.letter) < 127 THEN c.letter
         WHEN ascii(c.letter) < 65536 THEN '\u' || lpad(to_hex(ascii(c.letter)), 4, '0')
         ELSE '\u' || to_hex(55296 + ((ascii(c.letter) - 65536) >> 10))
           || '\u' || to_hex(56320 + ((ascii(c.letter) - 65536) & 1023)) END, '' ORDER BY c.place)
    FROM string_to_table(p_json, NULL) WITH ORDINALITY AS c (letter, place)
$$;

CREATE OR REPLACE FUNCTION mom.quoted(p_text text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN octet_length(p_text) = char_length(p_text) AND strpos(p_text, chr(127)) = 0
              THEN to_json(p_text)::text ELSE mom.quoted_beyond_ascii(to_json(p_text)::text) END
$$;

-- What the content hash of a record is computed over. A sealed record brings it along, and it must name the record.
CREATE OR REPLACE FUNCTION mom.content_of(e mom.event) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN e.kind <> 'mom.opaque' THEN convert_to(
      '["' || replace(e.event_id::text, '-', '') || '",' || e.hlc || ',' || mom.quoted(e.kind) || ',' || e.v || ','
      || mom.quoted(e.stream) || ','
      || CASE WHEN cardinality(e.basis) = 0 THEN '[]'
              ELSE '["' || replace(array_to_string(e.basis, '","'), '-', '') || '"]' END
      || ',' || mom.quoted(e.payload) || ']', 'UTF8')
    WHEN substr(decode(split_part(e.payload, '.', 1), 'base64'), 1, 36)
         = convert_to('["' || replace(e.event_id::text, '-', '') || '",', 'UTF8')
    THEN decode(split_part(e.payload, '.', 1), 'base64') END
$$;

-- Compare and append: the batch is taken only if the server's end of this station's log is the one that the station
-- names, and if each record's hash follows from the one before it and from what the record says.
-- A second attempt after a lost answer appends nothing; a cloned disk is found out at its first push.
-- Locks go log_head (the station's own), then topics in order of id: no deadlock, and topics are held last.
-- The same for both ways in, which differ in how the rows arrive. The administrator can slow stations down with
-- ALTER DATABASE ... SET mom.retry_after_ms.
CREATE FUNCTION mom.append(
  p_me mom.station, p_epoch int, p_prev_seq bigint, p_prev_hash bytea, p_rows mom.event[])
RETURNS TABLE (is_taken bool, last_seq bigint, head_hash bytea, server_now timestamptz, topic_ids int[],
               heads bigint[], flagged int, retry_after_ms int)
LANGUAGE plpgsql SET search_path = pg_catalog, mom, pg_temp AS $$
#variable_conflict use_column
DECLARE
  me      uuid := p_me.station_id;
  head    mom.log_head;
  fresh   mom.event[] := p_rows;
  known   uuid[];
  told    bigint;
  place   bigint;
  topic   record;
  wrong   bigint;
  astray  int;
  mine    text[];
  t_ids   int[] := '{}';
  t_pos   bigint[] := '{}';
  wait_ms int := coalesce(nullif(current_setting('mom.retry_after_ms', true), ''), '0')::int;
BEGIN
  SELECT * INTO head FROM mom.log_head l WHERE l.station_id = me AND l.epoch = p_epoch FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'epoch % is not open', p_epoch USING ERRCODE = 'MM001';
  END IF;
  IF head.last_seq <> p_prev_seq OR head.head_hash <> p_prev_hash OR cardinality(p_rows) IS NOT DISTINCT FROM 0 THEN
    RETURN QUERY SELECT false, head.last_seq, head.head_hash, clock_timestamp(), t_ids, t_pos, 0, wait_ms;
    RETURN;
  END IF;

  SELECT min(r.seq) INTO wrong FROM (
    SELECT e.seq, e.hash,
           sha256(lag(e.hash, 1, p_prev_hash) OVER (ORDER BY e.seq) || sha256(mom.content_of(e))) AS due
      FROM unnest(p_rows) AS e) r
   WHERE r.hash IS DISTINCT FROM r.due;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'hash of seq % does not follow', wrong USING ERRCODE = 'MM002';
  END IF;

  -- Only a station whose log was ever parted can send a record that is here already, under another epoch.
  IF (SELECT count(*) > 1 FROM mom.log_head l WHERE l.station_id = me) THEN
    PERFORM 1 FROM mom.station o WHERE o.station_id = me FOR UPDATE;
    SELECT array_agg(e.event_id) INTO known FROM mom.event e
     WHERE e.station_id = me AND e.event_id IN (SELECT r.event_id FROM unnest(p_rows) r);
    IF known IS NOT NULL THEN
      INSERT INTO mom.event_again (station_id, epoch, seq, event_id, hash)
      SELECT me, p_epoch, r.seq, r.event_id, r.hash FROM unnest(p_rows) r
       WHERE r.event_id IN (SELECT k FROM unnest(known) k);
      fresh := ARRAY(SELECT r::mom.event FROM unnest(p_rows) r
                      WHERE NOT EXISTS (SELECT 1 FROM unnest(known) k WHERE k = r.event_id) ORDER BY r.seq);
    END IF;
  END IF;

  -- A record addressed to a topic that the station may not write still goes to its home topic, and is flagged: a
  -- mistake in the permissions must not hide it.
  SELECT array_agg(t.code) INTO mine FROM mom.topic t
   WHERE t.topic_id = p_me.home_topic
      OR t.topic_id IN (SELECT g.topic_id FROM mom.station_topic g WHERE g.station_id = me AND g.can_write);
  INSERT INTO mom.event (part_day, event_id, station_id, epoch, seq, hlc, recorded_at, clock_off_ms,
                         kind, v, stream, flags, basis, topics, payload, hash)
  SELECT r.part_day, r.event_id, me, p_epoch, r.seq, r.hlc, r.recorded_at, r.clock_off_ms, r.kind, r.v, r.stream,
         (r.flags & ~4) | CASE WHEN r.topics <@ mine THEN 0 ELSE 4 END, r.basis, r.topics, r.payload, r.hash
    FROM unnest(fresh) r;
  SELECT count(*) INTO astray FROM unnest(fresh) r WHERE NOT r.topics <@ mine;
  UPDATE mom.log_head l SET last_seq = p_prev_seq + cardinality(p_rows), head_hash = p_rows[cardinality(p_rows)].hash
   WHERE l.station_id = me AND l.epoch = p_epoch RETURNING * INTO head;

  FOR topic IN
    SELECT t.topic_id AS id, t.code FROM mom.topic t
     WHERE t.code = ANY (mine) AND cardinality(fresh) > 0 ORDER BY t.topic_id
  LOOP
    SELECT count(*) INTO told FROM unnest(fresh) r WHERE topic.id = p_me.home_topic OR topic.code = ANY (r.topics);
    CONTINUE WHEN told = 0;
    UPDATE mom.topic t SET head_pos = t.head_pos + told WHERE t.topic_id = topic.id RETURNING t.head_pos INTO place;
    t_ids := t_ids || topic.id;
    t_pos := t_pos || place;
    WITH told_now AS (
      SELECT r.part_day, r.event_id, r.stream, r.flags, place - told + row_number() OVER (ORDER BY r.seq) AS pos
        FROM unnest(fresh) r WHERE topic.id = p_me.home_topic OR topic.code = ANY (r.topics)
    ), fed AS (
      INSERT INTO mom.feed (part_day, topic_id, pos, event_id)
      SELECT n.part_day, topic.id, n.pos, n.event_id FROM told_now n
    )
    INSERT INTO mom.stream_topic AS o (topic_id, stream, first_day, last_pos, is_closed)
    SELECT DISTINCT ON (n.stream) topic.id, n.stream, n.part_day, n.pos, n.flags & 2 = 2
      FROM told_now n ORDER BY n.stream, n.pos DESC
    ON CONFLICT (topic_id, stream) DO UPDATE SET last_pos = excluded.last_pos, is_closed = excluded.is_closed;
  END LOOP;
  RETURN QUERY SELECT true, head.last_seq, head.head_hash, clock_timestamp(), t_ids, t_pos, astray, wait_ms;
END
$$;

-- A clock that is wrong by millennia must not make a moment that a reader cannot hold.
CREATE OR REPLACE FUNCTION mom.holdable(p_at timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT least(greatest(p_at, timestamptz '0002-01-01 00:00Z'), timestamptz '9999-12-01 00:00Z')
$$;

-- A batch of some hundred records as one JSON value: one call, and the quickest way for so many.
CREATE FUNCTION mom.push(
  p_station uuid, p_token bytea, p_epoch int, p_prev_seq bigint, p_prev_hash bytea, p_batch json)
RETURNS TABLE (is_taken bool, last_seq bigint, head_hash bytea, server_now timestamptz, topic_ids int[],
               heads bigint[], flagged int, retry_after_ms int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, mom, pg_temp AS $$
DECLARE
  me    mom.station := mom.whoami(p_station, p_token);
  today date := (now() AT TIME ZONE 'UTC')::date;
  rows  mom.event[];
BEGIN
  -- A record has at most 1 MB; what is far beyond is no station's.
  IF octet_length(p_batch::text) > 67108864 THEN
    RAISE EXCEPTION 'a batch has at most 64 MB' USING ERRCODE = '54000';
  END IF;
  SELECT array_agg(ROW(today, e.id, p_station, p_epoch, p_prev_seq + e.place, e.hlc, mom.holdable(e.at), e.off,
                       e.k, e.v, e.s, e.f, e.b, e."to", e.p, decode(e.h, 'hex'), NULL)::mom.event ORDER BY e.place)
    INTO rows
    FROM ROWS FROM (json_to_recordset(p_batch) AS (
           id uuid, hlc bigint, at timestamptz, off int, k text, v smallint, s text, f smallint,
           b uuid[], "to" text[], p text, h text)) WITH ORDINALITY
      AS e (id, hlc, at, off, k, v, s, f, b, "to", p, h, place);
  RETURN QUERY SELECT * FROM mom.append(me, p_epoch, p_prev_seq, p_prev_hash, coalesce(rows, '{}'));
END
$$;

-- Thousands of records go by COPY into a table that lives as long as the connection, and then in with push_bulk.
-- The table is mom_owner's: the station may add rows to it, and neither see nor change what it is.
CREATE OR REPLACE FUNCTION mom.open_bulk(p_station uuid, p_token bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, mom, pg_temp AS $$
BEGIN
  PERFORM mom.whoami(p_station, p_token);
  IF to_regclass('pg_temp.mom_bulk') IS NULL THEN
    CREATE TEMPORARY TABLE mom_bulk (
      place bigint NOT NULL, id uuid NOT NULL, hlc bigint NOT NULL, at timestamptz NOT NULL, off int, k text NOT NULL,
      v smallint NOT NULL, s text NOT NULL, f smallint NOT NULL, b uuid[] NOT NULL, "to" text[] NOT NULL,
      p text NOT NULL, h bytea NOT NULL) ON COMMIT PRESERVE ROWS;
    GRANT INSERT ON pg_temp.mom_bulk TO PUBLIC;
  END IF;
  PERFORM mom.own_bulk();
  TRUNCATE pg_temp.mom_bulk;
END
$$;

-- A station may make things of its own in pg_temp, and one of them could bear this name and run code when it is read.
CREATE OR REPLACE FUNCTION mom.own_bulk() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, mom, pg_temp AS $$
BEGIN
  PERFORM 1 FROM pg_class c
    WHERE c.oid = to_regclass('pg_temp.mom_bulk') AND c.relnamespace = pg_my_temp_schema()
      AND c.relowner = (SELECT n.nspowner FROM pg_namespace n WHERE n.nspname = 'mom')
      AND c.relkind = 'r' AND NOT c.relhasrules AND NOT c.relhastriggers AND NOT c.relhassubclass;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'mom_bulk is not the table for records' USING ERRCODE = '42501';
  END IF;
END
$$;

CREATE FUNCTION mom.push_bulk(p_station uuid, p_token bytea, p_epoch int, p_prev_seq bigint, p_prev_hash bytea)
RETURNS TABLE (is_taken bool, last_seq bigint, head_hash bytea, server_now timestamptz, topic_ids int[],
               heads bigint[], flagged int, retry_after_ms int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, mom, pg_temp AS $$
DECLARE
  me    mom.station := mom.whoami(p_station, p_token);
  today date := (now() AT TIME ZONE 'UTC')::date;
  rows  mom.event[];
BEGIN
  PERFORM mom.own_bulk();
  SELECT array_agg(ROW(today, e.id, p_station, p_epoch, p_prev_seq + e.place, e.hlc, mom.holdable(e.at), e.off,
                       e.k, e.v, e.s, e.f, e.b, e."to", e.p, e.h, NULL)::mom.event ORDER BY e.place)
    INTO rows
    FROM (SELECT w.*, row_number() OVER (ORDER BY w.place) AS nth FROM pg_temp.mom_bulk w) e
   WHERE e.place = e.nth;  -- a place twice or left out ends the batch there
  TRUNCATE pg_temp.mom_bulk;
  RETURN QUERY SELECT * FROM mom.append(me, p_epoch, p_prev_seq, p_prev_hash, coalesce(rows, '{}'));
END
$$;

-- From the reader's own position on, that row included: it proves that the past was not rewritten. A page ends after
-- some megabytes, but never before the row behind the reader's own.
CREATE OR REPLACE FUNCTION mom.pull(p_station uuid, p_token bytea, p_topic int, p_pos bigint, p_limit int)
RETURNS TABLE (pos bigint, event_id uuid, station_id uuid, epoch int, seq bigint, hlc bigint, recorded_at timestamptz,
               clock_off_ms int, kind text, v smallint, stream text, flags smallint, basis uuid[], topics text[],
               payload text, hash bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, mom, pg_temp AS $$
#variable_conflict use_column
BEGIN
  PERFORM mom.whoami(p_station, p_token);
  PERFORM mom.may_read(p_station, p_topic);
  RETURN QUERY
    SELECT w.pos, w.event_id, w.station_id, w.epoch, w.seq, w.hlc, w.recorded_at, w.clock_off_ms, w.kind, w.v,
           w.stream, w.flags, w.basis, w.topics, w.payload, w.hash
      FROM (SELECT f.pos, e.*, row_number() OVER (ORDER BY f.pos) AS nth,
                   sum(octet_length(e.payload)) OVER (ORDER BY f.pos) AS so_far
              FROM (SELECT * FROM mom.feed w WHERE w.topic_id = p_topic AND w.pos >= p_pos
                     ORDER BY w.pos LIMIT least(p_limit, 1000)) f
              JOIN mom.event e ON e.event_id = f.event_id AND e.part_day = f.part_day) w
     WHERE w.nth <= 2 OR w.so_far < 4194304
     ORDER BY w.pos;
END
$$;

-- What stands where: for a reader that has to find out whether its past is still the plant's.
CREATE OR REPLACE FUNCTION mom.feed_ids(p_station uuid, p_token bytea, p_topic int, p_after bigint, p_limit int)
RETURNS TABLE (pos bigint, event_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, mom, pg_temp AS $$
#variable_conflict use_column
BEGIN
  PERFORM mom.whoami(p_station, p_token);
  PERFORM mom.may_read(p_station, p_topic);
  RETURN QUERY SELECT f.pos, f.event_id FROM mom.feed f
    WHERE f.topic_id = p_topic AND f.pos > p_after ORDER BY f.pos LIMIT least(p_limit, 5000);
END
$$;

-- The head of a topic and the names of its open streams, from one snapshot. Whoever then reads these streams whole,
-- and the feed from that head on, misses nothing: what is appended meanwhile stands behind the head.
CREATE OR REPLACE FUNCTION mom.open_streams(p_station uuid, p_token bytea, p_topic int)
RETURNS TABLE (head_pos bigint, stream text, last_pos bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, mom, pg_temp AS $$
#variable_conflict use_column
BEGIN
  PERFORM mom.whoami(p_station, p_token);
  PERFORM mom.may_read(p_station, p_topic);
  RETURN QUERY
    SELECT t.head_pos, o.stream, o.last_pos FROM mom.topic t
      LEFT JOIN mom.stream_topic o ON o.topic_id = t.topic_id AND NOT o.is_closed
     WHERE t.topic_id = p_topic;
END
$$;

-- The records of these streams in this order; of the first one only those after the given place.
CREATE OR REPLACE FUNCTION mom.stream_page(
  p_station uuid, p_token bytea, p_topic int, p_streams text[], p_hlc bigint, p_event uuid, p_limit int)
RETURNS TABLE (pos bigint, event_id uuid, station_id uuid, epoch int, seq bigint, hlc bigint, recorded_at timestamptz,
               clock_off_ms int, kind text, v smallint, stream text, flags smallint, basis uuid[], topics text[],
               payload text, hash bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, mom, pg_temp AS $$
#variable_conflict use_column
BEGIN
  PERFORM mom.whoami(p_station, p_token);
  PERFORM mom.may_read(p_station, p_topic);
  RETURN QUERY
    SELECT w.place, w.event_id, w.station_id, w.epoch, w.seq, w.hlc, w.recorded_at, w.clock_off_ms, w.kind, w.v,
           w.stream, w.flags, w.basis, w.topics, w.payload, w.hash
      FROM (SELECT n.*, sum(octet_length(n.payload)) OVER (ORDER BY n.place, n.hlc, n.event_id) AS so_far,
                   row_number() OVER (ORDER BY n.place, n.hlc, n.event_id) AS nth
              FROM (SELECT q.place, e.* FROM unnest(p_streams) WITH ORDINALITY AS q (stream, place)
                      JOIN mom.stream_topic o ON o.topic_id = p_topic AND o.stream = q.stream
                      JOIN mom.event e ON e.stream = q.stream AND e.part_day >= o.first_day
                     WHERE q.place > 1 OR (e.hlc, e.event_id) > (p_hlc, p_event)
                     ORDER BY q.place, e.hlc, e.event_id LIMIT least(p_limit, 5000)) n) w
     WHERE w.nth = 1 OR w.so_far < 8388608
     ORDER BY w.place, w.hlc, w.event_id;
END
$$;

-- The station's own log as the server has it: where a station finds the last record that both hold.
CREATE OR REPLACE FUNCTION mom.own_log(p_station uuid, p_token bytea, p_epoch int, p_after bigint, p_limit int)
RETURNS TABLE (seq bigint, hash bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, mom, pg_temp AS $$
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
-- opens p_known once more, because it has forgotten it; what goes in is compared and chained as ever.
CREATE OR REPLACE FUNCTION mom.open_epoch(p_station uuid, p_token bytea, p_why text, p_known int, p_again bool)
RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, mom, pg_temp AS $$
DECLARE
  highest int;
  opened  int;
BEGIN
  PERFORM mom.whoami(p_station, p_token);
  PERFORM 1 FROM mom.station WHERE station_id = p_station FOR UPDATE;
  SELECT coalesce(max(l.epoch), 0) INTO highest FROM mom.log_head l WHERE l.station_id = p_station;
  opened := CASE WHEN p_again THEN p_known ELSE greatest(highest, p_known) + 1 END;
  INSERT INTO mom.log_head (station_id, epoch, opened_why) VALUES (p_station, opened, p_why)
  ON CONFLICT (station_id, epoch) DO NOTHING;
  RETURN opened;
END
$$;

REVOKE ALL ON SCHEMA mom FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA mom FROM PUBLIC;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA mom FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA mom FROM PUBLIC;
GRANT USAGE ON SCHEMA mom TO mom_station;
GRANT EXECUTE ON FUNCTION mom.hello, mom.heads, mom.push, mom.open_bulk, mom.push_bulk, mom.pull, mom.feed_ids,
   mom.open_streams, mom.stream_page, mom.own_log, mom.open_epoch TO mom_station;
