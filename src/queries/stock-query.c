/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-goods.h"
#include "kontor-query-private.h"
#include "kontor-stock-query.h"
#include "kontor-time.h"

#include <glib/gi18n-lib.h>

/* One item of the stock: its figures, and under each the rows that it is the sum of. */

static const char item_sql[]
  = "SELECT v.uid, v.product_uid, p.title, v.sku, v.value1 || CASE v.value2 WHEN '' THEN ''"
    " ELSE ' / ' || v.value2 END || CASE v.value3 WHEN '' THEN '' ELSE ' / ' || v.value3 END,"
    " p.kind, p.unit, v.content, v.content_unit, v.reorder_level, v.reorder_quantity,"
    " v.archived_at, k.on_hand, k.unavailable, k.reserved, k.incoming, k.available, k.low_stock,"
    " k.last_moved_at, k.last_restock_at"
    " FROM product_variant AS v JOIN product AS p ON p.uid = v.product_uid"
    " JOIN derived_stock_level AS k ON k.id = v.id WHERE v.uid = ?1";
static const char item_spec[]
  = "u:uid u:product t:title t:sku t:options t:kind t:unit i:content t:content_unit"
    " i:reorder_level i:reorder_quantity i:archived_at i:on_hand i:unavailable i:reserved"
    " i:incoming i:available b:low_stock i:last_moved_at i:last_restock_at";

