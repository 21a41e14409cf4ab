/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-goods.h"
#include "kontor-number.h"
#include "kontor-stock-course-private.h"
#include "kontor-stock-query.h"

/* Margin of what left between two moments, less what came back: revenue of the order line without
 * tax, in proportion to what was delivered; cost at the average at which the goods left. A bundle
 * has the cost of its parts. */

/* Sums of one sold variant. */
typedef struct
{
  gint64 quantity;
  gint64 revenue_minor;
  gint64 cost_e11; /* thousandths of units times 1/100000000 */
} Sold;

typedef struct
{
  KontorDatabase *database;
  const char     *currency;
  gint64          from;
  gint64          to;
  GArray         *moved; /* (owned) of Moved: movements of the time */
  GHashTable     *costs; /* (owned): line key → gint64 * of cost_e11 */
  GHashTable     *sold;  /* (owned): KontorUid of the variant → Sold */
} Margin;

static void
margin_clear (Margin *self)
{
  g_clear_pointer (&self->moved, g_array_unref);
  g_clear_pointer (&self->costs, g_hash_table_unref);
  g_clear_pointer (&self->sold, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Margin, margin_clear)

typedef struct
{
  KontorUid order;
  gint64    line;
} LineKey;

static guint
line_key_hash (gconstpointer key)
{
  const LineKey *line = key;

  return kontor_uid_hash (&line->order) ^ (guint) line->line * 2654435761u;
}

static gboolean
line_key_equal (gconstpointer first, gconstpointer second)
{
  const LineKey *a = first;
  const LineKey *b = second;

  return a->line == b->line && kontor_uid_equal (&a->order, &b->order);
}

static void
add_cost (Margin *self, const KontorUid *order, gint64 line, gint64 cost_e11)
{
  LineKey key = { *order, line };
  gint64 *sum = g_hash_table_lookup (self->costs, &key);

  if (sum == NULL)
    {
      sum = g_new0 (gint64, 1);
      g_hash_table_insert (self->costs, g_memdup2 (&key, sizeof key), sum);
    }
  *sum += cost_e11;
}

/* What the goods of a movement cost. */
typedef struct
{
  gint64 id;
  gint64 cost_e11;
} Moved;

static void
add_moved (Margin *self, const KontorCourseRow *row, gint64 average_e8)
{
  Moved moved = { row->id, -kontor_goods_share (row->quantity, average_e8, 1) };

  g_array_append_val (self->moved, moved);
}

static int
compare_moved (gconstpointer first, gconstpointer second)
{
  const Moved *a = first;
  const Moved *b = second;

  return (a->id > b->id) - (a->id < b->id);
}

/* The walk needs every movement and no order, this only the movements of the time: so neither reads
 * rows that it has no use for. */
static gboolean
share_out (Margin *self, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    self->database,
    "SELECT id, order_uid, order_line FROM stock_movement"
    " WHERE happened_at >= ?1 AND happened_at < ?2 AND order_uid IS NOT NULL",
    error,
    KONTOR_VALUES (kontor_value_integer (self->from), kontor_value_integer (self->to)));
  KontorStep step = KONTOR_STEP_FAILED;

  g_array_sort (self->moved, compare_moved);
  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      Moved     wanted = { .id = kontor_statement_get_integer (row, 0) };
      guint     index = 0;
      KontorUid order;

      kontor_statement_get_uid (row, 1, &order);
      if (g_array_binary_search (self->moved, &wanted, compare_moved, &index))
        add_cost (self,
                  &order,
                  kontor_statement_get_integer (row, 2),
                  g_array_index (self->moved, Moved, index).cost_e11);
    }
  return step == KONTOR_STEP_DONE;
}

