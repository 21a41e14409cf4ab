/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-report-private.h"

#include <string.h>

/* What all reports have in common: two times side by side, the filter behind each figure, the age
 * of what they say. */

static const struct
{
  const char      *name;
  KontorReportFunc fill;
} fills[] = {
  { "revenue", kontor_report_fill_revenue },
  { "orders", kontor_report_fill_orders },
  { "average", kontor_report_fill_average },
  { "hours", kontor_report_fill_hours },
  { "channels", kontor_report_fill_channels },
  { "products", kontor_report_fill_products },
  { "margin", kontor_report_fill_margin },
  { "repeat", kontor_report_fill_repeat },
  { "cohorts", kontor_report_fill_cohorts },
  { "turn", kontor_report_fill_turn },
  { "dead-stock", kontor_report_fill_dead_stock },
  { "invoiced", kontor_report_fill_invoiced },
  { "income-by-rate", kontor_report_fill_income_by_rate },
  { "open-items", kontor_report_fill_open_items },
  { "cash", kontor_report_fill_cash },
};

/* --- filters that open rows --- */

static char *
dup_days (gint64 from, gint64 to)
{
  g_autofree char *first = kontor_day_format_iso (from);
  g_autofree char *last = kontor_day_format_iso (to);

  return from == to ? g_steal_pointer (&first) : g_strdup_printf ("%s..%s", first, last);
}

/* A member's text as a value of the filter language; NULL when it can't be said in it. */
static char *
dup_member (const KontorJson *row, const char *name)
{
  const KontorJson *value = kontor_json_get (row, name);
  const char       *text = NULL;

  if (value != NULL && kontor_json_type (value) == KONTOR_JSON_INTEGER)
    return g_strdup_printf ("%" G_GINT64_FORMAT, kontor_json_integer (value));
  text = kontor_json_get_string (row, name, "");
  if (*text == '\0' || g_str_has_suffix (name, "filter"))
    return *text != '\0' ? g_strdup (text) : NULL;
  if (strchr (text, '"') != NULL)
    return NULL;
  return strpbrk (text, " ,:") != NULL ? g_strdup_printf ("\"%s\"", text) : g_strdup (text);
}

static char *
dup_slot (const KontorReportWork *work, const KontorJson *row, const char *name)
{
  gint64 from = kontor_json_get_integer (row, "from", work->from);
  gint64 to = kontor_json_get_integer (row, "to", work->to);

  if (g_str_equal (name, "span"))
    return dup_days (from, to);
  if (g_str_equal (name, "before"))
    return kontor_day_format_iso (from - 1);
  if (g_str_equal (name, "period"))
    return dup_days (work->from, work->to);
  return dup_member (row, name);
}

static char *
dup_filter (const KontorReportWork *work, const KontorJson *row, const char *pattern)
{
  g_autoptr (GString) filter = g_string_new (NULL);

  for (const char *at = pattern; *at != '\0'; at++)
    {
      const char      *end = *at == '{' ? strchr (at, '}') : NULL;
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      if (end == NULL)
        {
          g_string_append_c (filter, *at);
          continue;
        }
      name = g_strndup (at + 1, (gsize) (end - at - 1));
      value = dup_slot (work, row, name);
      if (value == NULL)
        return NULL;
      g_string_append (filter, value);
      at = end;
    }
  return g_string_free (g_steal_pointer (&filter), FALSE);
}

static gboolean
has_currency (const char *list)
{
  return g_str_equal (list, "orders") || g_str_equal (list, "invoices");
}

static void
set_opens (const KontorReportWork   *work,
           const KontorReportColumn *columns,
           gboolean                  is_foreign,
           KontorJson               *row)
{
  KontorJson *opens = kontor_json_new_object ();

  for (; columns->key != NULL; columns++)
    {
      g_autofree char *filter = NULL;
      KontorJson      *target = NULL;

      if (columns->list == NULL || kontor_json_get (row, columns->key) == NULL
          || kontor_list_type_find (columns->list) == NULL)
        continue;
      filter = dup_filter (work, row, columns->filter);
      if (filter == NULL)
        continue;
      if (is_foreign && has_currency (columns->list))
        {
          char *narrow = g_strconcat (filter, " currency:", work->currency, NULL);

          g_free (filter); /* the narrower one takes its place */
          filter = narrow;
        }
      target = kontor_json_new_object ();
      kontor_json_set_string (target, "list", columns->list);
      kontor_json_set_string (target, "filter", filter);
      kontor_json_set (opens, columns->key, target);
    }
  kontor_json_set (row, "opens", opens);
}

/* --- rows in their order --- */

typedef struct
{
  KontorJson *row; /* (owned) */
  gint64      value;
} Ranked;

static int
compare_ranked (gconstpointer first, gconstpointer second)
{
  const Ranked *a = first;
  const Ranked *b = second;

  if (a->value != b->value)
    return a->value < b->value ? 1 : -1;
  return g_strcmp0 (kontor_json_get_string (a->row, "key", ""),
                    kontor_json_get_string (b->row, "key", ""));
}

static KontorJson *
share (const KontorJson *value)
{
  return kontor_json_ref ((KontorJson *) value); /* read only from here on */
}

