/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-report-private.h"
#include "kontor-stock-margin-private.h"

/* What was ordered, and what was earned with it. */

#define WEEK (7 * KONTOR_DAY)

#define BY_ITEM "SELECT variant_uid, sum (quantity), sum (net_minor) FROM ("
#define ITEMS ") AS part GROUP BY variant_uid"
#define LINES                                                                                      \
  "SELECT l.variant_uid, l.quantity, l.net_minor FROM sales_order AS o"                            \
  " JOIN order_line AS l ON l.order_uid = o.uid WHERE l.variant_uid IS NOT NULL"                   \
  " AND o.state NOT IN ('CART', 'CANCELLED') AND o.currency = ?1"

static const char base_items[] = BY_ITEM LINES " AND o.placed_at >= ?2 AND o.placed_at < ?3" ITEMS;

/* Whole weeks as they were summed up, and the rows before and after them. */
static const char derived_items[] = BY_ITEM
  "SELECT variant_uid, quantity, net_minor FROM derived_sold_week"
  " WHERE week >= ?4 AND week < ?5 AND currency = ?1"
  " UNION ALL " LINES " AND o.placed_at >= ?2 AND o.placed_at < ?4 * 604800000000"
  " UNION ALL " LINES " AND o.placed_at >= ?5 * 604800000000 AND o.placed_at < ?3" ITEMS;

static KontorStatement *
query_items (KontorReportWork *work, GError **error)
{
  gint64 first = (work->start + WEEK - 1) / WEEK;
  gint64 end = work->end / WEEK;

  if (first >= end || kontor_database_get_engine (work->database) != KONTOR_ENGINE_SQLITE)
    return kontor_database_query (work->database,
                                  base_items,
                                  error,
                                  KONTOR_VALUES (kontor_value_text (work->currency),
                                                 kontor_value_integer (work->start),
                                                 kontor_value_integer (work->end)));
  return kontor_database_query (work->database,
                                derived_items,
                                error,
                                KONTOR_VALUES (kontor_value_text (work->currency),
                                               kontor_value_integer (work->start),
                                               kontor_value_integer (work->end),
                                               kontor_value_integer (first),
                                               kontor_value_integer (end)));
}

static void
add_item (KontorReportWork *work, KontorStatement *statement)
{
  KontorJson *row = kontor_json_new_object ();
  KontorUid   variant;
  char        text[KONTOR_UID_TEXT_SIZE];

  kontor_statement_get_uid (statement, 0, &variant);
  kontor_json_set_string (row, "key", kontor_uid_format (&variant, text));
  kontor_json_set_integer (row, "quantity", kontor_statement_get_integer (statement, 1));
  kontor_json_set_integer (row, "net_minor", kontor_statement_get_integer (statement, 2));
  kontor_json_append (work->rows, row);
}

static gint64
sum_of (const KontorReportWork *work, const char *key)
{
  gint64 sum = 0;

  for (guint i = 0; i < kontor_json_length (work->rows); i++)
    sum += kontor_json_get_integer (kontor_json_at (work->rows, i), key, 0);
  return sum;
}

gboolean
kontor_report_fill_products (KontorReportWork *work, GError **error)
{
  g_autoptr (KontorStatement) row = query_items (work, error);
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    add_item (work, row);
  kontor_json_set_integer (work->total, "quantity", sum_of (work, "quantity"));
  kontor_json_set_integer (work->total, "net_minor", sum_of (work, "net_minor"));
  return step == KONTOR_STEP_DONE;
}

/* --- margin --- */

static gboolean
sum_one (KontorReportWork  *work,
         const char        *sql,
         const KontorValue *values,
         gsize              n_values,
         gint64            *sum,
         GError           **error)
{
  g_autoptr (KontorJson) row = kontor_query_row (
    work->database, sql, "i:sum", error, values, n_values);

  *sum += row != NULL ? kontor_json_get_integer (row, "sum", 0) : 0;
  return row != NULL;
}

/* Shipping, surcharges and discounts of orders that were shipped, without VAT. */
static const char base_charged[]
  = "SELECT coalesce (sum (l.net_minor), 0) FROM sales_order AS o JOIN order_line AS l"
    " ON l.order_uid = o.uid WHERE o.shipped_at >= ?1 AND o.shipped_at < ?2 AND o.currency = ?3"
    " AND o.state <> 'CANCELLED' AND l.kind IN ('shipping', 'fee', 'discount')";

/* Whole days as they were summed up, and the rows before and after them. */
static const char derived_charged[]
  = "SELECT coalesce (sum (net_minor), 0) FROM ("
    "SELECT net_minor FROM derived_charged_day WHERE day >= ?4 AND day < ?5 AND currency = ?3"
    " UNION ALL SELECT net_minor FROM derived_charged"
    " WHERE shipped_at >= ?1 AND shipped_at < ?4 * 86400000000 AND currency = ?3"
    " UNION ALL SELECT net_minor FROM derived_charged"
    " WHERE shipped_at >= ?5 * 86400000000 AND shipped_at < ?2 AND currency = ?3)";

/* Shipping that was given back, without VAT in the proportion of the order's shipping lines. */
#define SHIPPING_LINES(column)                                                                     \
  "(SELECT CAST (sum (l." column ") AS BIGINT) FROM order_line AS l"                               \
  " WHERE l.order_uid = r.order_uid AND l.kind = 'shipping')"

