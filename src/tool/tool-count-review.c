/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "kontor-count-paper.h"
#include "kontor-letterhead.h"
#include "kontor-number.h"
#include "kontor-time.h"
#include "tool-count.h"

/* --- what is there --- */

typedef KontorJson *(*Detail) (KontorDatabase *database, const KontorUid *uid, GError **error);

typedef struct
{
  Detail           detail;
  const KontorUid *uid;
} Reading;

static gpointer
read_detail (KontorDatabase *database, gpointer data, GError **error)
{
  const Reading *reading = data;

  return reading->detail (database, reading->uid, error);
}

static KontorJson *
read_count (KontorTool *self, const char *number, Detail detail, GError **error)
{
  KontorUid uid;
  Reading   reading = { detail, &uid };

  if (!kontor_tool_find (self, KONTOR_KIND_STOCK_COUNT, number, &uid, error))
    return NULL;
  return kontor_replica_read (self->replica, read_detail, &reading, error);
}

static void
print_quantity (const KontorJson *object, const char *key)
{
  g_autofree char *text = NULL;

  if (kontor_json_get (object, key) != NULL)
    text = kontor_decimal_format (
      kontor_json_get_integer (object, key, 0), 3, 0, &kontor_number_style_plain);
  printf ("\t%s", text != NULL ? text : "-");
}

static void
print_amount (const KontorJson *object, const char *key, const char *currency)
{
  guint            digits = kontor_currency_digits (currency);
  g_autofree char *text = kontor_decimal_format (
    kontor_json_get_integer (object, key, 0), digits, digits, &kontor_number_style_plain);

  printf ("\t%s %s", text, currency);
}

static void
print_lines (const KontorJson *lines)
{
  puts ("sku\ttitle\tplace\tstate\tbook\tcounted\tdifference\tsince\tvalue\tto look at");
  for (guint i = 0; i < kontor_json_length (lines); i++)
    {
      const KontorJson *line = kontor_json_at (lines, i);

      printf ("%s\t%s\t%s\t%s",
              kontor_json_get_string (line, "sku", ""),
              kontor_json_get_string (line, "title", ""),
              kontor_json_get_string (line, "place_name", ""),
              kontor_json_get_string (line, "state", ""));
      print_quantity (line, "book");
      print_quantity (line, "counted");
      print_quantity (line, "shown");
      print_quantity (line, "since");
      print_amount (line, "value_minor", kontor_json_get_string (line, "currency", "EUR"));
      printf ("\t%s\n", kontor_json_get_string (line, "check_note", ""));
    }
}

static void
print_status (const KontorJson *count)
{
  const KontorJson *progress = kontor_json_get_object (count, "progress");
  const KontorJson *places = kontor_json_get_array (count, "places");
  const KontorJson *differences = kontor_json_get_object (count, "differences");
  const char       *currency = kontor_json_get_string (count, "currency", "EUR");

  printf ("%s\t%s\t%s\n",
          kontor_json_get_string (count, "number", ""),
          kontor_json_get_string (count, "title", ""),
          kontor_json_get_string (count, "state", ""));
  printf ("counted\t%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT,
          kontor_json_get_integer (progress, "counted", 0),
          kontor_json_get_integer (progress, "items", 0));
  print_amount (progress, "uncounted_minor", currency);
  puts (" to go");
  for (guint i = 0; i < kontor_json_length (places); i++)
    {
      const KontorJson *place = kontor_json_at (places, i);
      const char       *name = kontor_json_get_string (place, "name", "");

      printf ("place\t%s\t%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT "\n",
              *name != '\0' ? name : "main",
              kontor_json_get_integer (place, "counted", 0),
              kontor_json_get_integer (place, "items", 0));
    }
  printf ("differences\t%" G_GINT64_FORMAT, kontor_json_get_integer (differences, "different", 0));
  print_amount (differences, "value_minor", currency);
  putchar ('\n');
}

static KontorToolStatus
show_line (KontorTool *self, const char *number, char *name, const char *place, GError **error)
{
  g_autoptr (KontorJson) lines = kontor_tool_count_lines (self, number, &name, 1, place, error);

  for (guint i = 0; i < kontor_json_length (lines); i++)
    {
      KontorUid uid;
      Reading   reading = { kontor_query_count_line_json, &uid };
      g_autoptr (KontorJson) line = NULL;

      kontor_uid_parse (&uid, kontor_json_string (kontor_json_at (lines, i)));
      line = kontor_replica_read (self->replica, read_detail, &reading, error);
      if (line == NULL)
        return KONTOR_TOOL_FAILED;
      kontor_tool_print_json (line);
    }
  return lines != NULL ? KONTOR_TOOL_DONE : KONTOR_TOOL_FAILED;
}

