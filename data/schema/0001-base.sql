-- Base tables: facts, replicated between stations and the server. Written once for both engines:
-- INTEGER is 64 bits, BLOB is bytes, STRICT and WITHOUT ROWID fall away on PostgreSQL. `id` is this
-- database's own; `uid` is everybody's. Foreign keys stay within one aggregate, because aggregates
-- arrive in any order. Uniqueness of what people type (SKU, number) is a rule of the commands.

CREATE TABLE setting (
  uid BLOB NOT NULL PRIMARY KEY,
  key TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE person (
  uid BLOB NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('staff', 'counter', 'finance', 'admin')),
  email TEXT NOT NULL DEFAULT '',
  archived_at INTEGER
) STRICT;

CREATE TABLE station (
  uid BLOB NOT NULL PRIMARY KEY,
  number INTEGER NOT NULL,
  name TEXT NOT NULL
) STRICT;

CREATE TABLE category (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  name TEXT NOT NULL,
  parent_uid BLOB,
  archived_at INTEGER
) STRICT;

CREATE TABLE supplier (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  name TEXT NOT NULL,
  email TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  lead_days INTEGER NOT NULL DEFAULT 0 CHECK (lead_days >= 0),
  note TEXT NOT NULL DEFAULT '',
  archived_at INTEGER
) STRICT;

CREATE TABLE product (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('goods', 'service', 'bundle', 'plan')),
  title TEXT NOT NULL,
  slug TEXT NOT NULL DEFAULT '',
  description TEXT NOT NULL DEFAULT '',
  brand TEXT NOT NULL DEFAULT '',
  category_uid BLOB,
  tax_code TEXT NOT NULL DEFAULT 'standard',
  unit TEXT NOT NULL DEFAULT 'piece',
  option1 TEXT NOT NULL DEFAULT '',
  option2 TEXT NOT NULL DEFAULT '',
  option3 TEXT NOT NULL DEFAULT '',
  published INTEGER NOT NULL DEFAULT 1 CHECK (published IN (0, 1)),
  source TEXT NOT NULL DEFAULT '',
  source_key TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  archived_at INTEGER
) STRICT;
CREATE INDEX product_by_category ON product (category_uid);
CREATE INDEX product_by_source ON product (source, source_key);
CREATE INDEX product_by_slug ON product (slug);

