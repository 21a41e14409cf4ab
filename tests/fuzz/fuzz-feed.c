/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stddef.h>
#include <stdio.h>

#include "kontor-aggregate.h"
#include "kontor-feed-page.h"
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

/* What was applied can be written again. */
static void
check_written (KontorDatabase *database, const KontorTouch *touch)
{
  g_autoptr (GString) image = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  if (touch->kind == 0
      || kontor_aggregate_write (database, touch->kind, &touch->uid, 1, image, &error))
    return;
  fprintf (stderr, "%s\n", error->message);
  __builtin_trap ();
}

/* The page as a whole, and each of its lines as a row, for a page with a right digest is hard to
 * hit. */
int
LLVMFuzzerTestOneInput (const unsigned char *data, size_t size)
{
  static KontorDatabase *database;
  g_auto (KontorFeedAnswer) answer = { 0 };
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 32);

  kontor_feed_answer_parse (&answer, (const char *) data, size, NULL);
  if (database == NULL)
    database = open_database ();
  kontor_database_begin (database, NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (KontorJson) image = kontor_json_parse (lines[i], -1, NULL);
      KontorTouch touch;

      if (image == NULL)
        continue;
      kontor_database_savepoint (database, NULL);
      if (kontor_aggregate_apply (database, image, &touch, NULL))
        {
          check_written (database, &touch);
          kontor_database_release_savepoint (database, NULL);
        }
      else
        kontor_database_rollback_savepoint (database);
    }
  kontor_database_rollback (database);
  return 0;
}
