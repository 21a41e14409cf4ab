/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "kontor-file-store.h"
#include "kontor-number.h"
#include "kontor-payment-query.h"
#include "kontor-time.h"
#include "kontor-tool.h"

static gpointer
propose_in_reader (KontorDatabase *database, gpointer day, GError **error)
{
  return kontor_query_dunning (database, *(gint64 *) day, error);
}

static gpointer
reminders_in_reader (KontorDatabase *database, gpointer unused, GError **error)
{
  return kontor_query_reminders (database, error);
}

static KontorJson *
read_proposal (KontorTool *self, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  gint64 day = kontor_day_from_time (kontor_time_now (), zone);

  return kontor_replica_read (self->replica, propose_in_reader, &day, error);
}

static void
print_letter (const KontorJson *letter)
{
  const KontorJson *items = kontor_json_get_array (letter, "items");
  const char       *currency = kontor_json_get_string (letter, "currency", "EUR");
  g_autofree char  *open = kontor_money_format (
    kontor_json_get_integer (letter, "open_minor", 0), currency, &kontor_number_style_plain);
  g_autofree char *interest = kontor_money_format (
    kontor_json_get_integer (letter, "interest_minor", 0), currency, &kontor_number_style_plain);

  printf ("%s\t%d\t%s\t%s\t",
          kontor_json_get_string (letter, "customer_name", ""),
          (int) kontor_json_get_integer (letter, "level", 0),
          open,
          interest);
  for (guint i = 0; i < kontor_json_length (items); i++)
    printf (
      "%s%s", i > 0 ? " " : "", kontor_json_get_string (kontor_json_at (items, i), "number", ""));
  putchar ('\n');
}

/* Beside the answer, which may be read by a program. */
static void
print_notice (const KontorJson *answer)
{
  if (kontor_json_has (answer, "notice"))
    g_printerr ("%s\n", kontor_json_get_string (answer, "notice", ""));
}

static KontorToolStatus
run_propose (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autoptr (KontorJson) answer = NULL;
  const KontorJson *letters = NULL;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 0, 0, error))
    return KONTOR_TOOL_USAGE;
  answer = read_proposal (self, error);
  if (answer == NULL)
    return KONTOR_TOOL_FAILED;
  letters = kontor_json_get_array (answer, "letters");
  if (self->json)
    kontor_tool_print_json (answer);
  else if (kontor_json_has (answer, "blocked"))
    puts (kontor_json_get_string (answer, "blocked", ""));
  for (guint i = 0; !self->json && i < kontor_json_length (letters); i++)
    print_letter (kontor_json_at (letters, i));
  if (!self->json)
    print_notice (answer);
  return KONTOR_TOOL_DONE;
}

/* --- all that is overdue --- */

static void
print_item (const KontorJson *group, const KontorJson *item)
{
  g_autofree char *open = kontor_money_format (kontor_json_get_integer (item, "open_minor", 0),
                                               kontor_json_get_string (group, "currency", "EUR"),
                                               &kontor_number_style_plain);

  printf ("%s\t%s\t%d\t%s\t%d\t%s\n",
          kontor_json_get_string (group, "customer_name", ""),
          kontor_json_get_string (item, "number", ""),
          (int) kontor_json_get_integer (item, "days_late", 0),
          open,
          (int) kontor_json_get_integer (item, "last_level", -1),
          kontor_json_get_string (item, "next", ""));
}

static KontorToolStatus
run_due (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autoptr (KontorJson) answer = NULL;
  const KontorJson *groups = NULL;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 0, 0, error))
    return KONTOR_TOOL_USAGE;
  answer = read_proposal (self, error);
  if (answer == NULL)
    return KONTOR_TOOL_FAILED;
  groups = kontor_json_get_array (answer, "groups");
  if (self->json)
    kontor_tool_print_json (groups);
  for (guint i = 0; !self->json && i < kontor_json_length (groups); i++)
    {
      const KontorJson *group = kontor_json_at (groups, i);
      const KontorJson *items = kontor_json_get_array (group, "items");

      for (guint j = 0; j < kontor_json_length (items); j++)
        print_item (group, kontor_json_at (items, j));
    }
  return KONTOR_TOOL_DONE;
}

