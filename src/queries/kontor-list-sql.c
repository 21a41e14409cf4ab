/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-sql-private.h"

#include <string.h>

/* A subquery may name a row more than once, as an order with two lines of a product: its limit
 * leaves room for them, or what is common would seem rare. */
#define MOST_TWINS 2

static KontorListSql
new_sql (void)
{
  KontorListSql self = { g_string_new (NULL), g_array_new (FALSE, FALSE, sizeof (KontorValue)) };

  return self;
}

void
kontor_list_sql_clear (KontorListSql *self)
{
  if (self->sql != NULL)
    g_string_free (self->sql, TRUE);
  self->sql = NULL;
  g_clear_pointer (&self->values, g_array_unref);
}

KontorStatement *
kontor_list_sql_query (const KontorListSql *self, KontorDatabase *database, GError **error)
{
  return kontor_database_query (database,
                                self->sql->str,
                                error,
                                (const KontorValue *) (gpointer) self->values->data,
                                self->values->len);
}

static void
add_value (KontorListSql *self, KontorValue value)
{
  g_array_append_val (self->values, value);
  g_string_append_printf (self->sql, "?%u", self->values->len);
}

/* A plus before a column keeps SQLite from using its index. probe: limit of subqueries, 0 for none.
 */
static void
add_expression (KontorListSql          *self,
                const KontorExpression *expression,
                gboolean                plus,
                gint64                  probe)
{
  guint next = 0;

  for (const char *at = expression->sql->str; *at != '\0'; at++)
    {
      if (*at == '\1')
        add_value (self, g_array_index (expression->values, KontorValue, next++));
      else if (*at == '@')
        g_string_append (self->sql, plus ? "+" : "");
      else if (*at != '#')
        g_string_append_c (self->sql, *at);
      else if (probe > 0)
        g_string_append_printf (self->sql, " LIMIT %" G_GINT64_FORMAT, probe * MOST_TWINS);
    }
}

static gboolean
is_ordered (KontorPlan plan)
{
  return plan == KONTOR_PLAN_ORDER || plan == KONTOR_PLAN_LEAD;
}

static void
add_condition (KontorListSql         *self,
               const KontorCondition *condition,
               KontorPlan             plan,
               gboolean               leads)
{
  gboolean                by_row = is_ordered (plan) && !leads;
  const KontorExpression *expression = &condition->lead;

  if (by_row && condition->row.sql->len > 0)
    expression = &condition->row;
  g_string_append (self->sql, condition->negated ? "NOT ifnull ((" : "(");
  add_expression (self, expression, by_row || condition->negated, 0);
  g_string_append (self->sql, condition->negated ? "), 0)" : ")");
}

static gboolean
has_ids (const KontorCondition *condition)
{
  return condition->ids.sql->len > 0;
}

static void
add_where (KontorListSql *self, const KontorListQuery *query, KontorPlan plan, int lead)
{
  const char *with = " WHERE ";

  for (guint i = 0; i < query->conditions->len; i++)
    {
      const KontorCondition *condition = g_ptr_array_index (query->conditions, i);

      if (plan == KONTOR_PLAN_REST && has_ids (condition))
        continue;
      g_string_append (self->sql, with);
      add_condition (self, condition, plan, (int) i == lead);
      with = " AND ";
    }

  if (query->type->standing != NULL && !query->lifted)
    g_string_append_printf (self->sql, "%s%s", with, query->type->standing);
}

static gboolean
names (const char *sql, char table)
{
  const char needle[] = { table, '.', '\0' };

  return sql != NULL && strstr (sql, needle) != NULL;
}

/* Whether the conditions speak of a table. A false yes costs a join and nothing else. */
static gboolean
needs_table (const KontorListQuery *query, char table)
{
  if (!query->lifted && names (query->type->standing, table))
    return TRUE;

  for (guint i = 0; i < query->conditions->len; i++)
    {
      const KontorCondition *condition = g_ptr_array_index (query->conditions, i);

      if (names (condition->lead.sql->str, table) || names (condition->row.sql->str, table))
        return TRUE;
    }

  return FALSE;
}

