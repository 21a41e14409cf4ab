/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stdio.h>
#include <unistd.h>

#include "kontor-import.h"
#include "kontor-tool.h"

static void
show_progress (double fraction, guint64 rows, gpointer user_data)
{
  if (isatty (STDERR_FILENO))
    fprintf (stderr,
             "\r%3.0f %% (%" G_GUINT64_FORMAT " rows)%s",
             fraction * 100,
             rows,
             fraction >= 1 ? "\n" : "");
}

static void
print_counts (const KontorJson *report, const char *key, const char *title)
{
  const KontorJson *counts = kontor_json_get_object (report, key);

  for (guint i = 0; counts != NULL && i < kontor_json_length (counts); i++)
    printf ("%s %s: %" G_GINT64_FORMAT "\n",
            title,
            kontor_json_key_at (counts, i),
            kontor_json_integer (kontor_json_at (counts, i)));
}

static gint64
sum_of (const KontorJson *report, const char *key)
{
  const KontorJson *counts = kontor_json_get_object (report, key);
  gint64            sum = 0;

  for (guint i = 0; counts != NULL && i < kontor_json_length (counts); i++)
    sum += kontor_json_integer (kontor_json_at (counts, i));
  return sum;
}

static void
print_report (const KontorJson *report)
{
  const KontorJson *failures = kontor_json_get_array (report, "failures");

  printf ("%" G_GINT64_FORMAT " rows read\n", kontor_json_get_integer (report, "rows", 0));
  print_counts (report, "kinds", "rows of kind");
  print_counts (report, "created", "created");
  print_counts (report, "changed", "changed");
  print_counts (report, "unchanged", "unchanged");
  for (guint i = 0; failures != NULL && i < kontor_json_length (failures); i++)
    printf ("line %" G_GINT64_FORMAT ": %s\n",
            kontor_json_get_integer (kontor_json_at (failures, i), "line", 0),
            kontor_json_get_string (kontor_json_at (failures, i), "message", ""));
  printf ("%" G_GINT64_FORMAT " changes, %" G_GINT64_FORMAT " rows failed\n",
          sum_of (report, "created") + sum_of (report, "changed"),
          kontor_json_get_integer (report, "failed", 0));
}

static gboolean
is_importer (const char *name)
{
  guint                 n_importers;
  const KontorImporter *importers = kontor_importer_list (&n_importers);

  for (guint i = 0; i < n_importers; i++)
    if (g_str_equal (importers[i].name, name))
      return TRUE;
  return FALSE;
}

static gboolean
load_mapping (const char *path, KontorJson **mapping, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  if (path == NULL)
    return TRUE;
  bytes = kontor_tool_read_input (path, error);
  if (bytes == NULL)
    return FALSE;
  *mapping = kontor_json_parse (
    g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), error);
  return *mapping != NULL;
}

static KontorToolStatus
run_import (KontorTool *self, int argc, char **argv, GError **error)
{
  KontorImportOptions options = { .progress = show_progress };
  g_autofree char    *mapping_path = NULL;
  g_autofree char    *name = NULL;
  g_autoptr (KontorJson) mapping = NULL;
  g_autoptr (KontorJson) report = NULL;
  g_autoptr (GBytes) data = NULL;
  const GOptionEntry entries[] = {
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, NULL, NULL },
    { "only-failed", 0, 0, G_OPTION_ARG_NONE, &options.only_failed, NULL, NULL },
    { "mapping", 0, 0, G_OPTION_ARG_FILENAME, &mapping_path, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 2, 2, error))
    return KONTOR_TOOL_USAGE;
  if (!is_importer (argv[1]))
    return kontor_tool_usage (error, "There is no importer “%s”", argv[1]);
  if (!load_mapping (mapping_path, &mapping, error))
    return KONTOR_TOOL_FAILED;
  data = kontor_tool_read_input (argv[2], error);
  if (data == NULL)
    return KONTOR_TOOL_FAILED;
  name = g_path_get_basename (argv[2]);
  options.file_name = name;
  options.mapping = mapping;
  report = kontor_import_run (self->replica, argv[1], data, &options, error);
  if (report == NULL)
    return KONTOR_TOOL_FAILED;
  if (self->json)
    kontor_tool_print_json (report);
  else
    print_report (report);
  return KONTOR_TOOL_DONE;
}

static KontorToolStatus
run_undo_import (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autofree char *label = NULL;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 1, 1, error))
    return KONTOR_TOOL_USAGE;
  label = kontor_import_undo (self->replica, argv[1], error);
  if (label == NULL)
    return KONTOR_TOOL_FAILED;
  puts (label);
  return KONTOR_TOOL_DONE;
}

static KontorToolStatus
run_mapping (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autoptr (GBytes) data = NULL;
  g_autoptr (KontorJson) mapping = NULL;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 1, 1, error))
    return KONTOR_TOOL_USAGE;
  data = kontor_tool_read_input (argv[1], error);
  if (data == NULL)
    return KONTOR_TOOL_FAILED;
  mapping = kontor_import_propose_mapping (self->replica, data, error);
  if (mapping == NULL)
    return KONTOR_TOOL_FAILED;
  kontor_tool_print_json (mapping);
  return KONTOR_TOOL_DONE;
}

const KontorToolCommand kontor_tool_import_commands[] = {
  { "import",
    "online-retail|shopify-products|woocommerce-products|shopify-orders|csv FILE|- [--dry-run] "
    "[--only-failed] [--mapping FILE]",
    "read a file of another program",
    TRUE,
    run_import },
  { "import-mapping",
    "FILE|-",
    "the columns of a CSV file and what they probably are",
    TRUE,
    run_mapping },
  { "undo-import", "BATCH-UID", "undo a whole import", TRUE, run_undo_import },
  { NULL },
};
