/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-stock.h"

#include <glib/gi18n-lib.h>

/* Levels are sums. SQLite has them at hand in its derived tables, which triggers keep in the same
 * transaction; PostgreSQL has none and sums up. Tests hold both against each other. */

/**
 * kontor_stock_level_available:
 * @self: a level
 *
 * Returns: what can be promised, thousandths; below 0 when too much was
 */
gint64
kontor_stock_level_available (const KontorStockLevel *self)
{
  return self->on_hand - self->unavailable - self->reserved;
}

static gboolean
read_kept (KontorDatabase   *database,
           const KontorUid  *variant,
           KontorStockLevel *level,
           GError          **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT on_hand, unavailable, reserved, incoming FROM derived_stock_level"
    " WHERE variant_uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (variant)));
  KontorStep step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;

  if (step == KONTOR_STEP_ROW)
    {
      level->on_hand = kontor_statement_get_integer (row, 0);
      level->unavailable = kontor_statement_get_integer (row, 1);
      level->reserved = kontor_statement_get_integer (row, 2);
      level->incoming = kontor_statement_get_integer (row, 3);
    }
  return step != KONTOR_STEP_FAILED;
}

static gboolean
sum_movements (KontorDatabase   *database,
               const KontorUid  *variant,
               KontorStockLevel *level,
               GError          **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT CAST (coalesce (sum (m.quantity), 0) AS BIGINT),"
    " CAST (coalesce (sum (CASE WHEN m.hold <> '' OR p.kind IN ('transit', 'quarantine')"
    "  THEN m.quantity ELSE 0 END), 0) AS BIGINT)"
    " FROM stock_movement AS m LEFT JOIN location AS p ON p.uid = m.place_uid"
    " WHERE m.variant_uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (variant)));

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  level->on_hand = kontor_statement_get_integer (row, 0);
  level->unavailable = kontor_statement_get_integer (row, 1);
  return TRUE;
}

static gboolean
sum_incoming (KontorDatabase   *database,
              const KontorUid  *variant,
              KontorStockLevel *level,
              GError          **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT CAST (coalesce (sum (i.quantity), 0) AS BIGINT) FROM (SELECT l.quantity -"
    " (SELECT coalesce (sum (r.quantity), 0) FROM receipt_line AS r"
    "  WHERE r.purchase_uid = l.purchase_uid AND r.line = l.line) AS quantity"
    " FROM purchase_line AS l JOIN purchase_order AS p ON p.uid = l.purchase_uid"
    " WHERE l.variant_uid = ?1 AND p.state IN ('sent', 'part')) AS i WHERE i.quantity > 0",
    error,
    KONTOR_VALUES (kontor_value_uid (variant)));

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  level->incoming = kontor_statement_get_integer (row, 0);
  return TRUE;
}

/* What open orders promise of one variant as it was sold, and of that as many as are in it. */
static gboolean
add_promised (
  KontorDatabase *database, const KontorUid *sold, gint64 factor, gint64 *reserved, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT CAST (l.quantity - (SELECT coalesce (sum (d.quantity), 0) FROM delivery_line AS d"
    " JOIN delivery AS e ON e.order_uid = d.order_uid AND e.position = d.delivery"
    " WHERE d.order_uid = l.order_uid AND d.line = l.line AND e.withdrawn_at IS NULL) AS BIGINT)"
    " FROM order_line AS l JOIN sales_order AS o ON o.uid = l.order_uid"
    " WHERE l.variant_uid = ?1 AND l.kind = 'goods'"
    " AND (o.state IN ('PENDING_PAYMENT', 'PAID', 'PROCESSING')"
    "  OR (o.state = 'CART' AND o.reserved_until IS NOT NULL))",
    error,
    KONTOR_VALUES (kontor_value_uid (sold)));
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      gint64 open = kontor_statement_get_integer (row, 0);

      if (open > 0)
        *reserved += kontor_goods_scale (open, factor);
    }
  return step == KONTOR_STEP_DONE;
}

