/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-aggregate-private.h"

static KontorJson *
column_to_json (KontorStatement *statement, const KontorAggregateTable *table, int column)
{
  KontorUid uid;
  char      text[KONTOR_UID_TEXT_SIZE];

  if (kontor_statement_is_null (statement, column))
    return kontor_json_new_null ();
  if (table->types[column] == 'i')
    return kontor_json_new_integer (kontor_statement_get_integer (statement, column));
  if (table->types[column] == 't')
    return kontor_json_new_string (kontor_statement_get_text (statement, column));

  kontor_statement_get_uid (statement, column, &uid);
  return kontor_json_new_string (kontor_uid_format (&uid, text));
}

static void
append_row (KontorStatement *statement, const KontorAggregateTable *table, KontorJson *row)
{
  for (int column = 0; table->types[column] != '\0'; column++)
    kontor_json_append (row, column_to_json (statement, table, column));
}

static int
compare_values (const KontorJson *a, const KontorJson *b)
{
  gint64 first = kontor_json_integer (a);
  gint64 second = kontor_json_integer (b);

  if (kontor_json_type (a) == KONTOR_JSON_STRING && kontor_json_type (b) == KONTOR_JSON_STRING)
    return strcmp (kontor_json_string (a), kontor_json_string (b));
  return first < second ? -1 : first > second;
}

static int
compare_keys (const KontorJson *a, const KontorJson *b, guint n_keys)
{
  int order = 0;

  for (guint i = 0; i < n_keys && order == 0; i++)
    order = compare_values (kontor_json_at (a, i), kontor_json_at (b, i));
  return order;
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer n_keys)
{
  return compare_keys (
    *(const KontorJson *const *) a, *(const KontorJson *const *) b, GPOINTER_TO_UINT (n_keys));
}

/* Sorted here and not by the engines, whose collations differ. */
static void
sort_rows (GPtrArray *rows, const KontorAggregateTable *table)
{
  if (rows->len > 1)
    g_ptr_array_sort_with_data (rows, compare_rows, GUINT_TO_POINTER (table->n_keys));
}

