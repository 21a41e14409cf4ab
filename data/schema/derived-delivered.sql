-- Derived tables of what was delivered and charged (SQLite only), under the rules of derived.sql. Days are of UTC since
-- 1970: a report adds whole days, and reads the rows before the first and after the last of them, because a local day
-- begins at another moment in every zone.

-- What was delivered of a variant less what came back, and its shares of what the lines cost without tax. A report
-- rounds a line's share of all that was delivered of it in the time, so only shares that come out even may be added
-- up; days have the others' lines in derived_delivered_uneven, and a report works those out.
CREATE TABLE derived_delivered_day (
  day INTEGER NOT NULL,
  currency TEXT NOT NULL,
  variant_uid BLOB NOT NULL,
  parts INTEGER NOT NULL,                  -- of deliveries and returns
  quantity INTEGER NOT NULL,               -- thousandths
  net_minor INTEGER NOT NULL,              -- of even shares
  PRIMARY KEY (day, currency, variant_uid)
) STRICT, WITHOUT ROWID;

CREATE TABLE derived_delivered_uneven (
  day INTEGER NOT NULL,
  order_uid BLOB NOT NULL,
  line INTEGER NOT NULL,
  parts INTEGER NOT NULL,
  PRIMARY KEY (day, order_uid, line)
) STRICT, WITHOUT ROWID;

-- Shipping, surcharges and discounts of orders that were shipped.
CREATE TABLE derived_charged_day (
  day INTEGER NOT NULL,
  currency TEXT NOT NULL,
  lines INTEGER NOT NULL,
  net_minor INTEGER NOT NULL,
  PRIMARY KEY (day, currency)
) STRICT, WITHOUT ROWID;

-- Parts of lines; net_minor is NULL where it is uneven.
CREATE VIEW derived_delivered_out AS
SELECT d.order_uid, d.delivery AS position, d.line, e.happened_at, o.currency, l.variant_uid,
  l.quantity AS line_quantity, l.net_minor AS line_minor, d.quantity AS quantity,
  iif (l.net_minor BETWEEN -9000000000000000000 / d.quantity AND 9000000000000000000 / d.quantity
       AND l.net_minor * d.quantity % l.quantity = 0, l.net_minor * d.quantity / l.quantity, NULL) AS net_minor
FROM delivery_line AS d JOIN delivery AS e ON e.order_uid = d.order_uid AND e.position = d.delivery
  JOIN order_line AS l ON l.order_uid = d.order_uid AND l.line = d.line
  JOIN sales_order AS o ON o.uid = d.order_uid
WHERE e.withdrawn_at IS NULL AND l.kind = 'goods' AND l.variant_uid IS NOT NULL;

CREATE VIEW derived_delivered_back AS
SELECT d.order_uid, d.return_position AS position, d.line, e.happened_at, o.currency, l.variant_uid,
  l.quantity AS line_quantity, l.net_minor AS line_minor, -d.quantity AS quantity,
  iif (l.net_minor BETWEEN -9000000000000000000 / d.quantity AND 9000000000000000000 / d.quantity
       AND l.net_minor * d.quantity % l.quantity = 0, -(l.net_minor * d.quantity / l.quantity), NULL) AS net_minor
FROM return_line AS d JOIN order_return AS e ON e.order_uid = d.order_uid AND e.position = d.return_position
  JOIN order_line AS l ON l.order_uid = d.order_uid AND l.line = d.line
  JOIN sales_order AS o ON o.uid = d.order_uid
WHERE l.kind = 'goods' AND l.variant_uid IS NOT NULL;

CREATE VIEW derived_charged AS
SELECT o.uid AS order_uid, o.shipped_at, o.currency, l.line, l.net_minor
FROM sales_order AS o JOIN order_line AS l ON l.order_uid = o.uid
WHERE o.shipped_at IS NOT NULL AND o.state <> 'CANCELLED' AND l.kind IN ('shipping', 'fee', 'discount');