/* The greatest first; what has no figure comes last. */
static void
rank_rows (KontorReportWork *work, guint limit)
{
  guint       n_rows = kontor_json_length (work->rows);
  const char *figure = work->type->figures[0];
  g_autoptr (GArray) ranked = g_array_sized_new (FALSE, FALSE, sizeof (Ranked), n_rows);
  KontorJson *rows = kontor_json_new_array ();

  for (guint i = 0; i < n_rows; i++)
    {
      Ranked entry = { share (kontor_json_at (work->rows, i)), 0 };

      entry.value = kontor_json_get_integer (entry.row, figure, G_MININT64);
      g_array_append_val (ranked, entry);
    }
  if (work->type->shape == KONTOR_REPORT_RANK)
    g_array_sort (ranked, compare_ranked);
  for (guint i = 0; i < n_rows; i++)
    {
      Ranked *entry = &g_array_index (ranked, Ranked, i);

      if (limit == 0 || i < limit)
        kontor_json_append (rows, entry->row);
      else
        kontor_json_unref (entry->row);
    }
  kontor_json_unref (work->rows);
  work->rows = rows;
}

/* --- names --- */

/* The item as people know it, with its options. */
static gboolean
set_item (KontorReportWork *work, KontorJson *row, GError **error)
{
  KontorUid variant;
  g_autoptr (KontorJson) names = NULL;

  if (!kontor_uid_parse (&variant, kontor_json_get_string (row, "key", "")))
    return TRUE;
  names = kontor_query_row (
    work->database,
    "SELECT v.sku, p.title || CASE v.value1 WHEN '' THEN '' ELSE ', ' || v.value1 END"
    " || CASE v.value2 WHEN '' THEN '' ELSE ', ' || v.value2 END"
    " || CASE v.value3 WHEN '' THEN '' ELSE ', ' || v.value3 END"
    " FROM product_variant AS v JOIN product AS p ON p.uid = v.product_uid WHERE v.uid = ?1",
    "t:sku t:title",
    error,
    KONTOR_VALUES (kontor_value_uid (&variant)));
  if (names == NULL)
    return FALSE;
  kontor_json_set_string (row, "sku", kontor_json_get_string (names, "sku", ""));
  kontor_json_set_string (row, "title", kontor_json_get_string (names, "title", ""));
  return TRUE;
}

static gboolean
finish_row (KontorReportWork *work, gboolean is_foreign, KontorJson *row, GError **error)
{
  if (work->type->label == KONTOR_LABEL_ITEM && !set_item (work, row, error))
    return FALSE;
  set_opens (work, work->type->columns, is_foreign, row);
  return TRUE;
}

/* Rows are ours until the answer is out: nobody else holds them yet. */
static KontorJson *
row_at (const KontorReportWork *work, guint index)
{
  return (KontorJson *) kontor_json_at (work->rows, index);
}

/* --- the time that is compared with --- */

static GHashTable *
index_rows (const KontorJson *rows)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < kontor_json_length (rows); i++)
    {
      const KontorJson *row = kontor_json_at (rows, i);
      const char       *key = kontor_json_get_string (row, "key", NULL);

      if (key != NULL)
        g_hash_table_insert (index, (gpointer) key, (gpointer) row);
    }
  return index;
}

/* Rows of time stand beside the row of the same place, others beside the row of the same thing. */
static KontorJson *
find_before (const KontorReportWork *work,
             const KontorReportWork *before,
             GHashTable             *index,
             guint                   row)
{
  const char *key = kontor_json_get_string (row_at (work, row), "key", NULL);

  if (key != NULL)
    return g_hash_table_lookup (index, key);
  return row < kontor_json_length (before->rows) ? row_at (before, row) : NULL;
}

static gboolean
set_before (KontorReportWork *work, KontorReportWork *before, gboolean is_foreign, GError **error)
{
  g_autoptr (GHashTable) index = index_rows (before->rows);

  for (guint i = 0; i < kontor_json_length (work->rows); i++)
    {
      KontorJson *other = find_before (work, before, index, i);

      if (other == NULL)
        continue;
      if (!finish_row (before, is_foreign, other, error))
        return FALSE;
      kontor_json_set (row_at (work, i), "before", share (other));
    }
  set_opens (before, before->type->headline, is_foreign, before->total);
  kontor_json_set (work->total, "before", share (before->total));
  return TRUE;
}

/* --- together --- */

static gboolean
fill (KontorReportWork *work, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fills); i++)
    if (g_str_equal (fills[i].name, work->type->name))
      return fills[i].fill (work, error);
  g_assert_not_reached ();
}

static gboolean
finish (KontorReportWork *work, gboolean is_foreign, guint limit, GError **error)
{
  rank_rows (work, limit);
  for (guint i = 0; i < kontor_json_length (work->rows); i++)
    if (!finish_row (work, is_foreign, row_at (work, i), error))
      return FALSE;
  set_opens (work, work->type->headline, is_foreign, work->total);
  return TRUE;
}

