CREATE SCHEMA mom;
ALTER SCHEMA mom OWNER TO mom_owner;
CREATE FUNCTION mom.bootstrap(p_station uuid, p_token bytea, p_topic integer) RETURNS TABLE(head_pos bigint, event_id uuid, station_id uuid, epoch integer, seq bigint, hlc bigint, recorded_at timestamp with time zone, clock_off_ms integer, kind text, v smallint, stream text, flags smallint, basis uuid[], topics text[], payload text, hash bytea)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'mom'
    AS $$
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
ALTER FUNCTION mom.bootstrap(p_station uuid, p_token bytea, p_topic integer) OWNER TO mom_owner;
CREATE FUNCTION mom.enrol(p_station uuid, p_code text, p_home text, p_topics text[], p_role name, p_token_hash bytea) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'mom'
    AS $$
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
ALTER FUNCTION mom.enrol(p_station uuid, p_code text, p_home text, p_topics text[], p_role name, p_token_hash bytea) OWNER TO mom_owner;
CREATE FUNCTION mom.feed_ids(p_station uuid, p_token bytea, p_topic integer, p_after bigint, p_limit integer) RETURNS TABLE(pos bigint, event_id uuid)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'mom'
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
CREATE FUNCTION mom.heads(p_station uuid, p_token bytea) RETURNS TABLE(topic_id integer, code text, head_pos bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'mom'
    AS $$
#variable_conflict use_column
BEGIN
  PERFORM mom.whoami(p_station, p_token);
  RETURN QUERY
    SELECT t.topic_id, t.code, t.head_pos
      FROM mom.station_topic g JOIN mom.topic t ON t.topic_id = g.topic_id
     WHERE g.station_id = p_station ORDER BY t.topic_id;
END
$$;
ALTER FUNCTION mom.heads(p_station uuid, p_token bytea) OWNER TO mom_owner;
CREATE FUNCTION mom.hello(p_station uuid, p_token bytea, p_app text) RETURNS TABLE(server_now timestamp with time zone, server text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'mom'
    AS $$
#variable_conflict use_column
BEGIN
  PERFORM mom.whoami(p_station, p_token);
  INSERT INTO mom.station_seen AS seen (station_id, seen_at, app) VALUES (p_station, clock_timestamp(), p_app)
  ON CONFLICT (station_id) DO UPDATE SET seen_at = excluded.seen_at, app = excluded.app;
  RETURN QUERY SELECT clock_timestamp(), pg_postmaster_start_time()::text;
END
$$;
ALTER FUNCTION mom.hello(p_station uuid, p_token bytea, p_app text) OWNER TO mom_owner;
CREATE FUNCTION mom.may_read(p_station uuid, p_topic integer) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'mom'
    AS $$
BEGIN
  PERFORM 1 FROM mom.station_topic WHERE station_id = p_station AND topic_id = p_topic;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'topic % not granted', p_topic USING ERRCODE = '42501';
  END IF;
END
$$;
ALTER FUNCTION mom.may_read(p_station uuid, p_topic integer) OWNER TO mom_owner;
CREATE FUNCTION mom.open_epoch(p_station uuid, p_token bytea, p_why text, p_known integer, p_again boolean) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'mom'
    AS $$
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
ALTER FUNCTION mom.open_epoch(p_station uuid, p_token bytea, p_why text, p_known integer, p_again boolean) OWNER TO mom_owner;
CREATE FUNCTION mom.own_log(p_station uuid, p_token bytea, p_epoch integer, p_after bigint, p_limit integer) RETURNS TABLE(seq bigint, hash bytea)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'mom'
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
CREATE FUNCTION mom.pull(p_station uuid, p_token bytea, p_topic integer, p_pos bigint, p_limit integer) RETURNS TABLE(pos bigint, event_id uuid, station_id uuid, epoch integer, seq bigint, hlc bigint, recorded_at timestamp with time zone, clock_off_ms integer, kind text, v smallint, stream text, flags smallint, basis uuid[], topics text[], payload text, hash bytea)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'mom'
    AS $$
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
ALTER FUNCTION mom.pull(p_station uuid, p_token bytea, p_topic integer, p_pos bigint, p_limit integer) OWNER TO mom_owner;
CREATE FUNCTION mom.push(p_station uuid, p_token bytea, p_epoch integer, p_prev_seq bigint, p_prev_hash bytea, p_batch json) RETURNS TABLE(is_taken boolean, last_seq bigint, head_hash bytea, server_now timestamp with time zone, topic_ids integer[], heads bigint[])
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'mom'
    AS $$
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
ALTER FUNCTION mom.push(p_station uuid, p_token bytea, p_epoch integer, p_prev_seq bigint, p_prev_hash bytea, p_batch json) OWNER TO mom_owner;
CREATE TABLE mom.station (
    station_id uuid NOT NULL,
    code text NOT NULL,
    home_topic integer NOT NULL,
    db_role name,
    token_hash bytea NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    enrolled_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT station_status CHECK ((status = ANY (ARRAY['active'::text, 'revoked'::text])))
);
ALTER TABLE mom.station OWNER TO mom_owner;
CREATE FUNCTION mom.whoami(p_station uuid, p_token bytea) RETURNS mom.station
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'mom'
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
    CONSTRAINT log_head_epoch CHECK ((epoch > 0))
)
WITH (fillfactor='50');
ALTER TABLE mom.log_head OWNER TO mom_owner;
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
CREATE TABLE mom.topic (
    topic_id integer NOT NULL,
    code text NOT NULL,
    head_pos bigint DEFAULT 0 NOT NULL
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
ALTER TABLE ONLY mom.event ATTACH PARTITION mom.event_default DEFAULT;
ALTER TABLE ONLY mom.feed ATTACH PARTITION mom.feed_default DEFAULT;
ALTER TABLE ONLY mom.event_again
    ADD CONSTRAINT event_again_pk PRIMARY KEY (station_id, epoch, seq);
ALTER TABLE ONLY mom.event
    ADD CONSTRAINT event_pk PRIMARY KEY (event_id, part_day);
ALTER TABLE ONLY mom.event_default
    ADD CONSTRAINT event_default_pkey PRIMARY KEY (event_id, part_day);
ALTER TABLE ONLY mom.event
    ADD CONSTRAINT event_place UNIQUE (station_id, epoch, seq, part_day);
ALTER TABLE ONLY mom.event_default
    ADD CONSTRAINT event_default_station_id_epoch_seq_part_day_key UNIQUE (station_id, epoch, seq, part_day);
ALTER TABLE ONLY mom.feed
    ADD CONSTRAINT feed_pk PRIMARY KEY (topic_id, pos, part_day);
ALTER TABLE ONLY mom.feed_default
    ADD CONSTRAINT feed_default_pkey PRIMARY KEY (topic_id, pos, part_day);
ALTER TABLE ONLY mom.log_head
    ADD CONSTRAINT log_head_pk PRIMARY KEY (station_id, epoch);
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
ALTER TABLE ONLY mom.topic
    ADD CONSTRAINT topic_code_once UNIQUE (code);
ALTER TABLE ONLY mom.topic
    ADD CONSTRAINT topic_pk PRIMARY KEY (topic_id);
CREATE INDEX event_of_stream ON ONLY mom.event USING btree (stream, part_day);
CREATE INDEX event_default_stream_part_day_idx ON mom.event_default USING btree (stream, part_day);
CREATE UNIQUE INDEX station_code_once ON mom.station USING btree (code) WHERE (status = 'active'::text);
ALTER INDEX mom.event_pk ATTACH PARTITION mom.event_default_pkey;
ALTER INDEX mom.event_place ATTACH PARTITION mom.event_default_station_id_epoch_seq_part_day_key;
ALTER INDEX mom.event_of_stream ATTACH PARTITION mom.event_default_stream_part_day_idx;
ALTER INDEX mom.feed_pk ATTACH PARTITION mom.feed_default_pkey;
CREATE TRIGGER event_kept BEFORE DELETE OR UPDATE ON mom.event FOR EACH ROW EXECUTE FUNCTION mom.forbid_change();
CREATE TRIGGER event_not_cut BEFORE TRUNCATE ON mom.event FOR EACH STATEMENT EXECUTE FUNCTION mom.forbid_change();
CREATE TRIGGER feed_kept BEFORE DELETE OR UPDATE ON mom.feed FOR EACH ROW EXECUTE FUNCTION mom.forbid_change();
CREATE TRIGGER feed_not_cut BEFORE TRUNCATE ON mom.feed FOR EACH STATEMENT EXECUTE FUNCTION mom.forbid_change();
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
REVOKE ALL ON FUNCTION mom.bootstrap(p_station uuid, p_token bytea, p_topic integer) FROM PUBLIC;
GRANT ALL ON FUNCTION mom.bootstrap(p_station uuid, p_token bytea, p_topic integer) TO mom_station;
REVOKE ALL ON FUNCTION mom.enrol(p_station uuid, p_code text, p_home text, p_topics text[], p_role name, p_token_hash bytea) FROM PUBLIC;
REVOKE ALL ON FUNCTION mom.feed_ids(p_station uuid, p_token bytea, p_topic integer, p_after bigint, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION mom.feed_ids(p_station uuid, p_token bytea, p_topic integer, p_after bigint, p_limit integer) TO mom_station;
REVOKE ALL ON FUNCTION mom.forbid_change() FROM PUBLIC;
REVOKE ALL ON FUNCTION mom.heads(p_station uuid, p_token bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION mom.heads(p_station uuid, p_token bytea) TO mom_station;
REVOKE ALL ON FUNCTION mom.hello(p_station uuid, p_token bytea, p_app text) FROM PUBLIC;
GRANT ALL ON FUNCTION mom.hello(p_station uuid, p_token bytea, p_app text) TO mom_station;
REVOKE ALL ON FUNCTION mom.may_read(p_station uuid, p_topic integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION mom.open_epoch(p_station uuid, p_token bytea, p_why text, p_known integer, p_again boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION mom.open_epoch(p_station uuid, p_token bytea, p_why text, p_known integer, p_again boolean) TO mom_station;
REVOKE ALL ON FUNCTION mom.own_log(p_station uuid, p_token bytea, p_epoch integer, p_after bigint, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION mom.own_log(p_station uuid, p_token bytea, p_epoch integer, p_after bigint, p_limit integer) TO mom_station;
REVOKE ALL ON FUNCTION mom.pull(p_station uuid, p_token bytea, p_topic integer, p_pos bigint, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION mom.pull(p_station uuid, p_token bytea, p_topic integer, p_pos bigint, p_limit integer) TO mom_station;
REVOKE ALL ON FUNCTION mom.push(p_station uuid, p_token bytea, p_epoch integer, p_prev_seq bigint, p_prev_hash bytea, p_batch json) FROM PUBLIC;
GRANT ALL ON FUNCTION mom.push(p_station uuid, p_token bytea, p_epoch integer, p_prev_seq bigint, p_prev_hash bytea, p_batch json) TO mom_station;
REVOKE ALL ON FUNCTION mom.whoami(p_station uuid, p_token bytea) FROM PUBLIC;
