-- Partitions of mom.event and mom.feed by the UTC day of the append on the server: made ahead, and taken out when they
-- are old. For the job's role mom_partition. Whatever falls into no partition is kept by the default one, and moved
-- from there when its own is made.

CREATE OR REPLACE FUNCTION mom.parts()
RETURNS TABLE (parent text, part text, from_day date, to_day date)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT p.relname::text, c.relname::text, b[1]::date, b[2]::date
    FROM pg_inherits i
    JOIN pg_class p ON p.oid = i.inhparent JOIN pg_class c ON c.oid = i.inhrelid
    CROSS JOIN regexp_match(pg_get_expr(c.relpartbound, c.oid), $re$FROM \('(.+?)'\) TO \('(.+?)'\)$re$) AS b
   WHERE p.relnamespace = 'mom'::regnamespace AND p.relname IN ('event', 'feed') AND b IS NOT NULL
$$;

-- What is older in the default partition stays there on purpose.
CREATE OR REPLACE FUNCTION mom.kept_since() RETURNS date
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT kept_since FROM mom.retention
$$;

-- The partition of a day: its month, or the day alone when asked for or when its month is in days already.
CREATE OR REPLACE FUNCTION mom.range_of(p_day date, p_daily bool)
RETURNS TABLE (name text, from_day date, to_day date)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT to_char(p_day, CASE WHEN d THEN 'YYYY_MM_DD' ELSE 'YYYY_MM' END),
         CASE WHEN d THEN p_day ELSE m END, CASE WHEN d THEN p_day + 1 ELSE (m + interval '1 month')::date END
    FROM (SELECT m, p_daily OR EXISTS (SELECT 1 FROM mom.parts() p WHERE p.from_day < (m + interval '1 month')::date
                                          AND p.to_day > m) AS d
            FROM (SELECT date_trunc('month', p_day)::date AS m) AS month) AS how
$$;

CREATE OR REPLACE FUNCTION mom.make_part(p_parent text, p_name text, p_from date, p_to date) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('CREATE TABLE mom.%I PARTITION OF mom.%I FOR VALUES FROM (%L) TO (%L)',
                 p_parent || '_' || p_name, p_parent, p_from, p_to);
  EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON mom.%I FOR EACH STATEMENT EXECUTE FUNCTION mom.forbid_change()',
                 p_parent || '_not_cut', p_parent || '_' || p_name);
END
$$;

-- Makes what lacks for today and p_ahead months (days, if daily) more, and moves what fell into the default partition.
-- Takes the lock of both tables at once and gives way after p_patience: stations go on recording meanwhile, and their
-- pushes wait no longer than that. Repeat it when it gave way.
CREATE OR REPLACE FUNCTION mom.make_partitions(p_ahead int, p_daily bool, p_patience interval DEFAULT '800 ms')
RETURNS TABLE (made text, moved bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
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
$$;

-- Of the detached default partition: what was moved goes, what is older than every partition stays.
CREATE OR REPLACE FUNCTION mom.empty_default(p_parent text, p_since date) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
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
$$;

-- Takes out what was appended more than p_keep_months full months ago; the tables stay, closed to everybody, until
-- somebody drops them (p_drop). Records of streams that are still open are kept: a new station needs them whole.
CREATE OR REPLACE FUNCTION mom.retire_partitions(p_keep_months int, p_drop bool, p_patience interval DEFAULT '800 ms')
RETURNS TABLE (part text, is_dropped bool, kept bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
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
$$;

CREATE OR REPLACE FUNCTION mom.retire_one(p_parent text, p_part text) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
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
