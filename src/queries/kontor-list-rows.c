/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-private.h"

/* So many ids a statement: always the same text, prepared once. */
#define PAGE_SIZE 128

#define N_OWN_COLUMNS 3 /* id, uid, currency */

/**
 * kontor_list_row_free:
 * @self: (transfer full) (nullable): a row
 */
void
kontor_list_row_free (KontorListRow *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->currency, g_free);
  for (guint i = 0; i < self->n_values; i++)
    g_clear_pointer (&self->values[i].text, g_free);
  g_free (self); /* one block with its values */
}

static guint
count_columns (const KontorListType *type)
{
  guint n_columns = 0;

  while (type->columns[n_columns].key != NULL)
    n_columns++;

  return n_columns;
}

static gboolean
is_text (const KontorListColumn *column)
{
  return column->type == KONTOR_COLUMN_TEXT || column->type == KONTOR_COLUMN_STATE;
}

static KontorListRow *
read_row (KontorStatement *statement, const KontorListType *type, guint n_columns)
{
  KontorListRow *row = g_malloc0 (sizeof (KontorListRow) + n_columns * sizeof (row->values[0]));

  row->id = kontor_statement_get_integer (statement, 0);
  kontor_statement_get_uid (statement, 1, &row->uid);
  row->currency = g_strdup (kontor_statement_get_text (statement, 2));
  row->n_values = n_columns;
  for (guint i = 0; i < n_columns; i++)
    {
      int column = N_OWN_COLUMNS + (int) i;

      row->values[i].is_null = kontor_statement_is_null (statement, column);
      if (row->values[i].is_null)
        continue;
      if (is_text (&type->columns[i]))
        row->values[i].text = g_strdup (kontor_statement_get_text (statement, column));
      else
        row->values[i].integer = kontor_statement_get_integer (statement, column);
    }

  return row;
}

/* The statement with \1 for each use of the query's time, which comes before the ids. */
static void
build_sql (const KontorListQuery *query, KontorExpression *expression)
{
  const KontorListType *type = query->type;
  g_autoptr (GString) sql = g_string_new ("SELECT t.id, t.uid, ");

  g_string_append (sql, type->currency);
  for (const KontorListColumn *column = type->columns; column->key != NULL; column++)
    g_string_append_printf (sql, ", %s", column->sql);
  g_string_append_printf (sql, " FROM %s AS t", type->table);
  if (type->key_table != NULL)
    g_string_append_printf (sql, " LEFT JOIN %s AS k ON k.id = t.id", type->key_table);
  g_string_append (sql, " WHERE t.id IN (");
  kontor_expression_expand_now (expression, sql->str, query->now);
}

static GString *
number_parameters (const KontorExpression *expression)
{
  GString *sql = g_string_new (NULL);
  guint    n_values = 0;

  for (const char *at = expression->sql->str; *at != '\0'; at++)
    if (*at == '\1')
      g_string_append_printf (sql, "?%u", ++n_values);
    else
      g_string_append_c (sql, *at);

  for (guint i = 0; i < PAGE_SIZE; i++)
    g_string_append_printf (sql, "%s?%u", i > 0 ? ", " : "", ++n_values);
  g_string_append_c (sql, ')');
  return sql;
}

static gboolean
read_page (const KontorListQuery *query,
           KontorDatabase        *database,
           const gint64          *ids,
           guint                  n_ids,
           GHashTable            *rows,
           GError               **error)
{
  g_auto (KontorExpression) expression = { NULL };
  g_autoptr (GString) sql = NULL;
  g_autoptr (KontorStatement) statement = NULL;
  guint      n_columns = count_columns (query->type);
  KontorStep step;

  kontor_expression_init (&expression);
  build_sql (query, &expression);
  sql = number_parameters (&expression);
  for (guint i = 0; i < PAGE_SIZE; i++)
    {
      KontorValue id = kontor_value_integer (ids[MIN (i, n_ids - 1)]);

      g_array_append_val (expression.values, id);
    }

  statement = kontor_database_query (database,
                                     sql->str,
                                     error,
                                     (const KontorValue *) (gpointer) expression.values->data,
                                     expression.values->len);
  if (statement == NULL)
    return FALSE;

  while ((step = kontor_statement_step (statement, error)) == KONTOR_STEP_ROW)
    {
      KontorListRow *row = read_row (statement, query->type, n_columns);

      g_hash_table_replace (rows, &row->id, row);
    }

  return step == KONTOR_STEP_DONE;
}

/**
 * kontor_list_query_fetch_rows:
 * @self: a query
 * @database: a connection to SQLite
 * @ids: (array length=n_ids): ids of rows
 * @n_ids: their number, at best a page of 128
 * @error: return location for an error
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full) (element-type KontorListRow): the rows in the order of @ids, those that
 * are gone left out
 */
GPtrArray *
kontor_list_query_fetch_rows (const KontorListQuery *self,
                              KontorDatabase        *database,
                              const gint64          *ids,
                              guint                  n_ids,
                              GError               **error)
{
  g_autoptr (GHashTable) found = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  g_return_val_if_fail (self != NULL && database != NULL && (ids != NULL || n_ids == 0), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  found = g_hash_table_new_full (
    g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) kontor_list_row_free);
  for (guint at = 0; at < n_ids; at += PAGE_SIZE)
    if (!read_page (self, database, ids + at, MIN (PAGE_SIZE, n_ids - at), found, error))
      return NULL;

  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_list_row_free);
  for (guint i = 0; i < n_ids; i++)
    {
      gpointer row = NULL;

      if (g_hash_table_steal_extended (found, &ids[i], NULL, &row))
        g_ptr_array_add (rows, row);
    }

  return g_steal_pointer (&rows);
}
