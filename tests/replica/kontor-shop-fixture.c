/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-shop-fixture.h"

#include "kontor-migration.h"

#include <string.h>

/* Uids are readable: sixteen letters. Times are microseconds; 1750000000 is 2025-06-15 17:06:40 in
 * Berlin. */
static const char shop[]
  = "INSERT INTO setting (uid, key, value) VALUES"
    " (CAST ('setting-currency' AS BLOB), 'currency', 'EUR'),"
    " (CAST ('setting-company.' AS BLOB), 'company_name', 'Nordlicht');"

    "INSERT INTO category (id, uid, name) VALUES (1, CAST ('category-1......' AS BLOB), "
    "'Kleidung');"

    "INSERT INTO supplier (id, uid, name) VALUES (1, CAST ('supplier-1......' AS BLOB), 'Weberei "
    "Nord');"

    "INSERT INTO purchase_order (id, uid, number, supplier_uid, supplier_name, state, currency, "
    "created_at, changed_at) VALUES (1, CAST ('purchase-1......' AS BLOB), 'PO250601-1001', CAST "
    "('supplier-1......' AS BLOB), 'Weberei Nord', 'draft', 'EUR', 1748800000000000, 1);"

    "INSERT INTO product (id, uid, kind, title, slug, brand, category_uid, published, created_at, "
    "changed_at, archived_at) VALUES"
    " (1, CAST ('product-1.......' AS BLOB), 'goods', 'Handschuhe Alpaka', 'handschuhe', "
    "'Nordlicht',"
    "  CAST ('category-1......' AS BLOB), 1, 1, 30, NULL),"
    " (2, CAST ('product-2.......' AS BLOB), 'goods', 'Öl-Seife', 'seife', 'Sæbe', NULL, 0, 1, 20, "
    "NULL),"
    " (3, CAST ('product-3.......' AS BLOB), 'goods', 'Alter Schal', 'schal', '', NULL, 1, 1, 10, "
    "5);"

    "INSERT INTO product_variant (id, uid, product_uid, position, sku, value1) VALUES"
    " (1, CAST ('variant-1.......' AS BLOB), CAST ('product-1.......' AS BLOB), 0, 'HS-S', "
    "'klein'),"
    " (2, CAST ('variant-2.......' AS BLOB), CAST ('product-1.......' AS BLOB), 1, 'HS-L', 'groß'),"
    " (3, CAST ('variant-3.......' AS BLOB), CAST ('product-2.......' AS BLOB), 0, 'SE-1', ''),"
    " (4, CAST ('variant-4.......' AS BLOB), CAST ('product-3.......' AS BLOB), 0, 'SC-1', '');"

    "INSERT INTO variant_price (variant_uid, currency, price_mode, customer_group, from_quantity, "
    "valid_from, price_e4) VALUES"
    " (CAST ('variant-1.......' AS BLOB), 'EUR', 'gross', '', 0, 0, 299000),"
    " (CAST ('variant-1.......' AS BLOB), 'EUR', 'gross', '', 10000, 0, 249000),"
    " (CAST ('variant-1.......' AS BLOB), 'EUR', 'gross', 'trade', 0, 0, 199000),"
    " (CAST ('variant-1.......' AS BLOB), 'USD', 'gross', '', 0, 0, 10000),"
    " (CAST ('variant-2.......' AS BLOB), 'EUR', 'gross', '', 0, 0, 319000),"
    " (CAST ('variant-2.......' AS BLOB), 'EUR', 'gross', '', 0, 9000000000000000, 100000);"

    "INSERT INTO variant_barcode (variant_uid, code, pack_quantity) VALUES"
    " (CAST ('variant-2.......' AS BLOB), '4006381333931', 6000);"
    "INSERT INTO variant_supplier (variant_uid, supplier_uid, order_code) VALUES"
    " (CAST ('variant-3.......' AS BLOB), CAST ('supplier-1......' AS BLOB), 'WN-77');"
    "INSERT INTO product_attribute (product_uid, name, position, value) VALUES"
    " (CAST ('product-2.......' AS BLOB), 'Noten', 0, 'Zeder'), (CAST ('product-2.......' AS "
    "BLOB), 'Noten', 1, 'Rose');"
    "INSERT INTO product_tag (product_uid, tag) VALUES (CAST ('product-1.......' AS BLOB), "
    "'winter');"
    "INSERT INTO product_picture (product_uid, position, sha256) VALUES (CAST ('product-1.......' "
    "AS BLOB), 0, 'abc');"
    "INSERT INTO product_cost (uid, variant_uid, currency, cost_e4) VALUES"
    " (CAST ('cost-1..........' AS BLOB), CAST ('variant-1.......' AS BLOB), 'EUR', 120000);"

    "INSERT INTO customer (id, uid, number, kind, name, given_name, family_name, email, phone, "
    "vat_id, created_at, changed_at, archived_at) VALUES"
    " (1, CAST ('customer-1......' AS BLOB), 'K10001', 'person', 'Anna Müller', 'Anna', 'Müller', "
    "'anna@example.org', '', '', 1, 1, NULL),"
    " (2, CAST ('customer-2......' AS BLOB), 'K10002', 'company', 'Beispiel GmbH', '', '', "
    "'info@beispiel.de', '', 'DE123456789', 2, 2, NULL),"
    " (3, CAST ('customer-3......' AS BLOB), 'K10003', 'person', 'Anna Mueller', 'Anna', "
    "'Mueller', 'anna@example.org', '', '', 3, 3, NULL),"
    " (4, CAST ('customer-4......' AS BLOB), 'K10004', 'person', 'Li Wu', 'Li', 'Wu', "
    "'li@example.org', '', '', 4, 4, 9);"
    "INSERT INTO customer_address (customer_uid, position, kind, name, city, country) VALUES"
    " (CAST ('customer-1......' AS BLOB), 0, 'billing', 'Anna Müller', 'Köln', 'DE'),"
    " (CAST ('customer-2......' AS BLOB), 0, 'billing', 'Beispiel GmbH', 'Wien', 'AT');"
    "INSERT INTO customer_contact (customer_uid, position, name, email) VALUES"
    " (CAST ('customer-2......' AS BLOB), 0, 'Petra Schuhmann', 'petra@beispiel.de');"
    "INSERT INTO customer_tag (customer_uid, tag) VALUES (CAST ('customer-2......' AS BLOB), "
    "'trade');"

    "INSERT INTO sales_order (id, uid, number, customer_uid, customer_name, channel, state, "
    "currency, price_mode,"
    " placed_at, recorded_at, changed_at, ship_by, paid_at, shipped_at, payment_method, "
    "line_count, quantity,"
    " net_minor, tax_minor, gross_minor, refunded_minor, billing_country, source) VALUES"
    " (1, CAST ('order-1.........' AS BLOB), 'PS250601-1001', CAST ('customer-1......' AS BLOB), "
    "'Anna Müller', 'shop', 'DELIVERED', 'EUR', 'gross',"
    "  1748779200000000, 1, 1, 1748900000000000, 1748779300000000, 1748860000000000, 'card', 1, "
    "1000, 2513, 477, 2990, 500, 'DE', ''),"
    " (2, CAST ('order-2.........' AS BLOB), 'PS250615-1001', CAST ('customer-1......' AS BLOB), "
    "'Anna Müller', 'shop', 'PAID', 'EUR', 'gross',"
    "  1750000000000000, 1, 1, 1750100000000000, 1750000100000000, NULL, 'card', 2, 3000, 5000, "
    "950, 5950, 0, 'DE', ''),"
    " (3, CAST ('order-3.........' AS BLOB), 'PS250616-1001', CAST ('customer-2......' AS BLOB), "
    "'Beispiel GmbH', 'office', 'PROCESSING', 'EUR', 'net',"
    "  1750100000000000, 1, 1, 1750900000000000, 1750100100000000, NULL, 'transfer', 1, 1000, "
    "10000, 1900, 11900, 0, 'AT', ''),"
    " (4, CAST ('order-4.........' AS BLOB), 'PS250617-1001', NULL, 'Jürgen Gast', 'shop', "
    "'PENDING_PAYMENT', 'EUR', 'gross',"
    "  1750150000000000, 1, 1, NULL, NULL, NULL, 'transfer', 1, 1000, 840, 160, 1000, 0, 'CH', "
    "'shopify'),"
    " (5, CAST ('order-5.........' AS BLOB), 'PS250618-1001', NULL, '', 'shop', 'CART', 'EUR', "
    "'gross',"
    "  1750230000000000, 1, 1, NULL, NULL, NULL, '', 1, 1000, 84, 16, 100, 0, '', ''),"
    " (6, CAST ('order-6.........' AS BLOB), 'PS250618-1002', CAST ('customer-2......' AS BLOB), "
    "'Beispiel GmbH', 'office', 'SHIPPED', 'EUR', 'net',"
    "  1750240000000000, 1, 1, 1750900000000000, NULL, 1750241000000000, 'transfer', 1, 1000, 100, "
    "19, 119, 0, 'AT', ''),"
    " (7, CAST ('order-7.........' AS BLOB), 'PS250618-1003', CAST ('customer-1......' AS BLOB), "
    "'Anna Müller', 'shop', 'CANCELLED', 'EUR', 'gross',"
    "  1750245000000000, 1, 1, NULL, NULL, NULL, '', 1, 1000, 840, 160, 1000, 0, 'DE', '');"

    "INSERT INTO order_line (order_uid, line, kind, variant_uid, sku, title, quantity, price_e4, "
    "tax_code, tax_rate_bp, net_minor, gross_minor) VALUES"
    " (CAST ('order-1.........' AS BLOB), 1, 'goods', CAST ('variant-1.......' AS BLOB), 'HS-S', "
    "'Handschuhe', 1000, 299000, 'standard', 1900, 2513, 2990),"
    " (CAST ('order-2.........' AS BLOB), 1, 'goods', CAST ('variant-1.......' AS BLOB), 'HS-S', "
    "'Handschuhe', 2000, 299000, 'standard', 1900, 4500, 5450),"
    " (CAST ('order-2.........' AS BLOB), 2, 'shipping', NULL, '', 'Versand', 1000, 50000, "
    "'standard', 1900, 420, 500),"
    " (CAST ('order-3.........' AS BLOB), 1, 'goods', CAST ('variant-3.......' AS BLOB), 'SE-1', "
    "'Seife', 1000, 1000000, 'standard', 1900, 10000, 11900),"
    " (CAST ('order-4.........' AS BLOB), 1, 'goods', NULL, 'FREE-9', 'Sonderstück', 1000, 100000, "
    "'standard', 1900, 840, 1000),"
    " (CAST ('order-7.........' AS BLOB), 1, 'goods', CAST ('variant-1.......' AS BLOB), 'HS-S', "
    "'Handschuhe', 9000, 100000, 'standard', 1900, 840, 1000);"
    "INSERT INTO order_tax (order_uid, tax_code, tax_rate_bp, net_minor, tax_minor, gross_minor) "
    "VALUES"
    " (CAST ('order-2.........' AS BLOB), 'standard', 1900, 5000, 950, 5950);"
    "INSERT INTO order_transition (order_uid, position, from_state, to_state, happened_at, "
    "recorded_at, author_name, station, metadata) VALUES"
    " (CAST ('order-2.........' AS BLOB), 1, '', 'PAID', 5, 6, 'Mara', 1, "
    "'{\"reference\":\"X1\"}');"
    "INSERT INTO delivery (order_uid, position, number, happened_at, tracking_number, "
    "withdrawn_at) VALUES"
    " (CAST ('order-1.........' AS BLOB), 1, 'PS250601-1001/1', 1748860000000000, '00340434', "
    "NULL),"
    " (CAST ('order-2.........' AS BLOB), 1, 'PS250615-1001/1', 1750000200000000, '', "
    "1750000300000000),"
    " (CAST ('order-2.........' AS BLOB), 2, 'PS250615-1001/2', 1750000400000000, '', NULL);"
    "INSERT INTO delivery_line (order_uid, delivery, line, quantity) VALUES"
    " (CAST ('order-1.........' AS BLOB), 1, 1, 1000), (CAST ('order-2.........' AS BLOB), 1, 1, "
    "2000),"
    " (CAST ('order-2.........' AS BLOB), 2, 1, 500);"
    "INSERT INTO order_return (order_uid, position, happened_at, reason) VALUES (CAST "
    "('order-1.........' AS BLOB), 1, 1749000000000000, 'zu klein');"
    "INSERT INTO return_line (order_uid, return_position, line, quantity, condition) VALUES (CAST "
    "('order-1.........' AS BLOB), 1, 1, 250, 'resell');"
    "INSERT INTO order_refund (order_uid, position, happened_at, amount_minor) VALUES (CAST "
    "('order-1.........' AS BLOB), 1, 1749000000000000, 500);"
    "INSERT INTO refund_line (order_uid, refund, line, quantity, amount_minor) VALUES (CAST "
    "('order-1.........' AS BLOB), 1, 1, 250, 500);"

    "INSERT INTO sales_return (id, uid, number, customer_name, happened_at, recorded_at, currency, "
    "gross_minor, reason) VALUES"
    " (1, CAST ('return-1........' AS BLOB), 'C536379', 'Anna Müller', 100, 100, 'EUR', 2750, "
    "'Bruch');"
    "INSERT INTO other_charge (id, uid, number, kind, title, happened_at, recorded_at, currency, "
    "amount_minor) VALUES"
    " (1, CAST ('charge-1........' AS BLOB), 'F1', 'fee', 'Marktgebühr', 100, 100, 'EUR', -350);"
    "INSERT INTO stock_movement (id, uid, variant_uid, kind, quantity, happened_at, recorded_at, "
    "hlc, order_uid, station) VALUES"
    " (1, CAST ('movement-1......' AS BLOB), CAST ('variant-1.......' AS BLOB), 'RESTOCK', 50000, "
    "100, 100, 1, NULL, 1),"
    " (2, CAST ('movement-2......' AS BLOB), CAST ('variant-1.......' AS BLOB), 'SALE', -1000, "
    "200, 200, 2, CAST ('order-1.........' AS BLOB), 1);"
    "INSERT INTO stock_count (id, uid, number, title, state, created_at, started_at, finished_at) "
    "VALUES (1, CAST ('count-1.........' AS BLOB), 'CT250601-101', 'Frühjahr', 'review', 100, 150, "
    "300);"
    "INSERT INTO count_scan (id, uid, count_uid, variant_uid, mode, quantity, happened_at, "
    "recorded_at, hlc, station, author_name) VALUES"
    " (1, CAST ('scan-1..........' AS BLOB), CAST ('count-1.........' AS BLOB), "
    "CAST ('variant-1.......' AS BLOB), 'add', 48000, 250, 250, 3, 1, 'Mara');"
    "INSERT INTO count_line (id, uid, count_uid, variant_uid, state, counted, counted_at, hlc, "
    "book,"
    " adjustment, shown, value_minor, currency) VALUES"
    " (1, CAST ('line-1..........' AS BLOB), CAST ('count-1.........' AS BLOB), "
    "CAST ('variant-1.......' AS BLOB), 'open', 48000, 250, 3, 49000, -1000, -1000, -500, 'EUR');"
    "INSERT INTO invoice (id, uid, kind, series, position, number, customer_name, preceding_uid, "
    "issued_on, due_on, currency, price_mode, net_minor, tax_minor, gross_minor, due_minor, sign, "
    "format, language, snapshot, pdf_sha256, station, issued_at, previous_hash, hash) VALUES"
    " (1, CAST ('invoice-1.......' AS BLOB), 'invoice', 'RE', 1, 'RE-2025-10001', 'Anna Müller', "
    "NULL, 20200, 20214, 'EUR', 'gross', 2990, 0, 2990, 2990, 1, "
    "'plain', 'de', '{}', '', 1, 1, '', ''),"
    " (2, CAST ('invoice-2.......' AS BLOB), 'invoice', 'RE', 2, 'RE-2025-10002', 'Beispiel GmbH', "
    "NULL, 20250, 20264, 'EUR', 'gross', 10000, 0, 10000, 10000, 1, "
    "'plain', 'de', '{}', '', 1, 1, '', ''),"
    " (3, CAST ('invoice-3.......' AS BLOB), 'invoice', 'RE', 3, 'RE-2025-10003', 'Jürgen Gast', "
    "NULL, 20251, NULL, 'EUR', 'gross', 500, 0, 500, 0, 1, "
    "'plain', 'de', '{}', '', 1, 1, '', ''),"
    " (4, CAST ('invoice-4.......' AS BLOB), 'invoice', 'RE', 4, 'RE-2025-10004', 'Petra "
    "Schuhmann', NULL, 20100, 20114, 'EUR', 'gross', 700, 0, 700, 700, 1, "
    "'plain', 'de', '{}', '', 1, 1, '', ''),"
    " (5, CAST ('invoice-5.......' AS BLOB), 'cancellation', 'ST', 1, 'ST-2025-10001', 'Petra "
    "Schuhmann', CAST ('invoice-4.......' AS BLOB), 20101, NULL, 'EUR', 'gross', 700, 0, 700, 700, "
    "-1, "
    "'plain', 'de', '{}', '', 1, 1, '', '');"
    "INSERT INTO bank_entry (id, uid, account_uid, statement_uid, booked_on, amount_minor, "
    "currency,"
    " name, purpose) VALUES (1, CAST ('entry-1.........' AS BLOB), CAST ('account-1.......' AS "
    "BLOB),"
    " CAST ('statement-1.....' AS BLOB), 20255, 4000, 'EUR', 'Beispiel', 'RE-2025-10002'),"
    " (2, CAST ('entry-2.........' AS BLOB), CAST ('account-1.......' AS BLOB),"
    " CAST ('statement-1.....' AS BLOB), 20256, -300, 'EUR', 'Bank', 'Entgelt');"
    "INSERT INTO payment (id, uid, method, happened_on, recorded_at, amount_minor, currency,"
    " entry_uid, station) VALUES (1, CAST ('payment-1.......' AS BLOB), 'transfer', 20255, 1, 4000,"
    " 'EUR', CAST ('entry-1.........' AS BLOB), 1);"
    "INSERT INTO payment_share (id, uid, invoice_uid, kind, amount_minor, currency, happened_on, "
    "recorded_at, station) VALUES (1, CAST ('share-1.........' AS BLOB), CAST ('invoice-2.......' "
    "AS "
    "BLOB), 'payment', 4000, 'EUR', 20255, 1, 1);"
    "INSERT INTO invoice_draft (id, uid, kind, customer_name, currency, gross_minor, content, "
    "created_at, changed_at, closed_at) VALUES (1, CAST ('draft-1.........' AS BLOB), 'invoice', "
    "'Anna Müller', 'EUR', 100, '{}', 1, 1, NULL), (2, CAST ('draft-2.........' AS BLOB), "
    "'invoice', 'Alt', 'EUR', 100, '{}', 1, 1, 2);"
    "INSERT INTO incoming_invoice (id, uid, state, seller_name, number, issued_on, due_on, "
    "currency,"
    " gross_minor, file_sha256, received_at, changed_at) VALUES"
    " (1, CAST ('incoming-1......' AS BLOB), 'received', 'Müller Holz', 'H-77', 20200, 20214, "
    "'EUR', "
    "11900, 'aa', 100, 100),"
    " (2, CAST ('incoming-2......' AS BLOB), 'approved', 'Tee KG', '2025/8', 20190, 20220, 'EUR', "
    "5000, 'bb', 90, 95);"
    "INSERT INTO import_batch (id, uid, importer, file_name, file_sha256, started_at) VALUES"
    " (1, CAST ('import-1........' AS BLOB), 'csv', 'alte Liste.csv', 'ff', 100);"
    "INSERT INTO attention (id, uid, kind, subject_title, reason_code, message, offers, mine, "
    "opened_at, closed_at) VALUES"
    " (1, CAST ('attention-1.....' AS BLOB), 'refused', 'PS250615-1001', 'state_changed', 'Es ging "
    "nicht.', '[\"retry\"]', '{\"a\":1}', 100, NULL),"
    " (2, CAST ('attention-2.....' AS BLOB), 'refused', 'alt', 'gone', 'Vorbei.', '[]', '', 50, "
    "60);"
    "INSERT INTO location (id, uid, name, code, kind, position) VALUES"
    " (1, CAST ('location-1......' AS BLOB), 'Keller', 'K1', 'shelf', 2),"
    " (2, CAST ('location-2......' AS BLOB), 'Prüfung', 'Q', 'quarantine', 1);"
    "INSERT INTO lot (id, uid, variant_uid, code, best_before) VALUES"
    " (1, CAST ('lot-1...........' AS BLOB), CAST ('variant-3.......' AS BLOB), 'L-77', 5000);"
    "INSERT INTO stock_movement (id, uid, variant_uid, kind, quantity, happened_at, recorded_at, "
    "hlc, station, place_uid, lot_uid) VALUES"
    " (3, CAST ('movement-3......' AS BLOB), CAST ('variant-3.......' AS BLOB), 'RESTOCK', 4000, "
    "100, 100, 3, 1, CAST ('location-1......' AS BLOB), CAST ('lot-1...........' AS BLOB)),"
    " (4, CAST ('movement-4......' AS BLOB), CAST ('variant-3.......' AS BLOB), 'RESTOCK', 1000, "
    "100, 100, 4, 1, CAST ('location-2......' AS BLOB), CAST ('lot-1...........' AS BLOB));"
    "INSERT INTO stock_transfer (id, uid, number, to_place_uid, state, sent_at, recorded_at) VALUES"
    " (1, CAST ('transfer-1......' AS BLOB), 'T1', CAST ('location-1......' AS BLOB), 'sent', 300, "
    "300);"
    "INSERT INTO stock_notice (id, uid, variant_uid, opened_at, available, reorder_level) VALUES"
    " (1, CAST ('notice-1........' AS BLOB), CAST ('variant-3.......' AS BLOB), 400, 0, 5000);";

void
kontor_shop_run (KontorDatabase *database, const char *script)
{
  g_autoptr (GError) error = NULL;

  kontor_database_execute (database, script, &error);
  g_assert_no_error (error);
}

KontorDatabase *
kontor_shop_open (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDatabase) database = NULL;

  database = kontor_database_open (":memory:", KONTOR_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  kontor_migration_run (database, &error);
  g_assert_no_error (error);
  kontor_shop_run (database, shop);
  return g_steal_pointer (&database);
}

void
kontor_shop_uid (const char *name, KontorUid *uid)
{
  memset (uid->bytes, '.', sizeof uid->bytes);
  memcpy (uid->bytes, name, MIN (strlen (name), sizeof uid->bytes));
}

char *
kontor_shop_dump (KontorDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (KontorStatement) rows = kontor_database_query (
    database, sql, &error, KONTOR_NO_VALUES);

  g_assert_no_error (error);
  while (kontor_statement_step_row (rows, &error))
    {
      const char *value = kontor_statement_get_text (rows, 0);

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", value != NULL ? value : "-");
    }

  g_assert_no_error (error);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
