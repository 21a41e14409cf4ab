/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stddef.h>

#include "kontor-import.h"

static KontorReplica *
new_replica (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("kontor-fuzz-XXXXXX", &error);
  g_autofree char *profile = g_build_filename (folder, "profile", NULL);
  KontorReplica   *replica = NULL;

  if (kontor_replica_create_profile (profile, "Fuzz", "DE", "EUR", NULL, &error))
    replica = kontor_replica_open (profile, &error);
  if (replica == NULL)
    g_assert_no_error (error);
  return replica;
}

/* Whatever the bytes are: a report that counts every row, or a sentence. */
int
LLVMFuzzerTestOneInput (const unsigned char *data, size_t size)
{
  static KontorReplica *replica;
  KontorImportOptions   options = { .file_name = "fuzz.csv" };
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) report = NULL;
  const KontorJson *kinds;
  gint64            sum = 0;

  if (replica == NULL)
    replica = new_replica ();
  report = kontor_import_run (replica, IMPORTER, bytes, &options, &error);
  if (report == NULL)
    return error != NULL ? 0 : (__builtin_trap (), 0);
  kinds = kontor_json_get_object (report, "kinds");
  for (guint i = 0; i < kontor_json_length (kinds); i++)
    sum += kontor_json_integer (kontor_json_at (kinds, i));
  if (sum != kontor_json_get_integer (report, "rows", -1))
    __builtin_trap ();
  return 0;
}