static gboolean
set_held (KontorTool *self, const char *number, const char *reason, gboolean hold, GError **error)
{
  KontorJson *params = NULL;
  g_autoptr (KontorJson) result = NULL;
  KontorUid uid;
  char      text[KONTOR_UID_TEXT_SIZE];

  if (!kontor_tool_find (self, KONTOR_KIND_INVOICE, number, &uid, error))
    return FALSE;
  kontor_uid_format (&uid, text);
  params = kontor_json_new_object ();
  kontor_json_set_string (params, "invoice", text);
  kontor_json_set_string (params, "reason", reason);
  result = kontor_replica_run (
    self->replica, hold ? "dunning.hold" : "dunning.release", params, NULL, error);
  if (result == NULL)
    return FALSE;
  kontor_tool_print_json (result);
  return TRUE;
}

static KontorToolStatus
run_hold (KontorTool *self, int argc, char **argv, GError **error)
{
  if (!kontor_tool_parse_options (&argc, &argv, NULL, 2, 2, error))
    return KONTOR_TOOL_USAGE;
  return set_held (self, argv[1], argv[2], TRUE, error) ? KONTOR_TOOL_DONE : KONTOR_TOOL_FAILED;
}

static KontorToolStatus
run_release (KontorTool *self, int argc, char **argv, GError **error)
{
  if (!kontor_tool_parse_options (&argc, &argv, NULL, 1, 2, error))
    return KONTOR_TOOL_USAGE;
  return set_held (self, argv[1], argc > 2 ? argv[2] : "", FALSE, error) ? KONTOR_TOOL_DONE
                                                                         : KONTOR_TOOL_FAILED;
}

/* --- letters --- */

static gboolean
make_letter (KontorTool *self, const KontorJson *letter, KontorJson *made, GError **error)
{
  KontorJson *params = kontor_json_new_object ();
  KontorJson *result = NULL;

  kontor_json_set (params, "letter", kontor_json_ref ((KontorJson *) letter));
  result = kontor_replica_run (self->replica, "dunning.make", params, NULL, error);
  if (result == NULL)
    return FALSE;
  kontor_json_append (made, result);
  return TRUE;
}

/* All letters that are proposed, or those of one customer. */
static KontorToolStatus
run_make (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autoptr (KontorJson) answer = NULL;
  g_autoptr (KontorJson) made = kontor_json_new_array ();
  const KontorJson *letters = NULL;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 0, 1, error))
    return KONTOR_TOOL_USAGE;
  answer = read_proposal (self, error);
  if (answer == NULL)
    return KONTOR_TOOL_FAILED;
  if (kontor_json_has (answer, "blocked"))
    {
      g_set_error_literal (error,
                           KONTOR_QUERY_ERROR,
                           KONTOR_QUERY_ERROR_NOT_FOUND,
                           kontor_json_get_string (answer, "blocked", ""));
      return KONTOR_TOOL_FAILED;
    }
  print_notice (answer);
  letters = kontor_json_get_array (answer, "letters");
  for (guint i = 0; i < kontor_json_length (letters); i++)
    {
      const KontorJson *letter = kontor_json_at (letters, i);

      if (argc > 1 && !g_str_equal (kontor_json_get_string (letter, "customer_name", ""), argv[1]))
        continue;
      if (!make_letter (self, letter, made, error))
        return KONTOR_TOOL_FAILED;
    }
  kontor_tool_print_json (made);
  return KONTOR_TOOL_DONE;
}

static KontorToolStatus
run_reminders (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autoptr (KontorJson) reminders = NULL;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 0, 0, error))
    return KONTOR_TOOL_USAGE;
  reminders = kontor_replica_read (self->replica, reminders_in_reader, NULL, error);
  if (reminders == NULL)
    return KONTOR_TOOL_FAILED;
  kontor_tool_print_json (reminders);
  return KONTOR_TOOL_DONE;
}

/* A member of the reminder with a number. */
static char *
find_reminder (KontorTool *self, const char *number, const char *key, GError **error)
{
  g_autoptr (KontorJson) reminders = kontor_replica_read (
    self->replica, reminders_in_reader, NULL, error);

  for (guint i = 0; i < kontor_json_length (reminders); i++)
    {
      const KontorJson *reminder = kontor_json_at (reminders, i);

      if (g_str_equal (kontor_json_get_string (reminder, "number", ""), number)
          || g_str_equal (kontor_json_get_string (reminder, "uid", ""), number))
        return g_strdup (kontor_json_get_string (reminder, key, ""));
    }
  if (reminders != NULL)
    g_set_error (error,
                 KONTOR_QUERY_ERROR,
                 KONTOR_QUERY_ERROR_NOT_FOUND,
                 _ ("there is no reminder “%s”"),
                 number);
  return NULL;
}

