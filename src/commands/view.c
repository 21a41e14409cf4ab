/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-record.h"

static const KontorFormField view_fields[] = {
  { "list", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED, .most = 50 },
  { "name", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED, .most = 100 },
  { "filter", KONTOR_FORM_TEXT, 0, .most = 2000 },
  { "sort", KONTOR_FORM_TEXT, 0, .most = 100 },
  { "position", KONTOR_FORM_INTEGER, 0, .least = 0, .most = 100000 },
  { NULL },
};

static const char *const view_members[] = { "view", NULL };

/* The same name for the same list is the same view on every station. */
static gboolean
find_uid (const KontorJson *params, KontorUid *uid, GError **error)
{
  g_autofree char *key = NULL;
  const char      *list = NULL;
  const char      *name = NULL;

  if (kontor_json_get (params, "view") != NULL)
    return kontor_param_uid (params, "view", uid, error);
  if (!kontor_param_string (params, "list", 50, &list, error)
      || !kontor_param_string (params, "name", 100, &name, error))
    return FALSE;

  key = g_strconcat (list, "/", name, NULL);
  kontor_uid_from_name (uid, "view", key);
  return TRUE;
}

static KontorJson *
to_params (const KontorJson *record, const KontorUid *uid)
{
  KontorJson *params = kontor_form_pick (view_fields, record);

  kontor_json_set (params, "view", kontor_json_new_uid (uid));
  return params;
}

static void
set_inverse (KontorCommandContext *context,
             const KontorUid      *uid,
             const KontorJson     *before,
             const KontorJson     *after)
{
  char *label = g_strdup_printf (_ ("Save View “%s”"), kontor_json_get_string (after, "name", ""));
  KontorJson *back = NULL;

  if (before != NULL)
    {
      kontor_command_context_set_inverse (context, "view.save", to_params (before, uid), label);
      return;
    }
  back = kontor_json_new_object ();
  kontor_json_set (back, "view", kontor_json_new_uid (uid));
  kontor_command_context_set_inverse (context, "view.delete", back, label);
}

/* {list, name, filter?, sort?, position?, view?} */
static gboolean
view_save (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) before = NULL;
  g_autoptr (KontorJson) after = NULL;

  if (!find_uid (params, &uid, error)
      || !kontor_record_find (context->database, KONTOR_KIND_SAVED_VIEW, &uid, &before, error))
    return FALSE;

  after = kontor_form_read (view_fields, view_members, params, before, NULL, error);
  if (after == NULL)
    return FALSE;
  kontor_command_context_set_uid (context, "view", &uid);
  kontor_json_set (after, "uid", kontor_json_new_uid (&uid));
  if (before != NULL && kontor_json_equal (before, after))
    return TRUE;
  set_inverse (context, &uid, before, after);
  return kontor_record_store (context, KONTOR_KIND_SAVED_VIEW, after, error);
}

/* {view} */
static gboolean
view_delete (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) before = kontor_record_load_param (
    context->database, KONTOR_KIND_SAVED_VIEW, params, "view", &uid, error);

  if (before == NULL)
    return FALSE;

  kontor_command_context_set_inverse (
    context,
    "view.save",
    to_params (before, &uid),
    g_strdup_printf (_ ("Delete View “%s”"), kontor_json_get_string (before, "name", "")));
  kontor_command_context_set_uid (context, "view", &uid);
  return kontor_record_delete (context, KONTOR_KIND_SAVED_VIEW, &uid, error);
}

const KontorCommandType kontor_view_commands[] = {
  {
    .name = "view.save",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "the newest wins: a view of the same list and name is replaced",
    .roles = "staff counter finance admin",
    .help = "{list, name, filter?, sort?, position?, view?}",
    .run = view_save,
  },
  {
    .name = "view.delete",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "gone already: refused as not found, nothing is lost",
    .roles = "staff counter finance admin",
    .help = "{view}",
    .run = view_delete,
  },
  { NULL },
};
