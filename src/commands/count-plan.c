/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-count-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-record.h"

/* Planning a count: what it covers, who counts where, how careful it is. */

#define MOST_DAYS 3650
#define MOST_LIST 10000

static const KontorFormField plan_fields[] = {
  { "number", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED, .most = 60 },
  { "title", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED, .most = 200 },
  { "repeat_days", KONTOR_FORM_INTEGER, 0, .least = 0, .most = MOST_DAYS },
  { "prefilled", KONTOR_FORM_FLAG, 0, .fallback_integer = 1 },
  { "blind", KONTOR_FORM_FLAG, 0 },
  { "passes", KONTOR_FORM_INTEGER, 0, .least = 1, .most = 2, .fallback_integer = 1 },
  { "tolerance_quantity", KONTOR_FORM_INTEGER, 0, .least = 0, .most = KONTOR_COUNT_MOST_QUANTITY },
  { "tolerance_minor", KONTOR_FORM_INTEGER, 0, .least = 0, .most = KONTOR_COUNT_MOST_MINOR },
  { "approval_minor",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_NULLABLE,
    .least = 0,
    .most = KONTOR_COUNT_MOST_MINOR },
  { "repeats", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE },
  { "note", KONTOR_FORM_TEXT, 0, .most = 5000 },
  { NULL },
};

static const char *const plan_members[] = { "plan", "assignments", NULL };

static const KontorFormField cover_fields[] = {
  { "abc", KONTOR_FORM_TEXT, 0, .most = 3 },
  { "not_since_days", KONTOR_FORM_INTEGER, 0, .least = 0, .most = MOST_DAYS },
  { NULL },
};

/* Lists of a plan, and where their members are. */
static const struct
{
  const char *key;
  const char *sql;
  gboolean    main; /* null names the main place */
} lists[] = {
  { "places", "SELECT 1 FROM location WHERE uid = ?1", TRUE },
  { "categories", "SELECT 1 FROM category WHERE uid = ?1", FALSE },
  { "suppliers", "SELECT 1 FROM supplier WHERE uid = ?1", FALSE },
  { "variants", "SELECT 1 FROM product_variant WHERE uid = ?1", FALSE },
};

static const char *const cover_members[] = {
  "places", "categories", "suppliers", "variants", NULL,
};

static const KontorFormField assignment_fields[] = {
  { "place", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE },
  { "person", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE },
  { "pass", KONTOR_FORM_INTEGER, 0, .least = 1, .most = 2, .fallback_integer = 1 },
  { NULL },
};

/* --- what it covers --- */

static gboolean
check_member (
  KontorDatabase *database, const KontorJson *value, gsize list, guint index, GError **error)
{
  g_autofree char *path = g_strdup_printf ("plan.%s[%u]", lists[list].key, index);
  const char      *text = kontor_json_string (value);
  gboolean         exists = TRUE;
  KontorUid        uid;

  if (lists[list].main && kontor_json_type (value) == KONTOR_JSON_NULL)
    return TRUE;
  if (text == NULL || !kontor_uid_parse (&uid, text))
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, path, _ ("“%s” must be an id (UUID)"), path);
      return FALSE;
    }
  if (!kontor_record_exists (
        database, lists[list].sql, KONTOR_VALUES (kontor_value_uid (&uid)), &exists, error))
    return FALSE;
  if (!exists)
    kontor_command_set_error (error,
                              KONTOR_COMMAND_ERROR_NOT_FOUND,
                              path,
                              _ ("there is nothing with the id of “%s”"),
                              path);
  return exists;
}

static gboolean
add_list (
  KontorDatabase *database, const KontorJson *cover, gsize list, KontorJson *result, GError **error)
{
  const KontorJson *values = kontor_json_get (cover, lists[list].key);
  guint             n = kontor_json_length (values);

  if (values == NULL)
    return TRUE;
  if (kontor_json_type (values) != KONTOR_JSON_ARRAY || n > MOST_LIST)
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_INVALID,
                                lists[list].key,
                                _ ("“%s” must be a list of at most %d"),
                                lists[list].key,
                                MOST_LIST);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    if (!check_member (database, kontor_json_at (values, i), list, i, error))
      return FALSE;
  if (n > 0)
    kontor_json_set (result, lists[list].key, kontor_json_share (values));
  return TRUE;
}

