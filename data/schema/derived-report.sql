-- Derived tables of reports (SQLite only), under the rules of derived.sql.

-- What was ordered of a variant by weeks of UTC since 1970: a report adds whole weeks, and reads the rows
-- before the first and after the last of them, because a local day begins at another moment in every zone.
CREATE TABLE derived_sold_week (
  week INTEGER NOT NULL,
  currency TEXT NOT NULL,
  variant_uid BLOB NOT NULL,
  lines INTEGER NOT NULL,
  quantity INTEGER NOT NULL,               -- thousandths
  net_minor INTEGER NOT NULL,
  PRIMARY KEY (week, currency, variant_uid)
) STRICT, WITHOUT ROWID;

-- Rows that were here before their order: an undone deletion puts children back first.
CREATE TRIGGER derived_sold_order_insert AFTER INSERT ON sales_order
WHEN NEW.state NOT IN ('CART', 'CANCELLED') AND EXISTS (SELECT 1 FROM order_line WHERE order_uid = NEW.uid)
BEGIN
  INSERT INTO derived_sold_week (week, currency, variant_uid, lines, quantity, net_minor)
  SELECT NEW.placed_at / 604800000000, NEW.currency, variant_uid, count (*), sum (quantity), sum (net_minor)
  FROM order_line WHERE order_uid = NEW.uid AND variant_uid IS NOT NULL GROUP BY variant_uid
  ON CONFLICT (week, currency, variant_uid) DO UPDATE
  SET lines = lines + excluded.lines, quantity = quantity + excluded.quantity,
    net_minor = net_minor + excluded.net_minor;
END;

CREATE TRIGGER derived_sold_order_leaves AFTER UPDATE ON sales_order
WHEN OLD.state NOT IN ('CART', 'CANCELLED')
  AND (NEW.state IN ('CART', 'CANCELLED') OR OLD.currency <> NEW.currency
       OR OLD.placed_at / 604800000000 <> NEW.placed_at / 604800000000)
BEGIN
  INSERT INTO derived_sold_week (week, currency, variant_uid, lines, quantity, net_minor)
  SELECT OLD.placed_at / 604800000000, OLD.currency, variant_uid, -count (*), -sum (quantity), -sum (net_minor)
  FROM order_line WHERE order_uid = OLD.uid AND variant_uid IS NOT NULL GROUP BY variant_uid
  ON CONFLICT (week, currency, variant_uid) DO UPDATE
  SET lines = lines + excluded.lines, quantity = quantity + excluded.quantity,
    net_minor = net_minor + excluded.net_minor;
  DELETE FROM derived_sold_week
  WHERE week = OLD.placed_at / 604800000000 AND currency = OLD.currency AND lines = 0
    AND variant_uid IN (SELECT variant_uid FROM order_line WHERE order_uid = OLD.uid);
END;

CREATE TRIGGER derived_sold_order_comes AFTER UPDATE ON sales_order
WHEN NEW.state NOT IN ('CART', 'CANCELLED')
  AND (OLD.state IN ('CART', 'CANCELLED') OR OLD.currency <> NEW.currency
       OR OLD.placed_at / 604800000000 <> NEW.placed_at / 604800000000)
BEGIN
  INSERT INTO derived_sold_week (week, currency, variant_uid, lines, quantity, net_minor)
  SELECT NEW.placed_at / 604800000000, NEW.currency, variant_uid, count (*), sum (quantity), sum (net_minor)
  FROM order_line WHERE order_uid = NEW.uid AND variant_uid IS NOT NULL GROUP BY variant_uid
  ON CONFLICT (week, currency, variant_uid) DO UPDATE
  SET lines = lines + excluded.lines, quantity = quantity + excluded.quantity,
    net_minor = net_minor + excluded.net_minor;
END;

-- Before, because the order's lines go with it.
CREATE TRIGGER derived_sold_order_delete BEFORE DELETE ON sales_order
WHEN OLD.state NOT IN ('CART', 'CANCELLED')
BEGIN
  INSERT INTO derived_sold_week (week, currency, variant_uid, lines, quantity, net_minor)
  SELECT OLD.placed_at / 604800000000, OLD.currency, variant_uid, -count (*), -sum (quantity), -sum (net_minor)
  FROM order_line WHERE order_uid = OLD.uid AND variant_uid IS NOT NULL GROUP BY variant_uid
  ON CONFLICT (week, currency, variant_uid) DO UPDATE
  SET lines = lines + excluded.lines, quantity = quantity + excluded.quantity,
    net_minor = net_minor + excluded.net_minor;
  DELETE FROM derived_sold_week
  WHERE week = OLD.placed_at / 604800000000 AND currency = OLD.currency AND lines = 0
    AND variant_uid IN (SELECT variant_uid FROM order_line WHERE order_uid = OLD.uid);
