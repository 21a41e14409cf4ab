/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-purchase-query.h"
#include "kontor-shop-fixture.h"
#include "kontor-time.h"

#include <locale.h>

/* Variant 1: 50 came and 90 a month are sold; variant 2: a reorder level; variant 3: promised and
 * not there. Lot and receipts belong to the order that is half here. */
static const char purchases[]
  = "DELETE FROM purchase_order;"
    "DELETE FROM stock_movement WHERE variant_uid = CAST ('variant-3.......' AS BLOB);"
    "UPDATE supplier SET lead_days = 10, city = 'Husum', street = 'Am Hafen 1', postcode = '25813',"
    " country = 'DE', language = 'de', account = 'K-1' WHERE id = 1;"
    "INSERT INTO supplier (id, uid, name) VALUES (2, CAST ('supplier-2......' AS BLOB), 'Anders');"
    "INSERT INTO location (id, uid, name, code) VALUES (91, CAST ('place-9.........' AS BLOB), "
    "'Keller', 'K1');"
    "INSERT INTO lot (id, uid, variant_uid, code, best_before) VALUES (91, CAST "
    "('lot-9...........' "
    "AS BLOB), CAST ('variant-3.......' AS BLOB), 'L1', 1790000000000000);"
    "INSERT INTO purchase_order (id, uid, number, supplier_uid, supplier_name, state, currency, "
    "created_at, changed_at, sent_at, expected_at, closed_at, net_minor) VALUES"
    " (1, CAST ('purchase-1......' AS BLOB), 'PO250601-1001', CAST ('supplier-1......' AS BLOB), "
    "'Weberei Nord', 'part', 'EUR', 1748800000000000, 1, 1748800000000001, 1749000000000000, NULL, "
    "6000),"
    " (2, CAST ('purchase-2......' AS BLOB), 'PO250610-1001', CAST ('supplier-2......' AS BLOB), "
    "'Anders', 'draft', 'EUR', 1749500000000000, 1, NULL, NULL, NULL, 500),"
    " (3, CAST ('purchase-3......' AS BLOB), 'PO250611-1001', CAST ('supplier-2......' AS BLOB), "
    "'Anders', 'received', 'EUR', 1749600000000000, 1, 1749600000000001, 1752000000000000, "
    "1749700000000000, 1000);"
    "INSERT INTO purchase_line (purchase_uid, line, variant_uid, sku, title, order_code, quantity, "
    "pack_quantity, price_e4, reason) VALUES"
    " (CAST ('purchase-1......' AS BLOB), 1, CAST ('variant-3.......' AS BLOB), 'SE-1', 'Seife', "
    "'WN-77', 10000, 5000, 50000, '{\"cause\":\"level\"}'),"
    " (CAST ('purchase-1......' AS BLOB), 2, CAST ('variant-1.......' AS BLOB), 'HS-S', "
    "'Handschuhe', '', 2000, 1000, 50000, '{}'),"
    " (CAST ('purchase-2......' AS BLOB), 1, CAST ('variant-2.......' AS BLOB), 'HS-L', 'Größer', "
    "'', 1000, 1000, 50000, '{}'),"
    " (CAST ('purchase-3......' AS BLOB), 1, CAST ('variant-2.......' AS BLOB), 'HS-L', 'Größer', "
    "'', 1000, 1000, 80000, '{}');"
    "INSERT INTO purchase_receipt (purchase_uid, position, happened_at, recorded_at, "
    "delivery_note, "
    "author_name, station, withdrawn_at) VALUES"
    " (CAST ('purchase-1......' AS BLOB), 1, 1748900000000000, 1748900000000001, 'LS 1', 'Mara', "
    "1, "
    "NULL),"
    " (CAST ('purchase-1......' AS BLOB), 2, 1748900000000002, 1748900000000003, '', 'Mara', 1, "
    "1748900000000004);"
    "INSERT INTO receipt_line (purchase_uid, receipt, line, part, quantity, place_uid, lot_uid) "
    "VALUES"
    " (CAST ('purchase-1......' AS BLOB), 1, 1, 1, 3000, CAST ('place-9.........' AS BLOB), CAST "
    "('lot-9...........' AS BLOB)),"
    " (CAST ('purchase-1......' AS BLOB), 1, 1, 2, 1000, NULL, NULL),"
    " (CAST ('purchase-1......' AS BLOB), 2, 2, 1, 2000, NULL, NULL);";

