-- A million orders with 2.5 million lines, 200,000 customers and 2,000 products with 5,000 variants in an empty
-- database, for measuring. Always the same rows; the newest order was placed at 2025-06-01 12:00 UTC.
-- Numbers that look random are remainders of products of primes.

BEGIN IMMEDIATE;

INSERT INTO product (id, uid, kind, title, slug, brand, category_uid, created_at, changed_at)
WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
SELECT i, CAST (printf ('product--%07d', i) AS BLOB), 'goods',
  printf ('%s %s %d', rtrim (substr ('Winter Sommer Herbst Warme  ', 1 + 7 * (i % 4), 7)),
          rtrim (substr ('handschuhemützen    seifen    schals    socken    becher    teller    lampen    ', 1 + 10 * (i % 8), 10)), i),
  'p' || i, printf ('Marke %d', i % 40), CAST (printf ('category-%07d', i % 12) AS BLOB),
  1600000000000000, 1600000000000000
FROM n;

INSERT INTO category (id, uid, name)
WITH RECURSIVE n (i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < 11)
SELECT i + 1, CAST (printf ('category-%07d', i) AS BLOB), printf ('Kategorie %d', i) FROM n;

INSERT INTO product_variant (id, uid, product_uid, position, sku, value1)
WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
SELECT i, CAST (printf ('variant--%07d', i) AS BLOB), CAST (printf ('product--%07d', 1 + i % 2000) AS BLOB),
  i / 2000, printf ('SKU-%05d', i), printf ('Größe %d', i / 2000)
FROM n;

INSERT INTO variant_price (variant_uid, currency, price_mode, price_e4)
SELECT uid, 'EUR', 'gross', 10000 * (3 + id * 7919 % 90) + 9000 FROM product_variant;

INSERT INTO variant_barcode (variant_uid, code)
SELECT uid, printf ('42%011d', id * 104729) FROM product_variant;

INSERT INTO customer (id, uid, number, kind, name, given_name, family_name, email, phone, created_at, changed_at)
WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 200000),
given (k, word) AS (VALUES (0, 'Anna'), (1, 'Jürgen'), (2, 'Mara'), (3, 'Sönke'), (4, 'Li'), (5, 'Fatima'), (6, 'Jo')),
family (k, word) AS (
  VALUES (0, 'Meier'), (1, 'Müller'), (2, 'Weber'), (3, 'Schuhmacher'), (4, 'Öztürk'), (5, 'Nguyen'), (6, 'Schmidt'),
    (7, 'Großmann'), (8, 'Kowalski'), (9, 'Rossi'), (10, 'Handschuh')
)
SELECT i, CAST (printf ('customer-%07d', i) AS BLOB), printf ('K1%06d', i), iif (i % 9 = 0, 'company', 'person'),
  given.word || ' ' || family.word || iif (i % 3 = 0, printf ('-%x', i * 7907 % 65521), ''), given.word, family.word,
  printf ('kunde%d@example.org', i), printf ('+49 221 %07d', i * 7919 % 9999991),
  1500000000000000 + i * 1000000, 1500000000000000 + i * 1000000
FROM n JOIN given ON given.k = i * 31 % 7 JOIN family ON family.k = i * 17 % 11;

INSERT INTO customer_address (customer_uid, position, kind, name, street, postcode, city, country)
SELECT uid, 0, 'billing', name, printf ('Hauptstraße %d', id % 200), printf ('%05d', id * 7907 % 99991),
  rtrim (substr ('Köln      Bonn      Hamburg   München   Leipzig   Wien      Zürich    Dresden   ', 1 + 10 * (id % 8), 10)),
  substr ('DEDEDEDEDEATCHDE', 1 + 2 * (id % 8), 2)
FROM customer;

INSERT INTO sales_order (id, uid, number, customer_uid, customer_name, channel, state, currency, price_mode, placed_at,
                         recorded_at, changed_at, ship_by, paid_at, shipped_at, delivered_at, closed_at, payment_method,
                         line_count, quantity, net_minor, tax_minor, gross_minor, refunded_minor, billing_city,
                         billing_country)
WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 1000000),
state (i, customer, at, gross, name) AS (
  SELECT i, 1 + i * 7919 % 200000, 1748779200000000 - (1000000 - i) * 94000000, 500 + i * 104729 % 30000,
    CASE
      WHEN i > 999900 THEN 'CART' WHEN i > 999400 THEN 'PENDING_PAYMENT' WHEN i > 998800 THEN 'PAID'
      WHEN i > 998000 THEN 'PROCESSING' WHEN i > 985000 THEN 'SHIPPED'
      WHEN i % 41 = 0 THEN 'CANCELLED' WHEN i % 97 = 0 THEN 'RETURNED' ELSE 'DELIVERED'
    END
  FROM n
)
SELECT state.i, CAST (printf ('order----%07d', i) AS BLOB),
  printf ('PS%s-1%03d', strftime ('%Y%m%d', at / 1000000, 'unixepoch'), i % 920), customer.uid, customer.name,
  rtrim (substr ('shop   shop   office market ', 1 + 7 * (i % 4), 7)), state.name, 'EUR', 'gross', at, at, at, at + 172800000000,
  iif (state.name IN ('CART', 'PENDING_PAYMENT') OR i % 5003 = 0, NULL, at + 600000000),
  iif (state.name IN ('SHIPPED', 'DELIVERED', 'RETURNED'), at + 90000000000, NULL),
  iif (state.name IN ('DELIVERED', 'RETURNED'), at + 290000000000, NULL),
  iif (state.name IN ('CANCELLED', 'RETURNED'), at + 590000000000, NULL),
  rtrim (substr ('card     paypal   transfer ', 1 + 9 * (i % 3), 9)), 1 + i % 4, 1000 * (1 + i % 4), gross * 100 / 119,
  gross - gross * 100 / 119, gross, iif (i % 97 = 0, gross, 0), 'Köln',
  substr ('DEDEDEDEDEATCHDE', 1 + 2 * (customer % 8), 2)
FROM state JOIN customer ON customer.id = state.customer ORDER BY state.i;

INSERT INTO order_line (order_uid, line, kind, variant_uid, sku, title, quantity, price_e4, tax_code, tax_rate_bp,
                        net_minor, gross_minor)
SELECT o.uid, l.line, 'goods', v.uid, v.sku, 'Ware ' || v.id, 1000, 100 * o.gross_minor / o.line_count, 'standard', 1900,
  o.net_minor / o.line_count, o.gross_minor / o.line_count
FROM sales_order AS o
JOIN (SELECT 1 AS line UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4) AS l ON l.line <= o.line_count
JOIN product_variant AS v ON v.id = 1 + (o.id * 31 + l.line * 7919) % 5000;

INSERT INTO delivery (order_uid, position, number, happened_at, carrier, tracking_number)
SELECT uid, 1, number || '/1', shipped_at, 'dhl', printf ('0034043%012d', id) FROM sales_order
WHERE shipped_at IS NOT NULL;

COMMIT;
