/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-verify.h"

#include <glib/gstdio.h>

#include "kontor-migration.h"

/* Documents of the search have ids of their own, in the order in which they were made; so what is
 * compared is whose they are. Each %s is the build. */
static const struct
{
  const char *table;
  const char *columns;
} compared[] = {
  { "derived_search_doc", "kind, uid, text" },
  { "derived_order_key",
    "id, name_key, number_tail, (SELECT d.uid FROM %s.derived_search_doc AS d WHERE d.id = doc)" },
};

static void
remove_copy (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);

      g_unlink (name);
    }
}

static gboolean
is_virtual (KontorDatabase *database, const char *table, gboolean *result, GError **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database,
    "SELECT sql LIKE 'CREATE VIRTUAL%' FROM sqlite_master WHERE type = 'table' AND name = ?1",
    error,
    KONTOR_VALUES (kontor_value_text (table)));

  if (statement == NULL || !kontor_statement_step_row (statement, error))
    return FALSE;
  *result = kontor_statement_get_integer (statement, 0) != 0;
  return TRUE;
}

static gboolean
count (KontorDatabase *database, const char *sql, gint64 *n, GError **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, sql, error, KONTOR_NO_VALUES);

  if (statement == NULL || !kontor_statement_step_row (statement, error))
    return FALSE;
  *n = kontor_statement_get_integer (statement, 0);
  return TRUE;
}

static char *
dup_columns (const char *table, const char *build)
{
  for (gsize i = 0; i < G_N_ELEMENTS (compared); i++)
    if (g_str_equal (table, compared[i].table))
      {
        g_auto (GStrv) parts = g_strsplit (compared[i].columns, "%s", -1);

        return g_strjoinv (build, parts);
      }
  return g_strdup ("*");
}

/* Rows of one build that the other does not have. */
static gboolean
count_difference (KontorDatabase *database,
                  const char     *table,
                  const char     *here,
                  const char     *there,
                  gint64         *n,
                  GError        **error)
{
  g_autofree char *columns_here = dup_columns (table, here);
  g_autofree char *columns_there = dup_columns (table, there);
  g_autofree char *sql = g_strdup_printf (
    "SELECT count (*) FROM (SELECT %s FROM %s.%s EXCEPT SELECT %s FROM %s.%s)",
    columns_here,
    here,
    table,
    columns_there,
    there,
    table);

  return count (database, sql, n, error);
}

static gboolean
compare_rows (KontorDatabase *database, const char *table, GPtrArray *findings, GError **error)
{
  gint64 extra = 0;
  gint64 missing = 0;

  if (!count_difference (database, table, "kept", "main", &extra, error)
      || !count_difference (database, table, "main", "kept", &missing, error))
    return FALSE;
  if (extra > 0 || missing > 0)
    kontor_verify_add (findings,
                       "The derived table %s has %" G_GINT64_FORMAT
                       " rows that a fresh build has not, and lacks %" G_GINT64_FORMAT ".",
                       table,
                       extra,
                       missing);
  return TRUE;
}

static gboolean
list_words (KontorDatabase *database, const char *schema, const char *table, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
    "DROP TABLE IF EXISTS temp.words_%s;"
    "CREATE VIRTUAL TABLE temp.words_%s USING fts5vocab ('%s', '%s', 'row')",
    schema,
    schema,
    schema,
    table);

  return kontor_database_execute (database, sql, error);
}

/* An index is the same when every word stands in as many documents, as often. */
static gboolean
compare_index (KontorDatabase *database, const char *table, GPtrArray *findings, GError **error)
{
  gint64 n = 0;

  if (!list_words (database, "main", table, error) || !list_words (database, "kept", table, error)
      || !count (database,
                 "SELECT count (*) FROM (SELECT * FROM (SELECT term, doc, cnt FROM temp.words_main"
                 " EXCEPT SELECT term, doc, cnt FROM temp.words_kept) UNION ALL"
                 " SELECT * FROM (SELECT term, doc, cnt FROM temp.words_kept"
                 " EXCEPT SELECT term, doc, cnt FROM temp.words_main))",
                 &n,
                 error))
    return FALSE;
  if (n > 0)
    kontor_verify_add (findings,
                       "The search index %s differs from a fresh build in %" G_GINT64_FORMAT
                       " words.",
                       table,
                       n);
  return TRUE;
}

static gboolean
compare_table (KontorDatabase *database, const char *table, GPtrArray *findings, GError **error)
{
  gboolean is_index = FALSE;

  if (!is_virtual (database, table, &is_index, error))
    return FALSE;
  return is_index ? compare_index (database, table, findings, error)
                  : compare_rows (database, table, findings, error);
}

static gboolean
compare_tables (KontorDatabase *database, GPtrArray *findings, GError **error)
{
  const char *const *tables = kontor_schema_get_derived_tables ();

  for (guint i = 0; tables[i] != NULL; i++)
    if (!compare_table (database, tables[i], findings, error))
      return FALSE;
  return TRUE;
}

static gboolean
check_index (KontorDatabase *copy, const char *table, GPtrArray *findings, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO %s (%s, rank) VALUES ('integrity-check', 1)", table, table);
  g_autoptr (GError) local_error = NULL;

  if (kontor_database_execute (copy, sql, &local_error))
    return TRUE;
  if (!g_error_matches (local_error, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_DAMAGED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  kontor_verify_add (findings, "The search index %s does not match its documents.", table);
  return TRUE;
}

/* The search indexes against their documents, before both are built anew. */
static gboolean
check_search (KontorDatabase *copy, GPtrArray *findings, GError **error)
{
  const char *const *tables = kontor_schema_get_derived_tables ();

  for (guint i = 0; tables[i] != NULL; i++)
    {
      gboolean is_index = FALSE;

      if (!is_virtual (copy, tables[i], &is_index, error)
          || (is_index && !check_index (copy, tables[i], findings, error)))
        return FALSE;
    }
  return TRUE;
}

/* The copy is built anew; the second copy, as it was kept, is attached to it. */
static gboolean
compare_builds (const char *fresh, const char *kept, GPtrArray *findings, GError **error)
{
  g_autoptr (KontorDatabase) copy = kontor_database_open (fresh, KONTOR_DATABASE_READ_WRITE, error);

  return copy != NULL && check_search (copy, findings, error)
         && kontor_migration_rebuild_derived (copy, error)
         && kontor_database_run (
           copy, "ATTACH DATABASE ?1 AS kept", error, KONTOR_VALUES (kontor_value_text (kept)))
         && compare_tables (copy, findings, error);
}

/**
 * kontor_verify_derived:
 * @database: in a snapshot
 * @folder: where two temporary copies find room
 *
 * Compares the derived tables, as triggers kept them, with a fresh build.
 */
gboolean
kontor_verify_derived (KontorDatabase *database,
                       const char     *folder,
                       GPtrArray      *findings,
                       GError        **error)
{
  g_autofree char *kept = g_strdup_printf ("%s/verify-%08x.db", folder, g_random_int ());
  g_autofree char *fresh = g_strconcat (kept, "-fresh", NULL);
  gboolean         done;

  done = kontor_database_copy_to (database, kept, error)
         && kontor_database_copy_to (database, fresh, error)
         && compare_builds (fresh, kept, findings, error);
  remove_copy (fresh);
  remove_copy (kept);
  return done;
}