static GPtrArray *
load_rows (KontorDatabase             *database,
           const KontorAggregateTable *table,
           const KontorUid            *uid,
           GError                    **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_json_unref);
  g_autoptr (KontorStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = kontor_database_query (database,
                                     kontor_aggregate_get_sql (table)->select,
                                     error,
                                     KONTOR_VALUES (kontor_value_uid (uid)));
  if (statement == NULL)
    return NULL;

  while (kontor_statement_step_row (statement, &failure))
    {
      KontorJson *row = kontor_json_new_array ();

      append_row (statement, table, row);
      g_ptr_array_add (rows, row);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  sort_rows (rows, table);
  return g_steal_pointer (&rows);
}

static gboolean
load_children (KontorDatabase            *database,
               const KontorAggregateType *type,
               const KontorUid           *uid,
               KontorJson                *image,
               GError                   **error)
{
  for (const KontorAggregateTable *table = type->tables + 1; table->table != NULL; table++)
    {
      g_autoptr (GPtrArray) rows = load_rows (database, table, uid, error);
      KontorJson *list = NULL;

      if (rows == NULL)
        return FALSE;
      list = kontor_json_new_array ();
      for (guint i = 0; i < rows->len; i++)
        kontor_json_append (list, kontor_json_ref (g_ptr_array_index (rows, i)));
      kontor_json_append (image, list);
    }
  return TRUE;
}

/**
 * kontor_aggregate_load:
 * @database: a connection
 * @type: a kind of aggregate
 * @uid: its uid
 * @seq: number put into the image
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: (transfer full) (nullable): its image; %NULL without @error set when there is none
 */
KontorJson *
kontor_aggregate_load (KontorDatabase            *database,
                       const KontorAggregateType *type,
                       const KontorUid           *uid,
                       gint64                     seq,
                       GError                   **error)
{
  g_autoptr (GPtrArray) roots = load_rows (database, type->tables, uid, error);
  g_autoptr (KontorJson) image = NULL;
  const KontorJson *root = NULL;

  if (roots == NULL || roots->len == 0)
    return NULL;

  root = g_ptr_array_index (roots, 0);
  image = kontor_json_new_array ();
  kontor_json_append (image, kontor_json_new_string (type->name));
  kontor_json_append (image, kontor_json_new_integer (seq));
  for (guint i = 0; i < kontor_json_length (root); i++)
    kontor_json_append (image, kontor_json_ref ((KontorJson *) kontor_json_at (root, i)));

  if (!load_children (database, type, uid, image, error))
    return NULL;
  return g_steal_pointer (&image);
}

static void
write_tombstone (const KontorAggregateType *type, const KontorUid *uid, gint64 seq, GString *out)
{
  char text[KONTOR_UID_TEXT_SIZE];

  g_string_append_printf (out,
                          "[\"-\",%" G_GINT64_FORMAT ",\"%s\",\"%s\"]",
                          seq,
                          type->name,
                          kontor_uid_format (uid, text));
}

/**
 * kontor_aggregate_write:
 * @database: a connection
 * @kind: a kind of aggregate
 * @uid: its uid
 * @seq: its number in the feed
 * @out: where the text is appended
 * @error: return location for an error
 *
 * Writes one line of the feed, without the newline: the aggregate as it is now, or its tombstone.
 * Rows of children are sorted by their keys, so that equal aggregates have equal text on every
 * engine.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it was written
 */
gboolean
kontor_aggregate_write (KontorDatabase  *database,
                        KontorKind       kind,
                        const KontorUid *uid,
                        gint64           seq,
                        GString         *out,
                        GError         **error)
{
  const KontorAggregateType *type = kontor_aggregate_type_get (kind);
  g_autoptr (KontorJson) image = NULL;
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (database != NULL && type != NULL && uid != NULL && out != NULL, FALSE);

  image = kontor_aggregate_load (database, type, uid, seq, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  if (image != NULL)
    kontor_json_append_to (image, out);
  else
    write_tombstone (type, uid, seq, out);
  return TRUE;
}

static gboolean
malformed (GError **error, const char *what)
{
  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_INVALID,
                            NULL,
                            _ ("the row of “%s” is not in the form that is known here"),
                            what);
  return FALSE;
}

/* The uid that a value of type 'u' is bound to must outlive the statement: it is kept in @uid. */
static gboolean
bind_value (const KontorJson *json, char type, KontorValue *value, KontorUid *uid)
{
  switch (kontor_json_type (json))
    {
    case KONTOR_JSON_NULL:
      *value = kontor_value_null ();
      return TRUE;
    case KONTOR_JSON_INTEGER:
      *value = kontor_value_integer (kontor_json_integer (json));
      return type == 'i';
    case KONTOR_JSON_STRING:
      if (type == 't')
        *value = kontor_value_text (kontor_json_string (json));
      else
        *value = kontor_value_uid (uid);
      return type == 't' || (type == 'u' && kontor_uid_parse (uid, kontor_json_string (json)));
    case KONTOR_JSON_BOOLEAN:
    case KONTOR_JSON_ARRAY:
    case KONTOR_JSON_OBJECT:
      break;
    }
  return FALSE;
}

/* Runs a statement on the first @n_columns of a row and, if given, the root's uid. */
static gboolean
run_with_row (KontorDatabase             *database,
              const char                 *sql,
              const KontorAggregateTable *table,
              const KontorJson           *row,
              guint                       n_columns,
              const KontorUid            *parent,
              GError                    **error)
{
  KontorValue values[KONTOR_AGGREGATE_MOST_COLUMNS];
  KontorUid   uids[KONTOR_AGGREGATE_MOST_COLUMNS];

  if (kontor_json_type (row) != KONTOR_JSON_ARRAY || kontor_json_length (row) < n_columns)
    return malformed (error, table->table);
  for (guint i = 0; i < n_columns; i++)
    if (!bind_value (kontor_json_at (row, i), table->types[i], &values[i], &uids[i]))
      return malformed (error, table->table);

  if (parent != NULL)
    values[n_columns++] = kontor_value_uid (parent);
  return kontor_database_run (database, sql, error, values, n_columns);
}

static gboolean
upsert_row (KontorDatabase             *database,
            const KontorAggregateTable *table,
            const KontorJson           *row,
            const KontorUid            *root,
            GError                    **error)
{
  return run_with_row (database,
                       kontor_aggregate_get_sql (table)->upsert,
                       table,
                       row,
                       (guint) strlen (table->types),
                       table->parent != NULL ? root : NULL,
                       error);
}

static gboolean
remove_row (KontorDatabase             *database,
            const KontorAggregateTable *table,
            const KontorJson           *row,
            const KontorUid            *root,
            GError                    **error)
{
  gboolean keyed_by_parent = table->parent != NULL && !g_str_equal (table->columns[0], "uid");

  return run_with_row (database,
                       kontor_aggregate_get_sql (table)->remove,
                       table,
                       row,
                       table->n_keys,
                       keyed_by_parent ? root : NULL,
                       error);
}

static GPtrArray *
list_rows (const KontorJson *list, const KontorAggregateTable *table)
{
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; i < kontor_json_length (list); i++)
    g_ptr_array_add (rows, (gpointer) kontor_json_at (list, i));
  sort_rows (rows, table);
  return rows;
}

