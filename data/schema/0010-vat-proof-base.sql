-- What the VAT register of another country said of a customer's VAT id, and when: the proof that an
-- intra-Community supply was exempt (§ 6a Abs. 1 Nr. 4, § 18e UStG). Appended, never changed.
CREATE TABLE vat_check (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  customer_uid BLOB NOT NULL,              -- whose id it was then
  vat_id TEXT NOT NULL,
  checked_at INTEGER NOT NULL,
  is_valid INTEGER NOT NULL CHECK (is_valid IN (0, 1)),
  name TEXT NOT NULL DEFAULT '',           -- as answered; some registers say none
  address TEXT NOT NULL DEFAULT '',
  consultation TEXT NOT NULL DEFAULT '',   -- number of the consultation; only when asked with one's own id
  requester TEXT NOT NULL DEFAULT '',      -- the company's own VAT id
  service TEXT NOT NULL,                   -- address that answered
  author_name TEXT NOT NULL DEFAULT '',
  station INTEGER NOT NULL
) STRICT;
CREATE INDEX vat_check_by_id ON vat_check (vat_id, checked_at);
CREATE INDEX vat_check_by_customer ON vat_check (customer_uid, checked_at);
