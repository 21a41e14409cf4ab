-- Derived tables (SQLite only): local, kept by triggers in the same transaction, dropped and built anew
-- at any time. A row that stands for nothing is removed, so that a table kept by triggers equals a fresh one.
-- An order counts, for figures, unless it is a cart or was cancelled. REPLACE must not be used on base
-- tables: SQLite leaves out the delete triggers then.

-- Orders: what they are sorted and found by. number_tail is the number backwards, for "ends with". doc is the
-- document in the search that has their customer's words, or their own: from the words to the orders, and
-- from an order to its words, without reading customers.
CREATE TABLE derived_order_key (
  id INTEGER PRIMARY KEY,
  name_key TEXT NOT NULL,
  number_tail TEXT NOT NULL,
  doc INTEGER
) STRICT;
CREATE INDEX derived_order_key_name ON derived_order_key (name_key);
CREATE INDEX derived_order_key_tail ON derived_order_key (number_tail);
CREATE INDEX derived_order_key_doc ON derived_order_key (doc);

CREATE TABLE derived_order_state (
  state TEXT NOT NULL,
  currency TEXT NOT NULL,
  orders INTEGER NOT NULL,
  gross_minor INTEGER NOT NULL,
  PRIMARY KEY (state, currency)
) STRICT, WITHOUT ROWID;

