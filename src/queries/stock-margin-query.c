/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-cost.h"
#include "kontor-goods.h"
#include "kontor-number.h"
#include "kontor-stock-margin-private.h"
#include "kontor-stock-query.h"

void
kontor_margin_init (
  KontorMargin *self, KontorDatabase *database, const char *currency, gint64 from, gint64 to)
{
  *self = (KontorMargin){ .database = database,
                          .currency = currency,
                          .from = from,
                          .to = to,
                          .sold = g_hash_table_new_full (
                            kontor_uid_hash, kontor_uid_equal, NULL, g_free) };
}

void
kontor_margin_clear (KontorMargin *self)
{
  g_clear_pointer (&self->sold, g_hash_table_unref);
}

static int
compare_sold (gconstpointer first, gconstpointer second)
{
  const KontorSold *a = first;
  const KontorSold *b = second;

  return kontor_uid_compare (&a->variant, &b->variant);
}

/* What was sold, in the order of the variants' uids. */
GArray *
kontor_margin_list (KontorMargin *self, GError **error)
{
  GArray        *list = NULL;
  GHashTableIter iter;
  gpointer       sold;

  if (!kontor_margin_sum_delivered (self, error) || !kontor_margin_sum_cost (self, error))
    return NULL;
  list = g_array_sized_new (FALSE, FALSE, sizeof (KontorSold), g_hash_table_size (self->sold));
  g_hash_table_iter_init (&iter, self->sold);
  while (g_hash_table_iter_next (&iter, NULL, &sold))
    g_array_append_vals (list, sold, 1);
  g_array_sort (list, compare_sold);
  return list;
}

/* Basis points, rounded half away from 0. */
static gint64
rate_of (gint64 part, gint64 whole)
{
  gint64 doubled = kontor_goods_share (part, 20000, whole);

  return (doubled + (doubled < 0 ? -1 : 1)) / 2;
}

/**
 * kontor_sold_set_figures:
 * @self: sums of a variant
 * @currency: that they are in
 * @item: where its figures are set
 */
void
kontor_sold_set_figures (const KontorSold *self, const char *currency, KontorJson *item)
{
  gint64 cost = kontor_cost_value (1, self->cost_e11, (int) kontor_currency_digits (currency));
  gint64 margin = self->revenue_minor - cost;

  kontor_json_set_integer (item, "quantity", self->quantity);
  kontor_json_set_integer (item, "revenue_minor", self->revenue_minor);
  kontor_json_set_integer (item, "cost_minor", cost);
  kontor_json_set_integer (item, "margin_minor", margin);
  if (self->revenue_minor > 0)
    kontor_json_set_integer (item, "margin_bp", rate_of (margin, self->revenue_minor));
  else
    kontor_json_set (item, "margin_bp", kontor_json_new_null ());
}

static gboolean
append_item (KontorMargin *self, KontorJson *items, const KontorSold *sold, GError **error)
{
  g_autoptr (KontorJson) item = kontor_query_row (
    self->database,
    "SELECT v.uid, v.sku, p.title FROM product_variant AS v JOIN product AS p"
    " ON p.uid = v.product_uid WHERE v.uid = ?1",
    "u:variant t:sku t:title",
    error,
    KONTOR_VALUES (kontor_value_uid (&sold->variant)));

  if (item == NULL)
    return FALSE;
  if (kontor_json_type (item) == KONTOR_JSON_NULL)
    return TRUE;
  kontor_sold_set_figures (sold, self->currency, item);
  kontor_json_append (items, g_steal_pointer (&item));
  return TRUE;
}

static KontorJson *
list_items (KontorMargin *self, GError **error)
{
  g_autoptr (GArray) list = kontor_margin_list (self, error);
  g_autoptr (KontorJson) items = kontor_json_new_array ();

  if (list == NULL)
    return NULL;
  for (guint i = 0; i < list->len; i++)
    if (!append_item (self, items, &g_array_index (list, KontorSold, i), error))
      return NULL;
  return g_steal_pointer (&items);
}

/**
 * kontor_query_stock_margin:
 * @database: a connection
 * @from: UTC microseconds, included
 * @to: UTC microseconds, not included
 * @error: return location for an error
 *
 * What was sold of each variant, net of tax and returns, in the company's currency: orders in other
 * currencies are left out.
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): "currency", "from", "to" and "items", see src/queries/README.md
 */
KontorJson *
kontor_query_stock_margin (KontorDatabase *database, gint64 from, gint64 to, GError **error)
{
  g_autofree char *currency = NULL;
  g_auto (KontorMargin) self = { 0 };
  KontorJson *items = NULL;
  KontorJson *answer = NULL;

  g_return_val_if_fail (database != NULL, NULL);

  currency = kontor_query_setting (database, "currency", error);
  if (currency == NULL)
    return NULL;
  kontor_margin_init (&self, database, currency, from, to);
  items = list_items (&self, error);
  if (items == NULL)
    return NULL;

  answer = kontor_json_new_object ();
  kontor_json_set_string (answer, "currency", currency);
  kontor_json_set_integer (answer, "from", from);
  kontor_json_set_integer (answer, "to", to);
  kontor_json_set (answer, "items", items);
  return answer;
}
