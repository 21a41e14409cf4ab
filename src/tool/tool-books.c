/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "kontor-books-export.h"
#include "kontor-books-query.h"
#include "kontor-number.h"
#include "kontor-time.h"
#include "kontor-tool.h"

/* What the tax adviser and the tax office get. */

typedef struct
{
  gint64   from;
  gint64   to;
  char    *out; /* (owned) (nullable) */
  gboolean without_pictures;
} Books;

static void
books_clear (Books *self)
{
  g_clear_pointer (&self->out, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Books, books_clear)

/* --- the period --- */

static gint64
first_of (int year, int month)
{
  g_autoptr (GDateTime) date = g_date_time_new_utc (
    year + (month - 1) / 12, (month - 1) % 12 + 1, 1, 0, 0, 0);

  return g_date_time_to_unix (date) / 86400;
}

/* "2026", "2026-Q3" or "2026-10". */
static gboolean
parse_period (Books *self, const char *text, GError **error)
{
  gint64           part = 1;
  int              length = 12;
  int              year = 0;
  g_autofree char *head = g_strndup (text, 4);

  if (g_regex_match_simple ("^[12][0-9]{3}-Q[1-4]$", text, 0, 0))
    {
      part = (text[6] - '1') * 3 + 1;
      length = 3;
    }
  else if (g_regex_match_simple ("^[12][0-9]{3}-(0[1-9]|1[0-2])$", text, 0, 0))
    {
      part = g_ascii_strtoll (text + 5, NULL, 10);
      length = 1;
    }
  else if (!g_regex_match_simple ("^[12][0-9]{3}$", text, 0, 0))
    {
      kontor_tool_usage (error, "“%s” is no period: 2026, 2026-Q3 or 2026-10", text);
      return FALSE;
    }
  year = (int) g_ascii_strtoll (head, NULL, 10);
  self->from = first_of (year, (int) part);
  self->to = first_of (year, (int) part + length) - 1;
  return TRUE;
}

static gboolean
parse (Books *self, int argc, char **argv, GError **error)
{
  g_autofree char   *period = NULL;
  const GOptionEntry entries[] = {
    { "period", 0, 0, G_OPTION_ARG_STRING, &period, NULL, NULL },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &self->out, NULL, NULL },
    { "without-pictures", 0, 0, G_OPTION_ARG_NONE, &self->without_pictures, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 0, 0, error))
    return FALSE;
  if (period == NULL)
    {
      kontor_tool_usage (error, "Which period: --period 2026-10");
      return FALSE;
    }
  return parse_period (self, period, error);
}

static gboolean
needs_out (const Books *self, GError **error)
{
  if (self->out == NULL)
    kontor_tool_usage (error, "Where to: --out FOLDER");
  return self->out != NULL;
}

/* --- files --- */

typedef KontorJson *(*ExportFunc) (KontorReplica *, const KontorBooksJob *, GError **);

static void
print_result (KontorTool *self, const KontorJson *result)
{
  const KontorJson *files = kontor_json_get_array (result, "files");
  const KontorJson *missing = kontor_json_get_array (result, "missing");

  if (self->json)
    {
      kontor_tool_print_json (result);
      return;
    }
  for (guint i = 0; files != NULL && i < kontor_json_length (files); i++)
    {
      const KontorJson *file = kontor_json_at (files, i);

      printf ("%s/%s  %s\n",
              kontor_json_get_string (result, "folder", ""),
              kontor_json_get_string (file, "name", ""),
              kontor_json_get_string (file, "sha256", ""));
    }
  if (kontor_json_get_boolean (result, "repeats", FALSE))
    printf ("This period was exported before: the files say so.\n");
  if (missing != NULL && kontor_json_length (missing) > 0)
    printf ("%u pictures are not on this station.\n", kontor_json_length (missing));
}

static KontorToolStatus
finish (KontorTool *self, KontorJson *result)
{
  g_autoptr (KontorJson) owned = result;

  if (owned == NULL)
    return KONTOR_TOOL_FAILED;
  print_result (self, owned);
  return KONTOR_TOOL_DONE;
}

/* One file a month. */
static KontorToolStatus
run_datev (KontorTool *self, int argc, char **argv, GError **error)
{
  g_auto (Books) books = { 0 };
  KontorToolStatus status = KONTOR_TOOL_DONE;

  if (!parse (&books, argc, argv, error) || !needs_out (&books, error))
    return KONTOR_TOOL_USAGE;
  for (gint64 day = books.from; day <= books.to && status == KONTOR_TOOL_DONE;)
    {
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (day * 86400);
      gint64 next = first_of (g_date_time_get_year (date), g_date_time_get_month (date) + 1);
      const KontorBooksJob job = {
        .from = day, .to = next - 1, .folder = books.out, .pictures = !books.without_pictures
      };

      status = finish (self, kontor_books_export_datev (self->replica, &job, error));
      day = next;
    }
  return status;
}

