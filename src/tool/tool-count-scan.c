/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "kontor-time.h"
#include "tool-count.h"

/* Scans, one by one or from standard input. Each is on the disk before it is acknowledged. */

typedef struct
{
  KontorTool *tool;
  KontorJson *base;  /* (owned): what all scans have */
  KontorJson *place; /* (owned) (nullable): where they are made */
  gboolean    sets;
  const char *quantity; /* (nullable): a sum, for a single scan */
  guint       n_lines;
  guint       n_refused;
} Scanning;

static gpointer
place_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_place_of_code (database, data, error);
}

static gboolean
go_to_place (Scanning *self, const char *name, GError **error)
{
  KontorUid uid;
  char      text[KONTOR_UID_TEXT_SIZE];

  g_clear_pointer (&self->place, kontor_json_unref);
  if (g_str_equal (name, "main"))
    return TRUE;
  if (!kontor_tool_named (self->tool, "place", name, &uid, error))
    return FALSE;
  self->place = kontor_json_new_string (kontor_uid_format (&uid, text));
  return TRUE;
}

/* The code of a shelf is where the next scans are made. */
static gboolean
is_place (Scanning *self, const char *code, gboolean *found, GError **error)
{
  g_autoptr (KontorJson) place = kontor_replica_read (
    self->tool->replica, place_in_reader, (gpointer) code, error);

  *found = kontor_json_type (place) == KONTOR_JSON_OBJECT;
  if (*found)
    {
      g_clear_pointer (&self->place, kontor_json_unref);
      self->place = kontor_json_new_string (kontor_json_get_string (place, "uid", ""));
      printf ("place\t%s\n", kontor_json_get_string (place, "name", ""));
    }
  return place != NULL;
}

static KontorJson *
make_params (const Scanning *self, const char *code, const char *quantity)
{
  KontorJson *params = kontor_json_new_object ();

  for (guint i = 0; i < kontor_json_length (self->base); i++)
    kontor_json_set (params,
                     kontor_json_key_at (self->base, i),
                     kontor_json_ref ((KontorJson *) kontor_json_at (self->base, i)));
  kontor_json_set_string (params, "code", code);
  if (self->place != NULL)
    kontor_json_set (params, "place", kontor_json_ref (self->place));
  if (quantity != NULL && *quantity != '\0')
    kontor_json_set_string (params, "expression", quantity);
  if (self->sets)
    kontor_json_set_string (params, "mode", "set");
  return params;
}

static void
acknowledge (const Scanning *self, const char *code, const KontorJson *result)
{
  if (self->tool->json)
    kontor_tool_print_json (result);
  else
    printf ("%s\t%s\t%s\n",
            kontor_json_get (result, "variant") != NULL ? "ok" : "unknown",
            code,
            kontor_json_get_string (result, "scan", ""));
  fflush (stdout);
}

static gboolean
scan (Scanning *self, const char *code, const char *quantity, GError **error)
{
  gboolean place = FALSE;
  g_autoptr (KontorJson) result = NULL;

  if (!is_place (self, code, &place, error))
    return FALSE;
  if (place)
    return TRUE;
  result = kontor_replica_run (
    self->tool->replica, "count.scan", make_params (self, code, quantity), NULL, error);
  if (result != NULL)
    acknowledge (self, code, result);
  return result != NULL;
}

static gboolean
undo (Scanning *self, GError **error)
{
  KontorJson *params = kontor_json_new_object ();
  g_autoptr (KontorJson) result = NULL;

  kontor_json_set (
    params, "count", kontor_json_ref ((KontorJson *) kontor_json_get (self->base, "count")));
  result = kontor_replica_run (self->tool->replica, "count.correct", params, NULL, error);
  if (result != NULL)
    acknowledge (self, "undo", result);
  return result != NULL;
}

static gboolean
take_line (Scanning *self, char *line, GError **error)
{
  char *quantity = strchr (line, '\t');

  if (quantity != NULL)
    *quantity++ = '\0';
  g_strstrip (line);
  if (*line == '\0')
    return TRUE;
  if (g_str_equal (line, "undo"))
    return undo (self, error);
  if (*line == '@')
    return go_to_place (self, line + 1, error);
  return scan (self, line, quantity, error);
}