-- Hours of UTC since 1970, because a local day begins at another moment in every zone.
CREATE TABLE derived_order_hour (
  hour INTEGER NOT NULL,
  currency TEXT NOT NULL,
  orders INTEGER NOT NULL DEFAULT 0,
  gross_minor INTEGER NOT NULL DEFAULT 0,
  paid_orders INTEGER NOT NULL DEFAULT 0,
  paid_minor INTEGER NOT NULL DEFAULT 0,
  refunded_minor INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (hour, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE derived_customer_figures (
  customer_uid BLOB NOT NULL,
  currency TEXT NOT NULL,
  orders INTEGER NOT NULL,
  revenue_minor INTEGER NOT NULL,          -- gross less refunds
  last_order_at INTEGER NOT NULL,
  PRIMARY KEY (customer_uid, currency)
) STRICT, WITHOUT ROWID;

-- A row a customer: sort keys, and the figures in the currency in which most of the orders are.
CREATE TABLE derived_customer_key (
  id INTEGER PRIMARY KEY,
  name_key TEXT NOT NULL,
  city TEXT NOT NULL,
  city_key TEXT NOT NULL,
  country TEXT NOT NULL,
  archived INTEGER NOT NULL,
  orders INTEGER NOT NULL DEFAULT 0,
  currency TEXT,
  revenue_minor INTEGER NOT NULL DEFAULT 0,
  last_order_at INTEGER
) STRICT;
CREATE INDEX derived_customer_key_name ON derived_customer_key (name_key, id, archived);
CREATE INDEX derived_customer_key_city ON derived_customer_key (city_key, id, archived);
CREATE INDEX derived_customer_key_country ON derived_customer_key (country, id, archived);
CREATE INDEX derived_customer_key_orders ON derived_customer_key (orders, id, archived);
CREATE INDEX derived_customer_key_revenue ON derived_customer_key (revenue_minor, id, archived);
CREATE INDEX derived_customer_key_last ON derived_customer_key (last_order_at, id, archived);

-- What was sold of a variant, thousandths.
CREATE TABLE derived_product_figures (
  variant_uid BLOB NOT NULL PRIMARY KEY,
  lines INTEGER NOT NULL,
  quantity INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A row a product. The price is the lowest of its variants in the company's currency, for one piece and
-- everybody; of several moments the latest, even if it is yet to come.
CREATE TABLE derived_product_key (
  id INTEGER PRIMARY KEY,
  title_key TEXT NOT NULL,
  brand_key TEXT NOT NULL,
  category_key TEXT NOT NULL,
  sku TEXT NOT NULL,                       -- of the first variant
  variants INTEGER NOT NULL,
  price_e4 INTEGER,
  price_currency TEXT,
  archived INTEGER NOT NULL,
  text TEXT NOT NULL DEFAULT '',           -- what the product is found by, folded
  stale INTEGER NOT NULL DEFAULT 0         -- 1 asks for the whole row anew, 2 for all but the text
) STRICT;
CREATE INDEX derived_product_key_title ON derived_product_key (title_key, id, archived);
CREATE INDEX derived_product_key_brand ON derived_product_key (brand_key, id, archived);
CREATE INDEX derived_product_key_category ON derived_product_key (category_key, id, archived);
CREATE INDEX derived_product_key_sku ON derived_product_key (sku, id, archived);
CREATE INDEX derived_product_key_variants ON derived_product_key (variants, id, archived);
CREATE INDEX derived_product_key_price ON derived_product_key (price_e4, id, archived);

-- Search: one folded document a customer, and one an order without a customer. Trigrams find words inside
-- compound words. The kind is searched, too, because a word may be rare in one and common in the other;
-- products have an index of their own. stale: 1 asks for the document and the customer's key row anew.
CREATE TABLE derived_search_doc (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  uid BLOB NOT NULL UNIQUE,
  text TEXT NOT NULL,
  stale INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE VIRTUAL TABLE derived_search USING fts5 (
  kind, text, content = 'derived_search_doc', content_rowid = 'id', tokenize = 'trigram', columnsize = 0
);

CREATE VIRTUAL TABLE derived_search_product USING fts5 (
  text, content = 'derived_product_key', content_rowid = 'id', tokenize = 'trigram', columnsize = 0
);

-- Indexes on base tables: every order of a list, and every filter that is often narrow. The id stands in
-- those that hold more than their order needs, because ties are broken by it.
CREATE INDEX derived_idx_setting_key ON setting (key);
CREATE INDEX derived_idx_order_placed ON sales_order (placed_at, id, state, gross_minor, currency);
CREATE INDEX derived_idx_order_state ON sales_order (state, placed_at, id, gross_minor, currency);
CREATE INDEX derived_idx_order_gross ON sales_order (gross_minor);
CREATE INDEX derived_idx_order_ship_by ON sales_order (ship_by);
CREATE INDEX derived_idx_order_paid ON sales_order (paid_at);
CREATE INDEX derived_idx_order_shipped ON sales_order (shipped_at);
CREATE INDEX derived_idx_order_channel ON sales_order (channel, placed_at);
CREATE INDEX derived_idx_order_payment ON sales_order (payment_method, placed_at);
CREATE INDEX derived_idx_order_country ON sales_order (
  (CASE shipping_country WHEN '' THEN billing_country ELSE shipping_country END), placed_at
);
CREATE INDEX derived_idx_order_due ON sales_order (ship_by)
  WHERE shipped_at IS NULL AND state IN ('PAID', 'PROCESSING');
CREATE INDEX derived_idx_order_unpaid ON sales_order (shipped_at)
  WHERE paid_at IS NULL AND shipped_at IS NOT NULL;
CREATE INDEX derived_idx_order_customer ON sales_order (customer_uid, placed_at, state, gross_minor, currency);
CREATE INDEX derived_idx_refund_happened ON order_refund (happened_at, order_uid);
CREATE INDEX derived_idx_delivery_happened ON delivery (happened_at);
CREATE INDEX derived_idx_order_return_happened ON order_return (happened_at);
CREATE INDEX derived_idx_order_refunded ON sales_order (placed_at) WHERE refunded_minor > 0;
CREATE INDEX derived_idx_line_sku ON order_line (sku) WHERE variant_uid IS NULL AND sku <> '';
CREATE INDEX derived_idx_customer_created ON customer (created_at);
CREATE INDEX derived_idx_product_changed ON product (changed_at);
CREATE INDEX derived_idx_return_happened ON sales_return (happened_at);
CREATE INDEX derived_idx_return_number ON sales_return (number);
CREATE INDEX derived_idx_return_gross ON sales_return (gross_minor);
CREATE INDEX derived_idx_charge_happened ON other_charge (happened_at);
CREATE INDEX derived_idx_charge_number ON other_charge (number);
CREATE INDEX derived_idx_charge_amount ON other_charge (amount_minor);
CREATE INDEX derived_idx_charge_kind ON other_charge (kind, happened_at);
CREATE INDEX derived_idx_movement_happened ON stock_movement (happened_at);
CREATE INDEX derived_idx_movement_kind ON stock_movement (kind, happened_at);
CREATE INDEX derived_idx_attention_opened ON attention (opened_at);
CREATE INDEX derived_idx_purchase_created ON purchase_order (created_at);
CREATE INDEX derived_idx_purchase_expected ON purchase_order (expected_at);
CREATE INDEX derived_idx_purchase_total ON purchase_order (net_minor);
CREATE INDEX derived_idx_purchase_state ON purchase_order (state, created_at);
CREATE INDEX derived_idx_purchase_supplier ON purchase_order (supplier_name COLLATE NOCASE);
CREATE INDEX derived_idx_supplier_name ON supplier (name COLLATE NOCASE);
CREATE INDEX derived_idx_import_started ON import_batch (started_at);

CREATE TRIGGER derived_sales_order_insert AFTER INSERT ON sales_order
BEGIN
  INSERT INTO derived_search_doc (kind, uid, text)
  SELECT 'order', NEW.uid, kontor_fold (NEW.customer_name || char (10) || NEW.email)
  WHERE NEW.customer_uid IS NULL AND NEW.customer_name <> '';

  INSERT INTO derived_order_key (id, name_key, number_tail, doc)
  VALUES (NEW.id, kontor_fold (NEW.customer_name), kontor_reverse (kontor_fold (NEW.number)),
    (SELECT id FROM derived_search_doc WHERE uid = coalesce (NEW.customer_uid, NEW.uid)));

  INSERT INTO derived_order_state (state, currency, orders, gross_minor)
  VALUES (NEW.state, NEW.currency, 1, NEW.gross_minor)
  ON CONFLICT (state, currency) DO UPDATE
  SET orders = orders + 1, gross_minor = gross_minor + excluded.gross_minor;

  INSERT INTO derived_order_hour (hour, currency, orders, gross_minor)
  SELECT NEW.placed_at / 3600000000, NEW.currency, 1, NEW.gross_minor WHERE NEW.state NOT IN ('CART', 'CANCELLED')
  ON CONFLICT (hour, currency) DO UPDATE
  SET orders = orders + 1, gross_minor = gross_minor + excluded.gross_minor;

  INSERT INTO derived_order_hour (hour, currency, paid_orders, paid_minor)
  SELECT NEW.paid_at / 3600000000, NEW.currency, 1, NEW.gross_minor WHERE NEW.paid_at IS NOT NULL
  ON CONFLICT (hour, currency) DO UPDATE
  SET paid_orders = paid_orders + 1, paid_minor = paid_minor + excluded.paid_minor;

  INSERT INTO derived_customer_figures (customer_uid, currency, orders, revenue_minor, last_order_at)
  SELECT NEW.customer_uid, NEW.currency, 1, NEW.gross_minor - NEW.refunded_minor, NEW.placed_at
  WHERE NEW.customer_uid IS NOT NULL AND NEW.state NOT IN ('CART', 'CANCELLED')
  ON CONFLICT (customer_uid, currency) DO UPDATE
  SET orders = orders + 1, revenue_minor = revenue_minor + excluded.revenue_minor,
    last_order_at = max (last_order_at, excluded.last_order_at);
END;

-- Rows that were here before their order: an undone deletion puts children back first.
CREATE TRIGGER derived_sales_order_insert_lines AFTER INSERT ON sales_order
WHEN NEW.state NOT IN ('CART', 'CANCELLED') AND EXISTS (SELECT 1 FROM order_line WHERE order_uid = NEW.uid)
BEGIN
  INSERT INTO derived_product_figures (variant_uid, lines, quantity)
  SELECT variant_uid, count (*), sum (quantity) FROM order_line
  WHERE order_uid = NEW.uid AND variant_uid IS NOT NULL GROUP BY variant_uid
  ON CONFLICT (variant_uid) DO UPDATE SET lines = lines + excluded.lines, quantity = quantity + excluded.quantity;
END;

CREATE TRIGGER derived_sales_order_insert_refunds AFTER INSERT ON sales_order
WHEN EXISTS (SELECT 1 FROM order_refund WHERE order_uid = NEW.uid)
BEGIN
  INSERT INTO derived_order_hour (hour, currency, refunded_minor)
  SELECT happened_at / 3600000000, NEW.currency, sum (amount_minor) FROM order_refund
  WHERE order_uid = NEW.uid GROUP BY 1
  ON CONFLICT (hour, currency) DO UPDATE SET refunded_minor = refunded_minor + excluded.refunded_minor;
END;

CREATE TRIGGER derived_sales_order_update AFTER UPDATE ON sales_order
WHEN OLD.state <> NEW.state OR OLD.currency <> NEW.currency OR OLD.gross_minor <> NEW.gross_minor
  OR OLD.refunded_minor <> NEW.refunded_minor OR OLD.placed_at <> NEW.placed_at
  OR OLD.paid_at IS NOT NEW.paid_at OR OLD.customer_uid IS NOT NEW.customer_uid
BEGIN
  UPDATE derived_order_state SET orders = orders - 1, gross_minor = gross_minor - OLD.gross_minor
  WHERE state = OLD.state AND currency = OLD.currency;
  DELETE FROM derived_order_state WHERE state = OLD.state AND currency = OLD.currency AND orders = 0;

  UPDATE derived_order_hour SET orders = orders - 1, gross_minor = gross_minor - OLD.gross_minor
  WHERE hour = OLD.placed_at / 3600000000 AND currency = OLD.currency AND OLD.state NOT IN ('CART', 'CANCELLED');
  UPDATE derived_order_hour SET paid_orders = paid_orders - 1, paid_minor = paid_minor - OLD.gross_minor
  WHERE hour = OLD.paid_at / 3600000000 AND currency = OLD.currency;
  DELETE FROM derived_order_hour
  WHERE hour IN (OLD.placed_at / 3600000000, OLD.paid_at / 3600000000) AND currency = OLD.currency
    AND orders = 0 AND paid_orders = 0 AND refunded_minor = 0;

  UPDATE derived_customer_figures
  SET orders = orders - 1, revenue_minor = revenue_minor - (OLD.gross_minor - OLD.refunded_minor),
    last_order_at = coalesce ((SELECT o.placed_at FROM sales_order AS o
                               WHERE o.customer_uid = OLD.customer_uid AND o.currency = OLD.currency
                                 AND o.id <> OLD.id AND o.state NOT IN ('CART', 'CANCELLED')
                               ORDER BY o.placed_at DESC LIMIT 1), 0)
  WHERE customer_uid = OLD.customer_uid AND currency = OLD.currency AND OLD.state NOT IN ('CART', 'CANCELLED');
  DELETE FROM derived_customer_figures
  WHERE customer_uid = OLD.customer_uid AND currency = OLD.currency AND orders = 0;

  INSERT INTO derived_order_state (state, currency, orders, gross_minor)
  VALUES (NEW.state, NEW.currency, 1, NEW.gross_minor)
  ON CONFLICT (state, currency) DO UPDATE
  SET orders = orders + 1, gross_minor = gross_minor + excluded.gross_minor;

  INSERT INTO derived_order_hour (hour, currency, orders, gross_minor)
  SELECT NEW.placed_at / 3600000000, NEW.currency, 1, NEW.gross_minor WHERE NEW.state NOT IN ('CART', 'CANCELLED')
  ON CONFLICT (hour, currency) DO UPDATE
  SET orders = orders + 1, gross_minor = gross_minor + excluded.gross_minor;

  INSERT INTO derived_order_hour (hour, currency, paid_orders, paid_minor)
  SELECT NEW.paid_at / 3600000000, NEW.currency, 1, NEW.gross_minor WHERE NEW.paid_at IS NOT NULL
  ON CONFLICT (hour, currency) DO UPDATE
  SET paid_orders = paid_orders + 1, paid_minor = paid_minor + excluded.paid_minor;

  INSERT INTO derived_customer_figures (customer_uid, currency, orders, revenue_minor, last_order_at)
  SELECT NEW.customer_uid, NEW.currency, 1, NEW.gross_minor - NEW.refunded_minor, NEW.placed_at
  WHERE NEW.customer_uid IS NOT NULL AND NEW.state NOT IN ('CART', 'CANCELLED')
  ON CONFLICT (customer_uid, currency) DO UPDATE
  SET orders = orders + 1, revenue_minor = revenue_minor + excluded.revenue_minor,
    last_order_at = max (last_order_at, excluded.last_order_at);
END;

CREATE TRIGGER derived_sales_order_update_key AFTER UPDATE ON sales_order
WHEN OLD.customer_name <> NEW.customer_name OR OLD.number <> NEW.number
BEGIN
  UPDATE derived_order_key
  SET name_key = kontor_fold (NEW.customer_name), number_tail = kontor_reverse (kontor_fold (NEW.number))
  WHERE id = NEW.id;
END;

CREATE TRIGGER derived_sales_order_update_guest AFTER UPDATE ON sales_order
WHEN OLD.customer_name <> NEW.customer_name OR OLD.email <> NEW.email
  OR OLD.customer_uid IS NOT NEW.customer_uid
BEGIN
  DELETE FROM derived_search_doc WHERE uid = OLD.uid;
  INSERT INTO derived_search_doc (kind, uid, text)
  SELECT 'order', NEW.uid, kontor_fold (NEW.customer_name || char (10) || NEW.email)
  WHERE NEW.customer_uid IS NULL AND NEW.customer_name <> '';
  UPDATE derived_order_key
  SET doc = (SELECT id FROM derived_search_doc WHERE uid = coalesce (NEW.customer_uid, NEW.uid))
  WHERE id = NEW.id;
END;

CREATE TRIGGER derived_sales_order_update_counted AFTER UPDATE ON sales_order
WHEN NEW.state NOT IN ('CART', 'CANCELLED') AND NOT OLD.state NOT IN ('CART', 'CANCELLED')
BEGIN
  INSERT INTO derived_product_figures (variant_uid, lines, quantity)
  SELECT variant_uid, count (*), sum (quantity) FROM order_line
  WHERE order_uid = NEW.uid AND variant_uid IS NOT NULL GROUP BY variant_uid
  ON CONFLICT (variant_uid) DO UPDATE SET lines = lines + excluded.lines, quantity = quantity + excluded.quantity;
END;

CREATE TRIGGER derived_sales_order_update_uncounted AFTER UPDATE ON sales_order
WHEN OLD.state NOT IN ('CART', 'CANCELLED') AND NOT NEW.state NOT IN ('CART', 'CANCELLED')
BEGIN
  INSERT INTO derived_product_figures (variant_uid, lines, quantity)
  SELECT variant_uid, -count (*), -sum (quantity) FROM order_line
  WHERE order_uid = OLD.uid AND variant_uid IS NOT NULL GROUP BY variant_uid
  ON CONFLICT (variant_uid) DO UPDATE SET lines = lines + excluded.lines, quantity = quantity + excluded.quantity;
  DELETE FROM derived_product_figures WHERE lines = 0
    AND variant_uid IN (SELECT variant_uid FROM order_line WHERE order_uid = OLD.uid);
END;

CREATE TRIGGER derived_sales_order_update_currency AFTER UPDATE ON sales_order
WHEN OLD.currency <> NEW.currency
BEGIN
  INSERT INTO derived_order_hour (hour, currency, refunded_minor)
  SELECT happened_at / 3600000000, OLD.currency, -sum (amount_minor) FROM order_refund
  WHERE order_uid = OLD.uid GROUP BY 1
  ON CONFLICT (hour, currency) DO UPDATE SET refunded_minor = refunded_minor + excluded.refunded_minor;
  DELETE FROM derived_order_hour
  WHERE hour IN (SELECT happened_at / 3600000000 FROM order_refund WHERE order_uid = OLD.uid)
    AND currency = OLD.currency AND orders = 0 AND paid_orders = 0 AND refunded_minor = 0;
  INSERT INTO derived_order_hour (hour, currency, refunded_minor)
  SELECT happened_at / 3600000000, NEW.currency, sum (amount_minor) FROM order_refund
  WHERE order_uid = NEW.uid GROUP BY 1
  ON CONFLICT (hour, currency) DO UPDATE SET refunded_minor = refunded_minor + excluded.refunded_minor;
END;

-- Before, because the order's lines and refunds go with it.
CREATE TRIGGER derived_sales_order_delete BEFORE DELETE ON sales_order
BEGIN
  DELETE FROM derived_order_key WHERE id = OLD.id;
  DELETE FROM derived_search_doc WHERE uid = OLD.uid;
  UPDATE derived_order_state SET orders = orders - 1, gross_minor = gross_minor - OLD.gross_minor
  WHERE state = OLD.state AND currency = OLD.currency;
  DELETE FROM derived_order_state WHERE state = OLD.state AND currency = OLD.currency AND orders = 0;

  UPDATE derived_order_hour SET orders = orders - 1, gross_minor = gross_minor - OLD.gross_minor
  WHERE hour = OLD.placed_at / 3600000000 AND currency = OLD.currency AND OLD.state NOT IN ('CART', 'CANCELLED');
  UPDATE derived_order_hour SET paid_orders = paid_orders - 1, paid_minor = paid_minor - OLD.gross_minor
  WHERE hour = OLD.paid_at / 3600000000 AND currency = OLD.currency;
  DELETE FROM derived_order_hour
  WHERE hour IN (OLD.placed_at / 3600000000, OLD.paid_at / 3600000000) AND currency = OLD.currency
    AND orders = 0 AND paid_orders = 0 AND refunded_minor = 0;

  UPDATE derived_customer_figures
  SET orders = orders - 1, revenue_minor = revenue_minor - (OLD.gross_minor - OLD.refunded_minor),
    last_order_at = coalesce ((SELECT o.placed_at FROM sales_order AS o
                               WHERE o.customer_uid = OLD.customer_uid AND o.currency = OLD.currency
                                 AND o.id <> OLD.id AND o.state NOT IN ('CART', 'CANCELLED')
                               ORDER BY o.placed_at DESC LIMIT 1), 0)
  WHERE customer_uid = OLD.customer_uid AND currency = OLD.currency AND OLD.state NOT IN ('CART', 'CANCELLED');
  DELETE FROM derived_customer_figures
  WHERE customer_uid = OLD.customer_uid AND currency = OLD.currency AND orders = 0;

  INSERT INTO derived_order_hour (hour, currency, refunded_minor)
  SELECT happened_at / 3600000000, OLD.currency, -sum (amount_minor) FROM order_refund
  WHERE order_uid = OLD.uid GROUP BY 1
  ON CONFLICT (hour, currency) DO UPDATE SET refunded_minor = refunded_minor + excluded.refunded_minor;
  DELETE FROM derived_order_hour
  WHERE hour IN (SELECT happened_at / 3600000000 FROM order_refund WHERE order_uid = OLD.uid)
    AND currency = OLD.currency AND orders = 0 AND paid_orders = 0 AND refunded_minor = 0;
END;

CREATE TRIGGER derived_sales_order_delete_counted BEFORE DELETE ON sales_order
WHEN OLD.state NOT IN ('CART', 'CANCELLED')
BEGIN
  INSERT INTO derived_product_figures (variant_uid, lines, quantity)
  SELECT variant_uid, -count (*), -sum (quantity) FROM order_line
  WHERE order_uid = OLD.uid AND variant_uid IS NOT NULL GROUP BY variant_uid
  ON CONFLICT (variant_uid) DO UPDATE SET lines = lines + excluded.lines, quantity = quantity + excluded.quantity;
  DELETE FROM derived_product_figures WHERE lines = 0
    AND variant_uid IN (SELECT variant_uid FROM order_line WHERE order_uid = OLD.uid);
END;

CREATE TRIGGER derived_order_line_insert AFTER INSERT ON order_line WHEN NEW.variant_uid IS NOT NULL
BEGIN
  INSERT INTO derived_product_figures (variant_uid, lines, quantity)
  SELECT NEW.variant_uid, 1, NEW.quantity FROM sales_order
  WHERE uid = NEW.order_uid AND NEW.variant_uid IS NOT NULL AND state NOT IN ('CART', 'CANCELLED')
  ON CONFLICT (variant_uid) DO UPDATE SET lines = lines + excluded.lines, quantity = quantity + excluded.quantity;
END;

CREATE TRIGGER derived_order_line_update AFTER UPDATE ON order_line
WHEN OLD.variant_uid IS NOT NEW.variant_uid OR OLD.quantity <> NEW.quantity
BEGIN
  INSERT INTO derived_product_figures (variant_uid, lines, quantity)
  SELECT OLD.variant_uid, -1, -OLD.quantity FROM sales_order
  WHERE uid = OLD.order_uid AND OLD.variant_uid IS NOT NULL AND state NOT IN ('CART', 'CANCELLED')
  ON CONFLICT (variant_uid) DO UPDATE SET lines = lines + excluded.lines, quantity = quantity + excluded.quantity;
  DELETE FROM derived_product_figures WHERE variant_uid = OLD.variant_uid AND lines = 0;
  INSERT INTO derived_product_figures (variant_uid, lines, quantity)
  SELECT NEW.variant_uid, 1, NEW.quantity FROM sales_order
  WHERE uid = NEW.order_uid AND NEW.variant_uid IS NOT NULL AND state NOT IN ('CART', 'CANCELLED')
  ON CONFLICT (variant_uid) DO UPDATE SET lines = lines + excluded.lines, quantity = quantity + excluded.quantity;
END;

CREATE TRIGGER derived_order_line_delete AFTER DELETE ON order_line WHEN OLD.variant_uid IS NOT NULL
BEGIN
  INSERT INTO derived_product_figures (variant_uid, lines, quantity)
  SELECT OLD.variant_uid, -1, -OLD.quantity FROM sales_order
  WHERE uid = OLD.order_uid AND OLD.variant_uid IS NOT NULL AND state NOT IN ('CART', 'CANCELLED')
  ON CONFLICT (variant_uid) DO UPDATE SET lines = lines + excluded.lines, quantity = quantity + excluded.quantity;
  DELETE FROM derived_product_figures WHERE variant_uid = OLD.variant_uid AND lines = 0;
END;

CREATE TRIGGER derived_order_refund_insert AFTER INSERT ON order_refund
BEGIN
  INSERT INTO derived_order_hour (hour, currency, refunded_minor)
  SELECT NEW.happened_at / 3600000000, currency, NEW.amount_minor FROM sales_order WHERE uid = NEW.order_uid
  ON CONFLICT (hour, currency) DO UPDATE SET refunded_minor = refunded_minor + excluded.refunded_minor;
END;

CREATE TRIGGER derived_order_refund_update AFTER UPDATE ON order_refund
BEGIN
  INSERT INTO derived_order_hour (hour, currency, refunded_minor)
  SELECT OLD.happened_at / 3600000000, currency, -OLD.amount_minor FROM sales_order WHERE uid = OLD.order_uid
  ON CONFLICT (hour, currency) DO UPDATE SET refunded_minor = refunded_minor + excluded.refunded_minor;
  DELETE FROM derived_order_hour WHERE hour = OLD.happened_at / 3600000000
    AND orders = 0 AND paid_orders = 0 AND refunded_minor = 0;
  INSERT INTO derived_order_hour (hour, currency, refunded_minor)
  SELECT NEW.happened_at / 3600000000, currency, NEW.amount_minor FROM sales_order WHERE uid = NEW.order_uid
  ON CONFLICT (hour, currency) DO UPDATE SET refunded_minor = refunded_minor + excluded.refunded_minor;
END;

CREATE TRIGGER derived_order_refund_delete AFTER DELETE ON order_refund
BEGIN
  INSERT INTO derived_order_hour (hour, currency, refunded_minor)
  SELECT OLD.happened_at / 3600000000, currency, -OLD.amount_minor FROM sales_order WHERE uid = OLD.order_uid
  ON CONFLICT (hour, currency) DO UPDATE SET refunded_minor = refunded_minor + excluded.refunded_minor;
  DELETE FROM derived_order_hour WHERE hour = OLD.happened_at / 3600000000
    AND orders = 0 AND paid_orders = 0 AND refunded_minor = 0;
END;

CREATE TRIGGER derived_customer_figures_insert AFTER INSERT ON derived_customer_figures
BEGIN
  UPDATE derived_customer_key
  SET (orders, last_order_at) = (SELECT coalesce (sum (f.orders), 0), max (f.last_order_at)
                                 FROM derived_customer_figures AS f WHERE f.customer_uid = NEW.customer_uid),
    (currency, revenue_minor) = (SELECT f.currency, f.revenue_minor
                                 FROM derived_customer_figures AS f WHERE f.customer_uid = NEW.customer_uid
                                 ORDER BY f.orders DESC, f.currency LIMIT 1)
  WHERE id = (SELECT id FROM customer WHERE uid = NEW.customer_uid);
END;

CREATE TRIGGER derived_customer_figures_update AFTER UPDATE ON derived_customer_figures WHEN NEW.orders > 0
BEGIN
  UPDATE derived_customer_key
  SET (orders, last_order_at) = (SELECT coalesce (sum (f.orders), 0), max (f.last_order_at)
                                 FROM derived_customer_figures AS f WHERE f.customer_uid = NEW.customer_uid),
    (currency, revenue_minor) = (SELECT f.currency, f.revenue_minor
                                 FROM derived_customer_figures AS f WHERE f.customer_uid = NEW.customer_uid
                                 ORDER BY f.orders DESC, f.currency LIMIT 1)
  WHERE id = (SELECT id FROM customer WHERE uid = NEW.customer_uid);
END;

CREATE TRIGGER derived_customer_figures_delete AFTER DELETE ON derived_customer_figures
BEGIN
  UPDATE derived_customer_key
  SET (orders, last_order_at) = (SELECT coalesce (sum (f.orders), 0), max (f.last_order_at)
                                 FROM derived_customer_figures AS f WHERE f.customer_uid = OLD.customer_uid),
    currency = (SELECT f.currency FROM derived_customer_figures AS f WHERE f.customer_uid = OLD.customer_uid
                ORDER BY f.orders DESC, f.currency LIMIT 1),
    revenue_minor = coalesce ((SELECT f.revenue_minor FROM derived_customer_figures AS f
                               WHERE f.customer_uid = OLD.customer_uid
                               ORDER BY f.orders DESC, f.currency LIMIT 1), 0)
  WHERE id = (SELECT id FROM customer WHERE uid = OLD.customer_uid);
END;

CREATE TRIGGER derived_search_doc_insert AFTER INSERT ON derived_search_doc
BEGIN
  INSERT INTO derived_search (rowid, kind, text) VALUES (NEW.id, NEW.kind, NEW.text);
END;

CREATE TRIGGER derived_search_doc_update AFTER UPDATE OF text ON derived_search_doc
WHEN OLD.text <> NEW.text
BEGIN
  INSERT INTO derived_search (derived_search, rowid, kind, text) VALUES ('delete', OLD.id, OLD.kind, OLD.text);
  INSERT INTO derived_search (rowid, kind, text) VALUES (NEW.id, NEW.kind, NEW.text);
END;

CREATE TRIGGER derived_search_doc_delete AFTER DELETE ON derived_search_doc
BEGIN
  INSERT INTO derived_search (derived_search, rowid, kind, text) VALUES ('delete', OLD.id, OLD.kind, OLD.text);
END;

CREATE TRIGGER derived_search_doc_customer AFTER UPDATE OF stale ON derived_search_doc
WHEN NEW.stale = 1
BEGIN
  UPDATE derived_customer_key
  SET (name_key, archived) = (SELECT kontor_fold (name), archived_at IS NOT NULL
                              FROM customer WHERE uid = NEW.uid),
    city = coalesce ((SELECT city FROM customer_address WHERE customer_uid = NEW.uid
                      ORDER BY position LIMIT 1), ''),
    city_key = kontor_fold (coalesce ((SELECT city FROM customer_address WHERE customer_uid = NEW.uid
                                       ORDER BY position LIMIT 1), '')),
    country = coalesce ((SELECT country FROM customer_address WHERE customer_uid = NEW.uid
                         ORDER BY position LIMIT 1), '')
  WHERE id = (SELECT id FROM customer WHERE uid = NEW.uid);

  UPDATE derived_search_doc
  SET stale = 0, text = (
    SELECT kontor_fold (doc.text) FROM (
      SELECT c.name || char (10) || c.given_name || ' ' || c.family_name || char (10) || c.number || char (10)
        || c.email || char (10) || c.phone || char (10) || c.vat_id || char (10)
        || coalesce ((SELECT group_concat (a.name || char (10) || a.extra || char (10) || a.street || char (10)
                                           || a.postcode || ' ' || a.city, char (10))
                      FROM customer_address AS a WHERE a.customer_uid = c.uid), '') || char (10)
        || coalesce ((SELECT group_concat (p.name || char (10) || p.email || char (10) || p.phone, char (10))
                      FROM customer_contact AS p WHERE p.customer_uid = c.uid), '') || char (10)
        || coalesce ((SELECT group_concat (g.tag, char (10))
                      FROM customer_tag AS g WHERE g.customer_uid = c.uid), '') AS text
      FROM customer AS c WHERE c.uid = NEW.uid
    ) AS doc
  )
  WHERE id = NEW.id;
END;

CREATE TRIGGER derived_search_product_insert AFTER INSERT ON derived_product_key
BEGIN
  INSERT INTO derived_search_product (rowid, text) VALUES (NEW.id, NEW.text);
END;

CREATE TRIGGER derived_search_product_update AFTER UPDATE OF text ON derived_product_key
WHEN OLD.text <> NEW.text
BEGIN
  INSERT INTO derived_search_product (derived_search_product, rowid, text) VALUES ('delete', OLD.id, OLD.text);
  INSERT INTO derived_search_product (rowid, text) VALUES (NEW.id, NEW.text);
END;

CREATE TRIGGER derived_search_product_delete AFTER DELETE ON derived_product_key
BEGIN
  INSERT INTO derived_search_product (derived_search_product, rowid, text) VALUES ('delete', OLD.id, OLD.text);
END;

CREATE TRIGGER derived_product_key_text AFTER UPDATE OF stale ON derived_product_key WHEN NEW.stale = 1
BEGIN
  UPDATE derived_product_key
  SET stale = 2, text = (
    SELECT kontor_fold (doc.text) FROM (
      SELECT p.title || char (10) || p.brand || char (10)
        || coalesce ((SELECT c.name FROM category AS c WHERE c.uid = p.category_uid), '') || char (10)
        || coalesce ((SELECT group_concat (v.sku || ' ' || v.value1 || ' ' || v.value2 || ' ' || v.value3, char (10))
                      FROM (SELECT * FROM product_variant WHERE product_uid = p.uid
                            ORDER BY position, uid) AS v), '') || char (10)
        || coalesce ((SELECT group_concat (b.code, char (10))
                      FROM (SELECT b.code FROM product_variant AS v
                            JOIN variant_barcode AS b ON b.variant_uid = v.uid
                            WHERE v.product_uid = p.uid ORDER BY v.position, v.uid, b.code) AS b), '') || char (10)
        || coalesce ((SELECT group_concat (s.order_code, char (10))
                      FROM (SELECT s.order_code FROM product_variant AS v
                            JOIN variant_supplier AS s ON s.variant_uid = v.uid
                            WHERE v.product_uid = p.uid ORDER BY v.position, v.uid, s.order_code) AS s), '') || char (10)
        || coalesce ((SELECT group_concat (a.value, char (10))
                      FROM product_attribute AS a WHERE a.product_uid = p.uid), '') || char (10)
        || coalesce ((SELECT group_concat (g.tag, char (10))
                      FROM product_tag AS g WHERE g.product_uid = p.uid), '') AS text
      FROM product AS p WHERE p.id = NEW.id
    ) AS doc
  )
  WHERE id = NEW.id;
END;

CREATE TRIGGER derived_product_key_figures AFTER UPDATE OF stale ON derived_product_key WHEN NEW.stale = 2
BEGIN
  UPDATE derived_product_key
  SET stale = 0,
    (title_key, brand_key, category_key, archived) = (
      SELECT kontor_fold (p.title), kontor_fold (p.brand),
        kontor_fold (coalesce ((SELECT c.name FROM category AS c WHERE c.uid = p.category_uid), '')),
        p.archived_at IS NOT NULL
      FROM product AS p WHERE p.id = NEW.id),
    sku = coalesce ((SELECT v.sku FROM product AS p JOIN product_variant AS v ON v.product_uid = p.uid
                     WHERE p.id = NEW.id AND v.archived_at IS NULL ORDER BY v.position, v.uid LIMIT 1), ''),
    variants = (SELECT count (*) FROM product AS p JOIN product_variant AS v ON v.product_uid = p.uid
                WHERE p.id = NEW.id AND v.archived_at IS NULL),
    (price_e4, price_currency) = (
      SELECT min (r.price_e4), r.currency
      FROM product AS p JOIN product_variant AS v ON v.product_uid = p.uid
      JOIN variant_price AS r ON r.variant_uid = v.uid
      WHERE p.id = NEW.id AND v.archived_at IS NULL AND r.customer_group = '' AND r.from_quantity <= 1000
        AND r.currency = coalesce ((SELECT s.value FROM setting AS s WHERE s.key = 'currency'), 'EUR')
        AND r.valid_from = (SELECT max (n.valid_from) FROM variant_price AS n
                            WHERE n.variant_uid = r.variant_uid AND n.currency = r.currency
                              AND n.price_mode = r.price_mode AND n.customer_group = ''
                              AND n.from_quantity = r.from_quantity))
  WHERE id = NEW.id;
END;

CREATE TRIGGER derived_customer_insert AFTER INSERT ON customer
BEGIN
  INSERT INTO derived_customer_key (id, name_key, city, city_key, country, archived, orders, last_order_at,
                                    currency, revenue_minor)
  SELECT NEW.id, '', '', '', '', 0, coalesce (sum (f.orders), 0), max (f.last_order_at),
    (SELECT currency FROM derived_customer_figures WHERE customer_uid = NEW.uid
     ORDER BY orders DESC, currency LIMIT 1),
    coalesce ((SELECT revenue_minor FROM derived_customer_figures WHERE customer_uid = NEW.uid
               ORDER BY orders DESC, currency LIMIT 1), 0)
  FROM derived_customer_figures AS f WHERE f.customer_uid = NEW.uid;
  INSERT INTO derived_search_doc (kind, uid, text) VALUES ('customer', NEW.uid, '');
  UPDATE derived_search_doc SET stale = 1 WHERE uid = NEW.uid;
  UPDATE derived_order_key SET doc = (SELECT id FROM derived_search_doc WHERE uid = NEW.uid)
  WHERE id IN (SELECT id FROM sales_order WHERE customer_uid = NEW.uid);
END;

CREATE TRIGGER derived_customer_update AFTER UPDATE ON customer
WHEN OLD.name <> NEW.name OR OLD.given_name <> NEW.given_name OR OLD.family_name <> NEW.family_name
  OR OLD.number <> NEW.number OR OLD.email <> NEW.email OR OLD.phone <> NEW.phone OR OLD.vat_id <> NEW.vat_id
  OR OLD.archived_at IS NOT NEW.archived_at
BEGIN
  UPDATE derived_search_doc SET stale = 1 WHERE uid = NEW.uid;
END;

CREATE TRIGGER derived_customer_delete BEFORE DELETE ON customer
BEGIN
  DELETE FROM derived_customer_key WHERE id = OLD.id;
  UPDATE derived_order_key SET doc = NULL
  WHERE doc = (SELECT id FROM derived_search_doc WHERE uid = OLD.uid);
  DELETE FROM derived_search_doc WHERE uid = OLD.uid;
END;

CREATE TRIGGER derived_product_insert AFTER INSERT ON product
BEGIN
  INSERT INTO derived_product_key (id, title_key, brand_key, category_key, sku, variants, archived)
  VALUES (NEW.id, '', '', '', '', 0, 0);
  UPDATE derived_product_key SET stale = 1 WHERE id = NEW.id;
END;

CREATE TRIGGER derived_product_update AFTER UPDATE ON product
WHEN OLD.title <> NEW.title OR OLD.brand <> NEW.brand OR OLD.category_uid IS NOT NEW.category_uid
  OR OLD.archived_at IS NOT NEW.archived_at
BEGIN
  UPDATE derived_product_key SET stale = 1 WHERE id = NEW.id;
END;

CREATE TRIGGER derived_product_delete BEFORE DELETE ON product
BEGIN
  DELETE FROM derived_product_key WHERE id = OLD.id;
END;

CREATE TRIGGER derived_category_insert AFTER INSERT ON category
BEGIN
  UPDATE derived_product_key SET stale = 1
  WHERE id IN (SELECT id FROM product WHERE category_uid = NEW.uid);
END;

CREATE TRIGGER derived_category_update AFTER UPDATE ON category WHEN OLD.name <> NEW.name
BEGIN
  UPDATE derived_product_key SET stale = 1
  WHERE id IN (SELECT id FROM product WHERE category_uid = NEW.uid);
END;

CREATE TRIGGER derived_category_delete AFTER DELETE ON category
BEGIN
  UPDATE derived_product_key SET stale = 1
  WHERE id IN (SELECT id FROM product WHERE category_uid = OLD.uid);
END;

-- The company's currency decides which prices are shown.
CREATE TRIGGER derived_setting_insert AFTER INSERT ON setting WHEN NEW.key = 'currency'
BEGIN
  UPDATE derived_product_key SET stale = 2;
END;

CREATE TRIGGER derived_setting_update AFTER UPDATE ON setting
WHEN 'currency' IN (OLD.key, NEW.key) AND OLD.value <> NEW.value
BEGIN
  UPDATE derived_product_key SET stale = 2;
END;

CREATE TRIGGER derived_setting_delete AFTER DELETE ON setting WHEN OLD.key = 'currency'
BEGIN
  UPDATE derived_product_key SET stale = 2;
END;

-- What belongs to a customer or a product asks for its document anew.

CREATE TRIGGER derived_customer_address_insert AFTER INSERT ON customer_address
BEGIN
  UPDATE derived_search_doc SET stale = 1 WHERE uid = NEW.customer_uid;
END;

CREATE TRIGGER derived_customer_address_update AFTER UPDATE ON customer_address
BEGIN
  UPDATE derived_search_doc SET stale = 1 WHERE uid IN (OLD.customer_uid, NEW.customer_uid);
END;

CREATE TRIGGER derived_customer_address_delete AFTER DELETE ON customer_address
BEGIN
  UPDATE derived_search_doc SET stale = 1 WHERE uid = OLD.customer_uid;
END;

CREATE TRIGGER derived_customer_contact_insert AFTER INSERT ON customer_contact
BEGIN
  UPDATE derived_search_doc SET stale = 1 WHERE uid = NEW.customer_uid;
END;

CREATE TRIGGER derived_customer_contact_update AFTER UPDATE ON customer_contact
BEGIN
  UPDATE derived_search_doc SET stale = 1 WHERE uid IN (OLD.customer_uid, NEW.customer_uid);
END;

CREATE TRIGGER derived_customer_contact_delete AFTER DELETE ON customer_contact
BEGIN
  UPDATE derived_search_doc SET stale = 1 WHERE uid = OLD.customer_uid;
END;

CREATE TRIGGER derived_customer_tag_insert AFTER INSERT ON customer_tag
BEGIN
  UPDATE derived_search_doc SET stale = 1 WHERE uid = NEW.customer_uid;
END;

CREATE TRIGGER derived_customer_tag_update AFTER UPDATE ON customer_tag
BEGIN
  UPDATE derived_search_doc SET stale = 1 WHERE uid IN (OLD.customer_uid, NEW.customer_uid);
END;

CREATE TRIGGER derived_customer_tag_delete AFTER DELETE ON customer_tag
BEGIN
  UPDATE derived_search_doc SET stale = 1 WHERE uid = OLD.customer_uid;
END;

CREATE TRIGGER derived_product_attribute_insert AFTER INSERT ON product_attribute
BEGIN
  UPDATE derived_product_key SET stale = 1 WHERE id = (SELECT id FROM product WHERE uid = NEW.product_uid);
END;

CREATE TRIGGER derived_product_attribute_update AFTER UPDATE ON product_attribute
BEGIN
  UPDATE derived_product_key SET stale = 1
  WHERE id IN (SELECT id FROM product WHERE uid IN (OLD.product_uid, NEW.product_uid));
END;

CREATE TRIGGER derived_product_attribute_delete AFTER DELETE ON product_attribute
BEGIN
  UPDATE derived_product_key SET stale = 1 WHERE id = (SELECT id FROM product WHERE uid = OLD.product_uid);
END;

CREATE TRIGGER derived_product_tag_insert AFTER INSERT ON product_tag
BEGIN
  UPDATE derived_product_key SET stale = 1 WHERE id = (SELECT id FROM product WHERE uid = NEW.product_uid);
END;

CREATE TRIGGER derived_product_tag_update AFTER UPDATE ON product_tag
BEGIN
  UPDATE derived_product_key SET stale = 1
  WHERE id IN (SELECT id FROM product WHERE uid IN (OLD.product_uid, NEW.product_uid));
END;

CREATE TRIGGER derived_product_tag_delete AFTER DELETE ON product_tag
BEGIN
  UPDATE derived_product_key SET stale = 1 WHERE id = (SELECT id FROM product WHERE uid = OLD.product_uid);
END;

CREATE TRIGGER derived_product_variant_insert AFTER INSERT ON product_variant
BEGIN
  UPDATE derived_product_key SET stale = 1 WHERE id = (SELECT id FROM product WHERE uid = NEW.product_uid);
END;

CREATE TRIGGER derived_product_variant_update AFTER UPDATE ON product_variant
BEGIN
  UPDATE derived_product_key SET stale = 1
  WHERE id IN (SELECT id FROM product WHERE uid IN (OLD.product_uid, NEW.product_uid));
END;

CREATE TRIGGER derived_product_variant_delete AFTER DELETE ON product_variant
BEGIN
  UPDATE derived_product_key SET stale = 1 WHERE id = (SELECT id FROM product WHERE uid = OLD.product_uid);
END;

CREATE TRIGGER derived_variant_barcode_insert AFTER INSERT ON variant_barcode
BEGIN
  UPDATE derived_product_key SET stale = 1 WHERE id = (SELECT id FROM product WHERE uid = (SELECT product_uid FROM product_variant WHERE uid = NEW.variant_uid));
END;

CREATE TRIGGER derived_variant_barcode_update AFTER UPDATE ON variant_barcode
BEGIN
  UPDATE derived_product_key SET stale = 1
  WHERE id IN (SELECT id FROM product WHERE uid IN ((SELECT product_uid FROM product_variant WHERE uid = OLD.variant_uid), (SELECT product_uid FROM product_variant WHERE uid = NEW.variant_uid)));
END;

CREATE TRIGGER derived_variant_barcode_delete AFTER DELETE ON variant_barcode
BEGIN
  UPDATE derived_product_key SET stale = 1 WHERE id = (SELECT id FROM product WHERE uid = (SELECT product_uid FROM product_variant WHERE uid = OLD.variant_uid));
END;

CREATE TRIGGER derived_variant_supplier_insert AFTER INSERT ON variant_supplier
BEGIN
  UPDATE derived_product_key SET stale = 1 WHERE id = (SELECT id FROM product WHERE uid = (SELECT product_uid FROM product_variant WHERE uid = NEW.variant_uid));
END;

CREATE TRIGGER derived_variant_supplier_update AFTER UPDATE ON variant_supplier
BEGIN
  UPDATE derived_product_key SET stale = 1
  WHERE id IN (SELECT id FROM product WHERE uid IN ((SELECT product_uid FROM product_variant WHERE uid = OLD.variant_uid), (SELECT product_uid FROM product_variant WHERE uid = NEW.variant_uid)));
END;

CREATE TRIGGER derived_variant_supplier_delete AFTER DELETE ON variant_supplier
BEGIN
  UPDATE derived_product_key SET stale = 1 WHERE id = (SELECT id FROM product WHERE uid = (SELECT product_uid FROM product_variant WHERE uid = OLD.variant_uid));
END;

CREATE TRIGGER derived_variant_price_insert AFTER INSERT ON variant_price
BEGIN
  UPDATE derived_product_key SET stale = 2 WHERE id = (SELECT id FROM product WHERE uid = (SELECT product_uid FROM product_variant WHERE uid = NEW.variant_uid));
END;

CREATE TRIGGER derived_variant_price_update AFTER UPDATE ON variant_price
BEGIN
  UPDATE derived_product_key SET stale = 2
  WHERE id IN (SELECT id FROM product WHERE uid IN ((SELECT product_uid FROM product_variant WHERE uid = OLD.variant_uid), (SELECT product_uid FROM product_variant WHERE uid = NEW.variant_uid)));
END;

CREATE TRIGGER derived_variant_price_delete AFTER DELETE ON variant_price
BEGIN
  UPDATE derived_product_key SET stale = 2 WHERE id = (SELECT id FROM product WHERE uid = (SELECT product_uid FROM product_variant WHERE uid = OLD.variant_uid));
END;

-- FILL
INSERT INTO derived_order_state (state, currency, orders, gross_minor)
SELECT state, currency, count (*), sum (gross_minor) FROM sales_order GROUP BY state, currency;

INSERT INTO derived_order_hour (hour, currency, orders, gross_minor)
SELECT placed_at / 3600000000, currency, count (*), sum (gross_minor) FROM sales_order
WHERE state NOT IN ('CART', 'CANCELLED') GROUP BY 1, 2;

INSERT INTO derived_order_hour (hour, currency, paid_orders, paid_minor)
SELECT paid_at / 3600000000, currency, count (*), sum (gross_minor) FROM sales_order
WHERE paid_at IS NOT NULL GROUP BY 1, 2
ON CONFLICT (hour, currency) DO UPDATE SET paid_orders = excluded.paid_orders, paid_minor = excluded.paid_minor;

INSERT INTO derived_order_hour (hour, currency, refunded_minor)
SELECT r.happened_at / 3600000000, o.currency, sum (r.amount_minor)
FROM order_refund AS r JOIN sales_order AS o ON o.uid = r.order_uid WHERE 1 GROUP BY 1, 2
ON CONFLICT (hour, currency) DO UPDATE SET refunded_minor = excluded.refunded_minor;

INSERT INTO derived_customer_figures (customer_uid, currency, orders, revenue_minor, last_order_at)
SELECT customer_uid, currency, count (*), sum (gross_minor - refunded_minor), max (placed_at) FROM sales_order
WHERE customer_uid IS NOT NULL AND state NOT IN ('CART', 'CANCELLED') GROUP BY 1, 2;

INSERT INTO derived_product_figures (variant_uid, lines, quantity)
SELECT l.variant_uid, count (*), sum (l.quantity) FROM order_line AS l JOIN sales_order AS o ON o.uid = l.order_uid
WHERE l.variant_uid IS NOT NULL AND o.state NOT IN ('CART', 'CANCELLED') GROUP BY 1;

INSERT INTO derived_customer_key (id, name_key, city, city_key, country, archived, orders, last_order_at,
                                  currency, revenue_minor)
SELECT c.id, '', '', '', '', 0,
  coalesce ((SELECT sum (f.orders) FROM derived_customer_figures AS f WHERE f.customer_uid = c.uid), 0),
  (SELECT max (f.last_order_at) FROM derived_customer_figures AS f WHERE f.customer_uid = c.uid),
  (SELECT f.currency FROM derived_customer_figures AS f WHERE f.customer_uid = c.uid
   ORDER BY f.orders DESC, f.currency LIMIT 1),
  coalesce ((SELECT f.revenue_minor FROM derived_customer_figures AS f WHERE f.customer_uid = c.uid
             ORDER BY f.orders DESC, f.currency LIMIT 1), 0)
FROM customer AS c;

INSERT INTO derived_product_key (id, title_key, brand_key, category_key, sku, variants, archived)
SELECT id, '', '', '', '', 0, 0 FROM product;

INSERT INTO derived_search_doc (kind, uid, text)
SELECT 'order', uid, kontor_fold (customer_name || char (10) || email) FROM sales_order
WHERE customer_uid IS NULL AND customer_name <> '';

INSERT INTO derived_search_doc (kind, uid, text) SELECT 'customer', uid, '' FROM customer;

INSERT INTO derived_order_key (id, name_key, number_tail, doc)
SELECT o.id, kontor_fold (o.customer_name), kontor_reverse (kontor_fold (o.number)), d.id
FROM sales_order AS o LEFT JOIN derived_search_doc AS d ON d.uid = coalesce (o.customer_uid, o.uid);

-- The triggers write the documents and the keys.
UPDATE derived_search_doc SET stale = 1 WHERE kind = 'customer';
UPDATE derived_product_key SET stale = 1;