static gboolean
compare (KontorReportWork           *work,
         const KontorReportQuestion *question,
         gboolean                    is_foreign,
         KontorJson                 *answer,
         GError                    **error)
{
  g_auto (KontorReportWork) before = { 0 };
  gint64      from = question->from;
  gint64      to = question->to;
  KontorJson *span = NULL;

  kontor_json_set (answer, "compared", kontor_json_new_null ());
  if (question->compare == KONTOR_COMPARE_NOTHING || question->type->span == KONTOR_SPAN_AHEAD
      || question->type->shape == KONTOR_REPORT_GRID)
    return TRUE;
  kontor_report_compared_span (question->type, question->compare, &from, &to);
  kontor_report_work_init (&before, work->database, question, work->currency, from, to);
  if (!fill (&before, error) || !set_before (work, &before, is_foreign, error))
    return FALSE;
  span = kontor_json_new_object ();
  kontor_json_set_integer (span, "from", from);
  kontor_json_set_integer (span, "to", to);
  kontor_json_set (answer, "compared", span);
  return TRUE;
}

/* Orders that no figure in the company's currency can hold. */
static gboolean
count_foreign (KontorDatabase *database, const char *currency, gint64 *n_orders, GError **error)
{
  g_autoptr (KontorJson) row = kontor_query_row (
    database,
    kontor_database_get_engine (database) == KONTOR_ENGINE_SQLITE
      ? "SELECT coalesce (sum (orders), 0) FROM derived_order_state WHERE currency <> ?1"
        " AND state NOT IN ('CART', 'CANCELLED')"
      : "SELECT count (*) FROM sales_order WHERE currency <> ?1"
        " AND state NOT IN ('CART', 'CANCELLED')",
    "i:n",
    error,
    KONTOR_VALUES (kontor_value_text (currency)));

  *n_orders = row != NULL ? kontor_json_get_integer (row, "n", 0) : 0;
  return row != NULL;
}

static gboolean
set_age (KontorJson *answer, KontorDatabase *database, gint64 now, GError **error)
{
  g_autoptr (KontorJson) row = kontor_query_row (
    database, "SELECT at FROM audit ORDER BY id DESC LIMIT 1", "i:at", error, KONTOR_NO_VALUES);

  if (row == NULL)
    return FALSE;
  kontor_json_set_integer (answer, "as_of", now);
  kontor_json_set_time (answer, "recorded_at", kontor_json_get_integer (row, "at", 0));
  return TRUE;
}

/* Months are whole ones at their beginning, a moment is one day, and what is ahead begins today. */
static void
fit_span (KontorReportQuestion *question)
{
  gint64 today = kontor_day_from_time (question->now, question->zone);

  switch (question->type->span)
    {
    case KONTOR_SPAN_PAST:
      break;
    case KONTOR_SPAN_MONTHS:
      question->from = kontor_report_month_start (question->from);
      break;
    case KONTOR_SPAN_MOMENT:
      question->from = question->to;
      break;
    case KONTOR_SPAN_AHEAD:
      question->from = today;
      question->to = MAX (question->to, today + 6);
      break;
    }
}

static KontorJson *
new_answer (const KontorReportQuestion *question, const char *currency, gint64 n_foreign)
{
  KontorJson *answer = kontor_json_new_object ();

  kontor_json_set_string (answer, "name", question->type->name);
  kontor_json_set_string (answer, "currency", currency);
  kontor_json_set_integer (answer, "from", question->from);
  kontor_json_set_integer (answer, "to", question->to);
  kontor_json_set_integer (answer, "foreign_orders", n_foreign);
  return answer;
}

/**
 * kontor_query_report:
 * @database: a connection
 * @question: which report, over which days (the first is not after the last)
 * @error: return location for an error
 *
 * Figures over a time, in the company's currency. On SQLite sums come from derived tables, on
 * PostgreSQL from the rows themselves.
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): the report, see src/queries/README.md
 */
KontorJson *
kontor_query_report (KontorDatabase *database, const KontorReportQuestion *question, GError **error)
{
  KontorReportQuestion asked = *question;
  g_auto (KontorReportWork) work = { 0 };
  g_autofree char *currency = NULL;
  g_autoptr (KontorJson) answer = NULL;
  gint64 n_foreign = 0;

  g_return_val_if_fail (database != NULL && question != NULL, NULL);
  g_return_val_if_fail (question->from <= question->to, NULL);

  fit_span (&asked);
  currency = kontor_query_setting (database, "currency", error);
  if (currency == NULL || !count_foreign (database, currency, &n_foreign, error))
    return NULL;
  answer = new_answer (&asked, currency, n_foreign);
  kontor_report_work_init (&work, database, &asked, currency, asked.from, asked.to);
  if (!set_age (answer, database, question->now, error) || !fill (&work, error))
    return NULL;
  kontor_json_set_integer (answer, "count", kontor_json_length (work.rows));
  if (!finish (&work, n_foreign > 0, question->limit, error)
      || !compare (&work, &asked, n_foreign > 0, answer, error))
    return NULL;
  kontor_json_set (answer, "rows", g_steal_pointer (&work.rows));
  kontor_json_set (answer, "total", g_steal_pointer (&work.total));
  return g_steal_pointer (&answer);
}
