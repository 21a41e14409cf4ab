/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "tool-count.h"

#include <stdio.h>
#include <string.h>

/* --- names --- */

typedef struct
{
  const char *kind;
  const char *name;
} Named;

static gpointer
named_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  const Named          *named = data;
  g_autofree KontorUid *uid = g_new0 (KontorUid, 1);

  return kontor_query_named (database, named->kind, named->name, uid, error)
           ? g_steal_pointer (&uid)
           : NULL;
}

/**
 * kontor_tool_named:
 * @kind: as kontor_query_named() knows it
 * @name: name, code, SKU or uid
 * @uid: (out): the thing
 *
 * Returns: FALSE with KONTOR_QUERY_ERROR_NOT_FOUND when nothing, or more than one, has this name
 */
gboolean
kontor_tool_named (
  KontorTool *self, const char *kind, const char *name, KontorUid *uid, GError **error)
{
  Named                 named = { kind, name };
  g_autofree KontorUid *found = kontor_replica_read (self->replica, named_in_reader, &named, error);

  if (found == NULL)
    return FALSE;
  *uid = *found;
  return TRUE;
}

/**
 * kontor_tool_be_person:
 * @name: (nullable): a person's name, e-mail address or uid; NULL for nobody in particular
 *
 * What follows is done by this person.
 *
 * Returns: whether there is such a person
 */
gboolean
kontor_tool_be_person (KontorTool *self, const char *name, GError **error)
{
  KontorUid uid;

  if (name == NULL)
    return TRUE;
  if (!kontor_tool_named (self, "person", name, &uid, error))
    return FALSE;
  kontor_replica_set_author (self->replica, &uid, name);
  return TRUE;
}

/**
 * kontor_tool_count_params:
 * @number: a count's number or uid
 *
 * Returns: (transfer full): {"count": its uid}
 */
KontorJson *
kontor_tool_count_params (KontorTool *self, const char *number, GError **error)
{
  KontorUid   uid;
  char        text[KONTOR_UID_TEXT_SIZE];
  KontorJson *params = NULL;

  if (!kontor_tool_find (self, KONTOR_KIND_STOCK_COUNT, number, &uid, error))
    return NULL;
  params = kontor_json_new_object ();
  kontor_json_set_string (params, "count", kontor_uid_format (&uid, text));
  return params;
}

/**
 * kontor_tool_count_run:
 * @params: (transfer full): its parameters
 *
 * Runs a command and says what came of it.
 */
KontorToolStatus
kontor_tool_count_run (KontorTool *self, const char *command, KontorJson *params, GError **error)
{
  g_autoptr (KontorJson) result = kontor_replica_run (self->replica, command, params, NULL, error);

  if (result == NULL)
    return KONTOR_TOOL_FAILED;
  if (self->json)
    kontor_tool_print_json (result);
  else
    printf ("%s\t%s\n",
            kontor_json_get_string (result, "number", ""),
            kontor_json_get_string (result, "state", ""));
  return KONTOR_TOOL_DONE;
}

/* --- lines by SKU --- */

static gpointer
lines_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_count_lines (database, data, error);
}

static gboolean
is_meant (const KontorJson *line, const char *name, const char *place)
{
  if (g_str_equal (kontor_json_get_string (line, "uid", ""), name))
    return TRUE;
  return g_str_equal (kontor_json_get_string (line, "sku", ""), name)
         && (place == NULL || g_str_equal (kontor_json_get_string (line, "place_name", ""), place));
}

static gboolean
add_lines (
  const KontorJson *lines, const char *name, const char *place, KontorJson *found, GError **error)
{
  guint before = kontor_json_length (found);

  for (guint i = 0; i < kontor_json_length (lines); i++)
    if (is_meant (kontor_json_at (lines, i), name, place))
      kontor_json_append (
        found,
        kontor_json_new_string (kontor_json_get_string (kontor_json_at (lines, i), "uid", "")));
  if (kontor_json_length (found) > before)
    return TRUE;
  g_set_error (
    error, KONTOR_QUERY_ERROR, KONTOR_QUERY_ERROR_NOT_FOUND, "the count has no line of “%s”", name);
  return FALSE;
}

/**
 * kontor_tool_count_lines:
 * @number: a count's number
 * @names: (array length=n_names): SKUs or uids of lines
 * @place: (nullable): only lines of the place with this name
 *
 * Returns: (transfer full): uids of the lines that are meant
 */
KontorJson *
kontor_tool_count_lines (KontorTool *self,
                         const char *number,
                         char      **names,
                         int         n_names,
                         const char *place,
                         GError    **error)
{
  g_autoptr (KontorJson) lines = NULL;
  g_autoptr (KontorJson) found = kontor_json_new_array ();
  KontorUid uid;

  if (!kontor_tool_find (self, KONTOR_KIND_STOCK_COUNT, number, &uid, error))
    return NULL;
  lines = kontor_replica_read (self->replica, lines_in_reader, &uid, error);
  if (lines == NULL)
    return NULL;
  for (int i = 0; i < n_names; i++)
    if (!add_lines (lines, names[i], place, found, error))
      return NULL;
  return g_steal_pointer (&found);
}

