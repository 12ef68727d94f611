CREATE SCHEMA mom;
ALTER SCHEMA mom OWNER TO mom_owner;
CREATE FUNCTION mom.admit(p_station uuid, p_code text, p_home text, p_topics text[], p_role name, p_token_hash bytea, p_machine_fp text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'mom', 'pg_temp'
    AS $$
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
ALTER FUNCTION mom.admit(p_station uuid, p_code text, p_home text, p_topics text[], p_role name, p_token_hash bytea, p_machine_fp text) OWNER TO mom_owner;
CREATE TABLE mom.event (
    part_day date NOT NULL,
    event_id uuid NOT NULL,
    station_id uuid NOT NULL,
    epoch integer NOT NULL,
    seq bigint NOT NULL,
    hlc bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    clock_off_ms integer,
    kind text NOT NULL,
    v smallint NOT NULL,
    stream text NOT NULL,
    flags smallint NOT NULL,
    basis uuid[] NOT NULL,
    topics text[] NOT NULL,
    payload text NOT NULL,
    hash bytea NOT NULL,
    appended_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
)
PARTITION BY RANGE (part_day);
ALTER TABLE mom.event OWNER TO mom_owner;
CREATE TABLE mom.station (
    station_id uuid NOT NULL,
    code text NOT NULL,
    home_topic integer NOT NULL,
    db_role name,
    token_hash bytea NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    enrolled_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    revoked_at timestamp with time zone,
    revoked_why text DEFAULT ''::text NOT NULL,
    machine_fp text DEFAULT ''::text NOT NULL,
    CONSTRAINT station_status CHECK ((status = ANY (ARRAY['active'::text, 'revoked'::text])))
);
ALTER TABLE mom.station OWNER TO mom_owner;
CREATE FUNCTION mom.append(p_me mom.station, p_epoch integer, p_prev_seq bigint, p_prev_hash bytea, p_rows mom.event[]) RETURNS TABLE(is_taken boolean, last_seq bigint, head_hash bytea, server_now timestamp with time zone, topic_ids integer[], heads bigint[], flagged integer, retry_after_ms integer)
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'mom', 'pg_temp'
    AS $$
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
ALTER FUNCTION mom.append(p_me mom.station, p_epoch integer, p_prev_seq bigint, p_prev_hash bytea, p_rows mom.event[]) OWNER TO mom_owner;
CREATE FUNCTION mom.content_of(e mom.event) RETURNS bytea
    LANGUAGE sql STABLE
    AS $$
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
ALTER FUNCTION mom.content_of(e mom.event) OWNER TO mom_owner;
CREATE FUNCTION mom.empty_default(p_parent text, p_since date) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
DECLARE
  has_older bool;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM mom.%I WHERE part_day < $1)', p_parent || '_default')
    INTO has_older USING p_since;
  IF has_older THEN
    EXECUTE format('DELETE FROM mom.%I WHERE part_day >= $1', p_parent || '_default') USING p_since;
    RETURN;
  END IF;
  EXECUTE format('DROP TRIGGER %I ON mom.%I', p_parent || '_not_cut', p_parent || '_default');
  EXECUTE format('TRUNCATE mom.%I', p_parent || '_default');
  EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON mom.%I FOR EACH STATEMENT EXECUTE FUNCTION mom.forbid_change()',
                 p_parent || '_not_cut', p_parent || '_default');
END
$_$;
ALTER FUNCTION mom.empty_default(p_parent text, p_since date) OWNER TO mom_owner;
CREATE FUNCTION mom.enrol(p_code text, p_station uuid, p_station_code text, p_home text, p_machine_fp text) RETURNS TABLE(outcome text, station_code text, home text, login name, password text, token bytea)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'mom', 'pg_temp'
    AS $$
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
ALTER FUNCTION mom.enrol(p_code text, p_station uuid, p_station_code text, p_home text, p_machine_fp text) OWNER TO mom_owner;
CREATE FUNCTION mom.feed_ids(p_station uuid, p_token bytea, p_topic integer, p_after bigint, p_limit integer) RETURNS TABLE(pos bigint, event_id uuid)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'mom', 'pg_temp'
    AS $$
#variable_conflict use_column
BEGIN
  PERFORM mom.whoami(p_station, p_token);
  PERFORM mom.may_read(p_station, p_topic);
  RETURN QUERY SELECT f.pos, f.event_id FROM mom.feed f
    WHERE f.topic_id = p_topic AND f.pos > p_after ORDER BY f.pos LIMIT least(p_limit, 5000);