static KontorToolStatus
list_counts (KontorTool *self, gboolean due, GError **error)
{
  const KontorToolCommand *command = kontor_tool_list_commands;
  char                    *argv[] = { (char *) "list",
                                      (char *) "counts",
                   due ? (char *) "--filter" : NULL,
                   due ? (char *) "is:due" : NULL,
                                      NULL };

  return command->run (self, due ? 4 : 2, argv, error);
}

/**
 * kontor_tool_count_show:
 *
 * kontorctl count status, review, line, list: what is counted, and what came of it.
 */
KontorToolStatus
kontor_tool_count_show (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autofree char *place = NULL;
  gboolean         due = FALSE;
  gboolean         is_list = g_str_equal (argv[0], "list");
  gboolean         is_line = g_str_equal (argv[0], "line");
  gboolean         is_status = g_str_equal (argv[0], "status");
  g_autoptr (KontorJson) json = NULL;
  int                words = is_list ? 0 : is_line ? 2 : 1;
  const GOptionEntry entries[] = {
    { "place", 0, 0, G_OPTION_ARG_STRING, &place, NULL, NULL },
    { "due", 0, 0, G_OPTION_ARG_NONE, &due, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, words, words, error))
    return KONTOR_TOOL_USAGE;
  if (is_list)
    return list_counts (self, due, error);
  if (is_line)
    return show_line (self, argv[1], argv[2], place, error);
  json = read_count (
    self, argv[1], is_status ? kontor_query_count_json : kontor_query_count_lines, error);
  if (json == NULL)
    return KONTOR_TOOL_FAILED;
  if (self->json)
    kontor_tool_print_json (json);
  else if (is_status)
    print_status (json);
  else
    print_lines (json);
  return KONTOR_TOOL_DONE;
}

/* --- what is said about lines --- */

typedef struct
{
  char    *place;
  char    *person;
  char    *uncounted;
  char    *picks;
  char   **after;
  char    *reason;
  char    *note;
  gboolean accept;
} ReviewOptions;

static void
review_options_clear (ReviewOptions *self)
{
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->person, g_free);
  g_clear_pointer (&self->uncounted, g_free);
  g_clear_pointer (&self->picks, g_free);
  g_clear_pointer (&self->after, g_strfreev);
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->note, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ReviewOptions, review_options_clear)

static void
set_text (KontorJson *params, const char *key, const char *text)
{
  if (text != NULL)
    kontor_json_set_string (params, key, text);
}

static void
set_words (KontorJson *params, const ReviewOptions *options)
{
  KontorJson *after = NULL;

  set_text (params, "uncounted", options->uncounted);
  set_text (params, "picks", options->picks);
  set_text (params, "reason", options->reason);
  set_text (params, "note", options->note);
  if (options->accept)
    kontor_json_set_boolean (params, "accept", TRUE);
  if (options->after == NULL)
    return;
  after = kontor_json_new_array ();
  for (guint i = 0; options->after[i] != NULL; i++)
    kontor_json_append (after, kontor_json_new_string (options->after[i]));
  kontor_json_set (params, "after", after);
}

/* One of them: these commands are about a single line. */
static KontorToolStatus
run_for_line (KontorTool          *self,
              const char          *command,
              int                  argc,
              char               **argv,
              const ReviewOptions *options,
              GError             **error)
{
  gboolean exclude = g_str_equal (command, "count.exclude");
  g_autoptr (KontorJson) lines = NULL;
  KontorJson *params = NULL;

  if (argc != (exclude ? 4 : 3))
    return kontor_tool_usage (error, exclude ? "Name the SKU and the movement" : "Name the SKU");
  lines = kontor_tool_count_lines (self, argv[1], argv + 2, 1, options->place, error);
  if (lines == NULL)
    return KONTOR_TOOL_FAILED;
  if (kontor_json_length (lines) != 1)
    return kontor_tool_usage (error, "“%s” lies in several places: name one with --place", argv[2]);
  params = kontor_json_new_object ();
  kontor_json_set_string (params, "line", kontor_json_string (kontor_json_at (lines, 0)));
  if (exclude)
    kontor_json_set_string (params, "movement", argv[3]);
  return kontor_tool_count_run (self, command, params, error);
}

static KontorToolStatus
run_for_lines (KontorTool          *self,
               const char          *command,
               int                  argc,
               char               **argv,
               const ReviewOptions *options,
               GError             **error)
{
  KontorJson *lines = NULL;
  KontorJson *params = NULL;

  if (argc > 2)
    {
      lines = kontor_tool_count_lines (self, argv[1], argv + 2, argc - 2, options->place, error);
      if (lines == NULL)
        return KONTOR_TOOL_FAILED;
    }
  params = kontor_tool_count_params (self, argv[1], error);
  if (params == NULL)
    {
      g_clear_pointer (&lines, kontor_json_unref);
      return KONTOR_TOOL_FAILED;
    }
  if (lines != NULL)
    kontor_json_set (params, "lines", lines);
  set_words (params, options);
  return kontor_tool_count_run (self, command, params, error);
}

