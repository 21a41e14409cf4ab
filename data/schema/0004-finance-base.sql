-- Invoices and finance. Days (`…_on`) count from 1970-01-01: days of the company, without a
-- zone. What is issued is never changed: triggers below refuse it on both engines; only the replica's own
-- rewinding of commands that were not sent yet passes.

-- An issued document. What it says is frozen in `snapshot`; PDF and XML are stored files. The hash chains
-- the documents of one station and series, so that a missing or changed one is found.
CREATE TABLE invoice (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('quotation', 'confirmation', 'invoice', 'part', 'advance', 'final', 'credit-note', 'cancellation')),
  series TEXT NOT NULL,                    -- "RE-2026-1": kind, year and station
  position INTEGER NOT NULL,               -- in the series, from 1, without gaps
  number TEXT NOT NULL,
  customer_uid BLOB,
  customer_name TEXT NOT NULL,
  order_uid BLOB,                          -- the first of its orders
  order_number TEXT NOT NULL DEFAULT '',
  preceding_uid BLOB,                      -- the document that this one corrects, cancels or follows
  issued_on INTEGER NOT NULL,
  due_on INTEGER,
  supplied_from INTEGER,
  supplied_to INTEGER,
  currency TEXT NOT NULL,
  price_mode TEXT NOT NULL CHECK (price_mode IN ('net', 'gross')),
  net_minor INTEGER NOT NULL,
  tax_minor INTEGER NOT NULL,
  gross_minor INTEGER NOT NULL,
  prepaid_minor INTEGER NOT NULL DEFAULT 0,
  due_minor INTEGER NOT NULL,              -- to be paid when it was issued; credit notes are positive too
  sign INTEGER NOT NULL CHECK (sign IN (-1, 0, 1)),  -- of the claim: 1 the customer owes, -1 we owe, 0 no claim
  country TEXT NOT NULL DEFAULT '',        -- of taxation
  format TEXT NOT NULL CHECK (format IN ('plain', 'facturx', 'xrechnung-cii', 'xrechnung-ubl')),
  language TEXT NOT NULL,
  snapshot TEXT NOT NULL,                  -- the invoice model as JSON
  pdf_sha256 TEXT NOT NULL,
  xml_sha256 TEXT NOT NULL DEFAULT '',
  author_uid BLOB,
  author_name TEXT NOT NULL DEFAULT '',
  station INTEGER NOT NULL,
  issued_at INTEGER NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX invoice_by_number ON invoice (number);
CREATE INDEX invoice_by_series ON invoice (series, position);
CREATE INDEX invoice_by_customer ON invoice (customer_uid, issued_on);
CREATE INDEX invoice_by_order ON invoice (order_uid);
CREATE INDEX invoice_by_preceding ON invoice (preceding_uid);
CREATE INDEX invoice_by_day ON invoice (issued_on);

