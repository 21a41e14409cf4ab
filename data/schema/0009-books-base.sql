-- What leaves for the tax adviser and the tax office. More kinds of files are logged than before; the
-- table is made anew, because a CHECK cannot be changed in place.
CREATE TEMPORARY TABLE kept_export AS
SELECT uid, kind, from_on, to_on, file_name, file_sha256, n_rows, sum_minor, repeats_uid, author_name, made_at
FROM books_export;
DROP TABLE books_export;
CREATE TABLE books_export (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('datev', 'z3', 'sepa', 'vat', 'ec-list', 'oss', 'procedure')),
  from_on INTEGER NOT NULL,
  to_on INTEGER NOT NULL,
  file_name TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  n_rows INTEGER NOT NULL,
  sum_minor INTEGER NOT NULL,
  repeats_uid BLOB,                        -- the first export of the same kind over the same days
  author_name TEXT NOT NULL DEFAULT '',
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX books_export_by_period ON books_export (kind, from_on);
CREATE INDEX books_export_by_time ON books_export (made_at);
INSERT INTO books_export (uid, kind, from_on, to_on, file_name, file_sha256, n_rows, sum_minor, repeats_uid, author_name, made_at)
SELECT uid, kind, from_on, to_on, file_name, file_sha256, n_rows, sum_minor, repeats_uid, author_name, made_at
FROM kept_export;
DROP TABLE kept_export;

-- Debtors and creditors: which account of the ledger a customer or supplier has. Given once, and never to
-- somebody else. Five digits; charts with longer accounts put zeros behind.
CREATE TABLE party_account (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,                -- the customer or supplier
  side TEXT NOT NULL CHECK (side IN ('debtor', 'creditor')),
  account INTEGER NOT NULL,
  given_at INTEGER NOT NULL
) STRICT;
CREATE INDEX party_account_by_account ON party_account (side, account);