/* A line that is refused is said at once, and the next one is read. */
static KontorToolStatus
take_input (Scanning *self, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);
  int character = 0;

  while (character != EOF)
    {
      g_autoptr (GError) refusal = NULL;

      character = fgetc (stdin);
      if (character != EOF && character != '\n')
        {
          g_string_append_c (line, (char) character);
          continue;
        }
      self->n_lines++;
      if (!take_line (self, line->str, &refusal))
        {
          self->n_refused++;
          fprintf (stderr, "line %u: %s\n", self->n_lines, refusal->message);
        }
      g_string_truncate (line, 0);
    }
  if (self->n_refused == 0)
    return KONTOR_TOOL_DONE;
  g_set_error (error,
               KONTOR_COMMAND_ERROR,
               KONTOR_COMMAND_ERROR_INVALID,
               "%u lines were refused",
               self->n_refused);
  return KONTOR_TOOL_FAILED;
}

typedef struct
{
  char    *place;
  char    *quantity;
  char    *spot;
  char    *at;
  char    *note;
  char    *person;
  int      pass;
  gboolean sets;
  gboolean damaged;
} ScanOptions;

static void
scan_options_clear (ScanOptions *self)
{
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->quantity, g_free);
  g_clear_pointer (&self->spot, g_free);
  g_clear_pointer (&self->at, g_free);
  g_clear_pointer (&self->note, g_free);
  g_clear_pointer (&self->person, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ScanOptions, scan_options_clear)

static gboolean
set_base (KontorJson *base, const ScanOptions *options, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  gint64 at = 0;

  if (options->at != NULL && !kontor_time_parse (options->at, zone, &at, error))
    return FALSE;
  if (options->at != NULL)
    kontor_json_set_integer (base, "happened_at", at);
  if (options->spot != NULL)
    kontor_json_set_string (base, "spot", options->spot);
  if (options->note != NULL)
    kontor_json_set_string (base, "note", options->note);
  if (options->pass != 0)
    kontor_json_set_integer (base, "pass", options->pass);
  if (options->damaged)
    kontor_json_set_string (base, "condition", "damaged");
  return TRUE;
}

/**
 * kontor_tool_count_scan:
 *
 * kontorctl count scan: what was counted, from the command line or line by line.
 */
KontorToolStatus
kontor_tool_count_scan (KontorTool *self, int argc, char **argv, GError **error)
{
  g_auto (ScanOptions) options = { NULL };
  Scanning           scanning = { .tool = self };
  KontorToolStatus   status = KONTOR_TOOL_FAILED;
  const GOptionEntry entries[] = {
    { "place", 0, 0, G_OPTION_ARG_STRING, &options.place, NULL, NULL },
    { "quantity", 0, 0, G_OPTION_ARG_STRING, &options.quantity, NULL, NULL },
    { "set", 0, 0, G_OPTION_ARG_NONE, &options.sets, NULL, NULL },
    { "spot", 0, 0, G_OPTION_ARG_STRING, &options.spot, NULL, NULL },
    { "pass", 0, 0, G_OPTION_ARG_INT, &options.pass, NULL, NULL },
    { "at", 0, 0, G_OPTION_ARG_STRING, &options.at, NULL, NULL },
    { "note", 0, 0, G_OPTION_ARG_STRING, &options.note, NULL, NULL },
    { "damaged", 0, 0, G_OPTION_ARG_NONE, &options.damaged, NULL, NULL },
    { "as", 0, 0, G_OPTION_ARG_STRING, &options.person, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 1, 2, error))
    return KONTOR_TOOL_USAGE;
  if (!kontor_tool_be_person (self, options.person, error))
    return KONTOR_TOOL_FAILED;
  scanning.base = kontor_tool_count_params (self, argv[1], error);
  scanning.sets = options.sets;
  if (scanning.base != NULL && set_base (scanning.base, &options, error)
      && (options.place == NULL || go_to_place (&scanning, options.place, error)))
    {
      if (argc > 2 && !g_str_equal (argv[2], "-"))
        status = scan (&scanning, argv[2], options.quantity, error) ? KONTOR_TOOL_DONE
                                                                    : KONTOR_TOOL_FAILED;
      else
        status = take_input (&scanning, error);
    }
  g_clear_pointer (&scanning.base, kontor_json_unref);
  g_clear_pointer (&scanning.place, kontor_json_unref);
  return status;
}
