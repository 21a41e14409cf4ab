/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-schema-private.h"

#include <string.h>

#include "kontor-text.h"

/* Triggers before the tables that they write to, indexes of base tables, and virtual tables before
 * their shadow tables, which vanish with them. */
static const char list_objects[]
  = "SELECT type, name FROM sqlite_master"
    " WHERE name LIKE 'derived\\_%' ESCAPE '\\' AND sql IS NOT NULL"
    " ORDER BY CASE type WHEN 'trigger' THEN 0 WHEN 'view' THEN 1 WHEN 'index' THEN 2 ELSE 3 END,"
    " sql LIKE 'CREATE VIRTUAL%' DESC";

static GPtrArray *
list_drops (KontorDatabase *database, GError **error)
{
  g_autoptr (KontorStatement) statement = NULL;
  g_autoptr (GPtrArray) drops = g_ptr_array_new_with_free_func (g_free);
  KontorStep step;

  statement = kontor_database_query (database, list_objects, error, KONTOR_NO_VALUES);
  if (statement == NULL)
    return NULL;

  while ((step = kontor_statement_step (statement, error)) == KONTOR_STEP_ROW)
    g_ptr_array_add (drops,
                     g_strdup_printf ("DROP %s IF EXISTS \"%s\"",
                                      kontor_statement_get_text (statement, 0),
                                      kontor_statement_get_text (statement, 1)));

  return step == KONTOR_STEP_DONE ? g_steal_pointer (&drops) : NULL;
}

/* Forgets the derived objects and that there were any. Inside a transaction. */
gboolean
kontor_derived_drop (KontorDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) drops = list_drops (database, error);

  if (drops == NULL)
    return FALSE;

  for (guint i = 0; i < drops->len; i++)
    {
      if (!kontor_database_execute (database, drops->pdata[i], error))
        return FALSE;
    }

  return kontor_database_run (
    database, "DELETE FROM profile WHERE key = 'derived_sha256'", error, KONTOR_NO_VALUES);
}

static gboolean
store_hash (KontorDatabase *database, const char *hash, GError **error)
{
  return kontor_database_run (database,
                              "INSERT INTO profile (key, value) VALUES ('derived_sha256', ?1)",
                              error,
                              KONTOR_VALUES (kontor_value_text (hash)));
}

static gboolean
build (KontorDatabase *database, GBytes *script, const char *hash, GError **error)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (script, NULL), g_bytes_get_size (script));
  char            *fill = strstr (text, KONTOR_DERIVED_FILL_LINE);

  if (fill != NULL)
    *fill++ = '\0';

  return kontor_derived_drop (database, error) && kontor_database_execute (database, text, error)
         && (fill == NULL || kontor_database_execute (database, fill, error))
         && store_hash (database, hash, error);
}

static gboolean
build_in_transaction (KontorDatabase *database, GBytes *script, const char *hash, GError **error)
{
  if (kontor_database_in_transaction (database))
    return build (database, script, hash, error);

  if (!kontor_database_begin (database, error))
    return FALSE;

  if (build (database, script, hash, error))
    return kontor_database_commit (database, error);

  kontor_database_rollback (database);
  return FALSE;
}

static char *
dup_hash (GBytes *script)
{
  return kontor_text_sha256 (g_bytes_get_data (script, NULL), g_bytes_get_size (script));
}

/**
 * kontor_migration_rebuild_derived:
 * @database: a connection; on PostgreSQL there is nothing to do
 * @error: return location for an error
 *
 * Drops every derived table, index and trigger, and builds and fills them anew from the base
 * tables, in the open transaction or in one of its own.
 *
 * Errors: any of #KontorDatabaseError; outside a transaction everything is as it was then.
 *
 * Returns: whether they were built
 */
gboolean
kontor_migration_rebuild_derived (KontorDatabase *database, GError **error)
{
  g_autoptr (GBytes) script = NULL;
  g_autofree char *hash = NULL;

  g_return_val_if_fail (database != NULL, FALSE);

  if (kontor_database_get_engine (database) != KONTOR_ENGINE_SQLITE)
    return TRUE;

  script = kontor_schema_get_derived ();
  hash = dup_hash (script);
  if (build_in_transaction (database, script, hash, error))
    return TRUE;

  g_prefix_error (error, "can't build the derived tables: ");
  return FALSE;
}

static gboolean
is_current (KontorDatabase *database, gboolean *current, GError **error)
{
  g_autoptr (KontorStatement) statement = NULL;
  g_autoptr (GBytes) script = kontor_schema_get_derived ();
  g_autofree char *hash = dup_hash (script);

  statement = kontor_database_query (
    database,
    "SELECT count (*) FROM profile WHERE key = 'derived_sha256' AND value = ?1",
    error,
    KONTOR_VALUES (kontor_value_text (hash)));
  if (statement == NULL || !kontor_statement_step_row (statement, error))
    return FALSE;

  *current = kontor_statement_get_integer (statement, 0) > 0;
  return TRUE;
}

/* Builds the derived tables anew if this program's are not those in the database. */
gboolean
kontor_derived_refresh (KontorDatabase *database, GError **error)
{
  gboolean current = FALSE;

  if (!is_current (database, &current, error))
    return FALSE;

  return current || kontor_migration_rebuild_derived (database, error);
}