-- What is written to these takes parts into the sums (sign 1) or out of them (sign -1, while they are still there):
-- those between two positions and two lines.
CREATE VIEW derived_delivered_out_change AS
SELECT x'' AS order_uid, 0 AS position, 0 AS last_position, 0 AS line, 0 AS last_line, 0 AS sign WHERE 0;
CREATE VIEW derived_delivered_back_change AS
SELECT x'' AS order_uid, 0 AS position, 0 AS last_position, 0 AS line, 0 AS last_line, 0 AS sign WHERE 0;
CREATE VIEW derived_charged_change AS SELECT x'' AS order_uid, 0 AS line, 0 AS last_line, 0 AS sign WHERE 0;

CREATE TRIGGER derived_delivered_out_changes INSTEAD OF INSERT ON derived_delivered_out_change
BEGIN
  INSERT INTO derived_delivered_day (day, currency, variant_uid, parts, quantity, net_minor)
  SELECT happened_at / 86400000000, currency, variant_uid, NEW.sign * count (*), NEW.sign * sum (quantity),
    NEW.sign * coalesce (sum (net_minor), 0)
  FROM derived_delivered_out
  WHERE order_uid = NEW.order_uid AND position BETWEEN NEW.position AND NEW.last_position
    AND line BETWEEN NEW.line AND NEW.last_line
  GROUP BY 1, 2, 3
  ON CONFLICT (day, currency, variant_uid) DO UPDATE
  SET parts = parts + excluded.parts, quantity = quantity + excluded.quantity,
    net_minor = net_minor + excluded.net_minor;
  INSERT INTO derived_delivered_uneven (day, order_uid, line, parts)
  SELECT happened_at / 86400000000, order_uid, line, NEW.sign * count (*) FROM derived_delivered_out
  WHERE order_uid = NEW.order_uid AND position BETWEEN NEW.position AND NEW.last_position
    AND line BETWEEN NEW.line AND NEW.last_line
    AND net_minor IS NULL
  GROUP BY 1, 2, 3
  ON CONFLICT (day, order_uid, line) DO UPDATE SET parts = parts + excluded.parts;
  DELETE FROM derived_delivered_day
  WHERE NEW.sign < 0 AND parts = 0 AND (day, currency, variant_uid) IN (
    SELECT happened_at / 86400000000, currency, variant_uid FROM derived_delivered_out
    WHERE order_uid = NEW.order_uid AND position BETWEEN NEW.position AND NEW.last_position
      AND line BETWEEN NEW.line AND NEW.last_line);
  DELETE FROM derived_delivered_uneven
  WHERE NEW.sign < 0 AND parts = 0 AND (day, order_uid, line) IN (
    SELECT happened_at / 86400000000, order_uid, line FROM derived_delivered_out
    WHERE order_uid = NEW.order_uid AND position BETWEEN NEW.position AND NEW.last_position
      AND line BETWEEN NEW.line AND NEW.last_line);
END;

CREATE TRIGGER derived_delivered_back_changes INSTEAD OF INSERT ON derived_delivered_back_change
BEGIN
  INSERT INTO derived_delivered_day (day, currency, variant_uid, parts, quantity, net_minor)
  SELECT happened_at / 86400000000, currency, variant_uid, NEW.sign * count (*), NEW.sign * sum (quantity),
    NEW.sign * coalesce (sum (net_minor), 0)
  FROM derived_delivered_back
  WHERE order_uid = NEW.order_uid AND position BETWEEN NEW.position AND NEW.last_position
    AND line BETWEEN NEW.line AND NEW.last_line
  GROUP BY 1, 2, 3
  ON CONFLICT (day, currency, variant_uid) DO UPDATE
  SET parts = parts + excluded.parts, quantity = quantity + excluded.quantity,
    net_minor = net_minor + excluded.net_minor;
  INSERT INTO derived_delivered_uneven (day, order_uid, line, parts)
  SELECT happened_at / 86400000000, order_uid, line, NEW.sign * count (*) FROM derived_delivered_back
  WHERE order_uid = NEW.order_uid AND position BETWEEN NEW.position AND NEW.last_position
    AND line BETWEEN NEW.line AND NEW.last_line
    AND net_minor IS NULL
  GROUP BY 1, 2, 3
  ON CONFLICT (day, order_uid, line) DO UPDATE SET parts = parts + excluded.parts;
  DELETE FROM derived_delivered_day
  WHERE NEW.sign < 0 AND parts = 0 AND (day, currency, variant_uid) IN (
    SELECT happened_at / 86400000000, currency, variant_uid FROM derived_delivered_back
    WHERE order_uid = NEW.order_uid AND position BETWEEN NEW.position AND NEW.last_position
      AND line BETWEEN NEW.line AND NEW.last_line);
  DELETE FROM derived_delivered_uneven
  WHERE NEW.sign < 0 AND parts = 0 AND (day, order_uid, line) IN (
    SELECT happened_at / 86400000000, order_uid, line FROM derived_delivered_back
    WHERE order_uid = NEW.order_uid AND position BETWEEN NEW.position AND NEW.last_position
      AND line BETWEEN NEW.line AND NEW.last_line);