/* Rows that hang on an item, each with the variant as ?1. */
static const struct
{
  const char *key;
  const char *sql;
  const char *spec;
} item_rows[] = {
  { "shelves",
    "SELECT nullif (d.place_uid, x''), p.name, p.code, coalesce (p.kind, 'shelf'),"
    " nullif (d.lot_uid, x''), l.code, l.best_before, l.recalled_at IS NOT NULL,"
    " CASE WHEN d.hold <> '' THEN d.hold WHEN p.kind IN ('transit', 'quarantine') THEN p.kind"
    "  ELSE '' END, d.quantity"
    " FROM derived_stock_key AS d LEFT JOIN location AS p ON p.uid = d.place_uid"
    " LEFT JOIN lot AS l ON l.uid = d.lot_uid WHERE d.variant_uid = ?1"
    " ORDER BY p.position, p.name, l.best_before IS NULL, l.best_before, l.code, d.hold",
    "u:place t:place_name t:place_code t:place_kind u:lot t:lot_code i:best_before b:recalled"
    " t:hold i:quantity" },
  { "orders",
    "SELECT o.uid, o.number, o.customer_name, o.state, o.placed_at, o.ship_by, o.reserved_until,"
    " d.line, nullif (d.variant_uid, ?1),"
    " CASE WHEN d.variant_uid = ?1 THEN d.quantity ELSE d.quantity * b.quantity / 1000 END"
    " FROM derived_order_promise AS d JOIN sales_order AS o ON o.uid = d.order_uid"
    " LEFT JOIN derived_bundle AS b ON b.root_uid = d.variant_uid AND b.part_uid = ?1"
    " WHERE d.variant_uid = ?1 OR d.variant_uid IN"
    "  (SELECT root_uid FROM derived_bundle WHERE part_uid = ?1 AND is_leaf = 1)"
    " ORDER BY o.placed_at, o.uid, d.line",
    "u:order t:number t:customer t:state i:placed_at i:ship_by i:reserved_until i:line u:bundle"
    " i:quantity" },
  { "purchases",
    "SELECT p.uid, p.number, p.supplier_name, p.state, p.expected_at, d.line, d.quantity"
    " FROM derived_purchase_open AS d JOIN purchase_order AS p ON p.uid = d.purchase_uid"
    " WHERE d.variant_uid = ?1 AND d.quantity > 0 ORDER BY p.expected_at, p.number, d.line",
    "u:purchase t:number t:supplier t:state i:expected_at i:line i:quantity" },
  { "parts",
    "SELECT b.part_uid, v.sku, p.title, b.quantity, k.available FROM derived_bundle AS b"
    " JOIN product_variant AS v ON v.uid = b.part_uid JOIN product AS p ON p.uid = v.product_uid"
    " JOIN derived_stock_level AS k ON k.id = v.id WHERE b.root_uid = ?1 AND b.is_leaf = 1"
    " ORDER BY p.title, v.sku",
    "u:variant t:sku t:title i:quantity i:available" },
  { "bundles",
    "SELECT b.root_uid, v.sku, p.title, b.quantity FROM derived_bundle AS b"
    " JOIN product_variant AS v ON v.uid = b.root_uid JOIN product AS p ON p.uid = v.product_uid"
    " WHERE b.part_uid = ?1 AND b.is_leaf = 1 ORDER BY p.title, v.sku",
    "u:variant t:sku t:title i:quantity" },
  { "suppliers",
    "SELECT s.supplier_uid, p.name, s.order_code, s.pack_quantity, p.lead_days"
    " FROM variant_supplier AS s JOIN supplier AS p ON p.uid = s.supplier_uid"
    " WHERE s.variant_uid = ?1 ORDER BY p.name",
    "u:supplier t:name t:order_code i:pack_quantity i:lead_days" },
  { "notices",
    "SELECT uid, opened_at, available, reorder_level, snoozed_until, closed_at FROM stock_notice"
    " WHERE variant_uid = ?1 ORDER BY opened_at DESC, uid LIMIT 10",
    "u:notice i:opened_at i:available i:reorder_level i:snoozed_until i:closed_at" },
  { "requests",
    "SELECT uid, content, value_minor, currency, author_name, made_at FROM stock_request"
    " WHERE variant_uid = ?1 AND decided_at IS NULL ORDER BY made_at, uid",
    "u:request j:content i:value_minor t:currency t:author i:made_at" },
  { "movements",
    "SELECT m.uid, m.kind, m.quantity, m.happened_at, m.recorded_at, m.booked_on, m.reason, m.note,"
    " m.hold, m.rank, p.name, l.code, m.order_uid, o.number, m.document_uid, m.count_line_uid,"
    " m.about_uid, m.cost_e4, nullif (m.currency, ''), m.station,"
    " (SELECT n.name FROM person AS n WHERE n.uid = m.author_uid)"
    " FROM stock_movement AS m LEFT JOIN location AS p ON p.uid = m.place_uid"
    " LEFT JOIN lot AS l ON l.uid = m.lot_uid LEFT JOIN sales_order AS o ON o.uid = m.order_uid"
    " WHERE m.variant_uid = ?1 ORDER BY m.happened_at DESC, m.hlc DESC, m.rank DESC,"
    " m.uid DESC LIMIT 100",
    "u:movement t:kind i:quantity i:happened_at i:recorded_at i:booked_on t:reason t:note t:hold"
    " i:rank t:place t:lot u:order t:order_number u:document u:count_line u:about i:cost_e4"
    " t:currency i:station t:author" },
};

/* Sums by kind, and what was used of late: SALE and CONSUME, less what came back. */
static const char kinds_sql[]
  = "SELECT coalesce (sum (CASE kind WHEN 'RESTOCK' THEN quantity END), 0),"
    " -coalesce (sum (CASE WHEN kind IN ('SALE', 'CONSUME', 'RETURN') THEN quantity END), 0),"
    " coalesce (sum (CASE WHEN kind NOT IN ('RESTOCK', 'SALE', 'CONSUME', 'RETURN')"
    "  THEN quantity END), 0)"
    " FROM stock_movement WHERE variant_uid = ?1";
static const char usage_sql[]
  = "SELECT -coalesce (sum (CASE WHEN happened_at >= ?2 THEN quantity END), 0),"
    " -coalesce (sum (CASE WHEN happened_at >= ?3 THEN quantity END), 0),"
    " -coalesce (sum (quantity), 0)"
    " FROM stock_movement WHERE variant_uid = ?1 AND happened_at >= ?4 AND happened_at < ?5"
    " AND kind IN ('SALE', 'CONSUME', 'RETURN')";