static const char refunded_shipping[]
  = "SELECT coalesce (-sum (shipping_minor * net_minor / gross_minor), 0) FROM"
    " (SELECT r.shipping_minor, " SHIPPING_LINES ("net_minor") " AS net_minor, " SHIPPING_LINES (
      "gross_minor") " AS gross_minor"
                     "  FROM order_refund AS r JOIN sales_order AS o ON o.uid = r.order_uid"
                     "  WHERE r.happened_at >= ?1 AND r.happened_at < ?2 AND o.currency = ?3"
                     "  AND r.shipping_minor > 0) AS s WHERE gross_minor > 0";

static const char charges_of_kind[]
  = "SELECT coalesce (sum (amount_minor), 0) FROM other_charge"
    " WHERE happened_at >= ?1 AND happened_at < ?2 AND currency = ?3 AND kind = ?4";

/* Fees that were kept back from payments. */
static const char fee_shares[]
  = "SELECT coalesce (-sum (amount_minor), 0) FROM payment_share"
    " WHERE happened_on >= ?1 AND happened_on <= ?2 AND currency = ?3 AND kind = 'fee'";

static gboolean
sum_charges (KontorReportWork *work, const char *kind, gint64 *sum, GError **error)
{
  return sum_one (work,
                  charges_of_kind,
                  KONTOR_VALUES (kontor_value_integer (work->start),
                                 kontor_value_integer (work->end),
                                 kontor_value_text (work->currency),
                                 kontor_value_text (kind)),
                  sum,
                  error);
}

static gboolean
sum_charged (KontorReportWork *work, gint64 *sum, GError **error)
{
  gint64 first = work->start / KONTOR_DAY + (work->start % KONTOR_DAY > 0);
  gint64 end = work->end / KONTOR_DAY;

  if (work->start < 0 || first >= end
      || kontor_database_get_engine (work->database) != KONTOR_ENGINE_SQLITE)
    return sum_one (work,
                    base_charged,
                    KONTOR_VALUES (kontor_value_integer (work->start),
                                   kontor_value_integer (work->end),
                                   kontor_value_text (work->currency)),
                    sum,
                    error);
  return sum_one (work,
                  derived_charged,
                  KONTOR_VALUES (kontor_value_integer (work->start),
                                 kontor_value_integer (work->end),
                                 kontor_value_text (work->currency),
                                 kontor_value_integer (first),
                                 kontor_value_integer (end)),
                  sum,
                  error);
}

static gboolean
set_extras (KontorReportWork *work, gint64 *charged, gint64 *postage, gint64 *fees, GError **error)
{
  return sum_charged (work, charged, error)
         && sum_one (work,
                     refunded_shipping,
                     KONTOR_VALUES (kontor_value_integer (work->start),
                                    kontor_value_integer (work->end),
                                    kontor_value_text (work->currency)),
                     charged,
                     error)
         && sum_charges (work, "postage", postage, error) && sum_charges (work, "fee", fees, error)
         && sum_one (work,
                     fee_shares,
                     KONTOR_VALUES (kontor_value_integer (work->from),
                                    kontor_value_integer (work->to),
                                    kontor_value_text (work->currency)),
                     fees,
                     error);
}

static gboolean
add_sold (KontorReportWork *work, GError **error)
{
  g_auto (KontorMargin) margin = { 0 };
  g_autoptr (GArray) list = NULL;

  kontor_margin_init (&margin, work->database, work->currency, work->start, work->end);
  list = kontor_margin_list (&margin, error);
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const KontorSold *sold = &g_array_index (list, KontorSold, i);
      KontorJson       *row = kontor_json_new_object ();
      char              text[KONTOR_UID_TEXT_SIZE];

      kontor_json_set_string (row, "key", kontor_uid_format (&sold->variant, text));
      kontor_sold_set_figures (sold, work->currency, row);
      kontor_json_append (work->rows, row);
    }
  return list != NULL;
}

gboolean
kontor_report_fill_margin (KontorReportWork *work, GError **error)
{
  gint64 charged = 0;
  gint64 postage = 0;
  gint64 fees = 0;
  gint64 revenue = 0;
  gint64 cost = 0;

  if (!add_sold (work, error) || !set_extras (work, &charged, &postage, &fees, error))
    return FALSE;
  revenue = sum_of (work, "revenue_minor");
  cost = sum_of (work, "cost_minor");
  kontor_json_set_integer (work->total, "quantity", sum_of (work, "quantity"));
  kontor_json_set_integer (work->total, "revenue_minor", revenue);
  kontor_json_set_integer (work->total, "cost_minor", cost);
  kontor_json_set_integer (work->total, "margin_minor", revenue - cost);
  kontor_report_set_share (work->total, "margin_bp", revenue - cost, revenue);
  kontor_json_set_integer (work->total, "charged_minor", charged);
  kontor_json_set_integer (work->total, "postage_minor", postage);
  kontor_json_set_integer (work->total, "fees_minor", fees);
  kontor_json_set_integer (work->total, "result_minor", revenue - cost + charged + postage + fees);
  return TRUE;
}
