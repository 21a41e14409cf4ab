/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-goods.h"
#include "kontor-stock-margin-private.h"
#include "kontor-time.h"

/* Delivered less returned of each line, between the two moments. */
static const char base_lines[]
  = "SELECT l.variant_uid, l.quantity, l.net_minor, sum (m.quantity), 0"
    " FROM (SELECT d.order_uid, d.line, d.quantity FROM delivery AS e JOIN delivery_line AS d"
    "  ON d.order_uid = e.order_uid AND d.delivery = e.position"
    "  WHERE e.withdrawn_at IS NULL AND e.happened_at >= ?1 AND e.happened_at < ?2"
    "  UNION ALL SELECT r.order_uid, r.line, -r.quantity FROM order_return AS e"
    "  JOIN return_line AS r ON r.order_uid = e.order_uid AND r.return_position = e.position"
    "  WHERE e.happened_at >= ?1 AND e.happened_at < ?2) AS m"
    " JOIN order_line AS l ON l.order_uid = m.order_uid AND l.line = m.line"
    " JOIN sales_order AS o ON o.uid = l.order_uid"
    " WHERE l.kind = 'goods' AND l.variant_uid IS NOT NULL AND o.currency = ?3"
    " GROUP BY l.order_uid, l.line, l.variant_uid, l.quantity, l.net_minor";

/* Whole days as they were summed up, and the rows before and after them. */
#define PARTS(view, from, to)                                                                      \
  " UNION ALL SELECT variant_uid, quantity, net_minor FROM " view                                  \
  " WHERE currency = ?3 AND happened_at >= " from " AND happened_at < " to
#define FIRST_DAY "?4 * 86400000000"
#define END_DAY "?5 * 86400000000"

static const char derived_items[]
  = "SELECT variant_uid, 0, 0, sum (quantity), -coalesce (sum (net_minor), 0) FROM ("
    "SELECT variant_uid, quantity, net_minor FROM derived_delivered_day"
    " WHERE day >= ?4 AND day < ?5 AND currency = ?3" PARTS (
      "derived_delivered_out", "?1", FIRST_DAY) PARTS ("derived_delivered_out", END_DAY, "?2")
      PARTS ("derived_delivered_back", "?1", FIRST_DAY)
        PARTS ("derived_delivered_back", END_DAY, "?2") ") GROUP BY variant_uid";

/* What a line with an uneven share has beyond its even ones. */
#define PARTS_OF(view)                                                                             \
  "SELECT p.* FROM line AS n JOIN " view " AS p ON p.order_uid = n.order_uid AND p.line = n.line"  \
  " WHERE p.currency = ?3 AND p.happened_at >= ?1 AND p.happened_at < ?2"

static const char uneven_lines[]
  = "WITH line AS (SELECT DISTINCT order_uid, line FROM derived_delivered_uneven"
    " WHERE day >= ?1 / 86400000000 AND day <= ?2 / 86400000000)"
    " SELECT variant_uid, line_quantity, line_minor, sum (quantity),"
    " coalesce (sum (net_minor), 0) FROM (" PARTS_OF (
      "derived_delivered_out") " UNION ALL " PARTS_OF ("derived_delivered_back") ") GROUP BY "
                                                                                 "order_uid, line";

static KontorSold *
sold_of (KontorMargin *self, const KontorUid *variant)
{
  KontorSold *sold = g_hash_table_lookup (self->sold, variant);

  if (sold == NULL)
    {
      sold = g_new0 (KontorSold, 1);
      sold->variant = *variant;
      g_hash_table_insert (self->sold, &sold->variant, sold);
    }
  return sold;
}

/* Rows: variant, quantity and price of the line, quantity delivered, what of its share is in the
 * sums already. */
static gboolean
add_rows (KontorMargin *self, KontorStatement *row, gboolean is_counted, GError **error)
{
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      gint64      quantity = kontor_statement_get_integer (row, 3);
      KontorUid   variant;
      KontorSold *sold = NULL;

      kontor_statement_get_uid (row, 0, &variant);
      sold = sold_of (self, &variant);
      sold->quantity += is_counted ? 0 : quantity;
      sold->revenue_minor += kontor_goods_share (kontor_statement_get_integer (row, 2),
                                                 quantity,
                                                 kontor_statement_get_integer (row, 1))
                             - kontor_statement_get_integer (row, 4);
    }
  return step == KONTOR_STEP_DONE;
}

static gboolean
sum_base (KontorMargin *self, GError **error)
{
  g_autoptr (KontorStatement) rows = kontor_database_query (
    self->database,
    base_lines,
    error,
    KONTOR_VALUES (kontor_value_integer (self->from),
                   kontor_value_integer (self->to),
                   kontor_value_text (self->currency)));

  return add_rows (self, rows, FALSE, error);
}

static gboolean
sum_derived (KontorMargin *self, gint64 first, gint64 end, GError **error)
{
  g_autoptr (KontorStatement) items = kontor_database_query (
    self->database,
    derived_items,
    error,
    KONTOR_VALUES (kontor_value_integer (self->from),
                   kontor_value_integer (self->to),
                   kontor_value_text (self->currency),
                   kontor_value_integer (first),
                   kontor_value_integer (end)));
  g_autoptr (KontorStatement) lines = NULL;

  if (!add_rows (self, items, FALSE, error))
    return FALSE;
  lines = kontor_database_query (self->database,
                                 uneven_lines,
                                 error,
                                 KONTOR_VALUES (kontor_value_integer (self->from),
                                                kontor_value_integer (self->to),
                                                kontor_value_text (self->currency)));
  return add_rows (self, lines, TRUE, error);
}

/* Quantity and revenue of each variant; on SQLite out of the sums of whole days. */
gboolean
kontor_margin_sum_delivered (KontorMargin *self, GError **error)
{
  gint64 first = self->from / KONTOR_DAY + (self->from % KONTOR_DAY > 0);
  gint64 end = self->to / KONTOR_DAY;

  if (self->from < 0 || first >= end
      || kontor_database_get_engine (self->database) != KONTOR_ENGINE_SQLITE)
    return sum_base (self, error);
  return sum_derived (self, first, end, error);
}