END
$$;
ALTER FUNCTION mom.feed_ids(p_station uuid, p_token bytea, p_topic integer, p_after bigint, p_limit integer) OWNER TO mom_owner;
CREATE FUNCTION mom.forbid_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'mom.% is append-only', TG_TABLE_NAME USING ERRCODE = '42501';
END
$$;
ALTER FUNCTION mom.forbid_change() OWNER TO mom_owner;
CREATE FUNCTION mom.heads(p_station uuid, p_token bytea) RETURNS TABLE(topic_id integer, code text, head_pos bigint, oldest_pos bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'mom', 'pg_temp'
    AS $$
#variable_conflict use_column
BEGIN
  PERFORM mom.whoami(p_station, p_token);
  RETURN QUERY
    SELECT t.topic_id, t.code, t.head_pos, t.oldest_pos
      FROM mom.station_topic g JOIN mom.topic t ON t.topic_id = g.topic_id
     WHERE g.station_id = p_station ORDER BY t.topic_id;
END
$$;
ALTER FUNCTION mom.heads(p_station uuid, p_token bytea) OWNER TO mom_owner;
CREATE FUNCTION mom.hello(p_station uuid, p_token bytea, p_app text) RETURNS TABLE(server_now timestamp with time zone, server text, schema_version integer, spread_ms integer)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'mom', 'pg_temp'
    AS $$
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
ALTER FUNCTION mom.hello(p_station uuid, p_token bytea, p_app text) OWNER TO mom_owner;
CREATE FUNCTION mom.holdable(p_at timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    AS $$
  SELECT least(greatest(p_at, timestamptz '0002-01-01 00:00Z'), timestamptz '9999-12-01 00:00Z')
$$;
ALTER FUNCTION mom.holdable(p_at timestamp with time zone) OWNER TO mom_owner;
CREATE FUNCTION mom.kept_since() RETURNS date
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT kept_since FROM mom.retention
$$;
ALTER FUNCTION mom.kept_since() OWNER TO mom_owner;
CREATE FUNCTION mom.make_part(p_parent text, p_name text, p_from date, p_to date) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  EXECUTE format('CREATE TABLE mom.%I PARTITION OF mom.%I FOR VALUES FROM (%L) TO (%L)',
                 p_parent || '_' || p_name, p_parent, p_from, p_to);
  EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON mom.%I FOR EACH STATEMENT EXECUTE FUNCTION mom.forbid_change()',
                 p_parent || '_not_cut', p_parent || '_' || p_name);
END
$$;
ALTER FUNCTION mom.make_part(p_parent text, p_name text, p_from date, p_to date) OWNER TO mom_owner;
CREATE FUNCTION mom.make_partitions(p_ahead integer, p_daily boolean, p_patience interval DEFAULT '00:00:00.8'::interval) RETURNS TABLE(made text, moved bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
DECLARE
  today  date := (now() AT TIME ZONE 'UTC')::date;
  since  date := mom.kept_since();
  lacking date[];
  astray date[];
  day    date;
  range  record;
  parent text;
  count  bigint;
BEGIN
  PERFORM set_config('lock_timeout', (extract(epoch FROM p_patience) * 1000)::int::text, true);
  -- Days that are due and have no partition.
  SELECT array_agg(d::date ORDER BY d) INTO lacking
    FROM generate_series(today::timestamp, CASE WHEN p_daily THEN today + p_ahead * interval '1 day'
           ELSE date_trunc('month', today) + (p_ahead + 1) * interval '1 month' - interval '1 day' END, '1 day') AS d
   WHERE NOT EXISTS (SELECT 1 FROM mom.parts() p WHERE p.parent = 'event' AND d >= p.from_day AND d < p.to_day);
  IF lacking IS NULL AND NOT EXISTS (SELECT 1 FROM mom.event_default WHERE part_day >= since)
                     AND NOT EXISTS (SELECT 1 FROM mom.feed_default WHERE part_day >= since) THEN
    RETURN;
  END IF;
  LOCK TABLE mom.event, mom.feed IN ACCESS EXCLUSIVE MODE;
  SELECT array_agg(DISTINCT d) INTO astray
    FROM (SELECT part_day AS d FROM mom.event_default WHERE part_day >= since
          UNION ALL SELECT part_day FROM mom.feed_default WHERE part_day >= since) AS found;
  FOREACH parent IN ARRAY ARRAY['event', 'feed'] LOOP
    EXECUTE format('ALTER TABLE mom.%I DETACH PARTITION mom.%I', parent, parent || '_default');
  END LOOP;
  FOR day IN SELECT DISTINCT d FROM unnest(lacking || astray) AS d WHERE d IS NOT NULL ORDER BY d LOOP
    CONTINUE WHEN EXISTS (SELECT 1 FROM mom.parts() p WHERE p.parent = 'event' AND day >= p.from_day AND day < p.to_day);
    SELECT * INTO range FROM mom.range_of(day, p_daily);
    PERFORM mom.make_part('event', range.name, range.from_day, range.to_day);
    PERFORM mom.make_part('feed', range.name, range.from_day, range.to_day);
    made := range.name; moved := 0;
    RETURN NEXT;
  END LOOP;
  FOREACH parent IN ARRAY ARRAY['event', 'feed'] LOOP
    EXECUTE format('INSERT INTO mom.%I SELECT * FROM mom.%I WHERE part_day >= $1', parent, parent || '_default')
      USING since;
    GET DIAGNOSTICS count = ROW_COUNT;
    PERFORM mom.empty_default(parent, since);
    EXECUTE format('ALTER TABLE mom.%I ATTACH PARTITION mom.%I DEFAULT', parent, parent || '_default');
    IF count > 0 THEN
      made := parent || '_default'; moved := count;
      RETURN NEXT;
    END IF;
  END LOOP;
END
$_$;
ALTER FUNCTION mom.make_partitions(p_ahead integer, p_daily boolean, p_patience interval) OWNER TO mom_owner;
CREATE FUNCTION mom.make_room(p_code text, p_station uuid) RETURNS SETOF name
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'mom', 'pg_temp'
    AS $$
  UPDATE mom.station SET status = 'revoked', revoked_at = clock_timestamp(), revoked_why = 'replaced'
   WHERE code = p_code AND station_id <> p_station AND status = 'active' RETURNING db_role
$$;
ALTER FUNCTION mom.make_room(p_code text, p_station uuid) OWNER TO mom_owner;
CREATE FUNCTION mom.may_read(p_station uuid, p_topic integer) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'mom', 'pg_temp'
    AS $$
BEGIN
  PERFORM 1 FROM mom.station_topic WHERE station_id = p_station AND topic_id = p_topic;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'topic % not granted', p_topic USING ERRCODE = '42501';
  END IF;
END
$$;
ALTER FUNCTION mom.may_read(p_station uuid, p_topic integer) OWNER TO mom_owner;
CREATE FUNCTION mom.open_bulk(p_station uuid, p_token bytea) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'mom', 'pg_temp'
    AS $$
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
ALTER FUNCTION mom.open_bulk(p_station uuid, p_token bytea) OWNER TO mom_owner;
CREATE FUNCTION mom.open_epoch(p_station uuid, p_token bytea, p_why text, p_known integer, p_again boolean) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'mom', 'pg_temp'
    AS $$
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
ALTER FUNCTION mom.open_epoch(p_station uuid, p_token bytea, p_why text, p_known integer, p_again boolean) OWNER TO mom_owner;
CREATE FUNCTION mom.open_streams(p_station uuid, p_token bytea, p_topic integer) RETURNS TABLE(head_pos bigint, stream text, last_pos bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'mom', 'pg_temp'
    AS $$
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
ALTER FUNCTION mom.open_streams(p_station uuid, p_token bytea, p_topic integer) OWNER TO mom_owner;
CREATE FUNCTION mom.own_bulk() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'mom', 'pg_temp'
    AS $$
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
ALTER FUNCTION mom.own_bulk() OWNER TO mom_owner;
CREATE FUNCTION mom.own_log(p_station uuid, p_token bytea, p_epoch integer, p_after bigint, p_limit integer) RETURNS TABLE(seq bigint, hash bytea)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'mom', 'pg_temp'
    AS $$
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
ALTER FUNCTION mom.own_log(p_station uuid, p_token bytea, p_epoch integer, p_after bigint, p_limit integer) OWNER TO mom_owner;
CREATE FUNCTION mom.parts() RETURNS TABLE(parent text, part text, from_day date, to_day date)
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
  SELECT p.relname::text, c.relname::text, b[1]::date, b[2]::date
    FROM pg_inherits i
    JOIN pg_class p ON p.oid = i.inhparent JOIN pg_class c ON c.oid = i.inhrelid
    CROSS JOIN regexp_match(pg_get_expr(c.relpartbound, c.oid), $re$FROM \('(.+?)'\) TO \('(.+?)'\)$re$) AS b
   WHERE p.relnamespace = 'mom'::regnamespace AND p.relname IN ('event', 'feed') AND b IS NOT NULL
$_$;
ALTER FUNCTION mom.parts() OWNER TO mom_owner;
CREATE FUNCTION mom.pull(p_station uuid, p_token bytea, p_topic integer, p_pos bigint, p_limit integer) RETURNS TABLE(pos bigint, event_id uuid, station_id uuid, epoch integer, seq bigint, hlc bigint, recorded_at timestamp with time zone, clock_off_ms integer, kind text, v smallint, stream text, flags smallint, basis uuid[], topics text[], payload text, hash bytea)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'mom', 'pg_temp'
    AS $$
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
ALTER FUNCTION mom.pull(p_station uuid, p_token bytea, p_topic integer, p_pos bigint, p_limit integer) OWNER TO mom_owner;
CREATE FUNCTION mom.push(p_station uuid, p_token bytea, p_epoch integer, p_prev_seq bigint, p_prev_hash bytea, p_batch json) RETURNS TABLE(is_taken boolean, last_seq bigint, head_hash bytea, server_now timestamp with time zone, topic_ids integer[], heads bigint[], flagged integer, retry_after_ms integer)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'mom', 'pg_temp'
    AS $$
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
ALTER FUNCTION mom.push(p_station uuid, p_token bytea, p_epoch integer, p_prev_seq bigint, p_prev_hash bytea, p_batch json) OWNER TO mom_owner;
CREATE FUNCTION mom.push_bulk(p_station uuid, p_token bytea, p_epoch integer, p_prev_seq bigint, p_prev_hash bytea) RETURNS TABLE(is_taken boolean, last_seq bigint, head_hash bytea, server_now timestamp with time zone, topic_ids integer[], heads bigint[], flagged integer, retry_after_ms integer)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'mom', 'pg_temp'
    AS $$
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
ALTER FUNCTION mom.push_bulk(p_station uuid, p_token bytea, p_epoch integer, p_prev_seq bigint, p_prev_hash bytea) OWNER TO mom_owner;
CREATE FUNCTION mom.quoted(p_text text) RETURNS text
    LANGUAGE sql STABLE
    AS $$
  SELECT CASE WHEN octet_length(p_text) = char_length(p_text) AND strpos(p_text, chr(127)) = 0
              THEN to_json(p_text)::text ELSE mom.quoted_beyond_ascii(to_json(p_text)::text) END
$$;
ALTER FUNCTION mom.quoted(p_text text) OWNER TO mom_owner;
CREATE FUNCTION mom.quoted_beyond_ascii(p_json text) RETURNS text
    LANGUAGE sql STABLE
    AS $$
  SELECT string_agg(
    CASE WHEN ascii(c.letter) < 127 THEN c.letter
         WHEN ascii(c.letter) < 65536 THEN '\u' || lpad(to_hex(ascii(c.letter)), 4, '0')
         ELSE '\u' || to_hex(55296 + ((ascii(c.letter) - 65536) >> 10))
           || '\u' || to_hex(56320 + ((ascii(c.letter) - 65536) & 1023)) END, '' ORDER BY c.place)
    FROM string_to_table(p_json, NULL) WITH ORDINALITY AS c (letter, place)
$$;
ALTER FUNCTION mom.quoted_beyond_ascii(p_json text) OWNER TO mom_owner;
CREATE FUNCTION mom.range_of(p_day date, p_daily boolean) RETURNS TABLE(name text, from_day date, to_day date)
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT to_char(p_day, CASE WHEN d THEN 'YYYY_MM_DD' ELSE 'YYYY_MM' END),
         CASE WHEN d THEN p_day ELSE m END, CASE WHEN d THEN p_day + 1 ELSE (m + interval '1 month')::date END
    FROM (SELECT m, p_daily OR EXISTS (SELECT 1 FROM mom.parts() p WHERE p.from_day < (m + interval '1 month')::date
                                          AND p.to_day > m) AS d
            FROM (SELECT date_trunc('month', p_day)::date AS m) AS month) AS how
$$;
ALTER FUNCTION mom.range_of(p_day date, p_daily boolean) OWNER TO mom_owner;
CREATE FUNCTION mom.retire_one(p_parent text, p_part text) RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  kept bigint := 0;
BEGIN
  IF p_parent = 'feed' THEN
    EXECUTE format('UPDATE mom.topic t SET oldest_pos = greatest(t.oldest_pos, gone.last + 1)'
                   ' FROM (SELECT topic_id, max(pos) AS last FROM mom.%I GROUP BY topic_id) gone'
                   ' WHERE gone.topic_id = t.topic_id', p_part);
  ELSE
    EXECUTE format('UPDATE mom.log_head h SET first_seq = gone.seq + 1, before_hash = gone.hash'
                   ' FROM (SELECT DISTINCT ON (station_id, epoch) station_id, epoch, seq, hash FROM mom.%I'
                   '        ORDER BY station_id, epoch, seq DESC) gone'
                   ' WHERE gone.station_id = h.station_id AND gone.epoch = h.epoch AND gone.seq >= h.first_seq', p_part);
  END IF;
  EXECUTE format('ALTER TABLE mom.%I DETACH PARTITION mom.%I', p_parent, p_part);
  EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON mom.%I FOR EACH ROW EXECUTE FUNCTION mom.forbid_change()',
                 p_parent || '_kept', p_part);
  IF p_parent = 'event' THEN
    EXECUTE format('INSERT INTO mom.event SELECT e.* FROM mom.%I e'
                   ' WHERE EXISTS (SELECT 1 FROM mom.stream_topic o WHERE o.stream = e.stream AND NOT o.is_closed)',
                   p_part);
    GET DIAGNOSTICS kept = ROW_COUNT;
  END IF;
  RETURN kept;
END
$$;
ALTER FUNCTION mom.retire_one(p_parent text, p_part text) OWNER TO mom_owner;
CREATE FUNCTION mom.retire_partitions(p_keep_months integer, p_drop boolean, p_patience interval DEFAULT '00:00:00.8'::interval) RETURNS TABLE(part text, is_dropped boolean, kept bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
DECLARE
  cutoff date;
  old    record;
BEGIN
  IF p_keep_months < 2 THEN
    RAISE EXCEPTION 'keep two months at least: stations that were away must find what they missed'
      USING ERRCODE = '22023';
  END IF;
  cutoff := (date_trunc('month', now() AT TIME ZONE 'UTC') - p_keep_months * interval '1 month')::date;
  PERFORM set_config('lock_timeout', (extract(epoch FROM p_patience) * 1000)::int::text, true);
  IF EXISTS (SELECT 1 FROM mom.parts() p WHERE p.to_day <= cutoff) THEN
    -- in the order in which a push takes them
    LOCK TABLE mom.log_head IN EXCLUSIVE MODE;
    LOCK TABLE mom.event IN ACCESS EXCLUSIVE MODE;
    LOCK TABLE mom.topic IN EXCLUSIVE MODE;
    LOCK TABLE mom.feed IN ACCESS EXCLUSIVE MODE;
    UPDATE mom.retention SET kept_since = greatest(kept_since, cutoff);
  END IF;
  FOR old IN SELECT * FROM mom.parts() p WHERE p.to_day <= cutoff ORDER BY p.from_day, p.parent LOOP
    part := old.part; is_dropped := false;
    kept := mom.retire_one(old.parent, old.part);
    RETURN NEXT;
  END LOOP;
  FOR old IN
    SELECT c.relname FROM pg_class c
     WHERE p_drop AND c.relnamespace = 'mom'::regnamespace AND c.relkind = 'r' AND NOT c.relispartition
       AND c.relname ~ '^(event|feed)_\d{4}_\d{2}(_\d{2})?$' ORDER BY 1
  LOOP
    EXECUTE format('DROP TABLE mom.%I', old.relname);
    part := old.relname; is_dropped := true; kept := 0;
    RETURN NEXT;
  END LOOP;
END
$_$;
ALTER FUNCTION mom.retire_partitions(p_keep_months integer, p_drop boolean, p_patience interval) OWNER TO mom_owner;
CREATE FUNCTION mom.sealed(p_text bytea, p_code text) RETURNS bytea
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  pad bytea := sha256(convert_to('momstation seal ' || p_code, 'UTF8'));
BEGIN
  FOR at IN 0 .. least(length(p_text), 32) - 1 LOOP
    p_text := set_byte(p_text, at, get_byte(p_text, at) # get_byte(pad, at));
  END LOOP;
  RETURN p_text;
END
$$;
ALTER FUNCTION mom.sealed(p_text bytea, p_code text) OWNER TO mom_owner;
CREATE FUNCTION mom.stream_page(p_station uuid, p_token bytea, p_topic integer, p_streams text[], p_hlc bigint, p_event uuid, p_limit integer) RETURNS TABLE(pos bigint, event_id uuid, station_id uuid, epoch integer, seq bigint, hlc bigint, recorded_at timestamp with time zone, clock_off_ms integer, kind text, v smallint, stream text, flags smallint, basis uuid[], topics text[], payload text, hash bytea)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'mom', 'pg_temp'
    AS $$
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
ALTER FUNCTION mom.stream_page(p_station uuid, p_token bytea, p_topic integer, p_streams text[], p_hlc bigint, p_event uuid, p_limit integer) OWNER TO mom_owner;
CREATE FUNCTION mom.ticket_hash(p_code text) RETURNS bytea
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT sha256(convert_to('momstation code ' || p_code, 'UTF8'))
$$;
ALTER FUNCTION mom.ticket_hash(p_code text) OWNER TO mom_owner;
CREATE FUNCTION mom.whoami(p_station uuid, p_token bytea) RETURNS mom.station
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'mom', 'pg_temp'
    AS $$
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
ALTER FUNCTION mom.whoami(p_station uuid, p_token bytea) OWNER TO mom_owner;
CREATE TABLE mom.event_2026_11 (
    part_day date NOT NULL,
    event_id uuid NOT NULL,
    station_id uuid NOT NULL,
    epoch integer NOT NULL,
    seq bigint NOT NULL,
    hlc bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    clock_off_ms integer,
    kind text NOT NULL,
    v smallint NOT NULL,
    stream text NOT NULL,
    flags smallint NOT NULL,
    basis uuid[] NOT NULL,
    topics text[] NOT NULL,
    payload text NOT NULL,
    hash bytea NOT NULL,
    appended_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
ALTER TABLE mom.event_2026_11 OWNER TO mom_owner;
CREATE TABLE mom.event_2026_12 (
    part_day date NOT NULL,
    event_id uuid NOT NULL,
    station_id uuid NOT NULL,
    epoch integer NOT NULL,
    seq bigint NOT NULL,
    hlc bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    clock_off_ms integer,
    kind text NOT NULL,
    v smallint NOT NULL,
    stream text NOT NULL,
    flags smallint NOT NULL,
    basis uuid[] NOT NULL,
    topics text[] NOT NULL,
    payload text NOT NULL,
    hash bytea NOT NULL,
    appended_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
ALTER TABLE mom.event_2026_12 OWNER TO mom_owner;
CREATE TABLE mom.event_2027_01 (
    part_day date NOT NULL,
    event_id uuid NOT NULL,
    station_id uuid NOT NULL,
    epoch integer NOT NULL,
    seq bigint NOT NULL,
    hlc bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    clock_off_ms integer,
    kind text NOT NULL,
    v smallint NOT NULL,
    stream text NOT NULL,
    flags smallint NOT NULL,
    basis uuid[] NOT NULL,
    topics text[] NOT NULL,
    payload text NOT NULL,
    hash bytea NOT NULL,
    appended_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
ALTER TABLE mom.event_2027_01 OWNER TO mom_owner;
CREATE TABLE mom.event_2027_02 (
    part_day date NOT NULL,
    event_id uuid NOT NULL,
    station_id uuid NOT NULL,
    epoch integer NOT NULL,
    seq bigint NOT NULL,
    hlc bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    clock_off_ms integer,
    kind text NOT NULL,
    v smallint NOT NULL,
    stream text NOT NULL,
    flags smallint NOT NULL,
    basis uuid[] NOT NULL,
    topics text[] NOT NULL,
    payload text NOT NULL,
    hash bytea NOT NULL,
    appended_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
ALTER TABLE mom.event_2027_02 OWNER TO mom_owner;
CREATE TABLE mom.event_again (
    station_id uuid NOT NULL,
    epoch integer NOT NULL,
    seq bigint NOT NULL,
    event_id uuid NOT NULL,
    hash bytea NOT NULL
);
ALTER TABLE mom.event_again OWNER TO mom_owner;
CREATE TABLE mom.event_default (
    part_day date NOT NULL,
    event_id uuid NOT NULL,
    station_id uuid NOT NULL,
    epoch integer NOT NULL,
    seq bigint NOT NULL,
    hlc bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    clock_off_ms integer,
    kind text NOT NULL,
    v smallint NOT NULL,
    stream text NOT NULL,
    flags smallint NOT NULL,
    basis uuid[] NOT NULL,
    topics text[] NOT NULL,
    payload text NOT NULL,
    hash bytea NOT NULL,
    appended_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
ALTER TABLE mom.event_default OWNER TO mom_owner;
CREATE TABLE mom.feed (
    part_day date NOT NULL,
    topic_id integer NOT NULL,
    pos bigint NOT NULL,
    event_id uuid NOT NULL
)
PARTITION BY RANGE (part_day);
ALTER TABLE mom.feed OWNER TO mom_owner;
CREATE TABLE mom.feed_2026_11 (
    part_day date NOT NULL,
    topic_id integer NOT NULL,
    pos bigint NOT NULL,
    event_id uuid NOT NULL
);
ALTER TABLE mom.feed_2026_11 OWNER TO mom_owner;
CREATE TABLE mom.feed_2026_12 (
    part_day date NOT NULL,
    topic_id integer NOT NULL,
    pos bigint NOT NULL,
    event_id uuid NOT NULL
);
ALTER TABLE mom.feed_2026_12 OWNER TO mom_owner;
CREATE TABLE mom.feed_2027_01 (
    part_day date NOT NULL,
    topic_id integer NOT NULL,
    pos bigint NOT NULL,
    event_id uuid NOT NULL
);
ALTER TABLE mom.feed_2027_01 OWNER TO mom_owner;
CREATE TABLE mom.feed_2027_02 (
    part_day date NOT NULL,
    topic_id integer NOT NULL,
    pos bigint NOT NULL,
    event_id uuid NOT NULL
);
ALTER TABLE mom.feed_2027_02 OWNER TO mom_owner;
CREATE TABLE mom.feed_default (
    part_day date NOT NULL,
    topic_id integer NOT NULL,
    pos bigint NOT NULL,
    event_id uuid NOT NULL
);
ALTER TABLE mom.feed_default OWNER TO mom_owner;
CREATE TABLE mom.log_head (
    station_id uuid NOT NULL,
    epoch integer NOT NULL,
    last_seq bigint DEFAULT 0 NOT NULL,
    head_hash bytea DEFAULT '\x'::bytea NOT NULL,
    opened_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    opened_why text NOT NULL,
    first_seq bigint DEFAULT 1 NOT NULL,
    before_hash bytea DEFAULT '\x'::bytea NOT NULL,
    CONSTRAINT log_head_epoch CHECK ((epoch > 0))
)
WITH (fillfactor='50');
ALTER TABLE mom.log_head OWNER TO mom_owner;
CREATE TABLE mom.reader_area (
    login name NOT NULL,
    area text NOT NULL
);
ALTER TABLE mom.reader_area OWNER TO mom_owner;
CREATE TABLE mom.retention (
    one boolean DEFAULT true NOT NULL,
    kept_since date DEFAULT '-infinity'::date NOT NULL,
    CONSTRAINT retention_once CHECK (one)
);
ALTER TABLE mom.retention OWNER TO mom_owner;
CREATE TABLE mom.revision (
    version_num character varying(32) NOT NULL
);
ALTER TABLE mom.revision OWNER TO mom_owner;
CREATE TABLE mom.schema_version (
    version integer NOT NULL,
    applied_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
ALTER TABLE mom.schema_version OWNER TO mom_owner;
CREATE TABLE mom.station_seen (
    station_id uuid NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    app text NOT NULL
)
WITH (fillfactor='50');
ALTER TABLE mom.station_seen OWNER TO mom_owner;
CREATE TABLE mom.station_topic (
    station_id uuid NOT NULL,
    topic_id integer NOT NULL,
    can_write boolean DEFAULT true NOT NULL
);
ALTER TABLE mom.station_topic OWNER TO mom_owner;
CREATE TABLE mom.stream_topic (
    topic_id integer NOT NULL,
    stream text NOT NULL,
    first_day date NOT NULL,
    last_pos bigint NOT NULL,
    is_closed boolean NOT NULL
)
WITH (fillfactor='70');
ALTER TABLE mom.stream_topic OWNER TO mom_owner;
CREATE TABLE mom.ticket (
    ticket_id integer NOT NULL,
    code_hash bytea NOT NULL,
    station_code text NOT NULL,
    home text NOT NULL,
    topics text[] NOT NULL,
    login name NOT NULL,
    role name,
    sealed bytea NOT NULL,
    gate text NOT NULL,
    is_replacing boolean NOT NULL,
    made_by name DEFAULT SESSION_USER NOT NULL,
    made_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    valid_until timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    used_by uuid,
    former_role name
);
ALTER TABLE mom.ticket OWNER TO mom_owner;
ALTER TABLE mom.ticket ALTER COLUMN ticket_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME mom.ticket_ticket_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE mom.topic (
    topic_id integer NOT NULL,
    code text NOT NULL,
    head_pos bigint DEFAULT 0 NOT NULL,
    oldest_pos bigint DEFAULT 0 NOT NULL
)
WITH (fillfactor='50', autovacuum_vacuum_threshold='50', autovacuum_vacuum_scale_factor='0');
ALTER TABLE mom.topic OWNER TO mom_owner;
ALTER TABLE mom.topic ALTER COLUMN topic_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME mom.topic_topic_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE SEQUENCE mom.wrong_codes
    START WITH 0
    INCREMENT BY 1
    MINVALUE 0
    NO MAXVALUE
    CACHE 1;
ALTER TABLE mom.wrong_codes OWNER TO mom_owner;
ALTER TABLE ONLY mom.event ATTACH PARTITION mom.event_2026_11 FOR VALUES FROM ('2026-11-01') TO ('2026-12-01');
ALTER TABLE ONLY mom.event ATTACH PARTITION mom.event_2026_12 FOR VALUES FROM ('2026-12-01') TO ('2027-01-01');
ALTER TABLE ONLY mom.event ATTACH PARTITION mom.event_2027_01 FOR VALUES FROM ('2027-01-01') TO ('2027-02-01');
ALTER TABLE ONLY mom.event ATTACH PARTITION mom.event_2027_02 FOR VALUES FROM ('2027-02-01') TO ('2027-03-01');
ALTER TABLE ONLY mom.event ATTACH PARTITION mom.event_default DEFAULT;
ALTER TABLE ONLY mom.feed ATTACH PARTITION mom.feed_2026_11 FOR VALUES FROM ('2026-11-01') TO ('2026-12-01');
ALTER TABLE ONLY mom.feed ATTACH PARTITION mom.feed_2026_12 FOR VALUES FROM ('2026-12-01') TO ('2027-01-01');
ALTER TABLE ONLY mom.feed ATTACH PARTITION mom.feed_2027_01 FOR VALUES FROM ('2027-01-01') TO ('2027-02-01');
ALTER TABLE ONLY mom.feed ATTACH PARTITION mom.feed_2027_02 FOR VALUES FROM ('2027-02-01') TO ('2027-03-01');
ALTER TABLE ONLY mom.feed ATTACH PARTITION mom.feed_default DEFAULT;
ALTER TABLE ONLY mom.event
    ADD CONSTRAINT event_pk PRIMARY KEY (event_id, part_day);
ALTER TABLE ONLY mom.event_2026_11
    ADD CONSTRAINT event_2026_11_pkey PRIMARY KEY (event_id, part_day);
ALTER TABLE ONLY mom.event
    ADD CONSTRAINT event_place UNIQUE (station_id, epoch, seq, part_day);
ALTER TABLE ONLY mom.event_2026_11
    ADD CONSTRAINT event_2026_11_station_id_epoch_seq_part_day_key UNIQUE (station_id, epoch, seq, part_day);
ALTER TABLE ONLY mom.event_2026_12
    ADD CONSTRAINT event_2026_12_pkey PRIMARY KEY (event_id, part_day);
ALTER TABLE ONLY mom.event_2026_12
    ADD CONSTRAINT event_2026_12_station_id_epoch_seq_part_day_key UNIQUE (station_id, epoch, seq, part_day);
ALTER TABLE ONLY mom.event_2027_01
    ADD CONSTRAINT event_2027_01_pkey PRIMARY KEY (event_id, part_day);
ALTER TABLE ONLY mom.event_2027_01
    ADD CONSTRAINT event_2027_01_station_id_epoch_seq_part_day_key UNIQUE (station_id, epoch, seq, part_day);
ALTER TABLE ONLY mom.event_2027_02
    ADD CONSTRAINT event_2027_02_pkey PRIMARY KEY (event_id, part_day);
ALTER TABLE ONLY mom.event_2027_02
    ADD CONSTRAINT event_2027_02_station_id_epoch_seq_part_day_key UNIQUE (station_id, epoch, seq, part_day);
ALTER TABLE ONLY mom.event_again
    ADD CONSTRAINT event_again_pk PRIMARY KEY (station_id, epoch, seq);
ALTER TABLE ONLY mom.event_default
    ADD CONSTRAINT event_default_pkey PRIMARY KEY (event_id, part_day);
ALTER TABLE ONLY mom.event_default
    ADD CONSTRAINT event_default_station_id_epoch_seq_part_day_key UNIQUE (station_id, epoch, seq, part_day);
ALTER TABLE ONLY mom.feed
    ADD CONSTRAINT feed_pk PRIMARY KEY (topic_id, pos, part_day);
ALTER TABLE ONLY mom.feed_2026_11
    ADD CONSTRAINT feed_2026_11_pkey PRIMARY KEY (topic_id, pos, part_day);
ALTER TABLE ONLY mom.feed_2026_12
    ADD CONSTRAINT feed_2026_12_pkey PRIMARY KEY (topic_id, pos, part_day);
ALTER TABLE ONLY mom.feed_2027_01
    ADD CONSTRAINT feed_2027_01_pkey PRIMARY KEY (topic_id, pos, part_day);
ALTER TABLE ONLY mom.feed_2027_02
    ADD CONSTRAINT feed_2027_02_pkey PRIMARY KEY (topic_id, pos, part_day);
ALTER TABLE ONLY mom.feed_default
    ADD CONSTRAINT feed_default_pkey PRIMARY KEY (topic_id, pos, part_day);
ALTER TABLE ONLY mom.log_head
    ADD CONSTRAINT log_head_pk PRIMARY KEY (station_id, epoch);
ALTER TABLE ONLY mom.reader_area
    ADD CONSTRAINT reader_area_pk PRIMARY KEY (login, area);
ALTER TABLE ONLY mom.retention
    ADD CONSTRAINT retention_pk PRIMARY KEY (one);
ALTER TABLE ONLY mom.revision
    ADD CONSTRAINT revision_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY mom.schema_version
    ADD CONSTRAINT schema_version_pk PRIMARY KEY (version);
ALTER TABLE ONLY mom.station
    ADD CONSTRAINT station_pk PRIMARY KEY (station_id);
ALTER TABLE ONLY mom.station
    ADD CONSTRAINT station_role_once UNIQUE (db_role);
ALTER TABLE ONLY mom.station_seen
    ADD CONSTRAINT station_seen_pk PRIMARY KEY (station_id);
ALTER TABLE ONLY mom.station_topic
    ADD CONSTRAINT station_topic_pk PRIMARY KEY (station_id, topic_id);
ALTER TABLE ONLY mom.stream_topic
    ADD CONSTRAINT stream_topic_pk PRIMARY KEY (topic_id, stream);
ALTER TABLE ONLY mom.ticket
    ADD CONSTRAINT ticket_once UNIQUE (code_hash);
ALTER TABLE ONLY mom.ticket
    ADD CONSTRAINT ticket_pk PRIMARY KEY (ticket_id);
ALTER TABLE ONLY mom.topic
    ADD CONSTRAINT topic_code_once UNIQUE (code);
ALTER TABLE ONLY mom.topic
    ADD CONSTRAINT topic_pk PRIMARY KEY (topic_id);
CREATE INDEX event_of_stream ON ONLY mom.event USING btree (stream, part_day);
CREATE INDEX event_2026_11_stream_part_day_idx ON mom.event_2026_11 USING btree (stream, part_day);
CREATE INDEX event_2026_12_stream_part_day_idx ON mom.event_2026_12 USING btree (stream, part_day);
CREATE INDEX event_2027_01_stream_part_day_idx ON mom.event_2027_01 USING btree (stream, part_day);
CREATE INDEX event_2027_02_stream_part_day_idx ON mom.event_2027_02 USING btree (stream, part_day);
CREATE INDEX event_default_stream_part_day_idx ON mom.event_default USING btree (stream, part_day);
CREATE UNIQUE INDEX station_code_once ON mom.station USING btree (code) WHERE (status = 'active'::text);
ALTER INDEX mom.event_pk ATTACH PARTITION mom.event_2026_11_pkey;
ALTER INDEX mom.event_place ATTACH PARTITION mom.event_2026_11_station_id_epoch_seq_part_day_key;
ALTER INDEX mom.event_of_stream ATTACH PARTITION mom.event_2026_11_stream_part_day_idx;
ALTER INDEX mom.event_pk ATTACH PARTITION mom.event_2026_12_pkey;
ALTER INDEX mom.event_place ATTACH PARTITION mom.event_2026_12_station_id_epoch_seq_part_day_key;
ALTER INDEX mom.event_of_stream ATTACH PARTITION mom.event_2026_12_stream_part_day_idx;
ALTER INDEX mom.event_pk ATTACH PARTITION mom.event_2027_01_pkey;
ALTER INDEX mom.event_place ATTACH PARTITION mom.event_2027_01_station_id_epoch_seq_part_day_key;
ALTER INDEX mom.event_of_stream ATTACH PARTITION mom.event_2027_01_stream_part_day_idx;
ALTER INDEX mom.event_pk ATTACH PARTITION mom.event_2027_02_pkey;
ALTER INDEX mom.event_place ATTACH PARTITION mom.event_2027_02_station_id_epoch_seq_part_day_key;
ALTER INDEX mom.event_of_stream ATTACH PARTITION mom.event_2027_02_stream_part_day_idx;
ALTER INDEX mom.event_pk ATTACH PARTITION mom.event_default_pkey;
ALTER INDEX mom.event_place ATTACH PARTITION mom.event_default_station_id_epoch_seq_part_day_key;
ALTER INDEX mom.event_of_stream ATTACH PARTITION mom.event_default_stream_part_day_idx;
ALTER INDEX mom.feed_pk ATTACH PARTITION mom.feed_2026_11_pkey;
ALTER INDEX mom.feed_pk ATTACH PARTITION mom.feed_2026_12_pkey;
ALTER INDEX mom.feed_pk ATTACH PARTITION mom.feed_2027_01_pkey;
ALTER INDEX mom.feed_pk ATTACH PARTITION mom.feed_2027_02_pkey;
ALTER INDEX mom.feed_pk ATTACH PARTITION mom.feed_default_pkey;
CREATE TRIGGER event_kept BEFORE DELETE OR UPDATE ON mom.event FOR EACH ROW EXECUTE FUNCTION mom.forbid_change();
CREATE TRIGGER event_not_cut BEFORE TRUNCATE ON mom.event FOR EACH STATEMENT EXECUTE FUNCTION mom.forbid_change();
CREATE TRIGGER event_not_cut BEFORE TRUNCATE ON mom.event_2026_11 FOR EACH STATEMENT EXECUTE FUNCTION mom.forbid_change();
CREATE TRIGGER event_not_cut BEFORE TRUNCATE ON mom.event_2026_12 FOR EACH STATEMENT EXECUTE FUNCTION mom.forbid_change();
CREATE TRIGGER event_not_cut BEFORE TRUNCATE ON mom.event_2027_01 FOR EACH STATEMENT EXECUTE FUNCTION mom.forbid_change();
CREATE TRIGGER event_not_cut BEFORE TRUNCATE ON mom.event_2027_02 FOR EACH STATEMENT EXECUTE FUNCTION mom.forbid_change();
CREATE TRIGGER event_not_cut BEFORE TRUNCATE ON mom.event_default FOR EACH STATEMENT EXECUTE FUNCTION mom.forbid_change();
CREATE TRIGGER feed_kept BEFORE DELETE OR UPDATE ON mom.feed FOR EACH ROW EXECUTE FUNCTION mom.forbid_change();
CREATE TRIGGER feed_not_cut BEFORE TRUNCATE ON mom.feed FOR EACH STATEMENT EXECUTE FUNCTION mom.forbid_change();
CREATE TRIGGER feed_not_cut BEFORE TRUNCATE ON mom.feed_2026_11 FOR EACH STATEMENT EXECUTE FUNCTION mom.forbid_change();
CREATE TRIGGER feed_not_cut BEFORE TRUNCATE ON mom.feed_2026_12 FOR EACH STATEMENT EXECUTE FUNCTION mom.forbid_change();
CREATE TRIGGER feed_not_cut BEFORE TRUNCATE ON mom.feed_2027_01 FOR EACH STATEMENT EXECUTE FUNCTION mom.forbid_change();
CREATE TRIGGER feed_not_cut BEFORE TRUNCATE ON mom.feed_2027_02 FOR EACH STATEMENT EXECUTE FUNCTION mom.forbid_change();
CREATE TRIGGER feed_not_cut BEFORE TRUNCATE ON mom.feed_default FOR EACH STATEMENT EXECUTE FUNCTION mom.forbid_change();
ALTER TABLE ONLY mom.log_head
    ADD CONSTRAINT log_head_station FOREIGN KEY (station_id) REFERENCES mom.station(station_id);
ALTER TABLE ONLY mom.station
    ADD CONSTRAINT station_home FOREIGN KEY (home_topic) REFERENCES mom.topic(topic_id);
ALTER TABLE ONLY mom.station_seen
    ADD CONSTRAINT station_seen_of FOREIGN KEY (station_id) REFERENCES mom.station(station_id);
ALTER TABLE ONLY mom.station_topic
    ADD CONSTRAINT station_topic_station FOREIGN KEY (station_id) REFERENCES mom.station(station_id);
ALTER TABLE ONLY mom.station_topic
    ADD CONSTRAINT station_topic_topic FOREIGN KEY (topic_id) REFERENCES mom.topic(topic_id);
GRANT USAGE ON SCHEMA mom TO mom_station;
GRANT USAGE ON SCHEMA mom TO mom_enrol;
GRANT USAGE ON SCHEMA mom TO mom_partition;
GRANT USAGE ON SCHEMA mom TO mom_projector;
GRANT USAGE ON SCHEMA mom TO mom_auditor;
REVOKE ALL ON FUNCTION mom.admit(p_station uuid, p_code text, p_home text, p_topics text[], p_role name, p_token_hash bytea, p_machine_fp text) FROM PUBLIC;
GRANT SELECT ON TABLE mom.event TO mom_projector;
GRANT SELECT ON TABLE mom.event TO mom_auditor;
GRANT SELECT(station_id) ON TABLE mom.station TO mom_projector;
GRANT SELECT(station_id) ON TABLE mom.station TO mom_auditor;
GRANT SELECT(code) ON TABLE mom.station TO mom_projector;
GRANT SELECT(code) ON TABLE mom.station TO mom_auditor;
GRANT SELECT(home_topic) ON TABLE mom.station TO mom_projector;
GRANT SELECT(home_topic) ON TABLE mom.station TO mom_auditor;
GRANT SELECT(db_role) ON TABLE mom.station TO mom_projector;
GRANT SELECT(db_role) ON TABLE mom.station TO mom_auditor;
GRANT SELECT(status) ON TABLE mom.station TO mom_projector;
GRANT SELECT(status) ON TABLE mom.station TO mom_auditor;
GRANT SELECT(enrolled_at) ON TABLE mom.station TO mom_projector;
GRANT SELECT(enrolled_at) ON TABLE mom.station TO mom_auditor;
GRANT SELECT(revoked_at) ON TABLE mom.station TO mom_projector;
GRANT SELECT(revoked_at) ON TABLE mom.station TO mom_auditor;
GRANT SELECT(revoked_why) ON TABLE mom.station TO mom_projector;
GRANT SELECT(revoked_why) ON TABLE mom.station TO mom_auditor;
GRANT SELECT(machine_fp) ON TABLE mom.station TO mom_projector;
GRANT SELECT(machine_fp) ON TABLE mom.station TO mom_auditor;
REVOKE ALL ON FUNCTION mom.append(p_me mom.station, p_epoch integer, p_prev_seq bigint, p_prev_hash bytea, p_rows mom.event[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION mom.content_of(e mom.event) FROM PUBLIC;
REVOKE ALL ON FUNCTION mom.empty_default(p_parent text, p_since date) FROM PUBLIC;
REVOKE ALL ON FUNCTION mom.enrol(p_code text, p_station uuid, p_station_code text, p_home text, p_machine_fp text) FROM PUBLIC;
GRANT ALL ON FUNCTION mom.enrol(p_code text, p_station uuid, p_station_code text, p_home text, p_machine_fp text) TO mom_enrol;
REVOKE ALL ON FUNCTION mom.feed_ids(p_station uuid, p_token bytea, p_topic integer, p_after bigint, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION mom.feed_ids(p_station uuid, p_token bytea, p_topic integer, p_after bigint, p_limit integer) TO mom_station;
REVOKE ALL ON FUNCTION mom.forbid_change() FROM PUBLIC;
REVOKE ALL ON FUNCTION mom.heads(p_station uuid, p_token bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION mom.heads(p_station uuid, p_token bytea) TO mom_station;
REVOKE ALL ON FUNCTION mom.hello(p_station uuid, p_token bytea, p_app text) FROM PUBLIC;
GRANT ALL ON FUNCTION mom.hello(p_station uuid, p_token bytea, p_app text) TO mom_station;
REVOKE ALL ON FUNCTION mom.holdable(p_at timestamp with time zone) FROM PUBLIC;
REVOKE ALL ON FUNCTION mom.kept_since() FROM PUBLIC;
REVOKE ALL ON FUNCTION mom.make_part(p_parent text, p_name text, p_from date, p_to date) FROM PUBLIC;
REVOKE ALL ON FUNCTION mom.make_partitions(p_ahead integer, p_daily boolean, p_patience interval) FROM PUBLIC;
GRANT ALL ON FUNCTION mom.make_partitions(p_ahead integer, p_daily boolean, p_patience interval) TO mom_partition;
REVOKE ALL ON FUNCTION mom.make_room(p_code text, p_station uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION mom.may_read(p_station uuid, p_topic integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION mom.open_bulk(p_station uuid, p_token bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION mom.open_bulk(p_station uuid, p_token bytea) TO mom_station;
REVOKE ALL ON FUNCTION mom.open_epoch(p_station uuid, p_token bytea, p_why text, p_known integer, p_again boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION mom.open_epoch(p_station uuid, p_token bytea, p_why text, p_known integer, p_again boolean) TO mom_station;
REVOKE ALL ON FUNCTION mom.open_streams(p_station uuid, p_token bytea, p_topic integer) FROM PUBLIC;
GRANT ALL ON FUNCTION mom.open_streams(p_station uuid, p_token bytea, p_topic integer) TO mom_station;
REVOKE ALL ON FUNCTION mom.own_bulk() FROM PUBLIC;
REVOKE ALL ON FUNCTION mom.own_log(p_station uuid, p_token bytea, p_epoch integer, p_after bigint, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION mom.own_log(p_station uuid, p_token bytea, p_epoch integer, p_after bigint, p_limit integer) TO mom_station;
REVOKE ALL ON FUNCTION mom.parts() FROM PUBLIC;
GRANT ALL ON FUNCTION mom.parts() TO mom_partition;
GRANT ALL ON FUNCTION mom.parts() TO mom_auditor;
REVOKE ALL ON FUNCTION mom.pull(p_station uuid, p_token bytea, p_topic integer, p_pos bigint, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION mom.pull(p_station uuid, p_token bytea, p_topic integer, p_pos bigint, p_limit integer) TO mom_station;
REVOKE ALL ON FUNCTION mom.push(p_station uuid, p_token bytea, p_epoch integer, p_prev_seq bigint, p_prev_hash bytea, p_batch json) FROM PUBLIC;
GRANT ALL ON FUNCTION mom.push(p_station uuid, p_token bytea, p_epoch integer, p_prev_seq bigint, p_prev_hash bytea, p_batch json) TO mom_station;
REVOKE ALL ON FUNCTION mom.push_bulk(p_station uuid, p_token bytea, p_epoch integer, p_prev_seq bigint, p_prev_hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION mom.push_bulk(p_station uuid, p_token bytea, p_epoch integer, p_prev_seq bigint, p_prev_hash bytea) TO mom_station;
REVOKE ALL ON FUNCTION mom.quoted(p_text text) FROM PUBLIC;
REVOKE ALL ON FUNCTION mom.quoted_beyond_ascii(p_json text) FROM PUBLIC;
REVOKE ALL ON FUNCTION mom.range_of(p_day date, p_daily boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION mom.retire_one(p_parent text, p_part text) FROM PUBLIC;
REVOKE ALL ON FUNCTION mom.retire_partitions(p_keep_months integer, p_drop boolean, p_patience interval) FROM PUBLIC;
GRANT ALL ON FUNCTION mom.retire_partitions(p_keep_months integer, p_drop boolean, p_patience interval) TO mom_partition;
REVOKE ALL ON FUNCTION mom.sealed(p_text bytea, p_code text) FROM PUBLIC;
REVOKE ALL ON FUNCTION mom.stream_page(p_station uuid, p_token bytea, p_topic integer, p_streams text[], p_hlc bigint, p_event uuid, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION mom.stream_page(p_station uuid, p_token bytea, p_topic integer, p_streams text[], p_hlc bigint, p_event uuid, p_limit integer) TO mom_station;
REVOKE ALL ON FUNCTION mom.ticket_hash(p_code text) FROM PUBLIC;
REVOKE ALL ON FUNCTION mom.whoami(p_station uuid, p_token bytea) FROM PUBLIC;
GRANT SELECT ON TABLE mom.event_again TO mom_projector;
GRANT SELECT ON TABLE mom.event_again TO mom_auditor;
GRANT SELECT ON TABLE mom.feed TO mom_projector;
GRANT SELECT ON TABLE mom.feed TO mom_auditor;
GRANT SELECT ON TABLE mom.log_head TO mom_projector;
GRANT SELECT ON TABLE mom.log_head TO mom_auditor;
GRANT SELECT ON TABLE mom.reader_area TO mom_projector;
GRANT SELECT ON TABLE mom.schema_version TO mom_projector;
GRANT SELECT ON TABLE mom.schema_version TO mom_auditor;
GRANT SELECT ON TABLE mom.station_seen TO mom_projector;
GRANT SELECT ON TABLE mom.station_seen TO mom_auditor;
GRANT SELECT ON TABLE mom.station_topic TO mom_projector;
GRANT SELECT ON TABLE mom.station_topic TO mom_auditor;
GRANT SELECT ON TABLE mom.stream_topic TO mom_projector;
GRANT SELECT ON TABLE mom.stream_topic TO mom_auditor;
GRANT SELECT ON TABLE mom.topic TO mom_projector;
GRANT SELECT ON TABLE mom.topic TO mom_auditor;
