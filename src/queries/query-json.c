/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-query-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (kontor_query_error, kontor_query_error)

void
kontor_json_set_uid (KontorJson *object, const char *key, const KontorUid *uid)
{
  char text[KONTOR_UID_TEXT_SIZE];

  if (kontor_uid_is_nil (uid))
    kontor_json_set (object, key, kontor_json_new_null ());
  else
    kontor_json_set_string (object, key, kontor_uid_format (uid, text));
}

void
kontor_json_set_time (KontorJson *object, const char *key, gint64 time)
{
  kontor_json_set (
    object, key, time != 0 ? kontor_json_new_integer (time) : kontor_json_new_null ());
}

/* JSON that was stored; text that is none stays a text. */
static KontorJson *
parse_stored (const char *text)
{
  KontorJson *json = kontor_json_parse (text, -1, NULL);

  return json != NULL ? json : kontor_json_new_string (text);
}

static KontorJson *
read_value (KontorStatement *statement, int column, char type)
{
  KontorUid uid;
  char      text[KONTOR_UID_TEXT_SIZE];

  if (kontor_statement_is_null (statement, column))
    return kontor_json_new_null ();

  switch (type)
    {
    case 'u':
      kontor_statement_get_uid (statement, column, &uid);
      return kontor_json_new_string (kontor_uid_format (&uid, text));
    case 'i':
      return kontor_json_new_integer (kontor_statement_get_integer (statement, column));
    case 'b':
      return kontor_json_new_boolean (kontor_statement_get_integer (statement, column) != 0);
    case 'j':
      return parse_stored (kontor_statement_get_text (statement, column));
    default:
      g_assert (type == 't');
      return kontor_json_new_string (kontor_statement_get_text (statement, column));
    }
}

static KontorJson *
read_object (KontorStatement *statement, char **fields)
{
  KontorJson *object = kontor_json_new_object ();

  for (int i = 0; fields[i] != NULL; i++)
    kontor_json_set (object, fields[i] + 2, read_value (statement, i, fields[i][0]));

  return object;
}

KontorJson *
kontor_query_rows (KontorDatabase    *database,
                   const char        *sql,
                   const char        *spec,
                   GError           **error,
                   const KontorValue *values,
                   gsize              n_values)
{
  g_auto (GStrv) fields = g_strsplit (spec, " ", -1);
  g_autoptr (KontorJson) rows = kontor_json_new_array ();
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, sql, error, values, n_values);
  KontorStep step = KONTOR_STEP_FAILED;

  while (statement != NULL && (step = kontor_statement_step (statement, error)) == KONTOR_STEP_ROW)
    kontor_json_append (rows, read_object (statement, fields));

  return step == KONTOR_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

KontorJson *
kontor_query_row (KontorDatabase    *database,
                  const char        *sql,
                  const char        *spec,
                  GError           **error,
                  const KontorValue *values,
                  gsize              n_values)
{
  g_auto (GStrv) fields = g_strsplit (spec, " ", -1);
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, sql, error, values, n_values);
  KontorStep step = statement != NULL ? kontor_statement_step (statement, error)
                                      : KONTOR_STEP_FAILED;

  if (step == KONTOR_STEP_FAILED)
    return NULL;

  return step == KONTOR_STEP_ROW ? read_object (statement, fields) : kontor_json_new_null ();
}

KontorJson *
kontor_query_texts (KontorDatabase    *database,
                    const char        *sql,
                    GError           **error,
                    const KontorValue *values,
                    gsize              n_values)
{
  g_autoptr (KontorJson) texts = kontor_json_new_array ();
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, sql, error, values, n_values);
  KontorStep step = KONTOR_STEP_FAILED;

  while (statement != NULL && (step = kontor_statement_step (statement, error)) == KONTOR_STEP_ROW)
    kontor_json_append (texts, read_value (statement, 0, 't'));

  return step == KONTOR_STEP_DONE ? g_steal_pointer (&texts) : NULL;
}

gboolean
kontor_query_set_rows (KontorJson        *object,
                       const char        *key,
                       KontorDatabase    *database,
                       const char        *sql,
                       const char        *spec,
                       GError           **error,
                       const KontorValue *values,
                       gsize              n_values)
{
  KontorJson *rows = kontor_query_rows (database, sql, spec, error, values, n_values);

  if (rows != NULL)
    kontor_json_set (object, key, rows);
  return rows != NULL;
}

gboolean
kontor_query_check_found (KontorJson *row, const char *what, GError **error)
{
  if (row != NULL && kontor_json_type (row) == KONTOR_JSON_NULL)
    g_set_error (error,
                 KONTOR_QUERY_ERROR,
                 KONTOR_QUERY_ERROR_NOT_FOUND,
                 _ ("there is no %s with this id"),
                 what);

  return row != NULL && kontor_json_type (row) != KONTOR_JSON_NULL;
}