static gboolean
remove_missing (KontorDatabase             *database,
                const KontorAggregateTable *table,
                GPtrArray                  *have,
                GPtrArray                  *want,
                const KontorUid            *root,
                GError                    **error)
{
  guint w = 0;

  for (guint h = 0; h < have->len; h++)
    {
      const KontorJson *row = g_ptr_array_index (have, h);

      while (w < want->len && compare_keys (g_ptr_array_index (want, w), row, table->n_keys) < 0)
        w++;
      if (w < want->len && compare_keys (g_ptr_array_index (want, w), row, table->n_keys) == 0)
        continue;
      if (!remove_row (database, table, row, root, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_changed (KontorDatabase             *database,
             const KontorAggregateTable *table,
             GPtrArray                  *have,
             GPtrArray                  *want,
             const KontorUid            *root,
             GError                    **error)
{
  guint h = 0;

  for (guint w = 0; w < want->len; w++)
    {
      const KontorJson *row = g_ptr_array_index (want, w);

      while (h < have->len && compare_keys (g_ptr_array_index (have, h), row, table->n_keys) < 0)
        h++;
      if (h < have->len && kontor_json_equal (g_ptr_array_index (have, h), row))
        continue;
      if (!upsert_row (database, table, row, root, error))
        return FALSE;
    }
  return TRUE;
}

/* Only rows that differ are written, so that an image that brings nothing new changes nothing. */
static gboolean
apply_table (KontorDatabase             *database,
             const KontorAggregateTable *table,
             const KontorJson           *list,
             const KontorUid            *root,
             gboolean                    is_new,
             GError                    **error)
{
  g_autoptr (GPtrArray) have = NULL;
  g_autoptr (GPtrArray) want = list_rows (list, table);

  have = is_new ? g_ptr_array_new () : load_rows (database, table, root, error);
  return have != NULL && remove_missing (database, table, have, want, root, error)
         && put_changed (database, table, have, want, root, error);
}

/* The scalars of an image after its seq, and where its lists of children begin. Values of columns
 * that are not known here are left out. */
static KontorJson *
take_root (const KontorJson *image, const KontorAggregateTable *table, guint *first_list)
{
  KontorJson *row = kontor_json_new_array ();
  guint       n_columns = (guint) strlen (table->types);
  guint       i = 2;

  while (i < kontor_json_length (image)
         && kontor_json_type (kontor_json_at (image, i)) != KONTOR_JSON_ARRAY)
    {
      if (i - 2 < n_columns)
        kontor_json_append (row, kontor_json_ref ((KontorJson *) kontor_json_at (image, i)));
      i++;
    }
  *first_list = i;
  return row;
}

static gboolean
apply_root (KontorDatabase            *database,
            const KontorAggregateType *type,
            const KontorJson          *row,
            const KontorUid           *uid,
            gboolean                  *is_new,
            GError                   **error)
{
  g_autoptr (GPtrArray) have = load_rows (database, type->tables, uid, error);

  if (have == NULL)
    return FALSE;
  *is_new = have->len == 0;
  if (!*is_new && kontor_json_equal (g_ptr_array_index (have, 0), row))
    return TRUE;
  return upsert_row (database, type->tables, row, uid, error);
}

static gboolean
apply_put (KontorDatabase            *database,
           const KontorAggregateType *type,
           const KontorJson          *image,
           KontorTouch               *touch,
           GError                   **error)
{
  guint    list = 0;
  gboolean is_new = FALSE;
  g_autoptr (KontorJson) row = take_root (image, type->tables, &list);
  const char *uid = kontor_json_string (kontor_json_at (row, 0));

  if (uid == NULL || !kontor_uid_parse (&touch->uid, uid))
    return malformed (error, type->name);
  if (!apply_root (database, type, row, &touch->uid, &is_new, error))
    return FALSE;

  for (const KontorAggregateTable *table = type->tables + 1; table->table != NULL; table++)
    if (!apply_table (database,
                      table,
                      list < kontor_json_length (image) ? kontor_json_at (image, list++) : NULL,
                      &touch->uid,
                      is_new,
                      error))
      return FALSE;
  return TRUE;
}

static gboolean
apply_removal (KontorDatabase            *database,
               const KontorAggregateType *type,
               const char                *uid,
               KontorTouch               *touch,
               GError                   **error)
{
  touch->deleted = TRUE;
  if (uid == NULL || !kontor_uid_parse (&touch->uid, uid))
    return malformed (error, type->name);
  return kontor_aggregate_delete (database, type->kind, &touch->uid, error);
}

/**
 * kontor_aggregate_apply:
 * @database: a connection in a transaction
 * @image: a line of the feed: an image, a tombstone ("-") or what left the scope ("~")
 * @touch: (out): the aggregate that it is about; its kind is 0 when the kind is not known here
 * @error: return location for an error
 *
 * Makes the aggregate equal to its image. Rows that are equal already are not written. Kinds and
 * trailing columns of a newer version are skipped.
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID when the line is malformed, #KontorDatabaseError.
 *
 * Returns: whether it was applied or skipped
 */
gboolean
kontor_aggregate_apply (KontorDatabase   *database,
                        const KontorJson *image,
                        KontorTouch      *touch,
                        GError          **error)
{
  const KontorAggregateType *type = NULL;
  const char                *name = NULL;
  gboolean                   is_removal = FALSE;

  g_return_val_if_fail (database != NULL && touch != NULL, FALSE);

  *touch = (KontorTouch){ 0 };
  name = kontor_json_type (image) == KONTOR_JSON_ARRAY
           ? kontor_json_string (kontor_json_at (image, 0))
           : NULL;
  is_removal = g_strcmp0 (name, "-") == 0 || g_strcmp0 (name, "~") == 0;
  if (is_removal)
    name = kontor_json_string (kontor_json_at (image, 2));
  if (name == NULL)
    return malformed (error, "?");

  type = kontor_aggregate_type_find (name);
  if (type == NULL)
    return TRUE;

  touch->kind = type->kind;
  if (is_removal)
    return apply_removal (
      database, type, kontor_json_string (kontor_json_at (image, 3)), touch, error);
  return apply_put (database, type, image, touch, error);
}

/**
 * kontor_aggregate_delete:
 * @database: a connection in a transaction
 * @kind: a kind of aggregate
 * @uid: its uid
 * @error: return location for an error
 *
 * Deletes the aggregate with its children. One that is not there is no error.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it is gone
 */
gboolean
kontor_aggregate_delete (KontorDatabase  *database,
                         KontorKind       kind,
                         const KontorUid *uid,
                         GError         **error)
{
  const KontorAggregateType *type = kontor_aggregate_type_get (kind);

  g_return_val_if_fail (database != NULL && type != NULL && uid != NULL, FALSE);

  return kontor_database_run (database,
                              kontor_aggregate_get_sql (type->tables)->remove,
                              error,
                              KONTOR_VALUES (kontor_value_uid (uid)));
}
