-- Derived tables of the stock (SQLite only), under the rules of derived.sql. Quantities are thousandths. Places,
-- lots and holds that are not there are empty here, because a key may not hold NULL.

-- For what is read along the course of an item: its history, and its average cost.
CREATE INDEX derived_idx_movement_course ON stock_movement (
  variant_uid, happened_at, hlc, rank, quantity DESC, kind, currency, cost_e4, booked_on, recorded_at, order_line
);
CREATE INDEX derived_idx_movement_restock ON stock_movement (variant_uid, happened_at)
  WHERE kind = 'RESTOCK' AND quantity > 0;
-- Whether an item is kept account of: asked at each sale of one that never came in.
CREATE INDEX derived_idx_movement_in ON stock_movement (variant_uid, quantity) WHERE quantity > 0;
CREATE INDEX derived_idx_variant_supplier ON variant_supplier (supplier_uid);
CREATE INDEX derived_idx_location_name ON location (name);
CREATE INDEX derived_idx_location_position ON location (position);
CREATE INDEX derived_idx_lot_code ON lot (code);
CREATE INDEX derived_idx_lot_best_before ON lot (best_before);
CREATE INDEX derived_idx_transfer_sent ON stock_transfer (sent_at);
CREATE INDEX derived_idx_transfer_state ON stock_transfer (state, sent_at);
CREATE INDEX derived_idx_notice_opened ON stock_notice (opened_at);
CREATE INDEX derived_idx_notice_open ON stock_notice (snoozed_until) WHERE closed_at IS NULL;

-- What lies where: nothing is no row.
CREATE TABLE derived_stock_key (
  variant_uid BLOB NOT NULL,
  place_uid BLOB NOT NULL,
  lot_uid BLOB NOT NULL,
  hold TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  PRIMARY KEY (variant_uid, place_uid, lot_uid, hold)
) STRICT, WITHOUT ROWID;
CREATE INDEX derived_stock_key_place ON derived_stock_key (place_uid, variant_uid);
CREATE INDEX derived_stock_key_lot ON derived_stock_key (lot_uid) WHERE lot_uid <> x'';