typedef struct
{
  KontorDatabase *database;
  GTimeZone      *zone;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->database = kontor_shop_open ();
  self->zone = g_time_zone_new_identifier ("Europe/Berlin");
  kontor_shop_run (self->database, purchases);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->database, kontor_database_close);
  g_clear_pointer (&self->zone, g_time_zone_unref);
}

/* --- lists --- */

static const struct
{
  const char *list;
  const char *filter;
  const char *sort;
  const char *ids;
} cases[] = {
  { "purchases", "", NULL, "3 2 1" },
  { "purchases", "", "number", "1 2 3" },
  { "purchases", "", "supplier", "2 3 1" },
  { "purchases", "", "expected", "1 3 2" },
  { "purchases", "", "-total", "1 3 2" },
  { "purchases", "", "state", "2 1 3" },
  { "purchases", "state:draft", NULL, "2" },
  { "purchases", "state:open", NULL, "2 1" },
  { "purchases", "state:awaited", NULL, "1" },
  { "purchases", "is:late", NULL, "1" },
  { "purchases", "supplier:anders", NULL, "3 2" },
  { "purchases", "weberei", NULL, "1" },
  { "purchases", "groesser", NULL, "" },
  { "purchases", "größer", NULL, "3 2" },
  { "purchases", "WN-77", NULL, "1" },
  { "purchases", "sku:hs", NULL, "3 2 1" },
  { "purchases", "product:seife", NULL, "1" },
  { "purchases", "number:po2506", NULL, "3 2 1" },
  { "purchases", "total:10..60", NULL, "3 1" },
  { "purchases", "expected:2025-07", NULL, "3" },
  { "suppliers", "", NULL, "2 1" },
  { "suppliers", "husum", NULL, "1" },
  { "suppliers", "is:archived", NULL, "" },
};

static void
test_lists (Fixture *self, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GArray) ids = NULL;
      g_autoptr (KontorListQuery) query = kontor_list_query_new (
        kontor_list_type_find (cases[i].list),
        cases[i].filter,
        cases[i].sort,
        SHOP_NOW,
        self->zone,
        &error);

      g_assert_no_error (error);
      ids = kontor_list_query_fetch_ids (query, self->database, 0, &error);
      g_assert_no_error (error);
      for (guint at = 0; at < ids->len; at++)
        g_string_append_printf (
          text, "%s%d", at > 0 ? " " : "", (int) g_array_index (ids, gint64, at));
      g_test_message ("%s %s %s", cases[i].list, cases[i].filter, cases[i].sort);
      g_assert_cmpstr (text->str, ==, cases[i].ids);
    }
}

/* --- one of each --- */

static const KontorJson *
get (const KontorJson *object, const char *list, guint i)
{
  return kontor_json_at (kontor_json_get_array (object, list), i);
}

static gint64
number (const KontorJson *object, const char *key)
{
  return kontor_json_get_integer (object, key, -1);
}

static KontorJson *
read_purchase (Fixture *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  KontorUid   uid;
  KontorJson *purchase = NULL;

  g_assert_true (kontor_query_find (self->database, 21, name, &uid, &error));
  purchase = kontor_query_purchase_json (self->database, &uid, &error);
  g_assert_no_error (error);
  return purchase;
}

static void
test_purchase (Fixture *self, gconstpointer data)
{
  g_autoptr (KontorJson) purchase = read_purchase (self, "po250601-1001");
  const KontorJson *can = kontor_json_get (purchase, "can");
  const KontorJson *receipt = get (purchase, "receipts", 0);

  g_assert_cmpstr (kontor_json_get_string (purchase, "state", ""), ==, "part");
  g_assert_cmpstr (
    kontor_json_get_string (kontor_json_get (purchase, "address"), "city", ""), ==, "Husum");
  g_assert_cmpint (number (get (purchase, "lines", 0), "received"), ==, 4000);
  g_assert_cmpint (number (get (purchase, "lines", 0), "open"), ==, 6000);
  g_assert_cmpint (number (get (purchase, "lines", 0), "net_minor"), ==, 5000);
  g_assert_cmpstr (
    kontor_json_get_string (kontor_json_get (get (purchase, "lines", 0), "reason"), "cause", ""),
    ==,
    "level");
  /* The receipt that was taken back does not count. */
  g_assert_cmpint (number (get (purchase, "lines", 1), "received"), ==, 0);
  g_assert_cmpint (number (get (purchase, "lines", 1), "open"), ==, 2000);
  g_assert_cmpstr (
    kontor_json_get_string (get (receipt, "parts", 0), "place_name", ""), ==, "Keller");
  g_assert_cmpstr (kontor_json_get_string (get (receipt, "parts", 0), "lot_code", ""), ==, "L1");
  g_assert_cmpint (number (get (receipt, "parts", 0), "best_before"), ==, 1790000000000000);
  g_assert_null (kontor_json_get (receipt, "withdrawn_at"));
  g_assert_nonnull (kontor_json_get (get (purchase, "receipts", 1), "withdrawn_at"));
  g_assert_true (kontor_json_get_boolean (can, "receive", FALSE));
  g_assert_true (kontor_json_get_boolean (can, "close", FALSE));
  g_assert_false (kontor_json_get_boolean (can, "cancel", TRUE));
  g_assert_false (kontor_json_get_boolean (can, "reopen", TRUE));
}

