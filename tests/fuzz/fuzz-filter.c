/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stddef.h>
#include <stdio.h>

#include "kontor-list.h"
#include "kontor-migration.h"

static KontorDatabase *
open_database (void)
{
  g_autoptr (GError) error = NULL;
  KontorDatabase *database = kontor_database_open (":memory:", KONTOR_DATABASE_CREATE, &error);

  if (database != NULL)
    kontor_migration_run (database, &error);
  g_assert_no_error (error);
  return database;
}

/* What can be read as a filter runs. */
static void
check_runs (const KontorListQuery *query)
{
  static KontorDatabase *database;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  KontorListSummary summary = { 0 };

  if (database == NULL)
    database = open_database ();
  ids = kontor_list_query_fetch_ids (query, database, 10, &error);
  if (ids != NULL && kontor_list_query_fetch_summary (query, database, &summary, &error))
    {
      kontor_list_summary_clear (&summary);
      return;
    }
  fprintf (stderr, "%s\n", error->message);
  __builtin_trap ();
}

/* The first byte chooses the list, the rest is the filter. */
int
LLVMFuzzerTestOneInput (const unsigned char *data, size_t size)
{
  guint                        n_types = 0;
  const KontorListType *const *types = kontor_list_type_list (&n_types);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (KontorListQuery) query = NULL;
  g_autofree char      *text = size > 0 ? g_strndup ((const char *) data + 1, size - 1) : NULL;
  const KontorListType *type = NULL;
  g_auto (GStrv) words = NULL;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return 0;
  type = types[data[0] % n_types];
  query = kontor_list_query_new (
    type, text, NULL, G_GINT64_CONSTANT (1763720000000000), zone, NULL);
  if (query != NULL)
    check_runs (query);
  words = kontor_filter_complete (type, text, (guint) g_utf8_strlen (text, -1));
  return 0;
}