static KontorToolStatus
run_whole (KontorTool *self, int argc, char **argv, ExportFunc func, GError **error)
{
  g_auto (Books) books = { 0 };
  KontorBooksJob job = { 0 };

  if (!parse (&books, argc, argv, error) || !needs_out (&books, error))
    return KONTOR_TOOL_USAGE;
  job = (KontorBooksJob){ .from = books.from, .to = books.to, .folder = books.out };
  return finish (self, func (self->replica, &job, error));
}

static KontorToolStatus
run_z3 (KontorTool *self, int argc, char **argv, GError **error)
{
  return run_whole (self, argc, argv, kontor_books_export_z3, error);
}

static KontorToolStatus
run_procedure (KontorTool *self, int argc, char **argv, GError **error)
{
  return run_whole (self, argc, argv, kontor_books_export_procedure, error);
}

/* --- figures --- */

typedef KontorJson *(*AskFunc) (KontorDatabase *, gint64, gint64, GError **);

typedef struct
{
  AskFunc      ask;
  const Books *books;
} Question;

static gpointer
ask_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  const Question *question = data;

  return question->ask (database, question->books->from, question->books->to, error);
}

static char *
dup_value (const KontorJson *row, const char *key)
{
  const KontorJson *value = kontor_json_get (row, key);

  if (value == NULL || kontor_json_type (value) != KONTOR_JSON_INTEGER)
    return g_strdup (kontor_json_get_string (row, key, ""));
  if (g_str_has_suffix (key, "_minor") || g_str_has_suffix (key, "_bp"))
    return kontor_decimal_format (kontor_json_integer (value), 2, 2, &kontor_number_style_plain);
  return g_strdup_printf ("%" G_GINT64_FORMAT, kontor_json_integer (value));
}

/* Rows as a table, then what stands beside them. */
static void
print_figures (const KontorJson *answer, const char *rows_key)
{
  const KontorJson *rows = kontor_json_get_array (answer, rows_key);

  for (guint i = 0; rows != NULL && i < kontor_json_length (rows); i++)
    {
      const KontorJson *row = kontor_json_at (rows, i);

      for (guint k = 0; k < kontor_json_length (row); k++)
        {
          g_autofree char *value = dup_value (row, kontor_json_key_at (row, k));

          printf ("%s%s", k > 0 ? "\t" : "", value);
        }
      putchar ('\n');
    }
  for (guint k = 0; k < kontor_json_length (answer); k++)
    if (g_str_has_suffix (kontor_json_key_at (answer, k), "_minor"))
      {
        g_autofree char *value = dup_value (answer, kontor_json_key_at (answer, k));

        printf ("%s %s\n", kontor_json_key_at (answer, k), value);
      }
}

static KontorToolStatus
run_figures (KontorTool *self, int argc, char **argv, const char *kind, AskFunc ask, GError **error)
{
  g_auto (Books) books = { 0 };
  Question question = { .ask = ask, .books = &books };
  g_autoptr (KontorJson) answer = NULL;

  if (!parse (&books, argc, argv, error))
    return KONTOR_TOOL_USAGE;
  if (books.out != NULL)
    {
      const KontorBooksJob job = { .from = books.from, .to = books.to, .folder = books.out };

      return finish (self, kontor_books_export_figures (self->replica, &job, kind, error));
    }
  answer = kontor_replica_read (self->replica, ask_in_reader, &question, error);
  if (answer == NULL)
    return KONTOR_TOOL_FAILED;
  if (self->json)
    kontor_tool_print_json (answer);
  else
    print_figures (answer, g_str_equal (kind, "vat") ? "lines" : "rows");
  return KONTOR_TOOL_DONE;
}

static KontorToolStatus
run_vat (KontorTool *self, int argc, char **argv, GError **error)
{
  return run_figures (self, argc, argv, "vat", kontor_query_vat, error);
}

static KontorToolStatus
run_ec_list (KontorTool *self, int argc, char **argv, GError **error)
{
  return run_figures (self, argc, argv, "ec-list", kontor_query_ec_list, error);
}

static KontorToolStatus
run_oss (KontorTool *self, int argc, char **argv, GError **error)
{
  return run_figures (self, argc, argv, "oss", kontor_query_oss, error);
}

/* --- the month --- */