/* A letter leaves once: said before it is written. */
static gboolean
note_sent (KontorTool *self, const char *number, gboolean is_copy, GError **error)
{
  g_autofree char *uid = find_reminder (self, number, "uid", error);
  KontorJson      *params = NULL;
  g_autoptr (KontorJson) result = NULL;

  if (uid == NULL)
    return FALSE;
  params = kontor_json_new_object ();
  kontor_json_set_string (params, "dunning", uid);
  kontor_json_set_boolean (params, "copy", is_copy);
  result = kontor_replica_run (self->replica, "dunning.send", params, NULL, error);
  return result != NULL;
}

static KontorToolStatus
run_pdf (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autofree char   *sha256 = NULL;
  gboolean           is_copy = FALSE;
  const GOptionEntry options[] = {
    { "copy", 0, 0, G_OPTION_ARG_NONE, &is_copy, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GBytes) bytes = NULL;

  if (!kontor_tool_parse_options (&argc, &argv, options, 2, 2, error))
    return KONTOR_TOOL_USAGE;
  sha256 = find_reminder (self, argv[1], "pdf_sha256", error);
  if (sha256 == NULL)
    return KONTOR_TOOL_FAILED;
  bytes = kontor_file_store_load (self->replica, sha256, error);
  if (bytes == NULL && *error == NULL)
    g_set_error (error,
                 KONTOR_QUERY_ERROR,
                 KONTOR_QUERY_ERROR_NOT_FOUND,
                 _ ("the file of %s is not on this station yet"),
                 argv[1]);
  return bytes != NULL && note_sent (self, argv[1], is_copy, error)
             && kontor_tool_write_output (argv[2], bytes, error)
           ? KONTOR_TOOL_DONE
           : KONTOR_TOOL_FAILED;
}

static KontorToolStatus
run_undo (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autofree char *uid = NULL;
  KontorJson      *params = NULL;
  g_autoptr (KontorJson) result = NULL;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 1, 2, error))
    return KONTOR_TOOL_USAGE;
  uid = find_reminder (self, argv[1], "uid", error);
  if (uid == NULL)
    return KONTOR_TOOL_FAILED;
  params = kontor_json_new_object ();
  kontor_json_set_string (params, "dunning", uid);
  kontor_json_set_string (params, "reason", argc > 2 ? argv[2] : "");
  result = kontor_replica_run (self->replica, "dunning.undo", params, NULL, error);
  if (result == NULL)
    return KONTOR_TOOL_FAILED;
  kontor_tool_print_json (result);
  return KONTOR_TOOL_DONE;
}

static const KontorToolCommand commands[] = {
  { "propose", NULL, NULL, TRUE, run_propose }, { "make", NULL, NULL, TRUE, run_make },
  { "list", NULL, NULL, TRUE, run_reminders },  { "pdf", NULL, NULL, TRUE, run_pdf },
  { "undo", NULL, NULL, TRUE, run_undo },       { "due", NULL, NULL, TRUE, run_due },
  { "hold", NULL, NULL, TRUE, run_hold },       { "release", NULL, NULL, TRUE, run_release },
};

static KontorToolStatus
run_dunning (KontorTool *self, int argc, char **argv, GError **error)
{
  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, argv[1]))
      return commands[i].run (self, argc - 1, argv + 1, error);
  return kontor_tool_usage (
    error, _ ("What is to be done: due, propose, make, list, pdf, undo, hold, or release"));
}

const KontorToolCommand kontor_tool_dunning_commands[] = {
  { "dunning",
    "due | propose | make [CUSTOMER] | list | pdf NUMBER FILE|- [--copy] | undo NUMBER [REASON] | "
    "hold INVOICE REASON | release INVOICE [REASON]",
    N_ ("remind customers of what is overdue, with interest, and take that back"),
    TRUE,
    run_dunning },
  { NULL },
};