END;

CREATE TRIGGER derived_charged_changes INSTEAD OF INSERT ON derived_charged_change
BEGIN
  INSERT INTO derived_charged_day (day, currency, lines, net_minor)
  SELECT shipped_at / 86400000000, currency, NEW.sign * count (*), NEW.sign * sum (net_minor) FROM derived_charged
  WHERE order_uid = NEW.order_uid AND line BETWEEN NEW.line AND NEW.last_line
  GROUP BY 1, 2
  ON CONFLICT (day, currency) DO UPDATE
  SET lines = lines + excluded.lines, net_minor = net_minor + excluded.net_minor;
  DELETE FROM derived_charged_day
  WHERE NEW.sign < 0 AND lines = 0 AND (day, currency) IN (
    SELECT shipped_at / 86400000000, currency FROM sales_order WHERE uid = NEW.order_uid AND shipped_at IS NOT NULL);
END;

-- Deliveries. Their lines may be here before them: an undone deletion puts children back first.
CREATE TRIGGER derived_delivered_delivery_line_insert AFTER INSERT ON delivery_line
BEGIN
  INSERT INTO derived_delivered_out_change VALUES (NEW.order_uid, NEW.delivery, NEW.delivery, NEW.line, NEW.line, 1);
END;

CREATE TRIGGER derived_delivered_delivery_line_leaves BEFORE UPDATE ON delivery_line
BEGIN
  INSERT INTO derived_delivered_out_change VALUES (OLD.order_uid, OLD.delivery, OLD.delivery, OLD.line, OLD.line, -1);
END;

CREATE TRIGGER derived_delivered_delivery_line_comes AFTER UPDATE ON delivery_line
BEGIN
  INSERT INTO derived_delivered_out_change VALUES (NEW.order_uid, NEW.delivery, NEW.delivery, NEW.line, NEW.line, 1);
END;

CREATE TRIGGER derived_delivered_delivery_line_delete BEFORE DELETE ON delivery_line
BEGIN
  INSERT INTO derived_delivered_out_change VALUES (OLD.order_uid, OLD.delivery, OLD.delivery, OLD.line, OLD.line, -1);
END;

CREATE TRIGGER derived_delivered_delivery_insert AFTER INSERT ON delivery
WHEN EXISTS (SELECT 1 FROM delivery_line WHERE order_uid = NEW.order_uid AND delivery = NEW.position)
BEGIN
  INSERT INTO derived_delivered_out_change
  VALUES (NEW.order_uid, NEW.position, NEW.position, 0, 9223372036854775807, 1);
END;

CREATE TRIGGER derived_delivered_delivery_leaves BEFORE UPDATE ON delivery
WHEN (OLD.withdrawn_at IS NULL) <> (NEW.withdrawn_at IS NULL) OR OLD.happened_at <> NEW.happened_at
BEGIN
  INSERT INTO derived_delivered_out_change
  VALUES (OLD.order_uid, OLD.position, OLD.position, 0, 9223372036854775807, -1);
END;