static KontorJson *
read_kinds (KontorDatabase *database, const KontorUid *variant, GError **error)
{
  return kontor_query_row (database,
                           kinds_sql,
                           "i:received i:used i:corrected",
                           error,
                           KONTOR_VALUES (kontor_value_uid (variant)));
}

static KontorJson *
read_usage (KontorDatabase *database, const KontorUid *variant, gint64 now, GError **error)
{
  return kontor_query_row (database,
                           usage_sql,
                           "i:days30 i:days90 i:days365",
                           error,
                           KONTOR_VALUES (kontor_value_uid (variant),
                                          kontor_value_integer (now - 30 * KONTOR_DAY),
                                          kontor_value_integer (now - 90 * KONTOR_DAY),
                                          kontor_value_integer (now - 365 * KONTOR_DAY),
                                          kontor_value_integer (now)));
}

/* How many days what is available lasts, at the rate of the last 90. */
static void
set_reach (KontorJson *item, const KontorJson *usage)
{
  gint64 available = kontor_json_get_integer (item, "available", 0);
  gint64 used = kontor_json_get_integer (usage, "days90", 0);

  if (used > 0)
    kontor_json_set_integer (item, "days_left", kontor_goods_share (MAX (available, 0), 90, used));
  else
    kontor_json_set (item, "days_left", kontor_json_new_null ());
}

/* In the measure of what is in one: received, used and remaining millilitres. */
static KontorJson *
new_content (const KontorJson *item, const KontorJson *kinds)
{
  static const char *const measures[] = { "ml", "l", "g", "kg", "m", NULL };
  static const char *const keys[] = { "received", "used", "corrected" };
  const char              *unit = kontor_json_get_string (item, "content_unit", "");
  gint64                   content = kontor_json_get_integer (item, "content", 0);
  KontorJson              *object = NULL;

  if (content == 0 && g_strv_contains (measures, kontor_json_get_string (item, "unit", "")))
    {
      unit = kontor_json_get_string (item, "unit", "");
      content = 1000;
    }
  if (content == 0)
    return kontor_json_new_null ();

  object = kontor_json_new_object ();
  kontor_json_set_string (object, "unit", unit);
  kontor_json_set_integer (object, "each", content);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    kontor_json_set_integer (
      object,
      keys[i],
      kontor_goods_share (kontor_json_get_integer (kinds, keys[i], 0), content, 1000));
  kontor_json_set_integer (
    object,
    "remaining",
    kontor_goods_share (kontor_json_get_integer (item, "on_hand", 0), content, 1000));
  return object;
}

/* Of a bundle nothing lies anywhere: so many could be put together. */
static void
set_buildable (KontorJson *item)
{
  const KontorJson *parts = kontor_json_get_array (item, "parts");
  gint64            least = G_MAXINT64;

  for (guint i = 0; i < kontor_json_length (parts); i++)
    {
      const KontorJson *part = kontor_json_at (parts, i);
      gint64            available = MAX (kontor_json_get_integer (part, "available", 0), 0);
      gint64            each = kontor_json_get_integer (part, "quantity", 1);

      least = MIN (least, available / each * 1000);
    }
  if (kontor_json_length (parts) > 0)
    kontor_json_set_integer (item, "buildable", least);
  else
    kontor_json_set (item, "buildable", kontor_json_new_null ());
}

static gboolean
set_rows (KontorJson *item, KontorDatabase *database, const KontorUid *variant, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (item_rows); i++)
    if (!kontor_query_set_rows (item,
                                item_rows[i].key,
                                database,
                                item_rows[i].sql,
                                item_rows[i].spec,
                                error,
                                KONTOR_VALUES (kontor_value_uid (variant))))
      return FALSE;
  return TRUE;
}