static GArray *
list_roots (KontorDatabase *database, const KontorUid *variant, GError **error)
{
  g_autoptr (GArray) roots = g_array_new (FALSE, TRUE, sizeof (KontorUid));
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "WITH RECURSIVE up (uid) AS (SELECT variant_uid FROM variant_part WHERE part_uid = ?1"
    " UNION SELECT p.variant_uid FROM up JOIN variant_part AS p ON p.part_uid = up.uid)"
    " SELECT uid FROM up ORDER BY uid",
    error,
    KONTOR_VALUES (kontor_value_uid (variant)));
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorUid uid;

      kontor_statement_get_uid (row, 0, &uid);
      g_array_append_val (roots, uid);
    }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&roots) : NULL;
}

/* Of one of the root, so many thousandths are the variant. */
static gboolean
add_promised_in (KontorDatabase  *database,
                 const KontorUid *root,
                 const KontorUid *variant,
                 gint64          *reserved,
                 GError         **error)
{
  g_autoptr (GArray) goods = kontor_stock_expand (database, root, 1000, NULL, error);

  if (goods == NULL)
    return FALSE;
  for (guint i = 0; i < goods->len; i++)
    {
      const KontorGoods *part = &g_array_index (goods, KontorGoods, i);

      if (kontor_uid_equal (&part->variant, variant)
          && !add_promised (database, root, part->quantity, reserved, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
sum_reserved (KontorDatabase *database, const KontorUid *variant, gint64 *reserved, GError **error)
{
  g_autoptr (GArray) roots = list_roots (database, variant, error);

  if (roots == NULL || !add_promised_in (database, variant, variant, reserved, error))
    return FALSE;
  for (guint i = 0; i < roots->len; i++)
    if (!add_promised_in (database, &g_array_index (roots, KontorUid, i), variant, reserved, error))
      return FALSE;
  return TRUE;
}

/**
 * kontor_stock_read_level:
 * @database: a connection
 * @variant: a variant
 * @level: (out): its figures over all places and lots
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it could be asked
 */
gboolean
kontor_stock_read_level (KontorDatabase   *database,
                         const KontorUid  *variant,
                         KontorStockLevel *level,
                         GError          **error)
{
  *level = (KontorStockLevel){ 0 };
  if (kontor_database_get_engine (database) == KONTOR_ENGINE_SQLITE)
    return read_kept (database, variant, level, error);

  return sum_movements (database, variant, level, error)
         && sum_incoming (database, variant, level, error)
         && sum_reserved (database, variant, &level->reserved, error);
}

/**
 * kontor_stock_dup_name:
 * @database: a connection
 * @variant: a variant
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_NOT_FOUND, #KontorDatabaseError.
 *
 * Returns: (transfer full): what people call it: its product's title, and its SKU if it has one; or
 *   %NULL with @error set
 */
char *
kontor_stock_dup_name (KontorDatabase *database, const KontorUid *variant, GError **error)
{
  g_autoptr (KontorStatement) found = NULL;
  KontorStep  step = KONTOR_STEP_FAILED;
  const char *sku = NULL;

  found = kontor_database_query (database,
                                 "SELECT p.title, v.sku FROM product_variant v JOIN product p ON "
                                 "p.uid = v.product_uid WHERE v.uid = ?1",
                                 error,
                                 KONTOR_VALUES (kontor_value_uid (variant)));
  if (found != NULL)
    step = kontor_statement_step (found, error);
  if (step == KONTOR_STEP_DONE)
    kontor_command_set_error (
      error, KONTOR_COMMAND_ERROR_NOT_FOUND, "variant", _ ("there is no such variant"));
  if (step != KONTOR_STEP_ROW)
    return NULL;

  sku = kontor_statement_get_text (found, 1);
  if (*sku == '\0')
    return g_strdup (kontor_statement_get_text (found, 0));
  return g_strdup_printf ("%s, %s", kontor_statement_get_text (found, 0), sku);
}