static gboolean
check_abc (const char *letters, GError **error)
{
  if (strspn (letters, "ABC") == strlen (letters))
    return TRUE;
  kontor_command_set_error (
    error, KONTOR_COMMAND_ERROR_INVALID, "plan.abc", _ ("“%s” are letters of A, B and C"), "abc");
  return FALSE;
}

/* Only what is said is kept, so that an empty plan covers everything. */
static KontorJson *
read_cover (KontorDatabase *database, const KontorJson *params, GError **error)
{
  const KontorJson *given = kontor_json_get (params, "plan");
  g_autoptr (KontorJson) nothing = kontor_json_new_object ();
  const KontorJson *cover = given != NULL ? given : nothing;
  g_autoptr (KontorJson) form = kontor_form_read (
    cover_fields, cover_members, cover, NULL, "plan", error);
  g_autoptr (KontorJson) result = kontor_json_new_object ();

  if (form == NULL || !check_abc (kontor_json_get_string (form, "abc", ""), error))
    return NULL;
  if (*kontor_json_get_string (form, "abc", "") != '\0')
    kontor_json_set (result, "abc", kontor_json_share (kontor_json_get (form, "abc")));
  if (kontor_json_get_integer (form, "not_since_days", 0) > 0)
    kontor_json_set (
      result, "not_since_days", kontor_json_share (kontor_json_get (form, "not_since_days")));
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    if (!add_list (database, cover, i, result, error))
      return NULL;
  return g_steal_pointer (&result);
}

/* --- who counts --- */

static gboolean
check_named (KontorDatabase   *database,
             const KontorJson *assignment,
             const char       *key,
             const char       *sql,
             GError          **error)
{
  gboolean  exists = TRUE;
  KontorUid uid;

  if (!kontor_param_uid_or_nil (assignment, key, &uid, error))
    return FALSE;
  if (kontor_uid_is_nil (&uid))
    return TRUE;
  if (!kontor_record_exists (
        database, sql, KONTOR_VALUES (kontor_value_uid (&uid)), &exists, error))
    return FALSE;
  if (!exists)
    kontor_command_set_error (
      error, KONTOR_COMMAND_ERROR_NOT_FOUND, key, _ ("there is nothing with the id of “%s”"), key);
  return exists;
}

static KontorJson *
read_assignments (KontorDatabase *database, const KontorJson *params, GError **error)
{
  g_autoptr (KontorJson) forms = kontor_form_read_list (
    assignment_fields, kontor_json_get (params, "assignments"), "assignments", error);
  g_autoptr (KontorJson) rows = kontor_json_new_array ();

  for (guint i = 0; forms != NULL && i < kontor_json_length (forms); i++)
    {
      KontorJson *row = kontor_json_copy_object (kontor_json_at (forms, i));

      kontor_json_set_integer (row, "position", (gint64) i + 1);
      kontor_json_append (rows, row);
      if (!check_named (database, row, "place", "SELECT 1 FROM location WHERE uid = ?1", error)
          || !check_named (database, row, "person", "SELECT 1 FROM person WHERE uid = ?1", error))
        return NULL;
    }
  return forms != NULL ? g_steal_pointer (&rows) : NULL;
}

/* --- commands --- */

static gboolean
is_number_free (KontorDatabase *database, const KontorJson *record, GError **error)
{
  const char *number = kontor_json_get_string (record, "number", "");
  gboolean    taken = FALSE;

  if (!kontor_record_exists (database,
                             "SELECT 1 FROM stock_count WHERE number = ?1",
                             KONTOR_VALUES (kontor_value_text (number)),
                             &taken,
                             error))
    return FALSE;
  if (taken)
    kontor_command_set_error (
      error, KONTOR_COMMAND_ERROR_CONFLICT, "number", _ ("the number “%s” is taken"), number);
  return !taken;
}