static const char *
get_order (const KontorListQuery *query)
{
  return query->descending ? query->sort->descending : query->sort->ascending;
}

/* A plus before each term keeps SQLite from reading the whole index of the order when a condition
 * leads to few rows. */
static void
add_order (KontorListSql *self, const KontorListQuery *query, gboolean sorted)
{
  g_auto (GStrv) terms = g_strsplit (get_order (query), ", ", -1);

  g_string_append (self->sql, " ORDER BY ");
  for (gsize i = 0; terms[i] != NULL; i++)
    g_string_append_printf (self->sql, "%s%s%s", i > 0 ? ", " : "", sorted ? "+" : "", terms[i]);
}

static gboolean
serves_order (const KontorListQuery *query, int lead)
{
  const KontorCondition *condition = g_ptr_array_index (query->conditions, (guint) lead);

  return g_strcmp0 (condition->serves, query->sort->key) == 0;
}

static char
get_order_table (const KontorListQuery *query)
{
  return g_str_has_prefix (get_order (query), "k.") ? 'k' : 't';
}

/* The table whose index the condition is served by: the letter behind the first "@". */
static char
get_lead_table (const KontorListQuery *query, int lead)
{
  const KontorCondition *condition = g_ptr_array_index (query->conditions, (guint) lead);
  const char            *at = strchr (condition->lead.sql->str, '@');

  return at != NULL && at[1] == 'k' ? 'k' : 't';
}

static void
add_table (KontorListSql *self, const KontorListQuery *query, char table)
{
  const char *name = table == 'k' ? query->type->key_table : query->type->table;

  g_string_append_printf (self->sql, "%s AS %c", name, table);
}

/* CROSS JOIN fixes the order of the loops: the outer one gives the rows their order. */
static void
add_from (
  KontorListSql *self, const KontorListQuery *query, char outer, gboolean both, gboolean fixed)
{
  char inner = outer == 'k' ? 't' : 'k';

  g_string_append (self->sql, " FROM ");
  add_table (self, query, outer);
  if (!both)
    return;

  g_string_append (self->sql, fixed ? " CROSS JOIN " : " JOIN ");
  add_table (self, query, inner);
  g_string_append_printf (self->sql, " ON %c.id = %c.id", inner, outer);
}

/* Without looking at the list's own rows, which are many times larger. */
static KontorListSql
probe_ids (const KontorCondition *condition, gint64 limit)
{
  KontorListSql self = new_sql ();

  g_string_append (self.sql, "SELECT count (*) FROM (");
  add_expression (&self, &condition->ids, FALSE, 0);
  g_string_append (self.sql, " LIMIT ");
  add_value (&self, kontor_value_integer (limit));
  g_string_append_c (self.sql, ')');
  return self;
}

KontorListSql
kontor_list_sql_probe (const KontorListQuery *query, const KontorCondition *condition, gint64 limit)
{
  KontorListSql self;
  const char   *sql = condition->lead.sql->str;
  char          outer = strstr (sql, "@k.") != NULL ? 'k' : 't';
  gboolean both = names (sql, 't') && strstr (sql, "@k.") != NULL && strstr (sql, "@t.") != NULL;

  if (has_ids (condition))
    return probe_ids (condition, limit);
  self = new_sql ();
  g_string_append (self.sql, "SELECT count (*) FROM (SELECT 1");
  add_from (&self, query, outer, both, FALSE);
  g_string_append (self.sql, " WHERE ");
  add_expression (&self, &condition->lead, FALSE, limit);
  g_string_append (self.sql, " LIMIT ");
  add_value (&self, kontor_value_integer (limit));
  g_string_append_c (self.sql, ')');
  return self;
}

/* limit 0: no limit, and without the planner's freedom in order. */
KontorListSql
kontor_list_sql_ids (const KontorListQuery *query, KontorPlan plan, int lead, gint64 limit)
{
  KontorListSql self = new_sql ();
  gboolean      ordered = is_ordered (plan);
  char          order_table = ordered ? get_order_table (query) : 't';
  char          outer = plan == KONTOR_PLAN_LEAD ? get_lead_table (query, lead) : order_table;
  char          inner = outer == 'k' ? 't' : 'k';
  gboolean      both = needs_table (query, inner) || order_table == inner;

  g_string_append_printf (self.sql, "SELECT %c.id", outer);
  add_from (&self, query, outer, both && query->type->key_table != NULL, ordered);
  add_where (&self, query, plan, lead);
  if (ordered)
    add_order (&self, query, plan == KONTOR_PLAN_LEAD && !serves_order (query, lead));
  if (limit > 0)
    {
      g_string_append (self.sql, " LIMIT ");
      add_value (&self, kontor_value_integer (limit));
    }
  return self;
}