/* --- steps of the whole count --- */

static KontorToolStatus
run_step (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autofree char   *person = NULL;
  g_autofree char   *reason = NULL;
  g_autofree char   *command = g_strconcat ("count.", argv[0], NULL);
  KontorJson        *params = NULL;
  const GOptionEntry entries[] = {
    { "as", 0, 0, G_OPTION_ARG_STRING, &person, NULL, NULL },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 1, 1, error))
    return KONTOR_TOOL_USAGE;
  if (!kontor_tool_be_person (self, person, error))
    return KONTOR_TOOL_FAILED;
  params = kontor_tool_count_params (self, argv[1], error);
  if (params == NULL)
    return KONTOR_TOOL_FAILED;
  if (reason != NULL)
    kontor_json_set_string (params, "reason", reason);
  return kontor_tool_count_run (self, command, params, error);
}

/* --- who counts --- */

/* "SHELF=Anna", "SHELF=" for anybody, "=Anna" for everywhere. */
static gboolean
set_named (
  KontorTool *self, KontorJson *assignment, const char *key, const char *name, GError **error)
{
  KontorUid uid;
  char      text[KONTOR_UID_TEXT_SIZE];

  if (*name == '\0')
    return TRUE;
  if (!kontor_tool_named (self, key, name, &uid, error))
    return FALSE;
  kontor_json_set_string (assignment, key, kontor_uid_format (&uid, text));
  return TRUE;
}

static KontorToolStatus
add_assignment (
  KontorTool *self, KontorJson *assignments, const char *text, gint64 pass, GError **error)
{
  const char      *sign = strchr (text, '=');
  g_autofree char *place = NULL;
  KontorJson      *assignment = NULL;

  if (sign == NULL)
    return kontor_tool_usage (error, "“%s” must be PLACE=PERSON", text);
  place = g_strndup (text, (gsize) (sign - text));
  assignment = kontor_json_new_object ();
  kontor_json_append (assignments, assignment);
  kontor_json_set_integer (assignment, "pass", pass);
  return set_named (self, assignment, "place", place, error)
             && set_named (self, assignment, "person", sign + 1, error)
           ? KONTOR_TOOL_DONE
           : KONTOR_TOOL_FAILED;
}

static KontorToolStatus
read_assignments (
  KontorTool *self, char **first, int n_first, char **second, KontorJson *params, GError **error)
{
  KontorJson      *assignments = kontor_json_new_array ();
  KontorToolStatus status = KONTOR_TOOL_DONE;

  kontor_json_set (params, "assignments", assignments);
  for (int i = 0; status == KONTOR_TOOL_DONE && i < n_first; i++)
    status = add_assignment (self, assignments, first[i], 1, error);
  for (guint i = 0; status == KONTOR_TOOL_DONE && second != NULL && second[i] != NULL; i++)
    status = add_assignment (self, assignments, second[i], 2, error);
  return status;
}

static KontorToolStatus
run_assign (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autofree char *person = NULL;
  g_auto (GStrv) second = NULL;
  g_autoptr (KontorJson) params = NULL;
  const GOptionEntry entries[] = {
    { "as", 0, 0, G_OPTION_ARG_STRING, &person, NULL, NULL },
    { "second", 0, 0, G_OPTION_ARG_STRING_ARRAY, &second, NULL, NULL },
    { NULL },
  };
  KontorToolStatus status;

  if (!kontor_tool_parse_options (&argc, &argv, entries, 1, -1, error))
    return KONTOR_TOOL_USAGE;
  if (!kontor_tool_be_person (self, person, error))
    return KONTOR_TOOL_FAILED;
  params = kontor_tool_count_params (self, argv[1], error);
  if (params == NULL)
    return KONTOR_TOOL_FAILED;
  status = read_assignments (self, argv + 2, argc - 2, second, params, error);
  return status == KONTOR_TOOL_DONE
           ? kontor_tool_count_run (self, "count.assign", g_steal_pointer (&params), error)
           : status;
}

/* --- scans and codes --- */

static KontorToolStatus
run_correct (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autofree char *person = NULL;
  g_autoptr (KontorJson) result = NULL;
  KontorJson        *params = NULL;
  const GOptionEntry entries[] = {
    { "as", 0, 0, G_OPTION_ARG_STRING, &person, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 1, 2, error))
    return KONTOR_TOOL_USAGE;
  if (!kontor_tool_be_person (self, person, error))
    return KONTOR_TOOL_FAILED;
  params = kontor_tool_count_params (self, argv[1], error);
  if (params == NULL)
    return KONTOR_TOOL_FAILED;
  if (argc > 2)
    kontor_json_set_string (params, "scan", argv[2]);
  result = kontor_replica_run (self->replica, "count.correct", params, NULL, error);
  if (result == NULL)
    return KONTOR_TOOL_FAILED;
  kontor_tool_print_json (result);
  return KONTOR_TOOL_DONE;
}

