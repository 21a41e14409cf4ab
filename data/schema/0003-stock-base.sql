-- The stock ledger, counts and purchasing. A place or lot that is NULL is the main place, or no lot:
-- compare with IS NOT DISTINCT FROM. Quantities are thousandths of the product's unit.

-- Ledger: movements of one (variant, lot, place) stand in the order (happened_at, hlc, rank, uid).
-- `hold` keeps goods from being sold and names why; '' is free. `booked_on` is set when the moment lies
-- in a closed period: value and books see the movement there. A reversal names what it takes back and
-- has the same moment.
ALTER TABLE stock_movement ADD COLUMN place_uid BLOB;
ALTER TABLE stock_movement ADD COLUMN lot_uid BLOB;
ALTER TABLE stock_movement ADD COLUMN hold TEXT NOT NULL DEFAULT '';
ALTER TABLE stock_movement ADD COLUMN rank INTEGER NOT NULL DEFAULT 0;   -- 0 movement, 1 adjustment of a count, 2 balance row
ALTER TABLE stock_movement ADD COLUMN order_line INTEGER;
ALTER TABLE stock_movement ADD COLUMN document_uid BLOB;                 -- count, transfer, purchase order, split
ALTER TABLE stock_movement ADD COLUMN count_line_uid BLOB;               -- adjustments and balance rows
ALTER TABLE stock_movement ADD COLUMN about_uid BLOB;                    -- the movement that a balance row or reversal answers
ALTER TABLE stock_movement ADD COLUMN booked_on INTEGER;
ALTER TABLE stock_movement ADD COLUMN cost_e4 INTEGER;                   -- of one unit, where goods come in
ALTER TABLE stock_movement ADD COLUMN currency TEXT NOT NULL DEFAULT '';
CREATE INDEX stock_movement_by_place ON stock_movement (place_uid, variant_uid, happened_at);
CREATE INDEX stock_movement_by_lot ON stock_movement (lot_uid);
CREATE INDEX stock_movement_by_document ON stock_movement (document_uid);
CREATE INDEX stock_movement_by_count_line ON stock_movement (count_line_uid);
CREATE INDEX stock_movement_by_about ON stock_movement (about_uid);

-- A cart's promise ends here; NULL promises nothing. Other open orders promise what is not yet delivered.
ALTER TABLE sales_order ADD COLUMN reserved_until INTEGER;
CREATE INDEX sales_order_by_reserved ON sales_order (reserved_until);

-- What is in one of it, thousandths of a unit ("ml", "g"), where it is filled from one into the other;
-- 0 for what is counted in that unit itself, or has no measure.
ALTER TABLE product_variant ADD COLUMN content INTEGER NOT NULL DEFAULT 0;
ALTER TABLE product_variant ADD COLUMN content_unit TEXT NOT NULL DEFAULT '';

CREATE TABLE location (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  name TEXT NOT NULL,
  code TEXT NOT NULL DEFAULT '',           -- what is scanned at the shelf
  parent_uid BLOB,
  kind TEXT NOT NULL DEFAULT 'shelf' CHECK (kind IN ('shelf', 'packing', 'transit', 'quarantine')),
  position INTEGER NOT NULL DEFAULT 0,     -- the way through the store
  archived_at INTEGER
) STRICT;
CREATE INDEX location_by_code ON location (code);