static KontorToolStatus
run_month (KontorTool *self, int argc, char **argv, GError **error)
{
  g_auto (Books) books = { 0 };
  Question question = { .ask = kontor_query_month, .books = &books };
  g_autoptr (KontorJson) month = NULL;
  const KontorJson *items = NULL;

  if (!parse (&books, argc, argv, error))
    return KONTOR_TOOL_USAGE;
  month = kontor_replica_read (self->replica, ask_in_reader, &question, error);
  if (month == NULL)
    return KONTOR_TOOL_FAILED;
  if (self->json)
    {
      kontor_tool_print_json (month);
      return KONTOR_TOOL_DONE;
    }
  items = kontor_json_get_array (month, "items");
  for (guint i = 0; i < kontor_json_length (items); i++)
    {
      const KontorJson *item = kontor_json_at (items, i);

      printf ("%-10s %" G_GINT64_FORMAT "%s\n",
              kontor_json_get_string (item, "key", ""),
              kontor_json_get_integer (item, "count", 0),
              kontor_json_get_integer (item, "count", 0) > 0
                  && kontor_json_get_boolean (item, "blocks", FALSE)
                ? "  open"
                : "");
    }
  puts (kontor_json_get_boolean (month, "closed", FALSE) ? "closed" : "not closed");
  return KONTOR_TOOL_DONE;
}

/* Everything up to the end of the period; or open again from its first day on. */
static KontorToolStatus
run_period (KontorTool *self, int argc, char **argv, gboolean closes, GError **error)
{
  g_auto (Books) books = { 0 };
  g_autofree char *day = NULL;
  KontorJson      *params = NULL;
  g_autoptr (KontorJson) result = NULL;

  if (!parse (&books, argc, argv, error))
    return KONTOR_TOOL_USAGE;
  day = kontor_day_format_iso (closes ? books.to + 1 : books.from);
  params = kontor_json_new_object ();
  kontor_json_set_string (params, "until", day);
  result = kontor_replica_run (
    self->replica, closes ? "period.close" : "period.open", params, NULL, error);
  if (result == NULL)
    return KONTOR_TOOL_FAILED;
  if (self->json)
    kontor_tool_print_json (result);
  return KONTOR_TOOL_DONE;
}

static KontorToolStatus
run_close (KontorTool *self, int argc, char **argv, GError **error)
{
  return run_period (self, argc, argv, TRUE, error);
}

static KontorToolStatus
run_open (KontorTool *self, int argc, char **argv, GError **error)
{
  return run_period (self, argc, argv, FALSE, error);
}

static gpointer
read_exports (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_books_exports (database, 1000, error);
}

static KontorToolStatus
run_exports (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autoptr (KontorJson) rows = NULL;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 0, 0, error))
    return KONTOR_TOOL_USAGE;
  rows = kontor_replica_read (self->replica, read_exports, NULL, error);
  if (rows == NULL)
    return KONTOR_TOOL_FAILED;
  if (self->json)
    {
      kontor_tool_print_json (rows);
      return KONTOR_TOOL_DONE;
    }
  for (guint i = 0; i < kontor_json_length (rows); i++)
    {
      const KontorJson *row = kontor_json_at (rows, i);
      g_autofree char  *made = kontor_time_format_iso (kontor_json_get_integer (row, "made_at", 0));

      printf ("%s  %-9s  %s  %s%s\n",
              made,
              kontor_json_get_string (row, "kind", ""),
              kontor_json_get_string (row, "file_name", ""),
              kontor_json_get_string (row, "sha256", ""),
              kontor_json_get (row, "repeats") != NULL ? "  exported again" : "");
    }
  return KONTOR_TOOL_DONE;
}

static const KontorToolCommand commands[] = {
  { "datev", NULL, NULL, TRUE, run_datev }, { "z3", NULL, NULL, TRUE, run_z3 },
  { "vat", NULL, NULL, TRUE, run_vat },     { "ec-list", NULL, NULL, TRUE, run_ec_list },
  { "oss", NULL, NULL, TRUE, run_oss },     { "procedure", NULL, NULL, TRUE, run_procedure },
  { "month", NULL, NULL, TRUE, run_month }, { "close", NULL, NULL, TRUE, run_close },
  { "open", NULL, NULL, TRUE, run_open },   { "exports", NULL, NULL, TRUE, run_exports },
};

static KontorToolStatus
run_books (KontorTool *self, int argc, char **argv, GError **error)
{
  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, argv[1]))
      return commands[i].run (self, argc - 1, argv + 1, error);
  return kontor_tool_usage (error,
                            "What is to be done: datev, z3, vat, ec-list, oss, procedure, month, "
                            "close, open, or exports");
}

const KontorToolCommand kontor_tool_books_commands[] = {
  { "books",
    "datev|z3|procedure --period 2026-10|2026-Q3|2026 --out DIR [--without-pictures] | "
    "vat|ec-list|oss --period … [--out DIR] | month|close|open --period … | exports",
    "figures and files for tax adviser and tax office, and the end of the month",
    TRUE,
    run_books },
  { NULL },
};