CREATE TABLE invoice_line (
  invoice_uid BLOB NOT NULL REFERENCES invoice (uid) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  kind TEXT NOT NULL,                      -- goods, service, shipping, discount, advance
  order_uid BLOB,
  order_line INTEGER,
  sku TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL,
  quantity INTEGER NOT NULL,               -- thousandths
  net_minor INTEGER NOT NULL,
  gross_minor INTEGER NOT NULL,
  category TEXT NOT NULL,                  -- UNTDID 5305
  rate_bp INTEGER NOT NULL,
  PRIMARY KEY (invoice_uid, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX invoice_line_by_order ON invoice_line (order_uid, order_line);

CREATE TABLE invoice_tax (
  invoice_uid BLOB NOT NULL REFERENCES invoice (uid) ON DELETE CASCADE,
  category TEXT NOT NULL,
  rate_bp INTEGER NOT NULL,
  net_minor INTEGER NOT NULL,
  tax_minor INTEGER NOT NULL,
  gross_minor INTEGER NOT NULL,
  PRIMARY KEY (invoice_uid, category, rate_bp)
) STRICT, WITHOUT ROWID;

-- What happened to it afterwards: sent, printed, disputed, dunning blocked, note. Appended, chained.
CREATE TABLE invoice_event (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  invoice_uid BLOB NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('sent', 'printed', 'disputed', 'settled', 'blocked', 'unblocked', 'note')),
  happened_at INTEGER NOT NULL,
  author_name TEXT NOT NULL DEFAULT '',
  station INTEGER NOT NULL,
  data TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX invoice_event_by_invoice ON invoice_event (invoice_uid, happened_at);

-- Not issued yet: no number, may be changed and thrown away.
CREATE TABLE invoice_draft (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  customer_uid BLOB,
  customer_name TEXT NOT NULL DEFAULT '',
  order_uid BLOB,
  currency TEXT NOT NULL,
  gross_minor INTEGER NOT NULL DEFAULT 0,
  content TEXT NOT NULL,                   -- the invoice model as JSON, without number
  author_name TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  issued_uid BLOB,                         -- what it became
  closed_at INTEGER                        -- issued or thrown away
) STRICT;
CREATE INDEX invoice_draft_open ON invoice_draft (closed_at, changed_at);

-- Invoices that the company received. The bytes are a stored file and are never changed.
CREATE TABLE incoming_invoice (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('received', 'approved', 'returned', 'booked', 'paid')),
  supplier_uid BLOB,
  seller_name TEXT NOT NULL DEFAULT '',
  seller_vat_id TEXT NOT NULL DEFAULT '',
  number TEXT NOT NULL DEFAULT '',
  type_code TEXT NOT NULL DEFAULT '',
  issued_on INTEGER,
  due_on INTEGER,
  currency TEXT NOT NULL DEFAULT '',
  net_minor INTEGER NOT NULL DEFAULT 0,
  tax_minor INTEGER NOT NULL DEFAULT 0,
  gross_minor INTEGER NOT NULL DEFAULT 0,
  due_minor INTEGER NOT NULL DEFAULT 0,
  iban TEXT NOT NULL DEFAULT '',
  format TEXT NOT NULL DEFAULT '',         -- cii, ubl, zugferd1, or '' when only a picture
  profile TEXT NOT NULL DEFAULT '',
  file_sha256 TEXT NOT NULL,
  xml_sha256 TEXT NOT NULL DEFAULT '',
  file_name TEXT NOT NULL DEFAULT '',
  channel TEXT NOT NULL DEFAULT 'file',
  content TEXT NOT NULL DEFAULT '{}',      -- the model that was read
  findings TEXT NOT NULL DEFAULT '[]',
  purchase_uid BLOB,
  booking TEXT NOT NULL DEFAULT '{}',      -- accounts proposed and chosen
  received_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  decided_by TEXT NOT NULL DEFAULT '',
  decided_by_uid BLOB,
  second_by TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX incoming_invoice_by_state ON incoming_invoice (state, received_at);
CREATE INDEX incoming_invoice_by_seller ON incoming_invoice (seller_vat_id, number);
CREATE INDEX incoming_invoice_by_file ON incoming_invoice (file_sha256);

CREATE TABLE incoming_event (
  incoming_uid BLOB NOT NULL REFERENCES incoming_invoice (uid) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  happened_at INTEGER NOT NULL,
  author_name TEXT NOT NULL DEFAULT '',
  station INTEGER NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (incoming_uid, position)
) STRICT, WITHOUT ROWID;

-- The bank's word: statements and their entries, as they came.
CREATE TABLE bank_account (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  name TEXT NOT NULL,
  iban TEXT NOT NULL,
  bic TEXT NOT NULL DEFAULT '',
  currency TEXT NOT NULL,
  ledger_account TEXT NOT NULL DEFAULT '', -- in the chart of accounts
  archived_at INTEGER
) STRICT;
CREATE INDEX bank_account_by_iban ON bank_account (iban);

CREATE TABLE bank_statement (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  account_uid BLOB NOT NULL,
  reference TEXT NOT NULL,
  number INTEGER,
  from_on INTEGER,
  to_on INTEGER,
  opening_minor INTEGER NOT NULL,
  closing_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  format TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',           -- what does not add up
  imported_at INTEGER NOT NULL
) STRICT;
CREATE INDEX bank_statement_by_account ON bank_statement (account_uid, to_on);

CREATE TABLE bank_entry (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,                -- made of account and bank reference: the same entry comes once
  account_uid BLOB NOT NULL,
  statement_uid BLOB NOT NULL,
  booked_on INTEGER NOT NULL,
  value_on INTEGER,
  amount_minor INTEGER NOT NULL,           -- negative leaves
  currency TEXT NOT NULL,
  name TEXT NOT NULL DEFAULT '',
  iban TEXT NOT NULL DEFAULT '',
  purpose TEXT NOT NULL DEFAULT '',
  end_to_end TEXT NOT NULL DEFAULT '',
  mandate TEXT NOT NULL DEFAULT '',
  structured TEXT NOT NULL DEFAULT '',     -- ISO 11649 reference
  bank_reference TEXT NOT NULL DEFAULT '',
  code TEXT NOT NULL DEFAULT '',
  is_return INTEGER NOT NULL DEFAULT 0 CHECK (is_return IN (0, 1)),
  return_reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX bank_entry_by_account ON bank_entry (account_uid, booked_on);
CREATE INDEX bank_entry_by_iban ON bank_entry (iban);

-- Money that moved, and what it was for. Both are appended; an undo is a row that names the one undone.
CREATE TABLE payment (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  method TEXT NOT NULL,                    -- transfer, card, paypal, cash, direct_debit, clearing
  happened_on INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0),  -- positive came in
  currency TEXT NOT NULL,
  entry_uid BLOB,
  customer_uid BLOB,
  order_uid BLOB,
  reference TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  reverses_uid BLOB,
  author_name TEXT NOT NULL DEFAULT '',
  station INTEGER NOT NULL
) STRICT;
CREATE INDEX payment_by_entry ON payment (entry_uid);
CREATE INDEX payment_by_customer ON payment (customer_uid, happened_on);
CREATE INDEX payment_by_reverses ON payment (reverses_uid);

CREATE TABLE payment_share (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  payment_uid BLOB,                        -- NULL: a discount or write-off without money
  invoice_uid BLOB,
  incoming_uid BLOB,
  kind TEXT NOT NULL CHECK (kind IN ('payment', 'cash_discount', 'write_off', 'fee', 'overpayment')),
  amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0),
  currency TEXT NOT NULL,
  happened_on INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  explanation TEXT NOT NULL DEFAULT '',
  by_rule TEXT NOT NULL DEFAULT '',        -- '' a person
  reverses_uid BLOB,
  author_name TEXT NOT NULL DEFAULT '',
  station INTEGER NOT NULL
) STRICT;
CREATE INDEX payment_share_by_payment ON payment_share (payment_uid);
CREATE INDEX payment_share_by_invoice ON payment_share (invoice_uid);
CREATE INDEX payment_share_by_incoming ON payment_share (incoming_uid);

CREATE TABLE dunning (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  number TEXT NOT NULL,
  customer_uid BLOB,
  customer_name TEXT NOT NULL,
  level INTEGER NOT NULL,
  made_on INTEGER NOT NULL,
  pay_by INTEGER NOT NULL,
  currency TEXT NOT NULL,
  open_minor INTEGER NOT NULL,
  interest_minor INTEGER NOT NULL,
  fee_minor INTEGER NOT NULL,
  content TEXT NOT NULL,
  pdf_sha256 TEXT NOT NULL,
  author_name TEXT NOT NULL DEFAULT '',
  station INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX dunning_by_customer ON dunning (customer_uid, made_on);

CREATE TABLE dunning_line (
  dunning_uid BLOB NOT NULL REFERENCES dunning (uid) ON DELETE CASCADE,
  invoice_uid BLOB NOT NULL,
  open_minor INTEGER NOT NULL,
  interest_minor INTEGER NOT NULL,
  PRIMARY KEY (dunning_uid, invoice_uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX dunning_line_by_invoice ON dunning_line (invoice_uid);

CREATE TABLE books_export (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('datev', 'z3', 'sepa')),
  from_on INTEGER NOT NULL,
  to_on INTEGER NOT NULL,
  file_name TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  n_rows INTEGER NOT NULL,
  sum_minor INTEGER NOT NULL,
  repeats_uid BLOB,
  author_name TEXT NOT NULL DEFAULT '',
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX books_export_by_period ON books_export (kind, from_on);
