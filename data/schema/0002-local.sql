-- Tables of one database only: never recorded, never replicated. The station's outbox and cursor and
-- the server's feed live in the same schema, because the server is a station too (station 0).

CREATE TABLE profile (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  incarnation BLOB NOT NULL,
  n INTEGER NOT NULL,
  uid BLOB NOT NULL UNIQUE,
  name TEXT NOT NULL,
  content BLOB NOT NULL,
  content_hash BLOB NOT NULL,
  chain BLOB NOT NULL,
  needs BLOB,
  changeset BLOB,
  state INTEGER NOT NULL,
  answer TEXT,
  seq INTEGER,
  made_at INTEGER NOT NULL,
  answered_at INTEGER,
  UNIQUE (incarnation, n)
) STRICT;
CREATE INDEX outbox_by_state ON outbox (state, id);

-- What a person can undo: the inverse command of each one that has one.
CREATE TABLE undo_log (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,            -- the command
  name TEXT NOT NULL,
  label TEXT NOT NULL,
  batch BLOB,                          -- all of one import or bulk edit share it
  inverse_name TEXT NOT NULL,
  inverse_params TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  undone_by BLOB
) STRICT;
CREATE INDEX undo_log_by_batch ON undo_log (batch, id);

CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  author_uid BLOB,
  author_name TEXT NOT NULL,
  station INTEGER NOT NULL,
  command_uid BLOB NOT NULL,
  command_name TEXT NOT NULL,
  content_hash BLOB NOT NULL,
  chain BLOB NOT NULL
) STRICT;
CREATE INDEX audit_by_command ON audit (command_uid);

CREATE TABLE audit_subject (
  subject_uid BLOB NOT NULL,
  audit_id INTEGER NOT NULL,
  PRIMARY KEY (subject_uid, audit_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE number_range (name TEXT NOT NULL PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
  form TEXT NOT NULL PRIMARY KEY,
  content TEXT NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE import_mapping (name TEXT NOT NULL PRIMARY KEY, content TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE import_failure (
  batch_uid BLOB NOT NULL,
  line INTEGER NOT NULL,
  message TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (batch_uid, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE stored_file (
  sha256 TEXT NOT NULL PRIMARY KEY,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  content BLOB NOT NULL
) STRICT;

CREATE TABLE sync_clock (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  epoch BLOB NOT NULL,
  seq INTEGER NOT NULL
) STRICT;

CREATE TABLE sync_log (
  kind INTEGER NOT NULL,
  uid BLOB NOT NULL,
  seq INTEGER NOT NULL UNIQUE,
  op INTEGER NOT NULL,
  scope INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (kind, uid)
) STRICT;

CREATE TABLE sync_mark (seq INTEGER NOT NULL PRIMARY KEY, mark BLOB NOT NULL) STRICT;

CREATE TABLE sync_station (
  uid BLOB NOT NULL PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,
  name TEXT NOT NULL,
  revoked_at INTEGER
) STRICT;

CREATE TABLE sync_incarnation (
  incarnation BLOB NOT NULL PRIMARY KEY,
  station_uid BLOB NOT NULL,
  last_n INTEGER NOT NULL,
  chain BLOB NOT NULL
) STRICT;

CREATE TABLE sync_answer (
  command_uid BLOB NOT NULL PRIMARY KEY,
  incarnation BLOB NOT NULL,
  n INTEGER NOT NULL,
  content_hash BLOB NOT NULL,
  content BLOB NOT NULL,
  answer TEXT NOT NULL,
  seq INTEGER,
  UNIQUE (incarnation, n)
) STRICT;