CREATE TRIGGER derived_delivered_delivery_comes AFTER UPDATE ON delivery
WHEN (OLD.withdrawn_at IS NULL) <> (NEW.withdrawn_at IS NULL) OR OLD.happened_at <> NEW.happened_at
BEGIN
  INSERT INTO derived_delivered_out_change
  VALUES (NEW.order_uid, NEW.position, NEW.position, 0, 9223372036854775807, 1);
END;

CREATE TRIGGER derived_delivered_delivery_delete BEFORE DELETE ON delivery
WHEN EXISTS (SELECT 1 FROM delivery_line WHERE order_uid = OLD.order_uid AND delivery = OLD.position)
BEGIN
  INSERT INTO derived_delivered_out_change
  VALUES (OLD.order_uid, OLD.position, OLD.position, 0, 9223372036854775807, -1);
END;

-- Returns.
CREATE TRIGGER derived_delivered_return_line_insert AFTER INSERT ON return_line
BEGIN
  INSERT INTO derived_delivered_back_change
  VALUES (NEW.order_uid, NEW.return_position, NEW.return_position, NEW.line, NEW.line, 1);
END;

CREATE TRIGGER derived_delivered_return_line_leaves BEFORE UPDATE ON return_line
BEGIN
  INSERT INTO derived_delivered_back_change
  VALUES (OLD.order_uid, OLD.return_position, OLD.return_position, OLD.line, OLD.line, -1);
END;

CREATE TRIGGER derived_delivered_return_line_comes AFTER UPDATE ON return_line
BEGIN
  INSERT INTO derived_delivered_back_change
  VALUES (NEW.order_uid, NEW.return_position, NEW.return_position, NEW.line, NEW.line, 1);
END;

CREATE TRIGGER derived_delivered_return_line_delete BEFORE DELETE ON return_line
BEGIN
  INSERT INTO derived_delivered_back_change
  VALUES (OLD.order_uid, OLD.return_position, OLD.return_position, OLD.line, OLD.line, -1);
END;

CREATE TRIGGER derived_delivered_return_insert AFTER INSERT ON order_return
WHEN EXISTS (SELECT 1 FROM return_line WHERE order_uid = NEW.order_uid AND return_position = NEW.position)
BEGIN
  INSERT INTO derived_delivered_back_change
  VALUES (NEW.order_uid, NEW.position, NEW.position, 0, 9223372036854775807, 1);
END;

CREATE TRIGGER derived_delivered_return_leaves BEFORE UPDATE ON order_return WHEN OLD.happened_at <> NEW.happened_at
BEGIN
  INSERT INTO derived_delivered_back_change
  VALUES (OLD.order_uid, OLD.position, OLD.position, 0, 9223372036854775807, -1);
END;

CREATE TRIGGER derived_delivered_return_comes AFTER UPDATE ON order_return WHEN OLD.happened_at <> NEW.happened_at
BEGIN
  INSERT INTO derived_delivered_back_change
  VALUES (NEW.order_uid, NEW.position, NEW.position, 0, 9223372036854775807, 1);
END;

CREATE TRIGGER derived_delivered_return_delete BEFORE DELETE ON order_return
WHEN EXISTS (SELECT 1 FROM return_line WHERE order_uid = OLD.order_uid AND return_position = OLD.position)
BEGIN
  INSERT INTO derived_delivered_back_change
  VALUES (OLD.order_uid, OLD.position, OLD.position, 0, 9223372036854775807, -1);
END;

-- Lines of orders, of which most have no parts yet when they change.
CREATE TRIGGER derived_delivered_sold_line_insert AFTER INSERT ON order_line
WHEN (EXISTS (SELECT 1 FROM delivery_line WHERE order_uid = NEW.order_uid)
  OR EXISTS (SELECT 1 FROM return_line WHERE order_uid = NEW.order_uid))
BEGIN
  INSERT INTO derived_delivered_out_change VALUES (NEW.order_uid, 0, 9223372036854775807, NEW.line, NEW.line, 1);
  INSERT INTO derived_delivered_back_change VALUES (NEW.order_uid, 0, 9223372036854775807, NEW.line, NEW.line, 1);