static void
fill_in (KontorCommandContext *context, KontorJson *record, KontorUid *uid)
{
  const KontorCommand *command = context->command;

  kontor_command_context_derive_uid (context, uid);
  kontor_json_set (record, "uid", kontor_json_new_uid (uid));
  kontor_json_set_string (record, "state", "planned");
  kontor_json_set_string (record, "uncounted", "");
  kontor_json_set_string (record, "finished_by", "");
  kontor_json_set_string (record, "booked_by", "");
  kontor_json_set_integer (record, "created_at", command->at);
  kontor_json_set (record, "author", kontor_json_new_uid (&command->author));
  kontor_json_set_string (record, "author_name", command->author_name);
  if (kontor_json_get_integer (record, "passes", 1) > 1)
    kontor_json_set_integer (record, "blind", 1);
}

static void
set_cover (KontorJson *record, const KontorJson *cover)
{
  g_autofree char *text = kontor_json_to_string (cover);

  kontor_json_set_string (record, "plan", text);
}

static void
set_cancel (KontorCommandContext *context, const KontorJson *record)
{
  KontorJson *back = kontor_json_new_object ();

  kontor_json_set (back, "count", kontor_json_share (kontor_json_get (record, "uid")));
  kontor_command_context_set_inverse (
    context,
    "count.cancel",
    back,
    g_strdup_printf (_ ("Plan Count %s"), kontor_json_get_string (record, "number", "")));
}

/**
 * kontor_count_run_plan:
 * @context: the running command
 * @params: see the help in count.c
 * @error: return location for an error
 *
 * count.plan: a count that has not begun.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_count_run_plan (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorJson) record = kontor_form_read (
    plan_fields, plan_members, params, NULL, NULL, error);
  g_autoptr (KontorJson) cover = NULL;
  KontorJson *assignments = NULL;
  KontorUid   uid;

  if (record == NULL || !is_number_free (context->database, record, error))
    return FALSE;
  cover = read_cover (context->database, params, error);
  if (cover == NULL)
    return FALSE;
  assignments = read_assignments (context->database, params, error);
  if (assignments == NULL)
    return FALSE;

  kontor_json_set (record, "count_assignment", assignments);
  kontor_json_set (record, "count_item", kontor_json_new_array ());
  set_cover (record, cover);
  fill_in (context, record, &uid);
  set_cancel (context, record);
  kontor_command_context_set_uid (context, "count", &uid);
  kontor_json_set (
    context->outcome->result, "number", kontor_json_share (kontor_json_get (record, "number")));
  return kontor_record_store (context, KONTOR_KIND_STOCK_COUNT, record, error);
}

static KontorJson *
dup_assignments (const KontorJson *record)
{
  const KontorJson *rows = kontor_json_get (record, "count_assignment");
  KontorJson       *list = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (rows); i++)
    kontor_json_append (list, kontor_form_pick (assignment_fields, kontor_json_at (rows, i)));
  return list;
}

/**
 * kontor_count_run_assign:
 * @context: the running command
 * @params: count, assignments
 * @error: return location for an error
 *
 * count.assign: who counts where, in place of what was said before.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_count_run_assign (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorCount) count = kontor_count_load_param (context->database, params, error);
  g_autoptr (KontorJson) record = NULL;
  g_autoptr (KontorJson) changed = NULL;
  KontorJson *assignments = NULL;
  KontorJson *back = NULL;

  if (count == NULL)
    return FALSE;
  if (!kontor_count_is (count, "planned") && !kontor_count_is (count, "counting"))
    return kontor_count_refuse (
      count, KONTOR_COMMAND_ERROR_STATE_CHANGED, "count", error, _ ("it is counted already"));
  record = kontor_record_load (
    context->database, KONTOR_KIND_STOCK_COUNT, &count->uid, "count", error);
  if (record == NULL)
    return FALSE;
  assignments = read_assignments (context->database, params, error);
  if (assignments == NULL)
    return FALSE;

  back = kontor_count_new_params (count);
  kontor_json_set (back, "assignments", dup_assignments (record));
  kontor_command_context_set_inverse (
    context, "count.assign", back, g_strdup_printf (_ ("Assign Count %s"), count->number));
  changed = kontor_json_with (record, "count_assignment", assignments);
  kontor_count_set_result (context, count);
  return kontor_record_store (context, KONTOR_KIND_STOCK_COUNT, changed, error);
}