END;

CREATE TRIGGER derived_sold_line_insert AFTER INSERT ON order_line WHEN NEW.variant_uid IS NOT NULL
BEGIN
  INSERT INTO derived_sold_week (week, currency, variant_uid, lines, quantity, net_minor)
  SELECT placed_at / 604800000000, currency, NEW.variant_uid, 1, NEW.quantity, NEW.net_minor FROM sales_order
  WHERE uid = NEW.order_uid AND state NOT IN ('CART', 'CANCELLED')
  ON CONFLICT (week, currency, variant_uid) DO UPDATE
  SET lines = lines + excluded.lines, quantity = quantity + excluded.quantity,
    net_minor = net_minor + excluded.net_minor;
END;

CREATE TRIGGER derived_sold_line_update AFTER UPDATE ON order_line
WHEN OLD.variant_uid IS NOT NEW.variant_uid OR OLD.quantity <> NEW.quantity OR OLD.net_minor <> NEW.net_minor
BEGIN
  INSERT INTO derived_sold_week (week, currency, variant_uid, lines, quantity, net_minor)
  SELECT placed_at / 604800000000, currency, OLD.variant_uid, -1, -OLD.quantity, -OLD.net_minor FROM sales_order
  WHERE uid = OLD.order_uid AND OLD.variant_uid IS NOT NULL AND state NOT IN ('CART', 'CANCELLED')
  ON CONFLICT (week, currency, variant_uid) DO UPDATE
  SET lines = lines + excluded.lines, quantity = quantity + excluded.quantity,
    net_minor = net_minor + excluded.net_minor;
  INSERT INTO derived_sold_week (week, currency, variant_uid, lines, quantity, net_minor)
  SELECT placed_at / 604800000000, currency, NEW.variant_uid, 1, NEW.quantity, NEW.net_minor FROM sales_order
  WHERE uid = NEW.order_uid AND NEW.variant_uid IS NOT NULL AND state NOT IN ('CART', 'CANCELLED')
  ON CONFLICT (week, currency, variant_uid) DO UPDATE
  SET lines = lines + excluded.lines, quantity = quantity + excluded.quantity,
    net_minor = net_minor + excluded.net_minor;
  DELETE FROM derived_sold_week
  WHERE (week, currency) IN (SELECT placed_at / 604800000000, currency FROM sales_order WHERE uid = OLD.order_uid)
    AND variant_uid = OLD.variant_uid AND lines = 0;
END;

CREATE TRIGGER derived_sold_line_delete AFTER DELETE ON order_line WHEN OLD.variant_uid IS NOT NULL
BEGIN
  INSERT INTO derived_sold_week (week, currency, variant_uid, lines, quantity, net_minor)
  SELECT placed_at / 604800000000, currency, OLD.variant_uid, -1, -OLD.quantity, -OLD.net_minor FROM sales_order
  WHERE uid = OLD.order_uid AND state NOT IN ('CART', 'CANCELLED')
  ON CONFLICT (week, currency, variant_uid) DO UPDATE
  SET lines = lines + excluded.lines, quantity = quantity + excluded.quantity,
    net_minor = net_minor + excluded.net_minor;
  DELETE FROM derived_sold_week
  WHERE (week, currency) IN (SELECT placed_at / 604800000000, currency FROM sales_order WHERE uid = OLD.order_uid)
    AND variant_uid = OLD.variant_uid AND lines = 0;
END;

-- FILL
INSERT INTO derived_sold_week (week, currency, variant_uid, lines, quantity, net_minor)
SELECT o.placed_at / 604800000000, o.currency, l.variant_uid, count (*), sum (l.quantity), sum (l.net_minor)
FROM sales_order AS o JOIN order_line AS l ON l.order_uid = o.uid
WHERE o.state NOT IN ('CART', 'CANCELLED') AND l.variant_uid IS NOT NULL GROUP BY 1, 2, 3;