END;

CREATE TRIGGER derived_delivered_sold_line_leaves BEFORE UPDATE ON order_line
WHEN (OLD.variant_uid IS NOT NEW.variant_uid OR OLD.quantity <> NEW.quantity OR OLD.net_minor <> NEW.net_minor
  OR OLD.kind <> NEW.kind)
  AND (EXISTS (SELECT 1 FROM delivery_line WHERE order_uid = OLD.order_uid)
  OR EXISTS (SELECT 1 FROM return_line WHERE order_uid = OLD.order_uid))
BEGIN
  INSERT INTO derived_delivered_out_change VALUES (OLD.order_uid, 0, 9223372036854775807, OLD.line, OLD.line, -1);
  INSERT INTO derived_delivered_back_change VALUES (OLD.order_uid, 0, 9223372036854775807, OLD.line, OLD.line, -1);
END;

CREATE TRIGGER derived_delivered_sold_line_comes AFTER UPDATE ON order_line
WHEN (OLD.variant_uid IS NOT NEW.variant_uid OR OLD.quantity <> NEW.quantity OR OLD.net_minor <> NEW.net_minor
  OR OLD.kind <> NEW.kind)
  AND (EXISTS (SELECT 1 FROM delivery_line WHERE order_uid = NEW.order_uid)
  OR EXISTS (SELECT 1 FROM return_line WHERE order_uid = NEW.order_uid))
BEGIN
  INSERT INTO derived_delivered_out_change VALUES (NEW.order_uid, 0, 9223372036854775807, NEW.line, NEW.line, 1);
  INSERT INTO derived_delivered_back_change VALUES (NEW.order_uid, 0, 9223372036854775807, NEW.line, NEW.line, 1);
END;

CREATE TRIGGER derived_delivered_sold_line_delete BEFORE DELETE ON order_line
WHEN (EXISTS (SELECT 1 FROM delivery_line WHERE order_uid = OLD.order_uid)
  OR EXISTS (SELECT 1 FROM return_line WHERE order_uid = OLD.order_uid))
BEGIN
  INSERT INTO derived_delivered_out_change VALUES (OLD.order_uid, 0, 9223372036854775807, OLD.line, OLD.line, -1);
  INSERT INTO derived_delivered_back_change VALUES (OLD.order_uid, 0, 9223372036854775807, OLD.line, OLD.line, -1);
END;

CREATE TRIGGER derived_charged_line_insert AFTER INSERT ON order_line WHEN NEW.kind <> 'goods'
BEGIN
  INSERT INTO derived_charged_change VALUES (NEW.order_uid, NEW.line, NEW.line, 1);
END;

CREATE TRIGGER derived_charged_line_leaves BEFORE UPDATE ON order_line
WHEN OLD.kind <> 'goods' AND (OLD.net_minor <> NEW.net_minor OR OLD.kind <> NEW.kind)
BEGIN
  INSERT INTO derived_charged_change VALUES (OLD.order_uid, OLD.line, OLD.line, -1);
END;

CREATE TRIGGER derived_charged_line_comes AFTER UPDATE ON order_line
WHEN NEW.kind <> 'goods' AND (OLD.net_minor <> NEW.net_minor OR OLD.kind <> NEW.kind)
BEGIN
  INSERT INTO derived_charged_change VALUES (NEW.order_uid, NEW.line, NEW.line, 1);
END;

CREATE TRIGGER derived_charged_line_delete BEFORE DELETE ON order_line WHEN OLD.kind <> 'goods'
BEGIN
  INSERT INTO derived_charged_change VALUES (OLD.order_uid, OLD.line, OLD.line, -1);
END;

-- Orders.
CREATE TRIGGER derived_delivered_order_insert AFTER INSERT ON sales_order
WHEN EXISTS (SELECT 1 FROM order_line WHERE order_uid = NEW.uid)
BEGIN
  INSERT INTO derived_delivered_out_change VALUES (NEW.uid, 0, 9223372036854775807, 0, 9223372036854775807, 1);
  INSERT INTO derived_delivered_back_change VALUES (NEW.uid, 0, 9223372036854775807, 0, 9223372036854775807, 1);
