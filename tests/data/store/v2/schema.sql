CREATE INDEX discrepancy_of ON discrepancy (stream)
CREATE INDEX discrepancy_open ON discrepancy (hlc) WHERE resolved_by IS NULL
CREATE INDEX event_stream ON event (stream, hlc)
CREATE INDEX stream_dirty ON stream (stream) WHERE dirty
CREATE TABLE apply_error (event_id BLOB PRIMARY KEY, fold_v INTEGER NOT NULL, error TEXT NOT NULL, at TEXT NOT NULL) STRICT, WITHOUT ROWID
CREATE TABLE command (command_id TEXT PRIMARY KEY, first_event BLOB NOT NULL, n INTEGER NOT NULL, at TEXT NOT NULL) STRICT, WITHOUT ROWID
CREATE TABLE discrepancy (id BLOB PRIMARY KEY, stream TEXT NOT NULL, rule TEXT NOT NULL, detail TEXT NOT NULL, involved BLOB NOT NULL DEFAULT x'', hlc INTEGER NOT NULL DEFAULT 0, resolved_by BLOB) STRICT, WITHOUT ROWID
CREATE TABLE event (event_id BLOB PRIMARY KEY, station_id BLOB NOT NULL, epoch INTEGER NOT NULL, seq INTEGER NOT NULL, hlc INTEGER NOT NULL, recorded_at TEXT NOT NULL, clock_off_ms INTEGER, kind TEXT NOT NULL, v INTEGER NOT NULL, stream TEXT NOT NULL, flags INTEGER NOT NULL DEFAULT 0, basis BLOB NOT NULL DEFAULT x'', topics TEXT NOT NULL DEFAULT '', payload TEXT NOT NULL, hash BLOB NOT NULL) STRICT, WITHOUT ROWID
CREATE TABLE feed_cursor (topic_id INTEGER PRIMARY KEY, code TEXT NOT NULL, pos INTEGER NOT NULL, event_id BLOB, seen_hlc INTEGER NOT NULL DEFAULT 0) STRICT
CREATE TABLE feed_pos (topic_id INTEGER, pos INTEGER, event_id BLOB NOT NULL, PRIMARY KEY (topic_id, pos)) STRICT, WITHOUT ROWID
CREATE TABLE identity (one INTEGER PRIMARY KEY CHECK (one = 1), station_id BLOB NOT NULL, code TEXT NOT NULL, epoch INTEGER NOT NULL, install_id BLOB NOT NULL, machine_fp TEXT NOT NULL) STRICT
CREATE TABLE own_log (epoch INTEGER NOT NULL, seq INTEGER NOT NULL, event_id BLOB NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (epoch, seq)) STRICT, WITHOUT ROWID
CREATE TABLE projection (name TEXT PRIMARY KEY, version INTEGER NOT NULL, kinds TEXT NOT NULL DEFAULT '') STRICT, WITHOUT ROWID
CREATE TABLE push_state (epoch INTEGER PRIMARY KEY, acked_seq INTEGER NOT NULL, acked_at TEXT, opened_why TEXT NOT NULL DEFAULT '') STRICT
CREATE TABLE stream (stream TEXT PRIMARY KEY, heads BLOB NOT NULL, last_hlc INTEGER NOT NULL, n INTEGER NOT NULL, state TEXT NOT NULL, fold_v INTEGER NOT NULL, partial INTEGER NOT NULL DEFAULT 0, dirty INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID
CREATE TABLE thinned (stream TEXT PRIMARY KEY, n INTEGER NOT NULL, last_hlc INTEGER NOT NULL, heads BLOB NOT NULL, ids BLOB NOT NULL, at TEXT NOT NULL) STRICT, WITHOUT ROWID
CREATE TABLE tick (n INTEGER PRIMARY KEY, source TEXT NOT NULL, at TEXT NOT NULL, note TEXT NOT NULL) STRICT
CREATE TABLE upkeep (name TEXT PRIMARY KEY, done_at TEXT NOT NULL, said TEXT NOT NULL) STRICT, WITHOUT ROWID
CREATE TRIGGER event_immutable BEFORE UPDATE OF event_id, station_id, hlc, recorded_at, clock_off_ms, kind, v, stream, flags, basis, topics, payload ON event BEGIN SELECT RAISE(ABORT, 'events are immutable'); END
CREATE TRIGGER event_no_delete_unacked BEFORE DELETE ON event WHEN EXISTS (SELECT 1 FROM own_log o JOIN push_state p USING (epoch) WHERE o.epoch = OLD.epoch AND o.seq = OLD.seq AND o.event_id = OLD.event_id AND o.seq > p.acked_seq) BEGIN SELECT RAISE(ABORT, 'unacknowledged event'); END
CREATE TRIGGER event_only_into_later_epoch BEFORE UPDATE OF epoch, seq, hash ON event WHEN NEW.epoch <= OLD.epoch BEGIN SELECT RAISE(ABORT, 'events are immutable'); END