static void
test_closed (Fixture *self, gconstpointer data)
{
  g_autoptr (KontorJson) purchase = read_purchase (self, "PO250611-1001");
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) supplier = NULL;
  KontorUid uid;

  g_assert_cmpint (number (get (purchase, "lines", 0), "open"), ==, 0);
  g_assert_true (kontor_json_get_boolean (kontor_json_get (purchase, "can"), "reopen", FALSE));
  g_assert_false (kontor_query_find (self->database, 21, "PO1", &uid, &error));
  g_assert_error (error, KONTOR_QUERY_ERROR, KONTOR_QUERY_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (kontor_query_find (self->database, 5, "Anders", &uid, &error));
  supplier = kontor_query_supplier_json (self->database, &uid, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kontor_json_length (kontor_json_get_array (supplier, "purchases")), ==, 2);
  kontor_shop_uid ("nobody", &uid);
  g_assert_null (kontor_query_purchase_json (self->database, &uid, &error));
  g_assert_error (error, KONTOR_QUERY_ERROR, KONTOR_QUERY_ERROR_NOT_FOUND);
}

/* --- proposals --- */

static void
move (Fixture *self, const char *variant, const char *kind, int days_ago, gint64 quantity)
{
  static int       n_movements;
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO stock_movement (uid, variant_uid, kind, quantity, happened_at, recorded_at, hlc, "
    "station) VALUES (CAST ('move%08d' AS BLOB), CAST ('%s' AS BLOB), '%s', %" G_GINT64_FORMAT
    ", %" G_GINT64_FORMAT ", 1, 1, 1)",
    ++n_movements,
    variant,
    kind,
    quantity,
    SHOP_NOW - days_ago * KONTOR_DAY);

  kontor_shop_run (self->database, sql);
}

static KontorJson *
propose (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  KontorJson *proposals = kontor_query_proposals (self->database, SHOP_NOW, self->zone, &error);

  g_assert_no_error (error);
  return proposals;
}

static const KontorJson *
find (const KontorJson *proposals, const char *sku)
{
  for (guint i = 0; i < kontor_json_length (proposals); i++)
    if (g_str_equal (kontor_json_get_string (kontor_json_at (proposals, i), "sku", ""), sku))
      return kontor_json_at (proposals, i);
  return NULL;
}

static const char *
cause (const KontorJson *proposal)
{
  return kontor_json_get_string (kontor_json_get (proposal, "reason"), "cause", "");
}