/**
 * kontor_tool_count_review:
 *
 * kontorctl count recount, decide, approve, settle, exclude.
 */
KontorToolStatus
kontor_tool_count_review (KontorTool *self, int argc, char **argv, GError **error)
{
  g_auto (ReviewOptions) options = { NULL };
  g_autofree char   *command = g_strconcat ("count.", argv[0], NULL);
  gboolean           single = g_str_equal (argv[0], "settle") || g_str_equal (argv[0], "exclude");
  const GOptionEntry entries[] = {
    { "place", 0, 0, G_OPTION_ARG_STRING, &options.place, NULL, NULL },
    { "as", 0, 0, G_OPTION_ARG_STRING, &options.person, NULL, NULL },
    { "uncounted", 0, 0, G_OPTION_ARG_STRING, &options.uncounted, NULL, NULL },
    { "picks", 0, 0, G_OPTION_ARG_STRING, &options.picks, NULL, NULL },
    { "after", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.after, NULL, NULL },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, NULL, NULL },
    { "note", 0, 0, G_OPTION_ARG_STRING, &options.note, NULL, NULL },
    { "accept", 0, 0, G_OPTION_ARG_NONE, &options.accept, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 1, -1, error))
    return KONTOR_TOOL_USAGE;
  if (!kontor_tool_be_person (self, options.person, error))
    return KONTOR_TOOL_FAILED;
  return single ? run_for_line (self, command, argc, argv, &options, error)
                : run_for_lines (self, command, argc, argv, &options, error);
}

/* --- papers --- */

typedef struct
{
  const KontorUid     *uid;
  KontorCountPaperKind kind;
  KontorJson          *count;    /* (owned) */
  KontorJson          *rows;     /* (owned) */
  KontorJson          *settings; /* (owned) */
} Paper;

static void
paper_clear (Paper *self)
{
  g_clear_pointer (&self->count, kontor_json_unref);
  g_clear_pointer (&self->rows, kontor_json_unref);
  g_clear_pointer (&self->settings, kontor_json_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Paper, paper_clear)

static Detail
rows_of (KontorCountPaperKind kind)
{
  switch (kind)
    {
    case KONTOR_COUNT_SHEET:
      return kontor_query_count_items;
    case KONTOR_COUNT_RECORD:
      return kontor_query_count_lines;
    case KONTOR_COUNT_INVENTORY:
      return kontor_query_count_inventory;
    }
  return kontor_query_count_lines;
}

static gpointer
paper_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  Paper *paper = data;

  paper->count = kontor_query_count_json (database, paper->uid, error);
  if (paper->count != NULL)
    paper->rows = rows_of (paper->kind) (database, paper->uid, error);
  if (paper->rows != NULL)
    paper->settings = kontor_query_settings (database, error);
  return paper->settings != NULL ? paper : NULL;
}

static GBytes *
render (const Paper *paper, const char *language, GError **error)
{
  KontorLetterhead head = { 0 };
  GBytes          *bytes = NULL;

  kontor_letterhead_from_settings (&head, paper->settings);
  bytes = kontor_count_paper_render (
    paper->kind,
    paper->count,
    paper->rows,
    &head,
    language != NULL ? language : kontor_json_get_string (paper->settings, "language", "de"),
    kontor_time_now (),
    error);
  kontor_letterhead_clear (&head);
  return bytes;
}

/**
 * kontor_tool_count_paper:
 *
 * kontorctl count sheet, record, inventory: a PDF, or the inventory as CSV.
 */
KontorToolStatus
kontor_tool_count_paper (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autofree char *language = NULL;
  g_auto (Paper) paper = { .kind = g_str_equal (argv[0], "sheet")    ? KONTOR_COUNT_SHEET
                                   : g_str_equal (argv[0], "record") ? KONTOR_COUNT_RECORD
                                                                     : KONTOR_COUNT_INVENTORY };
  g_autoptr (GBytes) bytes = NULL;
  KontorUid          uid;
  const GOptionEntry entries[] = {
    { "language", 0, 0, G_OPTION_ARG_STRING, &language, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 2, 2, error))
    return KONTOR_TOOL_USAGE;
  if (!kontor_tool_find (self, KONTOR_KIND_STOCK_COUNT, argv[1], &uid, error))
    return KONTOR_TOOL_FAILED;
  paper.uid = &uid;
  if (kontor_replica_read (self->replica, paper_in_reader, &paper, error) == NULL)
    return KONTOR_TOOL_FAILED;
  if (paper.kind == KONTOR_COUNT_INVENTORY && g_str_has_suffix (argv[2], ".csv"))
    bytes = kontor_count_inventory_csv (paper.count, paper.rows);
  else
    bytes = render (&paper, language, error);
  if (bytes == NULL || !kontor_tool_write_output (argv[2], bytes, error))
    return KONTOR_TOOL_FAILED;
  return KONTOR_TOOL_DONE;
}