CREATE TABLE lot (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,                -- made of variant and code, so that all stations make the same
  variant_uid BLOB NOT NULL,
  code TEXT NOT NULL,
  best_before INTEGER,                     -- end of that day, UTC microseconds
  is_serial INTEGER NOT NULL DEFAULT 0 CHECK (is_serial IN (0, 1)),
  note TEXT NOT NULL DEFAULT '',
  recalled_at INTEGER,
  recall_reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX lot_by_variant ON lot (variant_uid, code);

CREATE TABLE stock_transfer (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  number TEXT NOT NULL,
  from_place_uid BLOB,
  to_place_uid BLOB,
  state TEXT NOT NULL CHECK (state IN ('sent', 'received', 'cancelled')),
  sent_at INTEGER NOT NULL,
  received_at INTEGER,
  note TEXT NOT NULL DEFAULT '',
  recorded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE transfer_line (
  transfer_uid BLOB NOT NULL REFERENCES stock_transfer (uid) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  variant_uid BLOB NOT NULL,
  lot_uid BLOB,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  received INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (transfer_uid, line)
) STRICT, WITHOUT ROWID;

-- One notice an item and crossing of its reorder level.
CREATE TABLE stock_notice (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  variant_uid BLOB NOT NULL,
  opened_at INTEGER NOT NULL,
  available INTEGER NOT NULL,
  reorder_level INTEGER NOT NULL,
  snoozed_until INTEGER,
  closed_at INTEGER
) STRICT;
CREATE INDEX stock_notice_by_variant ON stock_notice (variant_uid, closed_at);

-- Corrections too large for one person: nothing is moved until a second one approves.
CREATE TABLE stock_request (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  variant_uid BLOB NOT NULL,
  content TEXT NOT NULL,                   -- parameters of the stock.adjust that will be run
  value_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  author_uid BLOB,
  author_name TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  decided_at INTEGER,
  decided_by TEXT NOT NULL DEFAULT '',
  decision TEXT NOT NULL DEFAULT '' CHECK (decision IN ('', 'approved', 'refused'))
) STRICT;

-- Purchasing. An order is a letter: it needs an address, a language, and what we are called there.
ALTER TABLE supplier ADD COLUMN contact TEXT NOT NULL DEFAULT '';
ALTER TABLE supplier ADD COLUMN street TEXT NOT NULL DEFAULT '';
ALTER TABLE supplier ADD COLUMN postcode TEXT NOT NULL DEFAULT '';
ALTER TABLE supplier ADD COLUMN city TEXT NOT NULL DEFAULT '';
ALTER TABLE supplier ADD COLUMN country TEXT NOT NULL DEFAULT '';
ALTER TABLE supplier ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE supplier ADD COLUMN account TEXT NOT NULL DEFAULT '';  -- our customer number there

CREATE TABLE purchase_order (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  number TEXT NOT NULL,
  supplier_uid BLOB NOT NULL,
  supplier_name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'sent', 'part', 'received', 'cancelled')),
  currency TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  sent_at INTEGER,
  expected_at INTEGER,
  closed_at INTEGER,
  net_minor INTEGER NOT NULL DEFAULT 0,
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX purchase_order_by_number ON purchase_order (number);
CREATE INDEX purchase_order_by_supplier ON purchase_order (supplier_uid, created_at);

CREATE TABLE purchase_line (
  purchase_uid BLOB NOT NULL REFERENCES purchase_order (uid) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  variant_uid BLOB NOT NULL,
  sku TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL,
  order_code TEXT NOT NULL DEFAULT '',
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  pack_quantity INTEGER NOT NULL DEFAULT 1000,
  price_e4 INTEGER NOT NULL DEFAULT 0,
  reason TEXT NOT NULL DEFAULT '{}',       -- figures of the proposal that the line came from
  PRIMARY KEY (purchase_uid, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX purchase_line_by_variant ON purchase_line (variant_uid);

CREATE TABLE purchase_receipt (
  purchase_uid BLOB NOT NULL REFERENCES purchase_order (uid) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  happened_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  delivery_note TEXT NOT NULL DEFAULT '',
  author_name TEXT NOT NULL DEFAULT '',
  station INTEGER NOT NULL,
  withdrawn_at INTEGER,                    -- the receipt was taken back: as if it were not there
  PRIMARY KEY (purchase_uid, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipt_line (
  purchase_uid BLOB NOT NULL REFERENCES purchase_order (uid) ON DELETE CASCADE,
  receipt INTEGER NOT NULL,
  line INTEGER NOT NULL,
  part INTEGER NOT NULL,                   -- the same line in several lots or places
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  place_uid BLOB,
  lot_uid BLOB,
  movement_uid BLOB,                       -- what it did to the stock
  PRIMARY KEY (purchase_uid, receipt, line, part)
) STRICT, WITHOUT ROWID;

-- Counts. A scan is a fact of its own; what was counted of a (variant, lot, place) is the sum of its scans.
CREATE TABLE stock_count (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  number TEXT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'counting', 'review', 'booked', 'cancelled', 'reversed')),
  plan TEXT NOT NULL DEFAULT '{}',         -- what it covers: places, categories, suppliers, abc, not_since
  repeat_days INTEGER NOT NULL DEFAULT 0,
  prefilled INTEGER NOT NULL DEFAULT 1 CHECK (prefilled IN (0, 1)),
  blind INTEGER NOT NULL DEFAULT 0 CHECK (blind IN (0, 1)),
  passes INTEGER NOT NULL DEFAULT 1 CHECK (passes IN (1, 2)),
  tolerance_quantity INTEGER NOT NULL DEFAULT 0,
  tolerance_minor INTEGER NOT NULL DEFAULT 0,
  approval_minor INTEGER,                  -- above this value of differences a second person approves
  uncounted TEXT NOT NULL DEFAULT '' CHECK (uncounted IN ('', 'keep', 'zero')),
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER,
  booked_at INTEGER,
  closed_at INTEGER,                       -- cancelled or reversed
  author_uid BLOB,
  author_name TEXT NOT NULL DEFAULT '',
  finished_by TEXT NOT NULL DEFAULT '',
  booked_by TEXT NOT NULL DEFAULT '',
  reverses_uid BLOB,                       -- the count that this counter-document takes back
  repeats_uid BLOB,                        -- the count whose plan this one repeats
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX stock_count_by_number ON stock_count (number);
CREATE INDEX stock_count_by_state ON stock_count (state, created_at);

CREATE TABLE count_assignment (
  count_uid BLOB NOT NULL REFERENCES stock_count (uid) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  place_uid BLOB,
  person_uid BLOB,
  pass INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (count_uid, position)
) STRICT, WITHOUT ROWID;

-- What the plan covered when counting began, so that "not counted" can be told later.
CREATE TABLE count_item (
  count_uid BLOB NOT NULL REFERENCES stock_count (uid) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  variant_uid BLOB NOT NULL,
  place_uid BLOB,
  lot_uid BLOB,
  PRIMARY KEY (count_uid, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX count_item_by_variant ON count_item (variant_uid);

CREATE TABLE count_scan (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  count_uid BLOB NOT NULL,
  variant_uid BLOB,                        -- NULL: the code is not known (yet)
  place_uid BLOB,
  lot_uid BLOB,
  spot TEXT NOT NULL DEFAULT '',           -- a part of the place: "upper shelf"
  pass INTEGER NOT NULL DEFAULT 1,
  mode TEXT NOT NULL CHECK (mode IN ('add', 'set')),
  quantity INTEGER NOT NULL,
  expression TEXT NOT NULL DEFAULT '',     -- as typed: "12+12+3"
  code TEXT NOT NULL DEFAULT '',           -- as scanned
  condition TEXT NOT NULL DEFAULT '' CHECK (condition IN ('', 'damaged')),
  corrects_uid BLOB,                       -- the scan that this one takes back
  happened_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  hlc INTEGER NOT NULL,
  author_uid BLOB,
  author_name TEXT NOT NULL DEFAULT '',
  station INTEGER NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  picture_sha256 TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX count_scan_by_count ON count_scan (count_uid, variant_uid, place_uid, lot_uid);
CREATE INDEX count_scan_by_corrects ON count_scan (corrects_uid);

-- A (variant, lot, place) of a count in review: uid made of the four.
CREATE TABLE count_line (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  count_uid BLOB NOT NULL,
  variant_uid BLOB NOT NULL,
  place_uid BLOB,
  lot_uid BLOB,
  state TEXT NOT NULL CHECK (state IN ('open', 'recount', 'agreed', 'booked', 'reopened', 'left', 'reversed')),
  counted INTEGER,                         -- NULL: not counted
  counted_at INTEGER,                      -- the moment that the figure speaks of
  hlc INTEGER NOT NULL DEFAULT 0,
  book INTEGER NOT NULL DEFAULT 0,         -- what the ledger said at that moment when the line was last looked at
  adjustment INTEGER NOT NULL DEFAULT 0,   -- a(c), without balance rows
  shown INTEGER NOT NULL DEFAULT 0,        -- a(c) and its balance rows: the difference shown
  reason TEXT NOT NULL DEFAULT '',
  value_minor INTEGER NOT NULL DEFAULT 0,  -- of the difference
  currency TEXT NOT NULL DEFAULT '',
  check_note TEXT NOT NULL DEFAULT '',     -- why a person has to look
  decided_by TEXT NOT NULL DEFAULT '',
  booked_at INTEGER,
  note TEXT NOT NULL DEFAULT '',
  pass INTEGER NOT NULL DEFAULT 1,         -- the count that is asked for; above the plan's: counted again
  decision TEXT NOT NULL DEFAULT '{}'      -- what a person said about this figure
) STRICT;
CREATE INDEX count_line_by_count ON count_line (count_uid, state);
CREATE INDEX count_line_by_key ON count_line (variant_uid, place_uid, counted_at);