static void
test_proposals (Fixture *self, gconstpointer data)
{
  g_autoptr (KontorJson) proposals = NULL;
  const KontorJson *gloves = NULL;
  const KontorJson *soap = NULL;

  /* One a day for 90 days of what 50 were there long ago: some are wanting, as it is known */
  for (int days_ago = 0; days_ago < 90; days_ago++)
    move (self, "variant-1.......", "SALE", days_ago, -1000);
  move (self, "variant-1.......", "RESTOCK", 89, 60000);
  kontor_shop_run (self->database,
                   "UPDATE product_variant SET reorder_level = 3000, reorder_quantity = 7000 "
                   "WHERE sku = 'HS-L'");
  proposals = propose (self);

  gloves = find (proposals, "HS-S");
  /* 50 − 1 + 60 − 90 = 19 there, 1.5 promised, 2 coming: they last 10 days and more */
  g_assert_null (gloves);
  kontor_shop_run (self->database, "UPDATE supplier SET lead_days = 20");
  g_clear_pointer (&proposals, kontor_json_unref);
  proposals = propose (self);
  gloves = find (proposals, "HS-S");
  g_assert_nonnull (gloves);
  g_assert_cmpstr (cause (gloves), ==, "runs_out");
  /* Bought last at the weaver's: 20 days and 30 more, less what there is */
  g_assert_cmpstr (kontor_json_get_string (gloves, "supplier_name", ""), ==, "Weberei Nord");
  g_assert_cmpint (number (gloves, "quantity"), ==, 31000);
  g_assert_cmpint (number (gloves, "price_e4"), ==, 50000);
  g_assert_cmpint (number (gloves, "net_minor"), ==, 15500);
  g_assert_cmpstr (kontor_json_get_string (gloves, "title", ""), ==, "Handschuhe Alpaka, klein");

  g_assert_cmpstr (cause (find (proposals, "HS-L")), ==, "level");
  g_assert_cmpint (number (find (proposals, "HS-L"), "quantity"), ==, 7000);
  g_assert_cmpint (number (find (proposals, "HS-L"), "price_e4"), ==, 80000);

  /* One is promised, none is there, six are on their way: nothing to do. */
  g_assert_null (find (proposals, "SE-1"));
  kontor_shop_run (self->database, "UPDATE purchase_order SET state = 'received' WHERE id = 1");
  g_clear_pointer (&proposals, kontor_json_unref);
  proposals = propose (self);
  soap = find (proposals, "SE-1");
  g_assert_cmpstr (cause (soap), ==, "promised");
  g_assert_cmpstr (kontor_json_get_string (soap, "order_code", ""), ==, "WN-77");
  g_assert_cmpint (number (soap, "quantity"), ==, 1000);

  /* By supplier, the most pressing first; nothing archived */
  g_assert_cmpuint (kontor_json_length (proposals), ==, 3);
  g_assert_cmpstr (kontor_json_get_string (kontor_json_at (proposals, 0), "sku", ""), ==, "HS-L");
  g_assert_cmpstr (kontor_json_get_string (kontor_json_at (proposals, 1), "sku", ""), ==, "SE-1");
}

/* What it costs is not known, nor who has it. */
static void
test_without_supplier (Fixture *self, gconstpointer data)
{
  g_autoptr (KontorJson) proposals = NULL;

  kontor_shop_run (self->database,
                   "DELETE FROM purchase_order; UPDATE supplier SET archived_at = 1;"
                   "UPDATE product_variant SET reorder_level = 1000 WHERE sku = 'HS-L'");
  proposals = propose (self);
  g_assert_null (kontor_json_get (find (proposals, "HS-L"), "supplier"));
  g_assert_cmpint (number (find (proposals, "HS-L"), "price_e4"), ==, 0);
}

static void
test_words (Fixture *self, gconstpointer data)
{
  g_autoptr (KontorJson) proposals = NULL;
  g_autoptr (KontorJson) nothing = kontor_json_new_object ();
  g_autofree char *text = NULL;
  g_autofree char *empty = kontor_proposal_dup_reason (nothing, NULL);

  for (int days_ago = 0; days_ago < 60; days_ago++)
    move (self, "variant-2.......", "SALE", days_ago + 5, -1000);
  move (self, "variant-2.......", "RESTOCK", 64, 60000);
  proposals = propose (self);
  text = kontor_proposal_dup_reason (kontor_json_get (find (proposals, "HS-L"), "reason"),
                                     &kontor_number_style_plain);
  g_test_message ("%s", text);
  g_assert_cmpstr (empty, ==, "");
  g_assert_true (g_str_has_prefix (text, "Available: 0, on the way: 1. "));
  g_assert_nonnull (strstr (text, "Sold in the last 90 days: 60. In 30 days that is about 30;"));
  g_assert_nonnull (strstr (text, "30 days without goods are left out"));
  g_assert_nonnull (strstr (text, "lead time is not known and taken as 7 days"));
  g_assert_nonnull (strstr (text, "Needed: 36.\nOrdered: 36, in packs of 1."));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/purchase-queries/lists", Fixture, NULL, set_up, test_lists, tear_down);
  g_test_add ("/purchase-queries/purchase", Fixture, NULL, set_up, test_purchase, tear_down);
  g_test_add ("/purchase-queries/closed", Fixture, NULL, set_up, test_closed, tear_down);
  g_test_add ("/purchase-queries/proposals", Fixture, NULL, set_up, test_proposals, tear_down);
  g_test_add (
    "/purchase-queries/without-supplier", Fixture, NULL, set_up, test_without_supplier, tear_down);
  g_test_add ("/purchase-queries/words", Fixture, NULL, set_up, test_words, tear_down);
  return g_test_run ();
}