CREATE TABLE product_attribute (
  product_uid BLOB NOT NULL REFERENCES product (uid) ON DELETE CASCADE,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (product_uid, name, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_attribute_by_value ON product_attribute (name, value);

CREATE TABLE product_tag (
  product_uid BLOB NOT NULL REFERENCES product (uid) ON DELETE CASCADE,
  tag TEXT NOT NULL,
  PRIMARY KEY (product_uid, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_tag_by_tag ON product_tag (tag);

CREATE TABLE product_picture (
  product_uid BLOB NOT NULL REFERENCES product (uid) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  sha256 TEXT NOT NULL DEFAULT '',
  url TEXT NOT NULL DEFAULT '',
  alt TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (product_uid, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE product_variant (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  product_uid BLOB NOT NULL REFERENCES product (uid) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  sku TEXT NOT NULL DEFAULT '',
  value1 TEXT NOT NULL DEFAULT '',
  value2 TEXT NOT NULL DEFAULT '',
  value3 TEXT NOT NULL DEFAULT '',
  weight_g INTEGER NOT NULL DEFAULT 0 CHECK (weight_g >= 0),
  reorder_level INTEGER NOT NULL DEFAULT 0,
  reorder_quantity INTEGER NOT NULL DEFAULT 0,
  archived_at INTEGER
) STRICT;
CREATE INDEX product_variant_by_product ON product_variant (product_uid, position);
CREATE INDEX product_variant_by_sku ON product_variant (sku);

CREATE TABLE variant_price (
  variant_uid BLOB NOT NULL REFERENCES product_variant (uid) ON DELETE CASCADE,
  currency TEXT NOT NULL,
  price_mode TEXT NOT NULL CHECK (price_mode IN ('net', 'gross')),
  customer_group TEXT NOT NULL DEFAULT '',
  from_quantity INTEGER NOT NULL DEFAULT 0,   -- thousandths
  valid_from INTEGER NOT NULL DEFAULT 0,      -- UTC microseconds
  price_e4 INTEGER NOT NULL CHECK (price_e4 >= 0),
  compare_e4 INTEGER,                         -- the price struck through, if any
  PRIMARY KEY (variant_uid, currency, price_mode, customer_group, from_quantity, valid_from)
) STRICT, WITHOUT ROWID;

CREATE TABLE variant_barcode (
  variant_uid BLOB NOT NULL REFERENCES product_variant (uid) ON DELETE CASCADE,
  code TEXT NOT NULL,
  pack_quantity INTEGER NOT NULL DEFAULT 1000 CHECK (pack_quantity > 0),
  PRIMARY KEY (variant_uid, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX variant_barcode_by_code ON variant_barcode (code);

CREATE TABLE variant_supplier (
  variant_uid BLOB NOT NULL REFERENCES product_variant (uid) ON DELETE CASCADE,
  supplier_uid BLOB NOT NULL,
  order_code TEXT NOT NULL DEFAULT '',
  pack_quantity INTEGER NOT NULL DEFAULT 1000 CHECK (pack_quantity > 0),
  PRIMARY KEY (variant_uid, supplier_uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX variant_supplier_by_code ON variant_supplier (order_code);

CREATE TABLE variant_part (
  variant_uid BLOB NOT NULL REFERENCES product_variant (uid) ON DELETE CASCADE,
  part_uid BLOB NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (variant_uid, part_uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX variant_part_by_part ON variant_part (part_uid);

-- Cost is an aggregate of its own: not every role may see it.
CREATE TABLE product_cost (
  uid BLOB NOT NULL PRIMARY KEY,
  variant_uid BLOB NOT NULL,
  currency TEXT NOT NULL,
  cost_e4 INTEGER NOT NULL CHECK (cost_e4 >= 0)
) STRICT;
CREATE INDEX product_cost_by_variant ON product_cost (variant_uid);

CREATE TABLE customer (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  number TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('person', 'company')),
  name TEXT NOT NULL,
  given_name TEXT NOT NULL DEFAULT '',
  family_name TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  vat_id TEXT NOT NULL DEFAULT '',
  customer_group TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT '',
  buyer_reference TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL DEFAULT '',
  source_key TEXT NOT NULL DEFAULT '',
  merged_into BLOB,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  archived_at INTEGER
) STRICT;
CREATE INDEX customer_by_number ON customer (number);
CREATE INDEX customer_by_email ON customer (email);
CREATE INDEX customer_by_source ON customer (source, source_key);

CREATE TABLE customer_address (
  customer_uid BLOB NOT NULL REFERENCES customer (uid) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('billing', 'shipping')),
  name TEXT NOT NULL DEFAULT '',
  extra TEXT NOT NULL DEFAULT '',
  street TEXT NOT NULL DEFAULT '',
  postcode TEXT NOT NULL DEFAULT '',
  city TEXT NOT NULL DEFAULT '',
  region TEXT NOT NULL DEFAULT '',
  country TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (customer_uid, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE customer_contact (
  customer_uid BLOB NOT NULL REFERENCES customer (uid) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (customer_uid, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE customer_tag (
  customer_uid BLOB NOT NULL REFERENCES customer (uid) ON DELETE CASCADE,
  tag TEXT NOT NULL,
  PRIMARY KEY (customer_uid, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_tag_by_tag ON customer_tag (tag);

CREATE TABLE sales_order (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  number TEXT NOT NULL,
  customer_uid BLOB,
  customer_name TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',
  channel TEXT NOT NULL DEFAULT 'office',
  state TEXT NOT NULL CHECK (state IN ('CART', 'PENDING_PAYMENT', 'PAID', 'PROCESSING', 'SHIPPED', 'DELIVERED', 'CANCELLED', 'RETURNED')),
  currency TEXT NOT NULL,
  price_mode TEXT NOT NULL CHECK (price_mode IN ('net', 'gross')),
  placed_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  ship_by INTEGER,
  paid_at INTEGER,
  shipped_at INTEGER,
  delivered_at INTEGER,
  closed_at INTEGER,                       -- cancelled or returned
  payment_method TEXT NOT NULL DEFAULT '',
  line_count INTEGER NOT NULL,
  last_line INTEGER NOT NULL DEFAULT 0,    -- highest line number ever given in this order
  quantity INTEGER NOT NULL,               -- of goods, thousandths
  net_minor INTEGER NOT NULL,
  tax_minor INTEGER NOT NULL,
  gross_minor INTEGER NOT NULL,
  refunded_minor INTEGER NOT NULL DEFAULT 0,
  billing_name TEXT NOT NULL DEFAULT '',
  billing_extra TEXT NOT NULL DEFAULT '',
  billing_street TEXT NOT NULL DEFAULT '',
  billing_postcode TEXT NOT NULL DEFAULT '',
  billing_city TEXT NOT NULL DEFAULT '',
  billing_region TEXT NOT NULL DEFAULT '',
  billing_country TEXT NOT NULL DEFAULT '',
  shipping_name TEXT NOT NULL DEFAULT '',
  shipping_extra TEXT NOT NULL DEFAULT '',
  shipping_street TEXT NOT NULL DEFAULT '',
  shipping_postcode TEXT NOT NULL DEFAULT '',
  shipping_city TEXT NOT NULL DEFAULT '',
  shipping_region TEXT NOT NULL DEFAULT '',
  shipping_country TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL DEFAULT '',
  source_key TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX sales_order_by_number ON sales_order (number);
CREATE INDEX sales_order_by_customer ON sales_order (customer_uid, placed_at);
CREATE INDEX sales_order_by_source ON sales_order (source, source_key);

CREATE TABLE order_line (
  order_uid BLOB NOT NULL REFERENCES sales_order (uid) ON DELETE CASCADE,
  line INTEGER NOT NULL,                   -- given once, never used again in this order
  kind TEXT NOT NULL CHECK (kind IN ('goods', 'service', 'shipping', 'fee', 'discount')),
  variant_uid BLOB,
  sku TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL,
  quantity INTEGER NOT NULL,               -- thousandths
  unit TEXT NOT NULL DEFAULT 'piece',
  price_e4 INTEGER NOT NULL,               -- in the order's price mode
  discount_bp INTEGER NOT NULL DEFAULT 0,
  tax_code TEXT NOT NULL,
  tax_rate_bp INTEGER NOT NULL,
  net_minor INTEGER NOT NULL,
  gross_minor INTEGER NOT NULL,
  PRIMARY KEY (order_uid, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX order_line_by_variant ON order_line (variant_uid);

CREATE TABLE order_tax (
  order_uid BLOB NOT NULL REFERENCES sales_order (uid) ON DELETE CASCADE,
  tax_code TEXT NOT NULL,
  tax_rate_bp INTEGER NOT NULL,
  net_minor INTEGER NOT NULL,
  tax_minor INTEGER NOT NULL,
  gross_minor INTEGER NOT NULL,
  PRIMARY KEY (order_uid, tax_code, tax_rate_bp)
) STRICT, WITHOUT ROWID;

CREATE TABLE order_transition (
  order_uid BLOB NOT NULL REFERENCES sales_order (uid) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  from_state TEXT NOT NULL,                -- empty for the first
  to_state TEXT NOT NULL,
  happened_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  author_uid BLOB,
  author_name TEXT NOT NULL,
  station INTEGER NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  metadata TEXT NOT NULL DEFAULT '{}',
  PRIMARY KEY (order_uid, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE delivery (
  order_uid BLOB NOT NULL REFERENCES sales_order (uid) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  number TEXT NOT NULL,
  happened_at INTEGER NOT NULL,
  carrier TEXT NOT NULL DEFAULT '',
  tracking_number TEXT NOT NULL DEFAULT '',
  tracking_url TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  withdrawn_at INTEGER,                    -- the shipment was taken back: as if it were not there
  PRIMARY KEY (order_uid, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_by_tracking ON delivery (tracking_number);

CREATE TABLE delivery_line (
  order_uid BLOB NOT NULL REFERENCES sales_order (uid) ON DELETE CASCADE,
  delivery INTEGER NOT NULL,
  line INTEGER NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (order_uid, delivery, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE order_return (
  order_uid BLOB NOT NULL REFERENCES sales_order (uid) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  happened_at INTEGER NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (order_uid, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE return_line (
  order_uid BLOB NOT NULL REFERENCES sales_order (uid) ON DELETE CASCADE,
  return_position INTEGER NOT NULL,
  line INTEGER NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  condition TEXT NOT NULL CHECK (condition IN ('resell', 'damaged', 'lost')),
  PRIMARY KEY (order_uid, return_position, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE order_refund (
  order_uid BLOB NOT NULL REFERENCES sales_order (uid) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  happened_at INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
  shipping_minor INTEGER NOT NULL DEFAULT 0 CHECK (shipping_minor >= 0),
  reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (order_uid, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE refund_line (
  order_uid BLOB NOT NULL REFERENCES sales_order (uid) ON DELETE CASCADE,
  refund INTEGER NOT NULL,
  line INTEGER NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity >= 0),
  amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
  PRIMARY KEY (order_uid, refund, line)
) STRICT, WITHOUT ROWID;

-- What came back, or was credited, without an order known here (an imported cancellation).
CREATE TABLE sales_return (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  number TEXT NOT NULL,
  customer_uid BLOB,
  customer_name TEXT NOT NULL DEFAULT '',
  happened_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  currency TEXT NOT NULL,
  gross_minor INTEGER NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL DEFAULT '',
  source_key TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX sales_return_by_customer ON sales_return (customer_uid, happened_at);
CREATE INDEX sales_return_by_source ON sales_return (source, source_key);

CREATE TABLE sales_return_line (
  return_uid BLOB NOT NULL REFERENCES sales_return (uid) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('goods', 'service', 'shipping', 'fee', 'discount')),
  variant_uid BLOB,
  sku TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  price_e4 INTEGER NOT NULL,
  gross_minor INTEGER NOT NULL,
  PRIMARY KEY (return_uid, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX sales_return_line_by_variant ON sales_return_line (variant_uid);

-- Amounts that are neither goods sold nor goods returned: bank charges, marketplace fees, bad debt.
CREATE TABLE other_charge (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  number TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('fee', 'bad_debt', 'correction', 'sample', 'discount', 'postage')),
  title TEXT NOT NULL,
  customer_uid BLOB,
  happened_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  currency TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,           -- what the company earned (+) or paid (-)
  source TEXT NOT NULL DEFAULT '',
  source_key TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX other_charge_by_customer ON other_charge (customer_uid);
CREATE INDEX other_charge_by_source ON other_charge (source, source_key);

CREATE TABLE stock_movement (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  variant_uid BLOB NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('SALE', 'RESTOCK', 'RETURN', 'ADJUSTMENT', 'TRANSFER', 'CONSUME', 'COUNT')),
  quantity INTEGER NOT NULL CHECK (quantity <> 0),  -- thousandths, negative leaves
  happened_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  hlc INTEGER NOT NULL,
  order_uid BLOB,
  reason TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  author_uid BLOB,
  station INTEGER NOT NULL,
  source TEXT NOT NULL DEFAULT '',
  source_key TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX stock_movement_by_variant ON stock_movement (variant_uid, happened_at);
CREATE INDEX stock_movement_by_order ON stock_movement (order_uid);
CREATE INDEX stock_movement_by_source ON stock_movement (source, source_key);

CREATE TABLE saved_view (
  uid BLOB NOT NULL PRIMARY KEY,
  list TEXT NOT NULL,
  name TEXT NOT NULL,
  filter TEXT NOT NULL,
  sort TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE import_batch (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  importer TEXT NOT NULL,
  file_name TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  summary TEXT NOT NULL DEFAULT '{}',
  undone_at INTEGER
) STRICT;

CREATE TABLE attention (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  subject_kind TEXT NOT NULL DEFAULT '',
  subject_uid BLOB,
  subject_title TEXT NOT NULL DEFAULT '',
  command_uid BLOB,
  command_name TEXT NOT NULL DEFAULT '',
  reason_code TEXT NOT NULL,
  message TEXT NOT NULL,
  base TEXT NOT NULL DEFAULT '',
  mine TEXT NOT NULL DEFAULT '',
  theirs TEXT NOT NULL DEFAULT '',
  offers TEXT NOT NULL DEFAULT '[]',
  opened_at INTEGER NOT NULL,
  closed_at INTEGER,
  closed_by TEXT NOT NULL DEFAULT '',
  decision TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX attention_open ON attention (closed_at, opened_at);
