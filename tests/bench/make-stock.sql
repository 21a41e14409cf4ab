-- 100,000 items of 200 suppliers with 5 million movements over three years, 30 places, and 2,000 open orders, in an
-- empty database, for measuring. Always the same rows; the newest movement is of 2025-06-01. Item 1 has a hundred
-- thousand movements. Numbers that look random are remainders of products of primes.

BEGIN IMMEDIATE;

INSERT INTO product (id, uid, kind, title, slug, created_at, changed_at)
WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 25000)
SELECT i, CAST (printf ('product--%07d', i) AS BLOB), 'goods',
  printf ('%s %d', rtrim (substr ('Handschuhe Mützen     Seifen     Schals     Becher     Lampen     ', 1 + 11 * (i % 6), 11)), i),
  'p' || i, 1600000000000000, 1600000000000000
FROM n;

INSERT INTO product_variant (id, uid, product_uid, position, sku, value1, reorder_level)
WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
SELECT i, CAST (printf ('variant--%07d', i) AS BLOB), CAST (printf ('product--%07d', 1 + (i - 1) / 4) AS BLOB),
  i % 4, printf ('SKU-%06d', i), printf ('Größe %d', i % 4), 1000 * (i * 7919 % 40)
FROM n;

INSERT INTO product_cost (uid, variant_uid, currency, cost_e4)
SELECT CAST (printf ('cost----%08d', id) AS BLOB), uid, 'EUR', 10000 + id * 7907 % 900000 FROM product_variant;

INSERT INTO location (id, uid, name, code, kind, position)
WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 30)
SELECT i, CAST (printf ('place---%08d', i) AS BLOB), printf ('Regal %d', i), printf ('R%02d', i),
  iif (i = 30, 'quarantine', 'shelf'), i
FROM n;

INSERT INTO supplier (id, uid, name, lead_days)
WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 200)
SELECT i, CAST (printf ('supplier%08d', i) AS BLOB), printf ('Vertrieb %d', i), 1 + i % 20 FROM n;

INSERT INTO variant_supplier (variant_uid, supplier_uid, order_code, pack_quantity)
SELECT uid, CAST (printf ('supplier%08d', 1 + id * 7919 % 200) AS BLOB), printf ('B%d', id), 1000 * (1 + id % 12)
FROM product_variant;

-- Every tenth movement brings goods, enough for the nine that take some.
INSERT INTO stock_movement (id, uid, variant_uid, kind, quantity, happened_at, recorded_at, hlc, station, place_uid, cost_e4,
                            currency)
WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 5000000),
items (i, variant) AS (SELECT i, iif (i % 50 = 0, 1, 1 + i * 104729 % 100000) FROM n),
rows (i, variant, comes) AS (SELECT i, variant, (i / 100000 + variant + iif (variant = 1, i / 50, 0)) % 10 = 0 FROM items)
SELECT i, CAST (printf ('move----%08d', i) AS BLOB), CAST (printf ('variant--%07d', variant) AS BLOB),
  iif (comes, 'RESTOCK', iif (i % 97 = 0, 'ADJUSTMENT', 'SALE')),
  iif (comes, 1000 * (12 + i % 17), -1000 * (1 + i % 3)),
  1654041600000000 + i * 18921600, 1654041600000000 + i * 18921600, i, 1 + i % 3,
  iif (i % 3 = 0, NULL, CAST (printf ('place---%08d', 1 + variant % 30) AS BLOB)),
  iif (comes, 10000 + i * 7907 % 900000, NULL), iif (comes, 'EUR', '')
FROM rows;

INSERT INTO sales_order (id, uid, number, state, currency, price_mode, placed_at, recorded_at, changed_at, line_count,
                         quantity, net_minor, tax_minor, gross_minor)
WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
SELECT i, CAST (printf ('order---%08d', i) AS BLOB), printf ('PS25-%d', i), 'PAID', 'EUR', 'gross',
  1748700000000000 + i, 1748700000000000 + i, 1748700000000000 + i, 3, 3000, 300, 0, 300
FROM n;

INSERT INTO order_line (order_uid, line, kind, variant_uid, title, quantity, price_e4, tax_code, tax_rate_bp, net_minor,
                        gross_minor)
WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 6000)
SELECT CAST (printf ('order---%08d', 1 + (i - 1) / 3) AS BLOB), 1 + i % 3, 'goods',
  CAST (printf ('variant--%07d', 1 + i * 7919 % 100000) AS BLOB), 'x', 1000, 10000, 'standard', 0, 100, 100
FROM n;

COMMIT;