/* Every id of the table in the query's order, out of one index. */
KontorListSql
kontor_list_sql_all_ids (const KontorListQuery *query)
{
  KontorListSql self = new_sql ();
  char          outer = get_order_table (query);

  g_string_append_printf (self.sql, "SELECT %c.id", outer);
  add_from (&self, query, outer, FALSE, TRUE);
  add_order (&self, query, FALSE);
  return self;
}

KontorListSql
kontor_list_sql_summary (const KontorListQuery *query, KontorPlan plan, int lead)
{
  const KontorListType *type = query->type;
  KontorListSql         self = new_sql ();
  char                  outer = plan == KONTOR_PLAN_LEAD ? get_lead_table (query, lead) : 't';
  char                  inner = outer == 'k' ? 't' : 'k';
  gboolean              both = needs_table (query, inner) || names (type->amount, inner);

  if (type->amount != NULL)
    g_string_append_printf (self.sql,
                            "SELECT count (*), sum (%s), min (%s), max (%s)",
                            type->amount,
                            type->currency,
                            type->currency);
  else
    g_string_append (self.sql, "SELECT count (*), 0, NULL, NULL");
  add_from (&self, query, outer, both && type->key_table != NULL, plan == KONTOR_PLAN_LEAD);
  add_where (&self, query, plan, lead);
  return self;
}

/* Whether the words that are searched for are all that there is to the query. */
gboolean
kontor_list_sql_has_only_words (const KontorListQuery *query)
{
  const KontorCondition *condition = query->conditions->len == 1
                                       ? g_ptr_array_index (query->conditions, 0)
                                       : NULL;

  return condition != NULL && condition->match != NULL && !condition->negated
         && query->type == &kontor_list_orders;
}

static KontorListSql
new_word_rows (const KontorListQuery *query, const char *columns, const char *around)
{
  const KontorCondition *condition = g_ptr_array_index (query->conditions, 0);
  const char *const     *rows = kontor_list_orders_word_rows;
  KontorListSql          self = new_sql ();

  g_string_append (self.sql, around);
  for (gsize i = 0; rows[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (rows[i], "?7", 2);

      g_string_append_printf (
        self.sql, "%sSELECT %s%s", i > 0 ? " UNION ALL " : "", columns, parts[0]);
      add_value (&self, kontor_value_text (condition->match));
      g_string_append (self.sql, parts[1]);
    }
  g_string_append (self.sql, *around != '\0' ? ")" : "");
  return self;
}

/* The ids under a condition that has a statement of its own for them, in no order, and some perhaps
 * more than once; its negation is for the caller. */
KontorListSql
kontor_list_sql_condition_ids (const KontorCondition *condition)
{
  KontorListSql self = new_sql ();

  add_expression (&self, &condition->ids, FALSE, 0);
  return self;
}

/* Whether there is more to the query than conditions that have a statement of their own. */
gboolean
kontor_list_sql_has_rest (const KontorListQuery *query)
{
  for (guint i = 0; i < query->conditions->len; i++)
    if (!has_ids (g_ptr_array_index (query->conditions, i)))
      return TRUE;
  return query->type->standing != NULL && !query->lifted;
}

KontorListSql
kontor_list_sql_word_summary (const KontorListQuery *query)
{
  const KontorListType *type = query->type;
  g_autofree char      *columns = g_strdup_printf (
    "count (*) AS n, sum (%s) AS total, min (%s) AS least, max (%s) AS greatest",
    type->amount,
    type->currency,
    type->currency);

  return new_word_rows (
    query, columns, "SELECT sum (n), sum (total), min (least), max (greatest) FROM (");
}