END;

CREATE TRIGGER derived_delivered_order_leaves BEFORE UPDATE ON sales_order WHEN OLD.currency <> NEW.currency
BEGIN
  INSERT INTO derived_delivered_out_change VALUES (OLD.uid, 0, 9223372036854775807, 0, 9223372036854775807, -1);
  INSERT INTO derived_delivered_back_change VALUES (OLD.uid, 0, 9223372036854775807, 0, 9223372036854775807, -1);
END;

CREATE TRIGGER derived_delivered_order_comes AFTER UPDATE ON sales_order WHEN OLD.currency <> NEW.currency
BEGIN
  INSERT INTO derived_delivered_out_change VALUES (NEW.uid, 0, 9223372036854775807, 0, 9223372036854775807, 1);
  INSERT INTO derived_delivered_back_change VALUES (NEW.uid, 0, 9223372036854775807, 0, 9223372036854775807, 1);
END;

CREATE TRIGGER derived_delivered_order_delete BEFORE DELETE ON sales_order
BEGIN
  INSERT INTO derived_delivered_out_change VALUES (OLD.uid, 0, 9223372036854775807, 0, 9223372036854775807, -1);
  INSERT INTO derived_delivered_back_change VALUES (OLD.uid, 0, 9223372036854775807, 0, 9223372036854775807, -1);
END;

CREATE TRIGGER derived_charged_order_insert AFTER INSERT ON sales_order
WHEN EXISTS (SELECT 1 FROM order_line WHERE order_uid = NEW.uid)
BEGIN
  INSERT INTO derived_charged_change VALUES (NEW.uid, 0, 9223372036854775807, 1);
END;

CREATE TRIGGER derived_charged_order_leaves BEFORE UPDATE ON sales_order
WHEN OLD.shipped_at IS NOT NEW.shipped_at OR OLD.currency <> NEW.currency
  OR (OLD.state = 'CANCELLED') <> (NEW.state = 'CANCELLED')
BEGIN
  INSERT INTO derived_charged_change VALUES (OLD.uid, 0, 9223372036854775807, -1);
END;

CREATE TRIGGER derived_charged_order_comes AFTER UPDATE ON sales_order
WHEN OLD.shipped_at IS NOT NEW.shipped_at OR OLD.currency <> NEW.currency
  OR (OLD.state = 'CANCELLED') <> (NEW.state = 'CANCELLED')
BEGIN
  INSERT INTO derived_charged_change VALUES (NEW.uid, 0, 9223372036854775807, 1);
END;

CREATE TRIGGER derived_charged_order_delete BEFORE DELETE ON sales_order
BEGIN
  INSERT INTO derived_charged_change VALUES (OLD.uid, 0, 9223372036854775807, -1);
END;

-- FILL
INSERT INTO derived_delivered_day (day, currency, variant_uid, parts, quantity, net_minor)
SELECT happened_at / 86400000000, currency, variant_uid, count (*), sum (quantity), coalesce (sum (net_minor), 0)
FROM (SELECT happened_at, currency, variant_uid, quantity, net_minor FROM derived_delivered_out
      UNION ALL SELECT happened_at, currency, variant_uid, quantity, net_minor FROM derived_delivered_back)
GROUP BY 1, 2, 3;

INSERT INTO derived_delivered_uneven (day, order_uid, line, parts)
SELECT happened_at / 86400000000, order_uid, line, count (*)
FROM (SELECT happened_at, order_uid, line FROM derived_delivered_out WHERE net_minor IS NULL
      UNION ALL SELECT happened_at, order_uid, line FROM derived_delivered_back WHERE net_minor IS NULL)
GROUP BY 1, 2, 3;

INSERT INTO derived_charged_day (day, currency, lines, net_minor)
SELECT shipped_at / 86400000000, currency, count (*), sum (net_minor) FROM derived_charged GROUP BY 1, 2;