static KontorToolStatus
run_learn (KontorTool *self, int argc, char **argv, GError **error)
{
  int       pack = 1;
  KontorUid variant;
  char      text[KONTOR_UID_TEXT_SIZE];
  g_autoptr (KontorJson) result = NULL;
  KontorJson        *params = NULL;
  const GOptionEntry entries[] = {
    { "pack", 0, 0, G_OPTION_ARG_INT, &pack, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 2, 2, error))
    return KONTOR_TOOL_USAGE;
  if (pack < 1 || pack > 1000000)
    return kontor_tool_usage (error, "A pack has from 1 to 1000000 pieces");
  if (!kontor_tool_named (self, "variant", argv[2], &variant, error))
    return KONTOR_TOOL_FAILED;
  params = kontor_json_new_object ();
  kontor_json_set_string (params, "code", argv[1]);
  kontor_json_set_string (params, "variant", kontor_uid_format (&variant, text));
  kontor_json_set_integer (params, "pack_quantity", pack * 1000);
  result = kontor_replica_run (self->replica, "count.learn_code", params, NULL, error);
  if (result == NULL)
    return KONTOR_TOOL_FAILED;
  kontor_tool_print_json (result);
  return KONTOR_TOOL_DONE;
}

/* --- which one --- */

static const struct
{
  const char   *name;
  KontorToolRun run;
} parts[] = {
  { "plan", kontor_tool_count_plan },
  { "assign", run_assign },
  { "start", run_step },
  { "scan", kontor_tool_count_scan },
  { "correct", run_correct },
  { "learn", run_learn },
  { "status", kontor_tool_count_show },
  { "review", kontor_tool_count_show },
  { "line", kontor_tool_count_show },
  { "finish", run_step },
  { "recount", kontor_tool_count_review },
  { "decide", kontor_tool_count_review },
  { "approve", kontor_tool_count_review },
  { "settle", kontor_tool_count_review },
  { "exclude", kontor_tool_count_review },
  { "reverse", run_step },
  { "cancel", run_step },
  { "resume", run_step },
  { "list", kontor_tool_count_show },
  { "sheet", kontor_tool_count_paper },
  { "record", kontor_tool_count_paper },
  { "inventory", kontor_tool_count_paper },
};

static KontorToolStatus
run_count (KontorTool *self, int argc, char **argv, GError **error)
{
  if (argc < 2)
    return kontor_tool_usage (error, "Say what to do with counts");
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (parts[i].name, argv[1]))
      return parts[i].run (self, argc - 1, argv + 1, error);
  return kontor_tool_usage (error, "Counts can't be “%s”", argv[1]);
}

const KontorToolCommand kontor_tool_count_commands[] = {
  { "count",
    "plan --title TEXT [--place P]… [--category C]… [--supplier S]… [--sku SKU]… [--abc AB] "
    "[--not-since DAYS] [--blind] [--blank] [--passes 2] [--tolerance PIECES] "
    "[--tolerance-value AMOUNT] [--approval AMOUNT] [--repeat DAYS]\n"
    "        assign NUMBER [PLACE=PERSON]… [--second PLACE=PERSON]… [--as PERSON]\n"
    "        start|finish|cancel|resume|reverse NUMBER [--as PERSON] [--reason TEXT]\n"
    "        scan NUMBER [CODE|-] [--place P] [--quantity SUM] [--set] [--pass N] [--spot TEXT] "
    "[--at TIME] [--damaged] [--as PERSON]\n"
    "        correct NUMBER [SCAN]; learn CODE SKU [--pack PIECES]\n"
    "        status|review NUMBER; line NUMBER SKU [--place P]; list [--due]\n"
    "        recount|approve NUMBER [SKU]… [--place P] [--as PERSON]\n"
    "        decide NUMBER [SKU]… [--uncounted keep|zero] [--picks in|out] [--after MOVEMENT]… "
    "[--accept] [--reason R] [--note TEXT]\n"
    "        settle NUMBER SKU; exclude NUMBER SKU MOVEMENT\n"
    "        sheet|record|inventory NUMBER FILE|- [--language de|en]",
    "count stock; scans are read line by line from standard input: a code, or a code, a tab and a "
    "sum; a place's code or @NAME changes the place, “undo” takes the last back; inventory "
    "FILE.csv "
    "is a table",
    TRUE,
    run_count },
  { NULL },
};