-- What orders promise and have not delivered, line by line. A cart promises while it is reserved.
CREATE TABLE derived_order_promise (
  order_uid BLOB NOT NULL,
  line INTEGER NOT NULL,
  variant_uid BLOB NOT NULL,
  quantity INTEGER NOT NULL,
  PRIMARY KEY (order_uid, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX derived_order_promise_variant ON derived_order_promise (variant_uid);

CREATE VIEW derived_order_open AS
SELECT l.order_uid, l.line, l.variant_uid,
  l.quantity - (SELECT coalesce (sum (d.quantity), 0) FROM delivery_line AS d
                JOIN delivery AS e ON e.order_uid = d.order_uid AND e.position = d.delivery
                WHERE d.order_uid = l.order_uid AND d.line = l.line AND e.withdrawn_at IS NULL) AS quantity
FROM order_line AS l JOIN sales_order AS o ON o.uid = l.order_uid
WHERE l.kind = 'goods' AND l.variant_uid IS NOT NULL
  AND (o.state IN ('PENDING_PAYMENT', 'PAID', 'PROCESSING') OR (o.state = 'CART' AND o.reserved_until IS NOT NULL));

-- Everything that is in a bundle, at any depth: so many thousandths in one. Leaves are what lies on shelves.
CREATE TABLE derived_bundle (
  root_uid BLOB NOT NULL,
  part_uid BLOB NOT NULL,
  quantity INTEGER NOT NULL,
  is_leaf INTEGER NOT NULL,
  PRIMARY KEY (root_uid, part_uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX derived_bundle_part ON derived_bundle (part_uid);

-- Bundles and items that are about to be worked out anew; empty between statements.
CREATE TABLE derived_bundle_stale (root_uid BLOB NOT NULL) STRICT;
CREATE TABLE derived_stock_stale (variant_uid BLOB NOT NULL) STRICT;

-- The rule is that of kontor_stock_expand(), so that what is reserved and what is shipped agree.
CREATE VIEW derived_bundle_tree AS
WITH RECURSIVE tree (root_uid, part_uid, quantity, level) AS (
  SELECT s.root_uid, p.part_uid, min (p.quantity, 1000000000), 1
  FROM derived_bundle_stale AS s JOIN variant_part AS p ON p.variant_uid = s.root_uid
  UNION ALL
  SELECT t.root_uid, p.part_uid, min (t.quantity * min (p.quantity, 1000000000) / 1000, 1000000000), t.level + 1
  FROM tree AS t JOIN variant_part AS p ON p.variant_uid = t.part_uid WHERE t.level < 8
)
SELECT root_uid, part_uid, sum (quantity) AS quantity,
  NOT EXISTS (SELECT 1 FROM variant_part AS x WHERE x.variant_uid = tree.part_uid) AS is_leaf
FROM tree GROUP BY root_uid, part_uid;

CREATE VIEW derived_purchase_open AS
SELECT l.purchase_uid, l.line, l.variant_uid,
  l.quantity - (SELECT coalesce (sum (r.quantity), 0) FROM receipt_line AS r
                WHERE r.purchase_uid = l.purchase_uid AND r.line = l.line
                  AND NOT EXISTS (SELECT 1 FROM purchase_receipt AS e
                                  WHERE e.purchase_uid = r.purchase_uid AND e.position = r.receipt
                                    AND e.withdrawn_at IS NOT NULL)) AS quantity
FROM purchase_line AS l JOIN purchase_order AS p ON p.uid = l.purchase_uid
WHERE p.state IN ('sent', 'part');

-- A row a variant. Of a bundle nothing lies anywhere and nothing is promised: its parts do and are. `listed`
-- are goods in use. What never moved and has no reorder level is not watched, and so never low.
CREATE TABLE derived_stock_level (
  id INTEGER PRIMARY KEY,
  variant_uid BLOB NOT NULL UNIQUE,
  title_key TEXT NOT NULL DEFAULT '',
  sku TEXT NOT NULL DEFAULT '',
  listed INTEGER NOT NULL DEFAULT 0,
  reorder_level INTEGER NOT NULL DEFAULT 0,
  on_hand INTEGER NOT NULL DEFAULT 0,
  unavailable INTEGER NOT NULL DEFAULT 0,
  reserved INTEGER NOT NULL DEFAULT 0,
  incoming INTEGER NOT NULL DEFAULT 0,
  last_moved_at INTEGER,
  last_restock_at INTEGER,
  stale INTEGER NOT NULL DEFAULT 0,        -- 1 asks for the whole row anew
  available INTEGER GENERATED ALWAYS AS (on_hand - unavailable - reserved) VIRTUAL,
  low_stock INTEGER GENERATED ALWAYS AS (
    listed = 1 AND (last_moved_at IS NOT NULL OR reorder_level > 0) AND on_hand - unavailable - reserved <= reorder_level
  ) VIRTUAL
) STRICT;
CREATE INDEX derived_stock_level_title ON derived_stock_level (title_key, id, listed);
CREATE INDEX derived_stock_level_sku ON derived_stock_level (sku, id, listed);
CREATE INDEX derived_stock_level_on_hand ON derived_stock_level (on_hand, id, listed);
CREATE INDEX derived_stock_level_available ON derived_stock_level (available, id, listed);
CREATE INDEX derived_stock_level_low ON derived_stock_level (low_stock) WHERE low_stock = 1;
CREATE INDEX derived_stock_level_reserved ON derived_stock_level (reserved, id) WHERE reserved > 0;
CREATE INDEX derived_stock_level_unavailable ON derived_stock_level (unavailable, id) WHERE unavailable <> 0;

CREATE TRIGGER derived_stock_level_anew AFTER UPDATE OF stale ON derived_stock_level WHEN NEW.stale = 1
BEGIN
  UPDATE derived_stock_level
  SET stale = 0,
    (title_key, sku, listed, reorder_level) = (
      SELECT kontor_fold (p.title), v.sku, p.kind = 'goods' AND v.archived_at IS NULL AND p.archived_at IS NULL,
        v.reorder_level
      FROM product_variant AS v JOIN product AS p ON p.uid = v.product_uid WHERE v.id = NEW.id),
    on_hand = (SELECT coalesce (sum (s.quantity), 0) FROM derived_stock_key AS s WHERE s.variant_uid = NEW.variant_uid),
    unavailable = (SELECT coalesce (sum (s.quantity), 0)
                   FROM derived_stock_key AS s LEFT JOIN location AS p ON p.uid = s.place_uid
                   WHERE s.variant_uid = NEW.variant_uid
                     AND (s.hold <> '' OR p.kind IN ('transit', 'quarantine'))),
    reserved = (SELECT coalesce (sum (o.quantity), 0) FROM derived_order_promise AS o
                WHERE o.variant_uid = NEW.variant_uid
                  AND NOT EXISTS (SELECT 1 FROM variant_part AS x WHERE x.variant_uid = NEW.variant_uid))
      + (SELECT coalesce (sum (o.quantity * b.quantity / 1000), 0)
         FROM derived_bundle AS b JOIN derived_order_promise AS o ON o.variant_uid = b.root_uid
         WHERE b.part_uid = NEW.variant_uid AND b.is_leaf = 1),
    incoming = (SELECT coalesce (sum (i.quantity), 0) FROM derived_purchase_open AS i
                WHERE i.variant_uid = NEW.variant_uid AND i.quantity > 0),
    last_moved_at = (SELECT m.happened_at FROM stock_movement AS m WHERE m.variant_uid = NEW.variant_uid
                     ORDER BY m.happened_at DESC LIMIT 1),
    last_restock_at = (SELECT m.happened_at FROM stock_movement AS m
                       WHERE m.variant_uid = NEW.variant_uid AND m.kind = 'RESTOCK' AND m.quantity > 0
                       ORDER BY m.happened_at DESC LIMIT 1)
  WHERE id = NEW.id;
END;

CREATE TRIGGER derived_stock_variant_insert AFTER INSERT ON product_variant
BEGIN
  INSERT INTO derived_stock_level (id, variant_uid) VALUES (NEW.id, NEW.uid);
  UPDATE derived_stock_level SET stale = 1 WHERE id = NEW.id AND EXISTS (SELECT 1 FROM product WHERE uid = NEW.product_uid);
END;

CREATE TRIGGER derived_stock_variant_update AFTER UPDATE ON product_variant
WHEN OLD.sku <> NEW.sku OR OLD.reorder_level <> NEW.reorder_level OR OLD.archived_at IS NOT NEW.archived_at
  OR OLD.product_uid <> NEW.product_uid
BEGIN
  UPDATE derived_stock_level SET stale = 1 WHERE id = NEW.id;
END;

CREATE TRIGGER derived_stock_variant_delete BEFORE DELETE ON product_variant
BEGIN
  DELETE FROM derived_stock_level WHERE id = OLD.id;
END;

-- Variants may be here before their product.
CREATE TRIGGER derived_stock_product_insert AFTER INSERT ON product
WHEN EXISTS (SELECT 1 FROM product_variant WHERE product_uid = NEW.uid)
BEGIN
  UPDATE derived_stock_level SET stale = 1 WHERE id IN (SELECT id FROM product_variant WHERE product_uid = NEW.uid);
END;

CREATE TRIGGER derived_stock_product_update AFTER UPDATE ON product
WHEN OLD.title <> NEW.title OR OLD.kind <> NEW.kind OR OLD.archived_at IS NOT NEW.archived_at
BEGIN
  UPDATE derived_stock_level SET stale = 1 WHERE id IN (SELECT id FROM product_variant WHERE product_uid = NEW.uid);
END;

CREATE TRIGGER derived_stock_movement_insert AFTER INSERT ON stock_movement
BEGIN
  INSERT INTO derived_stock_key (variant_uid, place_uid, lot_uid, hold, quantity)
  VALUES (NEW.variant_uid, ifnull (NEW.place_uid, x''), ifnull (NEW.lot_uid, x''), NEW.hold, NEW.quantity)
  ON CONFLICT (variant_uid, place_uid, lot_uid, hold) DO UPDATE SET quantity = quantity + excluded.quantity;
  DELETE FROM derived_stock_key
  WHERE variant_uid = NEW.variant_uid AND place_uid = ifnull (NEW.place_uid, x'')
    AND lot_uid = ifnull (NEW.lot_uid, x'') AND hold = NEW.hold AND quantity = 0;
  UPDATE derived_stock_level
  SET on_hand = on_hand + NEW.quantity,
    unavailable = unavailable + CASE
      WHEN NEW.hold <> '' THEN NEW.quantity
      WHEN NEW.place_uid IS NULL THEN 0
      WHEN EXISTS (SELECT 1 FROM location WHERE uid = NEW.place_uid AND kind IN ('transit', 'quarantine'))
      THEN NEW.quantity ELSE 0 END,
    last_moved_at = max (ifnull (last_moved_at, NEW.happened_at), NEW.happened_at),
    last_restock_at = CASE WHEN NEW.kind = 'RESTOCK' AND NEW.quantity > 0
      THEN max (ifnull (last_restock_at, NEW.happened_at), NEW.happened_at) ELSE last_restock_at END
  WHERE variant_uid = NEW.variant_uid;
END;

CREATE TRIGGER derived_stock_movement_delete AFTER DELETE ON stock_movement
BEGIN
  INSERT INTO derived_stock_key (variant_uid, place_uid, lot_uid, hold, quantity)
  VALUES (OLD.variant_uid, ifnull (OLD.place_uid, x''), ifnull (OLD.lot_uid, x''), OLD.hold, -OLD.quantity)
  ON CONFLICT (variant_uid, place_uid, lot_uid, hold) DO UPDATE SET quantity = quantity + excluded.quantity;
  DELETE FROM derived_stock_key
  WHERE variant_uid = OLD.variant_uid AND place_uid = ifnull (OLD.place_uid, x'')
    AND lot_uid = ifnull (OLD.lot_uid, x'') AND hold = OLD.hold AND quantity = 0;
  UPDATE derived_stock_level SET stale = 1 WHERE variant_uid = OLD.variant_uid;
END;

CREATE TRIGGER derived_stock_movement_update AFTER UPDATE ON stock_movement
WHEN OLD.variant_uid <> NEW.variant_uid OR OLD.quantity <> NEW.quantity OR OLD.hold <> NEW.hold OR OLD.kind <> NEW.kind
  OR OLD.place_uid IS NOT NEW.place_uid OR OLD.lot_uid IS NOT NEW.lot_uid OR OLD.happened_at <> NEW.happened_at
BEGIN
  INSERT INTO derived_stock_key (variant_uid, place_uid, lot_uid, hold, quantity)
  VALUES (OLD.variant_uid, ifnull (OLD.place_uid, x''), ifnull (OLD.lot_uid, x''), OLD.hold, -OLD.quantity)
  ON CONFLICT (variant_uid, place_uid, lot_uid, hold) DO UPDATE SET quantity = quantity + excluded.quantity;
  INSERT INTO derived_stock_key (variant_uid, place_uid, lot_uid, hold, quantity)
  VALUES (NEW.variant_uid, ifnull (NEW.place_uid, x''), ifnull (NEW.lot_uid, x''), NEW.hold, NEW.quantity)
  ON CONFLICT (variant_uid, place_uid, lot_uid, hold) DO UPDATE SET quantity = quantity + excluded.quantity;
  DELETE FROM derived_stock_key WHERE variant_uid IN (OLD.variant_uid, NEW.variant_uid) AND quantity = 0;
  UPDATE derived_stock_level SET stale = 1 WHERE variant_uid IN (OLD.variant_uid, NEW.variant_uid);
END;

-- What lies in some kinds of places can't be sold.
CREATE TRIGGER derived_stock_location_insert AFTER INSERT ON location WHEN NEW.kind IN ('transit', 'quarantine')
BEGIN
  UPDATE derived_stock_level SET stale = 1
  WHERE variant_uid IN (SELECT variant_uid FROM derived_stock_key WHERE place_uid = NEW.uid);
END;

CREATE TRIGGER derived_stock_location_update AFTER UPDATE ON location WHEN OLD.kind <> NEW.kind
BEGIN
  UPDATE derived_stock_level SET stale = 1
  WHERE variant_uid IN (SELECT variant_uid FROM derived_stock_key WHERE place_uid = NEW.uid);
END;

CREATE TRIGGER derived_stock_location_delete AFTER DELETE ON location WHEN OLD.kind IN ('transit', 'quarantine')
BEGIN
  UPDATE derived_stock_level SET stale = 1
  WHERE variant_uid IN (SELECT variant_uid FROM derived_stock_key WHERE place_uid = OLD.uid);
END;

CREATE TRIGGER derived_order_promise_insert AFTER INSERT ON derived_order_promise
BEGIN
  UPDATE derived_stock_level SET reserved = reserved + NEW.quantity
  WHERE variant_uid = NEW.variant_uid
    AND NOT EXISTS (SELECT 1 FROM variant_part WHERE variant_uid = NEW.variant_uid);
  UPDATE derived_stock_level
  SET reserved = reserved + (SELECT NEW.quantity * b.quantity / 1000 FROM derived_bundle AS b
                             WHERE b.root_uid = NEW.variant_uid AND b.part_uid = derived_stock_level.variant_uid)
  WHERE variant_uid IN (SELECT part_uid FROM derived_bundle WHERE root_uid = NEW.variant_uid AND is_leaf = 1);
END;

CREATE TRIGGER derived_order_promise_delete AFTER DELETE ON derived_order_promise
BEGIN
  UPDATE derived_stock_level SET reserved = reserved - OLD.quantity
  WHERE variant_uid = OLD.variant_uid
    AND NOT EXISTS (SELECT 1 FROM variant_part WHERE variant_uid = OLD.variant_uid);
  UPDATE derived_stock_level
  SET reserved = reserved - (SELECT OLD.quantity * b.quantity / 1000 FROM derived_bundle AS b
                             WHERE b.root_uid = OLD.variant_uid AND b.part_uid = derived_stock_level.variant_uid)
  WHERE variant_uid IN (SELECT part_uid FROM derived_bundle WHERE root_uid = OLD.variant_uid AND is_leaf = 1);
END;

CREATE TRIGGER derived_stock_order_insert AFTER INSERT ON sales_order
WHEN EXISTS (SELECT 1 FROM order_line WHERE order_uid = NEW.uid)
BEGIN
  INSERT INTO derived_order_promise (order_uid, line, variant_uid, quantity)
  SELECT order_uid, line, variant_uid, quantity FROM derived_order_open WHERE order_uid = NEW.uid AND quantity > 0;
END;

CREATE TRIGGER derived_stock_order_update AFTER UPDATE ON sales_order
WHEN (OLD.state IN ('PENDING_PAYMENT', 'PAID', 'PROCESSING') OR (OLD.state = 'CART' AND OLD.reserved_until IS NOT NULL))
  <> (NEW.state IN ('PENDING_PAYMENT', 'PAID', 'PROCESSING') OR (NEW.state = 'CART' AND NEW.reserved_until IS NOT NULL))
BEGIN
  DELETE FROM derived_order_promise WHERE order_uid = NEW.uid;
  INSERT INTO derived_order_promise (order_uid, line, variant_uid, quantity)
  SELECT order_uid, line, variant_uid, quantity FROM derived_order_open WHERE order_uid = NEW.uid AND quantity > 0;
END;

CREATE TRIGGER derived_stock_order_delete BEFORE DELETE ON sales_order
BEGIN
  DELETE FROM derived_order_promise WHERE order_uid = OLD.uid;
END;

CREATE TRIGGER derived_stock_line_insert AFTER INSERT ON order_line WHEN NEW.variant_uid IS NOT NULL
BEGIN
  INSERT INTO derived_order_promise (order_uid, line, variant_uid, quantity)
  SELECT order_uid, line, variant_uid, quantity FROM derived_order_open
  WHERE order_uid = NEW.order_uid AND line = NEW.line AND quantity > 0;
END;

CREATE TRIGGER derived_stock_line_update AFTER UPDATE ON order_line
WHEN OLD.variant_uid IS NOT NEW.variant_uid OR OLD.quantity <> NEW.quantity OR OLD.kind <> NEW.kind
BEGIN
  DELETE FROM derived_order_promise WHERE order_uid = NEW.order_uid AND line = NEW.line;
  INSERT INTO derived_order_promise (order_uid, line, variant_uid, quantity)
  SELECT order_uid, line, variant_uid, quantity FROM derived_order_open
  WHERE order_uid = NEW.order_uid AND line = NEW.line AND quantity > 0;
END;

CREATE TRIGGER derived_stock_line_delete AFTER DELETE ON order_line
BEGIN
  DELETE FROM derived_order_promise WHERE order_uid = OLD.order_uid AND line = OLD.line;
END;

CREATE TRIGGER derived_stock_delivery_insert AFTER INSERT ON delivery
WHEN EXISTS (SELECT 1 FROM delivery_line WHERE order_uid = NEW.order_uid AND delivery = NEW.position)
BEGIN
  DELETE FROM derived_order_promise WHERE order_uid = NEW.order_uid;
  INSERT INTO derived_order_promise (order_uid, line, variant_uid, quantity)
  SELECT order_uid, line, variant_uid, quantity FROM derived_order_open
  WHERE order_uid = NEW.order_uid AND quantity > 0;
END;

CREATE TRIGGER derived_stock_delivery_update AFTER UPDATE ON delivery
WHEN (OLD.withdrawn_at IS NULL) <> (NEW.withdrawn_at IS NULL)
BEGIN
  DELETE FROM derived_order_promise WHERE order_uid = NEW.order_uid;
  INSERT INTO derived_order_promise (order_uid, line, variant_uid, quantity)
  SELECT order_uid, line, variant_uid, quantity FROM derived_order_open
  WHERE order_uid = NEW.order_uid AND quantity > 0;
END;

CREATE TRIGGER derived_stock_delivery_delete AFTER DELETE ON delivery
WHEN EXISTS (SELECT 1 FROM delivery_line WHERE order_uid = OLD.order_uid AND delivery = OLD.position)
BEGIN
  DELETE FROM derived_order_promise WHERE order_uid = OLD.order_uid;
  INSERT INTO derived_order_promise (order_uid, line, variant_uid, quantity)
  SELECT order_uid, line, variant_uid, quantity FROM derived_order_open
  WHERE order_uid = OLD.order_uid AND quantity > 0;
END;

CREATE TRIGGER derived_stock_delivery_line_insert AFTER INSERT ON delivery_line
BEGIN
  DELETE FROM derived_order_promise WHERE order_uid = NEW.order_uid AND line = NEW.line;
  INSERT INTO derived_order_promise (order_uid, line, variant_uid, quantity)
  SELECT order_uid, line, variant_uid, quantity FROM derived_order_open
  WHERE order_uid = NEW.order_uid AND line = NEW.line AND quantity > 0;
END;

CREATE TRIGGER derived_stock_delivery_line_update AFTER UPDATE ON delivery_line
BEGIN
  DELETE FROM derived_order_promise WHERE order_uid = NEW.order_uid AND line IN (OLD.line, NEW.line);
  INSERT INTO derived_order_promise (order_uid, line, variant_uid, quantity)
  SELECT order_uid, line, variant_uid, quantity FROM derived_order_open
  WHERE order_uid = NEW.order_uid AND line IN (OLD.line, NEW.line) AND quantity > 0;
END;

CREATE TRIGGER derived_stock_delivery_line_delete AFTER DELETE ON delivery_line
BEGIN
  DELETE FROM derived_order_promise WHERE order_uid = OLD.order_uid AND line = OLD.line;
  INSERT INTO derived_order_promise (order_uid, line, variant_uid, quantity)
  SELECT order_uid, line, variant_uid, quantity FROM derived_order_open
  WHERE order_uid = OLD.order_uid AND line = OLD.line AND quantity > 0;
END;

-- A bundle that changes, and all that it is in, are worked out anew, and what is and was in them.
CREATE TRIGGER derived_bundle_work AFTER INSERT ON derived_bundle_stale
BEGIN
  INSERT INTO derived_bundle_stale (root_uid)
  SELECT root_uid FROM derived_bundle WHERE part_uid = NEW.root_uid AND root_uid <> NEW.root_uid;
  INSERT INTO derived_stock_stale (variant_uid)
  SELECT part_uid FROM derived_bundle WHERE root_uid IN (SELECT root_uid FROM derived_bundle_stale)
  UNION SELECT root_uid FROM derived_bundle_stale;
  DELETE FROM derived_bundle WHERE root_uid IN (SELECT root_uid FROM derived_bundle_stale);
  INSERT INTO derived_bundle (root_uid, part_uid, quantity, is_leaf)
  SELECT root_uid, part_uid, quantity, is_leaf FROM derived_bundle_tree;
  INSERT INTO derived_stock_stale (variant_uid)
  SELECT part_uid FROM derived_bundle WHERE root_uid IN (SELECT root_uid FROM derived_bundle_stale);
  DELETE FROM derived_bundle_stale;
  UPDATE derived_stock_level SET stale = 1 WHERE variant_uid IN (SELECT variant_uid FROM derived_stock_stale);
  DELETE FROM derived_stock_stale;
END;

CREATE TRIGGER derived_stock_part_insert AFTER INSERT ON variant_part
BEGIN
  INSERT INTO derived_bundle_stale (root_uid) VALUES (NEW.variant_uid);
END;

CREATE TRIGGER derived_stock_part_update AFTER UPDATE ON variant_part
BEGIN
  INSERT INTO derived_bundle_stale (root_uid) VALUES (OLD.variant_uid);
  INSERT INTO derived_bundle_stale (root_uid) VALUES (NEW.variant_uid);
END;

CREATE TRIGGER derived_stock_part_delete AFTER DELETE ON variant_part
BEGIN
  INSERT INTO derived_bundle_stale (root_uid) VALUES (OLD.variant_uid);
END;

CREATE TRIGGER derived_stock_purchase_insert AFTER INSERT ON purchase_order
WHEN EXISTS (SELECT 1 FROM purchase_line WHERE purchase_uid = NEW.uid)
BEGIN
  UPDATE derived_stock_level
  SET incoming = (SELECT coalesce (sum (i.quantity), 0) FROM derived_purchase_open AS i
                  WHERE i.variant_uid = derived_stock_level.variant_uid AND i.quantity > 0)
  WHERE variant_uid IN (SELECT variant_uid FROM purchase_line WHERE purchase_uid = NEW.uid);
END;

CREATE TRIGGER derived_stock_purchase_update AFTER UPDATE ON purchase_order WHEN OLD.state <> NEW.state
BEGIN
  UPDATE derived_stock_level
  SET incoming = (SELECT coalesce (sum (i.quantity), 0) FROM derived_purchase_open AS i
                  WHERE i.variant_uid = derived_stock_level.variant_uid AND i.quantity > 0)
  WHERE variant_uid IN (SELECT variant_uid FROM purchase_line WHERE purchase_uid = NEW.uid);
END;

CREATE TRIGGER derived_stock_purchase_delete AFTER DELETE ON purchase_order
BEGIN
  UPDATE derived_stock_level
  SET incoming = (SELECT coalesce (sum (i.quantity), 0) FROM derived_purchase_open AS i
                  WHERE i.variant_uid = derived_stock_level.variant_uid AND i.quantity > 0)
  WHERE variant_uid IN (SELECT variant_uid FROM purchase_line WHERE purchase_uid = OLD.uid);
END;

CREATE TRIGGER derived_stock_purchase_line_insert AFTER INSERT ON purchase_line
BEGIN
  UPDATE derived_stock_level
  SET incoming = (SELECT coalesce (sum (i.quantity), 0) FROM derived_purchase_open AS i
                  WHERE i.variant_uid = NEW.variant_uid AND i.quantity > 0)
  WHERE variant_uid = NEW.variant_uid;
END;

CREATE TRIGGER derived_stock_purchase_line_update AFTER UPDATE ON purchase_line
WHEN OLD.variant_uid <> NEW.variant_uid OR OLD.quantity <> NEW.quantity
BEGIN
  UPDATE derived_stock_level
  SET incoming = (SELECT coalesce (sum (i.quantity), 0) FROM derived_purchase_open AS i
                  WHERE i.variant_uid = derived_stock_level.variant_uid AND i.quantity > 0)
  WHERE variant_uid IN (OLD.variant_uid, NEW.variant_uid);
END;

CREATE TRIGGER derived_stock_purchase_line_delete AFTER DELETE ON purchase_line
BEGIN
  UPDATE derived_stock_level
  SET incoming = (SELECT coalesce (sum (i.quantity), 0) FROM derived_purchase_open AS i
                  WHERE i.variant_uid = OLD.variant_uid AND i.quantity > 0)
  WHERE variant_uid = OLD.variant_uid;
END;

CREATE TRIGGER derived_stock_receipt_line_insert AFTER INSERT ON receipt_line
BEGIN
  UPDATE derived_stock_level
  SET incoming = (SELECT coalesce (sum (i.quantity), 0) FROM derived_purchase_open AS i
                  WHERE i.variant_uid = derived_stock_level.variant_uid AND i.quantity > 0)
  WHERE variant_uid IN (SELECT variant_uid FROM purchase_line WHERE purchase_uid = NEW.purchase_uid AND line = NEW.line);
END;

CREATE TRIGGER derived_stock_receipt_line_update AFTER UPDATE ON receipt_line
BEGIN
  UPDATE derived_stock_level
  SET incoming = (SELECT coalesce (sum (i.quantity), 0) FROM derived_purchase_open AS i
                  WHERE i.variant_uid = derived_stock_level.variant_uid AND i.quantity > 0)
  WHERE variant_uid IN (SELECT variant_uid FROM purchase_line
                        WHERE purchase_uid = NEW.purchase_uid AND line IN (OLD.line, NEW.line));
END;

CREATE TRIGGER derived_stock_receipt_line_delete AFTER DELETE ON receipt_line
BEGIN
  UPDATE derived_stock_level
  SET incoming = (SELECT coalesce (sum (i.quantity), 0) FROM derived_purchase_open AS i
                  WHERE i.variant_uid = derived_stock_level.variant_uid AND i.quantity > 0)
  WHERE variant_uid IN (SELECT variant_uid FROM purchase_line WHERE purchase_uid = OLD.purchase_uid AND line = OLD.line);
END;

-- A receipt that was taken back does not count.
CREATE TRIGGER derived_stock_receipt_insert AFTER INSERT ON purchase_receipt WHEN NEW.withdrawn_at IS NOT NULL
BEGIN
  UPDATE derived_stock_level
  SET incoming = (SELECT coalesce (sum (i.quantity), 0) FROM derived_purchase_open AS i
                  WHERE i.variant_uid = derived_stock_level.variant_uid AND i.quantity > 0)
  WHERE variant_uid IN (SELECT variant_uid FROM purchase_line WHERE purchase_uid = NEW.purchase_uid);
END;

CREATE TRIGGER derived_stock_receipt_update AFTER UPDATE ON purchase_receipt
WHEN (OLD.withdrawn_at IS NULL) <> (NEW.withdrawn_at IS NULL)
BEGIN
  UPDATE derived_stock_level
  SET incoming = (SELECT coalesce (sum (i.quantity), 0) FROM derived_purchase_open AS i
                  WHERE i.variant_uid = derived_stock_level.variant_uid AND i.quantity > 0)
  WHERE variant_uid IN (SELECT variant_uid FROM purchase_line WHERE purchase_uid = NEW.purchase_uid);
END;

CREATE TRIGGER derived_stock_receipt_delete AFTER DELETE ON purchase_receipt WHEN OLD.withdrawn_at IS NOT NULL
BEGIN
  UPDATE derived_stock_level
  SET incoming = (SELECT coalesce (sum (i.quantity), 0) FROM derived_purchase_open AS i
                  WHERE i.variant_uid = derived_stock_level.variant_uid AND i.quantity > 0)
  WHERE variant_uid IN (SELECT variant_uid FROM purchase_line WHERE purchase_uid = OLD.purchase_uid);
END;

-- FILL
INSERT INTO derived_stock_key (variant_uid, place_uid, lot_uid, hold, quantity)
SELECT variant_uid, ifnull (place_uid, x''), ifnull (lot_uid, x''), hold, sum (quantity) FROM stock_movement
GROUP BY 1, 2, 3, 4 HAVING sum (quantity) <> 0;

INSERT INTO derived_bundle_stale (root_uid) SELECT DISTINCT variant_uid FROM variant_part;

INSERT INTO derived_order_promise (order_uid, line, variant_uid, quantity)
SELECT order_uid, line, variant_uid, quantity FROM derived_order_open WHERE quantity > 0;

INSERT INTO derived_stock_level (id, variant_uid) SELECT id, uid FROM product_variant;
UPDATE derived_stock_level SET stale = 1
WHERE id IN (SELECT v.id FROM product_variant AS v JOIN product AS p ON p.uid = v.product_uid);