static gboolean
set_value (
  KontorJson *item, KontorDatabase *database, const KontorUid *variant, gint64 now, GError **error)
{
  KontorStockValueQuestion question = {
    .at = now, .known_at = G_MAXINT64, .variant = variant, .items = TRUE
  };
  g_autoptr (KontorJson) value = kontor_query_stock_value (database, &question, error);
  const KontorJson *first = NULL;

  if (value == NULL)
    return FALSE;
  first = kontor_json_at (kontor_json_get_array (value, "items"), 0);
  kontor_json_set_string (item, "currency", kontor_json_get_string (value, "currency", ""));
  kontor_json_set_integer (item, "value_minor", kontor_json_get_integer (value, "value_minor", 0));
  kontor_json_set_integer (
    item, "average_e8", first != NULL ? kontor_json_get_integer (first, "average_e8", 0) : 0);
  return TRUE;
}

/**
 * kontor_query_stock_json:
 * @database: a connection to SQLite
 * @variant: a variant
 * @now: UTC microseconds; value and usage are of that moment
 * @error: return location for an error
 *
 * Errors: %KONTOR_QUERY_ERROR_NOT_FOUND, any of #KontorDatabaseError.
 *
 * Returns: (transfer full): an item of the stock, see src/queries/README.md
 */
KontorJson *
kontor_query_stock_json (KontorDatabase  *database,
                         const KontorUid *variant,
                         gint64           now,
                         GError         **error)
{
  g_autoptr (KontorJson) item = NULL;
  g_autoptr (KontorJson) kinds = NULL;
  KontorJson *usage = NULL;

  g_return_val_if_fail (database != NULL && variant != NULL, NULL);

  item = kontor_query_row (
    database, item_sql, item_spec, error, KONTOR_VALUES (kontor_value_uid (variant)));
  if (item == NULL || !kontor_query_check_found (item, _ ("item"), error)
      || !set_rows (item, database, variant, error)
      || !set_value (item, database, variant, now, error))
    return NULL;
  kinds = read_kinds (database, variant, error);
  usage = kinds != NULL ? read_usage (database, variant, now, error) : NULL;
  if (usage == NULL)
    return NULL;

  set_reach (item, usage);
  set_buildable (item);
  kontor_json_set (item, "usage", usage);
  kontor_json_set (item, "content_sums", new_content (item, kinds));
  return g_steal_pointer (&item);
}

/**
 * kontor_query_find_variant:
 * @database: a connection
 * @name: a SKU, a barcode or a uid
 * @uid: (out): the variant
 * @error: return location for an error
 *
 * Errors: %KONTOR_QUERY_ERROR_NOT_FOUND, any of #KontorDatabaseError.
 *
 * Returns: whether it was found
 */
gboolean
kontor_query_find_variant (KontorDatabase *database,
                           const char     *name,
                           KontorUid      *uid,
                           GError        **error)
{
  g_autoptr (KontorStatement) row = NULL;
  KontorStep step = KONTOR_STEP_FAILED;

  g_return_val_if_fail (database != NULL && name != NULL && uid != NULL, FALSE);

  if (kontor_uid_parse (uid, name))
    return TRUE;
  row = kontor_database_query (
    database,
    "SELECT uid, 0 AS way, id FROM product_variant WHERE sku = ?1"
    " UNION ALL SELECT v.uid, 1, v.id FROM variant_barcode AS b JOIN product_variant AS v"
    "  ON v.uid = b.variant_uid WHERE b.code = ?1 ORDER BY 2, 3 LIMIT 1",
    error,
    KONTOR_VALUES (kontor_value_text (name)));
  if (row != NULL)
    step = kontor_statement_step (row, error);
  if (step == KONTOR_STEP_ROW)
    kontor_statement_get_uid (row, 0, uid);
  else if (step == KONTOR_STEP_DONE)
    g_set_error (error,
                 KONTOR_QUERY_ERROR,
                 KONTOR_QUERY_ERROR_NOT_FOUND,
                 _ ("nothing has the SKU or barcode “%s”"),
                 name);
  return step == KONTOR_STEP_ROW;
}