static gboolean
cost_rows (const KontorUid *variant, const GArray *rows, gpointer user_data, GError **error)
{
  Margin          *self = user_data;
  KontorCostCourse course = { 0 };
  gint64           catalog_e8 = 0;
  gboolean         known = FALSE;

  if (!kontor_stock_course_catalog_cost (
        self->database, variant, self->currency, &catalog_e8, &known, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const KontorCourseRow *row = &g_array_index (rows, KontorCourseRow, i);

      kontor_cost_course_add (&course, row->quantity, row->has_cost, row->cost_e4, row->is_restock);
      if (row->happened_at >= self->from && row->happened_at < self->to)
        add_moved (self, row, course.is_known ? course.average_e8 : catalog_e8);
    }
  return TRUE;
}

/* Delivered less returned of each line, between the two moments. */
static const char delivered_lines[]
  = "SELECT l.order_uid, l.line, l.variant_uid, l.quantity, l.net_minor, sum (m.quantity)"
    " FROM (SELECT d.order_uid, d.line, d.quantity FROM delivery AS e JOIN delivery_line AS d"
    "  ON d.order_uid = e.order_uid AND d.delivery = e.position"
    "  WHERE e.withdrawn_at IS NULL AND e.happened_at >= ?1 AND e.happened_at < ?2"
    "  UNION ALL SELECT r.order_uid, r.line, -r.quantity FROM order_return AS e"
    "  JOIN return_line AS r ON r.order_uid = e.order_uid AND r.return_position = e.position"
    "  WHERE e.happened_at >= ?1 AND e.happened_at < ?2) AS m"
    " JOIN order_line AS l ON l.order_uid = m.order_uid AND l.line = m.line"
    " JOIN sales_order AS o ON o.uid = l.order_uid"
    " WHERE l.kind = 'goods' AND l.variant_uid IS NOT NULL AND o.currency = ?3"
    " GROUP BY l.order_uid, l.line";

static void
add_line (Margin *self, KontorStatement *row)
{
  LineKey       key = { .line = kontor_statement_get_integer (row, 1) };
  KontorUid     variant;
  const gint64 *cost = NULL;
  Sold         *sold = NULL;
  gint64        quantity = kontor_statement_get_integer (row, 5);

  kontor_statement_get_uid (row, 0, &key.order);
  kontor_statement_get_uid (row, 2, &variant);
  sold = g_hash_table_lookup (self->sold, &variant);
  if (sold == NULL)
    {
      sold = g_new0 (Sold, 1);
      g_hash_table_insert (self->sold, g_memdup2 (&variant, sizeof variant), sold);
    }
  cost = g_hash_table_lookup (self->costs, &key);
  sold->quantity += quantity;
  sold->revenue_minor += kontor_goods_share (
    kontor_statement_get_integer (row, 4), quantity, kontor_statement_get_integer (row, 3));
  sold->cost_e11 += cost != NULL ? *cost : 0;
}

static gboolean
sum_lines (Margin *self, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    self->database,
    delivered_lines,
    error,
    KONTOR_VALUES (kontor_value_integer (self->from),
                   kontor_value_integer (self->to),
                   kontor_value_text (self->currency)));
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    add_line (self, row);
  return step == KONTOR_STEP_DONE;
}

/* Basis points, rounded half away from 0. */
static gint64
rate_of (gint64 part, gint64 whole)
{
  gint64 doubled = kontor_goods_share (part, 20000, whole);

  return (doubled + (doubled < 0 ? -1 : 1)) / 2;
}

static gboolean
append_item (
  Margin *self, KontorJson *items, const KontorUid *variant, const Sold *sold, GError **error)
{
  int    digits = (int) kontor_currency_digits (self->currency);
  gint64 cost = kontor_cost_value (1, sold->cost_e11, digits);
  gint64 margin = sold->revenue_minor - cost;
  g_autoptr (KontorJson) item = kontor_query_row (
    self->database,
    "SELECT v.uid, v.sku, p.title FROM product_variant AS v JOIN product AS p"
    " ON p.uid = v.product_uid WHERE v.uid = ?1",
    "u:variant t:sku t:title",
    error,
    KONTOR_VALUES (kontor_value_uid (variant)));

  if (item == NULL)
    return FALSE;
  if (kontor_json_type (item) == KONTOR_JSON_NULL)
    return TRUE;
  kontor_json_set_integer (item, "quantity", sold->quantity);
  kontor_json_set_integer (item, "revenue_minor", sold->revenue_minor);
  kontor_json_set_integer (item, "cost_minor", cost);
  kontor_json_set_integer (item, "margin_minor", margin);
  if (sold->revenue_minor > 0)
    kontor_json_set_integer (item, "margin_bp", rate_of (margin, sold->revenue_minor));
  else
    kontor_json_set (item, "margin_bp", kontor_json_new_null ());
  kontor_json_append (items, g_steal_pointer (&item));
  return TRUE;
}

static int
compare_uids (gconstpointer first, gconstpointer second)
{
  return kontor_uid_compare (*(const KontorUid *const *) first, *(const KontorUid *const *) second);
}

static KontorJson *
list_items (Margin *self, GError **error)
{
  guint                n_variants = 0;
  g_autofree gpointer *variants = g_hash_table_get_keys_as_array (self->sold, &n_variants);
  g_autoptr (KontorJson) items = kontor_json_new_array ();

  qsort (variants, n_variants, sizeof *variants, compare_uids);
  for (guint i = 0; i < n_variants; i++)
    if (!append_item (
          self, items, variants[i], g_hash_table_lookup (self->sold, variants[i]), error))
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
  g_auto (Margin) self = { .database = database, .from = from, .to = to };
  KontorCourseQuestion course = { .known_at = G_MAXINT64 };
  KontorJson          *items = NULL;
  KontorJson          *answer = NULL;

  g_return_val_if_fail (database != NULL, NULL);

  currency = kontor_query_setting (database, "currency", error);
  if (currency == NULL)
    return NULL;
  self.currency = course.currency = currency;
  self.moved = g_array_new (FALSE, FALSE, sizeof (Moved));
  self.costs = g_hash_table_new_full (line_key_hash, line_key_equal, g_free, g_free);
  self.sold = g_hash_table_new_full (kontor_uid_hash, kontor_uid_equal, g_free, g_free);
  if (!kontor_stock_course_walk (database, &course, cost_rows, &self, error)
      || !share_out (&self, error) || !sum_lines (&self, error))
    return NULL;
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
