/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#include "kontor-import.h"
#include "kontor-tool.h"

/* Without separators: scripts read it. */
static char *
dup_count (gint64 count)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, count);
}

static void
show_progress (double fraction, guint64 rows, gpointer user_data)
{
  g_autofree char *count = dup_count ((gint64) rows);

  if (isatty (STDERR_FILENO))
    fprintf (
      stderr, _ ("\r%3.0f %% (%s rows)%s"), fraction * 100, count, fraction >= 1 ? "\n" : "");
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
  g_autofree char  *rows = dup_count (kontor_json_get_integer (report, "rows", 0));
  g_autofree char  *failed = dup_count (kontor_json_get_integer (report, "failed", 0));
  g_autofree char  *changes = dup_count (sum_of (report, "created") + sum_of (report, "changed"));

  printf (_ ("%s rows read\n"), rows);
  print_counts (report, "kinds", _ ("rows of kind"));
  print_counts (report, "created", _ ("created"));
  print_counts (report, "changed", _ ("changed"));
  print_counts (report, "unchanged", _ ("unchanged"));
  for (guint i = 0; failures != NULL && i < kontor_json_length (failures); i++)
    {
      const KontorJson *failure = kontor_json_at (failures, i);
      g_autofree char  *line = dup_count (kontor_json_get_integer (failure, "line", 0));

      printf (_ ("line %s: %s\n"), line, kontor_json_get_string (failure, "message", ""));
    }
  printf (_ ("%s changes, %s rows failed\n"), changes, failed);
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

static gboolean
read_separator (const char *text, char *separator, GError **error)
{
  static const struct
  {
    const char *word;
    char        separator;
  } words[] = {
    { "comma", ',' }, { "semicolon", ';' }, { "tab", '\t' }, { "bar", '|' }, { "\\t", '\t' },
  };

  if (text == NULL)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (text, words[i].word))
      {
        *separator = words[i].separator;
        return TRUE;
      }
  *separator = *text;
  if (*text != '\0' && text[1] == '\0' && g_ascii_isprint (*text) && !g_ascii_isalnum (*text)
      && *text != '"')
    return TRUE;
  kontor_tool_usage (
    error, _ ("“%s” can't separate columns; a sign can, or comma, semicolon, tab, bar"), text);
  return FALSE;
}

static gboolean
read_decimal (const char *text, const char **decimal, GError **error)
{
  if (text == NULL)
    return TRUE;
  if (g_str_equal (text, ",") || g_str_equal (text, "comma"))
    *decimal = ",";
  else if (g_str_equal (text, ".") || g_str_equal (text, "point"))
    *decimal = ".";
  else
    kontor_tool_usage (error, _ ("“%s” is no decimal sign; comma and point are"), text);
  return *decimal != NULL;
}

/* How the file is written, as typed; freed by the caller. */
typedef struct
{
  char *encoding;
  char *separator;
  char *decimal;
} Form;

static void
form_clear (Form *self)
{
  g_clear_pointer (&self->encoding, g_free);
  g_clear_pointer (&self->separator, g_free);
  g_clear_pointer (&self->decimal, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Form, form_clear)

static gboolean
read_form (const Form *typed, KontorImportForm *form, GError **error)
{
  form->encoding = typed->encoding;
  return read_separator (typed->separator, &form->separator, error)
         && read_decimal (typed->decimal, &form->decimal, error);
}

static KontorToolStatus
run_import (KontorTool *self, int argc, char **argv, GError **error)
{
  KontorImportOptions options = { .progress = show_progress };
  g_autofree char    *mapping_path = NULL;
  g_autofree char    *name = NULL;
  g_auto (Form) typed = { NULL };
  g_autoptr (KontorJson) mapping = NULL;
  g_autoptr (KontorJson) report = NULL;
  g_autoptr (GBytes) data = NULL;
  const GOptionEntry entries[] = {
    { "encoding", 0, 0, G_OPTION_ARG_STRING, &typed.encoding, NULL, NULL },
    { "separator", 0, 0, G_OPTION_ARG_STRING, &typed.separator, NULL, NULL },
    { "decimal", 0, 0, G_OPTION_ARG_STRING, &typed.decimal, NULL, NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, NULL, NULL },
    { "only-failed", 0, 0, G_OPTION_ARG_NONE, &options.only_failed, NULL, NULL },
    { "mapping", 0, 0, G_OPTION_ARG_FILENAME, &mapping_path, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 2, 2, error)
      || !read_form (&typed, &options.form, error))
    return KONTOR_TOOL_USAGE;
  if (!is_importer (argv[1]))
    return kontor_tool_usage (error, _ ("There is no importer “%s”"), argv[1]);
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
  KontorImportForm form = { 0 };
  g_auto (Form) typed = { NULL };
  g_autoptr (GBytes) data = NULL;
  g_autoptr (KontorJson) mapping = NULL;
  const GOptionEntry entries[] = {
    { "encoding", 0, 0, G_OPTION_ARG_STRING, &typed.encoding, NULL, NULL },
    { "separator", 0, 0, G_OPTION_ARG_STRING, &typed.separator, NULL, NULL },
    { "decimal", 0, 0, G_OPTION_ARG_STRING, &typed.decimal, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 1, 1, error)
      || !read_form (&typed, &form, error))
    return KONTOR_TOOL_USAGE;
  data = kontor_tool_read_input (argv[1], error);
  if (data == NULL)
    return KONTOR_TOOL_FAILED;
  mapping = kontor_import_propose_mapping (self->replica, data, &form, error);
  if (mapping == NULL)
    return KONTOR_TOOL_FAILED;
  kontor_tool_print_json (mapping);
  return KONTOR_TOOL_DONE;
}

const KontorToolCommand kontor_tool_import_commands[] = {
  { "import",
    "online-retail|shopify-products|woocommerce-products|shopify-orders|csv FILE|- [--dry-run] "
    "[--only-failed] [--mapping FILE] [--encoding NAME] [--separator SIGN] [--decimal SIGN]",
    N_ ("read a file of another program"),
    TRUE,
    run_import },
  { "import-mapping",
    "FILE|- [--encoding NAME] [--separator SIGN] [--decimal SIGN]",
    N_ ("the columns of a CSV file and what they probably are"),
    TRUE,
    run_mapping },
  { "undo-import", "BATCH-UID", N_ ("undo a whole import"), TRUE, run_undo_import },
  { NULL },
};
